"""Corrections as gold: what an evaluation by them can say, and what it must not."""

import json

import pytest
from correcting import NAMES, Desk, begins, rows
from typer.testing import CliRunner

from konsultnlp.cli import app
from konsultnlp.corrections.gold import write_gold
from konsultnlp.errors import UsageError
from konsultnlp.evaluation import evaluate
from konsultnlp.evaluation.show import html_page

HEADS = ("table", "doc_id", "record id", "quote", "field", "new value")


@pytest.fixture(scope="module")
def made(samples, tmp_path_factory):
    desk = Desk([samples / n for n in NAMES], tmp_path_factory.mktemp("gull") / "ut")
    assert desk.run(model="none").exit_code == 0
    return desk


@pytest.fixture
def desk(made, tmp_path):
    return made.copy(tmp_path)


def corrected(desk, *more):
    """One field changed, one request deleted, one added; and what a test wants besides."""
    changed = begins(desk.out, "requests", "KS er bekymret for at")
    wrong = begins(desk.out, "requests", "KS fraråder at")
    doc_id = changed["doc_id"]
    text = (desk.out / "texts" / f"{doc_id}.txt").read_text(encoding="utf-8")
    missed = next(
        line
        for line in text.split("\n")
        if len(line) > 40 and line not in {r["text"] for r in rows(desk.out, "requests")}
    )
    desk.correct(
        HEADS,
        ("requests", doc_id, changed["request_id"], "", "act", "demand"),
        ("requests", doc_id, wrong["request_id"], "", "row", "deleted"),
        ("requests", doc_id, "", missed, "act", "wish"),
        *[(t, doc_id, *rest) for t, *rest in more],
    )
    desk.run(model="none")
    return doc_id


def test_of_a_document_that_nobody_read_through_only_corrected_rows_count(desk, made, tmp_path):
    corrected(desk)
    done = write_gold(desk.out, tmp_path / "gull")
    assert (done.checked, done.partial) == (0, 1)
    result = evaluate(tmp_path / "gull", made.out)  # the program alone
    total = result.total
    assert total["requests.act, corrected"].n == 1 and total["requests.act, corrected"].recall == 0
    assert total["corrections: added rows found"].recall == 0
    assert total["corrections: deleted rows avoided"].recall == 0
    assert not {"requests, all", "requests, explicit", "statements", "sections", "requests.act"} & total.keys()
    assert result.partial == 1 and result.by_hand == 0
    assert {d.kind for d in result.differences} == {"wrong", "missed", "spurious"}
    mended = evaluate(tmp_path / "gull", desk.out)
    assert all(t.recall == 1 for t in mended.total.values()) and mended.by_hand == 2


def test_a_document_that_was_read_through_gives_precision_and_recall(desk, made, tmp_path):
    corrected(desk, ("documents", "", "", "checked", "requests"))
    assert write_gold(desk.out, tmp_path / "gull").checked == 1
    total = evaluate(tmp_path / "gull", made.out).total
    n = len([r for r in rows(desk.out, "requests") if r["doc_id"].startswith("2024")])
    assert (total["requests, all"].n, total["requests, all"].spurious, total["requests, all"].missed) == (n, 1, 1)
    assert total["requests.act"].missed == 1
    assert not {"statements", "sections", "amounts: money"} & total.keys()
    mended = evaluate(tmp_path / "gull", desk.out).total
    assert mended["requests, all"].f1 == 1 and mended["requests.act"].recall == 1


def test_all_tables_of_a_document(desk, tmp_path):
    corrected(desk, ("documents", "", "", "kontrollert", "ja"))
    write_gold(desk.out, tmp_path / "gull")
    total = evaluate(tmp_path / "gull", desk.out).total
    assert [name for name, t in total.items() if t.f1 < 1] == []
    assert {"sections", "requests, all", "tables", "ministries", "documents.year", "sections.parent"} <= total.keys()


def test_a_mark_does_not_hold_for_rows_that_came_later(desk, tmp_path):
    doc_id = corrected(desk, ("documents", "", "", "checked", "requests"))
    row = begins(desk.out, "requests", "KS er bekymret")
    desk.correct(HEADS, ("requests", doc_id, row["request_id"], "", "row", "deleted"))
    desk.run(model="none")
    done = write_gold(desk.out, tmp_path / "gull")
    assert done.checked == 0 and doc_id in done.notes[0] and "mark it again" in done.notes[0]
    desk.correct(HEADS, ("documents", doc_id, "", "", "checked", "requests"))
    assert write_gold(desk.out, tmp_path / "gull").checked == 1


def test_the_commands(desk, made, tmp_path):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    sheet = tmp_path / "rettelser.csv"
    sheet.write_text(f"id;felt;ny\n{row['request_id']};act;demand\n", encoding="utf-8")
    run = CliRunner().invoke
    done = run(app, ["corrections", "import", str(sheet), "--out", str(desk.out), "--who", "Kari", "--why", "feil"])
    assert done.exit_code == 0 and "1 corrections written" in done.output
    listed = run(app, ["corrections", "list", "--out", str(desk.out)])
    assert listed.exit_code == 0 and "1 corrections in" in listed.output
    done = run(app, ["extract", *map(str, desk.pdfs), "--out", str(desk.out), "--model", "none"])
    assert done.exit_code == 0 and "corrections: 1 applied" in done.output
    done = run(app, ["corrections", "gold", "--out", str(desk.out), "--to", str(tmp_path / "gull")])
    assert done.exit_code == 0
    lines = [json.loads(x) for p in (tmp_path / "gull").iterdir() for x in p.read_text(encoding="utf-8").splitlines()]
    assert [x["table"] for x in lines] == ["documents", "requests"]
    scored = run(app, ["evaluate", str(tmp_path / "gull"), str(made.out)])
    assert scored.exit_code == 0 and "act, corrected" in scored.output and "note:" in scored.output
    assert "act, corrected" in html_page(evaluate(tmp_path / "gull", made.out))
    done = run(
        app,
        [
            "corrections",
            "label-studio",
            str(desk.out),
            "--to",
            str(tmp_path / "t.json"),
            "--config",
            str(tmp_path / "c.xml"),
        ],
    )
    assert done.exit_code == 0 and "2 tasks" in done.output
    sheet.write_text("id;felt;ny\nfinnes-ikke;act;demand\n", encoding="utf-8")
    done = run(app, ["corrections", "import", str(sheet), "--out", str(desk.out)])
    assert (
        done.exit_code == 2
        and "line 2: record id: no row 'finnes-ikke'" in done.output
        and "Nothing was taken over" in done.output
    )


def test_gold_of_nothing(desk, tmp_path):
    with pytest.raises(UsageError, match="nothing was corrected yet"):
        write_gold(desk.out, tmp_path / "gull")

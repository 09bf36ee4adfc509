"""`konsultnlp evaluate`: what counts as found, what as wrong, and what the reader is shown."""

import csv
import json
import re

import pytest
from typer.testing import CliRunner

from konsultnlp.cli import app
from konsultnlp.errors import UsageError
from konsultnlp.evaluation import Tally, evaluate
from konsultnlp.evaluation.show import html_page
from konsultnlp.records import RECORD_TYPES

ASKS = "KS ber regjeringen om å øke rammen med 20 mill. kroner."
FEARS = "KS frykter at <b>flere</b> kommuner må kutte."


def request(text, act="request", **more):
    return {"text": text, "act": act, "explicit": True, "action": "", "page": 1, **more}


@pytest.fixture
def folders(tmp_path):
    """Writes gold and output of one document "brev": rows by table, the clean text, the truth text, traps."""

    def make(gold, found, text="", truth=None, traps=(), about=None):
        wanted, out = tmp_path / "gold", tmp_path / "out"
        (out / "texts").mkdir(parents=True)
        wanted.mkdir()
        about = {"doc_type": "innspill", "year": 2019, "language": "nb", **(about or {})}
        rows = [{"table": "documents", **about}, *({"table": t, **row} for t, rs in gold.items() for row in rs)]
        (wanted / "brev.gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        if truth is not None:
            (wanted / "brev.truth.txt").write_text(truth, encoding="utf-8")
        if traps:
            (wanted / "brev.traps.jsonl").write_text("\n".join(map(json.dumps, traps)), encoding="utf-8")
        (out / "texts" / "brev-1.txt").write_text(text, encoding="utf-8")
        found = {"documents": [{"source": "brev.pdf", **about}], **found}
        for kind in RECORD_TYPES:
            with (out / f"{kind.TABLE}.csv").open("w", encoding="utf-8", newline="") as handle:
                writer = csv.DictWriter(handle, kind.columns())
                writer.writeheader()
                for row in found.get(kind.TABLE, []):
                    start = text.find(row["text"]) if "text" in row else -1
                    place = {"char_start": start, "char_end": start + len(row["text"])} if start >= 0 else {}
                    writer.writerow({"doc_id": "brev-1", **place, **row})
        return wanted, out

    return make


def test_a_perfect_output_scores_one(folders):
    rows = {"requests": [request(ASKS)]}
    result = evaluate(*folders(rows, rows, text=ASKS, truth=f"[page 1]\n{ASKS}"))
    assert {name: tally.f1 for name, tally in result.total.items() if tally.f1 != 1} == {}
    assert result.total["requests, explicit"].n == 1 and result.total["text"].n > 10
    assert result.differences == []


def test_missed_and_invented_rows_cost_recall_and_precision(folders):
    gold = {"requests": [request(ASKS), request(FEARS, "warning")]}
    found = {"requests": [request(ASKS), request("Kommunene krever svar.", "demand")]}
    tally = evaluate(*folders(gold, found, text=ASKS)).total["requests, all"]
    assert (tally.hits, tally.spurious, tally.missed) == (1, 1, 1)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)


def test_a_wrong_act_is_told_with_both_values(folders):
    result = evaluate(*folders({"requests": [request(ASKS)]}, {"requests": [request(ASKS, "demand")]}, text=ASKS))
    assert result.total["requests.act"].recall == 0.0 and result.total["requests, all"].f1 == 1.0
    (difference,) = [d for d in result.differences if d.measure == "requests.act"]
    assert (difference.gold, difference.found, difference.document) == ("request", "demand", "brev")


def test_an_optional_row_counts_neither_way(folders):
    gold = {"requests": [request(ASKS, optional=True), request(FEARS, "warning")]}
    missed = evaluate(*folders(gold, {"requests": [request(FEARS, "warning")]}, text=FEARS))
    assert missed.total["requests, all"].f1 == 1.0 and missed.total["requests, all"].n == 1


def test_dashes_quotes_and_case_do_not_matter(folders):
    gold = {"amounts": [{"kind": "money", "value": 2e6, "value_max": 3e6, "text": "2–3 mill. kroner"}]}
    found = {"amounts": [{"kind": "money", "value": "2000000", "value_max": "3000000.0", "text": "2-3 Mill. kroner"}]}
    assert evaluate(*folders(gold, found, text="2-3 Mill. kroner")).total["amounts: money"].f1 == 1.0


def test_a_statement_needs_its_speaker(folders):
    gold = {"statements": [{"text": "Hun takket.", "speaker": "Liv Aune", "verb": "takke", "act": "thanks"}]}
    found = {"statements": [{"text": "Hun takket.", "speaker": "Tor Lie", "verb": "takke", "act": "thanks"}]}
    result = evaluate(*folders(gold, found, text="Hun takket."))
    assert result.total["statements"].f1 == 0.0 and result.total["statements.act"].recall == 1.0


def test_a_quote_that_is_not_its_slice_is_found_out(folders):
    found = {"requests": [request(ASKS, char_start=3, char_end=9)]}
    assert evaluate(*folders({"requests": [request(ASKS)]}, found, text=ASKS)).total["quotes"].recall == 0.0


def test_a_trap_that_was_taken_for_a_request_is_told_with_its_reason(folders):
    trap = {"text": "Utvalget ber ikke om mer.", "reason": "negated"}
    found = {"requests": [request(trap["text"])]}
    result = evaluate(*folders({}, found, text=trap["text"], traps=[trap]))
    assert result.total["traps"].recall == 0.0
    assert any(d.measure == "traps" and d.gold == "negated" for d in result.differences)


def test_the_text_of_scans_is_a_measure_of_its_own(folders):
    total = evaluate(*folders({}, {}, text="Noe", truth="[page 1]\nNoe", about={"text_layer": "none"})).total
    assert "text, scans" in total and "text" not in total


def test_figures_are_split_by_year_type_and_language(folders):
    result = evaluate(*folders({"requests": [request(ASKS)]}, {}, text=ASKS))
    for column, group in (("year", "2019"), ("doc_type", "innspill"), ("language", "nb")):
        assert result.by(column)[group]["requests, all"].recall == 0.0


def test_a_document_that_the_output_lacks_costs_all_its_rows(folders):
    gold, out = folders({"requests": [request(ASKS)]}, {})
    (gold / "annet.gold.jsonl").write_text(json.dumps({"table": "requests", **request(ASKS)}), encoding="utf-8")
    result = evaluate(gold, out)
    assert result.missing == ["annet"] and result.total["requests, all"].missed == 2
    assert CliRunner().invoke(app, ["evaluate", str(gold), str(out)]).exit_code == 1


def test_empty_tallies_are_perfect_and_nothing_divides_by_zero():
    assert Tally().f1 == 1.0 and Tally(missed=1).f1 == 0.0 and Tally(spurious=1).precision == 0.0


@pytest.mark.parametrize(
    ("line", "says"), [("[1]", "no JSON object"), ("{", "no JSON"), ('{"text": "x"}', "without its table")]
)
def test_bad_gold_is_told_with_its_file(folders, line, says):
    gold, out = folders({}, {})
    (gold / "feil.gold.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match=rf"feil\.gold\.jsonl.*{says}"):
        evaluate(gold, out)
    ran = CliRunner().invoke(app, ["evaluate", str(gold), str(out)])
    assert ran.exit_code == 2 and "Traceback" not in ran.output


def test_folders_that_hold_nothing_of_the_kind(tmp_path):
    for gold, says in ((tmp_path / "finnes ikke", "no such folder"), (tmp_path, "no gold in it")):
        with pytest.raises(UsageError, match=says):
            evaluate(gold, tmp_path)


def test_the_page_shows_differences_as_text_and_runs_nothing(folders, tmp_path):
    gold, out = folders({"requests": [request(FEARS, "warning")]}, {}, text=FEARS)
    ran = CliRunner().invoke(app, ["evaluate", str(gold), str(out), "--html", str(tmp_path / "ev.html")])
    assert ran.exit_code == 0 and re.search(r"requests, explicit +1 +\d\.\d+ +0\.000 +0\.000", ran.output)
    page = (tmp_path / "ev.html").read_text(encoding="utf-8")
    assert page == html_page(evaluate(gold, out))
    assert "&lt;b&gt;flere&lt;/b&gt;" in page and "<b>" not in page and "<script" not in page
    assert "default-src 'none'" in page

"""Search: the SQLite database with its keys and search tables, the words an analyst types, and Datasette over it."""

import asyncio
import html
import json
import re
import shlex
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.utils import parse_metadata
from export_rows import FAULT, small
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import konsultnlp
from konsultnlp.cli import app
from konsultnlp.collection import TextBlock
from konsultnlp.columns import ALL_TABLES, describe
from konsultnlp.errors import UsageError
from konsultnlp.export.writers import open_writers
from konsultnlp.records import RECORD_TYPES, ErrorRecord, RequestRecord
from konsultnlp.stems import match_expression, stem, stems

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "sok.md").read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"^konsultnlp search out .*$", (ROOT / "README.md").read_text(encoding="utf-8") + PAGE, re.MULTILINE
)


@pytest.fixture(scope="module")
def documents(samples, nlp):
    return [konsultnlp.read(samples / n, nlp) for n in ("2024-3-materiale.pdf", "2025-1-referat-nynorsk.pdf")]


def blocks_of(document):
    return [TextBlock(b.page, b.start, document.text[b.start : b.end]) for b in document.clean.blocks]


@pytest.fixture(scope="module")
def out(documents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("søk") / "ut møter"
    writer = open_writers(folder, ["sqlite"])
    for document in documents:
        writer.document(document.records, str(document.path), blocks_of(document))
    writer.errors([FAULT])
    writer.close()
    return folder


@pytest.fixture
def base(out):
    with closing(sqlite3.connect(out / "konsultnlp.sqlite")) as connection:
        yield connection


@pytest.fixture(scope="module")
def samples_out(samples, nlp, tmp_path_factory):
    """A database of some samples, for the searches that the README and the docs show."""
    folder = tmp_path_factory.mktemp("alle")
    writer = open_writers(folder, ["sqlite"])
    for path in sorted(samples.glob("20*-materiale*.pdf")):
        document = konsultnlp.read(path, nlp)
        writer.document(document.records, "", blocks_of(document))
    writer.close()
    return folder


@pytest.fixture(scope="module")
def samples_base(samples_out):
    with closing(sqlite3.connect(samples_out / "konsultnlp.sqlite")) as connection:
        connection.create_function("stem", 1, match_expression, deterministic=True)
        yield connection


def made(folder, *texts):
    """A database of these paragraphs, in one document."""
    writer = open_writers(folder, ["sqlite"])
    blocks, at = [], 0
    for page, text in enumerate(texts, 1):
        blocks.append(TextBlock(page, at, text))
        at += len(text) + 1
    writer.document(small(quotes=texts), "", blocks)
    writer.close()
    return folder


def found(folder, query, **options):
    return {hit.text for hit in konsultnlp.search(folder, query, **options)}


# The database


def as_stored(value):
    return float(value) if isinstance(value, Decimal) else None if value == "" else value


@pytest.mark.parametrize("kind", ALL_TABLES, ids=lambda k: k.TABLE)
def test_the_database_has_every_row_in_order_and_null_for_what_is_missing(base, documents, kind):
    rows = [FAULT] if kind is ErrorRecord else [row for d in documents for row in d.records.of(kind.TABLE)]
    expected = [tuple(as_stored(getattr(r, c)) for c in kind.columns()) for r in rows]
    assert base.execute(f'SELECT * FROM "{kind.TABLE}" ORDER BY rowid').fetchall() == expected


def test_keys_hold(base):
    assert not base.execute("PRAGMA foreign_key_check").fetchall()
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    keys = {t for (t,) in base.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%PRIMARY KEY%'")}
    assert {kind.TABLE for kind in RECORD_TYPES} <= keys


def test_the_text_stands_in_blocks_with_page_and_section(base, documents):
    for document in documents:
        rows = base.execute(
            "SELECT t.char_start, t.text, t.page, s.char_start, s.char_end FROM texts t LEFT JOIN sections s "
            "ON s.doc_id = t.doc_id AND s.section_id = t.section_id WHERE t.doc_id = ? ORDER BY text_id",
            (document.doc_id,),
        ).fetchall()
        assert "\n".join(text for _, text, *_ in rows) == document.text.rstrip("\n")
        assert [page for _, _, page, *_ in rows] == [b.page for b in document.clean.blocks]
        for start, text, _, first, last in rows:
            assert document.text[start : start + len(text)] == text
            around = [s for s in document.sections if s.char_start <= start < s.char_end]
            assert (first, last) == ((around[-1].char_start, around[-1].char_end) if around else (None, None))


def test_requests_with_the_same_key_are_all_kept(tmp_path):
    records = small(quotes=("KS ber KD om A.", "KS ber KD om B."))
    records.requests += records.requests[:1]
    writer = open_writers(tmp_path, ["sqlite"])
    writer.document(records, "")
    writer.close()
    texts = [hit.text for hit in konsultnlp.search(tmp_path, "KD", "requests")]
    assert sorted(texts) == ["KS ber KD om A.", "KS ber KD om A.", "KS ber KD om B."]


def test_views_join_what_belongs_together(base, documents):
    requests = [r for d in documents for r in d.requests]
    rows = base.execute("SELECT request_id, amounts, source, section_title FROM requests_joined").fetchall()
    assert [r[0] for r in rows] == [r.request_id for r in requests]
    amounts = {a.amount_id: a for d in documents for a in d.amounts if a.request_id}
    joined = [one for _, cell, *_ in rows if cell for one in json.loads(cell)]
    assert sorted((a["text"], a["value"]) for a in joined) == sorted((a.text, float(a.value)) for a in amounts.values())
    ids = base.execute("SELECT statement_id FROM statements_joined").fetchall()
    assert ids == [(s.statement_id,) for d in documents for s in d.statements]
    name = base.execute(
        "SELECT addressee_name FROM requests_joined WHERE addressee_id LIKE 'hod%' OR addressee_id LIKE 'kdd%' LIMIT 1"
    ).fetchone()
    assert name is None or name[0].endswith("departementet")


def test_the_same_rows_give_the_same_bytes(out, documents, tmp_path):
    writer = open_writers(tmp_path, ["sqlite"])
    for document in documents:
        writer.document(document.records, "", blocks_of(document))
    writer.errors([FAULT])
    writer.close()
    assert (tmp_path / "konsultnlp.sqlite").read_bytes() == (out / "konsultnlp.sqlite").read_bytes()


def test_a_run_without_the_format_takes_its_files_away_and_nothing_else(tmp_path):
    made(tmp_path, "KS ber om noe.")
    (tmp_path / "datasette" / "mitt.txt").write_text("ikke rør", encoding="utf-8")
    writer = open_writers(tmp_path, [])
    writer.document(small(), "")
    writer.close()
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.suffix != ".csv"}
    assert left == {"datasette", "datasette/mitt.txt"}


# Words


@pytest.mark.parametrize(
    "forms",
    [
        "kommune kommunen kommuner kommunene kommunane kommunar kommunens",
        "moglegheit moglegheita moglegheiter moglegheitene",
        "leder lederen ledere lederne",
        "lærar læraren lærarar lærarane",
        "innsats innsatsen",
        "program programmet programma",
        "krav kravet krava kravene",
        "idé idéen ideen",
        "kostnad kostnader kostnadene kostnadane",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


def test_letters_of_their_own_stay_apart():
    assert len({stem(word) for word in ("før", "for", "får", "far")}) == 4


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_stems_keep_the_number_of_words(text):
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61 remove_diacritics 0')")
        base.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")

        def words(content):
            base.execute("DELETE FROM t")
            base.execute("INSERT INTO t VALUES (?)", (content.encode("utf-8", "replace").decode("utf-8"),))
            return base.execute("SELECT count(*) FROM v").fetchone()

        assert words(text) == words(stems(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='abø"*-^:() .ORNTEADLIK{}+', max_size=30))
def test_whatever_is_typed_is_a_query_or_wrong_usage(query):
    try:
        expression = match_expression(query)
    except UsageError:
        return
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        base.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()


def test_words_are_found_in_any_form_and_marked_as_they_stand(tmp_path):
    texts = ["KS ber om at kommunane får dekket utgiftene sine.", "Kommuner i nord er små.", "Skogen er grønn."]
    made(tmp_path, *texts)
    for word in ("kommunene", "KOMMUNANE", "kommuner"):
        assert found(tmp_path, word) == set(texts[:2])
    (hit,) = konsultnlp.search(tmp_path, "kommune utgift")
    assert hit.snippet == "KS ber om at [kommunane] får dekket [utgiftene] sine."
    assert (hit.text, hit.page, hit.year, hit.source) == (texts[0], 1, 2024, "mote-0a1b2c3d.pdf")


def test_phrases_beginnings_alternatives_and_what_must_not_be_there(tmp_path):
    texts = [
        "Eit offentleg-privat samarbeid om barnehageplassar.", "Privat og offentlig sektor.", "Flommen tok veien.",
        "Barnehagene i år.",
    ]  # fmt: skip
    made(tmp_path, *texts)
    assert found(tmp_path, "privat") == set(texts[:2])
    assert found(tmp_path, "offentleg-privat") == found(tmp_path, '"offentlig privat"') == {texts[0]}
    assert found(tmp_path, "barnehage") == {texts[3]}
    assert found(tmp_path, "barnehage*") == {texts[0], texts[3]}
    assert found(tmp_path, "flom ELLER barnehage") == {texts[2], texts[3]}
    assert found(tmp_path, "privat -samarbeid") == {texts[1]}
    assert found(tmp_path, "år") == {texts[3]} and found(tmp_path, "ar") == set()


def test_requests_are_found_by_addressee_and_year(tmp_path):
    made(tmp_path, "KS ber KD om å gi 2,5 mill. kroner.")
    (hit,) = konsultnlp.search(tmp_path, "krone", "requests", year=2024, to="kd")
    assert (hit.requester, hit.addressee, hit.act) == ("KS", "KD og regjeringen", "request")
    for to in ("kd-2006", "regjeringen", "Kunnskapsdepartementet", "KD og"):
        assert found(tmp_path, "krone", table="requests", to=to)
    assert not found(tmp_path, "krone", table="requests", to="fin")
    assert not found(tmp_path, "krone", table="requests", year=2023)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"query": "–"}, "nothing to look for in '–'"),
        ({"query": "-veg"}, "nothing to look for"),
        ({"query": "a", "table": "amounts"}, "expected one of texts, requests"),
        ({"query": "a", "to": "kd"}, "only requests have an addressee"),
    ],
)
def test_what_cannot_be_searched_is_told(out, options, words):
    with pytest.raises(UsageError, match=words):
        konsultnlp.search(out, **options)


def test_no_database_or_another_stemmer_is_told(tmp_path):
    with pytest.raises(UsageError, match="--format sqlite"):
        konsultnlp.search(tmp_path, "kommune")
    (tmp_path / "annet.sqlite").write_text("noe helt annet, og langt nok", encoding="utf-8")
    with pytest.raises(UsageError, match="no database of ours"):
        konsultnlp.search(tmp_path / "annet.sqlite", "kommune")
    made(tmp_path, "Kommunene.")
    with closing(sqlite3.connect(tmp_path / "konsultnlp.sqlite")) as base:
        base.execute("UPDATE made_by SET value = 'snowball-norwegian 1.0, folding 0'")
        base.commit()
    with pytest.raises(UsageError, match="another stemmer"):
        konsultnlp.search(tmp_path, "kommune")


def test_from_the_command_line(samples, tmp_path):
    def run(*args):
        command = [sys.executable, "-m", "konsultnlp", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    done = run("extract", samples / "2024-3-materiale.pdf", "-o", tmp_path, "-f", "sqlite", "-m", "none")
    assert done.returncode == 0, done.stderr
    done = run("search", tmp_path, "kommunane", "-n", 3)
    assert done.returncode == 0 and "2024-3-materiale.pdf, p. " in done.stdout and "[kommun" in done.stdout.lower()
    done = run("search", tmp_path, "regjeringa", "--table", "requests", "--to", "regjeringen")
    assert done.returncode == 0 and "KS → regjeringen" in done.stdout
    assert run("search", tmp_path, "zzz").returncode == 1
    done = run("search", tmp_path / "borte", "kommune")
    assert done.returncode == 2 and "--format sqlite" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL))
def test_the_queries_on_the_page_about_search_find_something(samples_base, query):
    assert samples_base.execute(query).fetchall()


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_the_searches_that_are_shown_find_something(samples_out, command):
    words = [str(samples_out) if word == "out" else word for word in shlex.split(command)[1:]]
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0 and ", p. " in ran.output, ran.output


# Datasette


@pytest.fixture(scope="module")
def browser(out):
    """Asks the real Datasette for a page, as JSON where it can be."""
    metadata = parse_metadata((out / "datasette" / "metadata.yaml").read_text(encoding="utf-8"))
    served = Datasette(
        [str(out / "konsultnlp.sqlite")], metadata=metadata, plugins_dir=str(out / "datasette" / "plugins")
    )

    def get(path):
        with ThreadPoolExecutor(1) as thread:  # a browser that is driven in the same run has a loop going in this one
            answer = thread.submit(lambda: asyncio.run(served.client.get(path))).result()
        assert answer.status_code == 200, answer.text
        return answer.json() if ".json" in path else answer.text

    return get


def test_datasette_finds_forms_with_the_ready_made_queries(browser, out):
    got = browser("/konsultnlp/search_texts.json?words=kommunane&year=&_shape=objects")["rows"]
    assert len(got) == len(konsultnlp.search(out, "kommune", limit=200))
    assert all("[kommun" in row["found"].lower() for row in got)
    got = browser("/konsultnlp/search_requests.json?words=regjeringa&year=2024&addressee=regjeringen&_shape=objects")
    assert got["rows"] and all(row["year"] == 2024 for row in got["rows"])
    assert browser("/konsultnlp/search_texts.json?words=&year=")["rows"] == []


def test_datasette_joins_what_was_asked_with_the_money(browser, documents):
    rows = browser("/konsultnlp/money_asked_for.json?words=kroner+OR+millioner&_shape=objects")["rows"]
    values = [row["value"] for row in rows]
    money = [float(a.value) for d in documents for a in d.amounts if a.request_id and a.kind == "money"]
    assert values and values == sorted(values, reverse=True) and set(values) <= set(money)


def test_datasettes_own_search_box_finds_forms(browser, out):
    rows = browser("/konsultnlp/requests.json?_search=regjeringa&_shape=objects&_size=max")["rows"]
    assert len(rows) == len(konsultnlp.search(out, "regjeringen", "requests", limit=1000)) > 0


def test_datasette_shows_what_the_columns_mean(browser):
    page = browser("/konsultnlp/requests")
    assert describe(RequestRecord)["addressee_id"].split("`")[0].strip() in html.unescape(page)
    assert "The clean text, a block" in browser("/konsultnlp/texts")
    assert "Requests with these words" in browser("/konsultnlp")

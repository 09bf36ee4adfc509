"""A folder of an analyst's own words: what they change in the records, and what is said of mistakes in them."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pdfs import FILLER, Sheet
from typer.testing import CliRunner

from konsultnlp import lexicon
from konsultnlp.batch import extract
from konsultnlp.cli import app
from konsultnlp.errors import LexiconError, UsageError
from konsultnlp.lexicon.files import abouts, forms, ours
from konsultnlp.lexicon.folder import merged, read_folder, template

VERBS = "lemma;act;present;past;infinitive;particle;frame;condition"
TIGGE = "tigge;request;tigger|tiggar;tigget|tigga;tigge;;object;"


def put(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rows(path):
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def python(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def letter(tmp_path):
    sheet = Sheet(tmp_path / "brev.pdf").text(70, 80, "Ordskifte fra KS", "Helvetica-Bold", 14)
    sheet.lines(70, 110, *FILLER, "KS tigger regjeringen om å øke rammen i 2030.")
    return sheet.lines(70, 230, "Rom- og havdepartementet svarer i neste møte.").save()


@pytest.fixture
def words(tmp_path):
    return put(
        tmp_path / "mine ord",
        request_verbs=f"{VERBS}\n{TIGGE}\n",
        ministries="id;abbr;name_nb;name_nn;valid_from;valid_to;other_names\n"
        "rhd-2029;RHD;Rom- og havdepartementet;Rom- og havdepartementet;01.01.2029;;Romdepartementet\n",
        headings='kind,name,pattern\ninput,input-ordskifte,"ordskifte fra (?P<who>.{2,80})"\n',
    )


# What they do


def test_a_new_verb_a_new_ministry_and_a_new_heading_are_found_and_gone_without_them(letter, words, tmp_path):
    out = tmp_path / "ut"
    assert extract([letter], out, model="none", lexicon=words, formats=["sqlite"]).exit_code == 0
    (request,) = rows(out / "requests.csv")
    assert request["text"].startswith("KS tigger") and request["act"] == "request" and request["explicit"] == "true"
    assert request["trigger"] == "tigger om" and request["addressee"] == "regjeringen"
    assert [m["ministry_id"] for m in rows(out / "ministries.csv")] == ["rhd-2029"]
    (section,) = [s for s in rows(out / "sections.csv") if s["kind"] == "input"]
    assert section["contributor"] == "KS"
    assert b"Rom- og havdepartementet" in (out / "konsultnlp.sqlite").read_bytes()
    again = extract([letter], out, model="none", lexicon=words)
    assert again.unchanged == 1
    without = extract([letter], out, model="none")  # in the same program, whose workers had other words
    assert without.unchanged == 0
    assert not [r for r in rows(out / "requests.csv") if r["explicit"] == "true"]
    assert not rows(out / "ministries.csv") and not [s for s in rows(out / "sections.csv") if s["kind"] == "input"]


def test_changed_words_make_the_documents_be_read_again(letter, words, tmp_path):
    out = tmp_path / "ut"
    extract([letter], out, model="none", lexicon=words)
    put(words, request_verbs=f"{VERBS}\n{TIGGE.replace('request', 'demand')}\n")
    assert extract([letter], out, model="none", lexicon=words).unchanged == 0
    assert [r["act"] for r in rows(out / "requests.csv") if r["explicit"] == "true"] == ["demand"]


READ = """
import konsultnlp
{first}
import spacy
nlp = konsultnlp.load("none"{given})
doc = nlp("KS tigger regjeringen om å øke rammen.")
print([r.act for r in doc._.konsult_requests])
"""


def test_in_a_notebook_by_name_by_load_or_by_the_environment(words):
    assert python(READ.format(first=f"konsultnlp.use_lexicon({str(words)!r})", given="")) == "['request']"
    assert python(READ.format(first="", given=f", lexicon={str(words)!r}")) == "['request']"
    assert python(READ.format(first="", given=""), KONSULTNLP_LEXICON=str(words)) == "['request']"
    unset = READ.format(first="konsultnlp.use_lexicon(None)", given="")
    assert python(unset, KONSULTNLP_LEXICON=str(words)) == "[]"


def test_words_that_come_too_late_are_told(words):
    code = READ.format(first="", given="") + (
        f"konsultnlp.use_lexicon(None)  # as it is: nothing to say\n"
        f"try:\n    konsultnlp.use_lexicon({str(words)!r})\nexcept konsultnlp.KonsultError as error:\n    print(error)"
    )
    assert "call use_lexicon before anything else" in python(code)


def test_an_import_alone_fixes_no_word_of_requests_ministries_and_headings(words):
    code = f"from konsultnlp import read, use_lexicon\nuse_lexicon({str(words)!r})\nprint('in time')"
    assert python(code) == "in time"


# How they join ours


def test_forms_join_ours_and_rows_take_the_place_of_ours(tmp_path):
    folder = put(
        tmp_path / "ord",
        heading_labels="kind,forms\nappendix,Bilag|Vedlegg\n",
        request_verbs=f"{VERBS}\nmane;demand;maner;manet;mane;;object;\n",
    )
    words = read_folder(folder)
    assert not words.faults
    (appendix,) = [r for r in merged("heading_labels", words) if r["kind"] == "appendix"]
    assert forms(appendix["forms"]) == ("Vedlegg", "VEDLEGG", "Appendiks", "APPENDIKS", "Bilag")
    verbs = merged("request_verbs", words)
    assert [r["lemma"] for r in verbs] == [r["lemma"] for r in ours("request_verbs")[1]]
    assert [r["act"] for r in verbs if r["lemma"] == "mane"] == ["demand"]


def test_rows_and_forms_are_taken_away(tmp_path):
    folder = put(
        tmp_path / "ord",
        request_verbs=f"{VERBS};remove\nmane;;;;;;;;ja\n",
        heading_labels="kind,forms,remove\nchapter,Post|Ad,yes\n",
    )
    words = read_folder(folder)
    assert not words.faults
    assert "mane" not in {r["lemma"] for r in merged("request_verbs", words)}
    (chapter,) = [r for r in merged("heading_labels", words) if r["kind"] == "chapter"]
    assert not {"Post", "Ad"} & set(forms(chapter["forms"])) and "Kapittel" in forms(chapter["forms"])


@pytest.mark.parametrize("name", sorted(abouts()))
def test_a_file_to_start_from_is_well_and_changes_nothing(tmp_path, name):
    template(name, tmp_path / f"{name}.csv")
    words = read_folder(tmp_path)
    assert not words.faults and words.changes[name]
    assert Counter(map(dict_key, merged(name, words))) == Counter(map(dict_key, ours(name)[1]))
    with pytest.raises(UsageError, match="stands there already"):
        template(name, tmp_path / f"{name}.csv")


def dict_key(row):
    return tuple(sorted(row.items()))


def test_what_a_spreadsheet_makes_of_a_file_is_read(tmp_path):
    text = (
        '\ufeff"# a comment; with the delimiter";;;;;;;;\r\n' + VERBS.replace(";", ";") + ";;\r\n"
        ";;;;;;;;;\r\n" + TIGGE + ";;\r\n"
    )
    put(tmp_path / "ord", request_verbs=text)
    (tmp_path / "ord" / "~$request_verbs.xlsx").write_bytes(b"")
    (tmp_path / "ord" / "LES MEG.txt").write_text("Ord fra avdelingen.", encoding="utf-8")
    words = read_folder(tmp_path / "ord")
    assert not words.faults and [c.row["lemma"] for c in words.changes["request_verbs"]] == ["tigge"]
    put(tmp_path / "ord", request_verbs=f"{VERBS}\n{TIGGE}".replace(";", ","))
    assert [c.line for c in read_folder(tmp_path / "ord").changes["request_verbs"]] == [2]


# Mistakes


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("request_verb", "lemma\nx\n", "there is no lexicon 'request_verb'; did you mean 'request_verbs'?"),
        ("known_names", "name\nx\n", "cannot be added to"),
        ("request_verbs", f"{VERBS};trigger\n", "line 1: unknown column 'trigger'"),
        ("request_verbs", f"{VERBS.replace('lemma', 'lema')}\n", "unknown column 'lema'; did you mean 'lemma'?; expected lemma, act"),
        ("request_verbs", "lemma;act\n", "line 1: column 'present' is missing"),
        ("request_verbs", f"{VERBS};act\n", "the column 'act' stands there twice"),
        ("request_verbs", f"{VERBS}\n{TIGGE.replace('request', 'requst')}\n",
         "line 2: column act: 'requst'; expected one of request, expectation, recommendation, demand, wish, warning, position; "
         "did you mean 'request'?"),
        ("request_verbs", f"# hei\n\n{VERBS}\n{TIGGE.replace('object', 'objekt')}\n", "line 4: column frame: 'objekt'"),
        ("request_verbs", f"{VERBS}\n;{TIGGE.partition(';')[2]}\n", "line 2: column lemma: ''; expected a value"),
        ("request_verbs", f"{VERBS}\n{TIGGE}\n{TIGGE}\n", "line 3: column lemma: 'tigge' stands in line 2 already"),
        ("request_verbs", f"{VERBS}\n{TIGGE};;overs\n", "line 2 has 10 cells, expected 8"),
        ("request_verbs", f"{VERBS};remove\n{TIGGE};kanskje\n", "column remove: 'kanskje'; expected yes or nothing"),
        ("request_verbs", f"{VERBS};remove\nmanee;;;;;;;;yes\n", "'manee'; expected one of ours, to take away; did you mean 'mane'?"),
        ("heading_labels", "kind;forms\nappendix;Bilag\nappendix;Bilag\n", "column forms: 'Bilag' stands in line 2 already"),
        ("heading_labels", "kind;forms\nvedlegg;Bilag\n", "column kind: 'vedlegg'; expected one of appendix, case, chapter"),
        ("heading_labels", "kind;forms;remove\nappendix;Vedleg;yes\n", "did you mean 'Vedlegg'?"),
        ("heading_labels", "kind;forms;remove\nappendix;Vedlegg|VEDLEGG|Appendiks|APPENDIKS;yes\n",
         "nothing would be left of kind=appendix"),
        ("headings", "kind;name;pattern\ninput;x;(innspill\n", "line 2: column pattern: '(innspill'; expected a regular expression"),
        ("ministries", "id;abbr;name_nb;name_nn;valid_from;valid_to;other_names\nx-2029;X;X;X;1. januar 2029;;\n",
         "column valid_from: '1. januar 2029'; expected a date such as 2024-01-31"),
        ("numbers", "forms;value;kind\nhalvannen;1,5;word\n", "column value: '1,5'; expected a number, with a point"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_says_where_and_what_was_expected(tmp_path, name, text, said):
    put(tmp_path / "ord", **{name: text})
    faults = [str(f) for f in read_folder(tmp_path / "ord").faults]
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(str(tmp_path / "ord" / f"{name}.csv")) and "\n" not in fault for fault in faults)


def test_a_file_that_is_not_utf8_is_told_with_how_to_save_it(tmp_path):
    put(tmp_path / "ord")
    (tmp_path / "ord" / "request_verbs.csv").write_bytes(f"{VERBS}\nspørje;request\n".encode("cp1252"))
    (fault,) = read_folder(tmp_path / "ord").faults
    assert "line 2: not UTF-8" in str(fault) and "CSV UTF-8 (semikolondelt)" in str(fault)


@pytest.mark.parametrize("make", ["none", "file", "empty", "workbook"])
def test_a_folder_that_cannot_be_one_is_told(letter, tmp_path, make):
    place = tmp_path / "ord"
    said = {
        "none": "no such lexicon folder",
        "file": "name the folder",
        "empty": "holds no .csv",
        "workbook": "only .csv",
    }
    if make == "file":
        place.write_text("x", encoding="utf-8")
    elif make != "none":
        place.mkdir()
    if make == "workbook":
        (place / "request_verbs.xlsx").write_bytes(b"PK")
    with pytest.raises(LexiconError, match=said[make]):
        extract([letter], tmp_path / "ut", model="none", lexicon=place)
    assert not (tmp_path / "ut").exists()


# The command line


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


def test_the_list_shows_every_lexicon_that_can_be_added_to():
    shown = run("lexicon", "--list").output
    for name, about in abouts().items():
        assert f"{name}  {len(about.rows)} rows" in shown and about.meaning in shown
    assert "columns: lemma*, act, present" in shown


def test_a_file_is_started_checked_and_used(letter, tmp_path):
    place = tmp_path / "mine"
    assert run("lexicon", "request_verbs", "--to", place).exit_code == 0
    assert "all is well: request_verbs 2" in run("lexicon", "--check", place).output
    with (place / "request_verbs.csv").open("a", encoding="utf-8") as handle:
        handle.write(TIGGE.replace("object", "objekt") + "\n")
    checked = run("lexicon", "--check", place)
    assert checked.exit_code == 2 and "did you mean 'object'?" in checked.output
    refused = run("extract", letter, "--out", tmp_path / "ut", "--lexicon", place, "--model", "none")
    assert refused.exit_code == 2 and "column frame" in refused.output
    assert run("lexicon", "request_verb", "--to", place).exit_code == 2
    assert run("lexicon").exit_code == 2


def test_every_lexicon_is_listed_or_known_to_be_made_otherwise():
    there = {p.stem for p in Path(lexicon.__file__).parent.glob("*.csv")}
    own = {
        "about",
        "codes",
        "columns",
        "correction_words",
        "known_names",
        "letter_pairs",
        "months",
        "ocr_real_words",
        "report_texts",
        "set_aside_reasons",
    }
    assert there - own == set(abouts())


@pytest.mark.parametrize("name", sorted(n for n, a in abouts().items() if not a.words))
def test_keys_tell_our_rows_apart(name):
    about = abouts()[name]
    assert max(Counter(tuple(r[c] for c in about.key) for r in about.rows).values()) == 1

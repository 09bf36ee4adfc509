"""All samples: what was annotated is consistent, and the program reaches its floors on both halves, the one held back and the other."""

import json
import re
from pathlib import Path

import pytest

from konsultnlp.evaluation import evaluate
from konsultnlp.pdf import tesseract
from konsultnlp.records import RECORD_TYPES

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SCANS = Path(__file__).resolve().parent / "scans"
GOLD = sorted([*(SAMPLES / "expected").glob("*.gold.jsonl"), *(SCANS / "expected").glob("*.gold.jsonl")])
QUOTED = ("statements", "requests", "amounts", "ministries", "references", "dates")
NOTES = {"section", "parent", "in_request", "optional", "doubt", "cells"}
"""What an annotator may add to a row's own columns."""

each_gold = pytest.mark.parametrize("path", GOLD, ids=lambda p: p.name.removesuffix(".gold.jsonl"))


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def truth(path):
    text = path.with_name(path.name.replace(".gold.jsonl", ".truth.txt")).read_text(encoding="utf-8")
    text = re.sub(r"\[/?table\]|\[page \d+\]|\[fn \d+\]|^#+ |^ *- ", " ", text, flags=re.MULTILINE)
    return plain(re.sub(r" (?=[,.;:])", "", plain(text)))


# --- what was annotated is consistent ---


@each_gold
def test_every_expected_quote_stands_in_the_truth_text(path):
    text = truth(path)
    requests = [r for r in rows(path) if r["table"] == "requests"]
    for row in rows(path):
        if row["table"] in QUOTED:
            assert plain(row["text"]) in text, row
    for row in requests:
        assert plain(row["action"]) in plain(row["text"])
        assert plain(row["lead_in"]) in text
        assert bool(row["lead_in"]) == bool(row["list_index"])
    for trap in rows(path.with_name(path.name.replace(".gold.", ".traps."))):
        assert plain(trap["text"]) in text and trap["reason"]


@each_gold
def test_expected_rows_have_only_columns_of_their_table(path):
    columns = {record.TABLE: {*record.columns(), *NOTES, "table"} for record in RECORD_TYPES}
    for row in rows(path):
        assert set(row) <= columns[row["table"]], row


def test_the_list_of_samples_is_complete():
    listed = re.findall(r"^\| `([^`]+)` .*\|$", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    names = {name.rpartition("/")[2] for name in listed if "*" not in name}
    assert names == {p.name.removesuffix(".gold.jsonl") for p in GOLD}
    assert all((SAMPLES / f"{name}.pdf").exists() for name in listed if "*" not in name)
    assert len(names) >= 20


# --- the program finds it ---

HELD_BACK = {
    name
    for name, mark in re.findall(
        r"^\| `([^`]+)` .*\| (yes)? ?\|$", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    if mark
}


@pytest.fixture(scope="session")
def figures(samples_out):
    """F1, or the share that is right, by measure, for both halves of the native samples."""
    result = evaluate(SAMPLES / "expected", samples_out)
    halves = {}
    for half in ("seen", "held back"):
        chosen = {n: t for n, t in result.by_document.items() if (n in HELD_BACK) == (half == "held back")}
        assert len(chosen) >= 6
        result.by_document, whole = chosen, result.by_document
        halves[half] = {name: tally.f1 for name, tally in result.total.items()}
        result.by_document = whole
    return halves


FLOORS = {"quotes": 1.0}


@pytest.mark.parametrize("half", ["seen", "held back"])
@pytest.mark.parametrize("measure", FLOORS)
def test_floor(figures, half, measure):
    assert figures[half][measure] >= FLOORS[measure]


@pytest.mark.skipif(bool(tesseract.why_not()), reason=tesseract.why_not() or "OCR is there")
def test_floors_on_scans(tmp_path):
    from konsultnlp.batch import extract

    assert extract([SCANS], tmp_path).exit_code == 0
    total = evaluate(SCANS / "expected", tmp_path).total
    assert total["quotes"].f1 == 1.0
    assert {name: tally.f1 for name, tally in total.items() if tally.f1 < SCAN_FLOORS.get(name, 0.0)} == {}


SCAN_FLOORS = {"text, scans": 0.98}

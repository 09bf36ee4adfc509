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


# Measure: the floor on the half that was seen, and on the one held back.
FLOORS = {
    "quotes": (1.0, 1.0), "text": (0.997, 0.999), "traps": (0.985, 0.94), "table cells": (0.99, 0.95),
    "sections": (0.995, 0.99), "sections.level": (0.995, 0.995), "sections.contributor": (0.995, 0.995),
    "participants": (0.995, 0.98), "participants.role": (0.99, 0.99), "participants.side": (0.99, 0.99),
    "statements": (0.995, 0.94), "statements.verb": (0.985, 0.92), "statements.act": (0.97, 0.89),
    "requests, explicit": (0.98, 0.95), "requests, all": (0.98, 0.95), "requests.act": (0.99, 0.985),
    "requests.requester_id": (0.98, 0.985), "requests.addressee_id": (0.96, 0.955), "requests.deadline": (0.97, 0.96),
    "amounts: money": (1.0, 0.97), "amounts: percent": (1.0, 1.0), "amounts: count": (0.99, 0.99),
    "ministries": (0.995, 0.995), "references": (0.995, 0.995), "dates": (0.995, 0.995),
    "agreements": (1.0, 1.0), "cases": (1.0, 1.0),
}  # fmt: skip


@pytest.mark.parametrize("half", ["seen", "held back"])
@pytest.mark.parametrize("measure", FLOORS)
def test_floor(figures, half, measure):
    assert figures[half][measure] >= FLOORS[measure][half == "held back"]


@pytest.mark.skipif(bool(tesseract.why_not()), reason=tesseract.why_not() or "OCR is there")
def test_floors_on_scans(tmp_path):
    from konsultnlp.batch import extract

    assert extract([SCANS], tmp_path).exit_code == 0
    total = evaluate(SCANS / "expected", tmp_path).total
    assert total["quotes"].f1 == 1.0
    assert {name: total[name].f1 for name, floor in SCAN_FLOORS.items() if total[name].f1 < floor} == {}


SCAN_FLOORS = {
    "text": 0.99, "text, scans": 0.98, "sections": 0.99, "sections.level": 0.99, "sections.contributor": 0.99,
    "participants": 0.99, "statements": 0.99, "requests, explicit": 0.95, "requests, all": 0.94, "traps": 0.97,
    "amounts: money": 0.99, "references": 0.99, "dates": 0.99,
}  # fmt: skip

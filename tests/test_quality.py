"""Floors that only ever rise, on annotated documents in the folder that KONSULTNLP_GOLD names."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter

import pdfplumber
import pytest

from konsultnlp.pdf import tesseract
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.reader import PdfFile

TWO = "konsultasjon-2021-2-materiale,referat-2022-2"

FLOORS_ON_TWO = {
    "text tokens in order": 0.999,
    "sections": 0.99, "sections.level": 0.99, "sections.number": 0.99, "sections.contributor": 0.99, "sections.parent": 0.99,
    "participants": 1.0, "participants.role": 0.99, "participants.side": 0.99, "participants.org": 0.99,
    "participants.function": 0.99,
    "statements (text and speaker)": 0.99, "statements.act": 0.97,
    "requests explicit": 0.99, "requests all": 0.99, "requests.act": 0.99, "requests.requester_id": 0.99,
    "requests.addressee_id": 0.99, "requests.action (overlap >= 0.7)": 0.98, "requests.deadline": 0.98,
    "amounts money": 1.0, "amounts percent": 1.0,
    "ministries (mention and id)": 0.99, "references": 0.99, "dates": 0.99, "references.target_id": 0.99,
    "agreements": 1.0, "agreements.number": 0.99, "agreements.parties": 0.99, "agreements.signed": 0.99,
    "agreements.expires": 0.99, "agreements.first_year": 0.99,
    "cases": 1.0, "cases.ministry_id": 0.99, "cases.reported_at": 0.99,
    "slices equal their quote": 1.0,
}  # fmt: skip

FLOORS_ON_NATIVE = {
    "slices equal their quote": 1.0,
    "text tokens in order": 0.9995,
    "documents.doc_type": 1.0, "documents.meeting_kind": 1.0, "documents.meeting_number": 1.0, "documents.meeting_date": 1.0,
    "documents.year": 1.0, "documents.language": 1.0, "documents.issuer_id": 1.0,
    "sections": 0.995, "sections.level": 0.995, "sections.kind": 0.995, "sections.contributor": 0.995, "sections.ministry_id": 0.995,
    "participants": 1.0, "participants.role": 0.99, "participants.side": 0.99, "participants.org": 0.99,
    "statements (text and speaker)": 0.995, "statements.act": 0.975, "statements.verb": 0.995,
    "requests explicit": 0.995, "requests all": 0.995, "requests.act": 0.995, "requests.requester_id": 0.995,
    "requests.addressee_id": 0.995, "requests.action (overlap >= 0.7)": 0.99, "requests.deadline": 0.99,
    "request traps avoided": 1.0,
    "amounts money": 1.0, "amounts percent": 1.0, "amounts count": 0.995,
    "ministries (mention and id)": 0.995, "references": 0.995, "references.target_id": 0.995, "dates": 0.995, "dates.role": 0.995,
    "agreements": 1.0, "cases": 1.0, "tables found": 1.0, "table cells": 0.995,
}  # fmt: skip

FLOORS_ON_SCANS = {
    "slices equal their quote": 1.0,
    "text tokens in order, scans": 0.995,
    "sections": 1.0, "sections.level": 1.0,
    "requests explicit": 0.94, "requests all": 0.99, "requests.act": 0.99, "requests.requester_id": 0.99,
    "ministries (mention and id)": 1.0,
}  # fmt: skip

OCR = not tesseract.why_not()
assert OCR or not os.environ.get("KONSULTNLP_OCR"), tesseract.why_not()


def figures(gold, out, only):
    target = out.parent / "figures.json"
    command = [sys.executable, gold / "eval" / "score.py", gold / "gold", out, "--json", target, "--only", only]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    scores = json.loads(target.read_text(encoding="utf-8"))
    return {name: value.get("f1", value.get("acc")) for name, value in scores.items()}


@pytest.fixture(scope="session")
def on_two(gold, corpus_out):
    return figures(gold, corpus_out, TWO)


def names(gold, scans):
    found = [p.name.removesuffix(".gold.jsonl") for p in sorted((gold / "gold").glob("*.gold.jsonl"))]
    return ",".join(n for n in found if n.endswith(".scan") == scans)


@pytest.fixture(scope="session")
def on_native(gold, corpus_out):
    return figures(gold, corpus_out, names(gold, scans=False))


@pytest.fixture(scope="session")
def on_scans(gold, corpus_out):
    return figures(gold, corpus_out, names(gold, scans=True))


@pytest.mark.parametrize("name", FLOORS_ON_TWO)
def test_floor_on_two_documents(on_two, name):
    assert on_two[name] >= FLOORS_ON_TWO[name]


@pytest.mark.parametrize("name", FLOORS_ON_NATIVE)
def test_floor_on_native_documents(on_native, name):
    assert on_native[name] >= FLOORS_ON_NATIVE[name]


@pytest.mark.skipif(not OCR, reason=tesseract.why_not() or "OCR is there")
@pytest.mark.parametrize("name", FLOORS_ON_SCANS)
def test_floor_on_scans(on_scans, name):
    assert on_scans[name] >= FLOORS_ON_SCANS[name]


def native(folder):
    found = []
    for path in sorted(folder.glob("*.pdf")):
        with PdfFile(path) as pdf:
            if all(getattr(page, "words", None) for page in pdf.pages()):
                found.append(path)
    return found


# Samples whose words pdfplumber parts at its default tolerance: it runs close-set words of LaTeX together, parts words at the
# browser's soft hyphens, and prints twice what is drawn twice.
PLAIN = ("2002-4-referat", "2006-1-materiale-nynorsk", "2016-2-referat", "2024-3-materiale", "2025-1-referat-nynorsk")


def test_both_readers_find_the_same_words_on_every_page(gold, samples):
    for path in [*native(gold / "corpus"), *(samples / f"{stem}.pdf" for stem in PLAIN)]:
        with PdfFile(path) as ours, pdfplumber.open(path) as reference:
            for page, other in zip(ours.pages(), reference.pages, strict=True):
                a = Counter(w.text for w in page.words)
                b = Counter(w["text"] for w in other.extract_words(use_text_flow=False))
                assert Counter("".join(a.elements())) == Counter("".join(b.elements())), (path.name, page.number)
                assert (a & b).total() >= 0.99 * max(a.total(), b.total()), (path.name, page.number, a - b, b - a)


def text_in(chars, box: Box):
    """What pdfplumber finds in the box, from left to right, without white space: its characters' middles lie in it."""
    x0, top, x1, bottom = box
    inside = [
        c for c in chars
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]  # fmt: skip
    return "".join("".join(c["text"] for c in sorted(inside, key=lambda c: c["x0"])).split())


def check_boxes(out, folder):
    """Share of rows whose box holds, for pdfplumber, the words that begin the quote."""
    sources = {r["doc_id"]: r["source"] for r in csv.DictReader((out / "documents.csv").open(encoding="utf-8"))}
    right = total = 0
    wrong = []
    for source in dict.fromkeys(sources.values()):
        if source == "2005-2-materiale-tegnfeil.pdf":
            continue  # pdfplumber gives private-use glyphs, ligatures and glyphs drawn twice as they are
        ids = {i for i, s in sources.items() if s == source}
        with pdfplumber.open(folder / source) as pdf:
            chars = {page.page_number: page.chars for page in pdf.pages}
        for table in ("statements", "requests", "amounts", "ministries", "references", "dates"):
            for row in csv.DictReader((out / f"{table}.csv").open(encoding="utf-8", newline="")):
                # A scan has no characters to compare with.
                if row["doc_id"] in ids and row["bbox"] and chars[int(row["page"])]:
                    found = text_in(chars[int(row["page"])], tuple(map(float, row["bbox"].split(","))))
                    quote = "".join(row["text"].split())
                    # A layout hyphen at the line's end is not in the quote.
                    ok = bool(found) and (quote.startswith(found) or quote.startswith(found.removesuffix("-")))
                    total += 1
                    right += ok
                    if not ok:
                        wrong.append((source, table, row["page"], row["text"][:60], found[:60]))
    return right / total, wrong


def test_boxes_hold_the_words_that_begin_the_quote(gold, corpus_out, samples, samples_out):
    for out, folder in ((corpus_out, gold / "corpus"), (samples_out, samples)):
        share, wrong = check_boxes(out, folder)
        assert share >= 0.99, wrong[:10]

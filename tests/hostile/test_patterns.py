"""No pattern and no reader blows up: time at double the length is about double, whatever the text."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from growth import MOST, growth

from konsultnlp.context import Context
from konsultnlp.grammar.amounts import find_amounts
from konsultnlp.grammar.dates import find_dates
from konsultnlp.grammar.laws import find_laws
from konsultnlp.grammar.ministries import find_ministries
from konsultnlp.grammar.references import find_references
from konsultnlp.grammar.sentences import LONGEST, split
from konsultnlp.rules.requests import read_requests
from konsultnlp.rules.speech import find_statements

UNITS = (
    " ", "a", "A", "1", ".", "-", "\t", "\n", "(", "aA", "1.", "1 ", "a-", "a ", "A.", "A ", "å", "Ab ", "1,", "1–", "§ ", "og ",
    "aB1. ", "Kari Nord-", "KS ", "1 000 ", "mill. ", "nr. 1 ", "at ",
)  # fmt: skip
LENGTH = 4_000
FLOOR = 0.02
"""Seconds below which a time says nothing."""


@pytest.fixture(scope="module")
def patterns(samples):
    """Every pattern that reading some samples uses on more than single words, and how."""
    names = ("2024-3-materiale.pdf", "2025-1-referat-nynorsk.pdf", "2019-3-innspill-ks.pdf", "2003-1-referat.pdf")
    program = Path(__file__).with_name("patterns.py")
    command = [sys.executable, str(program), *(str(samples / n) for n in names)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    used = [(lib, pattern, flags, ways) for lib, pattern, flags, ways, longest in found if longest > 60]
    assert len(used) > 100
    return used


def job_of(library, pattern, flags, ways):
    compiled = (regex if library == "regex" else re).compile(pattern, flags & ~re.DEBUG)
    whole = "fullmatch" in ways or ("match" in ways and "search" not in ways)

    def run(text):
        if whole:
            compiled.match(text)
        else:
            for _ in compiled.finditer(text):
                pass

    return run


def test_no_pattern_blows_up(patterns):
    worst = []
    for library, pattern, flags, ways in patterns:
        job = job_of(library, pattern, flags, ways)
        for unit in UNITS:
            ratio = growth(job, unit, LENGTH, FLOOR)
            if ratio >= MOST:
                worst.append((round(ratio, 1), unit, pattern[:120]))
    assert not worst


def context(doc_type, section_kind, contributor, contributor_id):
    return Context("", doc_type, section_kind, contributor, contributor_id, "", (), {}, ())


SUBMISSION, MINUTES = context("innspill", "input", "KS", "ks"), context("referat", "chapter", "", "")
READERS = {
    "amounts": find_amounts,
    "dates": lambda text: find_dates(text, 2020),
    "references": find_references,
    "laws": find_laws,
    "ministries": find_ministries,
    "sentences": split,
    "requests": lambda text: read_requests(text, split(text), SUBMISSION),
    "statements": lambda text: find_statements(text, split(text), MINUTES),
}
TEXTS = (
    "KS ber om at ", "KS ber om ", "kommunene og ", "1 000 mill. kroner og ", "Kommunal- og ", "Meld. St. 1 (2020–2021) ", "1. mai 2020 ",
    "Hun sa at han sa at ", "(", "som må ", "KS mener at ", "a, ", "Kari Nordmann, ",
    "lov om a ", "plan- og bygningsloven ",
)  # fmt: skip


@pytest.mark.parametrize("name", list(READERS))
def test_no_reader_blows_up(name):
    ratios = {unit: growth(READERS[name], unit, 4 * LONGEST, 0.3) for unit in TEXTS}
    assert {unit: r for unit, r in ratios.items() if r >= MOST} == {}

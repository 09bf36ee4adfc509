"""Clauses of a sentence, found without a parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.clauses import parse_clauses, subject_of


def clauses(text):
    """(kind, finite verb, subject up to the next word that ends it) of every clause."""
    parse = parse_clauses(text)
    rows = []
    for i, clause in enumerate(parse.clauses):
        first, last, inverted = subject_of(parse, i)
        rows.append((clause.kind, parse.low(clause.verb), parse.slice(first, first + 1 if inverted else last)))
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Derfor ber KS om svar.", [("main", "ber", "KS")]),
        ("KS støtter forslaget, og ber om midler.", [("main", "støtter", "KS"), ("main", "ber", "KS")]),
        ("KS mener staten bør betale.", [("main", "mener", "KS"), ("at", "bør", "staten")]),
        ("Skal vi lykkes, må staten betale.", [("main", "må", "staten"), ("adv", "skal", "vi")]),
        ("Kommuner som har tap, må få hjelp.", [("main", "må", "Kommuner som har tap,"), ("rel", "har", "")]),
        ("Kostnaden bør staten ta.", [("main", "bør", "staten")]),
        ("Dersom det er staten som skal betale må dette sies.",
         [("main", "må", "dette"), ("adv", "er", "det"), ("rel", "skal", "")]),
        ("Hvem som skal betale, må avklares.", [("main", "må", "Hvem som skal betale,"), ("wh", "skal", "som")]),
        ("Det er, slik vi ser det, viktig.", [("main", "er", "Det"), ("adv", "ser", "vi")]),
        ("Han sa at saken haster, men meinte at fristen står.",
         [("main", "sa", "Han"), ("at", "haster", "saken"), ("main", "meinte", "Han"), ("at", "står", "fristen")]),
    ],
)  # fmt: skip
def test_kinds_verbs_and_subjects(text, expected):
    assert clauses(text) == expected


def test_infinitives_and_participles_are_no_finite_verbs():
    assert [c[1] for c in clauses("Tiltakene må kunne lykkes og ha blitt varslet.")] == ["må"]


def test_what_stands_in_brackets_is_no_clause():
    assert [c[1] for c in clauses("Ordningen (som vi mener er god) bør bestå.")] == ["bør"]


@given(st.text(max_size=200))
def test_every_token_has_a_clause(text):
    parse = parse_clauses(text)
    assert len(parse.clause_of) == len(parse.tokens) == len(parse.opaque)
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    for i in range(len(parse.clauses)):
        subject_of(parse, i)

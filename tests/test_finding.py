"""The short way from a text to its rows says what the pipeline says, and the tagger reads what it must."""

import pytest

import konsultnlp
from konsultnlp.context import Context, Person, set_context
from konsultnlp.finding import docs_of, find_all
from konsultnlp.grammar.sentences import split
from konsultnlp.pipes._tagged import common_words, excerpt, worth_reading

KS = Context(date="2021", doc_type="materiale", contributor="KS", contributor_id="ks", ministry_id="kd-2006")
MINUTES = Context(
    date="2013",
    doc_type="referat",
    people=(
        Person("anne-lid", "Anne Lid", "styreleder", "ks", "KS", "ks", "moteleder"),
        Person("per-moe", "Per Moe", "statssekretær", "staten", "HOD", "hod-2004"),
    ),
)
PARTS = [
    ("KS ber om at Norsk Tipping legger fram tall for 2023. Det koster 20 mill. kroner.", KS),
    ("Lid mente at Kunnskapsdepartementet må svare. Moe viste til høringen.\nRedd Barna ba om svar.", MINUTES),
    ("KS krever ikke at staten betaler.\nKS ber regjeringen om:\n- å øke rammen\n- å svare før 1. mai", KS),
    ("", KS),
]


def rows(found):
    return [(f.ministries, f.statements, f.requests, f.set_aside, f.amounts) for f in found]


def through_the_pipeline(nlp, parts):
    return [
        tuple(
            doc._.__getattr__(f"konsult_{g}") for g in ("ministries", "statements", "requests", "set_aside", "amounts")
        )
        for doc in docs_of(nlp, parts)
    ]


@pytest.mark.parametrize("model", ["none", None])
def test_the_short_way_gives_the_rows_of_the_pipeline(model):
    nlp = konsultnlp.load(model)
    got = rows(find_all(nlp, PARTS, frozenset()))
    assert got == through_the_pipeline(nlp, PARTS)
    assert [r.addressee for r in got[0][2]] == (["Norsk Tipping"] if model is None else [""])


def test_a_component_of_somebody_else_is_heard():
    """Whatever else stands in the pipeline may name bodies: here every "Foo" is one."""
    nlp = konsultnlp.load("none")
    nlp.add_pipe("entity_ruler", first=True).add_patterns([{"label": "ORG", "pattern": "Foo"}])
    (found,) = find_all(nlp, [("KS ber om at Foo legger fram tall for 2023.", KS)], frozenset())
    assert [r.addressee for r in found.requests] == ["Foo"]


def worth(text, ctx=KS, common=""):
    return [text[s:e] for s, e in worth_reading(text, split(text), ctx, common_words(common))]


@pytest.mark.parametrize(
    "text",
    [
        "KS ber om at Norsk Tipping svarer.",
        "Avinor må betale.",
        "KS mener at Vinmonopolet må svare.",
        "«Bane NOR» må svare.",
    ],
)
def test_a_sentence_with_an_unknown_name_is_read(text):
    assert worth(text) == [text]


@pytest.mark.parametrize(
    "text", ["KS ber om svar.", "Regjeringen og Kunnskapsdepartementet må svare.", "Rammen må økes.", "det haster."]
)
def test_a_sentence_whose_names_are_known_is_not_read(text):
    assert worth(text, common="Slik blir rammen.") == []


def test_a_name_is_found_again_in_the_whole_text():
    text = "KS er for. Per Moe er imot. Det er alt.\nNHO venter."
    spans = [s for s in split(text) if text[s[0]] in "PN"]
    part = excerpt(text, spans)
    assert part.text == "Per Moe er imot.\nNHO venter."
    doc = set_context(konsultnlp.load("none").make_doc(part.text), KS)
    doc.set_ents([doc.char_span(0, 7, "PER"), doc.char_span(17, 20, "ORG")])
    assert [(text[n.start : n.end], n.label) for n in part.names(doc)] == [("Per Moe", "PER"), ("NHO", "ORG")]

"""`konsult_amounts` in anybody's pipeline."""

from decimal import Decimal

import spacy
from spacy.tokens import Doc

from konsultnlp.grammar.amounts import AmountHit
from konsultnlp.pipes._rows import read


def pipeline():
    nlp = spacy.blank("nb")
    nlp.add_pipe("konsult_amounts")
    return nlp


def test_spans_and_labels():
    doc = pipeline()("Det gis 25 mill. kroner i året til 20 kommuner, som er 5,5 % av alle.")
    assert [(s.text, s.label_) for s in doc.spans["konsult_amounts"]] == [
        ("25 mill. kroner", "money"),
        ("20 kommuner", "count"),
        ("5,5 %", "percent"),
    ]


def test_rows_keep_exact_offsets_and_decimals():
    nlp = pipeline()
    doc = nlp("Andelen (8–12%) økte.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (hit,) = read(again, "konsult_amounts", AmountHit)
    assert (hit.value, hit.value_max, doc.text[hit.start : hit.end]) == (Decimal(8), Decimal(12), "8–12%")


def test_an_empty_doc_has_an_empty_group():
    assert list(pipeline()("").spans["konsult_amounts"]) == []

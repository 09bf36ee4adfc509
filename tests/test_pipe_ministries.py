"""`konsult_ministries` in anybody's pipeline."""

import spacy
from spacy.tokens import Doc

from konsultnlp.context import Context, set_context
from konsultnlp.grammar.ministries import MinistryHit
from konsultnlp.pipes._rows import read


def pipeline():
    nlp = spacy.blank("nb")
    nlp.add_pipe("konsult_ministries")
    return nlp


def test_works_without_a_context():
    doc = pipeline()("KDs brev til Helse- og omsorgsdepartementet.")
    assert [(s.text, s.label_) for s in doc.spans["konsult_ministries"]] == [
        ("KDs", "kd-2006"),
        ("Helse- og omsorgsdepartementet", "hod-2004"),
    ]


def test_the_context_dates_the_abbreviations():
    nlp = pipeline()
    doc = nlp(set_context(nlp.make_doc("KD svarte."), Context(date="2000-05-01")))
    assert [s.label_ for s in doc.spans["konsult_ministries"]] == ["kd-kultur-1991"]


def test_rows_survive_serialising():
    nlp = pipeline()
    doc = nlp("Kunnskapsdepartementet og KMD")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    hits = read(again, "konsult_ministries", MinistryHit)
    assert [doc.text[h.start : h.end] for h in hits] == [h.text for h in hits] == ["Kunnskapsdepartementet", "KMD"]


def test_a_doc_without_ministries_has_an_empty_group():
    doc = pipeline()("Ingen er nevnt.")
    assert list(doc.spans["konsult_ministries"]) == []
    assert list(pipeline()("").spans["konsult_ministries"]) == []

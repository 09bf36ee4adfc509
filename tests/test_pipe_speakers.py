"""The component alone in a blank pipeline, and with a context."""

from __future__ import annotations

import spacy

from konsultnlp.context import Context, Person, set_context
from konsultnlp.pipes import speakers  # noqa: F401  (registers the factory)
from konsultnlp.pipes._rows import read
from konsultnlp.rules.speech import StatementHit

TEXT = "Aspelund viste til at fristen er 1. mai. Den bør utsettes. KS ba om et nytt møte."


def rows(doc: spacy.tokens.Doc) -> list[tuple[str, str, str]]:
    return [(r["speaker"], r["verb"], r["act"]) for r in doc.spans["konsult_statements"].attrs["rows"]]


def test_alone_the_capitalised_word_before_the_verb_is_the_speaker() -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("konsult_speakers")
    doc = nlp(TEXT)
    assert rows(doc) == [
        ("Aspelund", "vise til", "information"), ("Aspelund", "", "position"), ("KS", "be om", "request"),
    ]  # fmt: skip
    assert [s.label_ for s in doc.spans["konsult_statements"]] == ["information", "position", "request"]
    for span, hit in zip(doc.spans["konsult_statements"], read(doc, "konsult_statements", StatementHit), strict=True):
        assert span.text.startswith(doc.text[hit.start : hit.start + 3])


def test_with_an_attendance_list() -> None:
    nlp = spacy.blank("nn")
    component = nlp.create_pipe("konsult_speakers")
    people = (
        Person("gro-aspelund", "Gro Aspelund", "statsråd", "staten", "KMD", "kmd-2014"),
        Person("nils-ry", "Nils Ry", "styreleder", "ks", "KS", "ks"),
    )
    doc = set_context(
        nlp.make_doc("Ry takket Aspelund. " + TEXT), Context(date="2018", doc_type="referat", people=people)
    )
    component(doc)
    assert rows(doc) == [
        ("Nils Ry", "takke", "thanks"), ("Gro Aspelund", "vise til", "information"), ("Gro Aspelund", "", "position"),
        ("Nils Ry", "be om", "request"),
    ]  # fmt: skip
    assert doc.to_bytes()


def test_agenda_material_has_no_statements() -> None:
    nlp = spacy.blank("nb")
    component = nlp.create_pipe("konsult_speakers")
    doc = component(set_context(nlp.make_doc(TEXT), Context(doc_type="materiale")))
    assert len(doc.spans["konsult_statements"]) == 0


def test_empty_text() -> None:
    nlp = spacy.blank("nb")
    nlp.add_pipe("konsult_speakers")
    assert len(nlp("").spans["konsult_statements"]) == 0

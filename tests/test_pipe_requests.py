"""`konsult_requests` in anybody's pipeline."""

import spacy
from spacy.tokens import Doc

from konsultnlp.context import Context, Person, set_context
from konsultnlp.pipes._rows import read
from konsultnlp.rules.requests import RequestHit


def pipeline(*more):
    nlp = spacy.blank("nb")
    for name in (*more, "konsult_requests"):
        nlp.add_pipe(name)
    return nlp


def test_alone_it_finds_what_a_named_party_asks_for():
    doc = pipeline()("Saken er kjent. KS ber regjeringen om å forlenge fristen. Staten må betale.")
    (span,) = doc.spans["konsult_requests"]
    assert (span.text, span.label_) == ("KS ber regjeringen om å forlenge fristen.", "request")


def test_rows_survive_serialisation():
    nlp = pipeline()
    doc = nlp("KS ber regjeringen om å forlenge fristen.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (hit,) = read(again, "konsult_requests", RequestHit)
    assert (hit.requester_id, hit.addressee_id, hit.action) == ("ks", "regjeringen", "å forlenge fristen")


def test_the_context_says_whose_text_it_is():
    nlp = pipeline()
    doc = set_context(nlp.make_doc("Staten må betale."), Context(contributor="KS", contributor_id="ks"))
    (row,) = nlp(doc).spans["konsult_requests"].attrs["rows"]
    assert (row["requester"], row["addressee_id"], row["explicit"]) == ("KS", "staten", False)


def test_after_the_speakers_a_request_is_the_speakers():
    nlp = pipeline("konsult_speakers")
    people = (Person("anne-lid", "Anne Lid", "leder", "ks", "KS", "ks"),)
    doc = set_context(nlp.make_doc("Lid ba om et nytt møte."), Context(doc_type="referat", people=people))
    (row,) = nlp(doc).spans["konsult_requests"].attrs["rows"]
    assert (row["requester"], row["requester_id"]) == ("Anne Lid", "anne-lid")


def test_an_empty_doc_has_an_empty_group():
    assert list(pipeline()("").spans["konsult_requests"]) == []


def test_a_sentence_that_breaks_off_after_its_subjunction_is_no_error():
    doc = pipeline()("KS ber regjeringen om å forlenge fristen.\nHOD foreslår at\nTallet bygger på svar.")
    assert [span.text for span in doc.spans["konsult_requests"]] == ["KS ber regjeringen om å forlenge fristen."]

"""The spaCy pipeline: our components in order, after any model, alone, and over bytes."""

import pytest
import spacy

import konsultnlp
from konsultnlp.pipeline import PIPES

TEXT = "KS ber regjeringen om å øke rammen med 20 mill. kroner. Kunnskapsdepartementet (KD) bør svare."


def test_load_gives_a_tagger_of_names_and_our_components_in_order(nlp):
    assert nlp.pipe_names == [PIPES[0], "tok2vec", "ner", *PIPES[1:]]
    assert tuple(konsultnlp.load("none").pipe_names) == PIPES


def test_load_builds_on_a_model(tmp_path):
    base = spacy.blank("nb")
    base.add_pipe("sentencizer")
    base.add_pipe("ner").add_label("PER")
    base.initialize()
    base.to_disk(tmp_path / "modell")
    nlp = konsultnlp.load(tmp_path / "modell")
    assert nlp.pipe_names == [PIPES[0], "ner", *PIPES[1:]] and nlp.disabled == ["sentencizer"]


@pytest.mark.parametrize("name", PIPES)
def test_each_component_works_alone(name):
    nlp = spacy.blank("nb")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert doc.text == TEXT


@pytest.mark.parametrize("language", ["nb", "nn", "xx"])
def test_components_work_in_pipelines_of_other_languages(language):
    nlp = spacy.blank(language)
    for name in PIPES:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert [(s.label_, s.text) for s in doc.spans["konsult_amounts"]] == [("money", "20 mill. kroner")]
    assert [s.label_ for s in doc.spans["konsult_ministries"]] == ["kd-2006", "kd-2006"]
    assert "request" in [s.label_ for s in doc.spans["konsult_requests"]]


def test_rows_can_be_read_off_the_doc(nlp):
    (row, *_) = nlp(TEXT)._.konsult_requests
    assert (row.requester_id, row.addressee_id, row.trigger) == ("ks", "regjeringen", "ber om")
    assert spacy.blank("nb")("Uten komponenter.")._.konsult_requests == []


def test_a_saved_pipeline_comes_back(nlp, tmp_path):
    nlp.to_disk(tmp_path / "rør")
    before, after = nlp(TEXT), spacy.load(tmp_path / "rør")(TEXT)
    assert [s.text for s in after.spans["konsult_requests"]] == [s.text for s in before.spans["konsult_requests"]]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", "KS", "a" * 5000, "KS ber om: \n- \n- "])
def test_odd_texts(nlp, text):
    assert nlp(text).text == text

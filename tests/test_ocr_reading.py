"""Misread words are met by what they mean; the text stays as it was read, and every quote is a slice of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.ocr_reading import meant_word, read_as_meant

AS_READ = "KS anrnoder regieringen om å ake rammen. Fylkeskornmunene onsker svar."
AS_MEANT = "KS anmoder regjeringen om å ake rammen. Fylkeskommunene ønsker svar."


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("onsker", "ønsker"), ("Onsker", "Ønsker"), ("foreslar", "foreslår"), ("ma", "må"), ("anbefa1er", "anbefaler"),
        ("forventcr", "forventer"), ("kornmunene", "kommunene"), ("regieringa", "regjeringa"), ("ynskjcr", "ynskjer"),
        ("DEPARTEMENTET", ""), ("ber", ""), ("bcr", ""), ("MOD", ""), ("mill", ""), ("for", ""), ("bor", ""), ("sal", ""), ("Nordmo", ""), ("skog", ""), ("rnappe", ""),
    ],
)  # fmt: skip
def test_what_a_word_means(read, meant):
    assert meant_word(read) == meant


def test_only_the_parts_that_ocr_read_are_mended():
    assert read_as_meant(AS_READ, [(0, len(AS_READ))]).text == AS_MEANT
    assert read_as_meant(AS_READ, []).text == AS_READ
    assert read_as_meant(AS_READ, [(0, 44)]).text == AS_MEANT[:43] + AS_READ[44:]


def test_offsets_lead_back_to_the_text_as_it_was_read():
    reading = read_as_meant(AS_READ, [(0, len(AS_READ))])
    for word in ("KS", "anmoder", "regjeringen", "rammen", "Fylkeskommunene", "ønsker", "svar"):
        start = reading.text.index(word)
        there = AS_READ[reading.as_read(start) : reading.as_read(start + len(word))]
        assert there == reading.verbatim(word, AS_READ) and there[0].lower() in (word[0].lower(), "o")
    assert reading.verbatim("anmoder om", AS_READ) == "anrnoder om"
    assert reading.as_read(len(reading.text)) == len(AS_READ)


@given(st.text(alphabet="ab crnmåøæ1lKS.\n", max_size=80))
def test_both_ways_lead_back(text):
    reading = read_as_meant(text, [(0, len(text))])
    assert reading.as_read(0) == 0 and reading.as_read(len(reading.text)) == len(text)
    outside = [i for i in range(len(text) + 1) if not any(r < i < r + k for _, _, r, k in reading.edits)]
    assert [reading.as_read(reading.as_meant(i)) for i in outside] == outside
    places = [reading.as_read(i) for i in range(len(reading.text) + 1)]
    assert places == sorted(places)


def test_a_request_is_found_through_misread_words_and_quoted_as_it_stands(tmp_path, monkeypatch):
    from pdfs import FILLER, Sheet

    import konsultnlp
    from konsultnlp.pdf import clean
    from konsultnlp.text import Pose

    sheet = Sheet(tmp_path / "skann.pdf").text(70, 60, "Innspill fra KS", font="Times-Bold", size=14)
    sheet.lines(70, 90, *FILLER).text(
        70, 150, "KS anrnoder regieringen om å sikre kornmunene bedre rammer innen 1. mai 2012."
    )
    path = sheet.save()
    whole = clean.read_pdf(path)
    assert konsultnlp.read(path).requests == []  # a text layer is taken as it is
    whole.text.poses[1] = Pose(595, 842)
    monkeypatch.setattr("konsultnlp.document.read_pdf", lambda *_: whole)
    (request,) = (doc := konsultnlp.read(path)).requests
    assert request.text == "KS anrnoder regieringen om å sikre kornmunene bedre rammer innen 1. mai 2012."
    assert doc.text[request.char_start : request.char_end] == request.text
    assert (request.requester_id, request.addressee, request.addressee_id) == ("ks", "regieringen", "regjeringen")
    assert (request.trigger, request.deadline) == ("anrnoder om", "2012-05-01")
    assert request.action in request.text and "kornmunene" in request.action
    (span,) = doc.doc.spans["konsult_requests"]
    assert span.text == request.text

"""`konsultnlp.read` in a notebook."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import konsultnlp
from konsultnlp.collection import Records
from konsultnlp.errors import InputError
from konsultnlp.records import RECORD_TYPES, QuotedRecord


@pytest.fixture(scope="module", params=["2024-3-materiale.pdf", "2025-1-referat-nynorsk.pdf"])
def document(request, samples, nlp):
    return konsultnlp.read(samples / request.param, nlp)


def test_every_quote_is_its_slice_and_has_a_place(document):
    for kind in RECORD_TYPES:
        if issubclass(kind, QuotedRecord):
            for row in getattr(document, kind.TABLE):
                assert document.text[row.char_start : row.char_end] == row.text
                assert row.page and len(row.bbox.split(",")) == 4 and row.rule
                assert row.boxes.split(";")[0] == f"{row.page}:{row.bbox}"


def test_records_come_back_from_plain_values(document):
    made = Records()
    for table, rows in json.loads(json.dumps(list(document.records.plain_rows()))):
        made.add_plain(table, rows)
    assert made == document.records


def test_every_row_points_to_rows_that_exist(document):
    sections = {s.section_id for s in document.sections}
    requests = {r.request_id for r in document.requests}
    assert {s.parent_id for s in document.sections} <= sections | {""}
    assert {a.request_id for a in document.amounts} <= requests | {""}
    for table in ("statements", "requests", "amounts", "ministries", "references", "dates"):
        assert {r.section_id for r in getattr(document, table)} <= sections | {""}


def test_rows_stand_in_document_order(document):
    for table in ("sections", "statements", "amounts", "ministries", "references", "dates"):
        starts = [r.char_start for r in getattr(document, table)]
        assert starts == sorted(starts), table


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_frames_have_the_columns_of_the_records(document, kind):
    frame = document.to_frame(kind.TABLE)
    assert tuple(frame.columns) == kind.columns()
    assert len(frame) == len(getattr(document, kind.TABLE))


def test_an_unknown_table_says_which_there_are(document):
    with pytest.raises(KeyError, match="requests"):
        document.to_frame("ønsker")


def test_the_spacy_doc_has_the_spans_of_all_sections(document):
    doc = document.doc
    assert doc.text == document.text
    assert len(doc.spans["konsult_requests"]) == len(document.requests)
    for span, row in zip(doc.spans["konsult_requests"], document.requests, strict=True):
        assert span.label_ == row.act and row.text in span.text
    assert type(doc)(doc.vocab).from_bytes(doc.to_bytes()).spans["konsult_requests"].attrs["rows"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from([b"", b"%PDF-1.4\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]), body=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(tmp_path, nlp, head, body):
    path = tmp_path / "x.pdf"
    path.write_bytes(head + body)
    try:
        konsultnlp.read(path, nlp)
    except InputError as error:
        assert "x.pdf" in str(error) and "\n" not in str(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_pdf_is_read_or_refused_with_a_reason(tmp_path, samples, nlp, data):
    whole = bytearray((samples / "2025-1-referat-nynorsk.pdf").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(1, 200))
        whole[at : at + length] = data.draw(st.binary(max_size=200))
    path = tmp_path / "x.pdf"
    path.write_bytes(bytes(whole))
    try:
        document = konsultnlp.read(path, nlp)
    except InputError as error:
        assert "x.pdf" in str(error)
    else:
        for row in document.requests:
            assert document.text[row.char_start : row.char_end] == row.text

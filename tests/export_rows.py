"""Records made by hand for the tests of the outputs."""

from decimal import Decimal

from konsultnlp.collection import Records
from konsultnlp.ids import with_ids
from konsultnlp.records import (
    AmountRecord,
    DateRecord,
    DocumentRecord,
    ErrorRecord,
    MinistryRecord,
    ParticipantRecord,
    RequestRecord,
    SectionRecord,
    StatementRecord,
)

FAULT = ErrorRecord(source="tom.pdf", stage="read", error="empty-file", message="tom.pdf: the file has 0 bytes")


def small(doc_id="mote-0a1b2c3d", quotes=("KS ber KD om å gi 2,5 mill. kroner.",)):
    """The records of a document with one section and a request a quote, each with an amount and a ministry."""
    document = DocumentRecord(
        doc_id=doc_id, source=f"{doc_id}.pdf", sha256="ab" * 32, doc_type="referat", meeting_number=2,
        meeting_date="2024-05-13", year=2024, language="nb", pages=3, rule="facts",
    )  # fmt: skip
    (section,) = with_ids(
        [SectionRecord(doc_id=doc_id, title="Skole", kind="chapter", page=1, char_start=0, char_end=9)]
    )
    place = {"doc_id": doc_id, "section_id": section.section_id, "page": 2, "bbox": "70.00,80.50,300.25,92.00"}
    boxes = "2:70.00,80.50,300.25,92.00;3:70.00,60.00,120.00,72.00"
    requests = with_ids(
        RequestRecord(
            **place, boxes=boxes, requester="KS", requester_id="ks", addressee="KD og regjeringen",
            addressee_id="kd-2006;regjeringen", act="request", trigger="ber om", text=quote,
            deadline="2024-10-01", char_start=100 * i, char_end=100 * i + len(quote), rule="verb-be-om",
        )
        for i, quote in enumerate(quotes)
    )  # fmt: skip
    amounts = with_ids(
        AmountRecord(
            **place, boxes=boxes, request_id=r.request_id, kind="money", value=Decimal("-2500000.5"), unit="NOK",
            text="2,5 mill.", char_start=r.char_start + 3, char_end=r.char_start + 5, rule="money",
        )
        for r in requests
    )  # fmt: skip
    ministries = with_ids(
        MinistryRecord(
            **place, boxes=boxes, text="KD", ministry_id="kd-2006", name_at_date="Kunnskapsdepartementet",
            char_start=r.char_start + 1, char_end=r.char_start + 3, rule="ministry-abbreviation",
        )
        for r in requests
    )  # fmt: skip
    person = ParticipantRecord(
        doc_id=doc_id, person_id="kari-aas", name="Kari Ås", role="leder", side="ks", org="KS", attended=False, page=1
    )
    statements = with_ids(
        StatementRecord(
            **place, boxes=boxes, speaker="Kari Ås", person_id="kari-aas", speaker_org_id="ks", act="request",
            text=r.text, char_start=r.char_start, char_end=r.char_end, rule="subject-verb",
        )
        for r in requests
    )  # fmt: skip
    dates = with_ids(
        DateRecord(**place, boxes=boxes, text=text, iso=iso, char_start=1, char_end=2, rule="date-words")
        for text, iso in (("1. mai 2024", "2024-05-01"), ("mai", "--05"), ("1. mai 1814", "1814-05-01"))
    )
    return Records(
        documents=[document], sections=[section], participants=[person], requests=requests, amounts=amounts,
        ministries=ministries, statements=statements, dates=dates,
    )  # fmt: skip

"""The records: one frozen dataclass a table. Columns, types and order of every CSV file come from here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has. ``rule`` names the rule or model that made it."""

    TABLE: ClassVar[str] = ""
    ID: ClassVar[str] = ""
    QUOTE: ClassVar[str] = "text"

    doc_id: str
    rule: str = ""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The CSV header: id, doc_id, the table's own columns, rule."""
        names = [f.name for f in fields(cls)]
        own = [n for n in names if n not in {"doc_id", "rule", cls.ID}]
        return (*((cls.ID,) if cls.ID else ()), "doc_id", *own, "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Record):
    """One row an input PDF.

    Attributes:
        source: File name as given.
        sha256: Of the file's bytes.
        doc_type: ``materiale``, ``referat``, ``innspill`` or ``annet``.
        title: The document's title as printed.
        meeting_kind: ``konsultasjonsmote``, ``bilateralt`` or empty.
        meeting_number: 1–4 in its year.
        meeting_date: ISO date or empty.
        year: The meeting's year.
        issuer_id: Ministry id or ``ks`` of who the text says issued it, else empty.
        language: ``nb`` or ``nn``, the majority of its running text.
        pages: Physical pages.
        text_layer: ``native``, ``ocr`` or ``none``.
        warnings: Short codes joined by ``;``.
    """

    TABLE: ClassVar[str] = "documents"
    QUOTE: ClassVar[str] = "source"

    source: str
    sha256: str
    doc_type: str = "annet"
    title: str = ""
    meeting_kind: str = ""
    meeting_number: int | None = None
    meeting_date: str = ""
    year: int | None = None
    issuer_id: str = ""
    language: str = ""
    pages: int = 0
    text_layer: str = "native"
    warnings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord(Record):
    """A heading and the text down to the next heading of the same or a higher level.

    ``char_start:char_end`` covers the section with its heading and subsections; ``title`` is the heading without its
    number. ``contributor`` is whose text it is, as written, ``contributor_id`` what that means. ``boxes`` are the printed lines
    of the heading.
    """

    TABLE: ClassVar[str] = "sections"
    ID: ClassVar[str] = "section_id"
    QUOTE: ClassVar[str] = "title"

    section_id: str = ""
    parent_id: str = ""
    level: int = 1
    number: str = ""
    title: str = ""
    kind: str = "section"
    contributor: str = ""
    contributor_id: str = ""
    ministry_id: str = ""
    page: int | None = None
    page_end: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord(Record):
    """Somebody on the attendance list. ``person_id`` is the slug of the name, unique together with ``doc_id``."""

    TABLE: ClassVar[str] = "participants"
    ID: ClassVar[str] = "person_id"
    QUOTE: ClassVar[str] = "name"

    person_id: str = ""
    name: str = ""
    role: str = ""
    side: str = ""
    org: str = ""
    org_id: str = ""
    function: str = ""
    attended: bool = True
    page: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedRecord(Record):
    """A record whose ``text`` is the slice ``char_start:char_end`` of the document's clean text.

    ``page`` is where the quote begins, ``bbox`` its first line there: ``x0,top,x1,bottom`` in points, origin top left.
    ``boxes`` are all its printed lines, as ``page:x0,top,x1,bottom`` joined by ``;``, also over a page break.
    """

    # Each table declares these where the contract has them among its columns.
    if TYPE_CHECKING:
        text: str
        page: int | None = None
        bbox: str = ""
        char_start: int | None = None
        char_end: int | None = None
        boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord(QuotedRecord):
    """One sentence (or a speaker's clause) of reported speech in minutes."""

    TABLE: ClassVar[str] = "statements"
    ID: ClassVar[str] = "statement_id"

    statement_id: str = ""
    section_id: str = ""
    turn_id: str = ""
    speaker: str = ""
    person_id: str = ""
    speaker_org_id: str = ""
    verb: str = ""
    act: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecord(QuotedRecord):
    """A party wants something done, or not done, by someone else."""

    TABLE: ClassVar[str] = "requests"
    ID: ClassVar[str] = "request_id"

    request_id: str = ""
    section_id: str = ""
    requester: str = ""
    requester_id: str = ""
    requester_side: str = ""
    addressee: str = ""
    addressee_id: str = ""
    act: str = ""
    explicit: bool = True
    trigger: str = ""
    text: str
    action: str = ""
    lead_in: str = ""
    list_index: int | None = None
    deadline: str = ""
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRecord(QuotedRecord):
    """A sentence that holds a request's words and is none: which question it fails, and the reason."""

    TABLE: ClassVar[str] = "set_aside"
    ID: ClassVar[str] = "set_aside_id"

    set_aside_id: str = ""
    section_id: str = ""
    question: str = ""
    reason: str = ""
    trigger: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRecord(QuotedRecord):
    """Money (kroner), a percentage or a count, as a decimal number."""

    TABLE: ClassVar[str] = "amounts"
    ID: ClassVar[str] = "amount_id"

    amount_id: str = ""
    section_id: str = ""
    request_id: str = ""
    kind: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    per: str = ""
    qualifier: str = ""
    price_year: int | None = None
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinistryRecord(QuotedRecord):
    """A mention of a ministry by name or abbreviation, resolved by the document's date."""

    TABLE: ClassVar[str] = "ministries"
    ID: ClassVar[str] = "mention_id"

    mention_id: str = ""
    section_id: str = ""
    text: str
    ministry_id: str = ""
    name_at_date: str = ""
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRecord(QuotedRecord):
    """A bill, report, act, regulation, paragraph, circular or address that the text points to."""

    TABLE: ClassVar[str] = "references"
    ID: ClassVar[str] = "reference_id"

    reference_id: str = ""
    section_id: str = ""
    kind: str = ""
    normalized: str = ""
    target_id: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord(QuotedRecord):
    """A calendar date or month in running text; ``iso`` may be partial."""

    TABLE: ClassVar[str] = "dates"
    ID: ClassVar[str] = "date_id"

    date_id: str = ""
    section_id: str = ""
    text: str
    iso: str = ""
    iso_end: str = ""
    role: str = "other"
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord(Record):
    """A bilateral agreement between the state and KS, from an appendix table."""

    TABLE: ClassVar[str] = "agreements"
    ID: ClassVar[str] = "agreement_id"
    QUOTE: ClassVar[str] = "title"

    agreement_id: str = ""
    number: str = ""
    title: str = ""
    parties: str = ""
    party_ids: str = ""
    signed: str = ""
    expires: str = ""
    first_year: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord(Record):
    """A case for cost estimates (``kostnadsberegning``) or law consultation (``lovmedvirkning``)."""

    TABLE: ClassVar[str] = "cases"
    ID: ClassVar[str] = "case_id"
    QUOTE: ClassVar[str] = "title"

    case_id: str = ""
    kind: str = ""
    ministry_id: str = ""
    title: str = ""
    reported_at: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecord(Record):
    """A table of the PDF as it stands; its cells are in ``tables/<table_id>.csv``."""

    TABLE: ClassVar[str] = "tables"
    ID: ClassVar[str] = "table_id"
    QUOTE: ClassVar[str] = "table_id"

    table_id: str = ""
    section_id: str = ""
    caption: str = ""
    page: int | None = None
    page_end: int | None = None
    n_rows: int = 0
    n_cols: int = 0
    bbox: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRecord:
    """An input that could not be read, or only partly. The only table that is not keyed by ``doc_id``."""

    TABLE: ClassVar[str] = "errors"

    source: str
    stage: str
    error: str
    message: str

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The CSV header."""
        return tuple(f.name for f in fields(cls))


RECORD_TYPES: tuple[type[Record], ...] = (
    DocumentRecord, SectionRecord, ParticipantRecord, StatementRecord, RequestRecord, SetAsideRecord,
    AmountRecord, MinistryRecord, ReferenceRecord, DateRecord, AgreementRecord, CaseRecord, TableRecord,
)  # fmt: skip
"""All tables that belong to documents, in the order the summary shows them."""

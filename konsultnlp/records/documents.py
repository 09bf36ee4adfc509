"""The document, its sections and who was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from konsultnlp.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Record):
    """An input PDF.

    Attributes:
        source: File name as given.
        sha256: SHA-256 of the file's bytes, in hex.
        doc_type: ``materiale`` (agenda material), ``referat`` (minutes), ``innspill`` (a letter or submission) or
            ``annet``.
        title: The document's title as printed.
        meeting_kind: ``konsultasjonsmote``, ``bilateralt`` or empty.
        meeting_number: The meeting's number in its year, 1 to 4.
        meeting_date: The meeting's date, ISO 8601, or empty.
        year: The meeting's year; in a letter the letter's.
        issuer_id: Ministry id or ``ks`` of who the text says issued it, else empty.
        language: ``nb`` or ``nn``, the majority of its running text.
        pages: Number of physical pages.
        text_layer: ``native``, ``ocr`` (read by OCR here) or ``none`` (no text was to be had).
        warnings: Short codes joined by ``;``, such as ``garbled-text:7``; each is explained in ``docs/koder.md``.
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

    Attributes:
        section_id: Id of the section, unique together with ``doc_id``.
        parent_id: The section that it belongs to; empty at the top.
        level: Depth in the tree: 1 for a title and a chapter, else the parent's level and one.
        number: The heading's number as printed, without a closing dot (``2.1``, ``a``), or empty.
        title: The heading without its number or label word, wrapped lines joined.
        kind: ``front``, ``chapter``, ``section``, ``input``, ``subheading``, ``appendix``, ``attendance`` or
            ``agenda``.
        contributor: Whose text it is, as written.
        contributor_id: What that means: a ministry id, ``ks`` or another party's id, else empty.
        ministry_id: The ministry that the heading names; two are joined by ``;``.
        page: Physical page, from 1, of the heading.
        page_end: Physical page on which the section ends.
        char_start: Where the section begins in the clean text, with its heading, in Unicode code points.
        char_end: Where it ends, subsections included, that position not included.
        boxes: The printed lines of the heading, as ``page:x0,top,x1,bottom`` joined by ``;``.
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
    """Somebody on the attendance list.

    Attributes:
        person_id: Slug of the full name, unique together with ``doc_id``.
        name: The full name as written.
        role: The title as written, in the singular, without name or organisation.
        side: ``staten``, ``ks`` or ``annen``.
        org: The organisation as written.
        org_id: Ministry id or ``ks``, else empty.
        function: ``moteleder`` (leads), ``referent`` (writes the minutes), ``adm`` (administration) or empty.
        attended: Whether the person was there; false for those who sent their regrets.
        page: Physical page, from 1, of the name.
        char_start: Where the name begins in the clean text, in Unicode code points; empty for a list set as a table.
        char_end: Where it ends, that position not included.
        boxes: The printed lines of the name, as ``page:x0,top,x1,bottom`` joined by ``;``.
    """

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

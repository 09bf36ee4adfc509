"""What every record has, and what every record has that quotes the text."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has.

    Attributes:
        doc_id: The document: slug of its file's stem and eight hex digits of its SHA-256.
        rule: Name of the rule or model that made the row.
    """

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
class QuotedRecord(Record):
    """A record that quotes the document's clean text and knows where on the page the quote stands.

    Attributes:
        section_id: The section that it stands in; empty before the first heading.
        text: The quote, verbatim: the slice ``char_start:char_end`` of the document's clean text.
        page: Physical page, from 1, on which the quote begins.
        bbox: The quote's first line on that page: ``x0,top,x1,bottom`` in PDF points from the page's top left.
        char_start: Where the quote begins in the clean text, in Unicode code points.
        char_end: Where it ends, that position not included.
        boxes: All printed lines of the quote, as ``page:x0,top,x1,bottom`` joined by ``;``, also over a page break.
    """

    # Each table declares these where the contract has them among its columns.
    if TYPE_CHECKING:
        section_id: str = ""
        text: str
        page: int | None = None
        bbox: str = ""
        char_start: int | None = None
        char_end: int | None = None
        boxes: str = ""

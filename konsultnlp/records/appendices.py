"""Tables of the PDF, and what the appendix tables list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from konsultnlp.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord(Record):
    """A bilateral agreement between the state and KS, from an appendix table.

    Attributes:
        agreement_id: Id of the row, unique together with ``doc_id``.
        number: The agreement's number as printed.
        title: The agreement's title as printed.
        parties: The parties as printed.
        party_ids: What they mean: ministry ids, ``ks`` and the like, joined by ``;``.
        signed: When it was signed: ISO date, month or year, or empty.
        expires: When it ends: ISO date, month or year, or empty.
        first_year: The year of the first agreement of its kind.
        page: Physical page, from 1, of the table's row.
    """

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
    """A case for cost estimates or for consultation on laws, from an appendix table.

    Attributes:
        case_id: Id of the row, unique together with ``doc_id``.
        kind: ``kostnadsberegning`` (cost estimate) or ``lovmedvirkning`` (consultation on a law).
        ministry_id: The ministry whose case it is; several are joined by ``;``.
        title: The case as printed.
        reported_at: The meeting at which it was reported, as printed.
        page: Physical page, from 1, of the table's row.
    """

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
    """A table of the PDF as it stands; its cells are in ``tables/<table_id>.csv``.

    Attributes:
        table_id: Id of the table: ``doc_id`` and its number in the document.
        section_id: The section that it stands in; empty before the first heading.
        caption: The caption just above or below it.
        page: Physical page, from 1, on which it begins.
        page_end: Physical page on which it ends.
        n_rows: Number of rows, the header included.
        n_cols: Number of columns.
        bbox: Its place on its first page: ``x0,top,x1,bottom`` in PDF points from the page's top left.
    """

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

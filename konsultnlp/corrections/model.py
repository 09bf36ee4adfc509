"""What a correction is, and how it stands in ``corrections.csv``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from konsultnlp.errors import UsageError
from konsultnlp.records import RECORD_TYPES, Record

NAME = "corrections.csv"
"""The analyst's file in the output folder; a run reads it and never writes it."""

STATUS_NAME = "corrections_status.csv"
"""What became of each correction in the last run."""

ROW, ADDED, DELETED = "row", "added", "deleted"
"""The field that stands for the row itself, and its two values."""

CHECKED = "checked"
"""The field by which a document is marked as read through; its value names the tables, or is ``true`` for all."""

Status: TypeAlias = Literal["applied", "same already", "unmatched", "conflicting", "superseded"]

BY_HAND = "added-by-hand"
CORRECTED = "corrected:"
"""The ``rule`` of a row that was added; what stands before the old ``rule`` of one that was changed."""

KINDS: dict[str, type[Record]] = {kind.TABLE: kind for kind in RECORD_TYPES}


class CorrectionError(UsageError):
    """A correction that makes no sense: names the file, the line, the column, the value and what was expected."""

    code = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of ``corrections.csv``.

    Attributes:
        doc_id: The document.
        table: The table.
        record_id: The row's id; ``doc_id`` for the document's own row.
        quote: What the row quotes, as it stood when it was corrected.
        char_start: Where the quote begins in the clean text; None for rows without a place there.
        char_end: Where it ends.
        field: The column; `ROW` or `CHECKED`.
        old: The value before; for a row that was added beside others at the same place, how many those were.
        new: The value after.
        who: Who corrected it.
        when: When, ISO 8601.
        why: The reason.
    """

    doc_id: str
    table: str
    record_id: str
    quote: str = ""
    char_start: int | None = None
    char_end: int | None = None
    field: str
    old: str = ""
    new: str = ""
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the row: document, table, id."""
        return self.doc_id, self.table, self.record_id

    @property
    def shown(self) -> str:
        """The correction in a few words, for messages."""
        quote = self.quote if len(self.quote) <= _LONGEST else f"{self.quote[:_LONGEST]}…"
        return f"{self.doc_id}: {self.table} {self.record_id}, {self.field} → {self.new!r} ({quote})"


_LONGEST = 60

COLUMNS = tuple(f.name for f in fields(Correction))


def in_order(corrections: list[Correction]) -> list[Correction]:
    """By document, table and place; of one row first the row itself, then its fields, each as time went."""
    return sorted(
        corrections,
        key=lambda c: (
            c.doc_id, c.table, -1 if c.char_start is None else c.char_start, c.record_id, c.field != ROW, c.field, c.when,
        ),
    )  # fmt: skip


def id_of(record: Record) -> str:
    """A row's id; the document's own for its row in ``documents``."""
    return str(getattr(record, record.ID)) if record.ID else record.doc_id


def quote_of(record: Record) -> str:
    """What a row quotes."""
    return str(getattr(record, record.QUOTE))


def place_of(record: Record) -> tuple[int | None, int | None]:
    """Where a row's quote stands in the clean text."""
    if record.QUOTE == "title" or not hasattr(record, "char_start"):  # a section's place is that of all its text
        return None, None
    return getattr(record, "char_start", None), getattr(record, "char_end", None)

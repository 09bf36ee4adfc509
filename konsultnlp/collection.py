"""All rows of one document, a sequence a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, NamedTuple

from konsultnlp.packed import Packed
from konsultnlp.records import (
    RECORD_TYPES,
    AgreementRecord,
    AmountRecord,
    CaseRecord,
    DateRecord,
    DocumentRecord,
    MinistryRecord,
    ParticipantRecord,
    Record,
    ReferenceRecord,
    RequestRecord,
    SectionRecord,
    SetAsideRecord,
    StatementRecord,
    TableRecord,
)

PORTION = 1000
"""Packed that are handed on at a time."""


class TextBlock(NamedTuple):
    """A block of the clean text: a paragraph, heading, list item, footnote or caption.

    Attributes:
        page: Physical page, from 1, on which it begins.
        char_start: Where it begins in the clean text, in Unicode code points.
        text: Its text.
    """

    page: int
    char_start: int
    text: str


@dataclass(slots=True)
class Records:
    """The rows of one document, a sequence a table; the tables are those of `konsultnlp.records`."""

    documents: list[DocumentRecord] = field(default_factory=list)
    sections: Packed[SectionRecord] = field(default_factory=Packed)
    participants: list[ParticipantRecord] = field(default_factory=list)
    statements: Packed[StatementRecord] = field(default_factory=Packed)
    requests: Packed[RequestRecord] = field(default_factory=Packed)
    set_aside: Packed[SetAsideRecord] = field(default_factory=Packed)
    amounts: Packed[AmountRecord] = field(default_factory=Packed)
    ministries: Packed[MinistryRecord] = field(default_factory=Packed)
    references: Packed[ReferenceRecord] = field(default_factory=Packed)
    dates: Packed[DateRecord] = field(default_factory=Packed)
    agreements: Packed[AgreementRecord] = field(default_factory=Packed)
    cases: Packed[CaseRecord] = field(default_factory=Packed)
    tables: Packed[TableRecord] = field(default_factory=Packed)

    def of(self, table: str) -> list[Record] | Packed[Record]:
        """The rows of the table of that name.

        Raises:
            KeyError: No such table; the message lists them.
        """
        names = [f.name for f in fields(self)]
        if table not in names:
            raise KeyError(f"no table {table!r}; the tables are {', '.join(names)}")
        rows: list[Record] | Packed[Record] = getattr(self, table)
        return rows

    def replace(self, table: str, rows: Iterable[Record]) -> None:
        """Puts other rows in the place of a table's."""
        setattr(self, table, type(self.of(table))(rows))

    def plain_rows(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """The rows as values that JSON can hold, in the order of the columns, in portions; `add_plain` reads them back."""
        for kind in RECORD_TYPES:
            rows = self.of(kind.TABLE)
            for start in range(0, len(rows), PORTION):
                portion = rows[start : start + PORTION]
                yield kind.TABLE, [[_plain(getattr(row, c)) for c in kind.columns()] for row in portion]

    def add_plain(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows that `plain_rows` gave."""
        kind = next(k for k in RECORD_TYPES if table == k.TABLE)
        columns = kind.columns()
        decimals = [columns.index(f.name) for f in fields(kind) if "Decimal" in str(f.type)]
        made = self.of(table)
        for values in rows:
            exact = list(values)
            for at in decimals:
                exact[at] = None if exact[at] is None else Decimal(exact[at])
            made.append(kind(**dict(zip(columns, exact, strict=True))))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value

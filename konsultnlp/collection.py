"""All rows of one document, a list a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

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
"""Rows that are handed on at a time."""


@dataclass(slots=True)
class Records:
    """The rows of one document, a list a table; the tables are those of `konsultnlp.records`."""

    documents: list[DocumentRecord] = field(default_factory=list)
    sections: list[SectionRecord] = field(default_factory=list)
    participants: list[ParticipantRecord] = field(default_factory=list)
    statements: list[StatementRecord] = field(default_factory=list)
    requests: list[RequestRecord] = field(default_factory=list)
    set_aside: list[SetAsideRecord] = field(default_factory=list)
    amounts: list[AmountRecord] = field(default_factory=list)
    ministries: list[MinistryRecord] = field(default_factory=list)
    references: list[ReferenceRecord] = field(default_factory=list)
    dates: list[DateRecord] = field(default_factory=list)
    agreements: list[AgreementRecord] = field(default_factory=list)
    cases: list[CaseRecord] = field(default_factory=list)
    tables: list[TableRecord] = field(default_factory=list)

    def of(self, table: str) -> list[Record]:
        """The rows of the table of that name.

        Raises:
            KeyError: No such table; the message lists them.
        """
        names = [f.name for f in fields(self)]
        if table not in names:
            raise KeyError(f"no table {table!r}; the tables are {', '.join(names)}")
        rows: list[Record] = getattr(self, table)
        return rows

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

"""All rows of one document, a list a table."""

from __future__ import annotations

from collections.abc import Mapping
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

    def to_plain(self) -> dict[str, list[list[Any]]]:
        """The rows as values that JSON can hold, in the order of the columns; `from_plain` reads them back."""
        return {
            kind.TABLE: [[_plain(getattr(row, c)) for c in kind.columns()] for row in self.of(kind.TABLE)]
            for kind in RECORD_TYPES
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, list[list[Any]]]) -> Records:
        """The rows that `to_plain` gave."""
        made = cls()
        for kind in RECORD_TYPES:
            columns = kind.columns()
            decimals = {f.name for f in fields(kind) if "Decimal" in str(f.type)}
            rows = []
            for values in plain[kind.TABLE]:
                row = dict(zip(columns, values, strict=True))
                for name in decimals:
                    row[name] = None if row[name] is None else Decimal(row[name])
                rows.append(kind(**row))
            setattr(made, kind.TABLE, rows)
        return made


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value

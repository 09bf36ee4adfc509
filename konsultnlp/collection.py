"""All rows of one document, a list a table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from konsultnlp.records import (
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

"""The records: one frozen dataclass a table. Columns, types and order of every table come from here, and so do the
descriptions of the columns: the ``Attributes:`` of these classes are what the outputs and the docs show."""

from konsultnlp.records.appendices import AgreementRecord, CaseRecord, TableRecord
from konsultnlp.records.base import QuotedRecord, Record
from konsultnlp.records.documents import DocumentRecord, ParticipantRecord, SectionRecord
from konsultnlp.records.failures import ErrorRecord
from konsultnlp.records.quoted import (
    AmountRecord,
    DateRecord,
    MinistryRecord,
    ReferenceRecord,
    RequestRecord,
    SetAsideRecord,
    StatementRecord,
)

RECORD_TYPES: tuple[type[Record], ...] = (
    DocumentRecord, SectionRecord, ParticipantRecord, StatementRecord, RequestRecord, SetAsideRecord,
    AmountRecord, MinistryRecord, ReferenceRecord, DateRecord, AgreementRecord, CaseRecord, TableRecord,
)  # fmt: skip
"""All tables that belong to documents, in the order the summary shows them."""

__all__ = [
    "RECORD_TYPES",
    "AgreementRecord",
    "AmountRecord",
    "CaseRecord",
    "DateRecord",
    "DocumentRecord",
    "ErrorRecord",
    "MinistryRecord",
    "ParticipantRecord",
    "QuotedRecord",
    "Record",
    "ReferenceRecord",
    "RequestRecord",
    "SectionRecord",
    "SetAsideRecord",
    "StatementRecord",
    "TableRecord",
]

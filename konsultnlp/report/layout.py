"""Which columns the tables of the report show at first, and which are filters. All others can be switched on."""

from __future__ import annotations

from dataclasses import dataclass

from konsultnlp.records import RECORD_TYPES, ErrorRecord

DERIVED = ("_title", "_year", "_type")
"""Columns that every table but ``documents`` and ``errors`` gets from its document: title, year, type."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is shown.

    Attributes:
        shown: Columns that are seen at first, in this order.
        filters: Columns with a choice of values above the table.
        ranges: Columns of numbers with a field for the least and one for the greatest value.
    """

    shown: tuple[str, ...]
    filters: tuple[str, ...]
    ranges: tuple[str, ...] = ()


LAYOUTS: dict[str, Layout] = {
    "documents": Layout(
        ("title", "doc_type", "meeting_date", "year", "issuer_id", "language", "pages", "warnings"),
        ("year", "doc_type", "meeting_kind", "language", "text_layer", "issuer_id"),
    ),
    "requests": Layout(
        ("_year", "requester", "addressee", "act", "text", "deadline", "_title", "page"),
        ("_year", "act", "requester_side", "addressee_id", "explicit", "_type"),
    ),
    "statements": Layout(
        ("_year", "speaker", "verb", "act", "text", "_title", "page"),
        ("_year", "act", "speaker_org_id", "_type"),
    ),
    "amounts": Layout(
        ("_year", "kind", "text", "value", "value_max", "unit", "per", "qualifier", "_title", "page"),
        ("_year", "kind", "per", "qualifier", "_type"),
        ("value",),
    ),
    "ministries": Layout(
        ("_year", "text", "ministry_id", "name_at_date", "_title", "page"),
        ("_year", "ministry_id", "_type"),
    ),
    "references": Layout(
        ("_year", "kind", "normalized", "text", "target_id", "_title", "page"),
        ("_year", "kind", "_type"),
    ),
    "dates": Layout(
        ("_year", "text", "iso", "iso_end", "role", "_title", "page"),
        ("_year", "role", "_type"),
    ),
    "participants": Layout(
        ("_year", "name", "role", "side", "org", "function", "attended", "_title"),
        ("_year", "side", "function", "attended"),
    ),
    "sections": Layout(
        ("_year", "number", "title", "kind", "contributor", "ministry_id", "_title", "page"),
        ("_year", "kind", "contributor_id", "_type"),
    ),
    "set_aside": Layout(
        ("_year", "text", "trigger", "question", "reason", "_title", "page"),
        ("_year", "question", "reason", "_type"),
    ),
    "agreements": Layout(
        ("_year", "number", "title", "parties", "signed", "expires", "_title", "page"),
        ("_year", "party_ids"),
    ),
    "cases": Layout(
        ("_year", "kind", "ministry_id", "title", "reported_at", "_title", "page"),
        ("_year", "kind", "ministry_id"),
    ),
    "tables": Layout(
        ("_year", "caption", "n_rows", "n_cols", "_title", "page"),
        ("_year", "_type"),
    ),
    "errors": Layout(("source", "stage", "error", "message"), ("stage", "error")),
}
"""By table, in the order in which the report lists them."""

ID_COLUMNS = {kind.TABLE: kind.ID for kind in RECORD_TYPES}
"""The column with the id of a row, by table; empty for documents."""


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table's CSV file, by the contract of the records."""
    if table == ErrorRecord.TABLE:
        return ErrorRecord.columns()
    return next(kind.columns() for kind in RECORD_TYPES if table == kind.TABLE)

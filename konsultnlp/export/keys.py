"""Which columns tell rows apart, and which point to rows of other tables."""

from __future__ import annotations

from dataclasses import dataclass

from konsultnlp.columns import Kind
from konsultnlp.records import (
    DocumentRecord,
    ErrorRecord,
    ParticipantRecord,
    Record,
    RequestRecord,
    SectionRecord,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A column that holds another row's id, together with ``doc_id``.

    Attributes:
        column: The column.
        table: The table that it points to, which may be its own.
        target: The column there.
    """

    column: str
    table: str
    target: str


def primary_key(kind: Kind) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart; none for the errors."""
    if issubclass(kind, ErrorRecord):
        return ()
    return ("doc_id", kind.ID) if kind.ID else ("doc_id",)


_POINTERS: dict[str, type[Record]] = {  # column: where it points, in whichever table it stands
    "section_id": SectionRecord,
    "parent_id": SectionRecord,
    "request_id": RequestRecord,
    "person_id": ParticipantRecord,
}


def links(kind: Kind) -> list[Link]:
    """The columns of a table that point to another row of the same document, or that of the document itself.

    An empty cell points nowhere. ``requester_id`` and the like hold names of parties, too, and are none.
    """
    if kind is ErrorRecord:
        return []
    own = getattr(kind, "ID", "")
    found = [] if kind is DocumentRecord else [Link("doc_id", DocumentRecord.TABLE, "doc_id")]
    for column in kind.columns():
        if column in _POINTERS and column != own:
            found.append(Link(column, _POINTERS[column].TABLE, _POINTERS[column].ID))
    return found

"""Documents that somebody has read through: which of their tables, and how many rows those had then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from konsultnlp.corrections.model import ADDED, CHECKED, KINDS, ROW, Correction, id_of
from konsultnlp.corrections.output import RecordOutput


def tables_of(value: str) -> tuple[str, ...]:
    """The tables that a mark's value stands for."""
    if value == "true":
        return tuple(t for t in KINDS if t != "set_aside")  # it explains the requests, nobody has to complete it
    return tuple(t for t in KINDS if t in value.split(";"))


def marks(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The last mark of each document, where it names tables."""
    last = {c.doc_id: c for c in corrections if c.field == CHECKED}
    return {doc_id: c for doc_id, c in last.items() if c.new != "false"}


def counts(output: RecordOutput, corrections: Sequence[Correction], doc_id: str, value: str) -> str:
    """How many rows the tables of a mark have, with corrections that no run has applied yet: ``requests=12;dates=3``."""
    parts = []
    for table in tables_of(value):
        ids = {id_of(row) for row in output.of_documents(table, [doc_id])}
        for c in corrections:
            if (c.doc_id, c.table, c.field) == (doc_id, table, ROW):
                (ids.add if c.new == ADDED else ids.discard)(c.record_id)
        parts.append(f"{table}={len(ids)}")
    return ";".join(parts)

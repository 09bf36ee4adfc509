"""Corrected rows as gold for ``konsultnlp evaluate``.

A document that is marked as checked gives all rows of the tables that were checked: precision and recall can be told by them. Of
other documents only the corrected rows are known, and of those only the corrected columns; they are marked so, and the
evaluation counts them apart: they are the program's own mistakes, and say what is mended, not how good it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from konsultnlp.corrections.checked import counts, marks, tables_of
from konsultnlp.corrections.model import (
    ADDED,
    BY_HAND,
    CHECKED,
    CORRECTED,
    DELETED,
    KINDS,
    NAME,
    ROW,
    Correction,
    id_of,
)
from konsultnlp.corrections.output import RecordOutput
from konsultnlp.corrections.store import read_store
from konsultnlp.errors import UsageError
from konsultnlp.export.csv_files import write_text
from konsultnlp.records import Record

_LEFT_OUT = frozenset(
    ("doc_id", "sha256", "warnings", "rule", "section_id", "parent_id", "turn_id", "request_id", "bbox", "boxes", "char_start",
     "char_end")
)  # fmt: skip


@dataclass(slots=True)
class Gold:
    """What was written.

    Attributes:
        checked: Documents with all rows of the tables that were checked.
        partial: Documents with their corrected rows alone.
        rows: Rows in all.
        notes: What must be told, a line each.
    """

    checked: int = 0
    partial: int = 0
    rows: int = 0
    notes: list[str] = field(default_factory=list)


def write_gold(out: str | Path, to: str | Path) -> Gold:
    """Writes the gold that an output folder's corrections give, a ``.gold.jsonl`` file a document.

    Args:
        out: The output folder; a run must have applied the corrections.
        to: The folder to write to; it is made.

    Raises:
        UsageError: There are no corrections, or a run has yet to apply them, or two documents have one name.
    """
    output, folder = RecordOutput(Path(out)), Path(to)
    store = read_store(output.folder)
    if not store:
        raise UsageError(f"no {NAME} in it; nothing was corrected yet", path=out)
    marked = marks(store)
    gold = Gold()
    named: dict[str, str] = {}
    for doc_id in sorted({c.doc_id for c in store} & output.documents.keys()):
        stem = Path(output.documents[doc_id].source).stem
        if named.setdefault(stem, doc_id) != doc_id:
            raise UsageError(f"{named[stem]} and {doc_id} have both come from a file {stem}.pdf; rename one", path=out)
        mark = marked.get(doc_id)
        if mark and counts(output, store, doc_id, mark.new) != mark.old:
            gold.notes.append(
                f"{doc_id}: its rows have changed since it was marked as checked; look again, and mark it again"
            )
            mark = None
        tables = tables_of(mark.new) if mark else ()
        mine = [c for c in store if c.doc_id == doc_id and c.field != CHECKED and c.table not in tables]
        lines = list(_lines(output, doc_id, tables, mine))
        if len(lines) == 1 and not tables:
            continue
        write_text(folder / f"{stem}.gold.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines))
        gold.rows += len(lines)
        gold.checked += bool(tables)
        gold.partial += not tables
    return gold


def _lines(
    output: RecordOutput, doc_id: str, tables: Sequence[str], mine: Sequence[Correction]
) -> Iterator[dict[str, Any]]:
    document = output.documents[doc_id]
    fields = sorted({c.field for c in mine if c.table == "documents"})
    about = _plain(document)
    # What nobody has checked is there to group by only if it is not measured: the evaluation reads `checked`.
    yield {"table": "documents", **about, "checked": list(tables), **({"corrected": fields} if fields else {})}
    for table in tables:
        if table == "documents":
            continue
        rows = list(output.of_documents(table, [doc_id]))
        titles = {id_of(r): str(getattr(r, "title", "")) for r in rows} if table == "sections" else {}
        for row in rows:
            line = {"table": table, **_plain(row)}
            if table == "sections":
                line["parent"] = titles.get(str(getattr(row, "parent_id", "")), "")
            if table == "tables":
                line["cells"] = output.cells(id_of(row))
            yield line
    yield from _corrected(output, doc_id, mine)


def _corrected(output: RecordOutput, doc_id: str, mine: Sequence[Correction]) -> Iterator[dict[str, Any]]:
    last = {(c.table, c.record_id, c.field): c for c in mine if c.table != "documents"}
    for table in KINDS:
        keys = dict.fromkeys(record_id for t, record_id, _ in last if t == table)
        rows = {id_of(r): r for r in output.of_documents(table, [doc_id])} if keys else {}
        for record_id in keys:
            whole = last.get((table, record_id, ROW))
            row = rows.get(record_id)
            if whole and whole.new == DELETED:
                yield {"table": table, KINDS[table].QUOTE: whole.quote, "row": DELETED}
            elif row is not None and row.rule.startswith((BY_HAND, CORRECTED)):
                fields = [f for t, i, f in last if (t, i) == (table, record_id) and f != ROW]
                yield {"table": table, **_plain(row), "corrected": fields, **({"row": ADDED} if whole else {})}


def _plain(row: Record) -> dict[str, Any]:
    values = {c: getattr(row, c) for c in row.columns() if c not in _LEFT_OUT and c != row.ID}
    if row.rule == BY_HAND:  # what nobody has filled in is unknown, not empty
        values = {c: v for c, v in values.items() if v not in (None, "")}
    return {c: _number(v) if isinstance(v, Decimal) else "" if v is None else v for c, v in values.items()}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)

"""Records to JSON Lines: typed values, and with each row where it comes from, down to the lines on the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from konsultnlp.collection import Records
from konsultnlp.columns import ALL_TABLES
from konsultnlp.export.csv_files import cell
from konsultnlp.export.drafts import Drafts
from konsultnlp.records import RECORD_TYPES, ErrorRecord, Record

PLACES = ("bbox", "boxes")
"""Columns that ``provenance`` takes the place of."""


def file_name(table: str) -> str:
    """The file of a table."""
    return f"jsonl/{table}.jsonl"


def provenance(row: Record) -> list[dict[str, Any]]:
    """Where a row stands: ``page``, ``x0``, ``top``, ``x1`` and ``bottom`` of each printed line, in points from the top left.

    A row of which only the page is known has that alone.
    """
    page, bbox, boxes = (getattr(row, name, None) for name in ("page", *PLACES))
    if not boxes and page and bbox:
        boxes = f"{page}:{bbox}"
    if boxes:
        return [_line(line) for line in boxes.split(";")]
    return [{"page": page}] if page else []


def _line(line: str) -> dict[str, Any]:
    page, _, box = line.partition(":")
    places = zip(("x0", "top", "x1", "bottom"), map(float, box.split(",")), strict=True)
    return {"page": int(page), **dict(places)}


def as_json(value: Any) -> str:
    """A value as JSON; a ``Decimal`` as a number with all its digits."""
    return cell(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _as_object(pairs: Sequence[tuple[str, Any]]) -> str:
    return "{" + ", ".join(f'"{name}": {as_json(value)}' for name, value in pairs) + "}\n"


class JsonLines:
    """One file a table, an object a row: its columns, ``provenance``, and the document's ``source`` and ``sha256``."""

    def __init__(self, drafts: Drafts) -> None:
        self._files = {kind.TABLE: drafts.text(file_name(kind.TABLE)) for kind in ALL_TABLES}

    def document(self, records: Records, place: str) -> None:
        """Writes the rows of one document."""
        origin = {d.doc_id: (d.source, d.sha256) for d in records.documents}
        for kind in RECORD_TYPES:
            columns = [c for c in kind.columns() if c not in (*PLACES, "rule")]
            for row in records.of(kind.TABLE):
                pairs = [(c, getattr(row, c)) for c in columns]
                pairs.append(("provenance", provenance(row)))
                if "source" not in columns:
                    source, sha256 = origin.get(row.doc_id, ("", ""))
                    pairs += [("source", source), ("sha256", sha256)]
                self._files[kind.TABLE].write(_as_object([*pairs, ("rule", row.rule)]))

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        for row in rows:
            self._files[row.TABLE].write(_as_object([(c, getattr(row, c)) for c in row.columns()]))

    def complete(self) -> None:
        """Nothing is left to be written."""

    def abandon(self) -> None:
        """Nothing is open but the drafts."""

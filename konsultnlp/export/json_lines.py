"""Records to JSON Lines: typed values, and with each row where it comes from, down to the lines on the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, column_types
from konsultnlp.export.csv_files import cell
from konsultnlp.export.drafts import Drafts
from konsultnlp.records import RECORD_TYPES, DocumentRecord, ErrorRecord, Record

PLACES = ("bbox", "boxes")
"""Columns that ``provenance`` takes the place of."""


def file_name(table: str) -> str:
    """The file of a table."""
    return f"jsonl/{table}.jsonl"


def provenance(row: Record) -> str:
    """Where a row stands, as a JSON array: ``page``, ``x0``, ``top``, ``x1`` and ``bottom`` of each printed line.

    Points count from the page's top left. A row of which only the page is known has that alone.
    """
    page, bbox, boxes = (getattr(row, name, None) for name in ("page", *PLACES))
    if not boxes and page and bbox:
        boxes = f"{page}:{bbox}"
    if boxes:
        return "[" + ", ".join(_line(line) for line in boxes.split(";")) + "]"
    return f'[{{"page": {page}}}]' if page else "[]"


def _line(line: str) -> str:
    page, _, box = line.partition(":")
    x0, top, x1, bottom = box.split(",")  # decimal numbers already, which JSON takes as they are
    return f'{{"page": {page}, "x0": {x0}, "top": {top}, "x1": {x1}, "bottom": {bottom}}}'


def as_json(value: Any) -> str:
    """A value as JSON; a ``Decimal`` as a number with all its digits."""
    return cell(value) if isinstance(value, Decimal) else _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False).encode


class JsonLines:
    """One file a table, an object a row: its columns, ``provenance``, and the document's ``source`` and ``sha256``."""

    def __init__(self, drafts: Drafts) -> None:
        self._files = {kind.TABLE: drafts.text(file_name(kind.TABLE)) for kind in ALL_TABLES}
        self._exact = {kind for kind in RECORD_TYPES if "number" in column_types(kind).values()}

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows of one document."""
        origin = {d.doc_id: _origin(d) for d in records.documents}
        for kind in RECORD_TYPES:
            own = kind is DocumentRecord
            columns = [c for c in kind.columns() if c not in (*PLACES, "rule")]
            write = self._files[kind.TABLE].write
            for row in records.of(kind.TABLE):
                values = {c: getattr(row, c) for c in columns}
                if kind in self._exact:
                    start = "{" + ", ".join(f'"{c}": {as_json(v)}' for c, v in values.items())
                else:
                    start = _encode(values)[:-1]
                source = "" if own else origin.get(row.doc_id, "")
                write(f'{start}, "provenance": {provenance(row)}{source}, "rule": {_encode(row.rule)}}}\n')

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        for row in rows:
            self._files[row.TABLE].write(_encode({c: getattr(row, c) for c in row.columns()}) + "\n")

    def complete(self) -> None:
        """Nothing is left to be written."""

    def abandon(self) -> None:
        """Nothing is open but the drafts."""


def _origin(document: DocumentRecord) -> str:
    return f', "source": {_encode(document.source)}, "sha256": {_encode(document.sha256)}'

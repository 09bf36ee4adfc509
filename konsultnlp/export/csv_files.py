"""Records to CSV: UTF-8, comma, header, RFC 4180, one file a table, the same bytes for the same input."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, Kind
from konsultnlp.export.drafts import Drafts
from konsultnlp.records import RECORD_TYPES, ErrorRecord

LINE_END = "\r\n"
DELIMITER = ","
ENCODING = "utf-8"


def cell(value: Any) -> str:
    """How a value stands in a cell: ``true``/``false``, plain decimals, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A whole file's text, with CRLF line ends as RFC 4180 wants them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    if header:
        writer.writerow(header)
    writer.writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()


def write_text(path: Path, text: str) -> None:
    """Writes a file whole or not at all: to a neighbour first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


@dataclass(frozen=True, slots=True)
class Style:
    """How a set of CSV files is written.

    Attributes:
        prefix: What stands before the table's name: empty, or a folder with ``/``.
        delimiter: Between the cells.
        encoding: Of the bytes.
        cell: How a value stands in a cell.
    """

    prefix: str = ""
    delimiter: str = DELIMITER
    encoding: str = ENCODING
    cell: Callable[[Any], str] = cell

    def name(self, kind: Kind) -> str:
        """The file of a table."""
        return f"{self.prefix}{kind.TABLE}.csv"


PLAIN = Style()
"""The contract's files: every value verbatim."""


class CsvFiles:
    """One CSV file a table, written row by row.

    Args:
        drafts: Where to.
        style: How.
    """

    def __init__(self, drafts: Drafts, style: Style = PLAIN) -> None:
        self._cell = style.cell
        self._writers = {}
        for kind in ALL_TABLES:
            handle = drafts.text(style.name(kind), style.encoding)
            writer = csv.writer(handle, delimiter=style.delimiter, lineterminator=LINE_END)
            writer.writerow(kind.columns())
            self._writers[kind.TABLE] = writer

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows of one document."""
        for kind in RECORD_TYPES:
            self._write(kind, records.of(kind.TABLE))

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        self._write(ErrorRecord, rows)

    def _write(self, kind: Kind, rows: Iterable[object]) -> None:
        columns, as_cell = kind.columns(), self._cell
        self._writers[kind.TABLE].writerows([as_cell(getattr(row, c)) for c in columns] for row in rows)

    def complete(self) -> None:
        """Nothing is left to be written."""

    def abandon(self) -> None:
        """Nothing is open but the drafts."""

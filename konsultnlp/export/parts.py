"""Records to Parquet in parts, as a cluster writes them: one file a table for some documents, made in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from konsultnlp.collection import Records
from konsultnlp.columns import ALL_TABLES, Kind
from konsultnlp.export.arrow import Batches, schema, to_arrow
from konsultnlp.records import ErrorRecord

TEXTS, CELLS, MANIFEST = "texts", "cells", "manifest"
"""Tables beside those of the contract: clean texts, the cells of the PDFs' tables, and what became of each input."""

CHARACTERS_A_BATCH = 8 << 20
"""Characters of texts and cells that are held before they are written."""

_COMPRESSION = "zstd"
_TEXTS = pa.schema([("doc_id", pa.string()), ("text", pa.string())])
_CELLS = pa.schema([("table_id", pa.string()), ("row", pa.int64()), ("column", pa.int64()), ("text", pa.string())])
_MANIFEST = pa.schema(
    [
        ("place", pa.string()), ("name", pa.string()), ("sha256", pa.string()), ("doc_id", pa.string()),
        ("status", pa.string()), ("stage", pa.string()), ("seconds", pa.float64()), ("pages", pa.int64()),
        ("warnings", pa.string()), ("program", pa.string()), ("model", pa.string()), ("options", pa.string()),
    ]
)  # fmt: skip
_COUNTS = b"rows"

DATA_TABLES = (*(kind.TABLE for kind in ALL_TABLES), TEXTS, CELLS)
"""The tables that `PartTables` writes."""


class PartTables:
    """The tables of some documents; rows go in as they come, and files come out at the end."""

    def __init__(self) -> None:
        schemas = {kind.TABLE: schema(kind) for kind in ALL_TABLES} | {TEXTS: _TEXTS, CELLS: _CELLS}
        self._files = {table: io.BytesIO() for table in DATA_TABLES}
        self._writers = {
            table: pq.ParquetWriter(self._files[table], schemas[table], compression=_COMPRESSION)
            for table in DATA_TABLES
        }
        self._batches = Batches(self._take)
        self._held: dict[str, list[tuple[Any, ...]]] = {TEXTS: [], CELLS: []}
        self._characters = 0
        self.counts = {kind.TABLE: 0 for kind in ALL_TABLES}

    def document(self, records: Records, text: str, cells: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Takes a document: its rows, its clean text, and the cells of its tables by ``table_id``."""
        self._batches.document(records)
        for table in self.counts:
            if table != ErrorRecord.TABLE:
                self.counts[table] += len(records.of(table))
        self._held[TEXTS].append((records.documents[0].doc_id, text))
        self._characters += len(text)
        for table_id, lines in cells.items():
            for row, line in enumerate(lines, 1):
                self._held[CELLS].extend((table_id, row, column, cell) for column, cell in enumerate(line, 1))
                self._characters += sum(map(len, line))
        if self._characters > CHARACTERS_A_BATCH:
            self._flush()

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Takes rows of what could not be read."""
        self._batches.errors(rows)
        self.counts[ErrorRecord.TABLE] += len(rows)

    def _take(self, kind: Kind, rows: pa.Table) -> None:
        self._writers[kind.TABLE].write_table(rows)

    def _flush(self) -> None:
        for table, columns in ((TEXTS, _TEXTS), (CELLS, _CELLS)):
            if rows := self._held[table]:
                self._writers[table].write_table(_as_table(columns, rows))
                rows.clear()
        self._characters = 0

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each table's name and Parquet file; nothing more can be taken after that."""
        self._batches.flush()
        self._flush()
        for table in DATA_TABLES:
            self._writers[table].close()
            yield table, self._files.pop(table).getvalue()


def _as_table(columns: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pa.Table.from_arrays([pa.array(v, f.type) for v, f in zip(values, columns, strict=True)], schema=columns)


def _file(rows: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(rows, out, compression=_COMPRESSION)
    return out.getvalue()


def manifest_file(rows: Sequence[Mapping[str, Any]], counts: Mapping[str, int]) -> bytes:
    """A part of the manifest.

    Args:
        rows: What became of each input, by column.
        counts: How many rows the part has in each table; they stand in the file's metadata.
    """
    table = _as_table(_MANIFEST, [[row[name] for name in _MANIFEST.names] for row in rows])
    return _file(table.replace_schema_metadata({_COUNTS: json.dumps(counts).encode("utf-8")}))


def read_manifest(data: bytes) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """What `manifest_file` was given."""
    table = pq.read_table(pa.BufferReader(data))
    return table.to_pylist(), json.loads(table.schema.metadata[_COUNTS])


def errors_file(rows: Sequence[ErrorRecord]) -> bytes:
    """A part of the errors."""
    return _file(to_arrow(ErrorRecord, schema(ErrorRecord), rows))


def read_errors(data: bytes) -> list[ErrorRecord]:
    """The rows of a part of the errors."""
    return [ErrorRecord(**row) for row in pq.read_table(pa.BufferReader(data)).to_pylist()]

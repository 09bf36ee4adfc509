"""Records to Parquet: one file a table, typed, compressed, with the descriptions of the columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, Kind
from konsultnlp.export.arrow import Batches, schema
from konsultnlp.export.drafts import Drafts
from konsultnlp.records import ErrorRecord


def file_name(table: str) -> str:
    """The file of a table."""
    return f"parquet/{table}.parquet"


class ParquetFiles:
    """One file a table; a row group a batch."""

    def __init__(self, drafts: Drafts) -> None:
        self._writers = {
            kind.TABLE: pq.ParquetWriter(drafts.binary(file_name(kind.TABLE)), schema(kind), compression="zstd")
            for kind in ALL_TABLES
        }
        self._batches = Batches(self._write)

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Takes the rows of one document."""
        self._batches.document(records)

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Takes rows of what could not be read."""
        self._batches.errors(rows)

    def _write(self, kind: Kind, rows: pa.Table) -> None:
        self._writers[kind.TABLE].write_table(rows)

    def complete(self) -> None:
        """Writes the last batches and the files' ends."""
        self._batches.flush()
        self.abandon()

    def abandon(self) -> None:
        """Lets go of the files."""
        for writer in self._writers.values():
            writer.close()

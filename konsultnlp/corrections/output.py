"""An output folder as corrections need it: rows as typed records, and what the source says."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from konsultnlp.columns import column_types
from konsultnlp.corrections.model import KINDS
from konsultnlp.errors import UsageError
from konsultnlp.output import Output
from konsultnlp.records import DocumentRecord, Record

KEPT_TEXTS = 4
"""Texts held at a time: corrections come document by document."""


class RecordOutput:
    """The tables and texts that ``konsultnlp extract`` wrote.

    Args:
        folder: The output folder.

    Raises:
        UsageError: It is no folder, or holds no ``documents.csv``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = Output(folder)
        if not (folder / "documents.csv").is_file():
            raise UsageError("no documents.csv in it; expected a folder that `konsultnlp extract` wrote", path=folder)
        self.documents: dict[str, DocumentRecord] = {}
        for row in self.rows("documents"):
            assert isinstance(row, DocumentRecord)
            self.documents[row.doc_id] = row
        self.text = lru_cache(KEPT_TEXTS)(self._files.text)
        self._plain_source = lru_cache(KEPT_TEXTS)(self._source)

    def rows(self, table: str, keep: Callable[[Mapping[str, str]], bool] = lambda _row: True) -> Iterator[Record]:
        """The rows of a table that are wanted, one after the other.

        Args:
            table: Its name.
            keep: Tells from a row's cells whether it is wanted.
        """
        return (_record(KINDS[table], row) for row in self._files.rows(table) if keep(row))

    def of_documents(self, table: str, doc_ids: Iterable[str]) -> Iterator[Record]:
        """The rows of a table that belong to some documents."""
        wanted = set(doc_ids)
        return self.rows(table, lambda row: row["doc_id"] in wanted)

    def says(self, doc_id: str, words: str) -> bool:
        """Whether the source, its tables included, says this; case and kinds of white space aside."""
        return _plain(words) in self._plain_source(doc_id)

    def _source(self, doc_id: str) -> str:
        parts = [
            self.text(doc_id),
            *(" ".join(row) for table_id in self._tables(doc_id) for row in self.cells(table_id)),
        ]
        return _plain("\n".join(parts))

    def _tables(self, doc_id: str) -> list[str]:
        return [p.stem for p in sorted((self.folder / "tables").glob(f"{doc_id}-*.csv"))]

    def cells(self, table_id: str) -> list[list[str]]:
        """The cells of a table of the PDF."""
        path = self.folder / "tables" / f"{table_id}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.reader(handle))


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip().casefold()


@cache
def _types(table: str) -> dict[str, str]:
    return dict(column_types(KINDS[table]))


def _record(kind: type[Record], row: Mapping[str, str]) -> Record:
    values: dict[str, Any] = {}
    for column, what in _types(kind.TABLE).items():
        text = row.get(column) or ""
        if what == "string":
            values[column] = text
        elif what == "boolean":
            values[column] = text == "true"
        elif text:
            values[column] = int(text) if what == "integer" else Decimal(text)
        else:
            values[column] = None
    return kind(**values)

"""An output folder that ``extract`` wrote, read back: rows and clean texts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from konsultnlp.errors import UsageError

MOST_CELL = 2**27
"""Characters a cell may have; the csv module's own limit is too low for a table caption gone wrong."""


class Output:
    """A folder of tables.

    Args:
        folder: The folder.

    Raises:
        UsageError: It is no folder, or no output of ``extract``.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise UsageError("no such folder; expected one that konsultnlp extract wrote", path=self.folder)
        if not (self.folder / "errors.csv").is_file() and not (self.folder / "documents.csv").is_file():
            raise UsageError(
                "holds neither documents.csv nor errors.csv; expected a folder that konsultnlp extract wrote",
                path=self.folder,
            )

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """The rows of a table, in the order they were written; none where there is no such file."""
        path = self.folder / f"{table}.csv"
        if not path.is_file():
            return
        csv.field_size_limit(MOST_CELL)
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                yield {k: v or "" for k, v in row.items() if k is not None}

    def text(self, doc_id: str) -> str:
        """A document's clean text, in which ``char_start:char_end`` count; empty where there is none."""
        path = self.folder / "texts" / f"{doc_id}.txt"
        if not path.is_file():
            return ""
        with path.open(encoding="utf-8", newline="") as handle:
            return handle.read()

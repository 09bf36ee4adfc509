"""Gold folders and output folders as rows a document."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from konsultnlp.corrections.model import BY_HAND, CORRECTED
from konsultnlp.errors import UsageError
from konsultnlp.records import RECORD_TYPES

Row: TypeAlias = dict[str, Any]
GOLD, TRUTH, TRAPS = ".gold.jsonl", ".truth.txt", ".traps.jsonl"


@dataclass(slots=True)
class Rows:
    """One document's rows.

    Attributes:
        name: The stem of its file.
        tables: Rows by table.
        text: The clean text: of gold without its marks, where a truth file stands beside it; of output as written.
        traps: Sentences that look like requests and are none (gold only).
        scanned: Whether the annotator calls it a scan (gold only).
        checked: The tables of which the gold has all rows; None for all tables (gold only).
        by_hand: Rows that corrections have changed or added (output only).
    """

    name: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    text: str | None = None
    traps: list[Row] = field(default_factory=list)
    scanned: bool = False
    checked: tuple[str, ...] | None = None
    by_hand: int = 0

    def of(self, table: str) -> list[Row]:
        """The rows of a table."""
        return self.tables.get(table, [])

    @property
    def about(self) -> Mapping[str, Any]:
        """The document's own row, or an empty one."""
        return (self.of("documents") or [{}])[0]


def read_gold(folder: Path) -> dict[str, Rows]:
    """The annotated documents of a folder: ``<name>.gold.jsonl``, ``<name>.truth.txt``, ``<name>.traps.jsonl``.

    Raises:
        UsageError: No such folder, no gold in it, or a line that is no JSON object with a ``table``.
    """
    if not folder.is_dir():
        raise UsageError("no such folder; expected one with <name>.gold.jsonl files", path=folder)
    documents: dict[str, Rows] = {}
    for path in sorted(folder.glob(f"*{GOLD}")):
        name = path.name.removesuffix(GOLD)
        rows = Rows(name)
        for row in _json_lines(path):
            table = row.pop("table", None)
            if not isinstance(table, str):
                raise UsageError(f"a line without its table: {str(row)[:80]}", path=path)
            rows.tables.setdefault(table, []).append(row)
        truth, traps = folder / f"{name}{TRUTH}", folder / f"{name}{TRAPS}"
        rows.text = truth.read_text(encoding="utf-8") if truth.exists() else None
        rows.traps = list(_json_lines(traps)) if traps.exists() else []
        if "checked" in rows.about:
            rows.checked = tuple(rows.about["checked"])
        rows.scanned = rows.about.get("text_layer") in ("none", "ocr")
        documents[name] = rows
    if not documents:
        raise UsageError(f"no gold in it; expected files named <name>{GOLD}", path=folder)
    return documents


def _json_lines(path: Path) -> list[Row]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"line {number} is no JSON ({error})", path=path) from None
        if not isinstance(row, dict):
            raise UsageError(f"line {number} is no JSON object: {line[:60]}", path=path)
        rows.append(row)
    return rows


def read_output(folder: Path) -> dict[str, Rows]:
    """The documents of an output folder, as `konsultnlp.extract` writes it, by the stem of their source.

    Raises:
        UsageError: It holds no ``documents.csv``.
    """
    listed = folder / "documents.csv"
    if not listed.exists():
        raise UsageError("no documents.csv in it; expected a folder that `konsultnlp extract` wrote", path=folder)
    documents = {row["doc_id"]: Rows(Path(row["source"]).stem) for row in _csv_rows(listed)}
    for kind in RECORD_TYPES:
        path = folder / f"{kind.TABLE}.csv"
        for row in _csv_rows(path) if path.exists() else []:
            if row["doc_id"] in documents:
                documents[row["doc_id"]].tables.setdefault(kind.TABLE, []).append(row)
                documents[row["doc_id"]].by_hand += row.get("rule", "").startswith((BY_HAND, CORRECTED))
    for doc_id, rows in documents.items():
        text = folder / "texts" / f"{doc_id}.txt"
        rows.text = text.read_text(encoding="utf-8") if text.exists() else None
        titles = {row["section_id"]: row["title"] for row in rows.of("sections")}
        for row in rows.of("sections"):
            row["parent"] = titles.get(row["parent_id"], "")
        for row in rows.of("tables"):
            cells = folder / "tables" / f"{row['table_id']}.csv"
            row["cells"] = list(_csv_lines(cells)) if cells.exists() else []
    return {rows.name: rows for rows in documents.values()}


def _csv_rows(path: Path) -> list[Row]:
    lines = _csv_lines(path)
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


def _csv_lines(path: Path) -> list[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))

"""One document's data for the reading view: its text, pages, and every record with its place in both."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from konsultnlp.report.layout import ID_COLUMNS, LAYOUTS, columns

Row = Mapping[str, str]

NOT_SHOWN = {"doc_id", "bbox", "boxes"}
"""Columns whose content the reading view shows by other means."""


def document_data(row: Row, text: str, records: Mapping[str, Sequence[Row]], tables_folder: Path) -> dict[str, Any]:
    """What the reading view of one document needs, but for its pages.

    Args:
        row: Its row in ``documents.csv``.
        text: Its clean text.
        records: Its rows, by table.
        tables_folder: The folder with the cells of its tables.
    """
    units = Utf16(text)
    found = [
        _record(table, r, text, units) for table in LAYOUTS for r in records.get(table, ()) if ID_COLUMNS.get(table)
    ]
    found.sort(key=lambda r: (r["s"] < 0, r["s"], r["p"]))  # those without a place in the text last, by page
    cells = [[r["table_id"], _cells(tables_folder / f"{r['table_id']}.csv")] for r in records.get("tables", ())]
    return {
        "doc": {c: row.get(c, "") for c in columns("documents")},
        "text": text,
        "records": found,
        "cells": cells,
        "pages": [],
    }


def _record(table: str, row: Row, text: str, units: Utf16) -> dict[str, Any]:
    start, end = _whole(row.get("char_start")), _whole(row.get("char_end"))
    if table == "sections" and 0 <= start < len(text):  # its heading is shown, not all that stands below it
        stop = text.find("\n", start)
        end = len(text) if stop < 0 else stop
    if not 0 <= start < end <= len(text):
        start = end = -1
    page = _whole(row.get("page"))
    return {
        "t": table,
        "id": row.get(ID_COLUMNS[table], ""),
        "s": units.offset(start),
        "e": units.offset(end),
        "p": max(page, 0),
        "b": _boxes(row, page),
        "f": [[c, row[c]] for c in columns(table) if c not in NOT_SHOWN and row.get(c)],
    }


def _boxes(row: Row, page: int) -> list[list[float]]:
    """``[page, x0, top, x1, bottom]`` a printed line; of an output without ``boxes``, its first line."""
    pieces = [b for b in row.get("boxes", "").split(";") if b]
    if not pieces and row.get("bbox") and page > 0:
        pieces = [f"{page}:{row['bbox']}"]
    found = []
    for piece in pieces:
        number, _, corners = piece.partition(":")
        try:
            box = [int(number), *map(float, corners.split(","))]
        except ValueError:
            continue
        if len(box) == 5:
            found.append(box)
    return found


def _whole(value: str | None) -> int:
    try:
        return int(value or "")
    except ValueError:
        return -1


def _cells(path: Path) -> list[list[str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


class Utf16:
    """Offsets as browsers count them: a character beyond U+FFFF is two."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [i for i, c in enumerate(text) if c > "\uffff"]

    def offset(self, code_points: int) -> int:
        """The offset in UTF-16 units; -1 stays -1."""
        return code_points + bisect_left(self._wide, code_points) if code_points > 0 else code_points


def by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of one table by ``doc_id``, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get("doc_id", ""), []).append(row)
    return found

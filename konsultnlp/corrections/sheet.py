"""Sheets as people save them: CSV with commas, semicolons or tabs, with or without a mark, as UTF-8 or as old Excel writes.

A cell that was made harmless for spreadsheets gets its text back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from konsultnlp.corrections.model import CorrectionError
from konsultnlp.export.neutral import restore

DELIMITERS = ";,\t"
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_HINT = "sep="
"""Some programs tell the delimiter in a line before the header."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and rows.

    Attributes:
        path: The file.
        header: Its heads.
        rows: For each row the line on which it begins, from 1, and its cells, as many as the header has.
    """

    path: Path
    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(path: Path) -> Sheet:
    """A file's header and rows; empty rows are left out.

    Raises:
        CorrectionError: No such file, no header, or a row with more cells than that.
    """
    text = _decoded(path)
    skipped = 0
    if text[: len(_HINT)].casefold() == _HINT:
        _, _, text = text.partition("\n")
        skipped = 1
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    lines = _lines(text, delimiter, skipped)
    _, header = next(lines, (0, []))
    header = [h.strip() for h in header]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise CorrectionError("the file is empty; expected a header and a line a correction", path=path)
    rows = []
    for line, cells in lines:
        if any(c.strip() for c in cells[len(header) :]):
            raise CorrectionError(
                f"line {line}: {len(cells)} cells, the header has {len(header)}; is a cell with {delimiter!r} not quoted?",
                path=path,
            )
        row = [restore(c).strip() for c in cells[: len(header)]]
        if any(row):
            rows.append((line, row + [""] * (len(header) - len(row))))
    return Sheet(path, header, rows)


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorrectionError(
            f"cannot be read: {error.strerror or error}; is the name spelt right?", path=path
        ) from None
    encoding = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # "CSV (semikolondelt)" of Excel on Windows


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1 + skipped
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1 + skipped

"""What the table reader hands on: pieces on pages, and whole tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from konsultnlp.pdf.model import Box

Merged: TypeAlias = tuple[int, int] | None
"""Row and column of the merged cell in whose area an empty cell lies, or none."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of text above or below a table."""

    text: str
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PageTable:
    """One piece of a table on one page.

    Attributes:
        page: 1-based.
        bbox: ``x0, top, x1, bottom`` in points, origin top left.
        rows: The cells' text; a merged cell's text stands in its first cell.
        merged: For every cell the first cell of the merged one it lies in, or none.
        xs: Left edges of the columns, and the right edge of the last.
        ys: Top edges of the rows, and the bottom edge of the last.
        ruled: Whether rules make it; else its head and its alignment do.
        closed: Whether upright rules part its columns.
        above: Lines of text above it, in its columns.
        below: Those below it.
    """

    page: int
    bbox: Box
    rows: list[list[str]]
    merged: list[list[Merged]]
    xs: list[float]
    ys: list[float]
    ruled: bool = True
    closed: bool = True
    above: tuple[Beside, ...] = ()
    below: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A whole table, over as many pages as it takes.

    Attributes:
        page: 1-based page where it begins.
        page_end: Where it ends.
        bbox: Of its piece on the first page.
        pieces: Its pieces, a page each; once it is whole they keep their places alone.
        rows: The cells' text; a head repeated on a later page is kept once.
        merged: For every cell the first cell of the merged one it lies in, or none.
        row_pages: The page on which each row begins.
        ruled: Whether rules make it.
    """

    page: int
    page_end: int
    bbox: Box
    pieces: list[PageTable]
    rows: list[list[str]]
    merged: list[list[Merged]]
    row_pages: list[int]
    ruled: bool = True

    @property
    def inherited(self) -> list[list[str]]:
        """The cells with the text that empty ones inherit from the merged cell they lie in."""
        return inherited(self.rows, self.merged)


def inherited(rows: Sequence[Sequence[str]], merged: Sequence[Sequence[Merged]]) -> list[list[str]]:
    """Cells with the text that empty ones inherit from the merged cell they lie in."""
    return [
        [cell or (rows[origin[0]][origin[1]] if origin else "") for cell, origin in zip(row, origins, strict=True)]
        for row, origins in zip(rows, merged, strict=True)
    ]

"""Tables of a PDF as they stand: cells, merged cells, and tables over page breaks as one.

Supports: tables ruled all over or by horizontal rules only, open sides, double and dotted borders, shaded heads, merged
cells, turned heads, several pages; tables without rules where their head is known.
Avoids: boxed paragraphs, underlines, rules at headings, footnotes, letterheads and running heads, page borders, other
aligned text. A false table would take running text out of the document, a missed one leaves its cells in it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from konsultnlp.pdf.ink import PrintedPages, ink_of
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_columns import prose, rule_tables
from konsultnlp.pdf.table_edges import NEAR, Edge
from konsultnlp.pdf.table_grid import Lattice, components, fill, lattice, stacked, without_empty_strips
from konsultnlp.pdf.table_headed import headed_tables
from konsultnlp.pdf.table_merge import merge_over_pages, reaches_foot
from konsultnlp.pdf.table_model import Beside, Merged, PageTable, RawTable, inherited
from konsultnlp.pdf.table_pages import PageStats, has_heads, may_hold_table, page_stats
from konsultnlp.pdf.table_rest import rest_of
from konsultnlp.pdf.table_rows import split_rows, unmerged
from konsultnlp.pdf.table_sheet import Sheet, sheet_of
from konsultnlp.pdf.table_text import (
    HyphenRule,
    TableWord,
    join_lines,
    text_lines,
    trails_spaces,
    undo_hyphen,
)

__all__ = [
    "Beside", "HyphenRule", "Merged", "PageStats", "PageTable", "RawTable", "TableReader", "candidate_pages",
    "find_tables", "has_heads", "inherited", "may_hold_table", "merge_over_pages", "page_stats", "page_tables",
    "undo_hyphen",
]  # fmt: skip

# pdfminer fails in many ways on damaged files that PDFium repairs: with errors of its own (PSException and pdfplumber's
# wrapper are plain Exceptions by other names), and with what Python raises on nonsense. A NameError would be ours.
PDFMINER_FAULTS = (
    PSException, PdfminerException, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, EOFError, OSError, struct.error, zlib.error,
)  # fmt: skip

# Words that run over a wall are few in a table and many in a drawing.
_CROSSING_SHARE = 0.08
# A table's cells hold text; a form's boxes, a grid of a chart do not.
_FILLED_SHARE = 0.15
# One cell that takes more of the page than this is a frame around the page.
_FRAME_SHARE = 0.6
# More rules across and down than this make a map or a drawing.
_MOST_CROSSINGS = 200_000
# A frame around the page stands no further from its edges than this, in points.
_PAGE_EDGE = 34.0


def find_tables(
    path: Path | str, pages: Iterable[int] | None = None, hyphen: HyphenRule | None = None
) -> list[RawTable]:
    """The tables of a file, in reading order.

    Args:
        path: The PDF.
        pages: 1-based pages to look at; without it those that `may_hold_table`.
        hyphen: The document's own rule for hyphens at line ends; see `undo_hyphen`.
    """
    with closing(TableReader(path, hyphen)) as reader:
        reader.read(candidate_pages(path) if pages is None else pages)
        return reader.tables


class TableReader:
    """Reads the tables of a file some pages at a time; a table over the border of two portions is one.

    Args:
        path: The PDF.
        hyphen: The document's own rule for hyphens at line ends; see `undo_hyphen`.

    Attributes:
        tables: The tables so far, in reading order.
        boxes: Where they stand: page → their outlines.
        unread: Pages whose tables could not be read, though PDFium may have read their text.
    """

    def __init__(self, path: Path | str, hyphen: HyphenRule | None = None) -> None:
        self._path, self._hyphen = path, hyphen
        self._carried: list[PageTable] = []
        self._heights: dict[int, float] = {}
        self.tables: list[RawTable] = []
        self.boxes: dict[int, list[Box]] = {}
        self.unread: list[int] = []
        self._scans: dict[int, Sheet] = {}
        self._pages = PrintedPages(path)

    def read(self, pages: Iterable[int], scans: Sequence[Sheet] = ()) -> list[RawTable]:
        """Reads the tables of some more pages, and of the page after a table that may go on there without rules.

        Args:
            pages: 1-based, all after those read before.
            scans: Those among them that the PDF has no text of, as the OCR read them.

        Returns:
            The tables on these pages, the one that goes on from an earlier portion as well.
        """
        self._scans = {sheet.number: sheet for sheet in scans}
        wanted = sorted(set(pages) - set(self._heights) - set(self.unread))
        pieces: list[PageTable] = []
        while wanted:
            pieces.extend(self._pieces(wanted, pieces))
            last = max(pieces, key=lambda p: (p.page, p.bbox[1]), default=None)
            ahead = last is not None and not last.closed and reaches_foot(last, self._heights[last.page])
            following = last.page + 1 if last is not None and ahead else 0
            wanted = [following] if following and following > max(wanted) else []
        self._pages.forget()
        if not pieces:
            return []
        found = merge_over_pages([*self._carried, *pieces], self._heights)
        if self._carried and self.tables and self.tables[-1].pieces[0] is self._carried[0]:
            self.tables.pop()
        self.tables.extend(found)
        self._carried = _last(pieces, found)
        for table in found:
            if table.pieces is not self._carried:
                table.pieces[:] = [replace(p, rows=[], merged=[], above=(), below=()) for p in table.pieces]
        fresh = {p.page for p in pieces}
        for piece in (p for table in found for p in table.pieces if p.page in fresh):
            self.boxes.setdefault(piece.page, []).append(piece.bbox)
        return found

    def _pieces(self, wanted: Sequence[int], so_far: Sequence[PageTable]) -> list[PageTable]:
        pieces: list[PageTable] = []
        for sheet in self._sheets(wanted):
            before = next(reversed([*self._carried, *so_far, *pieces]), None)
            if before is not None and before.page != sheet.number - 1:
                before = None
            try:
                pieces.extend(sheet_tables(sheet, self._hyphen, before))
                self._heights[sheet.number] = sheet.height
            except PDFMINER_FAULTS:
                self.unread.append(sheet.number)
        return pieces

    def _sheets(self, wanted: Sequence[int]) -> Iterator[Sheet]:
        """The pages in their order, scans as the OCR read them."""
        for number in wanted:
            if number in self._scans:
                yield self._scans[number]
                continue
            try:
                ink = self._pages.page(number)
                if ink is not None:
                    yield sheet_of(ink)
            except PDFMINER_FAULTS:
                self.unread.append(number)

    def close(self) -> None:
        """Closes the file."""
        self._pages.close()


def _last(pieces: Sequence[PageTable], found: Sequence[RawTable]) -> list[PageTable]:
    """The pieces of the last table, which may go on on the next page."""
    final = max(pieces, key=lambda p: (p.page, p.bbox[1], p.bbox[0]))
    return next((t.pieces for t in found if any(p is final for p in t.pieces)), [final])


def candidate_pages(path: Path | str) -> list[int]:
    """Pages that may hold a table, by a look at their strokes and the words of their lines."""
    import pypdfium2 as pdfium

    found: list[int] = []
    document = pdfium.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            textpage = page.get_textpage()
            if may_hold_table(page_stats(page, textpage.get_text_bounded())):
                found.append(index + 1)
            textpage.close()
            page.close()
    finally:
        document.close()
    return found


def page_tables(page: Any, hyphen: HyphenRule | None = None, before: PageTable | None = None) -> list[PageTable]:
    """The tables, and pieces of tables, on one pdfplumber page, from top to bottom.

    A piece of one row is handed on as well: it may be the end of a table on the page before. `merge_over_pages` drops
    it where it is not.

    Args:
        page: The page.
        hyphen: The document's own rule for hyphens at line ends; see `undo_hyphen`.
        before: The last table of the page before, if there is one: its rest may stand here without rules.
    """
    return sheet_tables(sheet_of(ink_of(page)), hyphen, before)


def sheet_tables(sheet: Sheet, hyphen: HyphenRule | None = None, before: PageTable | None = None) -> list[PageTable]:
    """As `page_tables`, of a page's words and rules, wherever they come from."""
    words, strokes, width, height = sheet.words, sheet.strokes, sheet.width, sheet.height
    if not words:
        return []
    found: list[Lattice] = []
    boxed: list[Edge] = []
    crossings = len(strokes.horizontal) * len(strokes.vertical)
    groups = components(strokes.horizontal, strokes.vertical) if crossings < _MOST_CROSSINGS else []
    for flat, upright in stacked(groups, words):
        boxed.extend(flat)
        table = lattice(flat, upright)
        if table is None or len(table.xs) < 3:
            continue
        inside, crossing = fill(table, words)
        cuts = [y for f in strokes.fills for y in (f[1], f[3]) if f[0] <= table.xs[0] + 2 * NEAR]
        table = without_empty_strips(table)
        # rules between columns alone, and a shaded head
        loose = len(table.ys) == 2 and len(table.xs) > 3 and any(table.ys[0] < y < table.ys[1] for y in cuts)
        table = split_rows(unmerged(table, cuts), [0] if loose else [], cuts)
        if crossing <= max(1, _CROSSING_SHARE * inside) and _is_table(table, width, height):
            found.append(table)
    closed = len(found)
    free_rules = [h for h in strokes.horizontal if h not in boxed and not _inside(h.start, h.at, found)]
    free = [w for w in words if not _inside(*w.middle, found)]
    shades = [f for f in strokes.fills if not _inside((f[0] + f[2]) / 2, (f[1] + f[3]) / 2, found)]
    for table in rule_tables(free_rules, free, shades):
        if _is_table(table, width, height) and len(table.ys) > 2:
            found.append(table)
    ruled = len(found)
    free = [w for w in words if not _inside(*w.middle, found)]
    shades = [f for f in strokes.fills if not _inside((f[0] + f[2]) / 2, (f[1] + f[3]) / 2, found)]
    for table in headed_tables(free, shades, free_rules):
        if _is_table(table, width, height) and len(table.ys) > 3:
            found.append(table)
    if before is not None and not before.closed and reaches_foot(before, height):
        free = [w for w in words if not _inside(*w.middle, found)]
        rest = rest_of(before, free, strokes.horizontal, strokes.fills, height, found)
        found.extend([rest] if rest else [])
    outside = [w for w in words if not _inside(*w.middle, found)]
    made = [_piece(t, at < closed, at < ruled, sheet.number, outside, hyphen) for at, t in enumerate(found)]
    return sorted(made, key=lambda p: (p.bbox[1], p.bbox[0]))


def _inside(x: float, y: float, tables: Sequence[Lattice]) -> bool:
    for table in tables:
        x0, top, x1, bottom = table.bbox
        if x0 - NEAR <= x <= x1 + NEAR and top - 1 <= y <= bottom + 1:
            return True
    return False


def _is_table(table: Lattice, width: float, height: float) -> bool:
    """Whether the cells are a table's: several, filled, in columns and rows, and no layout of a page or a box."""
    n_rows, n_cols = len(table.ys) - 1, len(table.xs) - 1
    filled = [r for r in table.regions if r.lines]
    if n_cols < 2 or len(filled) < 2 or len({r.col for r in filled}) < 2:
        return False
    if n_rows > 1 and len({r.row for r in filled}) < 2:
        return False
    if len(filled) < _FILLED_SHARE * len(table.regions):
        return False
    x0, top, x1, bottom = table.bbox
    if x0 < _PAGE_EDGE and x1 > width - _PAGE_EDGE and bottom - top > 0.5 * height:
        return False  # a frame around the page
    for region in filled:
        x0, top, x1, bottom = table.box(region)
        if (x1 - x0) * (bottom - top) > _FRAME_SHARE * width * height:
            return False
    # two columns of running text beside a rule, or in a box with a title; a table has heads over its columns
    head = [r for r in filled if r.row == 0]
    headed = len(head) > 1 and all(len(r.lines) <= 3 for r in head)
    layout = table.open_sides or len(head) == 1
    rows = [[w for r in filled if r.row == row for w in r.words if not w.turn] for row in range(n_rows)]
    return headed or n_rows > 3 or not (layout and any(prose(words, table.xs[1:-1]) for words in rows))


def _piece(
    table: Lattice,
    closed: bool,
    ruled: bool,
    page: int,
    outside: Sequence[TableWord],
    hyphen: HyphenRule | None,
) -> PageTable:
    n_rows, n_cols = len(table.ys) - 1, len(table.xs) - 1
    rows = [[""] * n_cols for _ in range(n_rows)]
    merged: list[list[Merged]] = [[None] * n_cols for _ in range(n_rows)]
    spaces = trails_spaces(r.lines for r in table.regions)
    for region in table.regions:
        rows[region.row][region.col] = join_lines(region.lines, hyphen, spaces)
        for row in range(region.row, region.row_end + 1):
            for col in range(region.col, region.col_end + 1):
                if (row, col) != (region.row, region.col):
                    merged[row][col] = (region.row, region.col)
    x0, top, x1, bottom = table.bbox
    beside = text_lines(w for w in outside if not w.turn and w.x1 > x0 - 40 and w.x0 < x1 + 40)
    lines = [Beside(line.text, line.top, line.bottom, line.size) for line in beside]
    return PageTable(
        page=page,
        bbox=_rounded(table.bbox),
        rows=rows,
        merged=merged,
        xs=list(table.xs),
        ys=list(table.ys),
        ruled=ruled,
        closed=closed,
        above=tuple(b for b in lines if (b.top + b.bottom) / 2 < top),
        below=tuple(b for b in lines if (b.top + b.bottom) / 2 > bottom),
    )


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = (round(v, 2) for v in box)
    return x0, top, x1, bottom

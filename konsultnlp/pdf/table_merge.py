"""A table over a page break is one: its pieces joined, its repeated head kept once.

A piece goes on when nothing but running heads, page numbers and footnotes stands between it and the next page's first
piece, and the columns are the same ones or the head is repeated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_model import Beside, Merged, PageTable, RawTable

T = TypeVar("T")

# Columns of two pieces are the same when their widths differ by no more than this, in points.
SAME_WIDTH = 5.0
# Share of the page's height at its top and bottom where running heads and page numbers stand.
MARGIN = 0.09
# Nothing but them stands as near to its edge as this.
EDGE = 0.065
_PAGE_NUMBER = re.compile(r"(?:side|s\.|page)?\s*[-–(]?\s*\d{1,4}\s*[-–)]?(?:\s*(?:av|/|of)\s*\d{1,4})?", re.I)
_GOES_ON = re.compile(r"\b(?:forts|fortsettelse|fortsetter|framhald|framh|fortset|held fram)\b", re.I)
_OPEN_END = re.compile(r"(?:\w-|[–,/]|\b(?:og|eller|samt|mellom|millom|om|av|for|i|til|med))$")
_FOOTNOTE = re.compile(r"(?:\d{1,2}\)?|\*{1,3})\s?\S")


@dataclass(slots=True)
class _Open:
    """A table under way."""

    pieces: list[PageTable]
    xs: list[float]
    rows: list[list[str]]
    merged: list[list[Merged]]
    row_pages: list[int]


def merge_over_pages(pieces: Sequence[PageTable], page_heights: Mapping[int, float]) -> list[RawTable]:
    """Joins the pieces of tables that run on over page breaks.

    Args:
        pieces: Of all pages, in any order.
        page_heights: Height of each page that holds one, in points.
    """
    by_page: dict[int, list[PageTable]] = defaultdict(list)
    for piece in _without_furniture(pieces, page_heights):
        by_page[piece.page].append(piece)
    repeated = _repeated(pieces)
    done: list[_Open] = []
    last: _Open | None = None  # the table that may go on on the next page
    for page in sorted(by_page):
        height = page_heights.get(page, 842.0)
        here = sorted(by_page[page], key=lambda p: (p.bbox[1], p.bbox[0]))
        for at, piece in enumerate(here):
            goes_on = (
                at == 0
                and last is not None
                and last.pieces[-1].page == page - 1
                and not _text(piece.above, height, repeated, above=True)
            )
            if goes_on and last is not None and _append(last, piece):
                current = last
            else:
                current = _Open(
                    [piece],
                    list(piece.xs),
                    [list(r) for r in piece.rows],
                    [list(r) for r in piece.merged],
                    [piece.page] * len(piece.rows),
                )
                done.append(current)
            ends = at == len(here) - 1 and not _text(piece.below, height, repeated, above=False)
            last = current if ends else None
    return [_closed(table) for table in done if len(table.rows) > 1 and len(table.xs) > 2]


def _closed(table: _Open) -> RawTable:
    first, final = table.pieces[0], table.pieces[-1]
    return RawTable(
        page=first.page,
        page_end=final.page,
        bbox=first.bbox,
        pieces=table.pieces,
        rows=table.rows,
        merged=table.merged,
        row_pages=table.row_pages,
        ruled=all(p.ruled for p in table.pieces),
    )


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split())).casefold()


def _repeated(pieces: Sequence[PageTable]) -> set[str]:
    """Lines outside the tables that stand on several pages: running heads and feet."""
    seen: dict[str, set[int]] = defaultdict(set)
    for piece in pieces:
        for line in (*piece.above, *piece.below):
            seen[_plain(line.text)].add(piece.page)
    return {text for text, pages in seen.items() if len(pages) > 1}


def is_furniture(line: Beside, height: float) -> bool:
    """Whether a line stands where running heads and feet stand, or is a page number near there."""
    if line.bottom < EDGE * height or line.top > (1 - EDGE) * height:
        return True
    near = line.bottom < 2 * MARGIN * height or line.top > (1 - 2 * MARGIN) * height
    return near and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def reaches_foot(piece: PageTable, height: float) -> bool:
    """Whether nothing but a running foot or footnotes stands below a table, so that it may go on on the next page."""
    return not _text(piece.below, height, set(), above=False)


def _text(lines: Sequence[Beside], height: float, repeated: set[str], above: bool) -> bool:
    """Whether running text is among the lines above or below a piece."""
    rest: list[Beside] = []
    for line in lines:
        near = line.bottom < 2 * MARGIN * height or line.top > (1 - 2 * MARGIN) * height
        if is_furniture(line, height) or (near and _plain(line.text) in repeated):
            continue
        if above and _GOES_ON.search(line.text) and len(line.text) < 60:
            continue
        rest.append(line)
    if rest and not above:  # footnotes: a mark, small writing, low on the page
        first = min(rest, key=lambda line: line.top)
        small = all(line.size <= 10.5 for line in rest)
        if small and _FOOTNOTE.match(first.text) and first.top > 0.6 * height:
            return False
    return bool(rest)


def _without_furniture(pieces: Sequence[PageTable], heights: Mapping[int, float]) -> list[PageTable]:
    """Drops ruled running heads and feet: the same cells at the same place at the edge of several pages."""
    places: dict[tuple[object, ...], set[int]] = defaultdict(set)

    def key(piece: PageTable) -> tuple[object, ...]:
        cells = tuple(_plain(cell) for row in piece.rows for cell in row)
        return (*(round(v / 3) for v in piece.bbox), cells)

    def at_edge(box: Box, height: float) -> bool:
        return box[3] < 0.2 * height or box[1] > 0.85 * height

    for piece in pieces:
        places[key(piece)].add(piece.page)
    return [p for p in pieces if len(places[key(p)]) < 2 or not at_edge(p.bbox, heights.get(p.page, 842.0))]


def _append(table: _Open, piece: PageTable) -> bool:
    """Adds a piece to a table if it is its continuation."""
    head = _repeated_head(table, piece)
    if head == 0 and _other_head(table, piece):
        return False
    placed = _columns(table.xs, piece.xs, loose=head > 0)
    if placed is None:
        turned = _columns(piece.xs, table.xs, loose=head > 0)
        if turned is None:
            return False
        _widen(table, turned, len(piece.xs) - 1)
        table.xs = list(piece.xs)
        placed = list(range(len(piece.xs) - 1))
    width, base = len(table.xs) - 1, len(table.rows) - head
    rows: list[list[str]] = []
    merged: list[list[Merged]] = []
    for cells, origins in zip(piece.rows[head:], piece.merged[head:], strict=True):
        row, origin = [""] * width, [None] * width
        spread: list[Merged] = [*origin]
        for col, (cell, source) in enumerate(zip(cells, origins, strict=True)):
            row[placed[col]] = cell
            if source is not None and source[0] >= head:
                spread[placed[col]] = (source[0] + base, placed[source[1]])
        rows.append(row)
        merged.append(spread)
    if rows:
        _carry(table, rows, merged)
        if _is_rest(table, rows[0]):
            _join_rest(table, rows, merged)
    table.rows.extend(rows)
    table.merged.extend(merged)
    table.row_pages.extend([piece.page] * len(rows))
    table.pieces.append(piece)
    return True


def _repeated_head(table: _Open, piece: PageTable) -> int:
    """How many of the piece's first rows repeat the table's."""
    same = 0
    for ours, theirs in zip(table.rows[:3], piece.rows, strict=False):
        cells = ["".join(c.split()) for c in ours if c]
        if len(cells) < 2 or cells != ["".join(c.split()) for c in theirs if c]:
            break
        same += 1
    return same


def _other_head(table: _Open, piece: PageTable) -> bool:
    """Whether the piece begins with a head of its own."""
    roles = [head_role(c) for c in piece.rows[0] if c]
    return len([r for r in roles if r]) >= 2 and all(roles)


def _columns(ours: Sequence[float], theirs: Sequence[float], loose: bool) -> list[int] | None:
    """For each of their columns the one of ours that it is, or none if they are others."""
    shift = ours[0] - theirs[0]
    slack = 3 * SAME_WIDTH if loose else SAME_WIDTH
    if abs((ours[-1] - ours[0]) - (theirs[-1] - theirs[0])) > slack:
        return [*range(len(ours) - 1)] if loose and len(ours) == len(theirs) else None
    placed: list[int] = []
    for x in theirs[:-1]:
        near = min(range(len(ours) - 1), key=lambda i: abs(ours[i] - x - shift))
        if abs(ours[near] - x - shift) > slack or near in placed:
            return None
        placed.append(near)
    if not loose and len(theirs) < 3 <= len(ours) and len(theirs) < len(ours):
        return None
    return placed


def _widen(table: _Open, placed: Sequence[int], width: int) -> None:
    """Spreads the rows so far over the columns of a piece that has more of them."""
    table.rows = [_spread(row, placed, width, "") for row in table.rows]
    table.merged = [
        _spread([(m[0], placed[m[1]]) if m else None for m in row], placed, width, None) for row in table.merged
    ]


def _spread(row: Sequence[T], placed: Sequence[int], width: int, empty: T) -> list[T]:
    out = [empty] * width
    for col, cell in zip(placed, row, strict=True):
        out[col] = cell
    return out


def _carry(table: _Open, rows: list[list[str]], merged: list[list[Merged]]) -> None:
    """A cell merged over the page break: its text stands on the page before."""
    if sum(map(bool, rows[0])) < 2:
        return
    for col, cell in enumerate(rows[0]):
        if cell or merged[0][col] is not None:
            continue
        at = len(table.rows)
        spans_below = len(merged) > 1 and merged[1][col] == (at, col)
        above = table.merged[-1][col]
        spans_above = above is not None and above[1] == col
        origin = above if spans_above else (len(table.rows) - 1, col)
        if not (spans_below or spans_above) or origin is None or not table.rows[origin[0]][origin[1]]:
            continue
        for row in merged:
            if row is merged[0] or row[col] == (at, col):
                row[col] = origin


def _is_rest(table: _Open, row: Sequence[str]) -> bool:
    """Whether a piece's first row is the rest of the row that the page break cut, and clearly so."""
    above = table.rows[-1]
    filled = [i for i, cell in enumerate(row) if cell]
    full = sum(map(bool, above))
    if (
        filled
        and filled[0]
        and full >= 2
        and above[0]
        and all(bool(a) != bool(b) for a, b in zip(above, row, strict=True))
    ):
        return True  # cells that would not fit went over to the next page, each as a whole
    if not filled or full < 2 or len(filled) >= full:
        return False
    if any(not above[i] for i in filled):
        return False
    # the first piece goes on in the middle of a sentence; so do the others, or they are names ("KD og" / "KS")
    first = filled[0]
    return row[first][0].islower() or all(_OPEN_END.search(above[i]) for i in filled)


def _join_rest(table: _Open, rows: list[list[str]], merged: list[list[Merged]]) -> None:
    rest, _ = rows.pop(0), merged.pop(0)
    above = table.rows[-1]
    for col, cell in enumerate(rest):
        if cell:
            above[col] = _glued(above[col], cell) if above[col] else cell
    at = len(table.rows)
    for row in merged:  # the rows after it have moved up by one
        for col, origin in enumerate(row):
            if origin is not None and origin[0] >= at:
                row[col] = (origin[0] - 1, origin[1])


def _glued(above: str, cell: str) -> str:
    if above[-1:] == "-" and above[-2:-1].isalpha() and cell.split()[0].lower() not in {"og", "eller", "samt"}:
        return above[:-1] + cell
    return f"{above} {cell}"

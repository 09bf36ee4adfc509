"""From rules to cells: a lattice of columns and rows whose missing walls make merged cells.

Pure geometry; what stands in the cells is put in by `fill`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from konsultnlp.pdf.limits import MOST_CELLS
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_edges import NEAR, Edge
from konsultnlp.pdf.table_text import TableWord, TextLine, cell_lines

# Share of a cell's side that a rule must cover to be its wall.
WALL_SHARE = 0.7
# Edges cross when they come this near.
TOUCH = 2.2
# Rules that run on beyond the outermost rule across them by more than this leave a side of the table open.
OPEN_SIDE = 9.0


@dataclass(slots=True)
class Region:
    """A cell, perhaps merged of several: first and last row and column of the lattice it covers."""

    row: int
    col: int
    row_end: int
    col_end: int
    words: list[TableWord] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Lattice:
    """Columns between ``xs``, rows between ``ys``, and the cells on them; ``open_sides``: rules do not close it."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    open_sides: bool = False

    @property
    def bbox(self) -> Box:
        """Its outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box(self, region: Region) -> Box:
        """The outline of a cell."""
        return self.xs[region.col], self.ys[region.row], self.xs[region.col_end + 1], self.ys[region.row_end + 1]


Group: TypeAlias = tuple[list[Edge], list[Edge]]
"""Horizontal and vertical rules that belong together."""


def components(horizontal: Sequence[Edge], vertical: Sequence[Edge]) -> list[Group]:
    """Rules that cross or touch one another, a group for each table (or box); rules that cross none are left out."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    crossed: set[int] = set()
    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            meets = h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH
            if meets:
                crossed.update((i, j))
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i in sorted(crossed):
        flat, upright = groups.setdefault(root(i), ([], []))
        if i < len(horizontal):
            flat.append(horizontal[i])
        else:
            upright.append(vertical[i - len(horizontal)])
    return list(groups.values())


def stacked(groups: Sequence[Group], words: Sequence[TableWord]) -> list[Group]:
    """Groups of rules with those joined that a row from side to side parts, where the table's sides are open."""
    out: list[Group] = []
    for flat, upright in sorted(groups, key=lambda g: min((h.at for h in g[0]), default=0.0)):
        for above in out:
            if _goes_on(above, (flat, upright), words):
                above[0].extend(flat)
                above[1].extend(upright)
                break
        else:
            out.append((list(flat), list(upright)))
    return out


def _goes_on(above: Group, below: Group, words: Sequence[TableWord]) -> bool:
    sides = [(min(h.start for h in g[0]), max(h.end for h in g[0])) for g in (above, below) if g[0] and g[1]]
    if len(sides) < 2 or any(abs(a - b) > NEAR for a, b in zip(*sides, strict=True)):
        return False
    left, right = sides[0]
    xs = [_positions(v.at for v in g[1]) for g in (above, below)]
    open_sides = all(x[0] > left + OPEN_SIDE and x[-1] < right - OPEN_SIDE for x in xs)
    bottom, top = max(h.at for h in above[0]), min(h.at for h in below[0])
    between = [w for w in words if left <= w.middle[0] <= right and bottom < w.middle[1] < top]
    if not open_sides or not between or top - bottom > 4 * between[0].size:
        return False
    return len(xs[0]) == len(xs[1]) and all(abs(a - b) <= NEAR for a, b in zip(*xs, strict=True))


def lattice(horizontal: Sequence[Edge], vertical: Sequence[Edge]) -> Lattice | None:
    """The cells that crossing rules enclose; a side that is left open is closed where the rules end."""
    xs, ys = _positions(v.at for v in vertical), _positions(h.at for h in horizontal)
    if not xs or not ys:
        return None
    left, right = min(h.start for h in horizontal), max(h.end for h in horizontal)
    top, bottom = min(v.start for v in vertical), max(v.end for v in vertical)
    open_sides = left < xs[0] - OPEN_SIDE and right > xs[-1] + OPEN_SIDE
    xs = ([left] if left < xs[0] - OPEN_SIDE else []) + xs + ([right] if right > xs[-1] + OPEN_SIDE else [])
    for beyond in (
        sum(v.start < ys[0] - OPEN_SIDE for v in vertical),
        sum(v.end > ys[-1] + OPEN_SIDE for v in vertical),
    ):
        open_sides = open_sides or beyond == 1  # a rule between two columns that happens to meet a box
    ys = ([top] if top < ys[0] - OPEN_SIDE else []) + ys + ([bottom] if bottom > ys[-1] + OPEN_SIDE else [])
    if len(xs) * len(ys) > MOST_CELLS:
        return None

    def beside(row: int, x: float) -> bool:  # a wall at x along the row
        return _covered(vertical, x, ys[row], ys[row + 1])

    def under(y: float, col: int) -> bool:  # a wall at y along the column
        return _covered(horizontal, y, xs[col], xs[col + 1])

    # a position along which no wall stands (an underline in a cell, a tick) is none
    inner_y = [y for k, y in enumerate(ys) if 0 < k < len(ys) - 1 and any(under(y, c) for c in range(len(xs) - 1))]
    inner_x = [x for k, x in enumerate(xs) if 0 < k < len(xs) - 1 and any(beside(r, x) for r in range(len(ys) - 1))]
    ys, xs = _ends(ys, inner_y), _ends(xs, inner_x)
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = regions(len(ys) - 1, len(xs) - 1, lambda r, c: beside(r, xs[c]), lambda r, c: under(ys[r], c))
    return Lattice(xs, ys, cells, open_sides)


def _ends(values: list[float], inner: list[float]) -> list[float]:
    return [values[0], *inner, values[-1]] if len(values) > 1 else values


def regions(
    n_rows: int, n_cols: int, left_wall: Callable[[int, int], bool], top_wall: Callable[[int, int], bool]
) -> list[Region]:
    """Cells of a lattice, merged over missing walls.

    Args:
        n_rows: Rows of the lattice.
        n_cols: Its columns.
        left_wall: Whether a wall stands at the left of (row, column), for columns from 1.
        top_wall: Whether one stands above it, for rows from 1.
    """
    runs: list[list[tuple[int, int]]] = []  # for each row, its cells merged sideways: first and last column
    for row in range(n_rows):
        run = [(0, 0)]
        for col in range(1, n_cols):
            if left_wall(row, col):
                run.append((col, col))
            else:
                run[-1] = (run[-1][0], col)
        runs.append(run)
    done: list[Region] = []
    current: dict[tuple[int, int], Region] = {}
    for row, run in enumerate(runs):
        following: dict[tuple[int, int], Region] = {}
        for span in run:
            above = current.get(span)
            if above and row and not any(top_wall(row, col) for col in range(span[0], span[1] + 1)):
                above.row_end = row
                following[span] = above
            else:
                following[span] = Region(row, span[0], row, span[1])
                done.append(following[span])
        current = following
    return sorted(done, key=lambda r: (r.row, r.col))


def _positions(values: Iterable[float]) -> list[float]:
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][0] < NEAR:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(group) / len(group) for group in out]


def _covered(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
    if end <= start:
        return False
    reach, covered = start, 0.0
    for edge in sorted((e for e in edges if abs(e.at - at) <= NEAR), key=lambda e: e.start):
        a, b = max(edge.start, reach), min(edge.end, end)
        if b > a:
            covered += b - a
            reach = b
    return covered >= WALL_SHARE * (end - start)


def fill(table: Lattice, words: Sequence[TableWord]) -> tuple[int, int]:
    """Puts each word into the cell it stands in, and makes the cells' lines.

    A word that runs on over a wall belongs to the cell in which most of it stands.

    Returns:
        How many words stand inside the outline, and how many of them run over a wall.
    """
    x0, top, x1, bottom = table.bbox
    inside = crossing = 0
    strips: list[list[tuple[Box, Region]]] = [[] for _ in table.ys[1:]]
    for region in table.regions:
        for strip in strips[region.row : region.row_end + 1]:
            strip.append((table.box(region), region))
    for whole in words:
        if not (x0 - 1 <= whole.middle[0] <= x1 + 1 and top - 1 <= whole.middle[1] <= bottom + 1):
            continue
        for word in whole.split(table.xs[1:-1]):
            y = min(max(word.middle[1], top + 0.01), bottom - 0.01)
            below = bisect_right(table.ys, y) - 1
            # on a wall, the strips on both of its sides
            around = strips[below - 1 : below + 1] if below and table.ys[below] == y else strips[below : below + 1]
            row = [(box, r) for strip in around for box, r in strip if box[1] <= y <= box[3]]
            best = max(row, key=lambda br: min(word.x1, br[0][2]) - max(word.x0, br[0][0]), default=None)
            if best is None:
                continue
            inside += 1
            crossing += word.x0 < best[0][0] - 2.5 or word.x1 > best[0][2] + 2.5
            best[1].words.append(word)
    for region in table.regions:
        region.lines = cell_lines(region.words)
    return inside, crossing


def without_empty_strips(table: Lattice) -> Lattice:
    """The lattice without strips that hold no text and are too narrow to: what double borders and gaps leave."""
    narrow_cols = [
        c
        for c, (a, b) in enumerate(pairwise(table.xs))
        if b - a < 5.0 and not any(r.words for r in table.regions if r.col == r.col_end == c)
    ]
    narrow_rows = [
        i
        for i, (a, b) in enumerate(pairwise(table.ys))
        if b - a < 5.0 and not any(r.words for r in table.regions if r.row == r.row_end == i)
    ]
    if not narrow_cols and not narrow_rows:
        return table
    kept: list[Region] = []
    for r in table.regions:
        cols = [c for c in range(r.col, r.col_end + 1) if c not in narrow_cols]
        rows = [i for i in range(r.row, r.row_end + 1) if i not in narrow_rows]
        if not cols or not rows:
            continue
        r.col, r.col_end = (c - sum(n < c for n in narrow_cols) for c in (cols[0], cols[-1]))
        r.row, r.row_end = (i - sum(n < i for n in narrow_rows) for i in (rows[0], rows[-1]))
        kept.append(r)
    xs = _dropped(table.xs, narrow_cols)
    ys = _dropped(table.ys, narrow_rows)
    return Lattice(xs, ys, kept, table.open_sides)


def _dropped(values: list[float], strips: list[int]) -> list[float]:
    """Boundaries of the strips that stay; a dropped strip's room goes to its neighbour."""
    kept = [i for i in range(len(values) - 1) if i not in strips]
    return [values[0], *(values[i] for i in kept[1:]), values[-1]]

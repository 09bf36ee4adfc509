"""Shaded cells as rules: where cells are shaded one by one, side by side, their edges are the walls of a table.

Word, LibreOffice and browsers fill each cell of a shaded head, or of every second row, by itself. Such a row tells where
the columns meet, and where the row begins and ends, though nothing is drawn there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_edges import NEAR, Edge

# Cells side by side stand no further apart, in points; their heights differ by no more than `_LEVEL`.
_APART = 6.0
_LEVEL = 2.0
# A row of one line is higher, a cell is wider than this; a bar of a chart is higher than `_TALLEST`.
_LOWEST, _NARROWEST, _TALLEST = 7.0, 9.0, 200.0
# More shaded boxes than this are a map or a picture.
_MOST = 800


def cells_in_row(fills: Iterable[Box], side: int) -> list[list[Box]]:
    """Shaded cells side by side, two at least, from left to right, whose tops (``side`` 1) or feet (3) are level."""
    cells = [f for f in fills if f[2] - f[0] >= _NARROWEST and _LOWEST <= f[3] - f[1] <= _TALLEST]
    if len(cells) > _MOST:
        return []
    cells = [f for f in cells if not any(g != f and _holds(g, f) and _same(g, f) for g in cells)]
    levels: list[list[Box]] = []
    for cell in sorted(cells, key=lambda f: f[side]):
        if levels and cell[side] - levels[-1][0][side] <= _LEVEL:
            levels[-1].append(cell)
        else:
            levels.append([cell])
    rows: list[list[Box]] = []
    for level in levels:
        run: list[Box] = []
        for cell in sorted(level, key=lambda f: (f[0], -f[2])):
            if run and -_LEVEL <= cell[0] - run[-1][2] <= _APART:
                run.append(cell)
                continue
            rows.append(run)
            run = [cell]
        rows.append(run)
    return [row for row in rows if len(row) > 1]


def _holds(outer: Box, inner: Box) -> bool:
    """Whether one box lies in the other."""
    return all(outer[i] <= inner[i] + 1 for i in (0, 1)) and all(outer[i] >= inner[i] - 1 for i in (2, 3))


def _same(a: Box, b: Box) -> bool:
    """Whether two boxes are as wide, to a few points: the ground of a cell and that of its paragraph."""
    return (a[2] - a[0]) - (b[2] - b[0]) < 3 * _APART and a[0] - 1 <= b[0] and b[2] <= a[2] + 1


def inner_walls(row: Sequence[Box]) -> list[float]:
    """Where the cells of a row meet."""
    return [(a[2] + b[0]) / 2 for a, b in pairwise(row)]


def with_shades(rules: Sequence[Edge], fills: Iterable[Box]) -> list[Edge]:
    """Rules, and the edges of shaded rows of cells where no rule is drawn.

    Args:
        rules: Horizontal rules.
        fills: Shaded boxes.
    """
    cells = list(fills)
    out = list(rules)
    for side in (1, 3):
        for row in cells_in_row(cells, side):
            at = sum(cell[side] for cell in row) / len(row)
            edge = Edge(at, row[0][0], row[-1][2], tuple(inner_walls(row)), drawn=False)
            same = next((i for i, e in enumerate(out) if _alike(e, edge)), None)
            if same is None:
                out.append(edge)
            else:
                old = out[same]
                fresh = [x for x in edge.breaks if all(abs(x - b) > NEAR for b in old.breaks)]
                out[same] = Edge(old.at, old.start, old.end, tuple(sorted([*old.breaks, *fresh])), old.drawn)
    strips = [e for e in out if e.breaks]
    for cell in cells:  # rows shaded in one piece, over rules or under a head that shows the columns
        below = [e for e in rules if 0 < e.at - cell[3] < 5 * (cell[3] - cell[1]) and _as_long(cell, e)]
        if cell[3] - cell[1] <= _TALLEST and (below or any(_level(cell, e) for e in strips)):
            edges = [Edge(cell[side], cell[0], cell[2], drawn=False) for side in (1, 3)]
            out.extend(e for e in edges if not any(_alike(e, old) for old in out))
    return sorted(out, key=lambda e: (e.at, e.start))


def _level(cell: Box, strip: Edge) -> bool:
    """Whether a shaded box is as long as a shaded row, and stands below it."""
    return _as_long(cell, strip) and cell[1] >= strip.at - NEAR


def _as_long(cell: Box, edge: Edge) -> bool:
    return abs(cell[0] - edge.start) <= NEAR and abs(cell[2] - edge.end) <= NEAR


def _alike(a: Edge, b: Edge) -> bool:
    return abs(a.at - b.at) <= NEAR and abs(a.start - b.start) <= NEAR and abs(a.end - b.end) <= NEAR

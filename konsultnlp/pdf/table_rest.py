"""The rest of a table at the top of the next page, where too few rules or no head tell that it is one.

Only a table that reaches the foot of its page can go on, and only lines that fit its columns, two at least of them,
belong to it: running text runs over the columns' walls.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_columns import pieces
from konsultnlp.pdf.table_edges import NEAR, Edge
from konsultnlp.pdf.table_grid import Lattice, fill, regions
from konsultnlp.pdf.table_merge import is_furniture
from konsultnlp.pdf.table_model import Beside, PageTable
from konsultnlp.pdf.table_rows import PADDING, names_ministry, row_groups, several_rows
from konsultnlp.pdf.table_text import TableWord, TextLine, text_lines

# As in tables with a known head: a row stands no further below the one before it than this many lines.
ROW_GAP = 3.2


def rest_of(
    before: PageTable,
    words: Sequence[TableWord],
    horizontal: Sequence[Edge],
    fills: Sequence[Box],
    height: float,
    found: Sequence[Lattice],
) -> Lattice | None:
    """The rest of ``before`` at the top of a page, with its words filled in, or none.

    Args:
        before: The last table of the page before, which reaches its foot.
        words: The page's words.
        horizontal: Its horizontal rules.
        fills: Its shaded boxes.
        height: The page's height.
        found: The tables found on it.
    """
    left, right = before.xs[0], before.xs[-1]
    walls = before.xs[1:-1]
    known = {"".join(b.text.split()) for b in before.above}
    upright = [w for w in words if not w.turn]
    ceiling = min((t.bbox[1] for t in found), default=height)
    own: list[TextLine] = []
    for line in text_lines(upright):
        beside = Beside(line.text, line.top, line.bottom, line.size)
        if not own and (is_furniture(beside, height) or "".join(line.text.split()) in known):
            continue
        within = left - NEAR <= line.x0 and line.x1 <= right + NEAR and line.bottom <= ceiling
        far = own and line.baseline - own[-1].baseline > ROW_GAP * max(line.size, own[-1].size)
        if not within or far or is_furniture(beside, height) or not _fits(line, walls):
            break
        if not own and len(pieces(line)) < 2:
            return None
        own.append(line)
    while own and len(pieces(own[-1])) < 2 and not _wrapped(own):
        own.pop()
    if not own or any(t.bbox[1] < own[-1].bottom for t in found):
        return None
    rules = [h.at for h in horizontal if h.length > 0.8 * (right - left) and abs(h.start - left) < 12]
    top, bottom = own[0].top - 1, own[-1].bottom + 1
    last = next((y for y in rules if own[-1].baseline < y < bottom + 1.5 * own[-1].size), bottom)
    ys = [top, *(y for y in rules if top + 2 < y < own[-1].baseline), last]
    cuts = [y for f in fills if f[2] > walls[0] for y in (f[1], f[3])]
    rights = [*(x - PADDING for x in walls), right]
    bounds = [top]
    for a, b in pairwise(ys):
        columns: list[list[TextLine]] = [[] for _ in range(len(walls) + 1)]
        for line in own:
            if a <= line.baseline <= b:
                for piece in pieces(line):
                    columns[_column(piece, walls)].append(piece)
        if len(ys) == 2 or several_rows(columns):
            groups = [[p for printed in g for p in printed.values()] for g in row_groups(columns, rights, cuts)]
            bounds.extend((max(p.bottom for p in g) + min(p.top for p in h)) / 2 for g, h in pairwise(groups))
        bounds.append(b)
    bands = [[p for line in own if a <= line.baseline <= b for p in pieces(line)] for a, b in pairwise(bounds)]

    def left_wall(row: int, col: int) -> bool:
        return not any(p.x0 + 1 < before.xs[col] < p.x1 - 1 for p in bands[row])

    table = Lattice(list(before.xs), bounds, regions(len(bounds) - 1, len(walls) + 1, left_wall, lambda row, col: True))
    fill(table, upright)
    return table


def _column(piece: TextLine, walls: Sequence[float]) -> int:
    return sum(x <= piece.x0 + 1 for x in walls)


def _fits(line: TextLine, walls: Sequence[float]) -> bool:
    """Whether the line stands in the columns, or is a group's name that begins in the first one."""
    cut = pieces(line)
    crossing = [p for p in cut if any(p.x0 + 1 < x < p.x1 - 1 for x in walls)]
    if crossing:
        return len(cut) == 1 and cut[0].x0 < walls[0] and len(cut[0].words) <= 8 and line.text[-1] not in ".:,"
    return len({_column(p, walls) for p in cut}) == len(cut)


def _wrapped(own: Sequence[TextLine]) -> bool:
    """Whether the last line goes on from the row right above it."""
    if len(own) < 2:
        return False
    tight = own[-1].baseline - own[-2].baseline < 1.35 * own[-1].size
    return tight and (own[-1].text[:1].islower() or names_ministry(own[-1].text))

"""Tables without rules at all, where a head is known: its words are column heads, or its cells are shaded.

Any other aligned text is left alone: a list of labels and values, an address block and two columns of running text look
the same, and a false table would take them out of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_columns import pieces
from konsultnlp.pdf.table_edges import Edge
from konsultnlp.pdf.table_grid import Lattice, fill, regions
from konsultnlp.pdf.table_rows import names_ministry, row_groups
from konsultnlp.pdf.table_text import TableWord, TextLine, text_lines

# Gap between two heads, as a share of the font size; within a head it is a word space.
HEAD_GAP = 1.2
# A row stands no further below the one before it than this many lines.
ROW_GAP = 3.2
# How far from its head's left edge a cell may begin, in points.
LEFT = 4.0


def headed_tables(words: Sequence[TableWord], fills: Sequence[Box], horizontal: Sequence[Edge]) -> list[Lattice]:
    """Tables whose head is known, with their words filled in."""
    upright = [w for w in words if not w.turn]
    lines = text_lines(upright)
    found: list[Lattice] = []
    at = 0
    while at < len(lines) - 2:
        columns = _known_heads(lines[at]) or _shaded_heads(lines[at], fills)
        if columns:
            end = _head_end(lines, at, columns, fills, horizontal)
            table, after = _below(lines, at, end, columns, fills)
        else:
            table, after = None, at + 1
        if table is not None:
            fill(table, upright)
            found.append(table)
        at = max(after, at + 1)
    return found


def _known_heads(line: TextLine) -> list[tuple[float, float]]:
    """Left and right edges of the heads on a line; empty where it is no head line."""
    heads = pieces(line, HEAD_GAP)
    roles = [head_role(h.text, strict=True) for h in heads]
    known = [r for r in roles if r]
    if len(heads) < 2 or len(known) < 2 or len(known) < 0.6 * len(heads) or len(set(known)) < len(known):
        return []
    return [(h.x0, h.x1) for h in heads]


def _shaded_heads(line: TextLine, fills: Sequence[Box]) -> list[tuple[float, float]]:
    """The same for cells shaded one by one side by side."""
    middle = (line.top + line.bottom) / 2
    cells = sorted({f for f in fills if f[1] <= middle <= f[3] and f[3] - f[1] < 6 * line.size}, key=lambda f: f[0])
    if len(cells) < 2 or any(b[0] - a[2] > 6 or abs(b[1] - a[1]) > 2 for a, b in pairwise(cells)):
        return []
    heads = []
    for cell in cells:
        inside = [w for w in line.words if cell[0] - 1 <= w.x0 and w.x1 <= cell[2] + 1]
        if not inside:
            return []
        heads.append((inside[0].x0, inside[-1].x1))
    return heads


def _head_end(
    lines: Sequence[TextLine],
    at: int,
    heads: Sequence[tuple[float, float]],
    fills: Sequence[Box],
    horizontal: Sequence[Edge],
) -> int:
    """Index of the first line after the head, which may run over several lines: down to its rule or its shade's end."""
    starts = [h[0] for h in heads]
    size = lines[at].size
    first = lines[at]
    ends = [f[3] for f in fills if f[1] <= first.baseline <= f[3] < first.bottom + 5 * size]
    ends += [h.at for h in horizontal if first.baseline < h.at < first.bottom + 5 * size and h.length > 60]
    low = min(ends, default=0.0)
    end = at + 1
    while end < len(lines) and lines[end].baseline - lines[end - 1].baseline <= 1.35 * size:
        cut = pieces(lines[end])
        below_heads = all(any(abs(p.x0 - s) <= LEFT for s in starts) for p in cut)
        if not below_heads or not (lines[end].baseline < low or (not ends and lines[end].text[0].islower())):
            break
        end += 1
    return end


def _below(
    lines: Sequence[TextLine], at: int, end: int, heads: Sequence[tuple[float, float]], fills: Sequence[Box]
) -> tuple[Lattice | None, int]:
    """The table under a head in lines ``at:end``, or none, and the index of the first line after it."""
    starts = [h[0] for h in heads]
    left, right = starts[0] - LEFT, max(h[1] for h in heads)
    own: list[tuple[TextLine, list[TextLine]]] = [(lines[at], [])]
    last = lines[end - 1]
    stop = end
    for line in lines[end:]:
        cells = pieces(line, 0.9)
        size_differs = abs(line.size - lines[at].size) > 0.2 * lines[at].size
        far = line.baseline - last.baseline > ROW_GAP * max(line.size, last.size)
        if far or size_differs or cells[0].x0 < left or not _fits(cells, starts):
            break
        own.append((line, cells))
        right = max(right, line.x1)
        last = line
        stop += 1
    while len(own) > 1 and len(own[-1][1]) == 1:  # a last line in one column alone may be the text that follows
        if own[-1][1][0].x0 > starts[1] - LEFT and own[-1][0].baseline - own[-2][0].baseline < 1.6 * last.size:
            break
        # a ministry's name at the foot of the page heads a group on the next one, elsewhere a section
        alone = stop == len(lines) or lines[stop].baseline - own[-1][0].baseline > 2 * ROW_GAP * last.size
        if _continues(own) or (alone and names_ministry(own[-1][0].text)):
            break
        own.pop()
        stop -= 1
    full = sum(len(cells) >= 2 for _, cells in own[1:])
    if full < 2:
        return None, end
    walls = [_wall(own, i, starts) for i in range(1, len(starts))]
    xs = [left, *walls, right + LEFT]
    cuts = [y for f in fills if f[0] <= starts[0] and f[2] >= starts[1] for y in (f[1], f[3])]
    columns: list[list[TextLine]] = [[] for _ in starts]
    for _, cells in own[1:]:
        for cell in cells:
            columns[sum(x <= cell.x0 for x in walls)].append(cell)
    groups = [[line for p in group for line in p.values()] for group in row_groups(columns, [*starts[1:], right], cuts)]
    body = [(min(p.top for p in g), max(p.bottom for p in g)) for g in groups]
    ys = [lines[at].top - 1, (lines[end - 1].bottom + body[0][0]) / 2]
    ys += [(a[1] + b[0]) / 2 for a, b in pairwise(body)] + [body[-1][1] + 1]
    bands = [[c for _, cells in own for c in cells if a <= (c.top + c.bottom) / 2 <= b] for a, b in pairwise(ys)]

    def left_wall(row: int, col: int) -> bool:
        return not any(p.x0 + 1 < xs[col] < p.x1 - 1 for p in bands[row])

    return Lattice(xs, ys, regions(len(ys) - 1, len(starts), left_wall, lambda row, col: True)), stop


def _fits(cells: Sequence[TextLine], starts: Sequence[float]) -> bool:
    """Whether every piece begins at a head's left edge, in another column each, or is a group's name at the left."""
    used = []
    for cell in cells:
        near = [i for i, start in enumerate(starts) if abs(cell.x0 - start) <= LEFT]
        if not near:
            return False
        used.append(near[0])
    if len(set(used)) != len(used):
        return False
    for cell, col in zip(cells, used, strict=True):
        if col + 1 < len(starts) and cell.x1 > starts[col + 1] - 2:
            # only a group row, alone on its line and no longer than the head, may run over its column
            return len(cells) == 1 and col == 0 and len(cell.words) <= 8 and not cell.text.endswith((".", ":", ","))
    return True


def _continues(own: Sequence[tuple[TextLine, list[TextLine]]]) -> bool:
    """Whether the last line goes on from the row right above it."""
    line, above = own[-1][0], own[-2][0]
    return line.baseline - above.baseline < 1.35 * line.size and line.text[:1].islower()


def _wall(own: Sequence[tuple[TextLine, list[TextLine]]], col: int, starts: Sequence[float]) -> float:
    """Where a column ends: near the next head, so that it is the same on every page of the table."""
    reach = max(
        (c.x1 for _, cells in own for c in cells if c.x0 < starts[col] - LEFT and c.x1 < starts[col]),
        default=starts[col] - 2 * LEFT,
    )
    return starts[col] - min(3.0, (starts[col] - reach) / 2)

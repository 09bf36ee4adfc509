"""Tables without rules at all, where a head is known: its words are column heads, or its cells are shaded.

Any other aligned text is left alone: a list of labels and values, an address block and two columns of running text look
the same, and a false table would take them out of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_columns import pieces
from konsultnlp.pdf.table_edges import Edge
from konsultnlp.pdf.table_grid import Lattice, fill, regions
from konsultnlp.pdf.table_rows import PADDING, names_ministry, row_groups
from konsultnlp.pdf.table_shades import cells_in_row, inner_walls
from konsultnlp.pdf.table_text import TableWord, TextLine, text_lines

# Gap between two heads, as a share of the font size; within a head it is a word space.
HEAD_GAP = 1.2
NARROW_GAP = 0.75
# Lines of the tallest head.
TALLEST_HEAD = 6
# A row stands no further below the one before it than this many lines.
ROW_GAP = 3.2
# How far from its head's left edge a cell may begin, in points.
LEFT = 4.0
# Between a shaded cell's wall and its text, in points.
INDENT = (1.5, 13.0)


@dataclass(frozen=True, slots=True)
class _Head:
    """Heads on a line: their left and right edges, and the walls of their cells where shade shows them."""

    spans: list[tuple[float, float]]
    xs: list[float] = field(default_factory=list)

    @property
    def starts(self) -> list[float]:
        return [span[0] for span in self.spans]


def headed_tables(words: Sequence[TableWord], fills: Sequence[Box], horizontal: Sequence[Edge]) -> list[Lattice]:
    """Tables whose head is known, with their words filled in."""
    upright = [w for w in words if not w.turn]
    shaded = cells_in_row(fills, 1)
    found: list[Lattice] = []
    for row in shaded:
        # words beside the table (another column of text) are none of its lines
        beside = [w for w in upright if row[0][0] - 1 <= w.middle[0] <= row[-1][2] + 1]
        lines = text_lines(w for w in beside if w.middle[1] > row[0][1] and not _taken(w, found))
        head = _shaded_heads(lines, row)
        table = _below(lines, 0, head[1], head[0], fills)[0] if head else None
        if table is not None:
            fill(table, beside)
            found.append(table)
    upright = [w for w in upright if not _taken(w, found)]
    lines = text_lines(upright)
    at = 0
    while at < len(lines) - 2:
        spans = _known_heads(lines[at])
        table, after = None, at + 1
        if spans:
            known = _Head(spans)
            end = _head_end(lines, at, spans, fills, horizontal)
            table, after = _below(lines, at, end, known, fills)
        if table is not None:
            fill(table, upright)
            found.append(table)
        at = max(after, at + 1)
    return found


def _taken(word: TableWord, found: Sequence[Lattice]) -> bool:
    x, y = word.middle
    return any(t.bbox[0] <= x <= t.bbox[2] and t.bbox[1] <= y <= t.bbox[3] for t in found)


def _known_heads(line: TextLine) -> list[tuple[float, float]]:
    """Left and right edges of the heads on a line; empty where it is no head line."""
    for gap in (NARROW_GAP, HEAD_GAP):
        heads = pieces(line, gap)
        roles = [head_role(h.text, strict=True) for h in heads]
        known = [r for r in roles if r]
        if len(heads) < 2 or len(known) < 2 or len(set(known)) < len(known):
            continue
        # where the heads stand close, only heads may stand there
        if len(known) >= 0.6 * len(heads) if gap == HEAD_GAP else len(known) == len(heads) > 2:
            return [(h.x0, h.x1) for h in heads]
    return []


def _shaded_heads(lines: Sequence[TextLine], row: Sequence[Box]) -> tuple[_Head, int] | None:
    """The heads in cells shaded one by one side by side, and how many lines they take."""
    foot = max(cell[3] for cell in row)
    inside = [line for line in lines if (line.top + line.bottom) / 2 < foot]
    if not inside or len(inside) > TALLEST_HEAD:
        return None
    spans = []
    for cell in row:
        own = [w for line in inside for w in line.words if cell[0] - 1 <= w.x0 and w.x1 <= cell[2] + 1]
        if not own:
            return None
        spans.append((min(w.x0 for w in own), max(w.x1 for w in own)))
    return _Head(spans, [row[0][0], *inner_walls(row), row[-1][2]]), len(inside)


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
    lines: Sequence[TextLine], at: int, end: int, head: _Head, fills: Sequence[Box]
) -> tuple[Lattice | None, int]:
    """The table under a head in lines ``at:end``, or none, and the index of the first line after it."""
    starts = head.starts
    left, right = starts[0] - LEFT, max(h[1] for h in head.spans)
    if head.xs:
        left, right = head.xs[0], head.xs[-1] - LEFT
    own: list[tuple[TextLine, list[TextLine]]] = [(lines[at], [])]
    last = lines[end - 1]
    stop = end
    for line in lines[end:]:
        cells = _cut(line, head.xs) if head.xs else pieces(line, 0.9)
        size_differs = abs(line.size - lines[at].size) > 0.2 * lines[at].size
        far = line.baseline - last.baseline > ROW_GAP * max(line.size, last.size)
        if far or size_differs or cells[0].x0 < left or not _fits(cells, head):
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
    walls = head.xs[1:-1] or [_wall(own, i, starts) for i in range(1, len(starts))]
    xs = [left, *walls, right + LEFT]
    cuts = [y for f in fills if f[0] <= starts[0] and f[2] >= starts[1] for y in (f[1], f[3])]
    columns: list[list[TextLine]] = [[] for _ in starts]
    for _, cells in own[1:]:
        for cell in cells:
            columns[sum(x <= cell.x0 for x in walls)].append(cell)
    rights = [*(x - PADDING for x in walls), right] if head.xs else [*starts[1:], right]
    groups = [[line for p in group for line in p.values()] for group in row_groups(columns, rights, cuts)]
    body = [(min(p.top for p in g), max(p.bottom for p in g)) for g in groups]
    ys = [lines[at].top - 1, (lines[end - 1].bottom + body[0][0]) / 2]
    ys += [(a[1] + b[0]) / 2 for a, b in pairwise(body)] + [body[-1][1] + 1]
    bands = [[c for _, cells in own for c in cells if a <= (c.top + c.bottom) / 2 <= b] for a, b in pairwise(ys)]

    def left_wall(row: int, col: int) -> bool:
        return not any(p.x0 + 1 < xs[col] < p.x1 - 1 for p in bands[row])

    return Lattice(xs, ys, regions(len(ys) - 1, len(starts), left_wall, lambda row, col: True)), stop


def _cut(line: TextLine, xs: Sequence[float]) -> list[TextLine]:
    """A line cut where walls stand between its words."""
    out: list[list[TableWord]] = []
    last = -1
    for word in line.words:
        col = sum(x <= word.x0 for x in xs)
        if col != last:
            out.append([])
        out[-1].append(word)
        last = col
    # a line that runs over a wall in one piece is no row's
    parts = [TextLine(words) for words in out]
    whole = pieces(line)
    return whole if len(whole) == 1 and len(parts) > 1 and parts[1].x0 - parts[0].x1 < 0.5 * line.size else parts


def _fits_walls(cells: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Whether every piece stands in a cell, off its walls: at the left, at the right or in the middle."""
    if any(cell.x0 + 1 < x < cell.x1 - 1 for cell in cells for x in xs[1:-1]):
        cell = cells[0]
        named = len(cell.words) <= 8 and not cell.text.endswith((".", ":", ","))
        return len(cells) == 1 and INDENT[0] <= cell.x0 - xs[0] <= INDENT[1] and cell.x1 < xs[-1] and named
    for cell in cells:
        col = max(sum(x <= cell.x0 + 1 for x in xs) - 1, 0)
        if col > len(xs) - 2:
            return False
        left, right = cell.x0 - xs[col], xs[col + 1] - cell.x1
        at_side = any(INDENT[0] <= room <= INDENT[1] for room in (left, right))
        if min(left, right) < -1 or not (at_side or abs(left - right) < 2 * LEFT):
            return False
    return True


def _fits(cells: Sequence[TextLine], head: _Head) -> bool:
    """Whether every piece begins at a head's left edge, in another column each, or is a group's name at the left."""
    if head.xs:
        return _fits_walls(cells, head.xs)
    used, starts = [], head.starts
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

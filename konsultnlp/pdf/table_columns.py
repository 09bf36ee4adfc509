"""Tables without upright rules: their columns come from where rules are broken, or from the white space between words.

Supports: rules between rows, or only over and under the head and at the end, drawn in one piece or a piece a cell; a
head without a rule above it, a last row without one below.
Avoids: rules under headings, over footnotes, at running heads and around letterheads: what stands between them is
running text, which leaves no white column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_edges import NEAR, Edge
from konsultnlp.pdf.table_grid import Lattice, fill, regions
from konsultnlp.pdf.table_rows import PADDING, row_groups, several_rows
from konsultnlp.pdf.table_shades import with_shades
from konsultnlp.pdf.table_text import TableWord, TextLine, text_lines

# White space between columns is at least this wide, as a share of the font size; a word space is 0.25, in justified
# lines up to 0.6, and several lines seldom have theirs at the same place.
GUTTER = 0.75
# Share of a column's cells that begin (or end, or are centred) at one place.
ALIGNED = 0.6
# A head or a last row outside the rules stands no further off than this many times its own height.
REACH = 2.2
# Lines of the tallest head, or first row.
TALLEST_HEAD = 6
# A group row is no higher than this many times its writing.
GROUP_ROOM = 2.9
# Lines of one cell follow one another within this many times the font size.
LEADING = 1.6
# How far from where other cells begin a cell of that row may begin, in points.
LEFT = 4.0


_LETTERHEAD = re.compile(r"\b(?:deres|dykkar|vår)\s(?:ref|dato|sak)", re.I)


def rule_tables(horizontal: Sequence[Edge], words: Sequence[TableWord], fills: Sequence[Box]) -> list[Lattice]:
    """Tables that only horizontal rules make, with their words filled in."""
    upright = [w for w in words if not w.turn]
    horizontal = with_shades(horizontal, fills)
    found: list[Lattice] = []
    for family in _families(horizontal):
        # rules under some columns only, which part merged cells, belong to a table found before
        family = [e for e in family if not any(_within(e, table) for table in found)]
        if len(family) < 2:
            continue
        inside = [w for w in upright if family[0].start - NEAR <= w.middle[0] <= family[0].end + NEAR]
        at = previous = 0
        while at < len(family) - 1:
            run = _broken_run(family, at, inside) or _white_run(family, at, inside)
            if run is None:
                at += 1
                continue
            stop, walls = run
            if not any(e.drawn for e in family[at : stop + 1]) and stop - at < 3:
                at += 1  # a shaded head alone: its table has no rows yet
                continue
            first = _first_rule(family, at, walls, inside, previous)
            previous = stop
            table = _build(family[first : stop + 1], walls, horizontal, inside, fills)
            if table is not None and _has_rows(table):
                found.append(table)
            at = stop
    return found


def _within(edge: Edge, table: Lattice) -> bool:
    x0, top, x1, bottom = table.bbox
    return x0 - NEAR <= edge.start and edge.end <= x1 + NEAR and top - NEAR <= edge.at <= bottom + NEAR


def _has_rows(table: Lattice) -> bool:
    """Whether two rows at least, and not a few among many, stand in several columns."""
    if any(_LETTERHEAD.match(line.text) for r in table.regions for line in r.lines):
        return False
    rows = range(len(table.ys) - 1)
    filled = [len({r.col for r in table.regions if r.row == row and r.lines}) for row in rows]
    several = sum(n >= 2 for n in filled)
    return several >= 2 and several >= 0.4 * len(filled)


def _first_rule(family: Sequence[Edge], at: int, walls: Sequence[float], words: Sequence[TableWord], least: int) -> int:
    """The first rule of a table known from rule ``at`` on: group rows may stand between it and the head."""
    first = at
    for k in range(at - 1, least - 1, -1):
        lines = text_lines(_between(words, family[k].at, family[k + 1].at))
        if not lines or family[k + 1].at - family[k].at > 4 * lines[0].size:
            break
        group = len(lines) == 1 and len(pieces(lines[0])) == 1 and lines[0].x0 < walls[0]
        if not group and _crossing(pieces_of(lines), walls):
            break
        rule, xs = family[k], [family[k].start, *walls, family[k].end]
        if not group or _with_outer_rows([rule.at, family[at + 1].at], xs, words)[0] < rule.at:
            first = k
    return first


def pieces_of(lines: Sequence[TextLine]) -> list[TextLine]:
    """All pieces of some lines."""
    return [p for line in lines for p in pieces(line)]


def _families(horizontal: Sequence[Edge]) -> list[list[Edge]]:
    """Rules of the same extent, two at least, from top to bottom; the widest first."""
    groups: list[list[Edge]] = []
    for edge in sorted(horizontal, key=lambda e: e.at):
        for group in groups:
            if abs(group[0].start - edge.start) <= NEAR and abs(group[0].end - edge.end) <= NEAR:
                if edge.at - group[-1].at > NEAR:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    return sorted((g for g in groups if len(g) >= 2), key=lambda g: -round(g[0].length / NEAR))


def _between(words: Sequence[TableWord], top: float, bottom: float) -> list[TableWord]:
    return [w for w in words if top - 1 <= w.middle[1] <= bottom + 1]


def _crossing(words: Sequence[TableWord] | Sequence[TextLine], walls: Sequence[float]) -> list[TableWord | TextLine]:
    return [w for w in words if any(w.x0 + 1 < x < w.x1 - 1 for x in walls)]


def pieces(line: TextLine, gutter: float = GUTTER) -> list[TextLine]:
    """A line cut at its wide gaps."""
    out = [[line.words[0]]]
    for a, b in pairwise(line.words):
        if b.x0 - a.x1 > gutter * max(a.size, b.size):
            out.append([])
        out[-1].append(b)
    return [TextLine(words) for words in out]


def _broken_run(family: Sequence[Edge], at: int, words: Sequence[TableWord]) -> tuple[int, list[float]] | None:
    """From rule ``at`` on: the last rule of a table whose rules are drawn a piece a cell, and its inner walls."""
    if not family[at].breaks:
        return None
    walls = list(family[at].breaks)
    size = max((w.size for w in _between(words, family[at].at, family[at + 1].at)), default=0.0)
    stop = at
    for k in range(at, len(family) - 1):
        band, following = _between(words, family[k].at, family[k + 1].at), family[k + 1]
        shared = [x for x in following.breaks if any(abs(x - w) <= NEAR for w in walls)]
        lines = text_lines(band)
        whole = k > at and _group_row(family, k, words, size)
        # a rule in one piece parts rows as well, where their text leaves the walls free
        plain = not following.breaks and len(pieces_of(lines)) > len(lines) and not _crossing(pieces_of(lines), walls)
        if not band or not (shared or whole or plain or k + 2 == len(family)):
            break
        if not whole and len(_crossing(band, walls)) > 0.05 * len(band):
            break
        walls.extend(x for x in following.breaks if not any(abs(x - w) <= NEAR for w in walls))
        stop = k + 1
    if stop == at:
        return None
    return stop, sorted(walls)


def _group_row(family: Sequence[Edge], k: int, words: Sequence[TableWord], size: float) -> bool:
    """Whether one cell from side to side stands under rule ``k``; a heading between two tables is none."""
    above, below = family[k], family[k + 1]
    lines = text_lines(_between(words, above.at, below.at))
    if len(lines) != 1 or len(pieces(lines[0])) != 1 or lines[0].x0 < above.start + 1:
        return False
    high = below.at - above.at > GROUP_ROOM * lines[0].size * (1 if lines[0].size > size else 1.7)
    following = text_lines(_between(words, below.at, family[k + 2].at)) if k + 2 < len(family) else []
    roles = [head_role(p.text) for p in pieces(following[0])] if following else []
    return not high and not (len(roles) > 1 and all(roles))


def _white_run(family: Sequence[Edge], at: int, words: Sequence[TableWord]) -> tuple[int, list[float]] | None:
    """The same for rules drawn in one piece: columns are where white space runs through all rows."""
    head = text_lines(_between(words, family[at].at, family[at + 1].at))
    gaps = _gaps(head)
    if not gaps or len(head) > TALLEST_HEAD or _leaders(head):
        return None
    stop, seen = at + 1, list(head)
    for k in range(at + 1, len(family) - 1):
        lines = text_lines(_between(words, family[k].at, family[k + 1].at))
        rows = [line for line in lines if not _spans(line, gaps)]  # a group row is one cell from side to side
        narrower = _gaps([*seen, *rows])
        if not lines or len(narrower) < len(gaps) or len(rows) * 2 < len(lines) > 1 or _leaders(lines):
            break
        gaps = narrower
        seen.extend(rows)
        stop = k + 1
    if stop < at + 2:
        return None
    walls = _walls(gaps)
    band = _between(words, family[at].at, family[stop].at)
    return None if prose(band, walls) or not _aligned(seen, walls) else (stop, walls)


def _leaders(lines: Sequence[TextLine]) -> bool:
    """Whether dots lead to page numbers: a table of contents."""
    return any("....." in w.text for line in lines for w in line.words)


def _walls(gaps: Sequence[tuple[float, float]]) -> list[float]:
    """A wall in each white column, near the text at its right: there it stands on every page of the table."""
    return [b - min(3.0, (b - a) / 2) for a, b in gaps]


def _spans(line: TextLine, gaps: Sequence[tuple[float, float]]) -> bool:
    return len(pieces(line)) == 1 and any(line.x0 < b < line.x1 - 1 for _, b in gaps)


def _gaps(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """White columns that run through all lines: left and right edge."""
    spans = sorted((w.x0, w.x1) for line in lines for w in line.words)
    if not spans:
        return []
    gutter = GUTTER * max(w.size for line in lines for w in line.words)
    out, reach = [], spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= gutter:
            out.append((reach, x0))
        reach = max(reach, x1)
    return out


def _columns(lines: Sequence[TextLine], walls: Sequence[float]) -> list[list[TextLine]]:
    columns: list[list[TextLine]] = [[] for _ in range(len(walls) + 1)]
    for line in lines:
        for piece in pieces(line):
            crosses = any(piece.x0 + 1 < x < piece.x1 - 1 for x in walls)
            place = piece.x0 if crosses else (piece.x0 + piece.x1) / 2
            columns[sum(x < place for x in walls)].append(piece)
    return columns


def _aligned(lines: Sequence[TextLine], walls: Sequence[float]) -> bool:
    """Whether the pieces in each column begin, end or are centred at one place."""
    for column in _columns(lines, walls):
        if len(column) < 2:
            continue
        places = ([p.x0 for p in column], [p.x1 for p in column], [(p.x0 + p.x1) / 2 for p in column])
        best = max(max(Counter(round(x / 3) for x in xs).values()) for xs in places)
        if best < ALIGNED * len(column) and best < len(column) - 1:
            return False
    return True


def prose(words: Sequence[TableWord], walls: Sequence[float]) -> bool:
    """Whether two columns side by side hold running text: many lines, most of them as long as the column is wide."""
    full = 0
    for column in _columns(text_lines(words), walls):
        if len(column) < 8:
            continue
        width = max(p.x1 for p in column) - min(p.x0 for p in column)
        long = sum(p.x1 - p.x0 > 0.65 * width for p in column)
        full += width > 120 and long >= 0.55 * len(column)
    return full >= 2


def _build(
    rules: Sequence[Edge],
    walls: Sequence[float],
    horizontal: Sequence[Edge],
    words: Sequence[TableWord],
    fills: Sequence[Box],
) -> Lattice | None:
    left, right = rules[0].start, rules[0].end
    xs = [left, *walls, right]
    # a rule under some columns only parts merged cells from others
    parts = [
        e
        for e in horizontal
        if rules[0].at < e.at < rules[-1].at
        and left - NEAR <= e.start
        and e.end <= right + NEAR
        and all(abs(e.at - r.at) > NEAR for r in rules)
        and any(abs(e.start - x) <= 3 * NEAR for x in xs)
        and any(abs(e.end - x) <= 3 * NEAR for x in xs)
    ]
    parts.extend(_below_last(rules[-1], xs, horizontal, words))
    open_end = not rules[-1].drawn
    ys = _with_outer_rows(sorted({r.at for r in rules} | {e.at for e in parts}), xs, words, open_end)
    cuts = [y for f in fills if f[0] <= left + 2 * NEAR and f[2] > walls[0] for y in (f[1], f[3])]
    pale = [e.at for e in rules if not e.drawn]
    grounds = [(f[1], f[3]) for f in fills if f[0] < walls[0] and f[2] > left + NEAR]
    loose = [
        (a, b)
        for a, b in pairwise(ys)
        if a in pale and (b in pale or b == ys[-1]) and not any(t <= (a + b) / 2 <= u for t, u in grounds)
    ]
    ys = _with_text_rows(ys, walls, words, cuts, loose)
    bands = [text_lines(_between(words, a + 1, b - 1)) for a, b in pairwise(ys)]

    def left_wall(row: int, col: int) -> bool:
        return not any(p.x0 + 1 < xs[col] < p.x1 - 1 for line in bands[row] for p in pieces(line))

    def top_wall(row: int, col: int) -> bool:
        partial = [e for e in parts if abs(e.at - ys[row]) <= NEAR]
        middle = (xs[col] + xs[col + 1]) / 2
        return not partial or any(e.start <= middle <= e.end for e in partial)

    table = Lattice(xs, ys, regions(len(ys) - 1, len(xs) - 1, left_wall, top_wall))
    fill(table, words)
    return table


def _below_last(last: Edge, xs: Sequence[float], horizontal: Sequence[Edge], words: Sequence[TableWord]) -> list[Edge]:
    """Rules below a table's last one from side to side that begin at a wall: its last rows stand in a merged cell."""
    found: list[Edge] = []
    for edge in sorted(horizontal, key=lambda e: e.at):
        above = found[-1].at if found else last.at
        if edge.at <= above + NEAR or edge.start < xs[0] - NEAR or edge.end > xs[-1] + NEAR:
            continue
        band = _between(words, above, edge.at)
        lines = text_lines(band)
        begins = any(abs(edge.start - x) <= NEAR for x in xs[1:-1]) and abs(edge.end - xs[-1]) <= NEAR
        high = edge.at - above > (TALLEST_HEAD + 2) * max((line.size for line in lines), default=0.0)
        if not begins or high or _crossing(band, xs[1:-1]) or len(pieces_of(lines)) < 2:
            break
        found.append(edge)
    return found


def _with_text_rows(
    ys: Sequence[float],
    walls: Sequence[float],
    words: Sequence[TableWord],
    cuts: Sequence[float],
    loose: Sequence[tuple[float, float]],
) -> list[float]:
    """Row boundaries with those added that only the text shows, where rules stand at the head and the end alone.

    In a ``loose`` place, between two shaded rows, several rows may stand as well.
    """
    out = [ys[0]]
    few = len(ys) <= 4
    rights = [*(x - PADDING for x in walls), max((w.x1 for w in words), default=0.0)]
    for at, (top, bottom) in enumerate(pairwise(ys)):
        columns = _columns(text_lines(_between(words, top, bottom)), walls)
        if (few and at) or (top, bottom) in loose or several_rows(columns):
            parted = row_groups(columns, rights, cuts)
            groups = [[line for p in group for line in p.values()] for group in parted]
            out.extend((max(line.bottom for line in a) + min(line.top for line in b)) / 2 for a, b in pairwise(groups))
        out.append(bottom)
    return out


def _with_outer_rows(
    ys: list[float], xs: Sequence[float], words: Sequence[TableWord], open_end: bool = False
) -> list[float]:
    """Row boundaries with a head above the first rule and a row below the last one, where they fit the columns.

    Below a row whose shade alone shows its end (``open_end``) several rows may stand.
    """
    walls = xs[1:-1]
    inner = text_lines(_between(words, ys[0], ys[-1]))
    starts = [p.x0 for line in inner for p in pieces(line)]

    def places(line: TextLine) -> int:
        """In how many columns the line stands; 0 where it does not fit them."""
        cut = pieces(line)
        if any(p.x0 + 1 < x < p.x1 - 1 for p in cut for x in walls):
            return 0
        used = {sum(x < (p.x0 + p.x1) / 2 for x in walls) for p in cut}
        known = sum(any(abs(p.x0 - s) <= LEFT for s in starts) for p in cut)
        return len(used) if len(used) == len(cut) and known >= min(2, len(cut)) else 0

    def tight(a: TextLine, b: TextLine) -> bool:
        return b.baseline - a.baseline <= LEADING * max(a.size, b.size)

    top, bottom = ys[0], ys[-1]
    above = text_lines(w for w in words if w.middle[1] < top)
    head: list[TextLine] = []
    while above and places(above[-1]) and (
        tight(above[-1], head[-1]) if head else top - above[-1].baseline < REACH * above[-1].size
    ):  # fmt: skip
        head.append(above.pop())
    while head and places(head[-1]) < 2:  # a caption in one column alone
        head.pop()
    if head:
        top = head[-1].top - 1
    below = text_lines(w for w in words if w.middle[1] > bottom)
    last: list[TextLine] = []
    while below and places(below[0]):
        room = below[0].top - (last[-1].bottom if last else bottom)
        near = (REACH if not last else 1.5 if open_end else 0.0) * below[0].size
        if not (last and tight(last[-1], below[0])) and not (room < near and places(below[0]) > 1):
            break
        last.append(below.pop(0))
    if last:
        bottom = last[-1].bottom + 1
    return ([top] if top < ys[0] else []) + ys + ([bottom] if bottom > ys[-1] else [])

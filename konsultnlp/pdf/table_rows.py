"""Rows inside a cell or between two rules: which lines of text are one row, where no rule tells.

Signs, strongest first: two dates or numbers under one another in one column are two rows; white space wider than the
leading parts rows; a line whose first word would still have fitted on the line above it is no continuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from konsultnlp.pdf.table_grid import Lattice, Region
from konsultnlp.pdf.table_text import TextLine, cell_lines

_DATE = r"\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
_MEETING = r"(?:\d\.|[Bb]ilateralt)\s(?:konsultasjons)?møte\s\d{4}"
ATOMIC = re.compile(rf"(?:{_DATE}|{_MEETING}|\d{{1,4}}[.)]?|\d{{1,3}}(?:[ .]\d{{3}})*(?:,\d+)?\s?%?)")
"""What never goes on over a line: a date, a meeting, a number."""

# Between a cell's text and the wall at its right, in points.
PADDING = 3.0

Printed = dict[int, TextLine]
"""One printed line across the columns: column → its piece."""


def printed_lines(columns: Sequence[Sequence[TextLine]]) -> list[Printed]:
    """The pieces of each column that stand on one baseline, from top to bottom."""
    pieces = sorted(
        ((line.baseline, col, line) for col, lines in enumerate(columns) for line in lines), key=lambda p: p[:2]
    )
    out: list[tuple[float, Printed]] = []
    for baseline, col, line in pieces:
        if out and baseline - out[-1][0] <= 0.35 * line.size and col not in out[-1][1]:
            out[-1][1][col] = line
        else:
            out.append((baseline, {col: line}))
    return [printed for _, printed in out]


def anchors(columns: Sequence[Sequence[TextLine]]) -> list[int]:
    """Columns that hold dates, meetings or numbers only, at least two of them."""
    found = []
    for col, lines in enumerate(columns):
        atomic = sum(bool(ATOMIC.fullmatch(line.text.strip())) for line in lines)
        if atomic >= 2 and atomic >= 0.8 * len(lines):
            found.append(col)
    return found


def several_rows(columns: Sequence[Sequence[TextLine]]) -> bool:
    """Whether two columns of dates, meetings or numbers stand side by side, line by line: then each line is a row."""
    tops = sorted(([line.baseline for line in columns[col]] for col in anchors(columns)), key=len)
    return len(tops) >= 2 and all(
        any(abs(y - other) <= 3 for other in tops[-1]) for column in tops[:-1] for y in column
    )


def row_groups(
    columns: Sequence[Sequence[TextLine]], rights: Sequence[float], cuts: Sequence[float] = ()
) -> list[list[Printed]]:
    """Printed lines grouped into rows.

    Args:
        columns: The lines of each column, from top to bottom.
        rights: How far to the right the text of each column may reach.
        cuts: Heights at which a new row surely begins (the edge of a shaded row).
    """
    lines = printed_lines(columns)
    if len(lines) < 2:
        return [lines] if lines else []
    heights = [_baseline(p) for p in lines]
    gaps = [b - a for a, b in pairwise(heights)]
    leading = min(gaps)
    parted = max(gaps) > 1.2 * leading and max(gaps) - leading > 1.5
    head = min((y for y in cuts if y > heights[0]), default=0.0)  # a shaded head's end
    fixed = sorted({*anchors(columns), *anchors([[p for p in col if p.baseline > head] for col in columns])})
    rows = [[lines[0]]]
    for gap, above, at, line in zip(gaps, heights, heights[1:], lines[1:], strict=False):
        row = rows[-1]
        wide = parted and gap > 1.12 * leading + 0.5
        clash = any(col in line and any(col in p for p in row) for col in fixed)
        cut = any(above < y < at for y in cuts)
        fresh = not parted and not _wraps(row, line, rights) and (0 in line or bool(set(line) & set(fixed)))
        across = _runs_over(line, rights) != _runs_over(row[-1], rights) and not _begins_small(line)
        if wide or clash or cut or fresh or across or _opens_group(row, line) or _under_group(row, line):
            rows.append([line])
        else:
            row.append(line)
    return rows


def _baseline(printed: Printed) -> float:
    return min(line.baseline for line in printed.values())


def _runs_over(printed: Printed, rights: Sequence[float]) -> bool:
    """Whether the line is one piece that runs over its column: a group row's name."""
    ((col, piece), *others) = printed.items()
    return not others and piece.x1 > rights[col] + PADDING


def _begins_small(printed: Printed) -> bool:
    return printed[min(printed)].text[0].islower()


_MINISTRY = re.compile(r"[A-ZÆØÅ][^.:]*departementet(?:\s\([A-ZÆØÅ]{2,4}\))?$")
_OPEN = re.compile(r"(?:[-–,/]|\b(?:mellom|millom|og|fra|frå|med|av|i|til|for|om|ved|på))$")


def names_ministry(text: str) -> bool:
    """Whether a line is a ministry's name and nothing else."""
    return bool(_MINISTRY.match(text))


def _opens_group(row: Sequence[Printed], line: Printed) -> bool:
    """Whether the line is a ministry's name by itself, which names the group of rows that follows."""
    if list(line) != [0] or not names_ministry(line[0].text):
        return False
    above = next((p[0] for p in reversed(row) if 0 in p), None)
    return above is not None and not _OPEN.search(above.text) and any(col for p in row for col in p)


def _under_group(row: Sequence[Printed], line: Printed) -> bool:
    """Whether the row so far is a ministry's name by itself, and the line is the first row of its group."""
    named = len(row) == 1 and list(row[0]) == [0] and names_ministry(row[0][0].text)
    return named and 0 in line and len(line) > 1


def _wraps(row: Sequence[Printed], line: Printed, rights: Sequence[float]) -> bool:
    """Whether one of the pieces goes on from the line above it in its column."""
    for col, piece in line.items():
        above = next((p[col] for p in reversed(row) if col in p), None)
        if above is None:
            continue
        first = piece.words[0]
        room = rights[col] - above.x1 - 0.25 * piece.size
        if first.text[0].islower() or above.text[-1] in "-–,/(" or room < first.x1 - first.x0:
            return True
    return False


def unmerged(table: Lattice, cuts: Sequence[float] = ()) -> Lattice:
    """The lattice with rows parted into its columns where rules leave out the walls and the text stands in columns.

    Word's "Light List" and "Medium Shading" draw a box around the table and rules between some of its rows only.

    Args:
        table: With its words filled in.
        cuts: Heights at which a new row surely begins (the edge of a shaded row).
    """
    regions: list[Region] = []
    opened: list[int] = []
    for region in table.regions:
        walls = table.xs[region.col + 1 : region.col_end + 1]
        if region.row != region.row_end or not walls or not _in_columns(region, walls):
            regions.append(region)
            continue
        opened.append(region.row)
        for col in range(region.col, region.col_end + 1):
            left, right = table.xs[col], table.xs[col + 1]
            words = [w for w in region.words if left <= w.middle[0] < right]
            regions.append(Region(region.row, col, region.row, col, words, cell_lines(words)))
    if not opened:
        return table
    regions.sort(key=lambda r: (r.row, r.col))
    parted = Lattice(table.xs, table.ys, regions, table.open_sides)
    return split_rows(parted, opened, [y for y in cuts if table.ys[0] < y < table.ys[-1]])


def _in_columns(region: Region, walls: Sequence[float]) -> bool:
    """Whether the words of a cell leave its walls free, with white space there, and stand in most of its columns."""
    words = region.words
    if not words or any(w.turn or any(w.x0 < x < w.x1 for x in walls) for w in words):
        return False
    size = max(w.size for w in words)
    for line in region.lines:
        for a, b in pairwise(line.words):
            if any(a.x1 <= x <= b.x0 for x in walls) and b.x0 - a.x1 < 0.75 * size:
                return False
    columns = {sum(x <= w.middle[0] for x in walls) for w in words}
    return len(columns) >= 2 and 2 * len(columns) > len(walls) + 1


def split_rows(table: Lattice, free: Sequence[int], cuts: Sequence[float] = ()) -> Lattice:
    """The lattice with rows parted that no rule parts.

    Args:
        table: With its words filled in.
        free: Rows that may be parted wherever the text shows it; in others two columns of dates or numbers must.
        cuts: See `row_groups`.
    """
    own = [[r for r in table.regions if r.row == row] for row in range(len(table.ys) - 1)]
    parts = [_groups(table, row, cells, row in free, cuts) for row, cells in enumerate(own)]
    if not any(len(groups) > 1 for groups in parts):
        return table
    first = [0]  # where each row begins in the new lattice
    for groups in parts:
        first.append(first[-1] + max(len(groups), 1))
    ys: list[float] = []
    regions: list[Region] = []
    for row, (cells, groups) in enumerate(zip(own, parts, strict=True)):
        ys.append(table.ys[row])
        if len(groups) < 2:
            regions.extend(replace(r, row=first[row], row_end=first[r.row_end]) for r in cells)
            continue
        tops = [min(line.top for p in group for line in p.values()) for group in groups]
        lows = [max(line.bottom for p in group for line in p.values()) for group in groups]
        ys.extend((low + top) / 2 for low, top in zip(lows, tops[1:], strict=False))
        for at, group in enumerate(groups, first[row]):
            for region in cells:
                words = [w for p in group if region.col in p for w in p[region.col].words]
                regions.append(Region(at, region.col, at, region.col_end, words, cell_lines(words)))
    regions.sort(key=lambda r: (r.row, r.col))
    return Lattice(table.xs, [*ys, table.ys[-1]], regions, table.open_sides)


def _groups(table: Lattice, row: int, own: Sequence[Region], free: bool, cuts: Sequence[float]) -> list[list[Printed]]:
    covering = [r for r in table.regions if r.row <= row <= r.row_end]
    if any(r.row != r.row_end for r in covering) or any(w.turn for r in own for w in r.words):
        return []
    columns: list[list[TextLine]] = [[] for _ in range(len(table.xs) - 1)]
    for region in own:
        columns[region.col] = region.lines
    if not free and not several_rows(columns):
        return []
    return row_groups(columns, [x - PADDING for x in table.xs[1:]], cuts)

"""Words to lines in reading order: rows of one baseline, columns parted by a gutter, raised marks kept with their line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from konsultnlp.pdf.model import Box, Line, Word, joined

# Words of one row share a baseline, give or take this share of the size (a table's cells, mixed fonts).
ROW_SHARE = 0.22
# A mark is raised where its size and baseline differ from the line's by these shares.
RAISED_SIZE = 0.87
RAISED_BY = 0.12
LONGEST_RAISED = 4
# A gap this many times the size parts a row into segments; a gutter is wider than any justified word space.
SEGMENT_GAP = 1.25
# A gutter lies in the middle of the text, has this many segments on either side, and no column is narrower than that share.
GUTTER_RANGE = (0.3, 0.7)
MIN_SEGMENTS = 5
MIN_COLUMN = 0.22
# Lines that must stand side by side on a page whose columns are known from the page before.
MIN_PAIRED = 2
# A heading over both columns is set this many times larger than the text.
SPANNING_SIZE = 1.15
# … and both columns below it begin at one height, give or take this share of the text's size.
SAME_TOP = 0.6
# A box beside the text begins within this range, is set smaller than the text and at least so wide.
BOX_RANGE = (0.55, 0.85)
BOX_SIZE = 0.95
MIN_BOX = 0.12
# What opens the lines of a letter's reference block.
_REFERENCE = regex.compile(
    r"(?:vår|deres|dykkar) (?:ref|dato|sak)|dato\b|sak(?:s?nr|sbehandl|shandsam)|arkiv|direkte tele|(?:org|unntatt|unnateke)",
    regex.IGNORECASE,
)
FULL_WIDTH = 2
"""The column of a line that runs across the gutter of a two-column page; 0 is the left column, 1 the right one."""


@dataclass(slots=True)
class Row:
    """All words of a page on one baseline, from left to right."""

    words: list[Word]
    baseline: float
    size: float
    raised: set[int]

    @property
    def top(self) -> float:
        """Top of its tallest word."""
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        """Bottom of its lowest word."""
        return max(w.bottom for w in self.words)

    @property
    def text(self) -> str:
        """Its words as running text."""
        return joined(self.words)


def within(word: Word, box: Box) -> bool:
    """Whether the middle of ``word`` lies in ``box``."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Rows of a page, from top to bottom."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        for row in reversed(rows[-8:]):
            if abs(word.baseline - row.baseline) <= ROW_SHARE * min(word.size, row.size):
                row.words.append(word)
                if word.size > row.size:
                    row.baseline, row.size = word.baseline, word.size
                break
        else:
            rows.append(Row([word], word.baseline, word.size, set()))
    rows = _with_raised(rows)
    for row in rows:
        marks = {id(row.words[i]) for i in row.raised}
        row.words.sort(key=lambda w: w.x0)
        row.raised = {i for i, w in enumerate(row.words) if id(w) in marks}
    return sorted(rows, key=lambda r: r.baseline)


def _with_raised(rows: list[Row]) -> list[Row]:
    """Lays the words of small raised rows into the row they are raised from."""
    kept: list[Row] = []
    by_top = sorted(rows, key=lambda r: -r.size)
    for row in by_top:
        for word in list(row.words):
            host = _host(word, kept)
            if host is not None:
                host.raised.add(len(host.words))
                host.words.append(word)
                row.words.remove(word)
        if row.words:
            row.raised = {
                i
                for i, w in enumerate(row.words)
                if w.size <= RAISED_SIZE * row.size and w.baseline < row.baseline - RAISED_BY * row.size
            }
            kept.append(row)
    return kept


def _host(word: Word, rows: Sequence[Row]) -> Row | None:
    """The row that a word is raised on, of rows that come by size from the largest."""
    if len(word.text) > LONGEST_RAISED:
        return None
    for row in rows:
        if word.size > RAISED_SIZE * row.size:
            return None  # nor on a smaller one
        if _raised_on(word, row):
            return row
    return None


def _raised_on(word: Word, row: Row) -> bool:
    rise = row.baseline - word.baseline
    if not RAISED_BY * row.size < rise < 0.75 * row.size:
        return False
    near = 0.6 * row.size
    return any(-near < word.x0 - w.x1 < near or -near < w.x0 - word.x1 < near for w in row.words)


def _segments(row: Row) -> list[list[int]]:
    """Indices of the row's words, parted at wide gaps."""
    parts: list[list[int]] = [[0]]
    ends = [w.x1s[-1] for w in row.words]
    for i in range(1, len(row.words)):
        gap = row.words[i].x0s[0] - max(ends[max(i - 3, 0) : i])
        if gap > SEGMENT_GAP * row.size:
            parts.append([i])
        else:
            parts[-1].append(i)
    return parts


@dataclass(slots=True)
class _Segment:
    words: list[Word]
    raised: set[int]
    x0: float
    x1: float
    baseline: float
    size: float


def _cut(rows: Sequence[Row]) -> list[_Segment]:
    segments = []
    for row in rows:
        for part in _segments(row):
            words = [row.words[i] for i in part]
            raised = {k for k, i in enumerate(part) if i in row.raised}
            segments.append(_Segment(words, raised, words[0].x0, max(w.x1 for w in words), row.baseline, row.size))
    return segments


def find_gutter(segments: Sequence[_Segment]) -> float | None:
    """The x of a gutter between two columns of running text, if the page has one."""
    if len(segments) < 2 * MIN_SEGMENTS:
        return None
    left, right = min((s.x0 for s in segments), default=0.0), max((s.x1 for s in segments), default=0.0)
    span = right - left
    starts = Counter(round(s.x0) for s in segments)
    low, high = left + GUTTER_RANGE[0] * span, left + GUTTER_RANGE[1] * span
    best: tuple[int, float] | None = None
    for start, _ in starts.most_common(12):
        if not low < start < high:
            continue
        gutter = start - 3.0
        before = [s for s in segments if s.x1 < gutter]
        after = [s for s in segments if abs(s.x0 - start) < 2.5 or s.x0 > start]
        crossing = len(segments) - len(before) - len(after)
        aligned = sum(abs(s.x0 - start) < 2.5 for s in after)
        if min(len(before), len(after)) < MIN_SEGMENTS or aligned < 0.5 * len(after):
            continue
        # Columns of running text are wide; a label beside its value, or a table's cells, are not.
        if min(median(s.x1 - s.x0 for s in before), median(s.x1 - s.x0 for s in after)) < MIN_COLUMN * span:
            continue
        if crossing > 0.5 * min(len(before), len(after)):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, gutter)
    return best[1] if best else _box_edge(segments, left, right)


def _box_edge(segments: Sequence[_Segment], left: float, right: float) -> float | None:
    """The x of the space before a box of smaller type that stands to the right of running text, if there is one."""
    span = right - left
    for start, n in Counter(round(s.x0) for s in segments).most_common(6):
        box = [s for s in segments if abs(s.x0 - start) < 2.5]
        if n < MIN_SEGMENTS or not BOX_RANGE[0] < (start - left) / span < BOX_RANGE[1]:
            continue
        low, high = min(s.baseline for s in box), max(s.baseline for s in box)
        beside = [s for s in segments if low <= s.baseline <= high and s.x0 < start - 2.5]
        others = [s for s in segments if s.x0 > start + 2.5]
        if others or len(beside) < MIN_PAIRED or any(s.x1 > start - 3.0 for s in beside):
            continue
        small = _type_size(box) < BOX_SIZE * _type_size(beside)
        wide = median(s.x1 - s.x0 for s in box) > MIN_BOX * span and median(s.x1 - s.x0 for s in beside) > 0.5 * span
        if small and wide:
            return start - 3.0
    return None


def _type_size(segments: Sequence[_Segment]) -> float:
    """The size that most words are set in (a row's own is that of its tallest word)."""
    return median(w.size for s in segments for w in s.words)


class Columns:
    """Puts the rows of one page after the other into lines; where a document has columns, a short page has them, too."""

    def __init__(self) -> None:
        self._last: float | None = None

    def lines(self, rows: Sequence[Row], page: int) -> list[Line]:
        """The page's lines in reading order: zone by zone from the top, in a two-column zone the left column first."""
        segments = _cut(rows)
        gutter = find_gutter(segments)
        if gutter is None and self._last is not None and _side_by_side(segments, self._last):
            gutter = self._last
        self._last = gutter
        if gutter is None and segments and page == 1 and (block := _reference_block(segments)) is not None:
            return _with_block(segments, *block)
        if gutter is None:
            return [Line(row.words, page, 0, frozenset(row.raised)) for row in rows if row.words]
        return _zoned(segments, gutter, page)


def _reference_block(segments: Sequence[_Segment]) -> tuple[float, float, float] | None:
    """The left edge, top and foot of a letter's reference block ("Vår ref.", "Dato") that stands right of the address."""
    left, right = min((s.x0 for s in segments), default=0.0), max((s.x1 for s in segments), default=0.0)
    labels = [s for s in segments if s.x0 > left + 0.4 * (right - left) and _REFERENCE.match(joined(s.words))]
    edges = Counter(round(s.x0) for s in labels)
    if not edges:
        return None
    x0 = edges.most_common(1)[0][0]
    block = [s for s in labels if abs(s.x0 - x0) < 2.5]
    if len(block) < MIN_PAIRED:
        return None
    top, foot = block[0].baseline, block[-1].baseline
    inside = [s for s in segments if top - 2 <= s.baseline <= foot + 2]
    beside = [s for s in inside if s.x0 < x0 - 2.5]
    if not beside or any(s.x1 > x0 for s in beside):
        return None
    return x0 - 2.5, top, foot


def _with_block(segments: Sequence[_Segment], x0: float, top: float, foot: float) -> list[Line]:
    """The first page's lines, those beside a reference block before it."""
    inside = [s for s in segments if top - 2 <= s.baseline <= foot + 2]
    parts = (
        [s for s in segments if s.baseline < top - 2],
        [s for s in inside if s.x0 < x0],
        [s for s in inside if s.x0 >= x0],
        [s for s in segments if s.baseline > foot + 2],
    )
    return [line for part in parts for line in _merged(part, 1, 0)]


def _side_by_side(segments: Sequence[_Segment], gutter: float) -> bool:
    """Whether lines stand on either side of a gutter on common baselines, and few run across it."""
    before = [s for s in segments if s.x1 < gutter]
    after = [s for s in segments if s.x0 >= gutter]
    crossing = len(segments) - len(before) - len(after)
    paired = sum(any(abs(a.baseline - b.baseline) < 1 for b in before) for a in after)
    return paired >= MIN_PAIRED and crossing <= 0.5 * min(len(before), len(after))


def _spans(segment: _Segment, segments: Sequence[_Segment], gutter: float, usual: float) -> bool:
    """Whether a heading in the left half belongs to both columns: beside it the right one is empty, above and below not, and both begin again below it."""
    if segment.x1 >= gutter or segment.size < SPANNING_SIZE * usual:
        return False
    low, high = segment.baseline - 1.2 * segment.size, segment.baseline + 1.05 * segment.size
    right = [s.baseline for s in segments if s.x0 >= gutter]
    if not min(right) < low or not max(right) > high or any(low <= b <= high for b in right):
        return False
    below = [s for s in segments if s.baseline > segment.baseline]
    tops = [min(w.top for w in min(half, key=lambda s: s.baseline).words) for half in (
        [s for s in below if s.x0 < gutter], [s for s in below if s.x0 >= gutter]) if half]  # fmt: skip
    return len(tops) < 2 or abs(tops[0] - tops[1]) < SAME_TOP * usual


def _zoned(segments: Sequence[_Segment], gutter: float, page: int) -> list[Line]:
    usual = median(s.size for s in segments)
    lines: list[Line] = []
    zone: list[_Segment] = []
    for segment in [*sorted(segments, key=lambda s: (s.baseline, s.x0)), None]:
        if segment is None or segment.x0 < gutter < segment.x1 or _spans(segment, segments, gutter, usual):
            for column in (0, 1):
                side = [s for s in zone if (s.x0 >= gutter) == bool(column)]
                lines.extend(_merged(side, page, column))
            zone = []
            if segment is not None:
                lines.extend(_merged([segment], page, FULL_WIDTH))
        else:
            zone.append(segment)
    return lines


def _merged(segments: Sequence[_Segment], page: int, column: int) -> list[Line]:
    """Segments of one column, those of one baseline put together to a line again."""
    lines: list[Line] = []
    last: _Segment | None = None
    for segment in segments:
        if last is not None and abs(segment.baseline - last.baseline) <= ROW_SHARE * min(segment.size, last.size):
            line = lines[-1]
            shift = len(line.words)
            line.words.extend(segment.words)
            line.raised = line.raised | {i + shift for i in segment.raised}
            line.changed()
        else:
            lines.append(Line(list(segment.words), page, column, frozenset(segment.raised)))
        last = segment
    return lines

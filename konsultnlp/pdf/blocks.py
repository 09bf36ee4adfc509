"""Lines to blocks: paragraphs, headings-to-be, list items, footnotes, captions, whole over page and column breaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median_high

import regex

from konsultnlp.pdf.labels import Label, first_in_row, follows, label_of
from konsultnlp.pdf.model import Line

# Steps from line to line that may be normal leading, as shares of the size.
LEADING = (0.95, 2.0)
# … and in a text with double spacing: where few steps fit the first range.
WIDE_LEADING = 2.7
FEW_STEPS = 0.2
# A step this many times the normal one opens a new block.
GAP_SHARE = 1.28
# … and this one where a sentence has ended and another begins.
SMALL_GAP = 1.14
INDENT = 6.0
"""Points by which an indented first line, a hanging item or a list level differs."""
SAME_X = 3.0
FLUSH = 1.2
"""Points by which the right ends of justified lines differ at most."""
FLUSH_SHARE = 0.45
EDGE_SHARE = 0.03
MIN_FLUSH = 12
"""A column of at least so many lines of which that share ends at one edge is set justified."""
RUNNING_SLACK = 0.2
"""Share of the column's width that a line must fall short by before a sentence is taken to be broken on purpose."""
_BINDS = regex.compile(r"^(?:\d+|§+|kr|nr\.|kap\.|pkt\.|side|St\.|Meld\.|Prop\.|Innst\.)$")
_ENDED = regex.compile(r"[.!?:;…][»”\"')\]]*$")
_CAPTION = regex.compile(r"^(?:Tabell|Figur|Boks)\s+\d+(?:[.:–-]|\s*$|\s+\p{Lu})")
# "Vår ref: 12/345", "Dato: 3. mai": a label and its value.
_LABEL_LINE = regex.compile(r"^\p{Lu}[\p{L}. /]{1,24}:(?:\s|$)")
_BOLD_LABEL = regex.compile(r"^[\p{L} ]{2,30}:")


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    kind: str
    lines: list[Line]
    label: Label | None = None
    depth: int = 0
    gap: float = -1.0
    centered: bool = False
    hanging: float | None = None

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line so far."""
        return self.lines[-1]


@dataclass(slots=True)
class Measures:
    """What is usual in the document: leading a size, the body's size, the columns' edges."""

    body_size: float = 0.0
    steps: dict[float, float] = field(default_factory=dict)
    edges: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    flush: dict[tuple[int, int], float] = field(default_factory=dict)
    """The right edge of columns that are set justified."""

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> Measures:
        """Measures over the lines of several pages."""
        weight: Counter[float] = Counter()
        steps: dict[float, Counter[float]] = defaultdict(Counter)
        edges: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for lines in pages:
            two = any(line.column for line in lines)
            previous: Line | None = None
            for line in lines:
                size = round(line.size * 2) / 2
                weight[size] += sum(len(w.text) for w in line.words)
                edges[int(two), line.column].append((line.x0, line.x1))
                if previous and previous.column == line.column and abs(previous.size - line.size) < 0.3:
                    step = line.baseline - previous.baseline
                    if LEADING[0] * line.size <= step <= WIDE_LEADING * line.size:
                        steps[size][round(step * 4) / 4] += 1
                previous = line
        found = cls(weight.most_common(1)[0][0] if weight else 0.0)
        found.steps = {size: _usual(count, size) for size, count in steps.items()}
        for key, pairs in edges.items():
            lefts = Counter(round(x0) for x0, _ in pairs)
            left = min((x for x, n in lefts.items() if n >= 0.1 * len(pairs)), default=min(lefts))
            found.edges[key] = (float(left), _right_edge([x1 for _, x1 in pairs], left))
            edge = median_high(x1 for _, x1 in pairs)
            if sum(abs(x1 - edge) < FLUSH for _, x1 in pairs) >= FLUSH_SHARE * len(pairs) and len(pairs) >= MIN_FLUSH:
                found.flush[key] = edge
        return found

    def step(self, line: Line) -> float:
        """The normal step from line to line at this size."""
        return self.steps.get(round(line.size * 2) / 2, 1.3 * line.size)

    def left(self, line: Line, two: bool) -> float:
        """Left edge of the line's column."""
        return self.edges.get((int(two), line.column), (line.x0, line.x1))[0]

    def right(self, line: Line, two: bool) -> float:
        """Right edge of the line's column."""
        return self.edges.get((int(two), line.column), (line.x0, line.x1))[1]


@dataclass(slots=True)
class PageLines:
    """One page as the block builder meets it: running text in reading order, and its footnotes."""

    lines: list[Line]
    notes: list[Draft]
    width: float


class Builder:
    """Puts lines together to blocks.

    Args:
        measures: What is usual in the document.
    """

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._levels: list[float] = []
        self._two = False

    def blocks(self, pages: Iterable[PageLines]) -> Iterator[Draft]:
        """Complete blocks in reading order; a page's footnotes come after the last block that begins on it."""
        current: Draft | None = None
        waiting: list[Draft] = []
        for page in pages:
            self._two = any(line.column for line in page.lines)
            for i, line in enumerate(page.lines):
                label = label_of(line)
                if current is not None and self._continues(current, line, label):
                    if current.hanging is None and line.x0 > current.first.x0 + SAME_X:
                        current.hanging = line.x0
                    current.lines.append(line)
                    continue
                if current is not None:
                    yield current
                yield from waiting
                waiting = []
                above = page.lines[i - 1] if i else None
                current = self._begin(line, label, current, above, page.width)
            waiting.extend(page.notes)
        if current is not None:
            yield current
        yield from waiting

    def _begin(self, line: Line, label: Label | None, before: Draft | None, above: Line | None, width: float) -> Draft:
        middle = (line.x0 + line.x1) / 2
        left = self.measures.left(line, self._two)
        centered = not self._two and abs(middle - width / 2) < 6 and line.x0 > left + 20
        near = above is not None and above.column == line.column
        gap = line.baseline - above.baseline - self.measures.step(line) if above and near else -1.0
        kind = "paragraph"
        if _CAPTION.match(line.text):
            kind = "caption"
        elif (label is not None and self._opens_item(label, line, before)) or self._drawn_item(line, before, left):
            kind = "item"
        draft = Draft(kind, [line], label if kind == "item" else None, 0, gap, centered and kind != "item")
        if kind == "item":
            draft.depth = self._depth(label.x0 if label else line.x0)
            if label and label.words and label.words < len(line.words):
                draft.hanging = line.words[label.words].x0
        elif kind == "paragraph":
            self._levels = []
        return draft

    def _depth(self, x0: float) -> int:
        while self._levels and self._levels[-1] > x0 + INDENT / 2:
            self._levels.pop()
        if not self._levels or x0 > self._levels[-1] + INDENT / 2:
            self._levels.append(x0)
        return len(self._levels)

    def _drawn_item(self, line: Line, before: Draft | None, left: float) -> bool:
        """An indented line after a colon, or after such an item: its bullet is drawn as a shape, not as a glyph."""
        if before is None or line.x0 < left + INDENT or before.centered:
            return False
        if before.kind == "item" and before.label is None:
            return abs(before.first.x0 - line.x0) < SAME_X
        return (
            before.kind == "paragraph"
            and before.last.text.rstrip().endswith(":")
            and (before.first.x0 < line.x0 - INDENT and not _BOLD_LABEL.match(line.text))
        )

    def _opens_item(self, label: Label, line: Line, before: Draft | None) -> bool:
        """Whether a label that could be a dash or an ordinal opens an item here."""
        if not label.weak or before is None:
            return True
        if not label.printed and label.text in "-–—":
            same = before.kind == "item" and before.label is not None and before.label.text == label.text
            left = self.measures.left(line, self._two)
            ended = bool(_ENDED.search(before.last.text)) or before.last.column != line.column
            return same or label.x0 > left + SAME_X or ended or self._is_short(before.last, line)
        return True

    def _is_short(self, last: Line, line: Line) -> bool:
        """Whether the first word of ``line`` would have fitted on the line before it: then the break was meant."""
        two = self._two if last.page == line.page else False
        left, right = (edge(last, two or bool(last.column)) for edge in (self.measures.left, self.measures.right))
        # What a fixed space binds must fit together: "5 000", "§ 4", "nr. 12".
        n = 2 if len(line.words) > 1 and _BINDS.match(line.words[0].text) else 1
        need = line.words[n - 1].x1 - line.words[0].x0 + 0.55 * last.size
        before, after = last.text, line.text
        if not _ENDED.search(before) and (after[:1].islower() or after[:1].isdigit()):
            need += RUNNING_SLACK * (right - left)  # a sentence that visibly runs on is not broken on purpose
        return last.x1 + need < right

    def _continues(self, current: Draft, line: Line, label: Label | None) -> bool:
        last = current.last
        text_before = last.text
        ended = bool(_ENDED.search(text_before))
        runs_on = line.text[:1].islower() and not ended
        if abs(line.size - last.size) > 0.05 * last.size:
            return False
        if (line.main.bold != last.main.bold or _family(line) != _family(last)) and not (
            runs_on and line.main.font.split("-")[0] == last.main.font.split("-")[0] and not self._is_short(last, line)
        ):
            return False
        same_flow = last.page == line.page and last.column == line.column
        step = line.baseline - last.baseline
        if same_flow and (step > GAP_SHARE * self.measures.step(line) or step < 0):
            return False
        if same_flow and ended and not runs_on and not line.raised and step > SMALL_GAP * self.measures.step(line):
            return False
        if _LABEL_LINE.match(line.text) and _LABEL_LINE.match(text_before):
            return False
        if _all_italic(line) != _all_italic(last) and (ended or self._is_short(last, line)):
            return False
        if not _all_italic(line) and all(_all_italic(x) for x in current.lines) and line.text[:1].isupper():
            return False  # an italic heading, however long
        if all_underlined(line) != all_underlined(last) and (ended or line.text[:1].isupper()):
            return False
        off = abs((line.x0 + line.x1) - (last.x0 + last.x1))
        if current.centered and same_flow and off > 16 and abs(line.x0 - last.x0) < SAME_X:
            current.centered = False  # set in, and the first line was as long as if it were centred
        if current.centered and not ended and abs((line.x0 + line.x1) - (last.x0 + last.x1)) < 16:
            return True  # a title's next line, even one that begins with an ordinal
        if label is not None and self._label_breaks(current, label, line, ended, same_flow):
            return False
        if _CAPTION.match(line.text) and (ended or self._is_short(last, line)):
            return False
        if not same_flow:
            return self._continues_over(current, line, ended)
        if current.centered:
            return False
        if self._is_short(last, line):
            return False
        return not self._indented(current, line, ended)

    def _label_breaks(self, current: Draft, label: Label, line: Line, ended: bool, same_flow: bool) -> bool:
        """Whether a label at the line's start ends the block before it."""
        if not label.weak:
            return True
        if current.label is not None and label.printed and follows(label.text, current.label.text):
            return ended or abs(label.x0 - current.label.x0) < SAME_X or self._is_short(current.last, line)
        if current.label is not None and label.text == current.label.text and not label.printed:
            return abs(label.x0 - current.label.x0) < SAME_X or label.x0 > self.measures.left(line, self._two) + SAME_X
        if self._is_short(current.last, line):
            return True
        if label.printed:
            # "1." and "a)" open a list after a stop or a colon, or deeper in; else "1. september" runs on.
            begins = first_in_row(label.text) and ended
            return (begins or ended) and not (label.text.rstrip(".").isdigit() and _ordinal_runs_on(line))
        return ended and (label.x0 > current.first.x0 + SAME_X or current.last.text.endswith(":"))

    def _continues_over(self, current: Draft, line: Line, ended: bool) -> bool:
        """Over a column or page break a block goes on unless its sentence has ended, or a heading stands there."""
        if current.kind == "caption" or current.centered:
            return False
        if self._is_short(current.last, line) and ended:
            return False
        first = line.text
        two = self._two or bool(line.column)
        inside = current.hanging is not None and abs(line.x0 - current.hanging) < SAME_X
        if inside and line.x0 > self.measures.left(line, two) + INDENT and label_of(line) is None:
            return True  # under the item's text, not at the margin
        if ended and self._is_full(current) and line.x0 < self.measures.left(line, two) + SAME_X:
            return current.kind == "paragraph"
        if current.kind == "item" and not first[:1].islower():
            return not ended and not self._is_short(current.last, line)
        if first[:1].islower() or first[:1] in "(«–":
            return not ended or first[:1].islower()
        return not ended and not self._is_short(current.last, line)

    def _is_full(self, current: Draft) -> bool:
        """Whether justified text fills its last line to the edge: a paragraph's last line seldom does."""
        edge = self.measures.flush.get((int(self._two or bool(current.last.column)), current.last.column))
        return edge is not None and len(current.lines) > 1 and abs(current.last.x1 - edge) < FLUSH

    def _indented(self, current: Draft, line: Line, ended: bool) -> bool:
        """Whether the left edge says that a new paragraph begins."""
        if current.hanging is not None:
            # Back from the hanging edge to the margin: the item is over.
            inside = len(current.lines) > 1 and current.last.x0 >= current.hanging - SAME_X
            outdented = current.label is not None and line.x0 < current.label.x0 - SAME_X
            return (inside or outdented) and line.x0 < current.hanging - SAME_X and ended
        if len(current.lines) >= 2:
            return ended and INDENT < line.x0 - current.last.x0 < 8 * INDENT
        return False


def _right_edge(ends: Sequence[float], left: float) -> float:
    """Where lines end at most: a line or two that run out of the column (a web address) are left aside."""
    near = EDGE_SHARE * (max(ends) - left)
    for end in sorted(ends, reverse=True):
        if sum(end - near <= e <= end for e in ends) > EDGE_SHARE * len(ends):
            return end
    return max(ends)


def _usual(steps: Counter[float], size: float) -> float:
    """The commonest step from line to line."""
    close = Counter({step: n for step, n in steps.items() if step <= LEADING[1] * size})
    return (close if close.total() >= FEW_STEPS * steps.total() else steps).most_common(1)[0][0]


def _family(line: Line) -> str:
    return _family_of(line.main.font)


@lru_cache(maxsize=1024)
def _family_of(font: str) -> str:
    """The font's family without its cut: "LiberationSerif-Bold" → "liberationserif"."""
    return regex.split(r"[-,]", font)[0].lower()


def _all_italic(line: Line) -> bool:
    return all(w.italic or not any(map(str.isalpha, w.text)) for w in line.words)


def all_underlined(line: Line) -> bool:
    """Whether every word of a line is underlined."""
    found = False
    for word in line.words:
        if word.underlined and found:
            continue
        if any(map(str.isalpha, word.text)):
            if not word.underlined:
                return False
            found = True
    return found


_RUNS_ON = regex.compile(r"^\d{1,2}\.\s+\p{Ll}")


def _ordinal_runs_on(line: Line) -> bool:
    """ "1. september", "2. nestleder": an ordinal in running text, not a list number (those open with a capital or "å")."""
    text = line.text
    return bool(_RUNS_ON.match(text)) and not regex.match(r"^\d{1,2}\.\s+(?:å|at)\s", text)

"""`CleanText`: the reading-order text and, for every character, the page and glyph box it came from.

Offsets are Unicode code points. A place of a character is kept as an index into a table of printed lines (page, top,
bottom) and the glyph's left and right edge: twelve bytes a character, so that a file of thousands of pages stays small.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

NO_LINE = -1
"""Line index of a character that stands on no page: a line feed or a space put in at a join."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of one printed line. ``page`` is 1-based; the box is in PDF points, origin top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def bbox(self) -> str:
        """``x0,top,x1,bottom`` with two decimals, as the tables print it."""
        return f"{self.x0:.2f},{self.top:.2f},{self.x1:.2f},{self.bottom:.2f}"


def as_boxes(places: Sequence[Place]) -> str:
    """Places as the tables print them: ``page:x0,top,x1,bottom`` a printed line, joined by ``;``."""
    return ";".join(f"{p.page}:{p.bbox}" for p in places)


def from_boxes(boxes: str) -> list[Place]:
    """The places that `as_boxes` printed."""
    places = []
    for piece in filter(None, boxes.split(";")):
        page, _, box = piece.partition(":")
        x0, top, x1, bottom = map(float, box.split(","))
        places.append(Place(int(page), x0, top, x1, bottom))
    return places


@dataclass(frozen=True, slots=True)
class Pose:
    """How a scanned page lies: characters keep the places they have after it was set straight, boxes those on the page.

    Attributes:
        width: The page's width in points, after it was set straight.
        height: Its height.
        skew: Degrees by which it was turned counter-clockwise to set its lines level.
        turns: Quarter turns, counter-clockwise, that were made before.
    """

    width: float
    height: float
    skew: float = 0.0
    turns: int = 0

    def box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Where a box lies on the page as it is: the upright box around its middle line, as high as it was."""
        middle = (top + bottom) / 2
        (xa, ya), (xb, yb) = self._back(x0, middle), self._back(x1, middle)
        half = (bottom - top) / 2
        reach = (half, 0.0) if self.turns % 2 else (0.0, half)
        return min(xa, xb) - reach[0], min(ya, yb) - reach[1], max(xa, xb) + reach[0], max(ya, yb) + reach[1]

    def _back(self, x: float, y: float) -> tuple[float, float]:
        angle = math.radians(self.skew)
        dx, dy = x - self.width / 2, y - self.height / 2
        x = self.width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        y = self.height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        unturned = ((x, y), (self.height - y, x), (self.width - x, self.height - y), (y, self.width - x))
        return unturned[self.turns]


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set: what most of its characters have. Size in points."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    centered: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the clean text: a paragraph, heading, list item, footnote or caption.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character (its line feed not included).
        kind: ``heading``, ``paragraph``, ``item``, ``footnote`` or ``caption``.
        page: 1-based page on which it begins.
        label: The printed label, which stands in the text ("a)", "1."), or the dropped bullet glyph ("•").
        depth: Nesting depth of an item, from 1; 0 for all else.
        style: Its font.
        x0: Left edge of its first line, in points.
        gap: White space above its first line, in points; negative at the top of a page or column.
        column: 0 for the only or left column, 1 for the right one, 2 for a line across both.
    """

    start: int
    end: int
    kind: str
    page: int = 1
    label: str = ""
    depth: int = 0
    style: Style = field(default_factory=Style)
    x0: float = 0.0
    gap: float = 0.0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Join:
    """A layout hyphen that was undone or kept at a line end, for the record.

    Attributes:
        at: Offset in the clean text where the two lines meet.
        before: The word part that ended the line, with its hyphen.
        after: The word part that began the next.
        kept: Whether the hyphen stays.
        rule: Why.
    """

    at: int
    before: str
    after: str
    kept: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: its target and the words under it."""

    start: int
    end: int
    uri: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a raised footnote mark stood before it was dropped, and the footnote it points to.

    Attributes:
        at: Offset of the character after which the mark stood.
        label: The mark ("1", "*").
        page: 1-based page of the mark; the footnote of that label on that page is meant.
    """

    at: int
    label: str
    page: int


class CleanText:
    """The clean text of one document with its blocks and the way back to the page.

    Args:
        text: Blocks joined by line feeds.
        blocks: One for each line of ``text``, in order.
        char_line: For each character an index into ``lines``, or `NO_LINE`.
        char_x0: Left edge of each character's glyph, in points.
        char_x1: Right edge.
        lines: Array of shape (n, 3): page (1-based), top, bottom of each printed line.
        joins: Layout hyphens met.
        links: Link annotations over running text.
        marks: Footnote marks that were dropped.
        poses: How scanned pages lie, by page.
    """

    __slots__ = ("_char_line", "_char_x0", "_char_x1", "_lines", "blocks", "joins", "links", "marks", "poses", "text")

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        char_line: npt.NDArray[np.int32] | None = None,
        char_x0: npt.NDArray[np.float32] | None = None,
        char_x1: npt.NDArray[np.float32] | None = None,
        lines: npt.NDArray[np.float32] | None = None,
        joins: Sequence[Join] = (),
        links: Sequence[Link] = (),
        marks: Sequence[NoteMark] = (),
        poses: Mapping[int, Pose] | None = None,
    ) -> None:
        n = len(text)
        self.text = text
        self.blocks = tuple(blocks)
        self._char_line = np.full(n, NO_LINE, np.int32) if char_line is None else char_line
        self._char_x0 = np.zeros(n, np.float32) if char_x0 is None else char_x0
        self._char_x1 = np.zeros(n, np.float32) if char_x1 is None else char_x1
        self._lines = np.zeros((0, 3), np.float32) if lines is None else lines
        self.joins = tuple(joins)
        self.links = tuple(links)
        self.marks = tuple(marks)
        self.poses = dict(poses or {})
        if not len(self._char_line) == len(self._char_x0) == len(self._char_x1) == n:
            raise ValueError(f"place arrays must have one entry a character: {n} characters")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> str:
        return self.text[key]

    @property
    def nbytes(self) -> int:
        """Bytes held by the place arrays."""
        return int(self._char_line.nbytes + self._char_x0.nbytes + self._char_x1.nbytes + self._lines.nbytes)

    def locate(self, start: int, end: int) -> list[Place]:
        """Where ``text[start:end]`` stands: one `Place` for each printed line it touches, in reading order.

        Raises:
            ValueError: The offsets lie outside the text, or the wrong way round.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no slice {start}:{end} of a text of {len(self.text)} characters")
        places: list[Place] = []
        line_ids = self._char_line[start:end]
        at = 0
        while at < len(line_ids):
            line = int(line_ids[at])
            stop = at + 1
            while stop < len(line_ids) and int(line_ids[stop]) == line:
                stop += 1
            if line != NO_LINE:
                page, top, bottom = (float(v) for v in self._lines[line])
                x0 = float(self._char_x0[start + at : start + stop].min())
                x1 = float(self._char_x1[start + at : start + stop].max())
                previous = places[-1] if places else None
                if previous and (previous.page, previous.top, previous.bottom) == (int(page), top, bottom):
                    # the same line again after a character without a place
                    places[-1] = Place(previous.page, min(previous.x0, x0), top, max(previous.x1, x1), bottom)
                else:
                    places.append(Place(int(page), x0, top, x1, bottom))
            at = stop
        return [self._on_page(p) for p in places] if self.poses else places

    def _on_page(self, place: Place) -> Place:
        pose = self.poses.get(place.page)
        return Place(place.page, *pose.box(place.x0, place.top, place.x1, place.bottom)) if pose else place

    def page_at(self, offset: int) -> int | None:
        """The 1-based page of the first placed character at or after ``offset``, else of the last one before it."""
        n = len(self._char_line)
        for at in chain(range(offset, n), range(min(offset, n) - 1, -1, -1)):
            if self._char_line[at] != NO_LINE:
                return int(self._lines[self._char_line[at], 0])
        return None

    def with_blocks(self, blocks: Sequence[Block]) -> CleanText:
        """The same text and places with other blocks (their kinds set right); the arrays are shared."""
        return CleanText(
            self.text, blocks, self._char_line, self._char_x0, self._char_x1, self._lines, self.joins, self.links,
            self.marks, self.poses,
        )  # fmt: skip

    def blocks_between(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that begin within ``start:end``."""
        first = bisect_left(self.blocks, start, key=lambda b: b.start)
        return self.blocks[first : bisect_left(self.blocks, end, first, key=lambda b: b.start)]

    def note_at(self, mark: NoteMark) -> str:
        """The text of the footnote a mark points to; empty where none of that label stands on its page."""
        for block in self.blocks:
            if block.kind == "footnote" and block.label == mark.label and block.page == mark.page:
                return self.text[block.start : block.end]
        return ""

    def block_texts(self) -> Iterator[tuple[Block, str]]:
        """Each block with its text."""
        for block in self.blocks:
            yield block, self.text[block.start : block.end]

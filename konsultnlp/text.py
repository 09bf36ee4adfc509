"""`CleanText`: the reading-order text and, for every character, the page and glyph box it came from.

Offsets are Unicode code points. How the places of the characters are kept: see `konsultnlp.places`.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from konsultnlp.packed import kept
from konsultnlp.places import NO_LINE, STEPS, Places


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
        places: Where each character stands; without them none has a place.
        joins: Layout hyphens met.
        links: Link annotations over running text.
        marks: Footnote marks that were dropped.
        poses: How scanned pages lie, by page.
    """

    __slots__ = ("_notes", "_starts", "blocks", "joins", "links", "marks", "places", "poses", "text")

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        places: Places | None = None,
        joins: Sequence[Join] = (),
        links: Sequence[Link] = (),
        marks: Sequence[NoteMark] = (),
        poses: Mapping[int, Pose] | None = None,
    ) -> None:
        self.text = text
        self.blocks = kept(blocks)
        self._starts = array("q", (b.start for b in blocks))
        self.places = Places.none(len(text)) if places is None else places
        self.joins = kept(joins)
        self.links = tuple(links)
        self.marks = tuple(marks)
        self.poses = dict(poses or {})
        self._notes: dict[tuple[int, str], Block] | None = None
        if len(self.places) != len(text):
            raise ValueError(f"{len(self.places)} characters have places, expected one each of {len(text)}")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> str:
        return self.text[key]

    def locate(self, start: int, end: int) -> list[Place]:
        """Where ``text[start:end]`` stands: one `Place` for each printed line it touches, in reading order.

        Raises:
            ValueError: The offsets lie outside the text, or the wrong way round.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no slice {start}:{end} of a text of {len(self.text)} characters")
        if start == end:
            return []
        places: list[Place] = []
        line_ids, edges = self.places.between(start, end)
        # Runs of characters of one line, and the outermost edges of each.
        firsts = np.flatnonzero(np.diff(line_ids, prepend=line_ids[0] - 1))
        lefts = np.minimum.reduceat(edges[:, 0], firsts).tolist()
        rights = np.maximum.reduceat(edges[:, 1], firsts).tolist()
        for line, left, right in zip(line_ids[firsts].tolist(), lefts, rights, strict=True):
            if line == NO_LINE:
                continue
            page, top, bottom = self.places.line(line)
            x0, x1 = left / STEPS, right / STEPS
            previous = places[-1] if places else None
            if previous and (previous.page, previous.top, previous.bottom) == (page, top, bottom):
                # the same line again after a character without a place
                places[-1] = Place(page, min(previous.x0, x0), top, max(previous.x1, x1), bottom)
            else:
                places.append(Place(page, x0, top, x1, bottom))
        return [self._on_page(p) for p in places] if self.poses else places

    def _on_page(self, place: Place) -> Place:
        pose = self.poses.get(place.page)
        return Place(place.page, *pose.box(place.x0, place.top, place.x1, place.bottom)) if pose else place

    def page_at(self, offset: int) -> int | None:
        """The 1-based page of the first placed character at or after ``offset``, else of the last one before it."""
        line = self.places.line_near(offset)
        return None if line == NO_LINE else self.places.line(line)[0]

    def page_starts(self) -> list[tuple[int, int]]:
        """``(offset, page)`` for each character that stands on another page than the last placed one before it."""
        starts: list[tuple[int, int]] = []
        for block in self.blocks:
            at = block.start
            while at < block.end:
                page = self.page_at(at)
                if page is not None and (not starts or starts[-1][1] != page):
                    starts.append((at, page))
                at = self._next_page(at, block.end, page)
        return starts

    def _next_page(self, start: int, end: int, page: int | None) -> int:
        """The first offset of a block from which on it stands on another page than at ``start``; ``end`` where it does not."""
        if self.page_at(end - 1) == page:
            return end
        low, high = start, end - 1  # a block goes on over a page break once: pages only rise within it
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.page_at(middle) == page else (low, middle)
        return high

    def with_blocks(self, blocks: Sequence[Block]) -> CleanText:
        """The same text and places with other blocks (their kinds set right); the places are shared."""
        return CleanText(self.text, blocks, self.places, self.joins, self.links, self.marks, self.poses)

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """The blocks that begin within ``start:end``."""
        return self.blocks[slice(*self.indices_between(start, end))]

    def indices_between(self, start: int, end: int) -> tuple[int, int]:
        """The indices of the first block that begins within ``start:end`` and of the first after it that does not."""
        first = bisect_left(self._starts, start)
        return first, bisect_left(self._starts, end, first)

    def note_at(self, mark: NoteMark) -> str:
        """The text of the footnote a mark points to; empty where none of that label stands on its page."""
        if self._notes is None:
            notes = [b for b in self.blocks if b.kind == "footnote"]
            self._notes = {(b.page, b.label): b for b in reversed(notes)}
        block = self._notes.get((mark.page, mark.label))
        return self.text[block.start : block.end] if block else ""

    def block_texts(self) -> Iterator[tuple[Block, str]]:
        """Each block with its text."""
        for block in self.blocks:
            yield block, self.text[block.start : block.end]

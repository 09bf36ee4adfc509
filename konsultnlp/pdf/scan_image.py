"""The picture of a scanned page made ready for reading: lit evenly, set straight, without specks; and what its ink shows.

Supports: grey and coloured scans of print at any size, turned by up to `MAX_SKEW` degrees. Avoids: finding text in photographs.
OpenCV (extra ``ocr``) does the image work; it is loaded when a page needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from types import ModuleType

Gray = npt.NDArray[np.uint8]
"""A picture: rows of pixels from 0 (black) to 255 (white)."""

MAX_SKEW = 4.0
"""Degrees by which a page may lie askew on the scanner's glass."""
SKEW_STEPS = (0.5, 0.1, 0.02)
SLANTS = (0.1, 0.2)
SLANTED = 0.85
"""Upright letters lose half of their sharpness when they are sheared by the least of `SLANTS`, italic ones gain as much."""
INK = 128
"""A pixel darker than this holds ink, in a picture that is lit evenly."""
SPECK_SHARE = 0.06
"""A spot of ink smaller than this share of a small letter's square, and away from all letters, is dirt."""
TINY_SHARE = 0.02
"""… and one smaller than this is dirt anywhere: the dot of an i has about 0.05."""
LETTER_HEIGHTS = (10, 120)
"""Pixels that a letter may be high at the resolution of reading."""
RULE_LENGTH = 110
"""Pixels of the shortest rule: longer than any stroke of a letter."""
LONG_RULE = 240
THICK_RULE = 3
CELL_HEIGHT = 36
"""Pixels of the lowest cell: an upright stroke so long may part two cells, if it runs from rule to rule."""
CORNER = 10
RULE_WIDTH = 11
RULE_BREAK = 5
RULE_SHADE = 25
"""By how much a rule is darker than the paper on its sides."""
EMPTY_SHARE = 0.0004
"""A page with less than this share of dark pixels is blank: one line of text has about 0.002."""


def is_blank(picture: Gray) -> bool:
    """Whether a page's picture shows nothing: no ink but for some specks, whatever the paper's shade."""
    paper = float(np.median(picture))
    return float((picture < paper - 60).mean()) < EMPTY_SHARE


@dataclass(slots=True)
class Spot:
    """A connected piece of ink: its box in pixels and its area."""

    x0: int
    top: int
    x1: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def fill(self) -> float:
        """The share of its box that is ink."""
        return self.area / (self.width * self.height)


class Scan:
    """One page's picture, made ready.

    Args:
        picture: The page as rendered.

    Attributes:
        picture: The same, lit evenly, set straight and without specks.
        skew: Degrees by which it was turned (counter-clockwise) to set it straight.
        rules: Straight rules across and down, which are wiped out of ``picture``: boxes in pixels.
    """

    def __init__(self, picture: Gray) -> None:
        self._cv: ModuleType = _opencv()
        lit = self._lit_evenly(picture)
        self.skew = self._skew_of(lit)
        straight = self._turned(lit, self.skew) if self.skew else lit
        unruled, self.rules = self._without_rules(straight)
        self.picture, spots = self._without_specks(unruled)
        self._ink = (self.picture < INK).astype(np.uint8)
        self._spots = sorted(spots, key=lambda s: s.x0)
        self._starts = np.array([s.x0 for s in self._spots])

    def spots(self, x0: float, top: float, x1: float, bottom: float) -> list[Spot]:
        """The spots of ink whose middle lies in a box (pixels), from left to right."""
        first = int(np.searchsorted(self._starts, x0 - LETTER_HEIGHTS[1]))
        last = int(np.searchsorted(self._starts, x1))
        return [
            s
            for s in self._spots[first:last]
            if x0 <= (s.x0 + s.x1) / 2 < x1 and top <= (s.top + s.bottom) / 2 < bottom
        ]

    def stroke(self, x0: int, top: int, x1: int, bottom: int) -> float:
        """How thick the lines of the letters in a box are, in pixels; 0 where there is no ink.

        Twice the area over the length of the outline: that of bold type is a third more than that of the text.
        """
        ink = np.pad(self._ink[top:bottom, x0:x1], 2)
        edge = int(ink.sum()) - int(self._cv.erode(ink, np.ones((3, 3), np.uint8)).sum())
        return 2.0 * int(ink.sum()) / edge if edge else 0.0

    def is_slanted(self, x0: int, top: int, x1: int, bottom: int) -> bool:
        """Whether the letters in a box are italic: their stems stand in sharper columns once they are set upright."""
        ink = np.pad(self._ink[top:bottom, x0:x1] * np.uint8(255), ((0, 0), (bottom - top, bottom - top)))
        upright = _sharpness(ink)
        return bool(upright) and max(_sharpness(self._sheared(ink, slant)) for slant in SLANTS) > SLANTED * upright

    def _sheared(self, ink: Gray, slant: float) -> Gray:
        height, width = ink.shape
        matrix = np.array([[1, slant, -slant * height / 2], [0, 1, 0]], np.float32)
        sheared: Gray = self._cv.warpAffine(ink, matrix, (width, height))
        return sheared

    def _lit_evenly(self, picture: Gray) -> Gray:
        """Divides by the paper's shade, which a rough median of the page gives: shadows and yellowed paper turn white."""
        cv = self._cv
        small = cv.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv.INTER_AREA)
        paper = cv.resize(cv.medianBlur(small, 31), (picture.shape[1], picture.shape[0]))
        lit: Gray = cv.divide(picture, paper, scale=255)
        threshold, _ = cv.threshold(lit, 0, 255, cv.THRESH_BINARY + cv.THRESH_OTSU)
        # The border between ink and paper is moved to `INK`, so that grey print counts as ink as black print does.
        darker = max(1.0, (255 - INK) / max(255.0 - threshold, 1.0))
        darkened: Gray = np.clip(255.0 - (255.0 - lit) * darker, 0, 255).astype(np.uint8)
        return darkened

    def _skew_of(self, picture: Gray) -> float:
        """The turn at which the rows of ink stand out most sharply, found from coarse to fine."""
        cv = self._cv
        ink = np.where(picture < INK, np.uint8(255), np.uint8(0))
        small = cv.resize(ink, None, fx=1 / 3, fy=1 / 3, interpolation=cv.INTER_AREA)

        def sharpness(degrees: float) -> float:
            return _sharpness(self._turned(small, degrees, paper=0).T)

        best, reach = 0.0, MAX_SKEW
        for step in SKEW_STEPS:
            around = np.arange(best - reach, best + reach + step / 2, step)
            best, reach = float(max(around, key=sharpness)), step
        return round(best, 2)

    def _turned(self, picture: Gray, degrees: float, paper: int = 255) -> Gray:
        cv = self._cv
        height, width = picture.shape
        matrix = cv.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        turned: Gray = cv.warpAffine(picture, matrix, (width, height), flags=cv.INTER_CUBIC, borderValue=paper)
        return turned

    def _without_rules(self, picture: Gray) -> tuple[Gray, list[tuple[int, int, int, int]]]:
        """Wipes out long thin straight rules, grey ones as well, which are no letters and would be read as some."""
        cv = self._cv
        wiped = picture.copy()
        rules: list[tuple[int, int, int, int]] = []
        for across in (True, False):

            def bar(length: int, width: int, across: bool = across) -> npt.NDArray[np.uint8]:
                return np.ones((width, length) if across else (length, width), np.uint8)

            # What is darker than the paper on both of its long sides, without a break, for longer than any letter.
            thin = cv.morphologyEx(picture, cv.MORPH_BLACKHAT, bar(1, RULE_WIDTH))
            dark = cv.morphologyEx((thin > RULE_SHADE).astype(np.uint8), cv.MORPH_CLOSE, bar(RULE_BREAK, 1))
            long = cv.morphologyEx(dark, cv.MORPH_OPEN, bar(RULE_LENGTH if across else CELL_HEIGHT, 1))
            count, labels, stats, _ = cv.connectedComponentsWithStats(long, connectivity=8)
            # A row of letters that touch one another may make a hair-thin piece.
            whole = np.zeros(count, bool)
            whole[1:] = (stats[1:, 2:4].max(axis=1) >= LONG_RULE) | (stats[1:, 2:4].min(axis=1) >= THICK_RULE)
            if not across:
                walls = [h >= RULE_LENGTH or _parts_cells(x, y, h, rules) for x, y, _, h, _ in stats[1:].tolist()]
                whole[1:] &= np.array(walls, bool)
            rules.extend((int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[whole].tolist())
            wiped[cv.dilate(whole[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
        return wiped, rules

    def _without_specks(self, picture: Gray) -> tuple[Gray, list[Spot]]:
        """Wipes out small spots that stand alone, with the grey around them; a stop and the dot of an i stand by a letter."""
        cv = self._cv
        ink = (picture < INK).astype(np.uint8)
        count, labels, stats, _ = cv.connectedComponentsWithStats(ink, connectivity=8)
        boxes: Any = stats[1:]
        heights = boxes[:, cv.CC_STAT_HEIGHT]
        letters = heights[(heights >= LETTER_HEIGHTS[0]) & (heights <= LETTER_HEIGHTS[1])]
        usual = int(np.median(letters)) if len(letters) else LETTER_HEIGHTS[0]
        small, tiny = np.zeros(count, bool), np.zeros(count, bool)
        small[1:] = boxes[:, cv.CC_STAT_AREA] < SPECK_SHARE * usual * usual
        tiny[1:] = boxes[:, cv.CC_STAT_AREA] < TINY_SHARE * usual * usual
        by_letters = cv.dilate((~small[labels] & (ink > 0)).astype(np.uint8), np.ones((usual, usual), np.uint8))
        beside = np.zeros(count, bool)
        beside[np.unique(labels[by_letters > 0])] = True
        specks = tiny | (small & ~beside)
        wiped = picture.copy()
        wiped[cv.dilate(specks[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
        kept = [
            Spot(int(x), int(y), int(x + w), int(y + h), int(area)) for x, y, w, h, area in boxes[~specks[1:]].tolist()
        ]
        return wiped, kept


def _parts_cells(x: int, top: int, height: int, rules: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether a short upright stroke runs from one rule across to another, as the wall between two cells does."""
    crossed = [r for r in rules if r[0] - CORNER <= x <= r[2] + CORNER]
    return all(any(abs(r[1] - y) <= CORNER for r in crossed) for y in (top, top + height))


def _sharpness(ink: Gray) -> float:
    """How much the ink differs from column to column."""
    return float(np.square(np.diff(ink.sum(axis=0, dtype=np.float64))).sum())


def _opencv() -> ModuleType:
    import cv2

    return cv2

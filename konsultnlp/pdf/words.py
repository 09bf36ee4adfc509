"""Glyphs to words: runs without white space, parted by gaps that are wider than letter-spacing.

Most glyphs stand right after the one before, on its baseline and in its font; they are found for a whole page at once,
and only at the others the word so far is looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from konsultnlp.pdf.glyphs import NO_FONT, Floats, Glyphs
from konsultnlp.pdf.model import SPACE_SHARE, SPACE_SHARE_WITH_GLYPHS, Word, composed

DRAWN_SPACES = 0.05
# Two glyphs of one word stand on one baseline, give or take this share of the size.
BASELINE_SHARE = 0.12
# … and are of one size, give or take this share.
SAME_SIZE = 0.05
# A glyph reaches back over the one before by less than this share of the size.
OVERLAP_SHARE = 0.5
# Letters of a word without letter-spacing stand no further apart than this share of the size.
TIGHT_SHARE = 0.07
# The thin space between thousands; figures stand on their full width and are never kerned.
THIN_SPACE_SHARE = 0.12
# Words drawn again on the same spot (fake bold, a shadow) are one word; in points.
SAME_SPOT = 0.6


def words_of(glyphs: Glyphs) -> list[Word]:
    """The words of a page, in drawing order."""
    return _once(_Run(glyphs).words()) if glyphs.texts else []


class _Run:
    """A page's glyphs with all that can be reckoned of them at once; lists, where single glyphs are looked at."""

    def __init__(self, glyphs: Glyphs) -> None:
        texts, n = glyphs.texts, len(glyphs.texts)
        blank = glyphs.font_ids == NO_FONT
        letters = np.fromiter(map(len, texts), np.intp, n)
        # A ligature's letters share its width.
        steps = (glyphs.x1 - glyphs.x0) / np.maximum(letters, 1)
        gaps = np.maximum(glyphs.x0, np.minimum(glyphs.begins, glyphs.x1))
        gaps[1:] -= (glyphs.x0 + steps * letters)[:-1]
        sizes = np.array([*(f.size for f in glyphs.fonts), 0.0])[glyphs.font_ids]  # `NO_FONT` is the last one
        self._glyphs = glyphs
        self._space = SPACE_SHARE_WITH_GLYPHS if np.count_nonzero(blank) > DRAWN_SPACES * n else SPACE_SHARE
        self._apart: list[int] = np.flatnonzero(~_follow(glyphs, sizes, gaps)).tolist()
        self._blank: list[bool] = blank.tolist()
        self._sizes: list[float] = sizes.tolist()
        self._gaps: list[float] = gaps.tolist()
        self._baselines: list[float] = glyphs.baselines.tolist()
        # The letters of all glyphs, one after the other.
        starts = np.concatenate(([0], np.cumsum(letters)))
        of = np.repeat(np.arange(n), letters)
        nth = np.arange(len(of)) - starts[of]
        self._text = "".join(texts)
        self._starts: list[int] = starts.tolist()
        self._x0s: list[float] = (glyphs.x0[of] + steps[of] * nth).tolist()
        self._x1s: list[float] = (glyphs.x0[of] + steps[of] * (nth + 1)).tolist()
        self._composed = unicodedata.is_normalized("NFC", self._text)

    def words(self) -> Iterator[Word]:
        """Its words."""
        first = -1
        spaced = False
        for at in self._apart:
            if self._blank[at]:
                if first >= 0:
                    yield self._word(first, at, spaced)
                first, spaced = -1, True
            elif first < 0:
                first = at
            elif not self._goes_on(first, at):
                yield self._word(first, at, spaced)
                first, spaced = at, False
        if first >= 0:
            yield self._word(first, len(self._blank), spaced)

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether the word that begins at ``first`` goes on with the glyph at ``at``."""
        own, gap = self._sizes[at], self._gaps[at]
        size = max(self._sizes[first], own)
        if not (
            -OVERLAP_SHARE * size < gap <= self._space * size
            and abs(self._baselines[at] - self._baselines[first]) <= BASELINE_SHARE * size
            and abs(own - self._sizes[first]) <= SAME_SIZE * size
        ):
            return False
        # Letter-spacing parts all letters of a word; one gap after letters that stand close is a space (a tab).
        if self._starts[at] - self._starts[first] > 1:
            close = max(self._gaps[first + 1 : at], default=0.0) < TIGHT_SHARE * size
        else:
            close = self._stand_close(at)
        widest = SPACE_SHARE if close else self._space
        if close and self._glyphs.texts[at - 1][-1].isdigit() and self._glyphs.texts[at][0].isdigit():
            widest = THIN_SPACE_SHARE
        return gap <= widest * size

    def _stand_close(self, at: int) -> bool:
        """Whether a glyph and the one after it follow each other on one baseline without letter-spacing."""
        after = at + 1
        if after == len(self._blank) or self._blank[after]:
            return False
        size = self._sizes[at]
        gap = float(self._glyphs.x0[after] - self._glyphs.x1[at])
        return (
            abs(self._baselines[after] - self._baselines[at]) <= BASELINE_SHARE * size
            and -OVERLAP_SHARE * size < gap < TIGHT_SHARE * size
        )

    def _word(self, first: int, end: int, spaced: bool) -> Word:
        start, stop = self._starts[first], self._starts[end]
        font = self._glyphs.font(first)
        baseline = self._baselines[first]
        bottom = baseline + font.descent * font.size
        word = Word(
            self._text[start:stop], self._x0s[start:stop], self._x1s[start:stop], bottom - font.size, bottom, baseline,
            font.size, font.name, font.bold, font.italic, spaced,
        )  # fmt: skip
        if not self._composed:
            word.text = composed(word)
        return word


def _follow(glyphs: Glyphs, sizes: Floats, gaps: Floats) -> npt.NDArray[np.bool_]:
    """Which glyphs belong to the word of the one before, whatever that word is: same size, same baseline, hardly any gap."""
    blank = glyphs.font_ids == NO_FONT
    follow = np.zeros(len(glyphs.texts), bool)
    follow[1:] = (
        (sizes[1:] == sizes[:-1])
        & (glyphs.baselines[1:] == glyphs.baselines[:-1])
        & (gaps[1:] > -OVERLAP_SHARE * sizes[1:])
        & (gaps[1:] <= THIN_SPACE_SHARE * sizes[1:])
        & ~blank[1:]
        & ~blank[:-1]
    )
    return follow


def _once(words: Iterable[Word]) -> list[Word]:
    """Drops words that are drawn again on the same spot."""
    kept: list[Word] = []
    seen: dict[tuple[str, int, int], Word] = {}
    rows: set[tuple[str, int]] = set()
    for word in words:
        text, column, row = word.text, round(word.x0s[0]), round(word.baseline)
        if ((text, row) in rows or (text, row - 1) in rows or (text, row + 1) in rows) and any(
            (twin := seen.get((text, column + i, row + j))) is not None
            and abs(twin.x0s[0] - word.x0s[0]) < SAME_SPOT
            and abs(twin.baseline - word.baseline) < SAME_SPOT
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
        ):
            continue
        rows.add((text, row))
        seen[text, column, row] = word
        kept.append(word)
    return kept

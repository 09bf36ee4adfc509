"""What the layout works on: words and lines with their boxes. Points, origin at the page's top left."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from konsultnlp.text import Pose

# A gap wider than this share of the font size is a space where no space glyph was drawn: kerning stays below 0.1 em, a
# word space is 0.25 em. Where spaces are drawn as glyphs, a smaller gap is letter-spacing ("D E T  K O N G E L I G E").
SPACE_SHARE = 0.18
SPACE_SHARE_WITH_GLYPHS = 0.32

# Words nearer than this share of the size are one word that a change of size or a link has parted.
GLUE_SHARE = 0.08

LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}
"""What a ligature stands for, by code point."""

SYMBOL_BLANKS = {0xF020: " ", 0xF0A0: " "}
"""Blanks of fonts with a private code, such as Symbol and Wingdings, which Word writes after a bullet or in place of a space."""

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(slots=True)
class Word:
    """A run of glyphs without white space.

    Attributes:
        text: Its characters; ``x0s`` and ``x1s`` hold one edge each for every one of them.
        baseline: Distance of the baseline from the page's top.
        size: Font size as drawn, in points.
    """

    text: str
    x0s: list[float]
    x1s: list[float]
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    bold: bool
    italic: bool
    spaced: bool = False
    """Whether white space was drawn before it."""
    underlined: bool = False
    tight: bool = False
    """Whether only a mark that was taken out stood between it and the word before."""

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.x0s[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.x1s[-1]

    @property
    def box(self) -> Box:
        """Its box."""
        return (self.x0, self.top, self.x1, self.bottom)


def composed(word: Word) -> str:
    """Base letters and combining marks drawn apart ("a" + U+030A), put together with their edges."""
    if unicodedata.is_normalized("NFC", word.text):
        return word.text
    text = ""
    x0s: list[float] = []
    x1s: list[float] = []
    for char, x0, x1 in zip(word.text, word.x0s, word.x1s, strict=True):
        joined = unicodedata.normalize("NFC", text[-1:] + char)
        if text and unicodedata.combining(char) and len(joined) == 1:
            text = text[:-1] + joined
            x1s[-1] = max(x1s[-1], x1)
        else:
            text += char
            x0s.append(x0)
            x1s.append(x1)
    word.x0s, word.x1s = x0s, x1s
    return text


def joined(words: Sequence[Word]) -> str:
    """Words as text: a space between them, but none within a word that a link or a change of size has parted."""
    parts: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None and not glued(last, word):
            parts.append(" ")
        parts.append(word.text)
        last = word
    return "".join(parts)


def glued(left: Word, right: Word) -> bool:
    """Whether no white space stands between two neighbours."""
    if right.tight:
        return True
    # Slanted letters lean over the space drawn between them.
    least = -GLUE_SHARE if right.spaced and left.italic and right.italic else GLUE_SHARE
    return right.x0s[0] - left.x1s[-1] < least * max(left.size, right.size)


@dataclass(slots=True)
class Line:
    """Words that stand on one baseline of one column, from left to right."""

    words: list[Word]
    page: int
    column: int = 0
    raised: frozenset[int] = field(default_factory=frozenset)
    """Indices of words that are raised marks."""
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Footnote marks taken out: the index of the word after which each stood, and the mark."""

    _main: Word | None = field(default=None, init=False, repr=False, compare=False)
    _text: str | None = field(default=None, init=False, repr=False, compare=False)
    _x1: float | None = field(default=None, init=False, repr=False, compare=False)

    def changed(self) -> None:
        """To be called when its words were changed: what was reckoned of them is reckoned anew."""
        self._main = self._text = self._x1 = None

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0s[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        if self._x1 is None:
            self._x1 = max(w.x1s[-1] for w in self.words)
        return self._x1

    @property
    def text(self) -> str:
        """Its words as running text."""
        if self._text is None:
            self._text = joined(self.words)
        return self._text

    @property
    def main(self) -> Word:
        """The word that stands for the line's style: the longest of the commonest style."""
        if self._main is None:
            self._main = _main(self.words)
        return self._main

    @property
    def top(self) -> float:
        """Top of its main size (a taller word does not move it)."""
        return self.main.top

    @property
    def bottom(self) -> float:
        """Bottom of its main size."""
        return self.main.bottom

    @property
    def size(self) -> float:
        """Its main size."""
        return self.main.size

    @property
    def baseline(self) -> float:
        """Its main baseline."""
        return self.main.baseline

    @property
    def box(self) -> Box:
        """Its box."""
        return (self.x0, self.top, self.x1, self.bottom)


def _main(words: Sequence[Word]) -> Word:
    first = words[0]
    style = (first.size, first.bold, first.italic, first.font)
    if all((w.size, w.bold, w.italic, w.font) == style for w in words):
        return max(words, key=lambda w: len(w.text))
    weight: dict[tuple[object, ...], int] = {}
    best: dict[tuple[object, ...], Word] = {}
    for word in words:
        key = (round(word.size, 1), word.bold, word.italic, word.font)
        weight[key] = weight.get(key, 0) + len(word.text)
        if key not in best or len(word.text) > len(best[key].text):
            best[key] = word
    return best[max(weight, key=lambda k: weight[k])]


@dataclass(slots=True)
class LinkArea:
    """A link annotation: its target and the area that can be clicked."""

    uri: str
    box: Box

    def covers(self, x0: float, x1: float, word: Word) -> bool:
        """Whether the middle of a glyph of ``word`` from ``x0`` to ``x1`` lies in the area."""
        return (
            self.box[0] <= (x0 + x1) / 2 <= self.box[2] and self.box[1] <= (word.top + word.bottom) / 2 <= self.box[3]
        )


@dataclass(slots=True)
class Page:
    """One page: its size in points (as displayed), its words and its links."""

    number: int
    width: float
    height: float
    words: list[Word]
    links: list[LinkArea] = field(default_factory=list)
    ruled: bool = False
    """Whether it may hold a table, so that the slow reader shall look at it."""
    pictured: bool = False
    """Whether pictures cover most of it, looked at where there are few words."""
    rules: list[Box] = field(default_factory=list)
    """The rules that were found in its picture, if it was read by OCR."""
    pose: Pose | None = None
    """How it lies, if it is a scan that was read by OCR."""
    confidence: float = 100.0
    """How sure the OCR is of its characters, from 0 to 100."""

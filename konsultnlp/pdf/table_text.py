"""Words of a page as the table reader needs them, and the text of a cell made from them.

Lines of a cell become one line. A layout hyphen is undone by a rule the caller may replace by the document's own.
Turned writing (column heads that run upwards) is read in its own direction. Raised footnote marks are dropped, as in
the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from konsultnlp.pdf.ink import Char, Ink
from konsultnlp.pdf.model import LIGATURES, SPACE_SHARE, SPACE_SHARE_WITH_GLYPHS, SYMBOL_BLANKS

HyphenRule: TypeAlias = Callable[[str, str], tuple[str, str]]
"""What to do where a line ends with a hyphen: given the text so far, hyphen included, and the text that follows, the
text as it shall stand and what goes between: ``("inn-", "gått")`` → ``("inn", "")``."""

_HYPHENS = "-\u2010\u2011\u00ad"
NO_GAP = 0.03
"""Share of the size below which two glyphs stand edge to edge."""
_SOFT = "\u00ad"


@dataclass(slots=True)
class TableWord:
    """A run of glyphs without white space.

    Attributes:
        x0, top, x1, bottom: Its box, in points from the page's top left.
        baseline: Where its line stands: distance from the top, or for turned writing across it.
        start, end: Extent along the reading direction.
        turn: Degrees its writing is turned against the page: 0, 90 (upwards), 180, 270 (downwards).
        spaced: Whether a space glyph was drawn right after it.
        glyphs: Its glyphs with their left and right edges.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    start: float
    end: float
    size: float
    bold: bool
    turn: int
    spaced: bool = False
    glyphs: list[tuple[str, float, float]] = field(default_factory=list)

    def split(self, walls: Sequence[float]) -> list[TableWord]:
        """Itself, cut where one of ``walls`` runs through a gap between two of its glyphs."""
        if self.turn or not any(self.x0 < wall < self.x1 for wall in walls):
            return [self]
        parts = [self.glyphs[:1]]
        for glyph in self.glyphs[1:]:
            left, right = parts[-1][-1][2], glyph[1]
            if right - left >= 0.8 and any(left - 0.5 <= wall <= right + 0.5 for wall in walls):
                parts.append([])
            parts[-1].append(glyph)
        if len(parts) == 1:
            return [self]
        return [
            replace(
                self,
                text=unicodedata.normalize("NFC", "".join(g[0] for g in part)),
                glyphs=part,
                x0=part[0][1],
                x1=part[-1][2],
                start=part[0][1],
                end=part[-1][2],
                spaced=self.spaced and part is parts[-1],
            )
            for part in parts
        ]

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class TextLine:
    """Words on one baseline, from left to right."""

    words: list[TableWord]

    @property
    def text(self) -> str:
        """Its words, a space between them."""
        return " ".join(w.text for w in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        """Top edge."""
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return max(w.bottom for w in self.words)

    @property
    def baseline(self) -> float:
        """Where it stands: most of its words do."""
        return median(w.baseline for w in self.words)

    @property
    def size(self) -> float:
        """Its font size."""
        return max(w.size for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(w.bold for w in self.words)


def page_words(ink: Ink) -> list[TableWord]:
    """The words of a page, in drawing order."""
    chars = [c for c in ink.chars if c.text]
    composed = {
        t: unicodedata.normalize("NFC", t).translate(LIGATURES | SYMBOL_BLANKS) for t in {c.text for c in chars}
    }
    drawn = sum(c.text.isspace() for c in chars) > 0.05 * len(chars)
    share = SPACE_SHARE_WITH_GLYPHS if drawn else SPACE_SHARE
    words: list[TableWord] = []
    open_word: TableWord | None = None
    for c, after in pairwise([*chars, None]):
        text = composed[c.text] if c else ""
        if not c or not text.strip() or text.startswith("(cid:"):
            if open_word and text.isspace() and after and _stands_close(open_word, after, ink):
                continue  # a soft hyphen that no line end made visible, drawn as a space without width
            if open_word and text.isspace():
                open_word.spaced = True
            open_word = None
            continue
        x0, top, x1, bottom, baseline, start, end, size, turn = _place(c, ink)
        if open_word is not None:
            largest = max(open_word.size, size)
            if (
                open_word.turn == turn
                and abs(baseline - open_word.baseline) <= 0.12 * largest
                and abs(size - open_word.size) <= 0.05 * largest
                and -0.5 * largest < start - open_word.end <= share * largest
            ):
                open_word.text += text
                open_word.glyphs.append((text, x0, x1))
                open_word.end = max(open_word.end, end)
                open_word.x0, open_word.x1 = min(open_word.x0, x0), max(open_word.x1, x1)
                open_word.top, open_word.bottom = min(open_word.top, top), max(open_word.bottom, bottom)
                continue
        open_word = TableWord(
            text, x0, top, x1, bottom, baseline, start, end, size, c.bold, turn, glyphs=[(text, x0, x1)]
        )
        words.append(open_word)
    for word in words:
        word.text = unicodedata.normalize("NFC", word.text)
    return _once(words)


def _place(c: Char, ink: Ink) -> tuple[float, float, float, float, float, float, float, float, int]:
    """A character's x0, top, x1, bottom, baseline, start, end, size and turn, as `TableWord` has them."""
    a, b = c.a, c.b
    turn = 0 if abs(a) >= abs(b) and a >= 0 else 180 if abs(a) >= abs(b) else 90 if b > 0 else 270
    # in pdfplumber's frame and back, so that both reckon alike to the last digit
    x0, x1 = (c.x0 + ink.dx) - ink.dx, (c.x1 + ink.dx) - ink.dx
    top, bottom = ((ink.height - c.y1) + ink.dy) - ink.dy, ((ink.height - c.y0) + ink.dy) - ink.dy
    # the box and the matrix share one frame, so the differences carry the origin over to the page
    baseline = x0 + (c.e - x0) if turn in (90, 270) else bottom - (c.f - c.y0)
    if not turn:
        return x0, top, x1, bottom, baseline, x0, x1, float(c.size), 0
    start, end = {180: (-x1, -x0), 90: (-bottom, -top), 270: (top, bottom)}[turn]
    size = x1 - x0 if turn in (90, 270) else c.size  # pdfminer gives the height of the box
    return x0, top, x1, bottom, baseline if turn == 90 else -baseline, start, end, float(size), turn


def _stands_close(word: TableWord, after: Char, ink: Ink) -> bool:
    """Whether a glyph follows a level word without any gap."""
    x0, top, _, bottom, *_ = _place(after, ink)
    level = word.turn == 0 and abs((bottom - top) - (word.bottom - word.top)) < 0.5
    return level and abs(x0 - word.x1) < NO_GAP * word.size


def _once(words: Iterable[TableWord]) -> list[TableWord]:
    """Drops words that are drawn again on the same spot (fake bold, a shadow)."""
    kept: list[TableWord] = []
    seen: dict[tuple[str, int, int], TableWord] = {}
    for word in words:
        column, row = round(word.x0), round(word.top)
        around = (seen.get((word.text, column + i, row + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(w and abs(w.x0 - word.x0) < 0.6 and abs(w.top - word.top) < 0.6 for w in around):
            continue
        seen[word.text, column, row] = word
        kept.append(word)
    return kept


def text_lines(words: Iterable[TableWord]) -> list[TextLine]:
    """Words of one direction, put into lines from top to bottom."""
    rows: list[list[TableWord]] = []
    at = 0.0
    for word in sorted(words, key=lambda w: (w.baseline, w.start)):
        if rows and abs(word.baseline - at) <= 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
            at = word.baseline
    return [TextLine(sorted(row, key=lambda w: w.start)) for row in rows]


def cell_lines(words: Sequence[TableWord]) -> list[TextLine]:
    """The lines of one cell: each direction by itself, the commonest first; raised marks dropped."""
    lines: list[TextLine] = []
    turns = sorted({w.turn for w in words}, key=lambda t: (-sum(len(w.text) for w in words if w.turn == t), t))
    for turn in turns:
        own = [w for w in words if w.turn == turn]
        lines.extend(text_lines(_without_marks(own)))
    return lines


_MARK = re.compile(r"\d{1,2}|\*{1,3}|\d\)")
_UNIT = re.compile(r"(?:^|[\d\s(/])[kdcm]?m$|CO$")  # m², km³: the raised figure belongs to the word


def _without_marks(words: list[TableWord]) -> list[TableWord]:
    """Words without raised footnote marks; the figure of a unit is put to its word."""
    if len(words) < 2:
        return words
    size = median(w.size for w in words for _ in w.text)
    kept = list(words)
    for mark in words:
        if mark.size >= 0.8 * size or not _MARK.fullmatch(mark.text):
            continue
        for at, host in enumerate(kept):
            near = -0.3 * size < mark.start - host.end < 0.35 * size
            if host.size > mark.size and near and 0.12 * size < host.baseline - mark.baseline < 0.8 * size:
                if _UNIT.search(host.text):
                    kept[at] = replace(host, text=host.text + mark.text, end=mark.end, spaced=mark.spaced)
                kept = [w for w in kept if w is not mark]
                break
    return kept


def trails_spaces(cells: Iterable[Sequence[TextLine]]) -> bool:
    """Whether this writer draws the space at a line end: then a line end without one breaks no space."""
    with_space = without = 0
    for lines in cells:
        for line in lines[:-1]:
            last = line.words[-1]
            if last.text[-1] in _HYPHENS or last.text[-1] in "–/":
                continue
            with_space += last.spaced
            without += not last.spaced
    return with_space >= 3 and with_space >= 4 * without


def join_lines(lines: Sequence[TextLine], hyphen: HyphenRule | None = None, spaces_drawn: bool = False) -> str:
    """The lines of a cell as one line.

    Args:
        lines: From top to bottom.
        hyphen: Decides at a hyphen at a line end; without it `undo_hyphen`.
        spaces_drawn: See `trails_spaces`; "stat –" / "kommune" is then "stat –kommune", as it was written.
    """
    rule = hyphen or undo_hyphen
    text, spaced = "", False
    for line in lines:
        after = " ".join(line.text.split())
        if not after:
            continue
        if not text:
            text = after
        elif spaced:
            text += " " + after
        elif text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalnum():
            before, glue = rule(text, after)
            text = before + glue + after
        elif text[-1] == "/" or (text[-1] in "–—" and (spaces_drawn or (len(text) > 1 and text[-2].isdigit()))):
            text += after
        else:
            text += " " + after
        spaced = line.words[-1].spaced
    return " ".join(text.replace(_SOFT, "").split())


_LAST_PART = re.compile(r"[^\W_]+(?=[-\u2010\u2011\u00ad]$)")
_FIRST_PART = re.compile(r"[^\W_]+")
# "helse- og omsorgstjenester": the part after the hyphen is left out, and a coordination follows
_COORDINATION = {"og", "eller", "samt", "men", "til", "/", "&"}
# first parts that keep their hyphen: "ikke-statlig", "ikkje-kommunal"
_KEEPERS = {"ikke", "ikkje", "non", "covid", "nav"}


def undo_hyphen(before: str, after: str) -> tuple[str, str]:
    """The rule for a hyphen at a line end inside a cell where the document gives none.

    Args:
        before: The text so far, which ends with the hyphen.
        after: The text that follows.

    Returns:
        The text before as it shall stand, and what goes between the two.
    """
    if before.endswith(_SOFT):
        return before[:-1], ""
    last, first = _LAST_PART.search(before), _FIRST_PART.match(after)
    if last is None or first is None:
        return before, " "
    part, word = last.group(), first.group()
    if word.lower() in _COORDINATION:
        return before, " "
    keeps = (
        not word[0].islower()  # "NAV-/KS", "Covid-/19"
        or len(part) == 1  # "e-/helse"
        or part.isdigit()
        or (part.isupper() and len(part) > 1)  # "IKT-/løsninger"
        or part.lower() in _KEEPERS
    )
    return (before, "") if keeps else (before[:-1], "")

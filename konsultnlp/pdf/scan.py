"""A page that is only a picture to a `Page` of words, as the reader of text layers gives it.

The words stand where they would if the page had been laid straight on the glass, so that the layout can work on them;
`Page.pose` leads back to the page as it is. What Tesseract does not tell, or tells wrongly (bold type, sizes, bullets, raised
marks, words run together), `scan_line` reads off the ink.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import regex

from konsultnlp.pdf import tesseract
from konsultnlp.pdf.model import Page, Word
from konsultnlp.pdf.scan_image import Gray, Scan
from konsultnlp.pdf.scan_line import letter_height, letter_heights, mended, tall_to_small
from konsultnlp.pdf.tesseract import DPI, OcrLine, OcrWord
from konsultnlp.text import Pose

POINTS = 72 / DPI
LINE_SHARE = 0.9
"""The height from the top of "l" to the foot of "p" as a share of the font's size."""
SAME_SIZE = 0.09
"""Sizes that differ by less than this share are one: that much do measured heights vary."""
FEW_LETTERS = 12
FEW_SAME_SIZE = 0.16
"""The same for a line of fewer letters than that, which are measured less well."""
BOLD_STROKE = 1.19
"""Strokes so many times thicker than the text's are bold type's."""
BOLD_LINE = 1.14
"""The same for the middle one of a line's words, which varies less."""
THIN = 0.6
CERTAIN = 80.0
SHORT = 3
"""Letters and figures of a word whose strokes tell too little; it is as bold as its neighbour."""
READABLE = 55.0
"""Mean confidence below which the page may stand on its head or on its side."""
MIN_RULES = 3
"""A page with fewer rules holds no table that is ruled."""
MIN_SLANTED = 5
"""Letters that tell whether a line is italic."""
QUARTER_TURNS = (1, 3, 2)
SCAN_FONT = "scan"
"""The name of the font of all words of a document that is all scan: which one it is cannot be told."""


class Scanner:
    """Reads the scanned pages of one document, one after the other; sizes and strokes are learnt on the way."""

    def __init__(self) -> None:
        self._known: list[float] = []
        self._font = SCAN_FONT
        self._strokes: list[float] = []

    def read(self, number: int, width: float, height: float, picture: Gray) -> Page:
        """One page.

        Args:
            number: Its 1-based number.
            width: Its width in points, as displayed.
            height: Its height.
            picture: The page rendered at `DPI`.

        Raises:
            RuntimeError: Tesseract failed or took too long.
        """
        scan, lines, turns = _best_turn(picture)
        if turns % 2:
            width, height = height, width
        made: list[list[_Inked]] = []
        for line, size in zip(lines, self._sizes(lines), strict=True):
            words = mended(line, size / POINTS, scan)
            made.append([self._word(line, word, size * word.scale, scan) for word in words])
            slanted = _is_slanted(words, scan)
            for inked in made[-1]:
                inked.word.italic = slanted
        self._set_bold(made)
        rules = [(x0 * POINTS, top * POINTS, x1 * POINTS, bottom * POINTS) for x0, top, x1, bottom in scan.rules]
        return Page(
            number, width, height, [i.word for line in made for i in line if not self._is_scribble(i)], ruled=len(rules) >= MIN_RULES, rules=rules,
            pose=Pose(width, height, scan.skew, turns), confidence=_confidence(lines),
        )  # fmt: skip

    def _sizes(self, lines: Sequence[OcrLine]) -> list[float]:
        """The font size of each line in points: the page's usual one, or one met before, where it is about the same."""
        sizes = _measured_sizes(lines)
        by_letters = [s for line, s in zip(lines, sizes, strict=True) for word in line.words for _ in word.text]
        if not by_letters:
            return sizes
        usual = self._known_size(median(by_letters))
        few = [sum(len(w.text) for w in line.words) < FEW_LETTERS for line in lines]
        least = [FEW_SAME_SIZE if f else SAME_SIZE for f in few]
        return [
            usual if abs(s - usual) <= share * usual or (not told and s < usual) else self._known_size(s)
            for s, share, told in zip(sizes, least, (any(letter_heights(line)) for line in lines), strict=True)
        ]

    def learn(self, page: Page) -> None:
        """Takes over the type of a page that has a text layer: a heading shall look alike on both kinds of pages."""
        words = [w for w in page.words if len(w.text) > SHORT]
        self._known.extend(size for size in {round(w.size, 1) for w in words} if size not in self._known)
        if words:
            self._font = regex.split(r"[-,]", Counter(w.font for w in words).most_common(1)[0][0])[0]

    def _known_size(self, measured: float) -> float:
        known = min(self._known, key=lambda s: abs(s - measured), default=0.0)
        if abs(known - measured) <= SAME_SIZE * known:
            return known
        self._known.append(round(2 * measured) / 2)
        return self._known[-1]

    def _word(self, line: OcrLine, word: OcrWord, size: float, scan: Scan) -> _Inked:
        """A word in points, with what its ink shows."""
        middle = (word.x0s[0] + word.x1s[-1]) / 2
        baseline = line.baseline + line.slope * (middle - line.x0) - word.rise
        stroke = scan.stroke(int(word.x0s[0]), int(word.top), int(np.ceil(word.x1s[-1])), int(np.ceil(word.bottom)))
        made = Word(
            word.text, [x * POINTS for x in word.x0s], [x * POINTS for x in word.x1s], 0.0, 0.0, baseline * POINTS, size,
            self._font, False, False,
        )  # fmt: skip
        made.bottom = made.baseline + max(line.descent * POINTS * word.scale, 0.15 * size)
        made.top = made.bottom - size
        made.spaced, made.tight = not word.rise, bool(word.rise)
        return _Inked(made, stroke * POINTS / size, word.confidence)

    def _set_bold(self, lines: Sequence[Sequence[_Inked]]) -> None:
        """Marks the lines, and the words within lines, whose strokes are thicker than the document's usual ones."""
        told = [[i.stroke if i.letters >= SHORT else 0.0 for i in line] for line in lines]
        self._strokes.extend(stroke for strokes in told for stroke in strokes if stroke)
        if not self._strokes:
            return
        usual = median(self._strokes)
        for line, strokes in zip(lines, told, strict=True):
            inside = [s for s in strokes if s]
            whole = len(inside) > 1 and median(inside) > BOLD_LINE * usual
            bold = next(iter(inside), 0.0) > BOLD_STROKE * usual
            for inked, stroke in zip(line, strokes, strict=True):
                bold = stroke > BOLD_STROKE * usual if stroke else bold
                inked.word.bold = bold or whole

    def _is_scribble(self, inked: _Inked) -> bool:
        """Whether a word is a pen's stroke: far thinner than print of that height, and read without certainty."""
        usual = median(self._strokes) if self._strokes else 0.0
        return inked.confidence < CERTAIN and inked.letters > 1 and inked.stroke < THIN * usual


@dataclass(slots=True)
class _Inked:
    """A word, how thick its strokes are as a share of its size, and how sure Tesseract is of it (0 to 100)."""

    word: Word
    stroke: float
    confidence: float

    @property
    def letters(self) -> int:
        """Its letters and figures."""
        return sum(c.isalnum() for c in self.word.text)


def _measured_sizes(lines: Sequence[OcrLine]) -> list[float]:
    """The font size of each line in points, by the height of its small letters, which vary least, at the page's usual ratio."""
    ratio = tall_to_small(lines)
    heights = [letter_height(line, ratio) for line in lines]
    ratios = [line.height / height for line, height in zip(lines, heights, strict=True) if height]
    usual = median(ratios) if ratios else 1.0
    return [
        (height * usual if height else line.height) * POINTS / LINE_SHARE
        for line, height in zip(lines, heights, strict=True)
    ]


def _is_slanted(words: Sequence[OcrWord], scan: Scan) -> bool:
    if sum(c.isalpha() for w in words for c in w.text) < MIN_SLANTED:
        return False
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    return scan.is_slanted(int(words[0].x0s[0]), int(top), int(np.ceil(words[-1].x1s[-1])), int(np.ceil(bottom)))


def _best_turn(picture: Gray) -> tuple[Scan, list[OcrLine], int]:
    """The page set straight and its lines; where they make no sense, after the quarter turn at which they make most."""
    scan = Scan(picture)
    lines = tesseract.read_lines(scan.picture)
    best = (scan, lines, 0)
    if _confidence(lines) >= READABLE and 2 * len(_level(lines)) > sum(len(line.words) for line in lines):
        return best
    for turns in QUARTER_TURNS:
        turned = Scan(np.ascontiguousarray(np.rot90(picture, turns)))
        found = tesseract.read_lines(turned.picture)
        if _worth(found) > 2 * _worth(best[1]):
            best = (turned, found, turns)
    return best


def _confidence(lines: Sequence[OcrLine]) -> float:
    weights = [(w.confidence, len(w.text)) for line in lines for w in line.words]
    return sum(c * n for c, n in weights) / total if (total := sum(n for _, n in weights)) else 0.0


def _worth(lines: Sequence[OcrLine]) -> float:
    """Letters of level words that were read with some certainty."""
    return float(sum(len(w.text) for w in _level(lines) if w.confidence >= READABLE and len(w.text) > 1))


def _level(lines: Sequence[OcrLine]) -> list[OcrWord]:
    """Words that are not higher than wide for their letters: Tesseract reads lines that run up the page, too."""
    words = (w for line in lines for w in line.words)
    return [w for w in words if w.bottom - w.top < 1.6 * (w.x1s[-1] - w.x0s[0]) or len(w.text) < 3]

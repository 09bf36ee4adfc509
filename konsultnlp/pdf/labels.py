"""What opens a list item: bullet glyphs and printed labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.pdf.model import Line, Word

STRONG_BULLETS = "•●◦○▪■□‣⁃➢►▶✓✔➔→⇒∙"
"""Glyphs that are nothing but bullets."""
WEAK_BULLETS = "-–—*·o§"
"""Glyphs that may be a bullet: only before a gap, and not in the middle of a sentence ("o" and "§" in a symbol font)."""
BULLET_GAP = 0.45
"""The least gap after a letter that stands as a bullet, as a share of the size."""
_SYMBOL_FONT = regex.compile(r"symbol|wingding|dingbat|webding|courier", regex.IGNORECASE)
_PRIVATE = regex.compile(r"^[\uE000-\uF8FF]$")
LABEL = regex.compile(r"^\(?(?:\d{1,2}|[a-zæøåA-ZÆØÅ]|[ivxIVX]{2,4})[.)]$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True, slots=True)
class Label:
    """An item's opening.

    Attributes:
        text: The glyph or the printed label.
        printed: Whether it stays in the text ("a)"); a glyph is dropped.
        weak: Whether it could be a dash or a number within a sentence.
        words: How many of the line's words it takes.
        x0: Its left edge.
    """

    text: str
    printed: bool
    weak: bool
    words: int
    x0: float


def label_of(line: Line) -> Label | None:
    """The bullet or label that opens ``line``, if any."""
    first = line.words[0]
    if len(line.words) == 1 and not (_is_bullet(first) and len(first.text) > 1):
        return None
    if _is_bullet(first):
        return Label(first.text[0], False, False, 1 if len(first.text) == 1 else 0, first.x0)
    if first.text in WEAK_BULLETS and (first.text not in "o§" or _set_as_bullet(line)):
        return Label(first.text, False, True, 1, first.x0)
    if LABEL.match(first.text) and not _is_ordinal(line):
        return Label(first.text, True, True, 1, first.x0)
    return None


def _set_as_bullet(line: Line) -> bool:
    """Whether an "o" or "§" is a bullet: in a symbol font, or an "o" that a gap wider than a word space parts off."""
    first, second = line.words[:2]
    return bool(_SYMBOL_FONT.search(first.font)) or (
        first.text == "o" and second.x0 - first.x1 > BULLET_GAP * first.size
    )


def _is_ordinal(line: Line) -> bool:
    """ "22. april 2022", "4. konsultasjonsmøte": a day of a month and the number of a meeting are no items."""
    second = line.words[1].text.casefold().strip(".,")
    return line.words[0].text[:1].isdigit() and (second in _months() or second.startswith("konsultasjonsm"))


@cache
def _months() -> frozenset[str]:
    return frozenset(f.strip(".") for r in lexicon.table("months", "forms") for f in lexicon.forms(r["forms"]))


def _is_bullet(word: Word) -> bool:
    glyph = word.text[0]
    if _PRIVATE.match(glyph) or glyph in STRONG_BULLETS:
        return True
    return (
        len(word.text) == 1
        and glyph in "lnqvüØ"
        and bool(_SYMBOL_FONT.search(word.font))
        and "courier" not in word.font.lower()
    )


def follows(label: str, before: str) -> bool:
    """Whether ``label`` is the one after ``before`` ("b)" after "a)")."""
    a, b = (x.strip("().").lower() for x in (before, label))
    if before.strip("().") and before[-1:] != label[-1:]:
        return False
    if a.isdigit() and b.isdigit():
        return int(b) == int(a) + 1
    if a in _ROMAN and b in _ROMAN and _ROMAN[b] == _ROMAN[a] + 1:
        return True
    return len(a) == len(b) == 1 and ord(b) == ord(a) + 1


def first_in_row(label: str) -> bool:
    """Whether a list may begin with ``label``."""
    return label.strip("().").lower() in {"1", "a", "i"}


def texts(words: Sequence[Word], label: Label | None) -> list[Word]:
    """The words of a line that belong to the text: without a dropped bullet glyph."""
    if label is None or label.printed:
        return list(words)
    if label.words:
        return list(words[1:])
    first = words[0]
    rest = Word(
        first.text[1:], first.x0s[1:], first.x1s[1:], first.top, first.bottom, first.baseline, first.size,
        first.font, first.bold, first.italic,
    )  # fmt: skip
    return [rest, *words[1:]]

"""What text read by OCR means: misread trigger words, parties, ministries and roles, for the rules to match; the text stays as it is.

Supports: one kind of letter misread in a word of the lexicons ("onsker", "forventcr", "kornmunene", "pa"). Avoids: words that exist ("for" is no
"før", "bor" no "bør"), words that two words may have become, and all words that the lexicons do not hold, names among them:
those are matched loosely against the attendance list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp import lexicon

_LEXICONS = (
    ("request_verbs", ("present", "past", "infinitive", "particle")), ("request_nouns", ("forms",)),
    ("request_adjectives", ("forms",)), ("request_passives", ("form",)), ("request_words", ("forms",)),
    ("speech_verbs", ("past", "present", "particle")), ("clause_words", ("forms",)), ("parties", ("forms",)),
    ("finite_verbs", ("present", "past")), ("ministries", ("name_nb", "name_nn")), ("roles", ("singular", "definite", "plural")),
    ("months", ("forms",)), ("attendance_labels", ("forms",)),
)  # fmt: skip
"""Whose words are worth reading rightly, with their columns."""
SHORT = 3
"""Letters of a word that is so like others that only a lost accent is undone."""
ABBREVIATED = 4
"""Letters of a word in capitals that may be an abbreviation."""
_WORD = regex.compile(r"[\p{L}\d&\]]*\p{L}[\p{L}\d&\]]*")
_LETTERS = regex.compile(r"\p{L}{2,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is meant, and the way back to the text as it was read.

    Attributes:
        text: For the rules.
        edits: What was replaced: offset in ``text``, length there, offset in the text as it was read, length there.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def as_read(self, offset: int) -> int:
        """The offset in the text as it was read for one in ``text``."""
        return _moved(offset, self.edits)

    def as_meant(self, offset: int) -> int:
        """The offset in ``text`` for one in the text as it was read."""
        return _moved(offset, [(r, k, m, n) for m, n, r, k in self.edits])

    def verbatim(self, phrase: str, as_read: str, start: int = 0) -> str:
        """A phrase of ``text`` as it was read.

        Args:
            phrase: Its words, as a rule gives them back; words that stand apart are looked for one after the other.
            as_read: The text as it was read.
            start: Where in ``text`` it is looked for first, then from the beginning.
        """
        if not self.edits or not phrase:
            return phrase
        for origin in (start, 0):
            at = self.text.find(phrase, origin)
            if at >= 0:
                return as_read[self.as_read(at) : self.as_read(at + len(phrase))]
        words = phrase.split()
        return " ".join(self.verbatim(word, as_read, start) for word in words) if len(words) > 1 else phrase


def _moved(offset: int, edits: Sequence[tuple[int, int, int, int]]) -> int:
    at = bisect_right(edits, offset, key=lambda e: e[0]) - 1
    if at < 0:
        return offset
    start, length, other, other_length = edits[at]
    if offset >= start + length:
        return offset - (start + length) + other + other_length
    return other + min(offset - start, other_length - 1)


def read_as_meant(text: str, spans: list[tuple[int, int]]) -> Reading:
    """A text with the misread words in some of its parts replaced by what they are meant to be.

    Args:
        text: As it was read.
        spans: The parts that OCR read, in order and without overlap.
    """
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    at = shift = 0
    for start, end in spans:
        for match in _WORD.finditer(text, start, end):
            meant = meant_word(match[0])
            if meant:
                edits.append((match.start() + shift, len(meant), match.start(), len(match[0])))
                parts += [text[at : match.start()], meant]
                at = match.end()
                shift += len(meant) - len(match[0])
    return Reading("".join([*parts, text[at:]]), tuple(edits)) if edits else Reading(text)


def meant_word(word: str) -> str:
    """The lexicons' word that a misread one is meant to be, in its case; empty where it is none, or may be several."""
    meant = _misread().get(word.lower(), "")
    if not meant or (word.isupper() and len(word) <= ABBREVIATED):
        return ""
    if word.isupper() and len(word) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if word[0].isupper() else meant


@cache
def _misread() -> dict[str, str]:
    """Misread forms → the word meant."""
    words = _words()
    real = {row["form"] for row in lexicon.table("ocr_real_words", "form")}
    real |= {row["form"].strip(".").lower() for row in lexicon.table("abbreviations", "form")}
    found: dict[str, str] = {}
    several: set[str] = set()
    for word in sorted(words):
        for form in _misreadings(word):
            if form in words or form in real:
                continue
            if found.setdefault(form, word) != word:
                several.add(form)
    return {form: word for form, word in found.items() if form not in several}


def _misreadings(word: str) -> Iterator[str]:
    """The word with one letter misread, and with all letters of one kind misread; a short word has only lost an accent."""
    for meant, readings, accent in _confusions():
        for reading in readings if accent or len(word) > SHORT else ():
            pieces = word.split(meant)
            if len(pieces) > 2:
                yield reading.join(pieces)
            for i in range(1, len(pieces)):
                yield meant.join(pieces[:i]) + reading + meant.join(pieces[i:])


@cache
def _confusions() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    rows = lexicon.table("ocr_confusions", "meant", "read", "accent")
    return tuple(
        (row["meant"], tuple(r.lower() for r in lexicon.forms(row["read"])), row["accent"] == "yes") for row in rows
    )


@cache
def _words() -> frozenset[str]:
    """The words of `_LEXICONS`, in small letters."""
    found: set[str] = set()
    for name, columns in _LEXICONS:
        for row in lexicon.table(name, *columns):
            for column in columns:
                found.update(w.lower() for w in _LETTERS.findall(row[column]))
    return frozenset(found)

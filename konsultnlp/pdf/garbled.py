"""Text layers that read as nonsense: a font whose map from glyphs to letters is wrong, missing or private.

Such a page looks right and its text is worthless: "NV#ehu#uhjmhulqjhq" for "KS ber regjeringen". It is told by its pairs of
letters: how likely each letter is after the one before it, in Norwegian. English, German and Sámi pages, lists of names
and tables are far above the border; letters shifted by any number of places are far below it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from operator import add

import regex

from konsultnlp import lexicon

LEAST_BITS = -5.5
"""Mean log2 of the probability of a letter after another: Norwegian text has about -3.5, Sámi -5.0, nonsense below -6."""
MIN_PAIRS = 120
"""Pairs of letters below which nothing is said."""
MIN_SIGNS = 60
LETTER_SHARE = 0.4
"""A text layer of which less than this share are letters and figures is none; a page of figures has more than 0.8."""
# A word runs to white space, a figure, or a sign that text has beside and between its letters; other signs are taken for letters.
_WORD = regex.compile(r"[^\s\d.,;:!?()\[\]«»“”„\"'’´`\-–—/&%§•*@_=+]{3,}")
_START, _END, _OTHER = "^", "$", "?"


def is_garbled(text: str) -> bool:
    """Whether a page's text is nonsense.

    Args:
        text: All of its words; of a short text nothing is said.
    """
    signs = Counter(text)
    count = sum(n for sign, n in signs.items() if not sign.isspace())
    if count < MIN_SIGNS:
        return False
    if sum(n for sign, n in signs.items() if _is_sign_of_text(sign)) < LETTER_SHARE * count:
        return True
    bits, other = _bits(), _bits()[_OTHER]
    pairs = _pairs(text)
    n_pairs = pairs.total()
    found = sum(n * bits.get(pair, other) for pair, n in pairs.items())
    return n_pairs >= MIN_PAIRS and found / n_pairs < LEAST_BITS


def _is_sign_of_text(char: str) -> bool:
    """Letters and figures, and the dots that lead to a page number; not private-use glyphs, symbols, other scripts' letters."""
    return (char.isalnum() and unicodedata.name(char, "").startswith(("LATIN", "DIGIT"))) or char in ".,-–…"


def _pairs(text: str) -> Counter[str]:
    """How often each letter comes after which."""
    letters = _letters()
    words = [word for word in _WORD.findall(text.lower()) if any(map(str.isalpha, word))]
    if not words:
        return Counter()
    row = _START + (_END + _START).join(words) + _END
    other = {ord(c): _OTHER for c in set(row) - letters - {_START, _END}}
    row = row.translate(other)
    pairs = Counter(map(add, row, row[1:]))
    del pairs[_END + _START]  # between words
    return pairs


@cache
def _bits() -> dict[str, float]:
    return {row["pair"]: float(row["bits"]) for row in lexicon.table("letter_pairs", "pair", "bits")}


@cache
def _letters() -> frozenset[str]:
    return frozenset(c for pair in _bits() for c in pair)

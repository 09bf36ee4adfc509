"""Reads a text as it was meant where OCR took a character for another that looks like it.

The text itself is never edited: the readers of facts match on `as_meant`, which is as long as the text, character for
character, and quote the text. Only what can mean nothing else is taken for a mistake, so that it does no harm to a text
that nobody scanned.

Supports: letters for digits inside numbers ("2O21", "l5. mars", "4OO mill."), digits for letters inside the words that
facts hang on ("kr0ner", "mi1l.", "apri1"), "$", "8" or "S" for "§" right after an act's name ("kommuneloven $ 13",
"pbl. 8 15-1").
Avoids: litres ("20 l", "5l"), codes and road numbers ("H2O", "E18", "I-5/2011"), a plain number after an act's name.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import DASH, SPACE, low, one_of
from konsultnlp.grammar.laws import abbreviations

_TO_DIGIT = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_NUMBER = regex.compile(
    # "2O21", "l5", "4OO", "1O": letters before, between or after digits; an l or I at the end may be litres or a Roman one.
    r"(?<![\p{L}\d§$@#/-])(?:[lI|](?=[\dO]*\d)[\dlIO|]*?(?<![lI|])|\d[\dlIO|]*O|\d+(?:[lIO|]+\d+)+O*|\d+(?:[lIO|]+\d+)+)"
    r"(?![\p{L}\d])"
    # "1 O00 000", "25 OOO": a group of thousands
    rf"|(?<=(?<![\p{{L}}\d])\d{{1,3}}{SPACE})(?=[\dO]*O)[\dO]{{3}}(?![\p{{L}}\d])"
)


@cache
def _words() -> tuple[regex.Pattern[str], frozenset[str]]:
    """Words in which a digit stands for a letter: months, scales and units, with their misread forms."""
    known = {f for r in lexicon.table("months", "number", "forms") for f in lexicon.forms(r["forms"]) if len(f) > 3}
    known |= {
        f
        for r in lexicon.table("numbers", "forms", "value", "kind")
        if r["kind"] == "scale"
        for f in lexicon.forms(r["forms"])
    }
    known |= {"kroner", "kroners", "prosent", "prosentpoeng", "kommuneloven", "kommunelova"}
    words = {w.rstrip(".") for w in known if len(w.rstrip(".")) > 2}
    shapes = "".join(_SHAPE.get(c, c) for c in one_of(words))
    return regex.compile(rf"(?<!\p{{L}})(?:{shapes})(?![\p{{L}}\d])", regex.IGNORECASE), frozenset(words)


_SHAPE = {"o": "[o0]", "l": "[l1|]", "i": "[i1|]", "s": "[s5]"}
_DIGIT_IN_WORD = regex.compile(r"\p{L}[01|5]|(?<!\d)[01|5]\p{L}")

# "10. mai" read as "lO. mai" has no digit left to tell by; the month tells.
_DAY = regex.compile(
    rf"(?<![\p{{L}}\d])(?:l|[lI1]O|[lI]{{2}})(?=\.{SPACE}{{0,2}}"
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?!\p{L}))"
)


@cache
def _section_sign() -> regex.Pattern[str]:
    """What stands for "§" after an act's name or abbreviation: "$ 13", "$13", "S 4-2", "8 15-1"."""
    short = one_of(abbreviations(), any_case=True)
    return regex.compile(
        rf"(?<=lov(?:en|a)s?{SPACE}|(?<!\p{{L}})(?:{short})\.?{SPACE})(?:(?-i:[$S]{{1,2}})(?={SPACE}?\d)"
        # a digit for the sign only where two numbers stand, the second no thousands ("8 500 kroner")
        rf"|8(?={SPACE}\d{{1,3}}(?:{SPACE}?\p{{Lu}})?[a-h]?{DASH}\d)|8(?={SPACE}\d{{1,2}}(?!\d|[.,]\d|{SPACE}?%)))",
        regex.IGNORECASE,
    )


# Told by characters that are rare, with what stands before them, so that most of a text is passed over.
_MAY_BE_MISREAD = regex.compile(
    r"(?=[\d|$O.S])(?:\d[lIOo|]|(?<=[lIOo|])\d|(?<=[lI])[O.]|(?<=\p{L})[015|]|[$]|(?<=lov(?:en|a)s?\s)[8S]|(?<=\s)[8S]\s\d)"
)


@lru_cache(maxsize=64)  # asked for several times a text, by readers that each take some sections at a time
def as_meant(text: str) -> str:
    """``text`` with misread characters put right; as long as ``text``, so that offsets fit both."""
    if not _MAY_BE_MISREAD.search(text):
        return text
    meant = _NUMBER.sub(lambda m: m.group().translate(_TO_DIGIT), text)
    meant = _DAY.sub(lambda m: m.group().translate(_TO_DIGIT), meant)
    meant = _section_sign().sub(lambda m: "§" * len(m.group()), meant)
    pattern, words = _words()
    return pattern.sub(lambda m: _word_meant(m.group(), words), meant)


def _word_meant(written: str, words: frozenset[str]) -> str:
    if not _DIGIT_IN_WORD.search(written):
        return written
    folded = low(written)
    return next((w for w in words if len(w) == len(folded) and _alike(w, folded)), written)


def _alike(word: str, written: str) -> bool:
    return all(a == b or (a, b) in _LOOKALIKES for a, b in zip(word, written, strict=True))


_LOOKALIKES = frozenset({("o", "0"), ("l", "1"), ("l", "|"), ("i", "1"), ("i", "|"), ("s", "5")})

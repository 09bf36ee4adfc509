"""Tells bokmål from nynorsk, for the form of a verb's lemma ("si" or "seie") where the text's own form is the same in both."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from konsultnlp.lexicon import forms, table

_WORD = regex.compile(r"\p{L}+")


@cache
def _words(standard: str) -> frozenset[str]:
    """Words that only one standard has."""
    common = {f for row in table("language_words", "nb", "nn") for f in forms(row[standard])}
    more = {f for row in table("speech_words", "kind", "forms") if row["kind"] == standard for f in forms(row["forms"])}
    return frozenset(common | more)


@lru_cache(maxsize=256)
def is_nynorsk(text: str) -> bool:
    """Whether more of the words that only one standard has are nynorsk."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return sum(w in _words("nn") for w in words) > sum(w in _words("nb") for w in words)

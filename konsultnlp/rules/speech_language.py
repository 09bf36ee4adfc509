"""Tells bokmål from nynorsk, for the form of a verb's lemma ("si" or "seie") where the text's own form is the same in both."""

from __future__ import annotations

from functools import cache, lru_cache

from konsultnlp.grammar.atoms import lazy
from konsultnlp.lexicon import forms, table

_WORD = lazy(r"\p{L}+")
# Endings and stems that only one standard has; they decide where no whole word does.
_NN = lazy(r"\p{L}{2,}(?:ane|ingane|inga|ingar|leik|leiken|legheit|lege)|skule\p{L}*|\p{L}{3,}(?:leia|eidde)")
_NB = lazy(r"\p{L}{2,}(?:ingene|ningen|ninger|het|heten|heter|lig|lige|elser|elsen)|skole\p{L}*")


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
    nn, nb = (sum(w in _words(standard) for w in words) for standard in ("nn", "nb"))
    if nn == nb:
        nn, nb = (sum(bool(p.fullmatch(w)) for w in words) for p in (_NN, _NB))
    return nn > nb

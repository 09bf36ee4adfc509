"""Tells a surname at the head of a sentence from a common word with a capital.

Supports: words that the text has in lower case elsewhere, function words, and nouns by the last part of the compound
("Kommunene", "Barnehageutvalget", "Rapporten"). Avoids: endings alone, since surnames end in -en and -et too (Moen, Holmset).
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp.grammar.atoms import one_of
from konsultnlp.lexicon import forms, table


@cache
def _openers() -> frozenset[str]:
    return frozenset(words_of("opener"))


@cache
def _nouns() -> regex.Pattern[str]:
    return regex.compile(rf"\p{{L}}*(?:{alternatives('noun')})")


def words_of(kind: str) -> list[str]:
    """The words of one kind in the lexicon."""
    return [f for row in table("speech_words", "kind", "forms") if row["kind"] == kind for f in forms(row["forms"])]


@cache
def alternatives(kind: str) -> str:
    """The words of one kind in the lexicon as alternatives of a pattern, the longest first."""
    return one_of(words_of(kind), r"\s")


def is_common_word(word: str, lower: frozenset[str] = frozenset()) -> bool:
    """Whether a capitalised word that begins a sentence is an ordinary word.

    Args:
        word: The word.
        lower: The words that the text at hand has in lower case.
    """
    low = word.casefold()
    return low in _openers() or low in lower or bool(_nouns().fullmatch(low))


def lower_words(text: str) -> frozenset[str]:
    """The words of ``text`` that stand in lower case."""
    return frozenset(regex.findall(r"(?<![\p{L}-])\p{Ll}[\p{Ll}-]+(?![\p{L}])", text))


def trimmed(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` ends without the commas, dashes and spaces after it."""
    while end > start and text[end - 1] in " \u00a0,;–":
        end -= 1
    return end

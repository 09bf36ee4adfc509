"""Tokens of a sentence, and what each may be in a clause: conjunction, subjunction, adverb, finite verb.

Supports: bokmål and nynorsk, words with hyphens and apostrophes, numbers with spaces in them, subjunctions and adverbs of
several words ("selv om", "på nytt"), verb forms that are participles or nouns elsewhere.
Avoids: a full part-of-speech tagger. A word that is not in the lexicons is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from konsultnlp import lexicon

_TOKEN = (
    r"\d+(?:[.,\u00A0\u2009\u202F ]\d{3})*(?:[.,]\d+)?"  # 1 200, 4,5
    r"|\p{L}[\p{L}\p{M}\d]*(?:['’´`]\p{L}*|[-\u2010\u2011/–](?=\p{L})[\p{L}\p{M}\d]+)*[-\u2010\u2011]?"  # KS’, barne-, og/eller
    r"|\S"
)
# Abbreviations keep their full stops: "bl.a.", "f.eks.", "jf.".
_ABBREVIATION = (
    r"\p{L}{1,5}\.(?:\p{L}{1,5}\.?)+|(?:jf|mht|ift|iht|pga|inkl|ca|nr|kap|pkt|mill|mrd|evt|pst|mv|osv|etc)\."
)
_PIECE = regex.compile(f"{_ABBREVIATION}|{_TOKEN}")


class Token(NamedTuple):
    """A word, a number or a mark, with its offsets into the text; ``low`` is the word with case folded away."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``, offsets into ``text``."""
    tokens: list[Token] = []
    for match in _PIECE.finditer(text, start, end):
        word = match.group()
        if not word.isspace():
            low = word.casefold().replace("\u2010", "-").replace("\u2011", "-")
            tokens.append(Token(match.start(), match.end(), word, low))
    return tokens


@cache
def _sequences(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The forms of a class by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon.table("clause_words", "class", "forms"):
        if row["class"] == name:
            for form in lexicon.forms(row["forms"]):
                words = tuple(form.casefold().split())
                found.setdefault(words[0], []).append(words)
    return {k: tuple(sorted(set(v), key=lambda w: (-len(w), w))) for k, v in found.items()}


def length_of(name: str, tokens: Sequence[Token], at: int) -> int:
    """How many tokens from ``at`` on make up a form of the class ``name``, the longest first; 0 where none does."""
    if at >= len(tokens):
        return 0
    forms = _sequences(name).get(tokens[at].low)
    return _longest(forms, tokens, at) if forms else 0


def _longest(forms: tuple[tuple[str, ...], ...], tokens: Sequence[Token], at: int) -> int:
    """The length of the first of ``forms``, which share their first word, that stands at ``at``; 0 where none does."""
    for words in forms:
        count = len(words)
        if count == 1 or (at + count <= len(tokens) and all(tokens[at + k].low == words[k] for k in range(1, count))):
            return count
    return 0


_JOINS = ("adverb", "coord", "pairing", "front_phrase", "rel_maybe", "adv", "wh", "adv_maybe")


@cache
def openers() -> frozenset[str]:
    """The words with which a form begins that joins clauses or words, or opens a clause: all others are passed over."""
    return frozenset({"at", "enten", "som"}.union(*(_sequences(name) for name in _JOINS)))


def is_a(name: str, word: str) -> bool:
    """Whether one word is a form of the class ``name``."""
    return (word,) in _sequences(name).get(word, ())


def skip_adverbs(tokens: Sequence[Token], at: int, negation: bool = True) -> int:
    """The first token from ``at`` on that is no adverb (and, if ``negation``, no "ikke")."""
    adverbs, negations, count = _sequences("adverb"), _sequences("negation"), len(tokens)
    while at < count:
        word = tokens[at].low
        step = _longest(adverbs[word], tokens, at) if word in adverbs else 0
        if not step and negation and word in negations:
            step = _longest(negations[word], tokens, at)
        if not step:
            return at
        at += step
    return at


# ----------------------------------------------------------------------------------------------------------
# Finite verbs


@dataclass(frozen=True, slots=True)
class _Verbs:
    present: dict[str, str]  # form → kind
    past: dict[str, str]
    nouns: frozenset[str]


@cache
def _verbs() -> _Verbs:
    present: dict[str, str] = {}
    past: dict[str, str] = {}
    nouns: set[str] = set()
    for row in lexicon.table("finite_verbs", "kind", "present", "past"):
        if row["kind"] == "noun":
            nouns.update(lexicon.forms(row["present"]) + lexicon.forms(row["past"]))
            continue
        for form in lexicon.forms(row["present"]):
            present.setdefault(form, row["kind"])
        for form in lexicon.forms(row["past"]):
            past.setdefault(form, row["kind"])
    for name, kind in (("request_verbs", ""), ("speech_verbs", "say")):
        for row in lexicon.added(name):  # an analyst's own verbs; ours stand above, where they mean nothing else
            for column, known in (("present", present), ("past", past)):
                for form in lexicon.forms(row[column]):
                    known.setdefault(form, kind)
    return _Verbs(present, past, frozenset(nouns))


def verb_kind(word: str) -> str | None:
    """The kind of a finite form (``modal``, ``aux``, ``say``, empty), or None where the word is none."""
    verbs = _verbs()
    kind = verbs.present.get(word)
    return verbs.past.get(word) if kind is None else kind


def is_past(word: str) -> bool:
    """Whether a finite form is a preterite and no present."""
    return word in _verbs().past and word not in _verbs().present


# Preterites that are participles too: "understreket", "venta", "sagt" is none.
_PARTICIPLE_LIKE = regex.compile(r"(?:et|a|dd|t)$")
# Preterites of three letters that end so and are none.
_SHORT_PRETERITES = frozenset({"ba", "sa", "ga", "la"})
# Genitive plurals ("kommunenes"), superlatives ("viktigast") and small words end as passives do.
_NOT_PASSIVE = regex.compile(
    r"(?:enes|anes|(?:leg|ig)ast)$"
    r"|^(?:snar|rask|sein|oft|sterk|låg|høg|nær|f|h|k|b|l)?ast$|^(?:felles|ellers|alles|deres|annes|tilfelles|møtes|dagnes)$"
)
_PASSIVE = regex.compile(r"\p{Ll}{2,}(?:es|ast|tas|gis|slås|gås|sees)$")
_SHORT_PASSIVES = frozenset(
    {"gis", "ses", "sees", "tas", "fås", "slås", "bes", "dras", "gås", "trengs", "trengst", "krevst", "finst"}
)


def may_be_participle(word: str) -> bool:
    """Whether a preterite is spelt as a participle is, so that an auxiliary before it takes its place."""
    return (
        is_past(word)
        and bool(_PARTICIPLE_LIKE.search(word))
        and verb_kind(word) != "modal"
        and word not in _SHORT_PRETERITES
    )


def is_homograph(word: str) -> bool:
    """Whether a finite form is a common noun as well ("møter", "ønsket")."""
    return word in _verbs().nouns


def is_passive(word: str) -> bool:
    """Whether a word may be a passive in -s, finite or infinitive: "økes", "aukast", "gis"."""
    if not word.endswith(("s", "t")):  # all of them do
        return False
    return (bool(_PASSIVE.fullmatch(word)) or word in _SHORT_PASSIVES) and not _NOT_PASSIVE.search(word)

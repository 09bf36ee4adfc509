"""The word lists of the rules for requests: request_words.csv (single words) and request_blockers.csv (words and phrases)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from konsultnlp import lexicon
from konsultnlp.grammar.clause_words import Token


@cache
def words(group: str) -> frozenset[str]:
    """The single words of a group of request_words.csv."""
    rows = lexicon.table("request_words", "group", "forms")
    return frozenset(form for row in rows if row["group"] == group for form in lexicon.forms(row["forms"]))


@cache
def nouns() -> dict[str, tuple[str, str]]:
    """The forms of request_nouns.csv: form → (act, condition)."""
    found: dict[str, tuple[str, str]] = {}
    for row in lexicon.table("request_nouns", "forms", "act", "condition"):
        for form in lexicon.forms(row["forms"]):
            found.setdefault(form, (row["act"], row["condition"]))
    return found


@cache
def passives(kind: str) -> dict[str, tuple[str, str]]:
    """The forms of request_passives.csv of one kind (``present``, ``participle``): form → (act, the word that follows)."""
    rows = lexicon.table("request_passives", "form", "act", "link", "kind")
    return {row["form"]: (row["act"], row["link"]) for row in rows if row["kind"] == kind}


@cache
def adjectives() -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    """The forms of request_adjectives.csv: words → (act, complements)."""
    found: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for row in lexicon.table("request_adjectives", "forms", "act", "complements"):
        for form in lexicon.forms(row["forms"]):
            found[tuple(form.split())] = (row["act"], lexicon.forms(row["complements"]))
    return found


@cache
def _group(name: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    forms: list[tuple[tuple[str, ...], bool]] = []
    for row in lexicon.table("request_blockers", "group", "forms"):
        if row["group"] == name:
            for form in lexicon.forms(row["forms"]):
                forms.append((tuple(form.rstrip("~").casefold().split()), form.endswith("~")))
    return tuple(forms)


def in_group(name: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of the group begins at token ``at``."""
    for words, open_end in _group(name):
        if at + len(words) > len(tokens):
            continue
        last = len(words) - 1
        if all(
            tokens[at + k].low.startswith(w) if open_end and k == last else tokens[at + k].low == w
            for k, w in enumerate(words)
        ):
            return True
    return False


def any_in_group(name: str, tokens: Sequence[Token], places: Sequence[int]) -> bool:
    """Whether a form of the group begins at one of the tokens."""
    return any(in_group(name, tokens, i) for i in places)

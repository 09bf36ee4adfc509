"""The word lists of the rules for requests: request_words.csv (single words) and request_blockers.csv (words and phrases)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Passive:
    """A row of request_passives.csv: the act, the words that follow the verb, and what must hold of what is wanted."""

    act: str
    link: tuple[str, ...]
    condition: str


@cache
def passives(kind: str) -> dict[str, Passive]:
    """The forms of request_passives.csv of one kind (``present``, ``participle``)."""
    rows = lexicon.table("request_passives", "form", "act", "link", "kind", "condition")
    return {r["form"]: Passive(r["act"], tuple(r["link"].split()), r["condition"]) for r in rows if r["kind"] == kind}


@cache
def adjectives() -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    """The forms of request_adjectives.csv: words → (act, complements)."""
    found: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for row in lexicon.table("request_adjectives", "forms", "act", "complements"):
        for form in lexicon.forms(row["forms"]):
            found[tuple(form.split())] = (row["act"], lexicon.forms(row["complements"]))
    return found


@cache
def judgements() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The forms of request_judgements.csv, the longest first: words and act."""
    rows = lexicon.table("request_judgements", "forms", "act")
    found = [(tuple(form.split()), row["act"]) for row in rows for form in lexicon.forms(row["forms"])]
    return tuple(sorted(found, key=lambda f: (-len(f[0]), f[0])))


@dataclass(frozen=True, slots=True)
class _Form:
    """A phrase of request_blockers.csv: its words, and how the last one may go on."""

    words: tuple[str, ...]
    open_start: bool
    open_end: bool

    def last_is(self, word: str) -> bool:
        """Whether a word of a text is the last word of the phrase."""
        own = self.words[-1]
        if self.open_start:
            return own in word if self.open_end else word.endswith(own)
        return word.startswith(own) if self.open_end else word == own


@cache
def _group(name: str) -> tuple[_Form, ...]:
    found: list[_Form] = []
    for row in lexicon.table("request_blockers", "group", "forms"):
        if row["group"] == name:
            for form in lexicon.forms(row["forms"]):
                found.append(_Form(tuple(form.strip("~").casefold().split()), form[0] == "~", form[-1] == "~"))
    return tuple(found)


def in_group(name: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of the group begins at token ``at``."""
    for form in _group(name):
        last = at + len(form.words) - 1
        ends = last < len(tokens) and form.last_is(tokens[last].low)
        if ends and all(tokens[at + k].low == word for k, word in enumerate(form.words[:-1])):
            return True
    return False


def any_in_group(name: str, tokens: Sequence[Token], places: Sequence[int]) -> bool:
    """Whether a form of the group begins at one of the tokens."""
    return any(in_group(name, tokens, i) for i in places)

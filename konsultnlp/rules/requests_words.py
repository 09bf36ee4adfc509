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
def _adjectives_by_word() -> dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]] = {}
    for form, (act, complements) in adjectives().items():
        found.setdefault(form[0], []).append((form, act, complements))
    return found


def adjectives_from(word: str) -> Sequence[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The forms of request_adjectives.csv that begin with a word, in the file's order: words, act, complements."""
    return _adjectives_by_word().get(word, ())


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


@dataclass(frozen=True, slots=True)
class _Group:
    """The forms of a group by how a word is compared with them; the phrases by their first word."""

    exact: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    inside: tuple[str, ...]
    phrases: dict[str, tuple[_Form, ...]]


@cache
def _group(name: str) -> _Group:
    exact: set[str] = set()
    open_forms: dict[tuple[bool, bool], list[str]] = {(True, False): [], (False, True): [], (True, True): []}
    phrases: dict[str, list[_Form]] = {}
    for row in lexicon.table("request_blockers", "group", "forms"):
        for form in lexicon.forms(row["forms"]) if row["group"] == name else ():
            made = _Form(tuple(form.strip("~").casefold().split()), form[0] == "~", form[-1] == "~")
            if len(made.words) > 1:
                phrases.setdefault(made.words[0], []).append(made)
            elif made.open_start or made.open_end:
                open_forms[made.open_start, made.open_end].append(made.words[0])
            else:
                exact.add(made.words[0])
    return _Group(
        frozenset(exact),
        tuple(open_forms[False, True]),
        tuple(open_forms[True, False]),
        tuple(open_forms[True, True]),
        {word: tuple(forms) for word, forms in phrases.items()},
    )


def in_group(name: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of the group begins at token ``at``."""
    if at >= len(tokens):
        return False
    group, low = _group(name), tokens[at].low
    if low in group.exact or low.startswith(group.starts) or low.endswith(group.ends):
        return True
    if group.inside and any(part in low for part in group.inside):
        return True
    for form in group.phrases.get(low, ()):
        last = at + len(form.words) - 1
        if (
            last < len(tokens)
            and form.last_is(tokens[last].low)
            and all(tokens[at + k].low == form.words[k] for k in range(1, len(form.words) - 1))
        ):
            return True
    return False


def any_in_group(name: str, tokens: Sequence[Token], places: Sequence[int]) -> bool:
    """Whether a form of the group begins at one of the tokens."""
    return any(in_group(name, tokens, i) for i in places)

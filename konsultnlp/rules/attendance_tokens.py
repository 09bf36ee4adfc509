"""Cuts a piece of an attendance list into what it is made of: titles, names, bodies, brackets, separators.

Avoids: taking a name after "for" or "vara for" for somebody present.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from konsultnlp.grammar.names import name_at, name_words
from konsultnlp.rules.attendance_orgs import body_at, is_body_word, known_body_end
from konsultnlp.rules.attendance_roles import RoleHit, role_at

_SPACE = regex.compile(r"[ \t\u00A0\u2009\u202F]+")
_BREAK = regex.compile(r"[\n;•●▪·|]|\.(?=\s|$)")
_COMMA = regex.compile(r",|/(?=\s|\p{Lu}{2})|(?<=\s)[–—-](?=\s)")
_JOINT = regex.compile(r"(?:og|samt|and|&|både)(?!\p{L})")
_VIA = regex.compile(r"(?:v/|ved(?!\p{L}))")
_FROM = regex.compile(r"(?:i|fra|frå|hos|for|av|Fra|Frå|Hos|For)(?!\p{L})")
# Who somebody stands in for; nobody present.
_FOR = regex.compile(
    r"(?:som\s)?(?:møtte\sfor|vara(?:medlem)?\sfor|for|pva\.?|i\ssteden?\sfor|i\sstaden\sfor"
    r"|på\svegn?e\sav)\s+(?=\p{Lu})"
)
# A part of a ministry or of KS, which says nothing of whose side somebody is on.
_UNIT = regex.compile(
    r"(?:(?:\p{Lu}\p{L}+|\p{L}+-)\s(?:og\s)?){0,3}[\p{L}-]*(?:avdeling|seksjon)(?:en|a)?(?:\s(?:for|i)\s\p{Ll}[\p{L}-]+(?:\sog\s\p{Ll}[\p{L}-]+)?)?(?!\p{L})",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"[^\s,;()\n]+")
_WRITTEN = regex.compile(r"\S+")
_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an attendance list.

    ``kind`` is ``role``, ``name``, ``single`` (one capitalised word), ``body``, ``bracket`` (offsets of what is inside),
    ``comma``, ``joint`` ("og"), ``via`` ("v/"), ``from`` ("i", "fra"), ``line``, ``stop``, ``note`` or ``other``.
    """

    kind: str
    start: int
    end: int
    role: RoleHit | None = None


def _bracket_end(text: str, at: int, end: int) -> int:
    """Offset of the bracket that closes the one at ``at``, nesting allowed, or -1."""
    depth = 0
    for place in range(at, end):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def cut_name(text: str, at: int, end: int, date: str) -> int:
    """Where the name at ``at`` ends, before a body that follows it without a comma ("Per Moe SSB", "Per Moe Oslo kommune")."""
    stop = name_at(text, at, end)
    place = at
    for match in _WRITTEN.finditer(text, at, stop):
        if match.start() > at and (
            is_body_word(match.group())
            or role_at(text, match.start(), stop)
            or known_body_end(text, match.start(), end, date) > match.start()
        ):
            return place
        place = match.end()
    return stop


def tokens(text: str, start: int, end: int, date: str) -> list[Token]:
    """The pieces of ``text[start:end]``, white space left out."""
    found: list[Token] = []
    at = start
    while at < end:
        space = _SPACE.match(text, at, end)
        if space:
            at = space.end()
            continue
        token = _next(text, at, end, date, found)
        found.append(token)
        at = max(token.end + (token.kind == "bracket"), at + 1)
    return found


def _next(text: str, at: int, end: int, date: str, before: list[Token]) -> Token:
    if text[at] == "(":
        close = _bracket_end(text, at, end)
        return Token("bracket", at + 1, close) if close >= 0 else Token("other", at, at + 1)
    role = role_at(text, at, end)
    if role:
        return Token("role", at, role.end, role)
    for kind, pattern in (("break", _BREAK), ("comma", _COMMA), ("joint", _JOINT), ("via", _VIA)):
        match = pattern.match(text, at, end)
        if match:
            broken = "line" if match.group() == "\n" else "stop"
            return Token(broken if kind == "break" else kind, at, match.end())
    note = _FOR.match(text, at, end)
    if note and before and before[-1].kind not in {"role", "other", "line"}:
        return Token("note", at, max(name_at(text, note.end(), end), note.end()))
    unit = _UNIT.match(text, at, end)
    if unit and before and before[-1].kind in {"comma", "from", "bracket"}:
        return Token("note", at, unit.end())
    preposition = _FROM.match(text, at, end)
    if preposition:
        return Token("from", at, preposition.end())
    body = body_at(text, at, end, date)
    if body > at:
        return Token("body", at, body)
    stop = cut_name(text, at, end, date)
    if stop > at and _CAPITAL.search(text, at, stop):
        return Token("name" if len(name_words(text[at:stop])) > 1 else "single", at, stop)
    word = _WORD.match(text, at, end)
    return Token("other", at, word.end() if word else at + 1)

"""Splits Norwegian text into sentences.

Supports: abbreviations (mill., jf., bl.a., p.t.), ordinals and dates ("2. konsultasjonsmøte", "22. april"), initials,
decimal points, web addresses, closing quotes and brackets, one block a line. Avoids: guessing from meaning; a full stop
after a number ends a sentence only where the next word begins one and is no month, ordinal noun or lower-case word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from konsultnlp import lexicon

# A full stop, question or exclamation mark, with the quotes and brackets that close after it.
_STOP = r"[.!?…]+[»”\"')\]]*"
# What a new sentence may begin with: a capital, a digit, a quote or bracket before one, a section sign, a dash of speech.
_OPENS = r"(?=[«“\"'(\[–]*\s?[\p{Lu}\d§])"
# Tried only where a run of stops begins: of "....…" no part is a stop of its own.
_BOUNDARY = regex.compile(rf"(?<![.!?…])(?P<stop>{_STOP})(?P<space>\s+){_OPENS}")

LONGEST = 3000
"""Characters of a sentence, some ten times the longest ones that are written: more is a table or a list that came as one line."""
_NEAR = 80
"""Characters on each side of a stop that tell whether it ends a sentence."""

_LAST_TOKEN = regex.compile(r"(?r)[^\s(«“\"/]+$")  # from behind: what stands before it is not looked at
_ORDINAL = regex.compile(r"(?:^|[\s(–-])\d{1,2}\.$")
_ROMAN = regex.compile(r"^[IVX]{1,4}\.$")
_INITIAL = regex.compile(r"^\p{Lu}\.$")
# The letter that ends a bill's number is no initial: "Prop. 1 S. Møtet …".
_BILL_LETTER = regex.compile(r"\d\s(?:S|L|LS)\.$")
_NEXT_WORD = regex.compile(r"[«“\"'(\[–]*\s?([\p{L}\d§-]+)")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """(those that never end a sentence, those that end one before a capital)."""
    rows = lexicon.table("abbreviations", "form", "may_end")
    never = frozenset(r["form"].casefold() for r in rows if r["may_end"] != "yes")
    may = frozenset(r["form"].casefold() for r in rows if r["may_end"] == "yes")
    return never, may


@cache
def _months() -> frozenset[str]:
    return frozenset(f for r in lexicon.table("months", "forms") for f in lexicon.forms(r["forms"]))


# Nouns that an ordinal goes with: "2. Konsultasjonsmøtet" in a heading style, "1. Nestleder".
_ORDINAL_NOUN = regex.compile(
    r"konsultasjonsm|bilateral|møte|nestle[id]|kvartal|halvår|årstrinn|klasse|linje|ledd|trinn|utgave|utgåve|behandling",
    regex.IGNORECASE,
)


def _ends(before: str, after: str) -> bool:
    """Whether the stop at the end of ``before`` ends a sentence when ``after`` follows."""
    token_match = _LAST_TOKEN.search(before)
    token = token_match.group() if token_match else ""
    if not token.endswith("."):
        return True
    never, may = _abbreviations()
    low = token.casefold()
    following = _NEXT_WORD.match(after)
    word = following.group(1) if following else ""
    if _BILL_LETTER.search(before):
        return True
    if low in never:
        return False
    if low in may:
        return word[:1].isupper()
    if _INITIAL.match(token) or _ROMAN.match(token):
        return False
    if _ORDINAL.search(before):
        return not (
            word.casefold() in _months() or word[:1].islower() or _ORDINAL_NOUN.match(word) or word[:1].isdigit()
        )
    return True


def split_block(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences of one block (a text without line feeds).

    Returns:
        Offsets ``(start, end)`` into ``text``, without surrounding white space, in order, none longer than `LONGEST`.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for match in _BOUNDARY.finditer(text, start, end):
        stop, after = match.end("stop"), match.end()
        if _ends(text[max(at, stop - _NEAR) : stop], text[after : min(end, after + _NEAR)]):
            spans.append((at, stop))
            at = after
    spans.append((at, end))
    trimmed = []
    for s, e in (piece for span in spans for piece in _pieces(text, *span)):
        while s < e and text[s].isspace():
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if s < e:
            trimmed.append((s, e))
    return trimmed


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one that is too long in pieces, cut between words where it has any."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a text whose lines are blocks: a line feed always ends one."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        spans.extend(split_block(text, at, at + len(line)))
        at += len(line) + 1
    return spans

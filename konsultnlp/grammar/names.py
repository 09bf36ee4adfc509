"""Finds names of people in Norwegian text and makes their ids.

Supports: two and more given names, double and hyphenated surnames, initials ("Anne W. Lund", "H.Moen"), particles
("von der Lippe"), surnames in capitals ("Kari STRANDEN"). Avoids: one capitalised word alone (it may be any word that
begins a sentence), abbreviations in capitals, and names of bodies ("Oslo Kommune"), which the caller's word lists know.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from konsultnlp.ids import slug

# "Kari", "Åge", "Vik-Strand", "Jon-Arne", "McLeod"; a lower-case letter keeps abbreviations ("NHO") out.
_WORD = r"\p{Lu}\p{Ll}[\p{L}]*(?:['’]\p{Lu}?\p{Ll}+)?(?:[-\u2010\u2011–]\p{Lu}?\p{L}+)*"
_APOSTROPHE_WORD = r"\p{Lu}['’]\p{Lu}\p{Ll}+"
# "STRANDEN", "VIK-STRAND": four letters and more, after a word of its own only, since "NAV" and "KMD" are no names.
_CAPITALS = r"\p{Lu}{4,}(?:-\p{Lu}{2,})*(?!\p{L})"
_INITIAL = r"(?:\p{Lu}|Aa|Th|Chr|Kr|Ø)\."
_PARTICLE = r"(?:von|van|de|der|den|af|la|le|da|di|du|dos|el|al|bin|zu)(?!\p{L})"
_GAP = r"[ \u00A0\u2009\u202F]"

NAME_WORD = rf"(?:{_APOSTROPHE_WORD}|{_WORD})"
"""A pattern for one word of a name."""

_NAME = regex.compile(
    rf"(?<![\p{{L}}\d.-])(?:{NAME_WORD}|{_INITIAL})"
    rf"(?:(?:{_GAP}{{1,2}}|(?<=\p{{Lu}}\.))(?:{_INITIAL}|{_PARTICLE}|{NAME_WORD}|{_CAPITALS}))*+"
)
_TAIL = regex.compile(rf"(?:{_GAP}{{1,2}}(?:{_PARTICLE}|{_INITIAL}))+$")
_SPLIT = regex.compile(r"[\s\u00A0\u2009\u202F]+|(?<=\.)(?=\p{Lu})")

_LOWER_LETTER = regex.compile(r"\p{Ll}")


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A name that a statistical tagger found: offsets into the text, and NorNE's label for it (``PER``, ``ORG``, ``GPE_ORG`` …)."""

    start: int
    end: int
    label: str


person_id = slug
"""A person's id is the slug of the full name."""


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, case and accents other than å folded away: "Ole H. Tveit" → ("ole", "h.", "tveit")."""
    spaced = " ".join(_SPLIT.split(unicodedata.normalize("NFC", name)))
    kept = "".join(c if c == "å" else unicodedata.normalize("NFD", c)[:1] for c in spaced.casefold())
    return tuple(kept.replace("–", "-").replace("\u2011", "-").split())


def name_at(text: str, at: int, end: int | None = None) -> int:
    """Where the name that begins at ``at`` ends: one word and more, or ``at`` where none begins there."""
    match = _NAME.match(text, at, len(text) if end is None else end)
    if match is None:
        return at
    tail = _TAIL.search(text, at, match.end())
    stop = tail.start() if tail else match.end()
    return stop if _LOWER_LETTER.search(text, at, stop) else at


def find_names(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Names of two words and more.

    Returns:
        Offsets ``(start, end)`` into ``text``, in order. Whether one is a person or a body is for the caller to say.
    """
    found: list[tuple[int, int]] = []
    for match in _NAME.finditer(text, start, len(text) if end is None else end):
        stop = name_at(text, match.start(), match.end())
        if len(name_words(text[match.start() : stop])) > 1:
            found.append((match.start(), stop))
    return found

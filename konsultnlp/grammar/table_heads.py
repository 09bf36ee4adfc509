"""Reads the head of a table column: which of the columns of the appendix tables it names.

Supports: bokmål and nynorsk heads as the lexicon ``table_heads`` lists them, with closing punctuation, footnote figures
and parentheses; longer heads that begin with a listed one ("Utløper (dato)", "Oppmeldt til konsultasjonsmøte").
Avoids: sentences and titles; a head has at most eight words.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from konsultnlp import lexicon

KINDS = ("kostnadsberegning", "lovmedvirkning")
_LONGEST = 8
_BRACKETED = regex.compile(r"\([^()]*\)?")
_CLOSING = regex.compile(r"[\s.:*\d¹²³]+$")


@cache
def _heads() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lexicon.table("table_heads", "role", "forms"):
        if not row["role"].startswith("kind_"):
            for form in lexicon.forms(row["forms"]):
                found.setdefault(plain(form), row["role"])
    return found


@cache
def _stems() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = lexicon.table("table_heads", "role", "forms")
    return tuple(
        (row["role"].removeprefix("kind_"), lexicon.forms(row["forms"]))
        for row in rows
        if row["role"].startswith("kind_")
    )


# The same heads stand over every table, and each cell is asked about in several ways.
@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, single spaces, no parentheses, no closing punctuation or footnote figure."""
    text = _BRACKETED.sub(" ", text).casefold()
    text = _CLOSING.sub("", text)
    return " ".join(text.split())


def head_role(text: str, strict: bool = False) -> str:
    """The column a head names (``title``, ``parties``, ``signed`` …, as in the lexicon), or an empty string.

    Args:
        text: The text of a cell.
        strict: Whether the head must be a listed one to the last word, and none with a colon ("Dato:" is a label).
    """
    if strict and text.rstrip().endswith(":"):
        return ""
    text = plain(text)
    if not text and regex.fullmatch(r"\s*#\s*", text):
        return "number"
    words = text.split()
    if not words or len(words) > _LONGEST:
        return ""
    heads = _heads()
    for n in range(len(words), 0, -1):
        role = heads.get(plain(" ".join(words[:n])))
        if role:
            # "Sak" begins a title as well as a head; only a few words may follow a listed head
            return role if n == len(words) or (not strict and len(words) - n <= 3) else ""
    return ""


def case_kind(text: str) -> str:
    """What a heading or caption says a table of cases is about: one of `KINDS`, both joined by ``;``, or empty."""
    low = " ".join(text.casefold().split())
    # "kostnadsberegnings- og lovmedvirkningssaker", "kostnadsberegning/lovmedvirkning"
    places = []
    for kind, stems in _stems():
        at = min((low.find(stem) for stem in stems if stem in low), default=-1)
        if at >= 0:
            places.append((at, kind))
    return ";".join(kind for _, kind in sorted(places))

"""Reads mentions of ministries, by name or abbreviation, and says which ministry was meant at a date.

Supports: bokmål and nynorsk names, older and everyday names, genitives ("-departementets", "KDs", "KD’s"),
capitals, the letterhead without -et, "Finansdep.", missing spaces and hyphens ("Helse-og omsorgsdepartementet"), one slip of
the pen in a long name, coordinations ("Samferdsels- og Kommunaldepartementet" are two mentions), abbreviations that
the text itself defines ("Barne- og familiedepartementet (BFD)").
Avoids: abbreviations inside web addresses and compounds ("KS2", "AD-gruppe"), "FIN" and the like in lines of
capitals, ministries of other countries, "departementet" alone (its meaning depends on the chapter).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 (``date`` is the name of an argument here)
from functools import cache, lru_cache

import regex
from rapidfuzz import fuzz

from konsultnlp.grammar.atoms import DASH, GENITIVE, WORD_START, Spans, address_spans, one_of
from konsultnlp.grammar.ministry_register import (
    MINISTRY_WORD,
    Ministry,
    abbr_meaning,
    by_abbr,
    by_name,
    fold,
    ministries,
    nearest,
    parse_date,
    stem,
)


@dataclass(frozen=True, slots=True)
class MinistryHit:
    """A mention of a ministry.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        text: The quote, genitive included.
        ministry_id: Which ministry is meant.
        name_at_date: That ministry's bokmål name.
        rule: ``ministry-name``, ``ministry-name-fuzzy``, ``ministry-name-shared`` (its -departementet stands later
            in a coordination), ``ministry-abbreviation`` or ``ministry-abbreviation-defined``.
    """

    start: int
    end: int
    text: str
    ministry_id: str
    name_at_date: str
    rule: str


def _hit(text: str, start: int, end: int, ministry: Ministry, rule: str) -> MinistryHit:
    return MinistryHit(start, end, text[start:end], ministry.id, ministry.name_nb, rule)


# ----------------------------------------------------------------------------------------------------------
# Names: the word "departementet" is found first, then the stem before it is looked up, the longest that fits.

# The misprint "departmentet", OCR's "departernentet", the letterhead's "departement", shared plurals, and "dep.", "dept." included.
_HEAD = regex.compile(
    rf"(?<=[\p{{L}}\s\-\u2010–])(?:depart[ea]?(?:m|rn)ente?(?:[tli]|ne|a)?{GENITIVE}(?!\p{{L}})|(?<=\p{{L}}-?)dept?(?:\.|(?!\p{{L}})))",
    regex.IGNORECASE,
)
_WINDOW = 80  # characters; the longest name has 50
_FOREIGN = regex.compile(
    r"(?:svensk|dansk|finsk|islandsk|britisk|tysk|fransk|amerikansk|nederlandsk|kanadisk|russisk)e\s+\Z",
    regex.IGNORECASE,
)
_KONGELIG = regex.compile(r"kongel[ei]ge\s+\Z", regex.IGNORECASE)


def _spelled(name: str) -> str:
    """A pattern for a stem, with or without its hyphens, commas and spaces: "Kommunal- og distrikts".

    All spaces are bounded, so that their overlap around a hyphen has nothing to explode with.
    """
    parts = []
    for word in name.replace(",", " ").split():
        if word == "og":
            parts.append(rf"\s{{0,3}}{DASH}?\s{{0,3}}og\s{{1,3}}")
        elif word.endswith("-"):
            parts.append(regex.escape(word[:-1]) + rf"{DASH}?,?\s{{0,3}}")
        else:
            parts.append(regex.escape(word) + r"\s{0,3}")
    return "".join(parts)


@cache
def _stems() -> tuple[str, ...]:
    """All stems that go before -departementet, the longest first, so that a whole name wins over its tail."""
    found = {stem(n) for m in ministries() for n in m.names if n.endswith(MINISTRY_WORD)}
    return tuple(sorted(found, key=lambda s: (-len(s), s)))


@cache
def _name_before_head() -> regex.Pattern[str]:
    alternatives = "|".join(_spelled(s) for s in _stems())
    return regex.compile(rf"{WORD_START}(?:{alternatives}){DASH}?\s{{0,2}}\Z", regex.IGNORECASE)


@cache
def _shared_before() -> regex.Pattern[str]:
    """A stem that leaves its -departementet to a later one: "Samferdsels- og …", "Helse-, …"."""
    alternatives = "|".join(_spelled(s).removesuffix(r"\s{0,3}") for s in _stems())
    joint = r"(?:\s{0,3},\s{0,3}(?:og\s{1,3})?|\s{1,3}(?:og|eller|samt|&)\s{1,3}|\s?/\s?)"
    return regex.compile(rf"{WORD_START}(?P<stem>(?:{alternatives}){DASH}){joint}\Z", regex.IGNORECASE)


@cache
def _whole_names() -> regex.Pattern[str]:
    """Names that do not end in -departementet."""
    found = {n for m in ministries() for n in m.names if not n.endswith(MINISTRY_WORD)}
    alternatives = one_of(found, r"\s{1,3}", any_case=True)
    return regex.compile(rf"{WORD_START}(?P<name>{alternatives}){GENITIVE}(?!\p{{L}})", regex.IGNORECASE)


# Up to three words before -departementet, for a misspelt name: "Kommunal- og", "Barne-, ungdoms- og", nothing.
_LOOSE = regex.compile(
    rf"(?<!\p{{L}})(?P<lead>(?:\p{{L}}+{DASH}?,?\s)?\p{{L}}+{DASH}?\s?og\s)?(?P<last>\p{{L}}{{4,}}+)\Z"
)
_LEAD_WORD = regex.compile(r"(?<!\p{L})\p{L}")
_FUZZY = 91  # per cent alike: one or two letters wrong in a name of twenty
_FUZZY_LENGTH = 7


def _misspelt(before: str) -> tuple[int, str] | None:
    """Where a name with a slip of the pen begins at the end of ``before``, and the folded stem it must be."""
    match = _LOOSE.search(before)
    if match is None:
        return None
    lead = [match.start() + word.start() for word in _LEAD_WORD.finditer(match["lead"] or "")]
    for at in dict.fromkeys((*lead, match.start("last"))):
        got = fold(before[at:])
        if len(got) < _FUZZY_LENGTH or not before[at].isupper():
            continue
        best = max(_stems(), key=lambda s: fuzz.ratio(fold(s), got))
        if fuzz.ratio(fold(best), got) >= _FUZZY:
            return at, fold(best)
    return None


def _is_definite(head: str, before: str) -> bool:
    """Whether "-departement" without -et is a name: only in capitals or after "Det kongelige"."""
    bare = head.casefold().endswith("ment")
    return not bare or head.isupper() or bool(_KONGELIG.search(before))


def _find_names(text: str, day: Date) -> list[MinistryHit]:
    hits: list[MinistryHit] = []
    names = by_name()
    floor = 0
    for head in _HEAD.finditer(text):
        window = max(floor, head.start() - _WINDOW)
        before = text[window : head.start()]
        match = _name_before_head().search(before)
        rule = "ministry-name"
        if match is not None:
            at, key = match.start(), fold(match.group())
        else:
            loose = _misspelt(before)
            if loose is None:
                continue
            (at, key), rule = loose, "ministry-name-fuzzy"
        if key not in names or not _is_definite(head.group(), before[:at]) or _FOREIGN.search(before[:at]):
            continue
        start = window + at
        hits.append(_hit(text, start, head.end(), nearest(names[key], day, key), rule))
        hits.extend(_find_shared(text, floor, start, day))
        floor = head.end()
    for whole in _whole_names().finditer(text):
        candidates = names[fold(whole["name"])]
        hits.append(
            _hit(text, whole.start(), whole.end(), nearest(candidates, day, fold(whole["name"])), "ministry-name")
        )
    return hits


def _find_shared(text: str, floor: int, start: int, day: Date) -> list[MinistryHit]:
    """The stems before ``start`` that share its -departementet, right to left."""
    found: list[MinistryHit] = []
    while True:
        window = max(floor, start - _WINDOW)
        match = _shared_before().search(text[window:start])
        if match is None:
            return found
        begin, end = window + match.start("stem"), window + match.end("stem")
        candidates = by_name().get(fold(match["stem"]))
        # "helse- og Kunnskapsdepartementet" is a sector and a ministry, no two ministries.
        if not candidates or (text[begin].islower() and text[start].isupper()):
            return found
        found.append(_hit(text, begin, end, nearest(candidates, day, fold(match["stem"])), "ministry-name-shared"))
        start = begin


# ----------------------------------------------------------------------------------------------------------
# Abbreviations


@lru_cache(maxsize=64)
def _abbr_pattern(more: tuple[str, ...] = ()) -> regex.Pattern[str]:
    """All known abbreviations, and those the text at hand defines."""
    alternatives = one_of({*by_abbr(), *more})
    # No letter, digit, hyphen or "=" beside it: "KS2", "AD-gruppe", "SD = 3". A slash between two may stand.
    return regex.compile(
        rf"(?<![\p{{L}}\d_@§.=±]|\w-)(?<![=±]\s)(?P<abbr>{alternatives}){GENITIVE}(?![\p{{L}}\d_]|-\w|\s?[=±])"
    )


# What defines an abbreviation after a name: "(KMD)", "(heretter KMD)", "(heretter kalt «KMD»)".
_DEFINED = regex.compile(r"\s{0,3}\((?:\p{Ll}+\s){0,3}[«\"“]?(?P<abbr>\p{Lu}{2,6})[»\"”]?\s?[),;]")
_NO_MINISTRY = frozenset({"KS", "NAV", "EU", "EØS", "NOU", "SSB", "UDI"})
# In a line of capitals an abbreviation counts in brackets, after "FRA", "AV" and the like, or beside a slash.
_CAPS_SETTING = regex.compile(r"(?:[(/,;]\s?|\b(?:FRA|FRÅ|AV|VED|V/|TIL)\s)\Z")
_CAPS_WORD = regex.compile(r"\p{Lu}{4,}")


def defined_abbreviations(text: str, date: str = "") -> dict[str, str]:
    """Abbreviations that the text explains: "Barne- og familiedepartementet (BFD)" → ``{"BFD": "bfd-2019"}``.

    Args:
        text: Any text; a whole document's, if its sections are to share what it defines.
        date: ISO date of the document, its year, or empty.
    """
    return _definitions(text, _find_names(text, parse_date(date)))


def _definitions(text: str, names: list[MinistryHit]) -> dict[str, str]:
    found: dict[str, str] = {}
    known = by_abbr()
    for hit in names:
        match = _DEFINED.match(text, hit.end)
        if match is None:
            continue
        abbr = match["abbr"]
        if abbr in _NO_MINISTRY or (abbr not in known and abbr[0] != hit.text[0].upper()):
            continue
        found.setdefault(abbr, hit.ministry_id)
    return found


def _lines_in_capitals(text: str) -> Spans:
    """The lines set in capitals, in which a short word may be any word."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.isupper() and _CAPS_WORD.search(line):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return Spans(spans)


def _find_abbreviations(text: str, day: Date, defined: Mapping[str, str]) -> list[MinistryHit]:
    pattern = _abbr_pattern(tuple(sorted(defined.keys() - by_abbr().keys())) if defined else ())
    found = list(pattern.finditer(text))
    if not found:
        return []
    by_id = _by_id()
    addresses = Spans(address_spans(text))
    capitals = _lines_in_capitals(text)
    hits: list[MinistryHit] = []
    for match in found:
        start, end = match.span()
        before = text[max(0, start - 6) : start]
        if addresses.touch(start, end) or (capitals.touch(start, end) and not _CAPS_SETTING.search(before)):
            continue
        abbr = match["abbr"]
        meaning = by_id.get(defined.get(abbr, "")) or abbr_meaning(abbr, day)
        if meaning is not None:
            rule = "ministry-abbreviation-defined" if abbr in defined else "ministry-abbreviation"
            hits.append(_hit(text, start, end, meaning, rule))
    return hits


# ----------------------------------------------------------------------------------------------------------
# What others call


@cache
def _by_id() -> dict[str, Ministry]:
    return {m.id: m for m in ministries()}


def find_ministries(text: str, date: str = "", defined: Mapping[str, str] | None = None) -> list[MinistryHit]:
    """All mentions of ministries, in order, none within another.

    Args:
        text: Any text.
        date: The document's ISO date ("2021-04-15"), its year ("2021"), or empty: then today's ministries are meant.
        defined: Abbreviations defined elsewhere in the document (see `defined_abbreviations`).
    """
    return list(_found(text, date, tuple(sorted(defined.items())) if defined else ()))


@lru_cache(maxsize=64)  # several readers look at one text in turn
def _found(text: str, date: str, defined: tuple[tuple[str, str], ...]) -> tuple[MinistryHit, ...]:
    day = parse_date(date)
    names = _find_names(text, day)
    meant = {**dict(defined), **_definitions(text, names)}
    taken = Spans((h.start, h.end) for h in names)
    abbreviations = [h for h in _find_abbreviations(text, day, meant) if not taken.touch(h.start, h.end)]
    return tuple(sorted((*names, *abbreviations), key=lambda h: h.start))


# Every name that ends in -departementet holds this.
_HEAD_HINT = "dep"


def leading_ministry(text: str, date: str = "") -> int:
    """How many characters the ministry has that ``text`` begins with; 0 where it begins with none."""
    if not (_HEAD_HINT in text.lower() or _abbr_pattern().match(text) or _whole_names().match(text)):
        return 0
    return next((hit.end for hit in _found(text, date, ()) if hit.start == 0), 0)


def ministry_id(name: str, date: str = "") -> str:
    """The ministry that one name, abbreviation or genitive means at a date, or empty.

    Args:
        name: "Kunnskapsdepartementet", "KDs", "KOMMUNAL- OG DISTRIKTSDEPARTEMENT"; nothing else beside it.
        date: The document's ISO date, its year, or empty.
    """
    hits = find_ministries(name, date)
    if len(hits) == 1 and not any(c.isalnum() for c in name[: hits[0].start] + name[hits[0].end :]):
        return hits[0].ministry_id
    return ""


def ministry_name(identifier: str) -> str:
    """The bokmål name of a ministry id, or empty for an unknown id."""
    return next((m.name_nb for m in ministries() if m.id == identifier), "")

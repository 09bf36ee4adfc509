"""Reads calendar dates and months, with the year that the text leaves out and the part the date plays.

Supports: "22. april 2022", "1.januar", "09.11.03", "3/12-2014", "2015-06-02", "innen 1.10.", months ("i mai", "mars 2011"), periods
("3. mai 2015 – 9. juni 2016", "5. og 6. mai", "mars–april 2015"), a year taken from a neighbour, from "i fjor"
or from the document; bokmål and nynorsk are alike here.
Avoids: bare years, clock times, ordinals ("2. konsultasjonsmøte"), years of bills ("2008–2009"), compounds ("17. mai-tog"),
ids ("FOR-2003-06-27-792").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 (``date`` is the name of an argument here)
from functools import cache, lru_cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import DASH, SPACE, Spans, address_spans, low, one_of
from konsultnlp.grammar.date_roles import role_of
from konsultnlp.grammar.date_years import ANY_SEASON, Known, Written, borrowed, exists, is_relative, year_of
from konsultnlp.grammar.deadlines import deadline_phrase, in_side_clause
from konsultnlp.grammar.misread import as_meant


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date, a month or a period.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        text: The quote.
        iso: "2021-05-17", "2021-05", or without a known year "--05-17", "--05".
        iso_end: The last day or month of a period, else empty.
        role: ``meeting``, ``deadline`` or ``other``.
        rule: ``date-words``, ``date-digits``, ``date-month`` or ``date-period``.
    """

    start: int
    end: int
    text: str
    iso: str
    iso_end: str
    role: str
    rule: str


# ----------------------------------------------------------------------------------------------------------
# The atoms


@cache
def _months() -> dict[str, int]:
    return {f: int(r["number"]) for r in lexicon.table("months", "number", "forms") for f in lexicon.forms(r["forms"])}


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """The three shapes of a date, the more specific first."""
    full = one_of((m for m in _months() if (len(m) > 3 and not m.endswith(".")) or m == "mai"), any_case=True)
    month = one_of(_months(), any_case=True)
    year = r"(?P<year>(?:19|20)\d{2})(?!\d|-?\p{L})"
    # A day: no part of a longer number, a section number or a fraction.
    day = r"(?<![\d.,/§:])(?P<day>0?[1-9]|[12]\d|3[01])"
    words = regex.compile(
        rf"(?=\d){day}\.?{SPACE}{{0,2}}(?P<month>{month})(?![\p{{L}}\d]|-\p{{L}})(?:,?{SPACE}{{1,2}}(?:i{SPACE})?{year})?",
        regex.IGNORECASE,
    )
    cue = r"\b(?:[Ii]nnen|[Ii]nnan|[Ff]ør|[Ss]enest|[Ss]einast|[Ff]rist(?:en)?|[Dd]en|[Dd]ato|[Aa]v|[Ff]ra|[Ff]rå|[Pp]er|[Pp]r|[Tt]il|[Dd]atert)[.:]?"
    number = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    month_number = r"(?P<month>0?[1-9]|1[0-2])"
    digits = regex.compile(
        rf"(?=\d)(?<![\d.,/§]|[Ss]ak{SPACE})(?:"
        # 3.12-2014, 04.2.2015, 05.06.2016
        rf"{number}\.{SPACE}?{month_number}(?:\.{SPACE}?|[ -]|–){year}"
        # 3/12-2014, 3/12 2014, 3/12-14
        rf"|(?<![–-]){number}/{month_number}(?:[/ .-]|–)(?:{year}|(?<=[–-])(?P<short>\d{{2}})(?![\d%]|[.,]\d))"
        # 09.11.03: two digits of a year, only where the rest is set like a date
        rf"|(?P<day>\d{{2}})\.(?P<month>0[1-9]|1[0-2])\.(?P<short>\d{{2}})(?![\d.,]\d|\d)"
        # 12.2.24: after a word that a date follows, or alone on its line; anywhere else it may be a section's number
        rf"|(?<=(?:(?:^|\n)|{cue}){SPACE}{{0,2}}){number}\.{month_number}\.(?P<short>\d{{2}})(?![\d.,]\d|\d)(?:(?<={cue}.{{6,9}})|(?={SPACE}*(?:$|\n)))"
        # 2021-04-15, but in no regulation's id: "FOR-2003-06-27-792"
        rf"|(?<!\p{{L}}-)(?P<year>(?:19|20)\d{{2}})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!-?\d)"
        # "innen 15/9", "7/6 d.å.": a fraction anywhere else
        rf"|(?<={cue}{SPACE}){number}/{month_number}(?![\d/-])|{number}/{month_number}(?={SPACE}[ds]\.{SPACE}?å\.)"
        # "pr. 31.12.": a clock time or a section's number anywhere else
        rf"|(?<={cue}{SPACE}){number}\.{month_number}\.(?!\d)"
        rf")"
    )
    months = regex.compile(
        rf"(?<![\p{{L}}\d-])(?:(?P<month>{month}){SPACE}{{1,2}}(?:i{SPACE})?{year}|(?P<month>{full})(?![\p{{L}}\d]|-\p{{L}}))",
        regex.IGNORECASE,
    )
    return words, digits, months


_DIGIT = regex.compile(r"\d")
# Years that belong to a bill, not to a date: "(2008–2009)".
_TIGHT = rf"{SPACE}{{0,2}}{DASH}{SPACE}{{0,2}}"
_JOINT = regex.compile(
    rf"(?P<dash>{_TIGHT}|/)|(?P<comma>,{SPACE})|,?{SPACE}(?:(?P<to>(?:og{SPACE})?til(?:{SPACE}og{SPACE}med)?|t\.?o\.?m\.?)|(?P<and>og|eller)){SPACE}"
)
# The first day of a period whose month stands later: "5. og 6. mai", "1.–3. mai".
_EARLIER_DAY = regex.compile(
    rf"(?<![\d.,/§:])(?P<day>0?[1-9]|[12]\d|3[01])\.?(?:(?P<dash>{_TIGHT})|{SPACE}(?:og|til|t\.?o\.?m\.?){SPACE})\Z"
)
_BETWEEN = regex.compile(rf"\bmellom{SPACE}\Z", regex.IGNORECASE)
# The date that is an act's name: "lov 13. mars 1981 nr. 6".
_OF_AN_ACT = regex.compile(
    rf"\b(?:lov|forskrift)(?:{SPACE}av)?{SPACE}\d{{1,2}}(?:\.?{SPACE}\p{{L}}+{SPACE}|[./]\d{{1,2}}[.{SPACE[1:-1]}-])\d{{4}}(?=,?{SPACE}nr)",
    regex.IGNORECASE,
)


@lru_cache(maxsize=64)  # asked for twice a text: as dates, and as digits that are no numbers
def _find(text: str) -> tuple[Written, ...]:
    words, digits, months = _patterns()
    dated = _DIGIT.search(text) is not None
    skip = Spans((*address_spans(text), *(m.span() for m in _OF_AN_ACT.finditer(text))))
    taken: list[Written] = []
    for pattern, rule in ((words, "date-words"), (digits, "date-digits"), (months, "date-month")):
        spans = Spans((f.start, f.end) for f in taken)
        for match in pattern.finditer(text) if dated or pattern is months else ():
            if spans.touch(*match.span()) or skip.touch(*match.span()):
                continue
            found = _read(match, rule)
            if found is not None:
                taken.append(found)
    return tuple(sorted(taken, key=lambda f: f.start))


def _read(match: regex.Match[str], rule: str) -> Written | None:
    groups = match.groupdict()
    written = groups["month"]
    month = int(written) if written.isdigit() else _months()[low(written)]
    if rule == "date-month" and not groups.get("year") and written[0].isupper():
        return None  # "August" alone is a name, "Mars" a planet
    day = int(groups["day"]) if groups.get("day") else None
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("short"):
        short = int(groups["short"])
        year = short + (2000 if short < 50 else 1900)
    if day is not None and not exists(year or 2000, month, day):
        return None
    return Written(match.start(), match.end(), year, month, day, rule)


# ----------------------------------------------------------------------------------------------------------
# Periods and years


def _consecutive(a: Written, b: Written) -> bool:
    if a.day is None and b.day is None:
        return (b.month - a.month) % 12 == 1
    return a.day is not None and b.day is not None and a.month == b.month and b.day - a.day == 1


def _pair(text: str, a: Written, b: Written) -> str:
    """How two neighbours belong together: ``period``, ``list`` (one year and one role for both) or empty."""
    joint = _JOINT.fullmatch(text, a.end, b.start) if b.start - a.end < 20 else None
    if joint is None or (a.day is None) != (b.day is None) or (joint["dash"] == "/" and a.day is not None):
        return ""
    if joint["dash"] or joint["to"] or (joint["and"] == "og" and _opens_period(text, a, b)):
        return "period" if a.year is None or b.year is None or a.order < b.order else ""
    return "list"


def _opens_period(text: str, a: Written, b: Written) -> bool:
    return _consecutive(a, b) or _BETWEEN.search(text, max(0, a.start - 10), a.start) is not None


def _borrow(text: str, found: Sequence[Written]) -> list[Written]:
    """Gives a date without a year that of the one it is joined to: "i mai og oktober 2020"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        a, b = out[i], out[i + 1]
        if a.year is None and b.year is not None and _pair(text, a, b):
            out[i] = borrowed(a, b)
    return out


def _settle(
    text: str, found: list[Written], year: int | None, day: Date | None
) -> list[tuple[Written, Written | None]]:
    """Gives each date its year and joins the two ends of a period."""
    seasons = [(m.start(), Known(int(m["year"]), m.end())) for m in ANY_SEASON.finditer(text)]
    out: list[tuple[Written, Written | None]] = []
    i = 0
    known: Known | None = None  # the last year written in this paragraph
    at, season = 0, 0
    while i < len(found):
        a = found[i]
        if text.find("\n", at, a.start) >= 0:
            known = None
        while season < len(seasons) and seasons[season][0] < a.start:
            if seasons[season][0] >= at and text.find("\n", seasons[season][0], a.start) < 0:
                known = seasons[season][1]
            season += 1
        b = found[i + 1] if i + 1 < len(found) else None
        a = replace(a, year=year_of(text, a, year, day, known))
        told = found[i].year or (a.year if is_relative(text, a.end) else None)
        known = Known(told, a.end) if told is not None else known
        at = a.end
        if b is not None and _pair(text, found[i], b) == "period":
            end = replace(b, year=b.year if b.year is not None else a.year)
            if end.year is not None and end.order < a.order:
                end = replace(end, year=end.year + 1)
            out.append((a, end))
            known, at = Known(b.year, b.end) if b.year else known, b.end
            i += 2
            continue
        early = _earlier_day(text, a)
        out.append((early, a) if early is not None else (a, None))
        i += 1
    return out


def _earlier_day(text: str, date: Written) -> Written | None:
    """The first day of "5. og 6. mai 2015", which has no month of its own."""
    if date.day is None:
        return None
    match = _EARLIER_DAY.search(text, max(0, date.start - 14), date.start)
    if match is None or int(match["day"]) >= date.day:
        return None
    if not match["dash"] and not text[match.start() : date.start].startswith((match["day"] + ".",)):
        return None  # "2 og 3. mai" is no period
    return replace(date, start=match.start(), day=int(match["day"]))


# ----------------------------------------------------------------------------------------------------------
# What others call


def date_spans(text: str) -> list[tuple[int, int]]:
    """Where dates stand, for readers that must not take their digits for numbers."""
    text = as_meant(text)
    return [*((f.start, f.end) for f in _find(text)), *(m.span() for m in _OF_AN_ACT.finditer(text))]


def find_dates(text: str, year: int | None = None, date: str = "") -> list[DateHit]:
    """All dates and months in order; the two ends of a period are one hit.

    Args:
        text: Any text, one block a line.
        year: The document's year, for dates without one; unknown gives "--05".
        date: The document's ISO date, if known; gives the year too.
    """
    written, text = text, as_meant(text)
    if year is None and regex.match(r"\d{4}(?:-|$)", date):
        year = int(date[:4])
    day = _day(date)
    found = _borrow(text, _find(text))
    hits: list[DateHit] = []
    for a, b in _settle(text, found, year, day):
        start, end = a.start, (b or a).end
        role = role_of(text, start, end, dated=a.day is not None and (b is None or b.month == a.month))
        if role == "other" and hits and _LISTED.fullmatch(text, hits[-1].end, start):
            role = hits[-1].role
        rule = "date-period" if b is not None else a.rule
        hits.append(DateHit(start, end, written[start:end], a.iso(), b.iso() if b is not None else "", role, rule))
    return hits


# "møtene 3. mars, 4. mai og 5. juni": all of them are meetings.
_LISTED = regex.compile(rf",?{SPACE}(?:(?:og|eller){SPACE})?(?:den{SPACE}|i{SPACE})?")


def _day(date: str) -> Date | None:
    try:
        return Date.fromisoformat(date) if len(date) == 10 else None
    except ValueError:
        return None


def find_deadline(text: str, year: int | None = None, date: str = "") -> tuple[int, int, str] | None:
    """By when a request wants to be met, where its sentence says so.

    Args:
        text: The sentence or list item.
        year: The document's year.
        date: The document's ISO date.

    Returns:
        Offsets of the date or phrase, and the ISO date, or the phrase with its preposition ("før sommeren").
    """
    dates = [d for d in find_dates(text, year, date) if d.role == "deadline"]
    for hit in dates:
        if len(hit.iso) == 10 and not hit.iso_end and not in_side_clause(text, hit.start):
            return hit.start, hit.end, hit.iso
    return deadline_phrase(text)

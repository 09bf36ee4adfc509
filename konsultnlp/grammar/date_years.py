"""Settles the year of a date that leaves it out.

Supports: a year said beside it ("i fjor", "s.å.", "høsten 2014"), a weekday that only one year fits, a neighbour's year in the
same sentence or in a story told of that year, the document's own year, the year before or after where the sentence looks
back ("invitasjonen av 20. desember", in a letter of February) or ahead ("helst i januar", in minutes of November).
Avoids: guessing a year where neither the text nor the document has one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 (``date`` is the name of an argument here)

import regex

from konsultnlp.grammar.atoms import SPACE
from konsultnlp.grammar.date_tense import has_happened, looks_ahead, looks_back, new_sentence


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written, before its year is settled."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    rule: str

    @property
    def order(self) -> tuple[int, int, int]:
        """What dates are compared by."""
        return self.year or 0, self.month, self.day or 0

    def iso(self) -> str:
        """ "2021-05-17", "2021-05", or "--05-17" and "--05" where the year is unknown."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}" + ("" if self.day is None else f"-{self.day:02d}")


@dataclass(frozen=True, slots=True)
class Known:
    """A year written earlier in the paragraph, and where."""

    year: int
    end: int


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has the day."""
    try:
        Date(year, month, day)
    except ValueError:
        return False
    return True


_RELATIVE = regex.compile(
    rf"{SPACE}(?:(?P<last>i{SPACE}fjor|sist{SPACE}år|året{SPACE}før|(?:forrige|førre){SPACE}år)"
    rf"|(?P<next>(?:til{SPACE})?neste{SPACE}år|til{SPACE}året)"
    rf"|(?P<this>i{SPACE}år|d\.?{SPACE}?å\.|dette{SPACE}året|inneværende{SPACE}år|inneverande{SPACE}år)"
    rf"|(?P<same>s\.{SPACE}?å\.|same{SPACE}år|samme{SPACE}år))",
    regex.IGNORECASE,
)
_SEASON = rf"(?:våren|sommeren|sommaren|høsten|hausten|vinteren){SPACE}(?P<year>(?:19|20)\d\d)(?!\d)"
# "i juni og hele høsten 2014": the season's year is the month's too.
_WITH_SEASON = regex.compile(rf"{SPACE}(?:og|til|eller){SPACE}(?:\p{{L}}+{SPACE})?{_SEASON}")
# "1. konsultasjonsmøte 2008, torsdag 3. mars"
_YEAR_BEFORE = regex.compile(rf"(?<![\d–-])(?P<year>(?:19|20)\d\d),{SPACE}(?:\p{{L}}+dag{SPACE})?\Z")
_WEEKDAY = regex.compile(
    rf"(?<!\p{{L}})(?P<weekday>\p{{L}}{{3,5}}dag)(?:en)?(?:,?{SPACE}(?:den{SPACE})?|{SPACE})\Z", regex.IGNORECASE
)
_WEEKDAYS = {
    day: n
    for n, days in enumerate(
        (
            ("mandag", "måndag"),
            ("tirsdag", "tysdag"),
            ("onsdag",),
            ("torsdag",),
            ("fredag",),
            ("lørdag", "laurdag"),
            ("søndag", "sundag"),
        )
    )
    for day in days
}
ANY_SEASON = regex.compile(_SEASON, regex.IGNORECASE)
"""A season with its year: "høsten 2014"."""

_NEAR = 90  # days: what is to come and lies longer ago than that is of the year to come
_AFTER = 60  # days: what has been and lies further ahead than that was in the year before


def is_relative(text: str, end: int) -> bool:
    """Whether the year of a date that ends at ``end`` is said in relation to another: "i fjor"."""
    return _RELATIVE.match(text, end) is not None


def year_of(text: str, date: Written, year: int | None, day: Date | None, known: Known | None) -> int | None:
    """The year of a date: its own, said relative to the document's, a neighbour's, or the document's.

    Args:
        text: The text.
        date: The date as written.
        year: The document's year.
        day: The document's date.
        known: The last year written before it in its paragraph.
    """
    if date.year is not None:
        return date.year
    before = _YEAR_BEFORE.search(text, max(0, date.start - 22), date.start)
    if before is not None:
        return int(before["year"])
    season = _WITH_SEASON.match(text, date.end)
    if season is not None:
        return int(season["year"])
    relative = _RELATIVE.match(text, date.end)
    if relative is not None and relative["same"] and known is not None:
        return known.year
    if relative is not None and not relative["same"] and year is not None:
        return year + bool(relative["next"]) - bool(relative["last"])
    return _by_weekday(text, date, _likely(text, date, year, day, known), year)


def _likely(text: str, date: Written, year: int | None, day: Date | None, known: Known | None) -> int | None:
    """A neighbour's year, or the document's, or the one beside it."""
    if year is None:
        return known.year if known is not None else None
    ahead = looks_ahead(text, date.start)
    if known is not None:
        beside = not new_sentence(text, known.end, date.start)
        if beside and not (known.year < year and ahead):
            return known.year
        if not beside and known.year < year and looks_back(text, date.start, date.end):
            return known.year
    if day is None:
        return year
    written = Date(year, date.month, min(date.day or 15, 28))
    if ahead and (day - written).days > _NEAR:
        return year + 1
    if (written - day).days > _AFTER and has_happened(text, date.start):
        return year - 1
    return year


def _by_weekday(text: str, date: Written, likely: int | None, year: int | None) -> int | None:
    """The year in which the date falls on the weekday before it, the likely one first."""
    match = _WEEKDAY.search(text, max(0, date.start - 16), date.start)
    weekday = _WEEKDAYS.get(match["weekday"].casefold()) if match is not None else None
    if weekday is None or likely is None or date.day is None:
        return likely
    for candidate in dict.fromkeys((likely, year or likely, likely - 1, likely + 1)):
        if exists(candidate, date.month, date.day) and Date(candidate, date.month, date.day).weekday() == weekday:
            return candidate
    return likely


def borrowed(date: Written, other: Written) -> Written:
    """A date with the year of the one it is joined to: "1. desember til 31. januar 2020" begins in 2019."""
    return date if other.year is None else replace(date, year=other.year - (date.order[1:] > other.order[1:]))

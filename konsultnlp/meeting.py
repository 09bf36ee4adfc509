"""Which meeting a document belongs to: its kind, its number in the year, its date and year, as the front says.

Supports: "2. konsultasjonsmøte", "konsultasjonsmøte nr. 2/2007", "andre konsultasjonsmøtet i 2024"; a date in the title, after
a label ("Dato:", "Avholdt:"), on a line of its own, or in a sentence ("Konsultasjonsmøtet er fastsatt til 4. mars").
Avoids: the date a letter bears, the day minutes were sent out, the last meeting and the next, deadlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from konsultnlp.grammar.dates import DateHit, find_dates
from konsultnlp.grammar.front_lines import is_address, is_date_line
from konsultnlp.grammar.sentences import split_block

_PARTIES = r"(?:regjering(?:en|a)|staten|KS|kommunesektoren|kommunenes sentralforbund)"
_CONSULTATION = regex.compile(
    rf"konsultasjonsmøt|\bmøte[tr]?\s(?:mellom|med)\s{_PARTIES}\sog\s{_PARTIES}|\bkonsultasjon(?:en|er|ar|ane|ene)?\smellom\b",
    regex.IGNORECASE,
)
_BILATERAL = regex.compile(
    r"bilateral\p{L}*\s+(?:konsultasjon|møte|drøfting|samtale)\p{L}*|konsultasjonsmøte[,–\s]+bilateral",
    regex.IGNORECASE,
)

_ORDINALS = {
    "første": 1, "fyrste": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6,
}  # fmt: skip
_MEETING_WORD = r"konsultasjons?-?\s?møt\p{L}*|konsultasjon(?:en)?(?!\p{L})"
_BEFORE = regex.compile(
    r"(?:(?<!\d)(?<!\d[.,/])(?P<digit>[1-6])\s?\.?|\b(?P<word>" + "|".join(_ORDINALS) + r"))"
    r"\s?(?:og\ssiste\s|ordinære\s|ekstraordinære\s|av\sårets\s|\(\p{L}+\)\s)?(?:" + _MEETING_WORD + ")",
    regex.IGNORECASE,
)
# "konsultasjonsmøte nr. 2/2007", "konsultasjonsmøte 1/18", "konsultasjonsmøte 3 i 2017", but not "konsultasjonsmøte 2. mai".
_AFTER = regex.compile(
    rf"(?:{_MEETING_WORD})\s(?:mellom\s[^.,:;\n]{{3,60}}?\s)?(?:(?:nr|nummer)\.?\s?(?P<digit>[1-6])(?!\d)"
    r"|(?P<digit>[1-6])(?=\s?[/–-]\s?(?:20|19)?\d{2}(?!\d)|,?\s(?:i\s)?(?:19|20)\d{2}|\s*$))",
    regex.IGNORECASE | regex.MULTILINE,
)
_SHORT = regex.compile(
    r"\b(?:møte\s(?:nr|nummer)\.?\s?(?P<digit>[1-6])(?!\d)|(?<!\d)(?<!\d[.,/])(?P<digit>[1-6])\.\smøte\b)",
    regex.IGNORECASE,
)
_OTHER_MEETING = regex.compile(
    r"\b(?:forrige|førre|førige|siste|sist|neste|det\sneste|tidligere|tidlegare|i\sfjor|etter|oppfølg\p{L}+|godkjen\p{L}+)\b",
    regex.IGNORECASE,
)

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_ANY_YEAR = regex.compile(rf"(?<![\d.,])(?<!\d[–-]){_YEAR}(?![\d–-]|[.,]\d| kroner| mill)")
# "rammene for 2011", "statsbudsjettet 2011": the year of a budget, not of a meeting.
_BUDGET_YEAR = regex.compile(
    rf"\b(?:for|budsjett\p{{L}}*|økonomiplan\p{{L}}*|rundskriv)\s(?:året\s)?(?={_YEAR})", regex.IGNORECASE
)
_MEETING_YEAR = regex.compile(
    rf"(?:{_MEETING_WORD}|\bmøte)(?:\smellom\s[^.,:;\n]{{3,60}}?)?(?:\s(?:nr\.?\s?)?[1-6]?\s?[/–-]?)?\s?(?:i\s|[/,–-]\s?)?(?P<year>{_YEAR})(?!\d)",
    regex.IGNORECASE,
)
_SHORT_YEAR = regex.compile(
    rf"(?:{_MEETING_WORD}|\bmøte)\s(?:nr\.?\s?)?[1-6]\s?/\s?(?P<year>\d{{2}})(?!\d)", regex.IGNORECASE
)

_LABEL = regex.compile(
    r"^(?:møte\s?(?:dato|tid|dag)|dato|tid|tidspunkt|tidsrom|når|dag|(?:dato|tid|tidspunkt)\s(?:og|for)\s\p{L}+"
    r"|tid\s?/\s?(?:sted|stad)|avholdt|avhalde|holdt|halde|møtet\s(?:ble\sholdt|vart\shalde|blei\shalde))\s?:",
    regex.IGNORECASE,
)
_NOT_THE_MEETING = regex.compile(
    r"^(?:utsendt|utsend|sendt|referatdato|godkjent|godkjend|publisert|oppdatert|sist\s(?:endret|oppdatert|endra)|deres|vår|dykkar"
    r"|brevdato|utskrift|neste|forrige|førre|frist|journal|versjon|revidert|skrevet|skrive|mottatt)\b",
    regex.IGNORECASE,
)
_WEEKDAY = regex.compile(r"\b(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?\b", regex.IGNORECASE)
_CLOCK = regex.compile(r"\bkl(?:okka|okken)?\b|\d{1,2}[.:]\d{2}\s?[–-]|\d{4}\s?[–-]\s?\d{4}", regex.IGNORECASE)
_PLACED = regex.compile(r"^\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?,?\s(?:den\s)?\d")
_PROSE = 120
"""A line as long as this, or one that ends as a sentence does, is running text."""
# The meeting in a sentence, and what may stand between it and its date.
_IN_SENTENCE = regex.compile(
    r"(?:konsultasjonsmøt\p{L}*|\bmøtet|\bmøte\s(?:blir|er|finn|vart|ble))(?P<between>[^.;:!?]{0,60}?)$",
    regex.IGNORECASE,
)
_BETWEEN = regex.compile(
    r"^(?:[\s,]+(?:som|er|var|blir|ble|blei|vart|vert|skal|skulle|være|vere|verte|bli|holdes|holdt|haldast|halde|blir|avholdes"
    r"|avholdt|finner|finn|fant|fann|sted|stad|berammet|beramma|fastsatt|fastsett|satt|sett|lagt|lagd|planlagt|flyttet|flytta"
    r"|varslet|varsla|til|den|på|i|mellom|regjeringen|regjeringa|staten|og|KS|kommunesektoren|igjen|nå|no|allerede"
    r"|\d\.|\p{L}+dag(?:en)?))*[\s,(]*$",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the front says of the meeting; what it does not say is empty."""

    kind: str = ""
    number: int | None = None
    date: str = ""
    year: int | None = None


def find_meeting(title: str, lines: list[str], *, title_at: int, letter: bool, letter_date: str) -> Meeting:
    """The meeting of a document.

    Args:
        title: The document's title.
        lines: Its front, from its first line to its first chapter; of a letter the first lines of its text, too.
        title_at: Which of the lines is the title; -1 if none is.
        letter: Whether it is one party's letter, which bears a date of its own.
        letter_date: That date.
    """
    kind = _kind(title) or _kind_of_front(lines, letter)
    number = _number(title) if kind == "konsultasjonsmote" else None
    if kind == "konsultasjonsmote" and number is None:
        number = next((n for line in lines if (n := _number_of_line(line)) is not None), None)
    written = int(letter_date[:4]) if letter_date else None
    year = _year(title) or next((y for line in lines if (y := _meeting_year(line))), None)
    known = year or written or _first_year("\n".join([title, *lines]))
    if letter:
        date = _letters_meeting(title, lines, known, letter_date)
        return Meeting(kind, number, date if kind else "", written or year or known)
    date = _date(title, lines, title_at, known, kind)
    return Meeting(kind, number, date, int(date[:4]) if date else known)


def first_year(text: str) -> int | None:
    """The year of the first date or year in a text: enough to tell what an abbreviation means."""
    return _year(text) or _first_year(text)


def _kind(text: str) -> str:
    bilateral, consultation = _BILATERAL.search(text), _CONSULTATION.search(text)
    if bilateral and (not consultation or bilateral.start() <= consultation.start()):
        return "bilateralt"
    return "konsultasjonsmote" if consultation else ""


def _kind_of_front(lines: list[str], letter: bool) -> str:
    """Of a letter only a meeting that it is written for: "til konsultasjonsmøtet", "før det bilaterale møtet"."""
    if not letter:
        return _kind("\n".join(lines))
    ahead = regex.compile(
        r"\b(?:til|for|før|foran|i\sforkant\sav|fram\smot|inn\smot)\s(?:det\s|den\s|eit\s|et\s)?(?:[1-6]\.\s|\p{L}+\s){0,2}"
        r"(?P<what>(?:bilateral\p{L}*\s)?(?:konsultasjons)?møt\p{L}*)",
        regex.IGNORECASE,
    )
    for line in lines:
        for match in ahead.finditer(line):
            if kind := _kind(match.group()):
                return kind
    return ""


def _number(text: str) -> int | None:
    for pattern in (_BEFORE, _AFTER, _SHORT):
        match = pattern.search(text)
        if match:
            word = match.groupdict().get("word")
            return _ORDINALS[word.casefold()] if word else int(match["digit"])
    return None


def _number_of_line(line: str) -> int | None:
    """The number in a line of the front; in running text another meeting's number may stand."""
    if not _is_prose(line):
        return (
            None
            if regex.match(r"(?:referat|protokoll)\p{L}*\s(?:fra|frå)", line, regex.IGNORECASE) and "møtet" in line
            else _number(line)
        )
    for start, end in split_block(line, 0, len(line)):
        sentence = line[start:end]
        if not _OTHER_MEETING.search(sentence) and (number := _number(sentence)) is not None:
            return number
    return None


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE or (line.endswith((".", "!", "?")) and len(line) > 60)


def _year(text: str) -> int | None:
    if year := _meeting_year(text):
        return year
    budgets = {m.end() for m in _BUDGET_YEAR.finditer(text)}
    found = [m for m in _ANY_YEAR.finditer(text) if m.start() not in budgets]
    return int(found[0].group()) if found else None


def _meeting_year(text: str) -> int | None:
    if match := _MEETING_YEAR.search(text):
        return int(match["year"])
    if match := _SHORT_YEAR.search(text):
        return (1900 if int(match["year"]) > 80 else 2000) + int(match["year"])
    return None


def _first_year(text: str) -> int | None:
    """The year of the first date that has one, else the first year."""
    years = [(hit.start, int(hit.iso[:4])) for hit in find_dates(text) if hit.iso[:4].isdigit()]
    years += [(m.start(), int(m.group())) for m in _ANY_YEAR.finditer(text)]
    return min(years)[1] if years else None


def _full(text: str, year: int | None) -> Iterator[DateHit]:
    for hit in find_dates(text, year=year, date=str(year or "")):
        if len(hit.iso) == 10 and not hit.iso_end and hit.role != "deadline":
            yield hit


def _date(title: str, lines: list[str], title_at: int, year: int | None, kind: str) -> str:
    """By the surest sign: the title, a label, a line with weekday or hour, a bare line below the title, a sentence."""
    for hit in _full(title, year):
        return hit.iso
    ranked: list[tuple[int, str]] = []
    labelled = False
    for at, line in enumerate(lines):
        label = _LABEL.match(line)
        if _NOT_THE_MEETING.match(line):
            labelled = False
            continue
        hits = list(_full(line, year))
        if label and not hits:
            labelled = True  # its value stands on a line of its own
        if not hits:
            continue
        if label and not is_address(line):
            ranked.append((0, hits[0].iso))
        elif is_date_line(line):
            dated = bool(_WEEKDAY.search(line) or _CLOCK.search(line))
            ranked.append(
                (0 if labelled else 1 if dated else 5 if _PLACED.match(line) or at < title_at else 2, hits[0].iso)
            )
            labelled = False
        elif not _is_prose(line) and _kind(line):
            ranked.append((1, hits[0].iso))
        else:
            ranked.extend((3, iso) for iso in _told(line, year, kind))
    best = min(ranked, key=lambda r: r[0], default=(9, ""))
    return best[1] if best[0] < 5 else ""


def _told(line: str, year: int | None, kind: str) -> Iterator[str]:
    """Dates that sentences give the meeting: "Møtet holdes 3. mai", "til konsultasjonsmøtet 3. mai"."""
    for start, end in split_block(line, 0, len(line)):
        sentence = line[start:end]
        for hit in _full(sentence, year):
            before = _IN_SENTENCE.search(sentence[: hit.start])
            if before is None or not _BETWEEN.match(before["between"]):
                continue
            opening = sentence[max(0, before.start() - 40) : before.start()].rsplit(",", 1)[-1]
            if _OTHER_MEETING.search(opening) or regex.search(
                r"referat\p{L}*\s(?:fra|frå)\s$", opening, regex.IGNORECASE
            ):
                continue
            if kind != "bilateralt" and regex.search(r"bilateral\p{L}*\s$", opening, regex.IGNORECASE):
                continue
            yield hit.iso


def _letters_meeting(title: str, lines: list[str], year: int | None, letter_date: str) -> str:
    """The date of the meeting that a letter is written for, which is none before the letter's own."""
    for hit in _full(title, year):
        return hit.iso
    for line in lines:
        for iso in _told(line, year, ""):
            if not letter_date or iso >= letter_date:
                return iso
    return ""

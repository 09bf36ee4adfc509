"""Cells of the appendix tables: dates, years and parties."""

from __future__ import annotations

import regex

from konsultnlp.grammar.dates import find_dates
from konsultnlp.grammar.ministries import find_ministries

# 1.3.21, 1. 3. 2021, 01/03/2021: inside a date column more shapes are dates than in running text
_DIGITS = regex.compile(
    r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[./-])\s?(?P<month>0?[1-9]|1[0-2])(?:(?P=sep)|[/–-])\s?"
    r"(?P<year>(?:19|20)\d{2}|\d{2})(?!\d)"
)
_YEAR = regex.compile(r"(?<![\d.,])(?P<year>(?:19|20)\d{2})(?!\d)")
_KS = r"KS(?![\p{L}\d])(?!\s(?:Bedrift|Konsulent|Advokat))|Kommunenes\s{1,2}Sentralforbund"
_STATE = regex.compile(
    rf"(?<![\p{{L}}\d])(?:(?P<ks>{_KS})|(?P<regjeringen>regjering(?:en|a))|(?P<staten>staten)"
    r"|(?P<kommunene>kommun(?:ene|ane))|(?P<fylkeskommunene>fylkeskommun(?:ene|ane))"
    r"|(?P<kommunesektoren>kommunesektoren))(?!\p{L})",
    regex.I,
)
# what may stand beside the ministries in a group row: "Saker fra Kunnskapsdepartementet (KD)"
_BESIDE = regex.compile(
    r"(?:saker|sakene|sakane|fra|frå|under|i|for|og|ansvar|ansvarlig|ansvarleg|det|kongelige|kongelege)\Z", regex.I
)


def iso_date(text: str, date: str = "") -> str:
    """The first date, month or year in a cell as ISO 8601, or empty: "07.1.2020", "31.12.21", "mars 2018"."""
    return date_pair(text, date)[0]


def date_pair(text: str, date: str = "") -> tuple[str, str]:
    """The first and, where there are two, the last date of a cell: "2019–2022", "1.1.2020 - 31.12.2023"."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for hit in find_dates(text):
        if not hit.iso.startswith("--"):
            found.append((hit.start, hit.iso))
            if hit.iso_end and not hit.iso_end.startswith("--"):
                found.append((hit.end, hit.iso_end))
            taken.append((hit.start, hit.end))
    for match in _DIGITS.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            year = int(match["year"])
            year += 0 if year > 99 else 2000 if year < 50 else 1900
            found.append((match.start(), f"{year:04d}-{int(match['month']):02d}-{int(match['day']):02d}"))
            taken.append(match.span())
    if not found:
        found = [(m.start(), m["year"]) for m in _YEAR.finditer(text)]
    found.sort()
    if not found:
        return "", ""
    return found[0][1], found[-1][1] if len(found) > 1 else ""


def first_year(text: str) -> int | None:
    """The first year in a cell, by itself or in a date."""
    iso = iso_date(text)
    return int(iso[:4]) if iso else None


def parties_in(text: str, date: str = "") -> list[str]:
    """Ids of the parties in a cell, in order: "BLD, KRD og KS" → ``["bld-2010", "krd-1998", "ks"]`` in 2011."""
    hits = [(h.start, h.end, h.ministry_id) for h in find_ministries(text, date)]
    for match in _STATE.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e, _ in hits):
            hits.append((match.start(), match.end(), str(match.lastgroup)))
    return list(dict.fromkeys(party for _, _, party in sorted(hits)))


def only_ministries(text: str, date: str = "") -> list[str]:
    """Ids of the ministries in a cell that names ministries and nothing else."""
    hits = find_ministries(text, date)
    rest, at = "", 0
    for hit in hits:
        rest += text[at : hit.start] + " "
        at = hit.end
    words = regex.findall(r"[\p{L}\d]+", rest + text[at:])
    if not hits or not all(_BESIDE.match(w) for w in words):
        return []
    return list(dict.fromkeys(h.ministry_id for h in hits))

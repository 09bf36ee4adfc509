"""The register of ministries, with dates: which one bore a name or an abbreviation at, or nearest to, a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 (``date`` is the name of an argument here)
from functools import cache

from konsultnlp import lexicon


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry as it was called between two days."""

    id: str
    abbr: str
    name_nb: str
    name_nn: str
    valid_from: Date
    valid_to: Date
    names: tuple[str, ...]
    other_abbrs: tuple[str, ...]


MINISTRY_WORD = "departementet"
"""What the names of all ministries but a few end in."""

FOREVER = Date(9999, 12, 31)
"""The day that stands for "no date known": the ministries of today are meant."""


@cache
def ministries() -> tuple[Ministry, ...]:
    """All rows of the lexicon, in its order."""
    rows = lexicon.table("ministries", "id", "abbr", "name_nb", "name_nn", "valid_from", "valid_to", "other_names")
    made = []
    for row in rows:
        others = lexicon.forms(row["other_names"])
        abbrs = tuple(o for o in others if _looks_abbreviated(o))
        names = dict.fromkeys((row["name_nb"], row["name_nn"], *(o for o in others if o not in abbrs)))
        made.append(
            Ministry(
                row["id"],
                row["abbr"],
                row["name_nb"],
                row["name_nn"],
                Date.fromisoformat(row["valid_from"]),
                Date.fromisoformat(row["valid_to"]) if row["valid_to"] else FOREVER,
                tuple(names),
                abbrs,
            )
        )
    return tuple(made)


def _looks_abbreviated(form: str) -> bool:
    return len(form) <= 6 and " " not in form


@cache
def by_name() -> dict[str, tuple[Ministry, ...]]:
    """Folded stem ("kommunaloggdistrikts") or whole name → the ministries that have borne it."""
    found: dict[str, list[Ministry]] = {}
    for ministry in ministries():
        for name in ministry.names:
            found.setdefault(fold(stem(name)), []).append(ministry)
    return {key: tuple(value) for key, value in found.items()}


@cache
def by_abbr() -> dict[str, tuple[tuple[Ministry, bool], ...]]:
    """Abbreviation → ministries with it, and whether it is their official one."""
    found: dict[str, list[tuple[Ministry, bool]]] = {}
    for ministry in ministries():
        if ministry.abbr:
            found.setdefault(ministry.abbr, []).append((ministry, True))
        for abbr in ministry.other_abbrs:
            found.setdefault(abbr, []).append((ministry, False))
    return {key: tuple(value) for key, value in found.items()}


def stem(name: str) -> str:
    """A name without -departementet."""
    return name.removesuffix(MINISTRY_WORD) if name.endswith(MINISTRY_WORD) else name


def fold(name: str) -> str:
    """Letters only, lower case: what two spellings of a name have in common."""
    return "".join(c for c in name.casefold() if c.isalpha())


def parse_date(date: str) -> Date:
    """A document's date as a day: "2021-04-15", "2021-04", "2021" (its middle), or empty (`FOREVER`)."""
    parts = [int(p) for p in date.split("-") if p.isdigit()]
    try:
        if len(parts) == 3:
            return Date(*parts)
        if len(parts) == 2:
            return Date(parts[0], parts[1], 15)
        if len(parts) == 1:
            return Date(parts[0], 7, 1)
    except (ValueError, OverflowError):
        pass
    return FOREVER


def _distance(ministry: Ministry, day: Date) -> int:
    """Days between ``day`` and the time the ministry existed; 0 within it."""
    if day < ministry.valid_from:
        return (ministry.valid_from - day).days
    return max(0, (day - ministry.valid_to).days)


_EVERYDAY = 300
"""Days for which a name outlives its ministry: not long after 2004 "Helsedepartementet" is still the old one, later it is short
for Helse- og omsorgsdepartementet."""


def nearest(candidates: tuple[Ministry, ...], day: Date, name: str = "") -> Ministry:
    """The candidate that existed at ``day``, else the one nearest in time, the later of two.

    Args:
        candidates: Ministries that have borne the name, officially or in everyday use.
        day: The document's day.
        name: The folded stem or name; who bore it officially goes before who is called so.
    """

    def unlikeliness(ministry: Ministry) -> tuple[int, int]:
        official = name in {fold(stem(ministry.name_nb)), fold(stem(ministry.name_nn))}
        return _distance(ministry, day) + (0 if official else _EVERYDAY), -ministry.valid_from.toordinal()

    return min(candidates, key=unlikeliness)


# Abbreviations that are also something else; many years outside their time they are taken for that.
_RISKY = frozenset({"AD", "HD", "LD", "ED", "ND", "MOD", "SOS", "NED", "PSD", "DUH"})
_RISKY_DAYS = 5 * 365


def abbr_meaning(abbr: str, day: Date) -> Ministry | None:
    """The ministry an abbreviation means at ``day``, or nothing where it is likely to be another word."""
    candidates = by_abbr().get(abbr, ())
    if not candidates:
        return None
    best = min(candidates, key=lambda c: _unlikeliness(c, day))[0]
    if abbr in _RISKY and day != FOREVER and _distance(best, day) > _RISKY_DAYS:
        return None
    return best


def _unlikeliness(candidate: tuple[Ministry, bool], day: Date) -> tuple[int, int]:
    """The official bearer at the date comes first, then another bearer at the date, then the nearest in time."""
    ministry, official = candidate
    return _distance(ministry, day) + (not official), -ministry.valid_from.toordinal()

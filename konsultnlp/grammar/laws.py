"""The register of acts, with dates, and a reader of their names.

Supports: short names in either standard ("kommuneloven", "kommunelova", "plan- og bygningslova", "NAV-loven"),
genitives, titles ("Lov om integrering … (integreringsloven)", "lov om barnehager"), dated acts ("lov 13. mars 1981
nr. 6", "lov 13/3-1981 nr. 6 (forurensningsloven)"), two acts that share an ending ("barnehage- og opplæringsloven"), a year that tells two acts apart.
Avoids: "loven" alone, acts to come without a name of their own ("ny opplæringslov"), plurals ("helselovene").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import APOSTROPHE, SPACE


@dataclass(frozen=True, slots=True)
class Act:
    """An act in the register: Lovdata id, title, short name, abbreviation, ISO dates of issue and of coming into force."""

    id: str
    title: str
    short_name: str
    abbreviation: str
    issued: str
    in_force: str


@dataclass(frozen=True, slots=True)
class LawHit:
    """An act named in a text: offsets, what it is called, which act it is (or ``None``), and the rule."""

    start: int
    end: int
    name: str
    act: Act | None
    rule: str


# ----------------------------------------------------------------------------------------------------------
# The register

_ENDING = regex.compile(r"lov(?:en|a)?s?$")
_IN_BRACKETS = regex.compile(r"[(\[]([^()\[\]]*lov(?:en|a)?)[)\]]", regex.IGNORECASE)
# A title that names another act in brackets: "tillegg til lov … (eigedomsskattelova)".
_ABOUT_ANOTHER = regex.compile(
    r"\b(?:tillegg|endring\p{L}*|overgang\p{L}*|unntak|oppheving)\s(?:til|i|fra|frå|av)\b", regex.IGNORECASE
)
_AND_MORE = regex.compile(r"\b(?:m\.?\s?v|m\.?\s?m|mv|mm)\b\.?|[(\[].*\Z")


@cache
def _acts() -> tuple[Act, ...]:
    columns = ("id", "title", "short_name", "abbreviation", "issued", "in_force")
    return tuple(Act(*(row[c] for c in columns)) for row in lexicon.table("laws", *columns))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """(bokmål, nynorsk) parts of names, the longest first: both standards are folded to the nynorsk one."""
    rows = lexicon.table("law_words", "nn", "nb")
    return tuple(sorted(((r["nb"], r["nn"]) for r in rows), key=lambda p: (-len(p[0]), p[0])))


def fold(name: str) -> str:
    """What the spellings of an act's name have in common: letters only, no -loven, one standard."""
    key = "".join(c for c in name.casefold() if c.isalpha())
    key = _ENDING.sub("", key)
    for nb, nn in _spellings():
        key = key.replace(nb, nn)
    return key


@cache
def _register() -> tuple[dict[str, tuple[Act, ...]], dict[str, tuple[Act, ...]], frozenset[str]]:
    """Folded names → acts, folded titles → acts, folded words that are no acts."""
    names: dict[str, list[Act]] = {}
    titles: dict[str, list[Act]] = {}
    for act in _acts():
        bracketed = [] if _ABOUT_ANOTHER.search(act.title) else _IN_BRACKETS.findall(act.title)
        keys = {fold(n) for n in (act.short_name, *bracketed) if _is_name(n)}
        for key in keys:
            names.setdefault(key, []).append(act)
        title = _AND_MORE.sub("", act.title)
        if title.casefold().startswith("lov om "):
            titles.setdefault(fold(title), []).append(act)
    none = set()
    for row in lexicon.table("law_names", "name", "is_called"):
        if row["is_called"]:
            names.setdefault(fold(row["name"]), []).extend(names[fold(row["is_called"])])
        else:
            none.add(fold(row["name"]))
    return _frozen(names), _frozen(titles), frozenset(none)


def _frozen(found: dict[str, list[Act]]) -> dict[str, tuple[Act, ...]]:
    return {key: tuple(acts) for key, acts in found.items()}


_TITLE_WORDS_IN_NAMES = frozenset({"lov", "om", "til", "av", "for", "i", "midlertidig", "midl.", "mellombels"})


def _is_name(name: str) -> bool:
    """Whether a cell is a name in one word or a pair, no title: "Kommuneloven", "Plan- og bygningsloven"."""
    words = name.casefold().split()
    return bool(words) and bool(_ENDING.search(words[-1])) and _TITLE_WORDS_IN_NAMES.isdisjoint(words)


@cache
def _loose() -> dict[str, tuple[Act, ...]]:
    """Names without a linking s: "barnevernsloven" for "barnevernloven"."""
    found: dict[str, list[Act]] = {}
    for key, acts in _register()[0].items():
        found.setdefault(key.rstrip("s"), []).extend(acts)
    return _frozen(found)


def act_of(name: str, date: str = "", year: str = "") -> Act | None:
    """The act a name means.

    Args:
        name: A short name or a title in any spelling, without a genitive's apostrophe.
        date: The document's ISO date or its year; empty means today.
        year: The year of issue, where the text gives it.

    Returns:
        The act of that name in force at the date, else the last that had been issued, else ``None``.
    """
    names, titles, _ = _register()
    key = fold(name)
    for candidates in (names.get(key) or titles.get(key), _loose().get(key.rstrip("s"))):
        if candidates:
            found = _choose(candidates, date, year)
            if found is not None:
                return found
    return None


# What completes a date of which only the year or the month is known: between the meetings of spring and of autumn.
_FILL = "0000-05-31"


def _choose(candidates: tuple[Act, ...], date: str, year: str) -> Act | None:
    if year:
        of_year = [a for a in candidates if a.issued.startswith(year)]
        if of_year:
            return of_year[-1]
    at = (date + _FILL[len(date) :])[:10] if date else "9999"
    issued = sorted((a for a in candidates if a.issued <= at), key=lambda a: a.issued)
    in_force = [a for a in issued if _in_force(a, len(candidates) > 1) <= at]
    found = in_force or issued
    return found[-1] if found else None


def _in_force(act: Act, renewed: bool) -> str:
    """When an act came into force; one that replaces another takes at least a year where the date is not known."""
    if renewed and act.in_force == act.issued and act.issued >= "2025":
        return f"{int(act.issued[:4]) + 1}{act.issued[4:]}"
    return act.in_force


@cache
def acts_by_id() -> dict[str, Act]:
    """Lovdata id → act."""
    return {a.id: a for a in _acts()}


@cache
def abbreviations() -> dict[str, str]:
    """Folded abbreviation ("pbl") → the name of the acts that are cited by it."""
    found: dict[str, str] = {}
    for act in sorted(_acts(), key=lambda a: a.issued):
        abbreviation = act.abbreviation.rstrip(".").casefold()
        if abbreviation.isalpha() and len(abbreviation) > 1 and _is_name(act.short_name):
            found[abbreviation] = act.short_name
    return found


# ----------------------------------------------------------------------------------------------------------
# Names in a text

_WORD = regex.compile(r"(?<![\p{L}\d])\p{L}[\p{L}-]*+")
_LAW_WORD = regex.compile(rf"(?P<stem>.{{3,}})lov(?:en|a)(?:s|{APOSTROPHE}s?)?", regex.IGNORECASE)
# Words before a name that may belong to it: "plan- og", "brann- og", "psykisk".
# Each ends in a space or a comma, so that no word can be taken apart in many ways.
_BEFORE = regex.compile(rf"(?:[\p{{L}}-]{{2,40}}+(?:,{SPACE}?|{SPACE})){{1,4}}\Z")
_SHARED = regex.compile(rf"(?<![\p{{L}}\d-])(?P<stem>\p{{L}}{{4,40}})-{SPACE}og{SPACE}\Z")
_YEAR_AFTER = regex.compile(rf"{SPACE}(?:\((?P<year>(?:19|20)\d\d)\)|(?:av|frå|fra){SPACE}(?P<year>(?:19|20)\d\d)\b)")
_TITLE = regex.compile(
    rf"(?<!\p{{L}})[Ll]ov(?:{SPACE}(?:av{SPACE})?\d[^()\n]{{5,30}}?nr\.?{SPACE}?\d{{1,3}})?{SPACE}om{SPACE}"
)
_TITLE_NAME = regex.compile(r"[^()\n]{3,200}?\((?P<name>[^()\n]{0,60}lov(?:en|a))\)", regex.IGNORECASE)
_SENTENCE_END = regex.compile(r"\p{Ll}[.!?]\s\p{Lu}")
_TITLE_STOP = regex.compile(r"[\n;:!?()§«»]")
_TITLE_WORDS = 24
_NEW = regex.compile(r"\bn(?:y|ye|ytt)\s\Z", regex.IGNORECASE)
_DATED = regex.compile(
    rf"(?<!\p{{L}})[Ll]ov(?:{SPACE}av)?{SPACE}(?P<day>\d{{1,2}})(?:\.?{SPACE}|[./])(?P<month>\p{{L}}+|\d{{1,2}})[{SPACE[1:-1]}.-](?P<year>(?:19|20)\d\d)"
    rf",?{SPACE}nr\.?{SPACE}?(?P<number>\d{{1,3}})(?:{SPACE}\([^()\n]{{3,60}}lov(?:en|a)\))?"
)
_ID = regex.compile(r"\bLOV-(?P<rest>(?:19|20)\d\d-\d\d-\d\d-\d{1,3})\b", regex.IGNORECASE)


def find_laws(text: str, date: str = "") -> list[LawHit]:
    """All acts named in ``text``, in order, none within another.

    Args:
        text: Any text.
        date: The document's ISO date or its year, or empty.
    """
    hits = [*_titles(text, date), *_dated(text)]
    taken = [(h.start, h.end) for h in hits]
    for hit in _names(text, date):
        if not any(s <= hit.start < e for s, e in taken):
            hits.append(hit)
    return sorted(hits, key=lambda h: h.start)


def _names(text: str, date: str) -> Iterator[LawHit]:
    names, _, none = _register()
    folded = text.casefold()
    if "loven" not in folded and "lova" not in folded:
        return
    floor = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.casefold().rstrip("s").endswith(("loven", "lova")):
            continue
        end = match.end() + _genitive(text, match.end())
        law = _LAW_WORD.fullmatch(text[match.start() : end])
        if law is None:
            continue
        start = _whole(text, match.start(), match.end(), floor, names)
        name = _bare(text[start : match.end()])
        after = _YEAR_AFTER.match(text, end)
        act = act_of(name, date, after["year"] if after else "")
        if act is None and (fold(name) in none or not _plausible(word, text, match.start())):
            continue
        shared = _SHARED.search(text, max(floor, start - 60), start)
        if shared is not None and fold(shared["stem"] + "lov") in names:
            first = shared["stem"] + name[name.casefold().rfind("lov") :]
            yield LawHit(shared.start(), shared.end("stem") + 1, first, act_of(first, date), "law-shared")
        yield LawHit(start, end, name, act, "law-name" if act is not None else "law-unknown")
        floor = end


_GENITIVE = regex.compile(rf"{APOSTROPHE}s(?!\p{{L}})")


def _genitive(text: str, at: int) -> int:
    """How many characters an apostrophe genitive takes at ``at``: "loven’s"."""
    match = _GENITIVE.match(text[at : at + 3])
    return match.end() if match else 0


def _whole(text: str, start: int, end: int, floor: int, names: dict[str, tuple[Act, ...]]) -> int:
    """Where the name begins: with the words before it that belong to it, as far as the register knows."""
    window = max(floor, start - 90)
    before = _BEFORE.search(text[window:start])
    if before is None:
        return start
    for token in _WORD.finditer(text, window + before.start(), start):
        if fold(text[token.start() : end]) in names:
            return token.start()
    return start


def _bare(name: str) -> str:
    """A name without its genitive s: "kommunelovens" → "kommuneloven"."""
    low = name.casefold()
    return name[:-1] if low.endswith(("lovens", "lovas")) else name


def _plausible(word: str, text: str, start: int) -> bool:
    """Whether an unknown -loven is likely to be an act: lower case or at a beginning, and no person's name."""
    return len(word) >= 9 and (word[0].islower() or start == 0 or text[start - 2 : start] != ", ")


def _titles(text: str, date: str) -> Iterator[LawHit]:
    _, titles, _ = _register()
    floor = 0
    for match in _TITLE.finditer(text):
        if match.start() < floor:
            continue
        named = _TITLE_NAME.match(text, match.end())
        if named is not None and not _SENTENCE_END.search(named.group()):
            name = (
                named["name"].split(",")[-1].strip()
                if "," in named["name"] and "-," not in named["name"]
                else named["name"]
            )
            floor = named.end()
            whole = titles.get(fold(_AND_MORE.sub("", "lov om " + named.group())))
            act = _choose(whole, date, "") if whole else act_of(name, date)
            yield LawHit(match.start(), floor, name, act, "law-title-named")
            continue
        if _NEW.search(text, max(0, match.start() - 5), match.start()):
            continue  # "ny lov om …" has no name of its own yet
        best = 0
        for n, word in enumerate(_WORD.finditer(text, match.end(), match.end() + 300)):
            if (
                n == _TITLE_WORDS
                or _TITLE_STOP.search(text, match.end(), word.start())
                or word.group().casefold() == "lov"
            ):
                break
            if fold("lov om " + text[match.end() : word.end()]) in titles:
                best = word.end()
        if best:
            floor = best
            title = "lov om " + text[match.end() : best]
            act = act_of(title, date)
            if act is not None:
                yield LawHit(match.start(), best, title, act, "law-title")


@cache
def _month_numbers() -> dict[str, int]:
    return {f: int(r["number"]) for r in lexicon.table("months", "number", "forms") for f in lexicon.forms(r["forms"])}


def _dated(text: str) -> Iterator[LawHit]:
    known = acts_by_id()
    for match in _DATED.finditer(text):
        month = int(match["month"]) if match["month"].isdigit() else _month_numbers().get(match["month"].casefold(), 0)
        act = known.get(f"lov-{match['year']}-{month:02d}-{int(match['day']):02d}-{match['number']}")
        yield LawHit(match.start(), match.end(), _called(act) or match.group(), act, "law-date")
    for match in _ID.finditer(text):
        act = known.get(f"lov-{match['rest']}")
        yield LawHit(match.start(), match.end(), _called(act) or match.group(), act, "law-id")


def _called(act: Act | None) -> str:
    return "" if act is None else own_name(act)


def own_name(act: Act) -> str:
    """The act's short name as it stands in running text: "kommuneloven", "Nav-loven"."""
    name = act.short_name
    proper = name[1:2].isupper() or "-" in name[:4] or name == "Grunnloven"
    return name if proper else name[:1].lower() + name[1:]

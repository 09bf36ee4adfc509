"""Reads references: bills, reports, recommendations, official studies, acts, regulations, sections, circulars, addresses.

Supports: papers and circulars by their numbers (see `papers`); an act with its section as one reference ("kommuneloven § 59", "§ 5-3 i
kommunelova", "pbl. § 1-1"); a regulation with its id ("ferjeforskrifta (FOR-2009-03-07-412)"), or by its date and number; a
section's sign misread by OCR; bokmål and nynorsk.
Avoids: "loven" and "forskriften" alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import DASH, SPACE, Spans, address_spans, low, one_of
from konsultnlp.grammar.laws import LawHit, abbreviations, act_of, find_laws, own_name
from konsultnlp.grammar.misread import as_meant
from konsultnlp.grammar.papers import MOTION, find_circulars, find_papers
from konsultnlp.grammar.reference_hit import ReferenceHit, make_hit

__all__ = ["ReferenceHit", "find_references", "reference_spans"]


# ----------------------------------------------------------------------------------------------------------
# Addresses

_TRAILING = ".,;:!?»”\"'’…"


def _addresses(text: str) -> Iterator[ReferenceHit]:
    for start, end in address_spans(text):
        found = text[start:end]
        if "@" in found.split("/")[0]:
            continue
        while found and (found[-1] in _TRAILING or (found[-1] in ")]>" and not _balanced(found))):
            found = found[:-1]
        if found:
            yield make_hit(text, start, start + len(found), "url", found.replace(" ", ""), rule="url-visible")


def _balanced(found: str) -> bool:
    return all(found.count(a) >= found.count(b) for a, b in ("()", "[]", "<>"))


# ----------------------------------------------------------------------------------------------------------
# Acts, regulations and their sections

_S = rf"{SPACE}{{0,2}}"
# "1-3", "9A-5", "9 A-5", "7-5 a", "1b"
_ONE = (
    rf"\d{{1,3}}(?:\p{{Lu}}(?!\p{{L}})|{SPACE}\p{{Lu}}(?={_S}{DASH}{_S}\d))?(?:[a-h](?!\p{{L}}))?"
    rf"(?:{_S}{DASH}{_S}\d{{1,3}}(?:[a-h](?!\p{{L}}))?)?(?:{SPACE}[a-h](?![\p{{L}})]|\.(?:\p{{L}}|{SPACE}\p{{Ll}})))?"
)
# "§ 1-3" is one section, "§§ 1-3, 1-4 og 1-5" a list of them.
_SECTION = regex.compile(
    rf"§§{_S}{_ONE}(?:(?:,{_S}|{SPACE}(?:og|eller|til){SPACE}){_ONE}(?!{_S}(?:%|\p{{L}}{{3}}|\d)))*+|§{_S}{_ONE}"
)
_SAME_LAW = regex.compile(rf",?{SPACE}{{0,2}}(?:(?:og|eller|samt|jf\.?|jfr\.?|til){SPACE})?")
_LAW_BEFORE = regex.compile(
    rf",?{SPACE}{{0,2}}(?:\((?:19|20)\d\d\){_S}|(?:av|fra|frå){SPACE}(?:19|20)\d\d{_S}|(?:sin|sitt|sine){SPACE})?\Z"
)
_LAW_AFTER = regex.compile(
    rf",?{SPACE}(?:(?:første|fyrste|andre|annet|anna|tredje|fjerde|femte){SPACE}(?:ledd|punktum){SPACE}){{0,2}}(?:i|av){SPACE}"
    rf"(?:den{SPACE})?(?:gjeldende{SPACE}|gjeldande{SPACE}|någjeldende{SPACE})?\Z"
)
_REGULATION_WORD = regex.compile(
    r"(?<![\p{L}\d])(?P<name>\p{L}[\p{L}-]{2,60}?forskrift(?:en|a))(?P<s>s?)(?!\p{L})", regex.IGNORECASE
)
_REGULATION_NAMED = regex.compile(r"[^()\n]{3,160}?\((?P<name>[\p{L}-]{3,60}forskrift(?:en|a))\)", regex.IGNORECASE)
_REGULATION_NONE = regex.compile(
    r"(?:endrings|hørings|høyrings|utkasts?|sær|ramme|standard|unntaks)forskrift", regex.IGNORECASE
)
_REGULATION_TITLE = regex.compile(
    rf"(?<!\p{{L}})(?P<head>[Ff]orskrift(?:{SPACE}(?:av{SPACE})?\d[^()\n]{{5,30}}?nr\.?{SPACE}?\d{{1,4}})?){SPACE}(?:om|til){SPACE}"
)
# "ei ny forskrift om …": it has no name of its own yet.
_TO_COME = regex.compile(r"(?<!\p{L})(?:ny|nye|en|ei|ein|egen|eigen|eiga)\s\Z", regex.IGNORECASE)
_REGULATION_DATED = regex.compile(
    rf"(?<!\p{{L}})[Ff]orskrift(?:en|a)?{SPACE}(?:av{SPACE})?(?P<date>\d{{1,2}}\.?{SPACE}\p{{L}}+{SPACE}(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
    rf"(?:,?{SPACE}nr\.?{SPACE}?|-)(?P<number>\d{{1,4}})(?!\d)"
)
_FOR = r"FOR-(?:19|20)\d\d-\d\d-\d\d-\d{1,4}\b"
_REGULATION_ID_AFTER = regex.compile(rf"{SPACE}[(\[](?P<id>{_FOR})[)\]]", regex.IGNORECASE)
_TEK = r"TEK[ -]?(?:97|07|10|17)"
_REGULATION_ID = regex.compile(
    rf"\b(?:{_FOR}|{_TEK}(?!\p{{L}}))|(?<!\p{{L}})(?P<name>[Bb]yggteknisk{SPACE}forskrift)(?!\p{{L}})(?:{SPACE}\({_TEK}\))?"
)
_TITLE_END = regex.compile(r"[.,;:!?()\n§«»–]")
_TITLE_LIMIT = 16  # words
# Function words that a title may hold; any other word that stands in no title ends it.
_TITLE_WORD = frozenset(
    [
        "om",
        "i",
        "på",
        "til",
        "av",
        "for",
        "ved",
        "med",
        "og",
        "eller",
        "mellom",
        "mot",
        "under",
        "over",
        "fra",
        "frå",
        "ut",
        "etter",
        "hos",
        "mv.",
        "m.v.",
        "m.m.",
        "ikke",
        "ikkje",
    ]
)


_LABELS = frozenset({"kap", "kapittel", "kapitlene", "nr", "punkt", "pkt", "vedlegg", "første", "fyrste", "andre"})


@cache
def _no_title_words() -> frozenset[str]:
    rows = lexicon.table("not_counted", "class", "forms")
    return (frozenset(f for r in rows for f in lexicon.forms(r["forms"])) - _TITLE_WORD) | _LABELS


def _regulations(text: str) -> Iterator[LawHit]:
    """Regulations as names without a register: ``act`` is always ``None``."""
    for match in _REGULATION_TITLE.finditer(text):
        if _TO_COME.search(text, max(0, match.start() - 12), match.start()):
            continue
        named = _REGULATION_NAMED.match(text, match.end())
        if named is not None:
            yield LawHit(match.start(), named.end(), named["name"], None, "forskrift-title-named")
            continue
        end, last = match.end(), None
        for n, word in enumerate(regex.finditer(r"[^\s]+", text[match.end() : match.end() + 250])):
            bare = word.group().rstrip(".,;:!?)»”")
            if n == _TITLE_LIMIT or not bare[:1].isalnum() or bare.casefold() in _no_title_words():
                break
            if bare.casefold() not in _TITLE_WORD:
                last = match.end() + word.start() + len(bare)
            if _TITLE_END.search(word.group()) or "\n" in text[end : match.end() + word.start()]:
                last = last if "\n" not in text[end : match.end() + word.start()] else None
                break
        if last:
            yield LawHit(match.start(), last, text[match.start() : last], None, "forskrift-title")
    for match in _REGULATION_DATED.finditer(text):
        name = f"forskrift {match['date']} nr. {match['number']}"
        yield LawHit(match.start(), match.end(), name, None, "forskrift-date")
    for match in _REGULATION_WORD.finditer(text):
        if not _REGULATION_NONE.match(match["name"]):
            # "kvalitetsforskrifta (FOR-2003-06-27-792)" is one regulation
            numbered = _REGULATION_ID_AFTER.match(text, match.end())
            end, name = (numbered.end(), numbered["id"]) if numbered else (match.end(), match["name"])
            yield LawHit(match.start(), end, name, None, "forskrift-name")
    for match in _REGULATION_ID.finditer(text):
        yield LawHit(match.start(), match.end(), match["name"] or match.group(), None, "forskrift-id")


@cache
def _abbreviated() -> regex.Pattern[str]:
    forms = one_of(abbreviations(), any_case=True)
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?P<abbr>{forms})\.?{_S}(?=§)|(?<![\p{{L}}\d])(?P<abbr>pbl)\.", regex.IGNORECASE
    )


def _named(text: str, date: str, taken: Spans) -> list[tuple[LawHit, str]]:
    """Acts and regulations by name, with their kind, none within another."""
    found = [(h, "lov") for h in find_laws(text, date)]
    for match in _abbreviated().finditer(text) if "§" in text or "pbl" in text.casefold() else ():
        name = abbreviations()[low(match["abbr"])]
        end = match.end("abbr") + (text[match.end("abbr") : match.end("abbr") + 1] == ".")
        found.append((LawHit(match.start(), end, name, act_of(name, date), "law-abbreviation"), "lov"))
    spans = Spans((h.start, h.end) for h, _ in found if h.rule.startswith("law-title"))
    for hit in _regulations(text):
        if not spans.touch(hit.start, hit.end):
            found.append((hit, "forskrift"))
    found.sort(key=lambda f: (f[0].start, -f[0].end))
    out: list[tuple[LawHit, str]] = []
    for hit, kind in found:
        if not taken.touch(hit.start, hit.end) and (not out or hit.start >= out[-1][0].end):
            out.append((hit, kind))
    return out


def _acts_and_sections(text: str, date: str, taken: Spans) -> Iterator[ReferenceHit]:
    named = _named(text, date, taken)
    used: set[int] = set()
    by_end = {h.end: i for i, (h, _) in enumerate(named)}
    by_start = {h.start: i for i, (h, _) in enumerate(named)}
    last, last_end = -1, -1  # the act of the section before, and where that reference ends
    for match in _SECTION.finditer(text):
        start, end = match.span()
        before = _LAW_BEFORE.search(text, max(0, start - 16), start)
        at = by_end.get(before.start()) if before is not None else None
        if at is None:
            at, end = _law_after(text, end, by_start, named)
        if at is not None and at not in used:
            start = min(start, named[at][0].start)
        elif last >= 0 and _SAME_LAW.fullmatch(text, last_end, start):
            at, end = last, match.end()  # "kommuneloven § 5 og § 7": the act stands for both
        else:
            at = None
        section = _section_number(match.group())
        last, last_end = -1 if at is None else at, end if at is not None else match.end()
        if at is None:
            yield make_hit(text, match.start(), match.end(), "paragraf", section, rule="paragraf")
            continue
        used.add(at)
        law, kind = named[at]
        yield make_hit(text, start, end, "paragraf", f"{_canonical(law)} {section}", _target(law), f"paragraf-{kind}")
    for i, (law, kind) in enumerate(named):
        if i not in used:
            yield make_hit(text, law.start, law.end, kind, _canonical(law), _target(law), law.rule)


_SPACES = regex.compile(rf"{SPACE}+")
_AROUND_DASH = regex.compile(rf"{SPACE}*{DASH}{SPACE}*")
_BEFORE_LETTER = regex.compile(r"(?<=\d) (?=\p{Lu})")
_SIGN = regex.compile(r"^(§{1,2}) ?")


def _section_number(written: str) -> str:
    """ "§ 9 A–5" → "§ 9A-5", "§1b" → "§ 1b"."""
    number = _AROUND_DASH.sub("-", _SPACES.sub(" ", written))
    return _BEFORE_LETTER.sub("", _SIGN.sub(r"\1 ", number))


def _law_after(
    text: str, end: int, by_start: dict[int, int], named: list[tuple[LawHit, str]]
) -> tuple[int | None, int]:
    """The act after a section: "§ 1-3 i opplæringslova"."""
    for start in range(end + 3, min(len(text), end + 60)):
        at = by_start.get(start)
        if at is not None:
            return (at, named[at][0].end) if _LAW_AFTER.fullmatch(text, end, start) else (None, end)
    return None, end


def _target(law: LawHit) -> str:
    return law.act.id if law.act is not None else ""


def _canonical(law: LawHit) -> str:
    if law.act is not None:
        return own_name(law.act)
    name = regex.sub(r"\s+", " ", law.name)
    return name if name[1:2].isupper() or "-" in name[:5] else name[:1].lower() + name[1:]


# ----------------------------------------------------------------------------------------------------------
# What others call


def find_references(text: str, date: str = "") -> list[ReferenceHit]:
    """All references in order, none within another; an address that stands twice is found twice.

    Args:
        text: Any text.
        date: The document's ISO date or its year, which decides what act a name means; empty means today.
    """
    written, text = text, as_meant(text)
    hits = list(_addresses(text))
    spans = Spans((h.start, h.end) for h in hits)
    for hit in _numbered(text):
        if not spans.touch(hit.start, hit.end):
            hits.append(hit)
    hits = _without_overlaps(hits)
    taken = Spans([(h.start, h.end) for h in hits] + [m.span() for m in MOTION.finditer(text)])
    hits.extend(_acts_and_sections(text, date, taken))
    hits = _without_overlaps(hits)
    return hits if text == written else [replace(h, text=written[h.start : h.end]) for h in hits]


@lru_cache(maxsize=64)  # asked for twice a text: as references, and as digits that are no numbers
def _numbered(text: str) -> tuple[ReferenceHit, ...]:
    """Papers and circulars."""
    return (*find_papers(text), *find_circulars(text))


def _without_overlaps(hits: list[ReferenceHit]) -> list[ReferenceHit]:
    """The longest of those that overlap, in order."""
    out: list[ReferenceHit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not out or hit.start >= out[-1].end:
            out.append(hit)
    return out


def paper_spans(text: str) -> list[tuple[int, int]]:
    """Where papers and circulars stand."""
    return [(h.start, h.end) for h in _numbered(as_meant(text))]


def reference_spans(text: str) -> list[tuple[int, int]]:
    """Where papers, sections and addresses stand, for readers that must not take their digits for numbers."""
    text = as_meant(text)
    spans = [m.span() for m in MOTION.finditer(text)]
    spans += [(h.start, h.end) for h in (*_addresses(text), *_numbered(text))]
    spans += [m.span() for m in _SECTION.finditer(text)]
    return spans

"""Reads the papers of the Storting and the government, and circulars, by their numbers.

Supports: the forms before and after 2009 ("St.prp. nr. 9 (2003–2004)", "Prop. 33 S (2016–2017)"), supplements, missing letters,
spaces and years, hyphens for dashes, a second paper by its number alone ("Meld. St. 9 (2010–2011) og 11 (2010–2011)").
Avoids: unnumbered papers ("kommuneproposisjonen"), motions ("Dokument 8:7 S").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from konsultnlp.grammar.atoms import DASH, SPACE
from konsultnlp.grammar.reference_hit import ReferenceHit, make_hit

# The more specific forms come first.

_S = rf"{SPACE}{{0,2}}"
_NR = rf"(?:{_S}[Nn]r\.?)?"
_NUMBER = rf"{_S}(?P<number>\d{{1,3}})(?![\d:])"
# "(2022–2023)", "(2006-07)", "(2006 - 2007)", "for 2006–2007"; the digits may be lost: "( )".
_SESSION = (
    rf"(?:,?{_S}(?:\({_S}|for{SPACE})(?P<from>(?:19|20)\d\d){_S}{DASH}{_S}(?P<to>(?:(?:19|20)\d\d|\d\d))(?!\d)(?:{_S}\))?"
    rf"|{_S}\({SPACE}{{1,3}}\))?"
)
# A supplement, with its number before or after the session.
_MORE = rf"(?:{_S}[Tt]ill?egg{_S}(?:[Nn]r\.?{_S})?(?P<more>\d{{1,2}})(?!\d))?"
_LETTERS = r"(?P<letters>LS|SL|L|S)(?![\p{L}\d])"

_PAPERS: tuple[tuple[str, str, str], ...] = (
    ("proposisjon", "Ot.prp. nr. {number}", rf"[Oo]t\.?{_S}prp\.?{_NR}{_NUMBER}{_SESSION}"),
    ("proposisjon", "St.prp. nr. {number}{more}", rf"[Ss]t\.?{_S}prp\.?{_NR}{_NUMBER}{_MORE}{_SESSION}{_MORE}"),
    (
        "proposisjon",
        "Prop. {number}{letters}{more}",
        rf"[Pp]r(?:op|p)\.?(?:{_NR}{_NUMBER}(?:{_S}{_LETTERS})?|{SPACE}{_LETTERS}{_NUMBER})"
        rf"{_MORE}{_SESSION}{_MORE}",
    ),
    ("melding", "St.meld. nr. {number}", rf"[Ss]t\.?{_S}meld\.?{_NR}{_NUMBER}{_SESSION}"),
    ("melding", "Meld. St. {number}", rf"[Mm]eld\.?{_S}[Ss]t\.?{_NR}{_NUMBER}{_SESSION}"),
    ("melding", "Meld. St. {number}", rf"[Ss]tortingsmelding(?:en|a)?{_S}[Nn]r\.?{_NUMBER}{_SESSION}"),
    ("melding", "Meld. St. {number}", rf"[Ss]tortingsmelding(?:en|a)?{SPACE}{_NUMBER}{_S}(?=\(){_SESSION}"),
    ("innstilling", "{budget}{chamber}. nr. {number}", rf"(?:(?P<budget>[Bb]udsjett-?i|[Bb]\.{_S}i)|[Ii])nnst\.?{_S}(?P<chamber>[SOL])\.?{_NR}{_NUMBER}{_SESSION}"),
    ("innstilling", "Innst. {number}{letters}", rf"[Ii]nnst\.?{_NR}{_NUMBER}(?:{_S}{_LETTERS})?{_SESSION}"),
    ("nou", "NOU {year}: {number}", rf"NOU{_S}(?P<year>(?:19|20)\d\d){_S}[:.\-–]?{_S}(?P<number>\d{{1,2}})(?!\d)"),
)  # fmt: skip


@cache
def _paper_patterns() -> tuple[tuple[str, str, tuple[str, ...], regex.Pattern[str]], ...]:
    return tuple((kind, form, _HINTS[kind], regex.compile(rf"(?<![\p{{L}}\d.]){p}")) for kind, form, p in _PAPERS)


# What every paper of a kind holds: where none of it stands, the patterns need not be tried.
_HINTS = {"proposisjon": ("rp", "rop"), "melding": ("eld",), "innstilling": ("nnst",), "nou": ("NOU",)}


def find_papers(text: str) -> Iterator[ReferenceHit]:
    """Bills, reports, recommendations and official studies by their numbers."""
    for kind, form, hint, pattern in _paper_patterns():
        for match in pattern.finditer(text) if any(h in text for h in hint) else ():
            groups = {k: v or "" for k, v in match.groupdict().items()}
            if form.startswith("Prop") and not (groups["letters"] or groups["from"]):
                continue  # "Prop. 5" is no bill's whole number
            normalized = form.format(
                number=int(groups["number"]),
                letters=f" {groups['letters']}" if groups.get("letters") else "",
                more=_supplement(form, groups.get("more", "")),
                chamber=groups.get("chamber"),
                budget=_budget(groups.get("budget", "")),
                year=groups.get("year"),
            )
            if groups.get("from"):
                normalized += f" ({_session(groups)})"
            yield make_hit(text, match.start(), match.end(), kind, normalized, rule=f"{kind}-number")
            yield from _next_ones(text, match.end(), kind, form)


def _budget(written: str) -> str:
    """ "Budsjett-innst. ", "B.innst. " or "Innst. "."""
    if not written:
        return "Innst. "
    return "B.innst. " if written[1] == "." else "Budsjett-innst. "


def _supplement(form: str, number: str) -> str:
    """ "St.prp. nr. 1 Tillegg nr. 1", but "Prop. 1 S Tillegg 1"."""
    return f" Tillegg {'nr. ' if 'nr.' in form else ''}{number}" if number else ""


# "Meld. St. 12 (2011–2012) og 13 (2011–2012)", "NOU 2004: 18 og 2005: 6": the next paper of the kind, by its number alone.
_AND_NEXT = rf"{_S}(?:,|(?:og|samt)(?={SPACE})){_S}(?:nr\.?{SPACE})?"
_NEXT_PAPER = regex.compile(
    rf"{_AND_NEXT}(?P<paper>(?P<number>\d{{1,3}})(?:{_S}{_LETTERS})?"
    rf"{_S}\({_S}(?P<from>(?:19|20)\d\d){_S}{DASH}{_S}(?P<to>(?:(?:19|20)\d\d|\d\d)){_S}\))"
)
_NEXT_STUDY = regex.compile(rf"{_AND_NEXT}(?P<paper>(?P<year>(?:19|20)\d\d){_S}:{_S}(?P<number>\d{{1,2}}))(?!\d)")


def _next_ones(text: str, at: int, kind: str, form: str) -> Iterator[ReferenceHit]:
    """The papers of the same kind that follow by their numbers alone; a chamber ("Innst. S. nr.") is always said again."""
    name = form.split("{number}")[0]
    pattern = _NEXT_STUDY if kind == "nou" else _NEXT_PAPER
    while (kind == "nou" or "{" not in name) and (match := pattern.match(text, at)) is not None:
        groups = match.groupdict(default="")
        if kind == "nou":
            normalized = f"NOU {groups['year']}: {int(groups['number'])}"
        else:
            letters = f" {groups['letters']}" if groups["letters"] else ""
            normalized = f"{name}{int(groups['number'])}{letters} ({_session(groups)})"
        yield make_hit(text, match.start("paper"), match.end(), kind, normalized, rule=f"{kind}-number-next")
        at = match.end()


def _session(groups: dict[str, str]) -> str:
    """ "2006–2007", whether the second year was written out or not."""
    to = groups["to"]
    return f"{groups['from']}–{groups['from'][:2] + to if len(to) == 2 else to}"


MOTION = regex.compile(
    rf"(?<!\p{{L}})(?:Dok(?:ument)?\.?{_S}(?:nr\.?{_S})?\d{{1,2}}:\d{{1,3}}|Representantforslag{_S}\d{{1,3}}){_S}(?:{_LETTERS})?{_SESSION}"
)
"""A private member's motion: no paper of the government, but its digits are no numbers either."""
_CIRCULAR = regex.compile(
    rf"(?<!\p{{L}})[Rr]undskriv(?:et)?{SPACE}(?:nr\.?{_S})?"
    rf"(?P<code>\p{{Lu}}\p{{L}}{{0,5}}{_S}{DASH}?{_S}\d[\d/.\-–]{{0,12}}(?<=\d)(?:{SPACE}\p{{Lu}}(?!\p{{L}}))?|\d{{1,4}}(?:/\d{{2,4}}|{DASH}\d{{2,4}})?)"
)


def find_circulars(text: str) -> Iterator[ReferenceHit]:
    """Circulars by their codes: "rundskriv H-4/15"."""
    for match in _CIRCULAR.finditer(text):
        code = regex.sub(DASH, "-", regex.sub(rf"{SPACE}*({DASH}){SPACE}*", r"\1", match["code"]))
        yield make_hit(text, match.start(), match.end(), "rundskriv", f"rundskriv {code}", rule="rundskriv-number")

"""Which body a piece of an attendance list names, and whose side that puts its people on.

Supports: ministries (dated), KS, its older names and its bodies, state agencies, municipalities and counties, and other
bodies by the last part of their name ("-direktoratet", "-forbundet"). Avoids: the party of a politician ("(Sp)"), agenda
ranges ("(47-55/14)") and other brackets that name no body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp.grammar.atoms import one_of
from konsultnlp.grammar.ministries import find_ministries, leading_ministry, ministry_id
from konsultnlp.lexicon import forms, table

# The last parts of names of bodies; none of them ends a surname.
_HEADS = (
    r"departement(?:et|a|ene)?|direktorat(?:et|a|ene)?|fylkeskommunen?|kommunen?|forbund(?:et)?|etaten|tilsynet"
    r"|vegvesen(?:et)?"
    r"|sentralbyrå|institutt(?:et)?|universitet(?:et)?|høgskolen|høyskolen|høgskulen|forening(?:en)?|foreininga"
    r"|organisasjon(?:en)?|nettverk(?:et)?|utvalg(?:et)?|utvalet|kollegi(?:et|um)|senteret|senter|landsforening"
    r"|regionråd(?:et)?|sametinget|embetet|selskapet|sekretariatet|arkivverket|kartverket|husbanken|ombudet|rådet"
    r"|styret"
    r"|statsforvalteren|fylkesmannen|samskipnaden|stiftelsen|stiftinga"
)
_HEAD_WORD = regex.compile(rf"[\p{{L}}-]*(?:{_HEADS})$", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}][\p{L}\d-]*")
_GAP = regex.compile(r",?[ \u00A0]")
_ACRONYM = regex.compile(r"(?:\p{Lu}{2,}[\p{L}-]{0,6}|\p{Lu}\p{Ll}{1,3}\p{Lu}{1,3}\p{Ll}{0,3})(?!\p{L})")
# Words inside the name of a body that are no part of a person's name.
_OPENING = frozenset(
    {
        "statens", "statlig", "statleg", "norsk", "norske", "norges", "noregs", "nasjonalt", "nasjonal", "den", "det",
        "direktoratet", "direktorat", "arbeids", "kommunenes", "kommunesektorens", "sentralt", "felles", "statistisk",
        "landsorganisasjonen", "universitetet",
    }
)  # fmt: skip
# Municipalities with two names; two municipalities are told apart from them.
_PAIRED = frozenset({"Evje og Hornnes", "Nore og Uvdal"})
_STATE = regex.compile(
    r"\b(?:staten|statleg|statlig|statssida|statssiden|regjering(?:en|a)|departement(?:et|a|ene)?|embetsverket)\b"
)
_MUNICIPAL_SIDE = regex.compile(
    r"\b(?:kommunesektoren|kommunal|kommunesida|kommunesiden|kommunene|kommunane|fylkeskommunene|fylkeskommunane)\b"
)
_OTHERS = regex.compile(
    r"\b(?:observatør\p{L}*(?:\s(?:i|på|frå|fra)\s(?:\p{L}+)?møtet)?|andre|gjest\p{L}*|øvrige|øvrege|inviterte"
    r"|innbudte|innbedne|eksterne|tilhørere|andre deltak\p{L}*)\b"
)
_ADMINISTRATION = regex.compile(r"^(?:administrasjonen|adm\.?)$")


@dataclass(frozen=True, slots=True)
class Body:
    """What a label or a mark beside a name means.

    Attributes:
        side: ``staten``, ``ks``, ``annen`` or empty.
        org: The body as written, or empty where only a side is named ("staten").
        org_id: Ministry id, ``ks`` or empty.
        function: ``adm`` for "administrasjonen", else empty.
    """

    side: str = ""
    org: str = ""
    org_id: str = ""
    function: str = ""


@cache
def ks_forms() -> regex.Pattern[str]:
    """KS, its older names and its bodies, the longest first."""
    found = [f for row in table("ks_bodies", "forms", "kind") for f in forms(row["forms"])]
    return regex.compile(rf"(?<![\p{{L}}-])(?:{one_of(found, any_case=True)})(?![\p{{L}}]|-\p{{L}})", regex.IGNORECASE)


@cache
def _agency_forms() -> regex.Pattern[str]:
    found: set[str] = set()
    for row in table("agencies", "abbr", "name_nb", "name_nn", "other_names"):
        found.update(f for c in ("abbr", "name_nb", "name_nn", "other_names") for f in forms(row[c]))
    return regex.compile(rf"(?<![\p{{L}}-])(?:{one_of(found - {'KS'})})(?![\p{{L}}-])")


def body_at(text: str, at: int, end: int, date: str) -> int:
    """Where the name of a body that begins at ``at`` ends, or ``at`` where none begins there."""
    stop = _listed_body_end(text, at, end, date)
    if stop > at:
        return stop
    acronym = _ACRONYM.match(text, at, end)
    return acronym.end() if acronym else _named_body_end(text, at, end)


def known_body_end(text: str, at: int, end: int, date: str) -> int:
    """The same for the bodies that the lexicons know, and for municipalities and counties."""
    stop = _listed_body_end(text, at, end, date)
    return stop if stop > at else _named_body_end(text, at, end)


def _listed_body_end(text: str, at: int, end: int, date: str) -> int:
    for pattern in (ks_forms(), _agency_forms()):
        match = pattern.match(text, at, end)
        if match:
            return match.end()
    return _ministry_end(text, at, end, date)


def _ministry_end(text: str, at: int, end: int, date: str) -> int:
    return at + leading_ministry(text[at : min(end, at + 90)].split("\n", 1)[0], date)


def _named_body_end(text: str, at: int, end: int) -> int:
    """Words up to one that ends like the name of a body: "Orkdal kommune", "Statens vegvesen", "Norges Xforbund"."""
    words: list[regex.Match[str]] = []
    place = at
    while len(words) < 6:
        match = _WORD.match(text, place, end)
        if match is None:
            break
        words.append(match)
        if _HEAD_WORD.match(match.group()):
            return match.end() if _is_body(words) else at
        gap = _GAP.match(text, match.end(), end)
        if gap is None or ("," in gap.group() and not match.group().endswith("-")):
            break
        place = gap.end()
    return at


def _is_body(words: list[regex.Match[str]]) -> bool:
    first, last = words[0].group(), words[-1].group()
    if len(words) == 1:
        return True
    if first.casefold() in _OPENING or any(w.group().endswith("-") for w in words[:-1]):
        return True
    if len(words) == 4 and words[1].group() == "og" and all(words[i].group()[:1].isupper() for i in (0, 2)):
        return last.casefold() == "fylkeskommune" or f"{first} og {words[2].group()}" in _PAIRED
    # "Orkdal kommune", "Øvre Eiker kommune"; three capitalised words before it hold somebody's name.
    return last.casefold().startswith(("kommune", "fylkeskommune")) and first[:1].isupper() and len(words) <= 3


def is_body_word(word: str) -> bool:
    """Whether one word names a body, so that it is no part of a person's name: "NHO", "Helsedirektoratet"."""
    return bool(_HEAD_WORD.match(word) or _ACRONYM.fullmatch(word) or _agency_forms().fullmatch(word))


def read_body(text: str, date: str) -> Body:
    """What a mark beside a name, or the party in a label, means.

    Args:
        text: "KDD", "KS storbynettverk", "Orkdal kommune", "staten", "Arbeidsdepartementet og underliggende etat".
        date: The document's date, which decides what an abbreviation means.
    """
    written = text.strip(" .:\u00a0")
    low = written.casefold()
    ks = ks_forms().search(written)
    one = ministry_id(written, date)
    if one:
        return Body("staten", _bare(written), one)
    if ks and ks.group().casefold() != "hovedstyret" and not find_ministries(written, date):
        return Body("ks", written if ks.end() - ks.start() >= len(written) - 1 else ks.group(), "ks")
    if _OTHERS.search(low):
        return Body("annen")
    if find_ministries(written, date) or _STATE.search(low):
        return Body("staten")
    if ks:
        return Body("ks", written, "ks")
    if _agency_forms().search(written):
        return Body("staten", written)
    if _ADMINISTRATION.match(low):
        return Body("", "", "", "adm")
    if low.startswith("sekretariat"):
        return Body()
    if regex.search(r"(?:fylkes)?kommune\b", low) and written[:1].isupper():
        return Body("annen", written)
    if _MUNICIPAL_SIDE.search(low):
        return Body("ks", "", "")
    if any(_HEAD_WORD.match(w) for w in written.split()) or _ACRONYM.fullmatch(written):
        state = regex.search(r"direktorat|tilsynet|etaten|statsforvalteren|fylkesmannen|vegvesen", low)
        return Body("staten" if state else "annen", written)
    return Body()


def is_party(text: str, date: str) -> bool:
    """Whether ``text`` is nothing but a party of the meeting: "KS", "staten", "Kunnskapsdepartementet", "Andre"."""
    written = text.strip(" .:\u00a0")
    if ks_forms().fullmatch(written) or ministry_id(written, date):
        return True
    low = written.casefold()
    return any(p.fullmatch(low) for p in (_STATE, _MUNICIPAL_SIDE, _OTHERS))


def _bare(name: str) -> str:
    """A ministry's name without the s of a genitive."""
    return regex.sub(r"(?<=departementet)['’]?s$", "", name)


def read_party(text: str, date: str) -> Body:
    """What a party means that may have its abbreviation in brackets: "Kommunenes Sentralforbund (KS)" is written "KS"."""
    name, _, short = text.partition("(")
    body = read_body(name, date)
    return Body(body.side, "KS", body.org_id, body.function) if short.strip(" )") == "KS" else body


def is_political_party(text: str) -> bool:
    """Whether a bracket holds a politician's party, alone or after a county: "Sp", "MdG", "S og Fj Sp"."""
    words = [w.casefold().strip(".") for w in text.replace("/", " ").split()]
    return bool(words) and (words[-1] in _parties() or " ".join(words) in _parties())


@cache
def _parties() -> frozenset[str]:
    return frozenset(f.casefold() for row in table("political_parties", "forms") for f in forms(row["forms"]))

"""Finds who can ask and be asked: KS, municipalities, the government, ministries, agencies, people, pronouns.

Supports: bokmål and nynorsk, genitives ("KS’", "regjeringens", "KS sitt"), coordinations ("fylkeskommunene og KS" is one hit with
two ids), ministries by the document's date, "departementet" as the chapter's ministry, surnames from the attendance list,
"vi" where it is known whose text it is. Avoids: other bodies and people; what nobody resolves has an empty id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from konsultnlp import lexicon
from konsultnlp.context import Context, Person
from konsultnlp.grammar.atoms import APOSTROPHE, one_of
from konsultnlp.grammar.ministries import find_ministries
from konsultnlp.grammar.names import TaggedName


@dataclass(frozen=True, slots=True)
class PartyHit:
    """A mention of a party.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character, genitive ending included.
        text: The quote.
        party_id: ``ks``, ``kommunene``, ``regjeringen``, ``staten``, ``stortinget``, a ministry id, a person id, several joined
            by ``;``, or empty where it is a party that has no id (an agency) or that could not be resolved.
        kind: ``party``, ``ministry``, ``agency``, ``person``, ``pronoun``, ``group`` or ``body`` (one that only a tagger knows); of
            a coordination the first one's.
        side: ``ks``, ``staten``, ``annen``, or empty.
        genitive: Whether it is written as the owner of something.
    """

    start: int
    end: int
    text: str
    party_id: str
    kind: str
    side: str
    genitive: bool = False


_KS_SIDE = frozenset({"ks", "kommunesektoren", "kommunene", "fylkeskommunene"})
# An ending that makes an owner: "regjeringens", "KS’", "KD’s", or nynorsk "sin" after it.
_OWNER = rf"(?P<gen>{APOSTROPHE}s?(?!\p{{L}})|s(?!\p{{L}})|(?=\s(?:sin|si|sitt|sine)\b))?"
_OWN = regex.compile(r"\s(?:sin|si|sitt|sine)\b")
_ANY_SPACE = regex.compile(r"\s")
_MINISTRY_ID = regex.compile(r"[a-z]{2,5}(?:-\d{4})?")
_OWNER_END = regex.compile(rf"(?:s|{APOSTROPHE})$")
_AND = regex.compile(
    r"(?:,\s|\s(?:og|samt|eller)\s|,\s(?:og|samt)\s|\s?/\s?|\s\(\p{Lu}{2,6}\)(?:,\s|\s(?:og|samt)\s))(?:også\s|òg\s)?(?:relevante\s|aktuelle\s|øvrige\s)?"
)
_ABBREVIATION = regex.compile(r"\s\(\p{Lu}{2,6}\)")


def side_of(party_id: str) -> str:
    """The side of a party id: ``ks`` for KS and its members, ``staten`` for the government and ministries; a person's is not known here."""
    if party_id in _KS_SIDE:
        return "ks"
    if party_id in {"regjeringen", "staten", "stortinget"} or _MINISTRY_ID.fullmatch(party_id):
        return "staten"
    return ""


@lru_cache(maxsize=1)
def _pattern() -> tuple[regex.Pattern[str], dict[str, tuple[str, str, str]]]:
    """One pattern for all forms, the longest first, and what each means."""
    meaning: dict[str, tuple[str, str, str]] = {}
    for row in lexicon.table("parties", "forms", "party_id", "kind", "side"):
        for form in lexicon.forms(row["forms"]):
            meaning.setdefault(form, (row["party_id"], row["kind"], row["side"]))
            if form[0].islower():
                meaning.setdefault(form[0].upper() + form[1:], (row["party_id"], row["kind"], row["side"]))
    for row in lexicon.table("ks_bodies", "forms", "kind"):
        if row["kind"] == "ks":
            meaning.update(dict.fromkeys(lexicon.forms(row["forms"]), ("ks", "party", "ks")))
    for row in lexicon.table("agencies", "abbr", "name_nb", "name_nn", "other_names"):
        names = (row["abbr"], row["name_nb"], row["name_nn"], *lexicon.forms(row["other_names"]))
        for name in names:
            if len(name) > 2:
                meaning.setdefault(name, ("", "agency", "staten"))
    body = one_of(meaning, r"\s")
    return regex.compile(rf"(?<![\p{{L}}\d_@./-])(?P<form>{body}){_OWNER}(?![\p{{L}}\d_]|[-–]\p{{L}})"), meaning


@lru_cache(maxsize=64)
def _person_pattern(names: tuple[str, ...]) -> regex.Pattern[str] | None:
    forms: set[str] = set()
    for name in names:
        words = name.split()
        forms.add(name)
        if words:
            forms.add(words[-1])
        if len(words) > 2:
            forms.add(" ".join(words[-2:]))
    if not forms:
        return None
    body = one_of(f for f in forms if len(f) > 1)
    return regex.compile(rf"(?<![\p{{L}}\d-])(?P<form>{body}){_OWNER}(?![\p{{L}}\d]|-\p{{L}})")


_PRONOUN = regex.compile(r"(?<![\p{L}\d-])(?P<form>[Vv]i|[Oo]ss|[Mm]e|[Hh]an|[Hh]un|[Hh]o|[Jj]eg|[Ee]g)(?![\p{L}\d-])")
# "Oslo kommune", "Møre og Romsdal fylkeskommune": a party without an id of its own.
_MUNICIPALITY = regex.compile(
    rf"(?<![\p{{L}}\d-])\p{{Lu}}\p{{Ll}}+(?:-\p{{Lu}}\p{{Ll}}+)?(?:\s(?:og\s)?\p{{Lu}}\p{{Ll}}+){{0,2}}\s(?:fylkes)?kommune{_OWNER}(?!\p{{L}})"
)
_WE = frozenset({"vi", "oss", "me"})


def own_ministry(ctx: Context) -> str:
    """The ministry that "departementet" means: the contributor itself, else the chapter's only one, else empty."""
    own = ctx.contributor_id
    if own and own not in _KS_SIDE and ";" not in own:
        return own
    return "" if ";" in ctx.ministry_id else ctx.ministry_id


def _person(form: str, people: tuple[Person, ...]) -> Person | None:
    exact = [p for p in people if p.name == form]
    if exact:
        return exact[0]
    ending = [p for p in people if p.name.split()[-len(form.split()) :] == form.split()]
    return ending[0] if len({p.person_id for p in ending}) == 1 else None


def taken_by_parties(text: str, ctx: Context) -> bytearray:
    """For each character of ``text`` whether it belongs to a party that is known without a tagger (1), pronouns left out."""
    taken = bytearray(len(text))
    for hit in _known(text, ctx):
        if hit.kind != "pronoun":
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    return taken


def _known(text: str, ctx: Context) -> tuple[PartyHit, ...]:
    """All hits that no tagger is needed for, in order, none joined yet."""
    abbreviations = tuple(sorted(ctx.abbreviations.items()))
    return _singles(text, ctx.date, abbreviations, ctx.contributor_id, own_ministry(ctx), ctx.people)


def _with_tagged(text: str, ctx: Context, names: Sequence[TaggedName]) -> Sequence[PartyHit]:
    """The known hits and, where none of them stands, the bodies that a tagger found."""
    known = _known(text, ctx)
    if not any(name.label == "ORG" for name in names):
        return known
    hits = list(known)
    taken = bytearray(len(text))
    for hit in known:
        taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    for name in names:
        if name.label == "ORG" and taken.find(1, name.start, name.end) < 0:
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
            quote = text[name.start : name.end]
            owner = bool(_OWNER_END.search(quote))
            hits.append(PartyHit(name.start, name.end, quote, "", "body", "", owner))
    return sorted(hits, key=lambda h: h.start)


@lru_cache(maxsize=64)  # asked for twice a text: which sentences to tag, and who can ask and be asked
def _singles(
    text: str,
    date: str,
    abbreviations: tuple[tuple[str, str], ...],
    contributor_id: str,
    ministry_id: str,
    listed: tuple[Person, ...],
) -> tuple[PartyHit, ...]:
    """All known hits; where two overlap the earlier list wins."""
    hits: list[PartyHit] = []
    taken = bytearray(len(text))

    def add(start: int, end: int, party_id: str, kind: str, side: str, genitive: bool) -> None:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            hits.append(PartyHit(start, end, text[start:end], party_id, kind, side, genitive))

    for ministry in find_ministries(text, date, dict(abbreviations)):
        owner = bool(_OWNER_END.search(ministry.text)) or bool(_OWN.match(text[ministry.end : ministry.end + 6]))
        add(ministry.start, ministry.end, ministry.ministry_id, "ministry", "staten", owner)
    pattern, meaning = _pattern()
    for match in pattern.finditer(text):
        party_id, kind, side = meaning[_ANY_SPACE.sub(" ", match["form"])]
        if party_id == "@ministry":
            party_id = ministry_id
        if (
            party_id == "ks"
            and match["form"] in {"landstinget", "landsstyret", "hovedstyret", "hovudstyret"}
            and contributor_id != "ks"
        ):
            continue
        add(match.start(), match.end(), party_id, kind, side, match["gen"] is not None)
    for match in _MUNICIPALITY.finditer(text):
        add(match.start(), match.end(), "", "party", "ks", match["gen"] is not None)
    people = _person_pattern(tuple(p.name for p in listed))
    for match in people.finditer(text) if people else ():
        person = _person(match["form"], listed)
        if person is not None:
            add(match.start(), match.end(), person.person_id, "person", person.side, bool(match["gen"]))
    for match in _PRONOUN.finditer(text):
        ours = match["form"].casefold() in _WE
        own = contributor_id if ours else ""
        if match["form"].casefold() != "me" or match["form"] == "Me":
            add(match.start(), match.end(), own, "pronoun", side_of(own), False)
    return tuple(sorted(hits, key=lambda h: h.start))


def find_parties(text: str, ctx: Context, names: Sequence[TaggedName] = ()) -> list[PartyHit]:
    """Mentions of parties, in order; those joined by commas and "og" are one hit.

    Args:
        text: Any text.
        ctx: Whose text it is, its date, its chapter's ministry and the attendance list.
        names: Names that a tagger found; bodies among them that nothing else knows are parties of kind ``body``.
    """
    joined: list[PartyHit] = []
    named = ""  # the ministry named last
    for hit in _with_tagged(text, ctx, names):
        if hit.kind == "ministry" and hit.party_id:
            named = hit.party_id
        elif named and hit.kind == "ministry" and hit.text.casefold().startswith("departementet"):
            hit = replace(hit, party_id=named)
        last = joined[-1] if joined else None
        if (
            last
            and hit.party_id
            and hit.party_id in last.party_id
            and text[last.end : hit.start] == " ("
            and text[hit.end : hit.end + 1] == ")"
        ):
            continue  # the abbreviation after its name: "Barne- og familiedepartementet (BFD)"
        between = text[last.end : hit.start] if last else ""
        if last and _AND.fullmatch(between) and "pronoun" not in {last.kind, hit.kind} and not last.genitive:
            ids = [i for i in (*last.party_id.split(";"), *hit.party_id.split(";")) if i]
            side = last.side if last.side == hit.side else ""
            joined[-1] = PartyHit(
                last.start,
                hit.end,
                text[last.start : hit.end],
                ";".join(dict.fromkeys(ids)),
                last.kind,
                side,
                hit.genitive,
            )
        else:
            joined.append(hit)
    return joined

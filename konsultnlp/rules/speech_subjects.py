"""Reads the subject of a reporting verb: a name, a title with or without a name, a pronoun, a party, several of them.

Supports: "Statsråd Moe", "KS-leder Lund", "Lund (KS)", "KS v/ Lund", "KUF (H.Moe)", "Både Moe og Lund", "statssekretæren
fra HOD", "departementet", a ministry's name or abbreviation. Avoids: genitives ("KS' landsstyre", "Moes innlegg"), and
words that only begin a sentence with a capital, unless the caller asks for unknown names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import regex

from konsultnlp.context import Person
from konsultnlp.grammar.atoms import lazy
from konsultnlp.grammar.ministries import MinistryHit, find_ministries
from konsultnlp.grammar.names import name_at
from konsultnlp.rules.attendance_orgs import body_at, ks_forms, read_body
from konsultnlp.rules.attendance_roles import RoleHit, role_at
from konsultnlp.rules.speech_groups import both_at, group_at
from konsultnlp.rules.speech_words import is_common_word

_S = r"[ \u00A0\u2009\u202F]"
_PRONOUN = lazy(
    r"(?:hun|han|ho|hen|vedkommende|vedkomande|sistnevnte|sistnemnde)(?!\p{L})",
    regex.IGNORECASE,
)
_NOT_GENITIVE = r"(?!['’´`]|\p{L}|-\p{L}|\ss(?:itt|in|ine|i)(?!\p{L}))"
_GENITIVE = r"(?:['’´`]s?|s)?"
# Parties that have no name of their own.
_STATE = r"(?:fag)?departement(?:et|a|ene)|regjering(?:en|a)|staten|statlig\sside|statleg\sside|statens\srepresentanter"
_KS_SIDE = (
    r"kommunesektoren|kommunesiden|kommunesida|KS-delegasjonen|KS-siden|KS-sida|KS-leiinga|KS-ledelsen"
    r"|delegasjonen\sfra\sKS|delegasjonen\sfrå\sKS"
)
_PARTY = lazy(rf"(?:(?P<state>{_STATE})|(?P<ks>{_KS_SIDE})){_NOT_GENITIVE}", regex.IGNORECASE)
_VIA = lazy(rf"{_S}?(?:v/|ved(?={_S}))(?:{_S}{{1,2}})?")
_OF_KS = lazy(rf"(?P<ks>KS)(?:-|(?P<own>['’´`]s?{_S}|{_S}sin{_S})|{_S})", regex.IGNORECASE)
_FROM = lazy(rf"{_S}(?:fra|frå|i|for|hos|ved){_S}")
_MINISTRY_GENITIVE = lazy(r"(?<=et)['’´`]?s$|['’´`]s?$|(?<=\p{Lu})s$")
_OF_BODY = lazy(rf",?{_S}(?:fra|frå|i|hos|ved|v/){_S}(?=\p{{Lu}})")
_BRACKET = lazy(rf"{_S}?\((?P<inner>[^()\n]{{1,60}})\)")
_APPOSITION = lazy(rf",{_S}(?:som|på{_S}vegne|på{_S}vegner|med{_S}støtte|representant|{_S})[^,.;:]{{2,80}},(?={_S})")
_JOINT = lazy(rf"(?:,{_S}|{_S}(?:og|samt|saman{_S}med|sammen{_S}med|i{_S}likhet{_S}med|med{_S}støtte{_S}fra){_S})")
_BOTH = lazy(rf"(?:både|såvel|så{_S}vel|(?P<neither>verken|hverken|korkje)){_S}", regex.IGNORECASE)
_NOR = lazy(rf"{_S}eller{_S}")
_BEGINS = lazy(r"\p{L}|\d\.\s?\p{Ll}")  # "2. nestleder", too


@dataclass(frozen=True, slots=True)
class Unit:
    """One party of a subject.

    Attributes:
        kind: ``person`` (a name), ``title``, ``pronoun``, ``party``, ``unknown`` (a capitalised word), ``both`` ("Begge"), or
            ``group`` ("Flere fra KS-delegasjonen").
        start: Offset of its first character.
        end: Offset after it, brackets included.
        text: As written, without brackets and genitive.
        name: A name in it, or empty.
        role: A title in it, in the singular, or empty.
        function: ``moteleder`` or ``referent`` where the title says so.
        side: ``staten`` or ``ks`` where it says so.
        org_id: Ministry id or ``ks`` where it says so.
        org: A body beside it, as written ("Hansen fra Helsedirektoratet").
        generic: Whether it is a party without a name ("departementet").
        tagged: Whether a tagger, too, takes it for a name.
    """

    kind: str
    start: int
    end: int
    text: str
    name: str = ""
    role: str = ""
    function: str = ""
    side: str = ""
    org_id: str = ""
    generic: bool = False
    org: str = ""
    tagged: bool = False


@dataclass(slots=True)
class SubjectReader:
    """Reads subjects out of one text.

    Attributes:
        text: The text.
        date: The document's date.
        lower: The words that the text has in lower case.
        bodies: Bodies on the attendance list other than KS and the ministries, and whose side they are on.
        defined: Abbreviations that the document itself explains.
        tagged: Where names of people and bodies end that a tagger found, by where they begin: "Forum for barnekonvensjonen".
    """

    text: str
    date: str = ""
    lower: frozenset[str] = frozenset()
    bodies: Mapping[str, str] = field(default_factory=dict)
    defined: Mapping[str, str] = field(default_factory=dict)
    tagged: Mapping[int, int] = field(default_factory=dict)
    _ministries: dict[int, MinistryHit] | None = None

    def ministries(self) -> dict[int, MinistryHit]:
        """The ministries in the text by where they begin."""
        if self._ministries is None:
            hits = find_ministries(self.text, self.date, self.defined or None)
            self._ministries = {h.start: h for h in hits}
        return self._ministries

    def may_be_name(self, unit: Unit) -> bool:
        """Whether what nobody on the list is called can be a name all the same."""
        return unit.tagged or not is_common_word(unit.text.split()[0], self.lower)

    def read(self, at: int, end: int) -> list[Unit]:
        """The parties joined into one subject that begins at ``at``; empty where none begins there.

        The list may be longer than the subject is: "Moe, Lund og Vik" also where only Moe is it. The caller takes as
        many as let a verb follow.
        """
        both = _BOTH.match(self.text, at, end)
        place = both.end() if both else at
        units: list[Unit] = []
        while True:
            unit = self.one(place, end)
            if unit is None:
                return units
            units.append(unit)
            joint = (_NOR if both and both["neither"] else _JOINT).match(self.text, unit.end, end)
            if joint is None or len(units) > 6:
                return units
            place = joint.end()

    def one(self, at: int, end: int, *, genitive: bool = False) -> Unit | None:
        """The party that begins at ``at``.

        Args:
            at: Where it must begin.
            end: Where reading stops.
            genitive: Whether it stands in the genitive ("fra KS' side").
        """
        if at >= end or not _BEGINS.match(self.text, at, end):
            return None
        for reader in (self._pronoun, self._several, self._party, self._ministry, self._body, self._titled, self._name):
            unit = reader(at, end, genitive)
            if unit is not None:
                return self._with_bracket(unit, end)
        return None

    # ------------------------------------------------------------------------------------------------------

    def _pronoun(self, at: int, end: int, genitive: bool) -> Unit | None:
        match = _PRONOUN.match(self.text, at, end)
        return Unit("pronoun", at, match.end(), match.group()) if match else None

    def _several(self, at: int, end: int, genitive: bool) -> Unit | None:
        stop = both_at(self.text, at, end)
        if stop > at:
            return Unit("both", at, stop, self.text[at:stop])
        stop, side = group_at(self.text, at, end)
        return Unit("group", at, stop, self.text[at:stop], side=side) if stop > at else None

    def _party(self, at: int, end: int, genitive: bool) -> Unit | None:
        of_ks = _OF_KS.match(self.text, at, end)
        if of_ks:  # "KS-leder Moe", "KS leder Kari Moe", "KS' leder"
            role = role_at(self.text, of_ks.end(), end, complement=False)
            if role is not None and not role.plural:
                unit = self._after_title(role, of_ks.start(), end)
                if unit is None and (of_ks["own"] or of_ks.group().endswith("-")):
                    unit = Unit("title", at, role.end, self.text[at : role.end], "", role.text)
                if unit is not None:
                    return replace(unit, side="ks", org_id="ks")
        ks = ks_forms().match(self.text, at, end) or (_old_genitive().match(self.text, at, end) if genitive else None)
        if ks and (ks.group().isupper() or ks.group()[:1].isupper()):
            return self._via("ks", ks, at, end, genitive)
        party = _PARTY.match(self.text, at, end) if not genitive else self._generic_genitive(at, end)
        if party is None:
            return None
        side = "ks" if party["ks"] else "staten"
        text = party["ks"] or party["state"]
        unit = Unit(
            "party", at, at + len(text), text, "", "", "", side, "ks" if party["ks"] and "KS" in text else "", True
        )
        return self._named_after(unit, party.end(), end)

    def _generic_genitive(self, at: int, end: int) -> regex.Match[str] | None:
        return _generic_genitive().match(self.text, at, end)

    def _via(self, org_id: str, match: regex.Match[str], at: int, end: int, genitive: bool) -> Unit | None:
        """A party's name, perhaps with the person who speaks for it: "KS v/ Moe"."""
        following = self.text[match.end() : match.end() + 6]
        if not genitive and regex.match(r"['’´`]|s\b|-\p{L}|\ss(?:itt|in|ine)\b", following):
            return None
        if not genitive and regex.match(rf"{_S}si{_S}", following):
            return None
        name = match.groupdict().get("name") or match.group()
        unit = Unit("party", at, at + len(name), name, "", "", "", "ks", org_id)
        return self._named_after(unit, match.end(), end)

    def _named_after(self, unit: Unit, at: int, end: int) -> Unit:
        """ "KS v/ Moe", "departementet ved statsråd Moe": the party takes the person named."""
        via = _VIA.match(self.text, at, end)
        if via is None:
            return unit
        role = role_at(self.text, via.end(), end, complement=False)
        place = via.end()
        if role is not None:
            place = role.end
            while place < end and self.text[place] in " \u00a0":
                place += 1
        stop = name_at(self.text, place, end)
        if stop <= place:
            return unit
        name = self.text[place:stop]
        return replace(unit, kind="person", end=stop, name=name, role=role.text if role else "")

    def _ministry(self, at: int, end: int, genitive: bool) -> Unit | None:
        hit = self.ministries().get(at)
        if hit is None or hit.end > end:
            return None
        bare = _MINISTRY_GENITIVE.sub("", hit.text)
        if bare != hit.text and not genitive:
            return None
        after = self.text[hit.end : hit.end + 6]
        of_title = regex.match(rf"{_S}|-", after)
        role = role_at(self.text, hit.end + 1, end, complement=False) if of_title else None
        if role is not None and not role.plural:  # "HOD-statssekretær Moe"
            unit = self._after_title(role, at, end)
            if unit is not None and unit.name:
                return replace(unit, side="staten", org_id=hit.ministry_id)
        if after.startswith("-") or (not genitive and regex.match(rf"{_S}s(?:itt|in|ine|i){_S}", after)):
            return None
        unit = Unit("party", at, hit.end, bare, "", "", "", "staten", hit.ministry_id)
        return self._named_after(unit, hit.end, end)

    def _body(self, at: int, end: int, genitive: bool) -> Unit | None:
        """A body that somebody on the list is from: "Helsedirektoratet"."""
        for body, side in self.bodies.items():
            stop = at + len(body)
            if stop <= end and self.text.startswith(body, at) and not self.text[stop : stop + 1].isalpha():
                if self.text[stop : stop + 1] in {"-", "'", "’"}:
                    return None
                return self._named_after(Unit("party", at, stop, body, side=side, org=body), stop, end)
        return None

    def _titled(self, at: int, end: int, genitive: bool) -> Unit | None:
        role = role_at(self.text, at, end, complement=False)
        if role is None or role.plural:
            return None
        unit = self._after_title(role, at, end)
        if unit is not None and unit.role.startswith("KS-"):  # "KS-lederen"
            return replace(unit, role=unit.role.removeprefix("KS-"), side="ks", org_id="ks")
        return unit

    def _after_title(self, role: RoleHit, at: int, end: int) -> Unit | None:
        """A title and the name after it, or a title that means somebody alone."""
        place, side, org_id = role.end, role.side if role.side in {"staten", "ks"} else "", ""
        prep = _FROM.match(self.text, place, end)
        if prep:
            body_end = self._body_end(prep.end(), end)
            if body_end > prep.end():
                body = read_body(self.text[prep.end() : body_end], self.date)
                side, org_id, place = body.side or side, body.org_id, body_end
        gap = regex.compile(rf",?{_S}").match(self.text, place, end)
        name_start = gap.end() if gap else place
        stop = name_at(self.text, name_start, end) if gap else name_start
        # "Statsråden Moe" is rare; "statssekretær Moe" and "områdedirektør i KS, Kari Moe" are not.
        if stop > name_start and not self._is_sentence_word(name_start, stop):
            name = self.text[name_start:stop]
            return self._with_body(Unit("person", at, stop, name, name, role.text, "", side, org_id), end)
        if role.definite or role.function or role.text[0].isdigit():
            return Unit("title", at, place, self.text[at : role.end], "", role.text, role.function, side, org_id)
        return None

    def _body_end(self, at: int, end: int) -> int:
        hit = self.ministries().get(at)
        if hit is not None:
            return hit.end
        return body_at(self.text, at, end, self.date)

    def _is_sentence_word(self, start: int, stop: int) -> bool:
        return is_common_word(self.text[start:stop].split()[0], self.lower)

    def _name(self, at: int, end: int, genitive: bool) -> Unit | None:
        stop = name_at(self.text, at, end)
        tagged = self.tagged.get(at, 0)
        if stop < tagged <= end:  # the words between are in lower case
            stop = tagged
        if stop <= at:
            return None
        name = self.text[at:stop]
        if genitive:
            name = regex.sub(r"(?:['’´`]s?|s)$", "", name)
        if not genitive and self.text[stop : stop + 1] in {"'", "’", "´"}:
            return None
        unit = Unit("unknown", at, stop, name, name, tagged=stop == tagged)
        return unit if genitive else self._with_body(unit, end)

    def _with_body(self, unit: Unit, end: int) -> Unit:
        """ "Hansen fra Helsedirektoratet", "Hansen i KS"."""
        match = _OF_BODY.match(self.text, unit.end, end)
        if match is None:
            return unit
        stop = body_at(self.text, match.end(), end, self.date)
        if stop <= match.end():
            return unit
        body = read_body(self.text[match.end() : stop], self.date)
        return replace(unit, end=stop, side=body.side or unit.side, org_id=body.org_id or unit.org_id, org=body.org)

    def _with_bracket(self, unit: Unit, end: int) -> Unit:
        """What stands in brackets after it: a body, or for a party the person who speaks."""
        match = _BRACKET.match(self.text, unit.end, end)
        if match is None or unit.kind in {"pronoun", "title", "both", "group"}:
            return unit
        inner = match["inner"].strip()
        if unit.kind == "party":
            stop = name_at(inner, 0)
            if stop == len(inner) and not inner.isupper():
                return replace(unit, kind="person", end=match.end(), name=inner)
            body = read_body(inner, self.date)
            return replace(unit, end=match.end()) if body.side else unit
        body = read_body(inner, self.date)
        role = role_at(inner, 0)
        if role is not None and role.end == len(inner):
            return replace(unit, end=match.end(), role=unit.role or role.text)
        if body.side in {"staten", "ks"}:
            return replace(unit, end=match.end(), side=body.side, org_id=body.org_id, org=body.org)
        return replace(unit, end=match.end())


@cache
def _generic_genitive() -> regex.Pattern[str]:
    return regex.compile(rf"(?:(?P<state>{_STATE})|(?P<ks>{_KS_SIDE})){_GENITIVE}(?!\p{{L}})", regex.IGNORECASE)


@cache
def _old_genitive() -> regex.Pattern[str]:
    """ "Kommunenes Sentralforbunds": a long name of KS in the genitive, without an apostrophe."""
    return regex.compile(r"(?P<name>(?:Norske\s)?Kommun(?:en|er)es\s[Ss]entralforbund|[Ss]entralforbundet)s(?!\p{L})")


def bodies_of(people: Sequence[Person]) -> dict[str, str]:
    """The bodies people are from, KS' and the ministries left out, the longest first, with their side."""
    found = {p.org: p.side for p in people if p.org and not p.org_id}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def skip_apposition(text: str, at: int, end: int) -> int:
    """Where a relative clause or apposition between commas after a subject ends: ", som er leder, "."""
    match = _APPOSITION.match(text, at, end)
    return match.end() if match else at

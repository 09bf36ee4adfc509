"""Says who is meant by a subject in the minutes: a name, a title, a pronoun, a party.

Supports: the attendance list, what was said before in the same paragraph ("KS" is who last spoke for KS there), and a
chair that changes during the meeting. Avoids: guessing: what cannot be resolved stays as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from konsultnlp.context import Person
from konsultnlp.grammar.names import TaggedName, name_at
from konsultnlp.lexicon import forms, table
from konsultnlp.rules.speaker_match import candidates, same_role
from konsultnlp.rules.speech_subjects import Unit


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: ``name`` as on the list, or as written; empty fields where unknown."""

    name: str
    person_id: str = ""
    org_id: str = ""
    side: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)


NOBODY = Speaker("")
"""The speaker of a sentence that reports no one's speech."""


@dataclass(slots=True)
class Resolver:
    """Resolves subjects in the order of the text; told of each speaker through `spoke` and of each paragraph's start."""

    people: Sequence[Person]
    ministry_id: str = ""
    paragraph: list[Speaker] = field(default_factory=list)
    earlier: list[Speaker] = field(default_factory=list)
    chair: str = ""
    latest: Speaker = field(default_factory=lambda: NOBODY)
    mentioned: list[Speaker] = field(default_factory=list)
    joint: Sequence[Speaker] = ()
    addressed: Speaker = field(default_factory=lambda: NOBODY)

    def __post_init__(self) -> None:
        """Finds the chair on the list."""
        if not self.chair:
            self.chair = next((p.person_id for p in self.people if p.function == "moteleder"), "")

    def begin_paragraph(self) -> None:
        """A new paragraph: what "KS" meant in the one before does not count here."""
        self.earlier.extend(self.paragraph)
        self.paragraph = []
        self.mentioned = []
        self.joint = ()
        self.addressed = NOBODY

    def spoke(self, speaker: Speaker) -> None:
        """``speaker`` has spoken."""
        if speaker:
            self.paragraph.append(speaker)
            self.mention(speaker)

    def mention(self, speaker: Speaker) -> None:
        """Somebody was named, whom a pronoun may mean next."""
        if speaker.person_id or not speaker.side:
            self.latest = speaker
            self.mentioned.append(speaker)

    def last(self) -> Speaker:
        """Who spoke last in this paragraph."""
        return self.paragraph[-1] if self.paragraph else NOBODY

    def resolve(self, unit: Unit) -> Speaker:
        """The speaker that ``unit`` means."""
        if unit.kind == "pronoun":
            return self.pronoun(unit.text)
        if unit.name:
            found = self._named(unit)
            if found:
                return found
        if unit.kind == "title":
            return self._title(unit)
        if unit.kind == "party":
            return self._party(unit)
        if unit.kind == "group":
            return Speaker(unit.text, "", "ks" if unit.side == "ks" else "", unit.side)
        return Speaker(unit.name or unit.text, "", unit.org_id, unit.side)

    def resolve_all(self, units: Sequence[Unit]) -> list[Speaker]:
        """All whom the units of one subject mean; "Begge" is two."""
        found: list[Speaker] = []
        for unit in units:
            found.extend(self._both(unit) if unit.kind == "both" else [self.resolve(unit)])
        return list(dict.fromkeys(s for s in found if s != NOBODY))

    def knows(self, unit: Unit) -> bool:
        """Whether ``unit`` is somebody on the list (or one of several of that name), a title, a party or a pronoun, and not just a capitalised word."""
        if unit.kind == "both" and unit.text.casefold() in _THEY:
            return len(self.joint) > 1
        return unit.kind in {"pronoun", "title", "party", "both", "group"} or bool(
            unit.name and candidates(unit.name, self.people)
        )

    def set_chair(self, speaker: Speaker) -> None:
        """Somebody took over the meeting."""
        self.chair = speaker.person_id or self.chair

    # ------------------------------------------------------------------------------------------------------

    def pronoun(self, word: str, nearest: Speaker = NOBODY) -> Speaker:
        """Who "hun" or "han" is: the one named last, passed over for another in the paragraph where the name tells against it."""
        nearest = nearest or self.latest or self.last()
        wanted = _PRONOUNS.get(word.casefold(), "")
        if not wanted or gender(nearest.name) in {wanted, ""}:
            return nearest
        fits = [s for s in reversed(self.mentioned) if s.person_id and gender(s.name) in {wanted, ""}]
        return fits[0] if fits else nearest

    def _both(self, unit: Unit) -> list[Speaker]:
        """The two who spoke last in this paragraph; "De" after joint speakers."""
        if unit.text.casefold() in _THEY:
            return list(self.joint)
        spoken = [s for s in dict.fromkeys(reversed(self.paragraph)) if s.person_id or not s.side]
        return spoken[1::-1] if len(spoken) > 1 else [Speaker(unit.text)]

    def _named(self, unit: Unit) -> Speaker:
        found = candidates(unit.name, self.people)
        if len(found) > 1:
            found = self._narrow(found, unit)
        if len(found) != 1:
            return NOBODY
        return _speaker(self.people[found[0]])

    def _narrow(self, found: list[int], unit: Unit) -> list[int]:
        """Tells people of one surname apart by title, body or party, then by who spoke last here."""
        for fits in (
            [i for i in found if unit.org and self.people[i].org == unit.org],
            [i for i in found if unit.role and self.people[i].role.casefold() == unit.role.casefold()],
            [i for i in found if unit.role and same_role(unit.role, self.people[i].role)],
            [i for i in found if unit.org_id and self.people[i].org_id == unit.org_id],
            [i for i in found if unit.side and self.people[i].side == unit.side],
        ):
            if len(fits) == 1:
                return fits
            found = fits or found
        ids = {self.people[i].person_id: i for i in found}
        for speaker in (self.addressed, *reversed(self.paragraph)):
            if speaker.person_id in ids:
                return [ids[speaker.person_id]]
        present = [i for i in found if self.people[i].attended]
        return present if len(present) == 1 else found

    def _title(self, unit: Unit) -> Speaker:
        if unit.function == "moteleder":
            chair = [p for p in self.people if p.person_id == self.chair]
            return _speaker(chair[0]) if chair else Speaker(unit.text)
        if unit.function:
            found = [p for p in self.people if p.function == unit.function]
            return _speaker(found[0]) if len(found) == 1 else Speaker(unit.text)
        found = [p for p in self.people if same_role(unit.role, p.role)]
        found = [p for p in found if not unit.org_id or p.org_id == unit.org_id] or found
        exact = [p for p in found if p.role.casefold() == unit.role.casefold()]
        if len(exact) == 1:
            found = exact
        if len(found) > 1:
            ids = {p.person_id: p for p in found}
            for speaker in (*reversed(self.mentioned), *reversed(self.paragraph), *reversed(self.earlier)):
                if speaker.person_id in ids:
                    return _speaker(ids[speaker.person_id])
            found = [p for p in found if p.person_id == self.chair] or [p for p in found if p.attended]
        return _speaker(found[0]) if len(found) == 1 else Speaker(unit.text)

    def _party(self, unit: Unit) -> Speaker:
        org_id = unit.org_id
        if unit.org and not org_id:
            here = {p.person_id for p in self.people if p.org == unit.org}
            spoken = next((s for s in reversed(self.paragraph) if s.person_id in here), None)
            return spoken or Speaker(unit.text, "", "", unit.side)
        if not org_id and unit.side == "staten" and unit.generic:
            org_id = self._one_ministry()
        for speaker in reversed(self.paragraph):
            if not speaker.person_id or speaker.side != unit.side:
                continue
            if unit.side == "ks" or unit.generic or not speaker.org_id or speaker.org_id == unit.org_id:
                return speaker
        return Speaker(unit.text, "", org_id, unit.side)

    def _one_ministry(self) -> str:
        """The one ministry at the table, or the chapter's."""
        found = {p.org_id for p in self.people if p.side == "staten" and p.org_id}
        if len(found) == 1:
            return found.pop()
        return self.ministry_id if ";" not in self.ministry_id else ""


_THEY = frozenset({"de", "dei"})
_PRONOUNS = {"hun": "f", "ho": "f", "han": "m"}


@cache
def _genders() -> dict[str, str]:
    return {
        name.casefold(): row["gender"]
        for row in table("first_names", "gender", "forms")
        for name in forms(row["forms"])
    }


def gender(name: str) -> str:
    """``f`` or ``m`` where the first name tells, else empty."""
    words = name.split()
    return _genders().get(words[0].split("-")[0].casefold(), "") if len(words) > 1 else ""


def _speaker(person: Person) -> Speaker:
    return Speaker(person.name, person.person_id, person.org_id, person.side)


_SPEAKING = frozenset({"PER", "ORG", "GPE_ORG"})
"""NorNE's labels of what can speak (GPE_ORG: a place as a body, "Norge mener")."""


def unlisted(text: str, names: Sequence[TaggedName], people: Sequence[Person]) -> dict[int, int]:
    """Where tagged names of people and bodies end, by where they begin; those left out that somebody on the list may bear."""
    return {
        name.start: name.end
        for name in names
        if name.label in _SPEAKING and not candidates(text[name.start : name_at(text, name.start, name.end)], people)
    }


def with_chair(people: Sequence[Person], chair: str) -> tuple[Person, ...]:
    """The list with the chair moved to the person of id ``chair``, for the sections after a change of chair."""
    if not any(p.person_id == chair for p in people):
        return tuple(people)
    return tuple(
        replace(p, function="moteleder" if p.person_id == chair else "" if p.function == "moteleder" else p.function)
        for p in people
    )

"""The pieces a reporting sentence is made of: where the verb after a subject stands, who may speak, where what is said begins.

Supports: adverbs and appositions between subject and verb, inverted subjects, modals. Avoids: subjects of embedded clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speaker_resolution import Resolver, Speaker
from konsultnlp.rules.speech_subjects import SubjectReader, Unit, skip_apposition
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit

_S = r"[ \u00A0\u2009\u202F]"
# Adverbs between a subject and its verb, or between a verb and its subject.
ADVERBS = regex.compile(rf"(?:,?{_S}*{ADVERB}(?!\p{{L}}),?)*{_S}*")
# What stands between a verb, or its subject, and what is said.
_TO_WHAT_IS_SAID = lazy(rf"(?:{_S}|{ADVERB}|,)*(?:om{_S})?(?:at(?!\p{{L}})|:)?{_S}*")
# What stands before a verb that goes on with a clause.
COORDINATED = regex.compile(rf"(?:[,;]|(?<!\p{{L}})(?:og|men|samt|eller|så|deretter))\s+(?:{ADVERB}\s+)*$")
_STATE = frozenset({"regjeringen", "regjeringa", "staten"})


@dataclass(slots=True)
class Clause:
    """One speaker's (or several joint speakers') part of a sentence.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        speakers: Who speaks; empty for a clause that carries on, or is nobody's.
        verbs: The speakers' reporting verbs, in order.
        said: Offset at which what is said begins.
        rule: What found it: ``subject-verb``, ``inversion``, ``tail``, ``passive``, ``attributed``, ``carried-on``, ``nobody``.
    """

    start: int
    end: int
    speakers: list[Speaker] = field(default_factory=list)
    verbs: list[VerbHit] = field(default_factory=list)
    said: int = -1
    rule: str = "carried-on"


@dataclass(slots=True)
class Pieces:
    """Reads the pieces of one text's sentences."""

    text: str
    subjects: SubjectReader
    resolver: Resolver
    nynorsk: bool

    def verb_place(self, at: int, end: int) -> int:
        """Where the verb after a subject must begin: appositions and adverbs skipped."""
        place = skip_apposition(self.text, at, end)
        match = ADVERBS.match(self.text, place, end)
        return match.end() if match else place

    def subject_after(self, verb: VerbHit, end: int) -> list[Unit]:
        """The inverted subject after a verb (or after its modal), or nothing."""
        at = verb.end
        if verb.tense == "infinitive":
            word = regex.compile(r"\p{L}+").match(self.text, verb.aux, end)
            at = word.end() if word else verb.end
        skip = ADVERBS.match(self.text, at, end)
        at = skip.end() if skip else at
        limit = verb.start if verb.tense == "infinitive" else end
        units = self.subjects.read(at, limit)
        while units:
            if all(self.may_speak(u, verb) for u in units):
                return units
            units = units[:-1]
        return []

    def may_speak(self, unit: Unit, verb: VerbHit) -> bool:
        """Whether a unit after a verb can be its subject."""
        if self.resolver.knows(unit):
            if unit.generic and unit.text.casefold() in _STATE and verb.tense == "present":
                return False  # "I utlandet krever staten …"
            return unit.kind != "party" or verb.tense != "present" or verb.party
        return (
            unit.kind in {"person", "unknown"} and verb.tense == "past" and unit.start > verb.end
            and self.subjects.may_be_name(unit) and (unit.tagged or not unit.text.isupper())
            and bool(verb.act) and verb.lemma.split()[0] not in {"få", "være", "vere", "ville"}
        )  # fmt: skip

    def is_speech(self, units: Sequence[Unit], verb: VerbHit) -> bool:
        """Whether ``units`` with ``verb`` report speech."""
        lead = units[0]
        if verb.tense == "passive":
            return False
        for unit in units:
            if not self.resolver.knows(unit) and (unit.kind != "person" or verb.tense not in {"past", "present"}):
                strange = unit.kind == "unknown" and verb.tense in {"past", "present"} and not self.resolver.people
                listed = unit.kind == "unknown" and verb.tense == "past"
                if not (strange or listed) or not self.subjects.may_be_name(unit):
                    return False
        if lead.kind == "party":
            if lead.generic and lead.text.casefold() in _STATE and verb.tense != "past":
                return False
            if verb.tense == "perfect":
                return False
            if verb.tense == "present":
                return verb.party
            if verb.tense == "infinitive":
                modal = self.text[verb.aux : verb.aux + 5]
                return not regex.match(r"(?:vil|skal|kan|må|bør)\b", modal) or (
                    lead.side == "ks" and modal.startswith("vil") and verb.party
                )
        if verb.tense == "infinitive" and regex.match(r"(?:skal|må|bør|skulle|måtte)\b", self.text[verb.aux :]):
            return False
        return verb.tense != "perfect" or lead.kind in {"person", "unknown", "title"}

    def speakers(self, units: Sequence[Unit]) -> list[Speaker]:
        """Whom the units mean."""
        return self.resolver.resolve_all(units) or [Speaker(units[0].text)]

    def is_embedded(self, start: int, at: int) -> bool:
        """Whether ``at`` lies in a clause that "at" or "som" has opened after the last comma."""
        before = self.text[start:at]
        clause = regex.split(r"[,;:–]", before)[-1]
        opened = regex.search(r"(?<!\p{L})(?:at|som|der|fordi|hvis|dersom)\s", clause)
        # "At kommunene bruker for mye, avviste Moe": what opens the sentence is fronted, not embedded.
        return opened is not None and not (clause == before and opened.start() == 0)

    def said(self, verb: VerbHit, end: int, units: Sequence[Unit] = ()) -> int:
        """Where what is said begins: after "at", or after verb, particle and inverted subject."""
        at = max(verb.after, units[-1].end if units else verb.after)
        match = _TO_WHAT_IS_SAID.match(self.text, at, end)
        return min(match.end() if match else at, end)

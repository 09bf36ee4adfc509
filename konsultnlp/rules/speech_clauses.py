"""Cuts a sentence of minutes into clauses, one a speaker, and says who speaks in each and with which verbs.

Supports: subject first ("Moe sa at"), inverted ("Videre sa hun"), at the end (", sa Moe."), several verbs of one speaker,
a second speaker in the same sentence (", og Lund var positiv", ", svarte Lund at", ", mens Lund advarte"), passives with
their agent ("støttet av Moe", "fra KS' side"), joint speakers. Avoids: embedded speakers: what stands after "at" is content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from konsultnlp.rules.speaker_resolution import NOBODY, Resolver, Speaker
from konsultnlp.rules.speech_agents import agent_of, attributed
from konsultnlp.rules.speech_bodies import long_subject
from konsultnlp.rules.speech_carried import carried_verb
from konsultnlp.rules.speech_subjects import SubjectReader, Unit, skip_apposition
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit, find_verbs, unknown_verb
from konsultnlp.rules.speech_words import trimmed

_S = r"[ \u00A0\u2009\u202F]"
_ADVERBS = regex.compile(rf"(?:,?{_S}*{ADVERB}(?!\p{{L}}),?)*{_S}*")
# What may stand before the subject without being inverted.
_LEAD = regex.compile(
    rf"(?:(?:Til{_S}|Ad{_S})?(?:[Ss]ak|[Pp]unkt|[Pp]kt\.?){_S}?\d[\d/.]*{_S}?[:.)–-]{_S}*)?"
    rf"(?:[–—-]{_S}*|[«“\"]|(?:Og|Men|Også|Heller{_S}ikke|Heller{_S}ikkje|Samt){_S})*"
)
# Where another speaker's clause may begin.
_SEPARATOR = regex.compile(
    rf"(?:[,;]{_S}*|{_S}[–—-]{_S})(?P<word>(?:og|men|mens|medan|samt|så|noe|noko|hvilket|hvorpå|der"
    rf"|hvor)(?=\s))?{_S}*"
    rf"|{_S}(?P<bare>og|men|mens|medan){_S}"
)
_RELATIVE = frozenset({"noe", "noko", "hvilket"})
_OBJECT = regex.compile(rf"(?:det|dette|dem|disse|desse|slikt|noe|noko){_S}(?:siste{_S}|samme{_S}|same{_S})?")
_STATE = frozenset({"regjeringen", "regjeringa", "staten"})
_COORDINATED = regex.compile(rf"(?:[,;]|(?<!\p{{L}})(?:og|men|samt|eller|så|deretter))\s+(?:{ADVERB}\s+)*$")
_LONG_AGO = regex.compile(
    r"(?:I\s(?:fjor|forfjor|(?:19|20)\d\d|sin\stid)|(?:Tidligere|Tidlegare)(?!\si\s(?:møtet|dag))|Den\s(?:gangen|gongen)|(?:På|I|Ved)\s(?:forrige|førre|siste)\smøte)(?!\p{L})"
)
_ASKING = frozenset({"request", "question"})
_COULD = regex.compile(r"(?:kunne|ville)(?!\p{L})")
_JOINED = regex.compile(rf"(?<!\p{{L}})(?:og|men|samt|eller|å)\s+(?:{ADVERB}\s+)*$")
_AFTER_COMMA = regex.compile(rf"[,»”\"?!–-]\s*(?:{ADVERB}\s+)*$")
_SAID = regex.compile(
    rf"(?:{_S}*{ADVERB})*{_S}*(?:,{_S}*)?(?:at|om|hva|hvor\p{{L}}*|hvem|når|kva|kor\p{{L}}*|kven|ja|nei"
    rf"|bekreftende|stadfestande|til)(?!\p{{L}})|{_S}*:"
)
# What may follow the speaker of a tail: ", sa Moe til slutt.", ", sa Moe, og viste til …".
_TAIL_ENDS = regex.compile(
    rf"(?:{_S}(?:{ADVERB}|(?:i|på|under|til|som){_S}[^,.]{{2,40}}))?\s*(?:[.!?,»”\"]|$|{_S}og{_S})"
)
_FINITE = regex.compile(r"\p{Ll}{2,}")
# What stands before the auxiliary of a passive that has "det" for a subject: "Det", "Videre", "I tillegg"; or nothing.
_IMPERSONAL = regex.compile(
    r"(?:(?:Det|I\stillegg|Videre|Vidare|Dessuten|Samtidig|Samstundes|Endelig|Til\sslutt|Likeledes)(?:\s?\p{L}+){0,2}\s+)?"
)


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
class ClauseReader:
    """Reads the clauses of one text's sentences, in order."""

    text: str
    subjects: SubjectReader
    resolver: Resolver
    nynorsk: bool

    def read(self, start: int, end: int, *, noted: bool = False) -> list[Clause]:
        """The clauses of the sentence ``start:end``; at least one. The resolver is told who speaks.

        Args:
            start: Where it begins, a label before it left out.
            end: Where it ends.
            noted: Whether a label stands before it or before the paragraph ("Moe (KS): …").
        """
        everything = find_verbs(self.text, start, end, nynorsk=self.nynorsk)
        verbs = [v for v in everything if not v.tail]
        first = (
            self._tail(start, end, everything)
            or self._carried(start, end, verbs, noted)
            or self._long_opening(start, end, verbs)
            or self._opening(start, end, verbs)
            or self._fronted(start, end, verbs)
            or self._passive(start, end, verbs)
            or self._attributed(start, end)
            or self._impersonal(start, end, verbs)
            or Clause(start, end, said=start)
        )
        for speaker in first.speakers:
            self.resolver.spoke(speaker)
        if first.speakers:
            self.resolver.joint = first.speakers
        self._address(first, end)
        if not first.speakers and not (first.verbs and first.verbs[0].tense == "past"):
            return [first]
        return self._extend(first, end, verbs)

    def _carried(self, start: int, end: int, verbs: Sequence[VerbHit], noted: bool) -> Clause | None:
        """ "Viste til …", "Departementet ble oppfordret om …": carries on, but with a verb of its own."""
        verb = carried_verb(self.subjects, self.resolver, start, end, verbs, noted=noted)
        if verb is None or (not noted and verb.start == start and self._subject_after(verb, end)):
            return None
        return Clause(start, end, [], [verb], self._said(verb, end))

    def _address(self, clause: Clause, end: int) -> None:
        """Who is asked ("Moe ba Lund i HOD om …") answers next: tells two of one surname apart."""
        verb = clause.verbs[0] if clause.verbs else None
        asked = self.subjects.one(verb.end + 1, end) if verb is not None and verb.act in _ASKING else None
        known = asked is not None and asked.kind in {"person", "unknown"} and self.resolver.knows(asked)
        self.resolver.addressed = self.resolver.resolve(asked) if asked is not None and known else NOBODY

    # ---- the first clause --------------------------------------------------------------------------------

    def _opening(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Moe sa at …"."""
        lead = _LEAD.match(self.text, start, end)
        at = lead.end() if lead else start
        units = self.subjects.read(at, end)
        for count in dict.fromkeys((len(units), 1)) if units else ():
            chosen = units[:count]
            place = self._verb_place(chosen[-1].end, end)
            verb = next((v for v in verbs if place in {v.start, v.aux}), None)
            if verb is not None and self._is_speech(chosen, verb):
                return Clause(start, end, self._speakers(chosen), [verb], self._said(verb, end), "subject-verb")
        return self._deed(units[0], start, end, verbs) if units else None

    def _long_opening(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Foreningen for hjertesyke barn sa at …", "Per Aas, leder i Vestlandsrådet, sa at …"."""
        for verb in verbs:
            unit = long_subject(self.text, start, min(verb.start, verb.aux))
            if unit is not None and unit.text not in self.subjects.bodies and self._is_speech([unit], verb):
                return Clause(start, end, self._speakers([unit]), [verb], self._said(verb, end), "subject-verb")
        return None

    def _deed(self, unit: Unit, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """Somebody known does something else than speak: reports it in a later verb, or is nobody's speech."""
        if unit.kind not in {"unknown", "person", "title"} or not self.resolver.knows(unit):
            return None
        place = self._verb_place(unit.end, end)
        if not _FINITE.match(self.text, place, end) or any(v.tense == "passive" and v.aux == place for v in verbs):
            return None  # no verb, or somebody who "was asked": the agent speaks
        verb = unknown_verb(self.text, place, end)
        if verb is not None:
            return Clause(start, end, self._speakers([unit]), [verb], self._said(verb, end), "subject-verb")
        for verb in verbs:
            if (
                verb.tense == "past"
                and _COORDINATED.search(self.text, start, verb.aux)
                and not self._subject_after(verb, end)
            ):
                return Clause(start, end, self._speakers([unit]), [verb], self._said(verb, end), "subject-verb")
        self.resolver.mention(self._speakers([unit])[0])
        return Clause(start, end, said=start, rule="nobody")

    def _fronted(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Videre sa hun at …", "Dette kunne ikke Moe svare på"; "I fjor ba statsråden om …" is history."""
        long_ago = _LONG_AGO.match(self.text, start, end) is not None
        for verb in verbs:
            if long_ago and verb.tense == "past":
                return None
            if verb.tense not in {"past", "present", "infinitive"} or verb.aux == start:
                continue
            if _JOINED.search(self.text, start, verb.aux) or self._is_embedded(start, verb.aux):
                continue
            units = self._subject_after(verb, end)
            if units:
                return Clause(start, end, self._speakers(units), [verb], self._said(verb, end, units), "inversion")
        return None

    def _tail(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "…, sa Moe." and "…, sa Moe, og viste til …": the whole sentence is Moe's."""
        for verb in verbs:
            if verb.tense not in {"past", "present"} or not _AFTER_COMMA.search(self.text, start, verb.start):
                continue
            units = self._subject_after(verb, end)
            if not units or (verb.after > verb.end and verb.after > units[-1].end):
                continue
            rest = self.text[units[-1].end : end]
            if not _TAIL_ENDS.match(rest):
                continue
            if self._told_before(start, verb, verbs, units):
                continue
            return Clause(start, end, self._speakers(units), [verb], start, "tail")
        return None

    def _told_before(self, start: int, tail: VerbHit, verbs: Sequence[VerbHit], tellers: Sequence[Unit]) -> bool:
        """Whether the sentence before the tail reports somebody's speech in the past itself ("Moe spurte …, svarte Lund")."""
        lead = _LEAD.match(self.text, start)
        units = self.subjects.read(lead.end() if lead else start, tail.start)
        if not units or not self.resolver.knows(units[0]):
            return False
        if units[0].kind == "party" and units[0].side == self.resolver.resolve(tellers[0]).side:
            return False  # "KS ba om …, sa Moe": Moe for KS
        place = self._verb_place(units[0].end, tail.start)
        return any(place in {v.start, v.aux} and v.tense == "past" for v in verbs)

    def _passive(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Forslaget ble støttet av Moe", "Det ble fra statens side lovet"."""
        for verb in verbs:
            if verb.tense != "passive":
                continue
            units = agent_of(self.subjects, self.resolver, start, end, verb)
            if units:
                return Clause(start, end, self._speakers(units), [verb], self._said(verb, end), "passive")
        return None

    def _attributed(self, start: int, end: int) -> Clause | None:
        """ "Ifølge Moe …", "For fylkene er det et poeng at …"."""
        units, said = attributed(self.subjects, self.resolver, start, end)
        return Clause(start, end, self._speakers(units), [], said, "attributed") if units else None

    def _impersonal(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Det ble også spurt om …", "Det vises til …": carries on, but with a verb of its own."""
        for verb in verbs:
            if verb.tense == "passive" and _IMPERSONAL.fullmatch(self.text, start, verb.aux):
                return Clause(start, end, [], [verb], self._said(verb, end))
        return None

    # ---- further clauses ---------------------------------------------------------------------------------

    def _extend(self, first: Clause, end: int, verbs: Sequence[VerbHit]) -> list[Clause]:
        """Further verbs of the same speaker, and further speakers."""
        clauses = [first]
        past = not first.verbs or first.verbs[0].tense in {"past", "passive", "infinitive", "perfect"}
        begin = first.verbs[0].after if first.verbs else max(first.said, first.start)
        for verb in verbs:
            if verb.start < begin or verb.tense in {"perfect", "passive"} or (past and verb.tense == "present"):
                continue
            current = clauses[-1]
            other = self._next_speaker(current, verb, end)
            if other is not None:
                if other.speakers == current.speakers:
                    current.verbs.extend(other.verbs)
                else:
                    current.end = trimmed(self.text, current.start, other.start)
                    other.start = self._past_separator(other.start)
                    clauses.append(other)
            elif self._is_coordinated(current, verb, verbs):
                current.verbs.append(verb)
        return clauses

    def _next_speaker(self, current: Clause, verb: VerbHit, end: int) -> Clause | None:
        """The clause of another speaker that ``verb`` belongs to; its start is that of the separator before it."""
        text = self.text
        window = max(current.start + 1, verb.aux - 120)
        for match in _SEPARATOR.finditer(text, window, verb.aux + 1):
            word = (match["word"] or match["bare"] or "").casefold()
            skip = _ADVERBS.match(text, match.end(), end)
            at = skip.end() if skip else match.end()
            if at == verb.start and not match["bare"] and word in {"", "så", "hvorpå"}:  # ", svarte Lund at …"
                units = self._subject_after(verb, end)
                if units and _SAID.match(text, units[-1].end, end):
                    return self._other(match.start(), end, units, verb, "inversion")
                continue
            object_ = _OBJECT.match(text, at, verb.aux + 1)
            if object_ and object_.end() == verb.aux == verb.start:  # ", og det lovet Moe å gi"
                units = self._subject_after(verb, end)
                if units and units[0].kind != "pronoun":
                    return self._other(match.start(), end, units, verb, "inversion")
                continue
            units = self.subjects.read(at, verb.aux + 1)
            for count in dict.fromkeys((len(units), 1)) if units else ():
                chosen = units[:count]
                if self._verb_place(chosen[-1].end, end) not in {verb.start, verb.aux}:
                    continue
                if verb.tense == "infinitive" and regex.match(r"(?:vil|skal|kan|må|bør)\b", text[verb.aux :]):
                    continue
                bare = bool(match["bare"])
                if all(self._may_follow(u, bare) for u in chosen):
                    return self._other(match.start(), end, chosen, verb, "subject-verb")
        return None

    def _may_follow(self, unit: Unit, bare: bool) -> bool:
        """Whether somebody can begin a clause of his own here; without a comma only a person can."""
        if not self.resolver.knows(unit):
            return False
        return not bare or unit.kind in {"person", "unknown", "title", "pronoun"}

    def _other(self, start: int, end: int, units: list[Unit], verb: VerbHit, rule: str) -> Clause:
        pronoun = all(u.kind == "pronoun" for u in units)
        speakers = [self.resolver.pronoun(units[0].text, self.resolver.last())] if pronoun else self._speakers(units)
        for speaker in speakers:
            self.resolver.spoke(speaker)
        return Clause(start, end, speakers, [verb], self._said(verb, end, units if rule == "inversion" else ()), rule)

    def _is_coordinated(self, current: Clause, verb: VerbHit, verbs: Sequence[VerbHit]) -> bool:
        """Whether a verb without a subject goes on with the clause's: "…, og understreket at", ", men kunne ikke love"."""
        before = _COORDINATED.search(self.text, current.start, verb.aux)
        if before is None:
            return False
        if verb.tense == "infinitive":
            return bool(_COULD.match(self.text, verb.aux))
        if verb.aux != verb.start or verb.tense not in {"past", "present"}:
            return False
        if "," in before.group() or regex.search(r",\s*$", self.text[current.start : before.start()]):
            return True
        # Without a comma it may belong to the verb of an embedded clause just before it.
        nearest = [v for v in verbs if current.start <= v.start < verb.start and v.tense in {"past", "present"}]
        return not nearest or nearest[-1] in current.verbs

    # ---- pieces ------------------------------------------------------------------------------------------

    def _verb_place(self, at: int, end: int) -> int:
        """Where the verb after a subject must begin: appositions and adverbs skipped."""
        place = skip_apposition(self.text, at, end)
        match = _ADVERBS.match(self.text, place, end)
        return match.end() if match else place

    def _subject_after(self, verb: VerbHit, end: int) -> list[Unit]:
        """The inverted subject after a verb (or after its modal), or nothing."""
        at = verb.end
        if verb.tense == "infinitive":
            word = regex.compile(r"\p{L}+").match(self.text, verb.aux, end)
            at = word.end() if word else verb.end
        skip = _ADVERBS.match(self.text, at, end)
        at = skip.end() if skip else at
        limit = verb.start if verb.tense == "infinitive" else end
        units = self.subjects.read(at, limit)
        while units:
            if all(self._may_speak(u, verb) for u in units):
                return units
            units = units[:-1]
        return []

    def _may_speak(self, unit: Unit, verb: VerbHit) -> bool:
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

    def _is_speech(self, units: Sequence[Unit], verb: VerbHit) -> bool:
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

    def _speakers(self, units: Sequence[Unit]) -> list[Speaker]:
        return self.resolver.resolve_all(units) or [Speaker(units[0].text)]

    def _is_embedded(self, start: int, at: int) -> bool:
        """Whether ``at`` lies in a clause that "at" or "som" has opened after the last comma."""
        before = self.text[start:at]
        clause = regex.split(r"[,;:–]", before)[-1]
        opened = regex.search(r"(?<!\p{L})(?:at|som|der|fordi|hvis|dersom)\s", clause)
        # "At kommunene bruker for mye, avviste Moe": what opens the sentence is fronted, not embedded.
        return opened is not None and not (clause == before and opened.start() == 0)

    def _said(self, verb: VerbHit, end: int, units: Sequence[Unit] = ()) -> int:
        """Where what is said begins: after "at", or after verb, particle and inverted subject."""
        at = max(verb.after, units[-1].end if units else verb.after)
        match = regex.compile(rf"(?:{_S}|{ADVERB}|,)*(?:om{_S})?(?:at(?!\p{{L}})|:)?{_S}*").match(self.text, at, end)
        return min(match.end() if match else at, end)

    def _past_separator(self, at: int) -> int:
        match = _SEPARATOR.match(self.text, at)
        if match is None:
            return at
        return match.start("word") if match["word"] in _RELATIVE else match.end()

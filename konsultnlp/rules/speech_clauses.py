"""Cuts a sentence of minutes into clauses, one a speaker, and says who speaks in each and with which verbs.

Supports: subject first ("Moe sa at"), inverted ("Videre sa hun"), at the end (", sa Moe."), several verbs of one speaker,
a second speaker in the same sentence (", og Lund var positiv", ", svarte Lund at", ", mens Lund advarte"), passives with
their agent ("støttet av Moe", "fra KS' side"), joint speakers. Avoids: embedded speakers: what stands after "at" is content.
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.attendance_roles import find_roles
from konsultnlp.rules.speaker_resolution import NOBODY
from konsultnlp.rules.speech_agents import agent_of, attributed
from konsultnlp.rules.speech_bodies import long_subject
from konsultnlp.rules.speech_carried import carried_verb
from konsultnlp.rules.speech_further import FurtherClauses
from konsultnlp.rules.speech_pieces import COORDINATED, Clause, Pieces
from konsultnlp.rules.speech_subjects import Unit
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit, find_verbs, guessed_verb, unknown_verb
from konsultnlp.rules.speech_words import words_of

_S = r"[ \u00A0\u2009\u202F]"
# What may stand before the subject without being inverted.
_LEAD = lazy(
    rf"(?:(?:Til{_S}|Ad{_S})?(?:[Ss]ak|[Pp]unkt|[Pp]kt\.?){_S}?\d[\d/.]*{_S}?[:.)–-]{_S}*)?"
    rf"(?:[–—-]{_S}*|[«“\"]|(?:Og|Men|Også|Heller{_S}ikke|Heller{_S}ikkje|Samt){_S})*"
)
_GOES_ON = lazy(rf"(?:,|(?<!\p{{L}})(?:og|men))\s+(?:(?:og|men)\s+)?(?:{ADVERB}\s+)*$")
_PRONOUN_NEXT = lazy(rf"{_S}(?:hun|han|ho)(?!\p{{L}})")
_LONG_AGO = lazy(
    r"(?:I\s(?:fjor|forfjor|(?:19|20)\d\d|sin\stid)|(?:Tidligere|Tidlegare)(?!\si\s(?:møtet|dag))|Den\s(?:gangen|gongen)|(?:På|I|Ved)\s(?:forrige|førre|siste)\smøte)(?!\p{L})"
)
_ASKING = frozenset({"request", "question"})
_JOINED = lazy(rf"(?<!\p{{L}})(?:og|men|samt|eller|å)\s+(?:{ADVERB}\s+)*$")
_AFTER_COMMA = lazy(rf"[,»”\"?!–-]\s*(?:{ADVERB}\s+)*$")
# What may follow the speaker of a tail: ", sa Moe til slutt.", ", sa Moe, og viste til …".
_TAIL_ENDS = lazy(rf"(?:{_S}(?:{ADVERB}|(?:i|på|under|til|som){_S}[^,.]{{2,40}}))?\s*(?:[.!?,»”\"]|$|{_S}og{_S})")
_FINITE = lazy(r"\p{Ll}{2,}")
# What stands before the auxiliary of a passive that has "det" for a subject: "Det", "Videre", "I tillegg"; or nothing.
_IMPERSONAL = lazy(
    r"(?:(?:Det|I\stillegg|Videre|Vidare|Dessuten|Samtidig|Samstundes|Endelig|Til\sslutt|Likeledes"
    r"|(?:I|Under|Gjennom|Fra|Frå)\s(?:den\s\p{L}+\s)?(?:diskusjonen|drøftingen|drøftinga|ordskiftet|samtalen|debatten|møtet|runden|salen))"
    r"(?:\s?\p{L}+){0,2}\s+)?"
)


class ClauseReader(Pieces):
    """Reads the clauses of one text's sentences, in order."""

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
        else:
            self._mention(start, end)
        self._address(first, end)
        further = FurtherClauses(self.text, self.subjects, self.resolver, self.nynorsk)
        if not first.speakers and not (first.verbs and first.verbs[0].tense == "past"):
            return [first, *(further.later(first, end, verbs) if first.rule != "nobody" and not first.verbs else [])]
        return further.extend(first, end, verbs)

    def _carried(self, start: int, end: int, verbs: Sequence[VerbHit], noted: bool) -> Clause | None:
        """ "Viste til …", "Departementet ble oppfordret om …": carries on, but with a verb of its own."""
        verb = carried_verb(self.subjects, self.resolver, start, end, verbs, noted=noted)
        if verb is not None and not noted and verb.start == start and self.subject_after(verb, end):
            return None
        found = [verb] if verb is not None else []
        if noted:  # "Enig, men ber om svar", "Kjenner ikke tallene, men tar dem med tilbake"
            found += [
                v for v in verbs if v is not verb and v.tense == "present" and _GOES_ON.search(self.text, start, v.aux)
            ]
        return Clause(start, end, [], found, self.said(found[0], end)) if found else None

    def _mention(self, start: int, end: int) -> None:
        """People named with their title in a sentence that is nobody's: "statsråd Moe måtte gå" tells who "statsråden" is."""
        for role in find_roles(self.text, start, end):
            unit = self.subjects.one(role.start, end)
            if unit is not None and unit.kind == "person" and self.resolver.knows(unit):
                self.resolver.mention(self.resolver.resolve(unit))

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
            # Right after it, since "så" may be the verb ("Moe så positivt på"), or after adverbs.
            places = {chosen[-1].end + 1, self.verb_place(chosen[-1].end, end)}
            verb = next((v for v in verbs if places & {v.start, v.aux}), None)
            if verb is not None and self.is_speech(chosen, verb):
                if not self.resolver.knows(chosen[0]) and _PRONOUN_NEXT.match(self.text, verb.end):
                    return None  # "Invitasjonen takket hun ja til"
                return Clause(start, end, self.speakers(chosen), [verb], self.said(verb, end), "subject-verb")
        return self._deed(units[0], start, end, verbs) if units else None

    def _long_opening(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Foreningen for hjertesyke barn sa at …", "Per Aas, leder i Vestlandsrådet, sa at …"."""
        for verb in verbs:
            unit = long_subject(self.text, start, min(verb.start, verb.aux))
            if unit is not None and unit.text not in self.subjects.bodies and self.is_speech([unit], verb):
                return Clause(start, end, self.speakers([unit]), [verb], self.said(verb, end), "subject-verb")
        return None

    def _deed(self, unit: Unit, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """Somebody known with a verb that is not in the lexicon: a deed ("Moe forlot møtet") is nobody's speech, else he speaks."""
        if unit.kind not in {"unknown", "person", "title", "pronoun"} or not self.resolver.knows(unit):
            return None
        place = self.verb_place(unit.end, end)
        if not _FINITE.match(self.text, place, end) or any(v.tense == "passive" and v.aux == place for v in verbs):
            return None  # no verb, or somebody who "was asked": the agent speaks
        verb = unknown_verb(self.text, place, end)
        if verb is not None:
            return Clause(start, end, self.speakers([unit]), [verb], self.said(verb, end), "subject-verb")
        for verb in verbs:
            if (
                verb.tense == "past"
                and COORDINATED.search(self.text, start, verb.aux)
                and not self.subject_after(verb, end)
            ):
                return Clause(start, end, self.speakers([unit]), [verb], self.said(verb, end), "subject-verb")
        word = self.text[place:].split(maxsplit=1)[0].strip(".,")
        if word in words_of("deed") and unit.kind != "pronoun":
            self.resolver.mention(self.speakers([unit])[0])
            return Clause(start, end, said=start, rule="nobody")
        if word in words_of("state") or word in words_of("deed"):
            return None
        guess = guessed_verb(self.text, place, end)
        if unit.kind == "pronoun" and guess is None:
            return None
        return Clause(start, end, self.speakers([unit]), [guess] if guess else [], place, "subject-verb")

    def _fronted(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Videre sa hun at …", "Dette kunne ikke Moe svare på"; "I fjor ba statsråden om …" is history."""
        long_ago = _LONG_AGO.match(self.text, start, end) is not None
        for verb in verbs:
            if long_ago and verb.tense == "past":
                return None
            if verb.tense not in {"past", "present", "infinitive"} or verb.aux == start:
                continue
            if _JOINED.search(self.text, start, verb.aux) or self.is_embedded(start, verb.aux):
                continue
            units = self.subject_after(verb, end)
            if units:
                return Clause(start, end, self.speakers(units), [verb], self.said(verb, end, units), "inversion")
        return None

    def _tail(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "…, sa Moe." and "…, sa Moe, og viste til …": the whole sentence is Moe's."""
        for verb in verbs:
            if verb.tense not in {"past", "present"} or not _AFTER_COMMA.search(self.text, start, verb.start):
                continue
            units = self.subject_after(verb, end)
            if not units or (verb.after > verb.end and verb.after > units[-1].end):
                continue
            rest = self.text[units[-1].end : end]
            if not _TAIL_ENDS.match(rest):
                continue
            if self._told_before(start, verb, verbs, units):
                continue
            return Clause(start, end, self.speakers(units), [verb], start, "tail")
        return None

    def _told_before(self, start: int, tail: VerbHit, verbs: Sequence[VerbHit], tellers: Sequence[Unit]) -> bool:
        """Whether the sentence before the tail reports somebody's speech in the past itself ("Moe spurte …, svarte Lund")."""
        lead = _LEAD.match(self.text, start)
        units = self.subjects.read(lead.end() if lead else start, tail.start)
        if not units or units[0].kind == "pronoun" or not self.resolver.knows(units[0]):
            return False  # "Hun forsto kritikken, svarte Moe": her own words
        if units[0].kind == "party" and units[0].side == self.resolver.resolve(tellers[0]).side:
            return False  # "KS ba om …, sa Moe": Moe for KS
        place = self.verb_place(units[0].end, tail.start)
        return any(place in {v.start, v.aux} and v.tense == "past" for v in verbs)

    def _passive(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Forslaget ble støttet av Moe", "Det ble fra statens side lovet"."""
        for verb in verbs:
            if verb.tense != "passive":
                continue
            units = agent_of(self.subjects, self.resolver, start, end, verb)
            if units:
                return Clause(start, end, self.speakers(units), [verb], self.said(verb, end), "passive")
        return None

    def _attributed(self, start: int, end: int) -> Clause | None:
        """ "Ifølge Moe …", "For fylkene er det et poeng at …"."""
        units, said = attributed(self.subjects, self.resolver, start, end)
        return Clause(start, end, self.speakers(units), [], said, "attributed") if units else None

    def _impersonal(self, start: int, end: int, verbs: Sequence[VerbHit]) -> Clause | None:
        """ "Det ble også spurt om …", "Det vises til …": carries on, but with a verb of its own."""
        for verb in verbs:
            if verb.tense == "passive" and _IMPERSONAL.fullmatch(self.text, start, verb.aux):
                return Clause(start, end, [], [verb], self.said(verb, end))
        return None

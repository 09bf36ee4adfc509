"""Reads on in a sentence whose first speaker is known: further verbs of that speaker, and clauses of further speakers.

Supports: "…, og understreket at", ", men kunne ikke love", ", og Lund var positiv", ", svarte Lund at", ", mens Lund advarte".
Avoids: verbs of embedded clauses, the present after a past.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speech_pieces import ADVERBS, COORDINATED, Clause, Pieces
from konsultnlp.rules.speech_subjects import Unit
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit, guessed_verb
from konsultnlp.rules.speech_words import trimmed, words_of

_S = r"[ \u00A0\u2009\u202F]"
# Where another speaker's clause may begin.
_SEPARATOR = lazy(
    rf"(?:[,;]{_S}*|{_S}[–—-]{_S})(?P<word>(?:og|men|mens|medan|samt|så|noe|noko|hvilket|hvorpå|der"
    rf"|hvor)(?=\s))?{_S}*"
    rf"|{_S}(?P<bare>og|men|mens|medan){_S}"
)
_RELATIVE = frozenset({"noe", "noko", "hvilket", "hvorpå"})
_OBJECT = lazy(rf"(?:det|dette|dem|disse|desse|slikt|noe|noko){_S}(?:siste{_S}|samme{_S}|same{_S})?")
_WHICH = lazy(rf"[,;]{_S}som{_S}(?P<who>han|hun|ho|hen){_S}(?:{ADVERB}{_S})*$")
_WILL_DO = lazy(rf"(?:,|{_S}(?:og|men)){_S}(?:(?:og|men){_S})?(?=(?:ville|skulle){_S})")
_LIGHT = lazy(rf"{_S}*(?:(?:med|ved){_S})?(?:å{_S})?(?:{ADVERB}{_S})*")
_COULD = lazy(r"(?:kunne|ville)(?!\p{L})")
_SAID = lazy(
    rf"(?:{_S}*{ADVERB})*{_S}*(?:,{_S}*)?(?:at|om|hva|hvor\p{{L}}*|hvem|når|kva|kor\p{{L}}*|kven|ja|nei"
    rf"|bekreftende|stadfestande|til)(?!\p{{L}})|{_S}*:"
)


class FurtherClauses(Pieces):
    """What follows the first clause of a sentence."""

    def extend(self, first: Clause, end: int, verbs: Sequence[VerbHit]) -> list[Clause]:
        """Further verbs of the same speaker, and further speakers."""
        clauses = [first]
        past = not first.verbs or first.verbs[0].tense in {"past", "passive", "infinitive", "perfect"}
        begin = first.verbs[0].after if first.verbs else max(first.said, first.start)
        for verb in verbs:
            if verb.start < begin or verb.tense in {"perfect", "passive"}:
                continue
            current = clauses[-1]
            if verb.tense == "light" or (past and verb.tense == "present"):
                if self._hangs_on(current, verb) or self._own_side_asks(current, verb, end):
                    current.verbs.append(verb)
                continue
            other = self._next_speaker(current, verb, end)
            if other is not None:
                if other.speakers == current.speakers:
                    current.verbs.extend(other.verbs)
                else:
                    current.end = trimmed(self.text, current.start, other.start)
                    other.start = self._past_separator(other.start)
                    clauses.append(other)
            elif self._is_coordinated(current, verb, verbs) or self._is_relative(current, verb):
                current.verbs.append(verb)
        last = clauses[-1]
        match = _WILL_DO.search(self.text, last.verbs[-1].after, end) if last.verbs else None
        if match and not regex.search(r"(?<!\p{L})at\s", self.text[last.verbs[-1].after : match.start()]):
            guess = guessed_verb(self.text, match.end(), end)  # "noterte seg innspillet og ville se nærmere på det"
            if guess is not None and last.verbs[-1].tense == "past" and not any(v.aux == guess.aux for v in verbs):
                last.verbs.append(guess)
        return clauses

    def later(self, first: Clause, end: int, verbs: Sequence[VerbHit]) -> list[Clause]:
        """The clauses of speakers after one that reports no speech: "BFD var ikke til stede, men Moe opplyste …"."""
        for verb in verbs:
            if verb.tense != "past" and not (verb.tense == "infinitive" and _COULD.match(self.text, verb.aux)):
                continue
            other = self._next_speaker(first, verb, end)
            if other is not None:
                first.end = trimmed(self.text, first.start, other.start)
                other.start = self._past_separator(other.start)
                return self.extend(other, end, verbs)
        return []

    def _hangs_on(self, current: Clause, verb: VerbHit) -> bool:
        """Whether an infinitive hangs on the verb just before it: "avsluttet med å understreke"."""
        if verb.tense != "light" or not current.verbs:
            return False
        return _LIGHT.fullmatch(self.text, current.verbs[-1].after, verb.start) is not None

    def _own_side_asks(self, current: Clause, verb: VerbHit, end: int) -> bool:
        """Whether the speaker's side asks in the present: "Moe sa at rammen er trang, og KS foreslår derfor …"."""
        if verb.tense != "present" or verb.act != "request" or not current.speakers:
            return False
        for match in _SEPARATOR.finditer(self.text, max(current.start + 1, verb.aux - 60), verb.aux + 1):
            unit = self.subjects.one(match.end(), end) if match["word"] == "og" or match["bare"] == "og" else None
            own = unit is not None and unit.kind == "party" and unit.side == current.speakers[0].side
            if unit is not None and own and self.verb_place(unit.end, end) == verb.start:
                return True
        return False

    def _is_relative(self, current: Clause, verb: VerbHit) -> bool:
        """Whether the speaker goes on in a relative clause: "…, som hun mente er for lavt"."""
        thinks = verb.tense == "past" and verb.act in {"position", "objection"} and verb.lemma not in words_of("naming")
        match = _WHICH.search(self.text, current.start, verb.aux) if thinks else None
        if match is None or len(current.speakers) != 1:
            return False
        return self.resolver.pronoun(match["who"], current.speakers[0]) == current.speakers[0]

    def _next_speaker(self, current: Clause, verb: VerbHit, end: int) -> Clause | None:
        """The clause of another speaker that ``verb`` belongs to; its start is that of the separator before it."""
        text = self.text
        window = max(current.start + 1, verb.aux - 120)
        for match in _SEPARATOR.finditer(text, window, verb.aux + 1):
            word = (match["word"] or match["bare"] or "").casefold()
            skip = ADVERBS.match(text, match.end(), end)
            at = skip.end() if skip else match.end()
            if at == verb.start and not match["bare"] and word in {"", "så", "hvorpå"}:  # ", svarte Lund at …"
                units = self.subject_after(verb, end)
                if units and _SAID.match(text, units[-1].end, end):
                    return self._other(match.start(), end, units, verb, "inversion")
                continue
            object_ = _OBJECT.match(text, at, verb.aux + 1)
            if object_ and object_.end() == verb.aux == verb.start:  # ", og det lovet Moe å gi"
                units = self.subject_after(verb, end)
                if units and units[0].kind != "pronoun":
                    return self._other(match.start(), end, units, verb, "inversion")
                continue
            units = self.subjects.read(at, verb.aux + 1)
            for count in dict.fromkeys((len(units), 1)) if units else ():
                chosen = units[:count]
                if self.verb_place(chosen[-1].end, end) not in {verb.start, verb.aux}:
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
        speakers = [self.resolver.pronoun(units[0].text, self.resolver.last())] if pronoun else self.speakers(units)
        for speaker in speakers:
            self.resolver.spoke(speaker)
        return Clause(start, end, speakers, [verb], self.said(verb, end, units if rule == "inversion" else ()), rule)

    def _is_coordinated(self, current: Clause, verb: VerbHit, verbs: Sequence[VerbHit]) -> bool:
        """Whether a verb without a subject goes on with the clause's: "…, og understreket at", ", men kunne ikke love"."""
        before = COORDINATED.search(self.text, current.start, verb.aux)
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

    def _past_separator(self, at: int) -> int:
        match = _SEPARATOR.match(self.text, at)
        if match is None:
            return at
        return match.start("word") if match["word"] in _RELATIVE else match.end()

"""Reported speech in minutes: one row a sentence, or a speaker's clause of it, with speaker, verb and act.

Supports: what `konsultnlp.rules.speech_clauses` does, and over it: speech that goes on without a speaker of its own in the
same paragraph, labels ("Moe (KS): …"), direct speech with dashes, sentences that are nobody's, what was agreed. Avoids:
headings, label lines ("Dato: …"), signatures, items under a speaker's lead-in (they may be requests, but are no rows).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from konsultnlp.context import Context, Person, TextBlock
from konsultnlp.grammar.atoms import lazy
from konsultnlp.grammar.names import TaggedName
from konsultnlp.rules.attendance_labels import label_at
from konsultnlp.rules.attendance_lines import list_end
from konsultnlp.rules.attendance_narrative import is_told
from konsultnlp.rules.speaker_resolution import Resolver, Speaker, unlisted, with_chair
from konsultnlp.rules.speech_clauses import ClauseReader
from konsultnlp.rules.speech_content import content_act, verb_act
from konsultnlp.rules.speech_language import is_nynorsk
from konsultnlp.rules.speech_pieces import Clause
from konsultnlp.rules.speech_procedure import (
    follow_up_act,
    follow_up_label,
    is_about_meeting,
    is_follow_up,
    nobodys_act,
    run_in_label,
)
from konsultnlp.rules.speech_row_act import verb_and_act
from konsultnlp.rules.speech_subjects import SubjectReader, bodies_of
from konsultnlp.rules.speech_words import lower_words

_LETTER = lazy(r"\p{L}{2}")
# A printed label of an item, "a)" or "1.", which is no part of what is said.
_MARK = lazy(r"(?:\(?(?:\d{1,2}|\p{Ll})[.)]\s+)?")
_STOP = lazy(r"[.!?:…][»”\"')\]]*\s*$")
_LABEL = lazy(r"(?:(?:Spørsmål|Svar|Kommentar|Innspill|Innspel|Merknad)(?:er|ar)?\s(?:fra|frå)\s)?")
_COLON = lazy(r"\s{0,2}:\s{0,3}")
_CHAIR = lazy(
    r"(?:le(?:det|dde|da)|leia|leidde)\s(?:deretter\s|da\s|så\s|derfor\s|difor\s|den\s|det\s)?"
    r"(?:(?:videre|vidare|resten|siste\sdel|siste\sdelen|fortsettelsen|hoveddelen|hovuddelen)(?:\s(?:av|del\sav))?\s\p{L}*møtet"
    r"|møtet\s(?:videre|vidare|etter|fra|frå|resten))"
    r"|(?:tok|overtok|tek|tar|overtar)\s(?:deretter\s|da\s|så\s)?(?:over\s)?(?:møteledelsen|møteleiinga|leiinga"
    r"|ledelsen|møtelederrollen|klubben|ordet\ssom\smøteleder|som\smøteleder|som\smøteleiar"
    r"|rollen\ssom\smøteleder|leiinga\sav\smøtet|ledelsen\sav\smøtet)"
)
_QUOTED = ("–", "—", "- ", "«", "“", '"')


@dataclass(frozen=True, slots=True)
class StatementHit:
    """One sentence, or one speaker's clause, of reported speech.

    Attributes:
        start: Offset of the quote.
        end: Offset after it.
        speaker: Full name from the list, or as written; empty where it is nobody's speech.
        person_id: Slug of the full name, for somebody on the list.
        speaker_org_id: Ministry id or ``ks``.
        side: ``staten``, ``ks``, ``annen`` or empty.
        verb: Lemma of the verb that carries the act, particle included; empty for a sentence that carries on.
        act: As far as the sentence alone tells; `konsultnlp.rules.acts.statement_act` has the last word.
        turn: The same for a speaker's rows without a break.
        rule: What found the speaker.
        content_start: Offset at which what was said begins.
    """

    start: int
    end: int
    speaker: str
    person_id: str
    speaker_org_id: str
    side: str
    verb: str
    act: str
    turn: int
    rule: str
    content_start: int


def find_statements(
    text: str, sentences: Sequence[tuple[int, int]], ctx: Context, names: Sequence[TaggedName] = ()
) -> list[StatementHit]:
    """The rows of reported speech in one section's text.

    Args:
        text: The section's own text, a heading line first where it has one.
        sentences: Offsets of its sentences, in order.
        ctx: Attendance list, blocks and date.
        names: Names that a tagger found; they count where the attendance list is silent.
    """
    if ctx.section_kind in {"agenda", "appendix"}:
        return []
    return _Minutes(text, ctx.with_blocks_for(text), names).read(sentences)


def chair_after(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """The attendance list as it is after ``text``: with the chair moved where somebody took over the meeting in it."""
    resolver = Resolver(people)
    reader = SubjectReader(text, "", lower_words(text))
    for match in _CHAIR.finditer(text):
        _take_chair(text, match, reader, resolver)
    return with_chair(people, resolver.chair)


def _take_chair(text: str, match: regex.Match[str], reader: SubjectReader, resolver: Resolver) -> None:
    """The person named before "tok over møteledelsen" has the chair."""
    line = text.rfind("\n", 0, match.start()) + 1
    starts = [m.start() for m in regex.finditer(r"(?<!\p{L})\p{L}", text, pos=line, endpos=match.start())]
    for start in reversed(starts):
        unit = reader.one(start, match.start())
        if unit is not None and unit.name and text[unit.end : match.start()].strip() == "" and resolver.knows(unit):
            resolver.set_chair(resolver.resolve(unit))
            # go on: "Ole Moe" is found at "Moe" first, and means the same


class _Minutes:
    """Walks through one section."""

    def __init__(self, text: str, ctx: Context, names: Sequence[TaggedName]) -> None:
        self.text = text
        self.ctx = ctx
        self.resolver = Resolver(ctx.people, ctx.ministry_id)
        self.subjects = SubjectReader(
            text,
            ctx.date,
            lower_words(text),
            bodies_of(ctx.people),
            ctx.abbreviations,
            unlisted(text, names, ctx.people),
        )
        self.clauses = ClauseReader(text, self.subjects, self.resolver, is_nynorsk(text))
        self.current: list[Speaker] = []
        self.hits: list[StatementHit] = []
        self.turn = 0
        self.speaking: tuple[Speaker, ...] = ()
        self.follow_up = False
        self.lead_in = False
        end, lines = list_end(text, ctx.blocks, ctx.date)
        self.listed = {start for start, _ in lines}
        # In the front matter nothing is speech before the attendance list, nor before somebody on it speaks.
        self.front = ctx.section_kind in {"front", "attendance"}
        self.opens = end if end or not self.front else len(text)

    def read(self, sentences: Sequence[tuple[int, int]]) -> list[StatementHit]:
        """All rows."""
        index = 0
        for block in self.ctx.blocks:
            inside: list[tuple[int, int]] = []
            while index < len(sentences) and sentences[index][0] < block.end:
                start, end = sentences[index][0], min(sentences[index][1], block.end)
                mark = _MARK.match(self.text, start, end) if start == block.start and block.label else None
                start = mark.end() if mark else start
                if start >= block.start and _LETTER.search(self.text, start, end):
                    inside.append((start, end))
                index += 1
            if inside and not self._is_attendance(block):
                self._block(block, inside)
        return self.hits

    def _is_attendance(self, block: TextBlock) -> bool:
        """Whether a line belongs to the attendance list or, in the front matter, to what stands around it."""
        if block.start in self.listed:
            return True
        if not self.front:
            return False
        line = self.text[block.start : block.end]
        if block.start < self.opens or (is_told(line) and not self.hits):
            return True
        if self.hits or block.kind != "paragraph":
            return False
        probe = Resolver(self.ctx.people, self.ctx.ministry_id)
        first = ClauseReader(self.text, self.subjects, probe, self.clauses.nynorsk).read(block.start, block.end)[0]
        return not (first.speakers and first.verbs and first.speakers[0].person_id)

    # ------------------------------------------------------------------------------------------------------

    def _block(self, block: TextBlock, sentences: list[tuple[int, int]]) -> None:
        line = self.text[block.start : block.end].strip()
        if block.kind == "heading":
            self.follow_up = is_follow_up(line)
            self.lead_in = False
            self._break()
            return
        if block.kind in {"footnote", "caption"}:
            return
        if is_follow_up(line):
            self.follow_up, self.lead_in = True, False
            return
        first = len(self.hits)
        labelled = follow_up_label(line)
        unlabelled = block.start + (labelled or run_in_label(line))
        sentences = [(max(s, unlabelled), e) for s, e in sentences if e > unlabelled]
        if labelled:
            self._break()
            for start, end in sentences:
                self._nobody(start, end, follow_up_act(self.text[start:end]))
            return
        if block.kind == "item":
            if self._is_listed(block, sentences):
                return
        else:
            self.lead_in = False
        self.resolver.begin_paragraph()
        self.current = []
        label = self._speaker_label(block.start, block.end)
        if label is not None:
            sentences = [(s, e) for s, e in sentences if e > label[1]]
        elif self._is_no_speech(block, line):
            return
        for start, end in sentences:
            if start > sentences[0][0]:
                label = self._speaker_label(start, end) or label
            if label is not None and start < label[1]:
                self.current = [label[0]]
                self.resolver.spoke(label[0])
            said = label[1] if label is not None and start < label[1] else start
            self._sentence(start, end, said, labelled=label is not None)
        if self.text[block.start : block.start + 2].startswith(_QUOTED):
            self._attribute_backwards(first)
        if block.kind != "item" and line.endswith(":"):
            self.lead_in = True

    def _is_listed(self, block: TextBlock, sentences: list[tuple[int, int]]) -> bool:
        """Whether an item hangs on a lead-in, or is a bare topic, and so is no row."""
        start, end = sentences[0]
        probe = Resolver(self.ctx.people, self.ctx.ministry_id)
        clause = ClauseReader(self.text, self.subjects, probe, self.clauses.nynorsk).read(start, end)[0]
        if clause.speakers and not self.follow_up and clause.verbs and clause.verbs[0].tense != "present":
            return False
        line = self.text[block.start : block.end].rstrip()
        if self._speaker_label(block.start, block.end) is not None and _STOP.search(line):
            return False  # "Moe: …" under "Kort fra ordskiftet:"
        return self.lead_in or not _STOP.search(line) or (line.endswith("?") and not self.follow_up)

    def _is_no_speech(self, block: TextBlock, line: str) -> bool:
        """A label line ("Dato: …"), or a line that is no sentence (a signature, a heading without its style)."""
        label = label_at(self.text, block.start, block.end, self.ctx.date, opened=False, colon=True)
        if label is not None and label.end < block.start + 40:
            return True
        if _STOP.search(line) or len(line) > 160:
            return False
        clause = self.clauses.read(block.start, block.end)[0]
        self.resolver.paragraph = []
        return not (clause.speakers and clause.verbs)

    def _speaker_label(self, start: int, end: int) -> tuple[Speaker, int] | None:
        """ "Moe (KS): …" at the start of a line or sentence: who, and where what is said begins."""
        lead = _LABEL.match(self.text, start, end)
        at = lead.end() if lead else start
        unit = self.subjects.one(at, end)
        if unit is None or not self.resolver.knows(unit):
            return None
        colon = _COLON.match(self.text, unit.end, end)
        return (self.resolver.resolve(unit), colon.end()) if colon and unit.kind != "pronoun" else None

    def _sentence(self, start: int, end: int, said: int, *, labelled: bool) -> None:
        """One sentence; what is said begins at ``said`` where a label stands before it."""
        sentence = self.text[said:end]
        clauses = self.clauses.read(said, end, noted=labelled)
        clauses[0].start = start
        if self.follow_up:
            told = clauses[0].verbs and clauses[0].verbs[0].tense == "past" and clauses[0].speakers[:1]
            if not (told and told[0].person_id):
                self._nobody(start, end, follow_up_act(sentence))
                return
            self.follow_up = False  # "Moe takket for møtet": the minutes go on
        for match in _CHAIR.finditer(sentence):
            shifted = next(_CHAIR.finditer(self.text, said + match.start(), end))
            _take_chair(self.text, shifted, self.subjects, self.resolver)
        if clauses[0].rule == "nobody":
            self._nobody(start, end, "procedure")
            return
        if not clauses[0].speakers:
            act = nobodys_act(sentence)
            if len(clauses) > 1 and not act and self.current in ([], clauses[1].speakers):
                clauses[1].start = start  # "BFD var ikke til stede, men Moe opplyste …": Moe's as a whole
            elif act and not labelled:
                self._nobody(start, end, act)
            else:
                self._carry_on(clauses[0], labelled)
            for clause in clauses[1:]:
                self._rows(clause)
            return
        for clause in clauses:
            self._rows(clause)

    def _rows(self, clause: Clause) -> None:
        """A row for each speaker of a clause."""
        self.current = list(clause.speakers)
        for speaker in clause.speakers:
            self._row(clause, speaker)

    def _carry_on(self, clause: Clause, labelled: bool) -> None:
        """A sentence without a speaker of its own."""
        clause.rule = "label" if labelled else "carried-on"
        told = clause.verbs and clause.verbs[0].tense == "passive"  # "Det ble opplyst at neste møte er 3. mai"
        if told and content_act(self.text[clause.said : clause.end], "") == "procedure":
            self._nobody(clause.start, clause.end, "procedure", clause.verbs[0].lemma)
            return
        if not self.current:
            sentence = self.text[clause.start : clause.end]
            act = content_act(sentence, "")
            if clause.verbs:
                verb_hit = clause.verbs[0]
                act = verb_act(verb_hit.act, verb_hit.content, self.text[clause.said : clause.end], "")
            if act == "information" and not told and is_about_meeting(sentence):
                act = "procedure"
            verb = clause.verbs[0].lemma if clause.verbs else ""
            self._nobody(clause.start, clause.end, act, verb)
            return
        for speaker in self.current:
            self._row(clause, speaker)

    def _nobody(self, start: int, end: int, act: str, verb: str = "") -> None:
        """A row without a speaker; what follows it in the paragraph has none either."""
        self._break()
        self.current = []
        self.hits.append(StatementHit(start, end, "", "", "", "", verb, act, self.turn, "nobody", start))

    def _break(self) -> None:
        self.turn += 1
        self.speaking = ()

    def _row(self, clause: Clause, speaker: Speaker) -> None:
        if speaker not in self.speaking:
            self._break()
            self.speaking = tuple(self.current)
        verb, act = verb_and_act(self.text, clause, speaker.side)
        said = clause.said if clause.start <= clause.said <= clause.end else clause.start
        self.hits.append(
            StatementHit(
                clause.start, clause.end, speaker.name, speaker.person_id, speaker.org_id, speaker.side, verb, act,
                self.turn, clause.rule, said,
            )
        )  # fmt: skip

    def _attribute_backwards(self, first: int) -> None:
        """Direct speech whose speaker is named only later in the paragraph: "– Det haster. Vi venter, sa Moe."."""
        found = next((h for h in self.hits[first:] if h.speaker), None)
        if found is None or found.rule != "tail":
            return
        for index in range(first, len(self.hits)):
            hit = self.hits[index]
            if hit.speaker:
                return
            self.hits[index] = replace(
                hit, speaker=found.speaker, person_id=found.person_id, speaker_org_id=found.speaker_org_id, side=found.side,
                turn=found.turn, rule="direct-speech", act=content_act(self.text[hit.start : hit.end], found.side),
            )  # fmt: skip

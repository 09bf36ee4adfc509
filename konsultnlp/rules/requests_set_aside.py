"""Sentences that hold a request's words and are no request, each with the first reason why.

Supports: what the rules looked at and turned down, questions, the document's own procedure, lead-ins of support; one row a sentence.
Avoids: sentences with a request in them, headings, relative clauses that only say "må" or "bør", words no rule looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konsultnlp.rules.requests_blockers import MODALS
from konsultnlp.rules.requests_context import questions
from konsultnlp.rules.requests_scene import Candidate, Scene, TurnedDown
from konsultnlp.rules.requests_verbs import finite_acts
from konsultnlp.rules.requests_words import nouns


@dataclass(frozen=True, slots=True)
class SetAsideHit:
    """A sentence that is no request.

    Attributes:
        start: Offset of the sentence.
        end: Offset after it.
        question: What it fails: ``whose``, ``when`` or ``whether``.
        reason: A code of set_aside_reasons.csv.
        trigger: The words that might have made it a request, joined by spaces.
        rule: The rule that turned it down.
    """

    start: int
    end: int
    question: str
    reason: str
    trigger: str
    rule: str


def set_aside(scene: Scene) -> SetAsideHit | None:
    """Why a sentence is no request, if a rule looked at its words: a verb's reason before a noun's before a modal's."""
    down = [t for t in scene.turned_down if t.reason and not _is_embedded(scene, t)]
    if not down:
        return None
    first = min(down, key=lambda t: (-t.rank, t.trigger))
    written = [scene.tokens[i].text for i in sorted(set(first.trigger)) if scene.tokens[i].is_word]
    reason = first.reason
    return SetAsideHit(scene.start, scene.end, questions()[reason], reason, " ".join(written), first.rule)


def _is_embedded(scene: Scene, down: TurnedDown) -> bool:
    """Whether it is only a modal in a relative clause or an indirect question: "oppgaver som må løses"."""
    clause = scene.parse.clauses[scene.parse.clause_of[down.trigger[0]]]
    return down.rank == 1 and clause.kind in {"rel", "wh"}


def note_question(scene: Scene) -> None:
    """Keeps that a sentence asks whether something should be done."""
    for clause in scene.parse.clauses:
        low = scene.parse.low(clause.verb)
        if low in MODALS - {"skal", "skulle"} and scene.voice_at(clause.verb).known:
            scene.turn_down("question", (clause.verb,), "question", 1)
        elif finite_acts(low) and scene.party_at(clause.verb + 1) is not None:
            scene.turn_down("question", (clause.verb,), "question", 3)


def note_procedure(scene: Scene, candidates: Sequence[Candidate]) -> None:
    """Keeps that what is asked belongs to the meeting and its papers."""
    for candidate in candidates:
        scene.turn_down("procedure", candidate.trigger, candidate.rule, 3)


def note_support(scene: Scene) -> None:
    """Keeps that a lead-in supports the proposals that it lists."""
    noun = next((i for i in range(len(scene.tokens)) if scene.parse.low(i) in nouns()), -1)
    if noun >= 0:
        scene.turn_down("support", (noun,), "lead-in", 2)

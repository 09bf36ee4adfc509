"""Implicit requests, where it is known whose text or speech it is: bør, må, needs, preconditions and their kin.

Supports: what `requests_modals`, `requests_needs` and `requests_conditions` read, where the clause is its voice's own view.
Avoids: relative and conditional clauses, third parties' views ("Ifølge rapporten bør …").
"""

from __future__ import annotations

from dataclasses import replace

from konsultnlp.rules.requests_conditions import find_measure, find_precondition
from konsultnlp.rules.requests_context import not_held
from konsultnlp.rules.requests_modals import find_modal
from konsultnlp.rules.requests_needs import (
    find_adjective,
    find_lacking,
    find_mentioned_need,
    find_need,
    find_requirement,
    find_wanting,
)
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import asserted, read_subject
from konsultnlp.rules.requests_words import in_group

_READERS = (
    find_wanting,
    find_precondition,
    find_need,
    find_adjective,
    find_modal,
    find_measure,
    find_lacking,
    find_mentioned_need,
    find_requirement,
)
"""In the order of trust: the first that finds something in a clause has the clause."""


def find_implicit(scene: Scene) -> list[Candidate]:
    """The implicit requests of a sentence."""
    found: list[Candidate] = []
    for index, clause in enumerate(scene.parse.clauses):
        if clause.verb < 0:
            continue
        voice = scene.voice_at(clause.verb)
        if not voice.known:
            continue
        subject = read_subject(scene, index)
        before = len(scene.turned_down)
        for read in _READERS:
            candidate = read(scene, index, subject)
            if candidate is not None:
                if _holds(scene, index, candidate):
                    found.append(candidate)
                elif clause.kind not in {"rel", "wh"}:
                    held = asserted(scene, index, explicit=False)
                    reason = "third-party" if held else not_held(scene, index)
                    scene.turn_down(reason, candidate.trigger, candidate.rule, 1)
                break
        if clause.kind != "main" and not asserted(scene, index, explicit=False):
            # Whose and when it is comes before what kind of "må" it is: "Hvis kommunene må betale, …".
            for i in range(before, len(scene.turned_down)):
                scene.turned_down[i] = replace(scene.turned_down[i], reason=not_held(scene, index))
    return found


def _holds(scene: Scene, index: int, candidate: Candidate) -> bool:
    clause = scene.parse.clauses[index]
    # "fordi bedre samordning er en forutsetning for …" says it as much as a main clause does.
    if (
        clause.kind == "adv"
        and clause.word in {"fordi", "ettersom", "siden", "sidan"}
        and candidate.rule == "precondition"
    ):
        return asserted(scene, clause.parent, explicit=False)
    if not asserted(scene, index, explicit=False):
        return False
    first = clause.body
    while first < clause.verb and scene.parse.low(first) in {"og", "men", ","}:
        first += 1
    # "Ifølge rapporten bør …", "Etter loven må …": somebody else's view.
    holder = scene.party_at(first + 1)
    voice = scene.voice_at(clause.verb)
    if holder is not None and voice.id and (holder.party_id == voice.id or holder.side == voice.side):
        return True  # "Ifølge Lid bør …" in what Lid says
    return not in_group("attribution", scene.tokens, first)

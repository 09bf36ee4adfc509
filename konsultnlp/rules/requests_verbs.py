"""Explicit requests by verb: "KS ber regjeringen om å …", "forventer KS at …", "Vi er bekymret for at …".

Supports: the frames of request_verbs.csv, adverbs between the words, an addressee as object, subjects before and after the verb,
"vil be om" and the like, content clauses without "at", lead-ins that end in a colon.
Avoids: negated and past requests, plans ("skal foreslå"), inanimate subjects, third parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from konsultnlp import lexicon
from konsultnlp.grammar.clause_words import is_a, skip_adverbs
from konsultnlp.rules.requests_blockers import (
    content_clauses,
    holds_modal,
    is_forecast,
    is_others_plan,
    is_weighted,
    needs_somebody,
)
from konsultnlp.rules.requests_context import reason_against
from konsultnlp.rules.requests_deemed import find_deemed
from konsultnlp.rules.requests_frames import Act, Match, match_frame
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, is_expletive, is_voice, read_subject, requester_for
from konsultnlp.rules.requests_words import words


@cache
def _acts() -> tuple[dict[str, tuple[Act, ...]], dict[str, tuple[Act, ...]]]:
    """Rows by finite form and by infinitive, those with the longest particles first."""
    finite: dict[str, list[Act]] = {}
    infinitive: dict[str, list[Act]] = {}
    columns = ("lemma", "act", "present", "past", "infinitive", "particle", "frame", "condition")
    for row in lexicon.table("request_verbs", *columns):
        particles = sorted((tuple(p.split()) for p in lexicon.forms(row["particle"])), key=lambda p: (-len(p), p))
        act = Act(row["lemma"], row["act"], tuple(particles), lexicon.forms(row["frame"]), row["condition"])
        for form in dict.fromkeys(lexicon.forms(row["present"]) + lexicon.forms(row["past"])):
            finite.setdefault(form, []).append(act)
        for form in dict.fromkeys(lexicon.forms(row["infinitive"])):
            infinitive.setdefault(form, []).append(act)
    return {k: _ordered(v) for k, v in finite.items()}, {k: _ordered(v) for k, v in infinitive.items()}


def _ordered(acts: list[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda a: -max((len(p) for p in a.particles), default=0)))


# "vil be om", "må be om", "tillater seg å be om": it is asked here and now. "skal foreslå" is a plan.
_STOPS = frozenset({",", ":", "at", "som", ";", "–"})


def finite_acts(word: str) -> tuple[Act, ...]:
    """The rows of request_verbs.csv that a finite form may be."""
    return _acts()[0].get(word, ())


def infinitive_acts(word: str) -> tuple[Act, ...]:
    """The rows of request_verbs.csv that an infinitive may be."""
    return _acts()[1].get(word, ())


def find_verbs(scene: Scene) -> list[Candidate]:
    """The explicit requests of a sentence that a verb makes."""
    found = []
    for index, clause in enumerate(scene.parse.clauses):
        if clause.verb >= 0:
            candidate = _read(scene, index) or find_deemed(scene, index, read_subject(scene, index))
            if candidate is not None:
                found.append(candidate)
    return found


def _read(scene: Scene, index: int) -> Candidate | None:
    clause = scene.parse.clauses[index]
    low = scene.parse.low(clause.verb)
    finite, _ = _acts()
    subject = read_subject(scene, index)
    for head, acts in (*_infinitives(scene, index), (clause.verb, finite.get(low, ()))):
        for act in acts:
            match = match_frame(scene, index, act, head, subject)
            if match is not None:
                return _candidate(scene, index, act, head, subject, match)
    return None


def _infinitives(scene: Scene, index: int) -> list[tuple[int, tuple[Act, ...]]]:
    """Request infinitives that hang on the clause's auxiliary."""
    parse = scene.parse
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    if low not in words("will") and low not in words("with_to"):
        return []
    _, infinitive = _acts()
    to = False
    for i in range(clause.verb + 1, min(clause.verb + 16, len(parse.tokens))):
        word = parse.low(i)
        if parse.clause_of[i] != index or word in _STOPS:
            break
        if word == "å":
            to = True
            continue
        acts = infinitive.get(word, ())
        if (
            acts
            and word not in {"ville", "ha"}
            and (to if low not in words("will") else not to or parse.low(i - 1) == "å")
        ):
            return [(i, acts)]
        if to and word not in {"be", "bede"} and parse.low(i - 1) == "å":
            break
    return []


@dataclass(frozen=True, slots=True)
class _Seen:
    """A request verb in its clause, as the three questions look at it."""

    index: int
    subject: Subject
    requester: Requester | None
    start: int
    refuses: bool


def _candidate(scene: Scene, index: int, act: Act, head: int, subject: Subject, match: Match) -> Candidate | None:
    """The request, or None where one of the three questions keeps it from being one."""
    parse = scene.parse
    requester = requester_for(scene, index, subject, need=act.condition == "need" or act.act == "warning")
    rule = f"verb-{act.lemma.replace(' ', '-')}"
    # "kan ikke akseptere": the negation is the verb's own
    seen = _Seen(index, subject, requester, match.start, act.lemma.startswith("ikke "))
    lasting = act.lemma in {"se gjerne", "ville satt pris på"} or parse.low(parse.clauses[index].verb) == "skulle"
    reason = reason_against(scene, seen, lasting)
    clauses = content_clauses(scene, index, match.start) if match.kind == "at" else []
    start = match.start
    if (
        act.condition == "modal"
        and len(clauses) > 1
        and not holds_modal(scene, clauses[:1])
        and holds_modal(scene, clauses[1:])
    ):
        # "mener at A er bra, og at B bør …": only B is wanted.
        start = next(parse.clauses[i].body for i in clauses[1:] if holds_modal(scene, [i]))
    side = requester.side if requester is not None else ""
    if not reason and not meets_condition(scene, index, act, head, match, clauses, side):
        reason = _UNMET.get(act.condition, "no-wish")
        thanks = parse.low(skip_adverbs(scene.tokens, match.start + 1)) in words("thanks")
        if reason == "own-part" and (thanks or match.kind != "inf"):
            reason = "courtesy"
    must = parse.low(parse.clauses[index].verb) in {"må", "måtte"} and head != parse.clauses[index].verb
    if not reason and must and not is_voice(scene, index, subject):
        reason = "own-part"  # "Kommunene må regne med at": what they have to do
    if requester is None or reason:
        scene.turn_down(reason, match.trigger, rule, 3)
        return None
    return Candidate(
        clause=index,
        act=act.act,
        explicit=True,
        requester=requester,
        trigger=match.trigger,
        action=start,
        rule=rule,
        target=match.object,
        rank=3,
    )


_UNMET = {"forecast": "forecast", "other": "own-part", "future": "plan", "need": "inanimate-subject"}
"""The reason where what a verb wants is not what its row's condition asks for; else it is an opinion that wants nothing."""


def meets_condition(
    scene: Scene, index: int, act: Act, head: int, match: Match, clauses: Sequence[int], side: str
) -> bool:
    """Whether what the verb wants is what its row of request_verbs.csv asks for.

    Args:
        scene: The sentence.
        index: The clause.
        act: The row.
        head: The token of the request verb.
        match: How its frame lies.
        clauses: The content clauses that say what is wanted.
        side: The side that asks.
    """
    if match.kind == "list":
        return act.condition not in {"modal", "weight"}
    if act.condition in {"modal"}:
        return match.kind == "at" and holds_modal(scene, clauses)
    if act.condition == "weight":
        return holds_modal(scene, clauses) or (side == "ks" and is_weighted(scene, clauses))
    if act.condition == "forecast":
        if (
            act.lemma in {"legge til grunn", "regne med", "gå ut fra"}
            and side == "staten"
            and all(scene.parse.low(scene.parse.clauses[i].verb) in {"er", "var", "har"} for i in clauses)
        ):
            return False  # what a calculation rests on
        if match.kind == "inf":  # "forventer å bli hørt": another's doing
            return scene.parse.low(skip_adverbs(scene.tokens, match.start + 1)) in words("receive")
        return not (match.kind == "at" and is_forecast(scene, clauses)) and not (
            match.kind == "np" and match.object is None and not needs_somebody(scene, match, "measure", side)
        )
    if act.condition == "other":
        return match.kind == "at" or needs_somebody(scene, match, "inf" if match.kind == "inf" else "welcome", side)
    verb = scene.parse.clauses[index].verb
    if act.condition == "future" and head != verb and _of_own(scene, match.object):
        return False  # "vil be medlemmene sine om innspill": its own plan
    if act.condition == "future" and any(scene.parse.low(i) in {"selv", "sjølv"} for i in range(verb + 1, head)):
        return False  # "vil selv invitere til kurs"
    if act.condition == "future" and side == "staten":
        return not is_others_plan(scene, index, act.lemma, match.object, match.start, head != verb)
    if act.condition == "need" and match.kind == "np":
        return not is_expletive(scene, read_subject(scene, index))
    return not (match.kind == "np" and is_a("negation", scene.parse.low(match.start)))


def _of_own(scene: Scene, target: tuple[int, int] | None) -> bool:
    """Whether the addressee is the asker's own: "medlemmene sine"."""
    return target is not None and any(
        scene.parse.low(i) in {"sin", "sitt", "sine", "si", "våre"} for i in range(*target)
    )

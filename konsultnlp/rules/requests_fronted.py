"""Explicit requests in which what is wanted stands before the verb: "En slik plan etterlyser KS.", "Mot dette advarer vi."

Supports: noun phrases, infinitives and content clauses in front ("Å vente til våren vil vi fraråde", "At staten betaler, forutsetter
vi"), a particle that goes with them or stays behind, "… ser vi som en selvfølge".
Avoids: what comes after the verb as well (`requests_verbs`), fronted adverbials, "dette" and "det" but under a warning.
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.clause_words import is_a, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.grammar.parties import PartyHit
from konsultnlp.rules.requests_deemed import deemed_after
from konsultnlp.rules.requests_frames import Act
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, requester_for
from konsultnlp.rules.requests_verbs import finite_acts, infinitive_acts
from konsultnlp.rules.requests_words import words

_FORBIDDEN = frozenset({"mene", "vektlegge", "håpe", "gi råd om", "ha som utgangspunkt"})
"""Verbs that take no plain object: what stands before "mener KS" is a clause of its own."""
_BACK = frozenset({"dette", "det", "slik", "dei", "de", "disse", "desse"})
_POINTS_BACK = frozenset({"warning", "demand"})
"""Acts that may ask for what was said before: "Dette advarer vi mot"; "Dette ønsker vi" tells little."""
_AFTER = frozenset(
    {
        "i",
        "på",
        "innen",
        "innan",
        "før",
        "når",
        "for",
        "så",
        "ved",
        "etter",
        "fra",
        "frå",
        "av",
        "til",
        "med",
        "under",
        "sammen",
    }
)
"""What may follow when nothing is lacking: a time, a place, a condition."""


def find_fronted(scene: Scene) -> Candidate | None:
    """The request of a sentence whose object stands first."""
    parse, clause = scene.parse, scene.parse.clauses[0]
    start = 0
    while start < len(parse.tokens) and parse.low(start) in {"og", "men", "–", "-"}:
        start += 1
    at = skip_adverbs(scene.tokens, clause.verb + 1) if clause.verb > start else -1
    party = scene.party_at(at) if at > 0 else None
    if party is None or party.genitive or party.kind == "person":
        return None
    if any(is_a("negation", parse.low(i)) for i in own_tokens(parse, 0)):
        return None
    after = skip_adverbs(scene.tokens, scene.token_after(party.end))
    deemed = deemed_after(scene, clause.verb, after)
    if deemed is not None and deemed.ends and not _is_adverbial(scene, start):
        requester = _requester(scene, party, None)
        if requester is None or parse.low(start) in _BACK:
            return None
        end = clause.verb - (parse.low(clause.verb - 1) == ",")
        return Candidate(0, deemed.act, True, requester, deemed.trigger, start, "fronted", action_end=end, rank=4)
    for head, acts in _heads(scene, clause.verb, after):
        for act in acts:
            found = _fits(scene, act, head, start, max(after, head + 1))
            if found is None:
                continue
            requester = _requester(scene, party, act)
            if requester is None:
                return None
            first, trigger = found
            return Candidate(
                0,
                act.act,
                True,
                requester,
                trigger,
                first,
                "fronted",
                action_end=_end(scene, first, clause.verb),
                rank=4,
            )
    return None


def _end(scene: Scene, first: int, verb: int) -> int:
    return verb - (scene.parse.low(verb - 1) == "," and verb - 1 > first)


def _requester(scene: Scene, party: PartyHit, act: Act | None) -> Requester | None:
    subject = Subject(scene.token_after(party.start), scene.token_after(party.end), True, party, False)
    need = act is not None and (act.condition == "need" or act.act == "warning")
    return requester_for(scene, 0, subject, need)


def _heads(scene: Scene, verb: int, after: int) -> Sequence[tuple[int, Sequence[Act]]]:
    """The finite verb, or the infinitives under it, that may be a request verb."""
    parse = scene.parse
    low = parse.low(verb)
    if low not in words("will"):
        return [(verb, finite_acts(low))]
    places = range(after, min(after + 8, len(parse.tokens)))
    return [(i, infinitive_acts(parse.low(i))) for i in places if infinitive_acts(parse.low(i))] + [
        (verb, finite_acts(low))
    ]


def _is_adverbial(scene: Scene, start: int) -> bool:
    """Whether what stands first is an adverbial or a subordinate clause and so no object."""
    low = scene.parse.low(start)
    kind = scene.parse.clauses[scene.parse.clause_of[start]].kind
    return kind in {"adv", "wh"} or is_a("front", low) or is_a("adverb", low)


def _fits(scene: Scene, act: Act, head: int, start: int, after: int) -> tuple[int, tuple[int, ...]] | None:
    """Where what is wanted begins and the trigger's tokens, if the verb lacks nothing but what stands first."""
    parse = scene.parse
    if act.condition == "modal" or act.lemma in _FORBIDDEN:
        return None
    low = parse.low(start)
    particles = act.particles or ((("om",),) if act.lemma == "be om" else ((),))
    for particle in particles:
        if particle and low == particle[-1] and start + 1 < parse.clauses[0].verb:  # "Mot dette advarer vi"
            rest = tuple(_find(scene, particle[:-1], after))
            if -1 not in rest and _nothing_lacks(scene, max(after, *rest, 0) + (bool(rest))):
                return start + 1, (start, head, *rest)
            continue
        if _is_adverbial(scene, start) or (low in _BACK and act.act not in _POINTS_BACK):
            continue
        if low == "at" and "at" not in act.frames and act.act != "warning":
            continue
        rest = tuple(_find(scene, particle, after))
        if -1 in rest or not _nothing_lacks(scene, rest[-1] + 1 if rest else after):
            continue
        if not rest and scene.parties_in(start, start + 2) and low != "at":
            continue  # "Regjeringen krever KS …": who asks whom?
        return start, (head, *rest)
    return None


def _find(scene: Scene, particle: Sequence[str], after: int) -> list[int]:
    """The tokens of a particle from ``after`` on, -1 where one is missing."""
    places: list[int] = []
    at = after
    for word in particle:
        found = next((i for i in range(at, min(at + 7, len(scene.tokens))) if scene.parse.low(i) == word), -1)
        places.append(found)
        at = found + 1 if found >= 0 else len(scene.tokens)
    return places


def _nothing_lacks(scene: Scene, at: int) -> bool:
    """Whether only an adverbial or the end follows."""
    at = skip_adverbs(scene.tokens, at)
    low = scene.parse.low(at)
    if low in {"", ".", "!", ";"} or (low == "," and scene.parse.low(at + 1) in {"og", "men", "når", "dersom"}):
        return True
    if low in {"og", "men"} and at + 1 < len(scene.tokens):
        return True
    return low in _AFTER and scene.parse.low(at + 1) not in {"å", "at"}

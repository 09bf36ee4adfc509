"""Explicit requests whose words are turned about: clefts, and request verbs that follow what is wanted.

Supports: "Det KS etterlyser, er …", "Det eneste vi ber om, er …", "Det er en plan KS savner.", "Staten må ta kostnaden, krever KS.",
"Det er staten som bør betale, mener vi." Avoids: plain word order, which `requests_verbs` reads, and fronted objects
(`requests_fronted`).
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_a, skip_adverbs
from konsultnlp.grammar.parties import PartyHit
from konsultnlp.rules.requests_blockers import content_clauses
from konsultnlp.rules.requests_frames import Act, Match
from konsultnlp.rules.requests_fronted import find_fronted
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, chosen_one, read_subject, requester_for
from konsultnlp.rules.requests_verbs import finite_acts, infinitive_acts, meets_condition
from konsultnlp.rules.requests_words import words

_COPULA = frozenset({"er", "var", "blir", "vert"})
_OBJECTS = frozenset(
    {"etterlyse", "savne", "kreve", "trenge", "forvente", "ønske", "be om", "ha behov for", "anbefale"}
)
"""Verbs whose object may stand before them."""
_SUPERLATIVES = frozenset({"eneste", "einaste", "viktigste", "viktigaste", "første", "fyrste"})
"""As in "Det eneste vi ber om, er …"."""


def find_clefts(scene: Scene) -> list[Candidate]:
    """The explicit requests of a sentence in which what is wanted does not just follow the verb."""
    for read in (_pseudo_cleft, _cleft, find_fronted, _tail):
        candidate = read(scene)
        if candidate is not None:
            return [candidate]
    return []


def _requester(scene: Scene, clause: int, party: PartyHit, act: Act) -> Requester | None:
    subject = Subject(scene.token_after(party.start), scene.token_after(party.end), False, party, False)
    need = act.condition == "need" or act.act == "warning"
    return requester_for(scene, clause, subject, need)


def _start(scene: Scene) -> int:
    at = 0
    while at < len(scene.tokens) and (scene.parse.low(at) in {"og", "men", "–", "-"}):
        at += 1
    return at


def _verb_in(scene: Scene, first: int, last: int) -> tuple[int, Act, tuple[int, ...]] | None:
    """The request verb in the tokens ``first:last``, and the tokens of its trigger."""
    parse = scene.parse
    will = any(parse.low(i) in words("will") for i in range(first, min(first + 2, last)))
    for head in range(first, last):
        low = parse.low(head)
        for act in (*(infinitive_acts(low) if will and low not in words("will") else ()), *finite_acts(low)):
            for particle in act.particles or ((),):
                places = [head]
                for word in particle:
                    places.append(next((i for i in range(places[-1] + 1, last) if parse.low(i) == word), -1))
                alone = act.lemma == "ville at" and skip_adverbs(scene.tokens, head + 1) < last - 1
                if -1 not in places and not alone:  # "Det vi vil framheve, er": no wish
                    return head, act, tuple(places)
    return None


def _pseudo_cleft(scene: Scene) -> Candidate | None:
    """As in "Det KS etterlyser fra staten, er …"."""
    parse = scene.parse
    first = _start(scene)
    if parse.low(first) not in {"det", "hva", "kva", "alt"}:
        return None
    at = skip_adverbs(scene.tokens, first + 1 + (parse.low(first + 1) in _SUPERLATIVES))
    party = scene.party_at(at)
    if party is None or party.genitive:
        return None
    after = scene.token_after(party.end)
    copulas = [i for i in range(after, min(after + 18, len(parse.tokens))) if parse.low(i) in _COPULA]
    # "Det vi er uroet for, er …": the first that follows a request verb.
    copula, found = next(((i, f) for i in copulas if (f := _verb_in(scene, after, i)) is not None), (-1, None))
    if found is None or any(is_a("negation", parse.low(i)) for i in (*range(after, copula), copula + 1)):
        return None
    head, act, trigger = found
    first_clause, clause = parse.clause_of[head], parse.clause_of[copula]
    start = skip_adverbs(scene.tokens, copula + 1)
    low = parse.low(start)
    kind = "list" if low == ":" else {"at": "at", "å": "inf"}.get(low, "np")
    if start >= len(parse.tokens) - 1 and kind != "list":
        return None
    start += kind == "at"
    requester = _requester(scene, first_clause, party, act)
    asked = next((p for p in scene.parties_in(after, copula) if not p.genitive), None)
    target = None if asked is None else (scene.token_after(asked.start), scene.token_after(asked.end))
    match = Match(trigger, kind, start, target)
    clauses = content_clauses(scene, clause, start) if kind == "at" else []
    if requester is None or not meets_condition(scene, clause, act, copula, match, clauses, requester.side):
        return None
    return Candidate(clause, act.act, True, requester, trigger, start, "cleft-pseudo", target=target, rank=4)


def _cleft(scene: Scene) -> Candidate | None:
    """As in "Det er en samlet plan KS etterlyser."."""
    parse, first = scene.parse, _start(scene)
    if parse.low(first) != "det" or parse.low(first + 1) not in _COPULA:
        return None
    if parse.tokens[-1].text == ":" or any(is_a("negation", parse.low(i)) for i in range(first, len(parse.tokens))):
        return None
    for party in scene.parties_in(first + 3, len(parse.tokens)):
        place, after = scene.token_after(party.start), skip_adverbs(scene.tokens, scene.token_after(party.end))
        found = _verb_in(scene, after, min(after + 1, len(parse.tokens)))
        if found is None:
            particle = parse.low(after + 1)
            found = _verb_in(scene, after, after + 2) if particle in {"om", "for"} else None
        elif parse.low(after + 1) in {"om"}:
            found = found[0], found[1], (*found[2], after + 1)
        if party.genitive or found is None or found[1].lemma not in _OBJECTS:
            continue
        head, act, trigger = found
        rest = skip_adverbs(scene.tokens, trigger[-1] + 1)
        if parse.low(rest) not in {".", "", "i", "når", "for", "!"}:
            continue
        start = skip_adverbs(scene.tokens, first + 2)
        last = place - (parse.low(place - 1) == "som")
        if parse.low(start) in {"dette", "det", "slik", "staten", "at"} or last <= start:
            return None
        requester = _requester(scene, parse.clause_of[head], party, act)
        if requester is None:
            return None
        return Candidate(0, act.act, True, requester, trigger, start, "cleft", action_end=last, rank=4)
    return None


def _tail(scene: Scene) -> Candidate | None:
    """As in "Staten må ta kostnaden, krever KS."."""
    parse = scene.parse
    index = len(parse.clauses) - 1
    clause = parse.clauses[index]
    if index == 0 or clause.kind != "main" or parse.low(clause.first) != "," or clause.verb != clause.first + 1:
        return None
    subject = read_subject(scene, index)
    acts = [a for a in finite_acts(parse.low(clause.verb)) if "at" in a.frames and not a.particles]
    if not acts or subject.empty or not (subject.party is not None or subject.speaker):
        return None
    if skip_adverbs(scene.tokens, subject.last) < len(parse.tokens) - 2:
        return None
    told = [i for i, c in enumerate(parse.clauses[:index]) if c.kind == "main" and c.verb >= 0][-1:]
    requester = requester_for(scene, index, subject, acts[0].act == "warning")
    if requester is not None and requester.side == "staten" and acts[0].condition == "forecast":
        return None  # "Veksten blir 2 prosent, venter departementet."
    if requester is None or not told or not asserted(scene, told[0], explicit=True):
        return None
    if any(is_a("negation", parse.low(i)) for i in range(clause.first, len(parse.tokens))):
        return None
    start = max(_start(scene), parse.clauses[told[0]].first + (parse.clauses[told[0]].first > 0))
    start += parse.low(start) in {"«", '"', "og", "men"}
    chosen = chosen_one(scene, told[0])
    if chosen is not None:  # "Det er staten som bør betale, mener vi."
        start, told = start + 2, [chosen]
    match = Match((clause.verb,), "at", start)
    if not meets_condition(scene, index, acts[0], clause.verb, match, told, requester.side):
        return None
    return Candidate(
        parse.clauses[told[0]].parent if chosen is not None else told[0],
        acts[0].act,
        True,
        requester,
        (clause.verb,),
        start,
        "verb-last",
        action_end=clause.first,
        rank=4,
    )

"""Implicit requests by modal: "Det bør settes en frist", "Regjeringen må …", "vil måtte hensyntas".

Supports: the subject before or after the modal, expletive "det", fronted objects and clauses.
Avoids: facts, duties and consequences, remarks about the text ("Det bør nevnes"), inferences ("må ha vært"), one's own doings.
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_passive, is_past, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_burden import burden
from konsultnlp.rules.requests_made import after_verb, make_implicit
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import Subject, is_expletive, is_own
from konsultnlp.rules.requests_words import any_in_group, in_group, words

_SHOULD = frozenset({"bør", "burde"})
_MUST = frozenset({"må", "måtte", "lyt"})


def find_modal(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """The request that a clause's bør or må makes, if it makes one."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    verb = clause.verb
    if low in {"vil", "ville"}:  # "vil måtte hensyntas"
        verb = next((i for i in after_verb(scene, index) if parse.low(i) == "måtte" and parse.low(i - 1) != "å"), -1)
        if verb < 0:
            return None
        low = "må"
    if low not in _SHOULD | _MUST:
        return None
    after = skip_adverbs(tokens, max(verb + 1, subject.last if subject.inverted else 0), negation=False)
    if after >= len(tokens) or (subject.empty and clause.shares < 0 and not scene.leads_list):
        return None
    rule = f"modal-{'bor' if low in _SHOULD else 'ma'}"
    blocked = (
        _blocked_should(scene, index, subject, low) if low in _SHOULD else _blocked_must(scene, index, subject, verb)
    )
    reason = "remark" if _is_remark(scene, index, verb, subject) else blocked
    if reason:
        scene.turn_down(reason, (verb,), rule, 1)
        return None
    action = subject.first if subject.inverted and not is_expletive(scene, subject) else verb + 1
    if subject.inverted and is_expletive(scene, subject):
        action = subject.first
    if verb != clause.verb:
        action = verb + 1
    while parse.low(action) in words("drop_first"):
        action += 1
    act = "recommendation" if low in _SHOULD else "demand"
    return make_implicit(scene, index, act, (verb,), action, rule, rank=2)


def _is_remark(scene: Scene, index: int, verb: int, subject: Subject) -> bool:
    """As in "Det bør nevnes", "Det må antas", "Dette må ses i lys av": about the text, or an inference."""
    low = scene.parse.low(subject.first)
    near = [i for i in own_tokens(scene.parse, index) if verb < i <= verb + 6]
    if any(scene.parse.low(i) == "ha" and scene.parse.low(i + 1) in words("participle") for i in near):
        return True  # "må ha vært": an inference
    if any_in_group("reckoning", scene.tokens, near[:3]):
        return True  # "må regne med", "må ikke forveksles med"
    if low not in words("remark_subject"):
        return False
    if low in {"jeg", "eg", "vi", "man", "en", "ein"} and any_in_group("remark_verb", scene.tokens, near[:3]):
        return True
    if any_in_group("epistemic", scene.tokens, near):
        return True
    return low in {"det", "man", "vi"} and any_in_group("metatext", scene.tokens, near[:4])


def _blocked_should(scene: Scene, index: int, subject: Subject, low: str) -> str:
    """Why a "bør" recommends nothing, or empty."""
    parse = scene.parse
    following = [parse.low(i) for i in after_verb(scene, index)[:5]]
    if low == "burde" and (set(following) & {"ha"} and any(w.endswith(("t", "tt", "d", "dd")) for w in following)):
        return "past"  # "burde ha sett": too late
    if not is_own(scene, index, subject) or subject.party is None:
        return ""
    voice = scene.voice_at(parse.clauses[index].verb)
    # The state's own doings, and KS’ own; what KS advises its members is a recommendation.
    own_id = subject.party.party_id == voice.id or voice.side == "staten"
    return "own-part" if own_id and subject.party.kind != "pronoun" and not _receives(scene, index, subject) else ""


def _receives(scene: Scene, index: int, subject: Subject) -> bool:
    at = subject.last if subject.inverted else scene.parse.clauses[index].verb + 1
    at = skip_adverbs(scene.tokens, at)
    return is_passive(scene.parse.low(at)) or in_group("grant", scene.tokens, at)


def _blocked_must(scene: Scene, index: int, subject: Subject, verb: int) -> str:
    """Why a "må" demands nothing, or empty."""
    parse = scene.parse
    voice = scene.voice_at(verb)
    finite = verb == parse.clauses[index].verb
    if is_past(parse.low(verb)) and finite and not (voice.reported and parse.clauses[index].kind == "at"):
        return "past"
    reason = burden(scene, index)  # a state text may well tell the municipalities what they must do
    if reason or finite:
        return reason
    main = skip_adverbs(scene.tokens, verb + 1)  # "vil måtte"
    return "" if is_passive(parse.low(main)) or in_group("grant", scene.tokens, main) else "forecast"

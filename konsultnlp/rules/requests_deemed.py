"""Explicit requests by judging: "KS anser det for nødvendig at …", "Vi finner det rimelig å …", "Det anses som viktig at …".

Supports: the verbs and judgements of request_words.csv with "som", "for" or neither, adverbs between the words, passives, what is
judged in front ("At byene blir hørt, ser vi som en selvfølge", read by `requests_fronted`).
Avoids: judgements that want nothing ("finner det gledelig").
"""

from __future__ import annotations

from dataclasses import dataclass

from konsultnlp.grammar.clause_words import is_past, skip_adverbs
from konsultnlp.rules.requests_blockers import is_negated
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, is_expletive, requester_for
from konsultnlp.rules.requests_words import judgements, words


@dataclass(frozen=True, slots=True)
class Deemed:
    """A judgement: its act, the trigger's tokens, the token after it, and whether the sentence ends there."""

    act: str
    trigger: tuple[int, ...]
    after: int
    ends: bool


def deemed_after(scene: Scene, verb: int, at: int, passive: bool = False) -> Deemed | None:
    """The judgement that follows a verb of judging.

    Args:
        scene: The sentence.
        verb: The token of the verb.
        at: The token where the verb's object ("det") or what follows it may begin.
        passive: Whether the verb must be a passive.
    """
    parse = scene.parse
    if parse.low(verb) not in words("deem_passive" if passive else "deem"):
        return None
    at = skip_adverbs(scene.tokens, at)
    trigger = [verb]
    if parse.low(at) == "på":  # "ser på det som"
        trigger.append(at)
        at += 1
    if parse.low(at) == "det":
        trigger.append(at)
        at = skip_adverbs(scene.tokens, at + 1)
    if parse.low(at) in {"som", "for"}:
        trigger.append(at)
        at = skip_adverbs(scene.tokens, at + 1)
    if parse.low(at) in {"en", "ein", "ei", "et", "eit"}:
        trigger.append(at)
        at = skip_adverbs(scene.tokens, at + 1)
    for form, act in judgements():
        if all(parse.low(at + k) == word for k, word in enumerate(form)):
            places = range(at, at + len(form))
            after = at + len(form)
            return Deemed(act, (*trigger, *places), after, parse.low(after) in {".", "", "!", ";", ","})
    return None


def find_deemed(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "KS anser det som nødvendig at …", "Det anses som nødvendig å …"."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    at = max(verb + 1, subject.last if subject.inverted and not is_expletive(scene, subject) else 0)
    found = deemed_after(scene, verb, at)
    if found is not None:
        requester = requester_for(scene, index, subject)
        said = len(found.trigger) > 1 and any(parse.low(i) == "det" for i in found.trigger)
    else:
        at = verb + 1
        agent = scene.party_at(at + 1) if parse.low(at) == "av" else None
        found = deemed_after(scene, verb, scene.token_after(agent.end) if agent is not None else at, passive=True)
        said = found is not None and is_expletive(scene, subject)
        owner = Subject(at, at + 1, False, agent, False)
        voice = scene.voice_at(verb)
        requester = requester_for(scene, index, owner) if agent is not None else voice.as_requester()
    if found is None or not said or requester is None or not asserted(scene, index, explicit=True):
        return None
    if is_past(parse.low(verb)) and not (scene.voice_at(verb).reported or scene.ctx.doc_type == "referat"):
        return None
    link = skip_adverbs(scene.tokens, found.after)
    if parse.low(link) not in {"at", "å", "med", "om"} or is_negated(scene, index, subject, link):
        return None
    trigger = found.trigger if parse.low(link) == "å" else (*found.trigger, link)
    start = link if parse.low(link) == "å" else link + 1
    return Candidate(index, found.act, True, requester, trigger, start, "verb-deemed", rank=3)

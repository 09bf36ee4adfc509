"""The three questions that a request's words must pass, in this order: whose is it, when is it asked, whether it is asked at all.

Supports: a reason for each sentence that is turned down, a code of set_aside_reasons.csv; the checks themselves answer one question
about a scene each and stand in `requests_subject` (whose) and `requests_blockers` (when, whether).
Avoids: finding the words of requests; `requests_verbs` and its kin do that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from konsultnlp import lexicon
from konsultnlp.grammar.clause_words import is_past, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_blockers import is_history, is_negated
from konsultnlp.rules.requests_scene import Requester, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, denies, is_expletive, requester_for
from konsultnlp.rules.requests_words import any_in_group, in_group, passives

_CONDITIONS = frozenset({"dersom", "hvis", "viss", "om", "når", "v1", "med mindre", "såframt", "såfremt", "i den grad"})


@cache
def questions() -> dict[str, str]:
    """The reasons of set_aside_reasons.csv: code → the question that it fails."""
    rows = lexicon.table("set_aside_reasons", "code", "question", "meaning", "example")
    return {row["code"]: row["question"] for row in rows}


class Check(Protocol):
    """What a rule knows of its words when it asks the three questions; ``fails`` names what its own condition finds."""

    @property
    def index(self) -> int: ...  # noqa: D102
    @property
    def subject(self) -> Subject: ...  # noqa: D102
    @property
    def requester(self) -> Requester | None: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def refuses(self) -> bool: ...  # noqa: D102


def reason_against(scene: Scene, check: Check, lasting: bool = False) -> str:
    """The first reason against a request, or empty.

    Args:
        scene: The sentence.
        check: What the rule has found.
        lasting: Whether a past form of the verb asks for something now ("skulle gjerne sett").
    """
    return whose(scene, check) or when(scene, check, lasting) or whether(scene, check)


def whose(scene: Scene, check: Check) -> str:
    """Why the one who asks is nobody whose request it is here, or empty."""
    if check.requester is None:
        return stranger(scene, check.subject)
    if not asserted(scene, check.index, explicit=True):
        return not_held(scene, check.index)
    return ""


def when(scene: Scene, check: Check, lasting: bool = False) -> str:
    """Why it is not asked now, or empty."""
    verb = scene.parse.clauses[check.index].verb
    if not is_past(scene.parse.low(verb)):
        return ""
    told_now = scene.voice_at(verb).reported or scene.ctx.doc_type == "referat"
    if not lasting and not told_now:
        return "past"
    return "past" if is_history(scene, own_tokens(scene.parse, check.index)) else ""


def whether(scene: Scene, check: Check) -> str:
    """Why it is not asked at all, or empty."""
    if not check.refuses and is_negated(scene, check.index, check.subject, check.start):
        return "negated"
    return ""


def stranger(scene: Scene, subject: Subject) -> str:
    """Why a subject is no one whose request it is: another body or person, or a thing."""
    if subject.party is not None or subject.speaker or subject.empty or is_expletive(scene, subject):
        return "third-party"
    for i in range(subject.first, min(subject.last, subject.first + 5)):
        if in_group("somebody", scene.tokens, i) or in_group("service", scene.tokens, i):
            return "third-party"
        if i > 0 and scene.tokens[i].text[:1].isupper():
            return "third-party"
    return "inanimate-subject"


def not_held(scene: Scene, index: int) -> str:
    """Why a clause is not what its voice holds: the first of the clauses around it that says so."""
    parse = scene.parse
    while index >= 0:
        clause = parse.clauses[index]
        parent = clause.parent
        own: Sequence[int] = own_tokens(parse, parent) if parent >= 0 else ()
        if clause.kind == "adv" and clause.word in _CONDITIONS:
            return "conditional"
        if clause.kind == "wh" or (parent >= 0 and in_group("asks", scene.tokens, parse.clauses[parent].verb)):
            return "question"
        if clause.kind == "adv":
            return "consequence" if clause.word.endswith("at") else "fact"
        if clause.kind == "at" and parent >= 0:
            if any_in_group("support", scene.tokens, own):
                return "support"
            if denies(scene, list(own)):
                return "negated"
            if any_in_group("results", scene.tokens, own):
                return "consequence"
            if parse.clauses[parent].kind == "main":
                return "third-party"
        index = parent
    return "third-party"


def find_told(scene: Scene, index: int, subject: Subject) -> tuple[str, tuple[int, ...]]:
    """The reason and trigger of a request that is only told of: "KS har bedt om", "ble bedt om"; empty where there is none."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    if parse.low(verb) not in {"har", "hadde", "ble", "blei", "vart"} or parse.clauses[index].kind == "rel":
        return "", ()
    for i in own_tokens(parse, index):
        if verb < i <= verb + 6 and parse.low(i) in passives("participle"):
            link = skip_adverbs(scene.tokens, i + 1)
            known = passives("participle")[parse.low(i)].link
            said = (i, link) if known and parse.low(link) == known[0] else (i,)
            if is_negated(scene, index, subject, i):
                return "negated", (verb, *said)
            if parse.clauses[index].kind == "adv":
                return not_held(scene, index), (verb, *said)
            ours = requester_for(scene, index, subject) is not None
            return ("past" if ours else stranger(scene, subject)), (verb, *said)
    return "", ()

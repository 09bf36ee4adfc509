"""What keeps a sentence from being a request although its words look like one.

Supports: negation, requests of the past, forecasts, the state's own plans, wishes about one's own part, greetings. Each check answers one question about a scene; the lists are in request_blockers.csv.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import regex

from konsultnlp.grammar.clause_words import is_a, is_passive, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_burden import burden
from konsultnlp.rules.requests_scene import Scene
from konsultnlp.rules.requests_subject import Subject, read_subject
from konsultnlp.rules.requests_words import any_in_group, in_group, words

MODALS = frozenset({"bør", "burde", "må", "måtte", "lyt", "skal", "skulle"})
_YEAR = regex.compile(r"(?:19|20)\d\d")


class _Match(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...


def content_clauses(scene: Scene, index: int, start: int) -> list[int]:
    """The content clauses that hang on a clause from token ``start`` on: "at A …, og at B …"."""
    return [
        i
        for i, c in enumerate(scene.parse.clauses)
        if c.parent == index
        and c.kind in {"at", "adv"}
        and c.last > start
        and (c.word.endswith("at") or c.word == "at0")
    ]


def is_negated(scene: Scene, index: int, subject: Subject, start: int) -> bool:
    """Whether "ikke" stands with the clause's verb, before what is wanted; "ikke bare" does not negate."""
    clause = scene.parse.clauses[index]
    first = clause.body if clause.kind != "main" or not subject.inverted else clause.verb
    for i in own_tokens(scene.parse, index):
        if first <= i < start and is_a("negation", scene.parse.low(i)):
            if scene.parse.low(i + 1) in {"bare", "berre", "minst", "lenger", "lengre"}:
                continue
            if i < clause.verb and clause.kind == "main" and scene.parse.low(i - 1) not in {"og", "men"}:
                continue  # "Ikke minst …, KS ber"
            return True
    return scene.parse.low(subject.first) in {"ingen", "verken", "korkje"} if not subject.empty else False


def is_history(scene: Scene, own: Sequence[int], verb: int = -1) -> bool:
    """Whether a clause tells of an earlier time: "I 2009 …", "i fjor", "tidligere"; of years within it only after ``verb``."""
    year = scene.ctx.date[:4]
    for i in own:
        if in_group("history", scene.tokens, i):
            return True
        token = scene.tokens[i]
        if (
            _YEAR.fullmatch(token.text)
            and token.text != year
            and scene.parse.low(i - 1) in {"i", "sommeren", "høsten", "våren", "vinteren", "hausten", "sumaren"}
        ):
            return 0 <= verb < i or i <= own[0] + 3 or any(is_a("front", scene.parse.low(j)) for j in own[:1])
    return False


def holds_modal(scene: Scene, clauses: Sequence[int]) -> bool:
    """Whether one of the content clauses says what should be: bør, må, "er behov for", "er viktig å"."""
    for index in clauses:
        clause = scene.parse.clauses[index]
        low = scene.parse.low(clause.verb)
        if low in MODALS:
            if low in {"må", "måtte"} and burden(scene, index):
                continue
            if low in {"burde", "skulle"} and any(
                scene.parse.low(i) == "ha" and scene.parse.low(i + 1) in words("participle")
                for i in own_tokens(scene.parse, index)
            ):
                continue  # "burde ha vært tatt med": too late
            return True
        own = own_tokens(scene.parse, index)
        said = {scene.parse.low(i) for i in own}
        if low in {"er", "var", "trengs", "trengst", "trengtes", "finnes", "blir", "vil", "ville"}:
            if low.startswith("treng") or (
                said & {"behov", "forutsetning", "føresetnad"} and not said & {"ikke", "ikkje"}
            ):
                return True
            if any(_is_adjective(scene, i) for i in own):
                return True
        joined = [
            i for i, c in enumerate(scene.parse.clauses) if c.shares == index and scene.parse.low(c.verb) in MODALS
        ]
        if joined:
            return True
    return False


def _is_adjective(scene: Scene, at: int) -> bool:
    """As in "viktig at", "nødvendig å": what should be, not how something is."""
    return scene.parse.low(at) in words("adjective") and scene.parse.low(at + 1) in {"at", "å", "med", "for"}


def is_weighted(scene: Scene, clauses: Sequence[int]) -> bool:
    """Whether a content clause says what shall happen to somebody: "får", "blir", a passive."""
    for index in clauses:
        low = scene.parse.low(scene.parse.clauses[index].verb)
        if low in {"får", "blir", "vert", "sikres", "skal", "kan"} or is_passive(low):
            return True
    return False


def is_forecast(scene: Scene, clauses: Sequence[int]) -> bool:
    """Whether a content clause foretells prices and numbers: "at utgiftene vil øke"."""
    for index in clauses:
        subject = read_subject(scene, index)
        clause = scene.parse.clauses[index]
        nouns = range(subject.first, min(subject.last, subject.first + 6))
        if not any_in_group("forecast_subject", scene.tokens, list(nouns)):
            continue
        verbs = [i for i in own_tokens(scene.parse, index) if clause.verb <= i <= clause.verb + 4]
        if any_in_group("forecast", scene.tokens, verbs):
            return True
    return False


def needs_somebody(scene: Scene, match: _Match, how: str, side: str = "") -> bool:
    """Whether a wish needs somebody else.

    Args:
        scene: The sentence.
        match: The verb's frame.
        how: ``inf``: an infinitive must be one of taking part and getting, or go with a party; ``measure``: a noun phrase must
            name a measure; ``welcome``: a noun phrase must be no greeting.
        side: The side that wishes; the state's noun phrases must name a measure, too.
    """
    tokens, start = scene.tokens, match.start
    window = list(range(start, min(start + 12, len(tokens))))
    if how == "inf":
        verb = skip_adverbs(tokens, start + 1)
        if in_group("share", tokens, verb):
            return True
        return any(
            scene.parse.low(scene.token_after(p.start) - 1) in {"med", "fra", "frå", "hos"} and p.side != side
            for p in scene.parties_in(start, min(start + 25, len(tokens)))
        )
    if any(in_group("welcome", tokens, i) for i in [start, *_tail(scene)]):
        return False
    stop = next((i for i in window if tokens[i].text in {",", "."}), window[-1] + 1)
    if any_in_group("greeting", tokens, range(start, stop)):
        return False
    if how == "measure" and side == "ks":  # "forventer en overgangstid", but "forventer økte utgifter"
        near = range(start, min(start + 5, len(tokens)))
        return any_in_group("measure", tokens, window) or not (
            any_in_group("forecast_subject", tokens, near) or any_in_group("change", tokens, near)
        )
    if how == "measure" or side == "staten":
        return any_in_group("measure", tokens, window)
    return True


def _tail(scene: Scene) -> list[int]:
    """The last words of a sentence: "ønsker ordningen velkommen."."""
    last = [i for i, t in enumerate(scene.tokens) if t.is_word][-2:]
    return [i for i in last if scene.parse.low(i) in {"velkommen", "velkommne", "velkomen", "velkomne"}]


def is_others_plan(
    scene: Scene, index: int, lemma: str, target: tuple[int, int] | None, start: int, planned: bool
) -> bool:
    """Whether the state tells what it will do ("vil foreslå en lovendring"), and asks nothing of KS or its members."""
    first, last = target if target else (start, min(start + 6, len(scene.tokens)))
    aimed = any(p.side == "ks" for p in scene.parties_in(first, last))
    if planned and any_in_group("future", scene.tokens, list(range(len(scene.tokens)))):
        return True
    if planned or lemma == "gå inn for":
        return not aimed
    # "Departementet foreslår å øke rammen": its own doing; "foreslår at saken drøftes", "foreslår et møte" ask.
    if any_in_group("joint", scene.tokens, range(start, min(start + 4, len(scene.tokens)))):
        return False
    return lemma in {"foreslå", "purre på"} and not aimed and scene.parse.low(start - 1) != "at"

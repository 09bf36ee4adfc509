"""Implicit requests by precondition and by cautious proposal: "X er en forutsetning", "En forutsetning er at X", "Et første skritt kan være X".

Supports: what is required as subject, before or after the verb, or in a content clause. Avoids: other people's conditions.
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_a, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_made import make_implicit
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import Subject, is_expletive
from konsultnlp.rules.requests_words import words


def find_precondition(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "X er en forutsetning for …", "En forutsetning for … er at X", "X er nødvendig."."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    if parse.low(clause.verb) not in {*words("be"), "vil", "ville"} or subject.empty or parse.low(clause.verb) == "var":
        return None
    own = own_tokens(parse, index)
    noun = next((i for i in own if parse.low(i) in words("conditions")), -1)
    if any(is_a("negation", parse.low(i)) for i in own if i > clause.verb):
        return None
    if noun >= 0 and noun < clause.verb:  # "En forutsetning for X er at Y"
        after = skip_adverbs(tokens, clause.verb + 1)
        if any(p.genitive for p in scene.parties_in(subject.first, noun)) or parse.low(after) not in {"at", "å", ":"}:
            return None
        indefinite = parse.low(own[0]) in {"en", "ein", "ei", "et", "eit"} or parse.low(noun).endswith(("en", "a"))
        if not indefinite:
            return None
        start = after if parse.low(after) == ":" else after + 1
        return make_implicit(
            scene, index, "demand", tuple(i for i in own if noun - 4 < i <= noun), start, "precondition"
        )
    if noun >= 0:
        if is_expletive(scene, subject):
            after = skip_adverbs(tokens, noun + 1)
            if parse.low(after) == "for" and parse.low(after + 1) not in {"at"}:
                after = next(
                    (i for i in range(after, min(after + 8, len(tokens))) if parse.low(i) in {"at", "å"}), after
                )
            return (
                make_implicit(scene, index, "demand", (clause.verb, noun, after), after + 1, "precondition")
                if parse.low(after) in {"at", "å"}
                else None
            )
        if subject.party is not None or parse.low(subject.first) in {"som", "dette", "det"}:
            return None
        article = next(
            (i for i in range(noun, clause.verb, -1) if parse.low(i) in {"en", "ein", "ei", "et", "eit"}), noun
        )
        last = clause.verb if not subject.inverted else article
        return make_implicit(
            scene, index, "demand", (clause.verb, *range(article, noun + 1)), subject.first, "precondition", end=last
        )
    needed = next((i for i in own if clause.verb < i <= clause.verb + 6 and parse.low(i) in words("necessary")), -1)
    if (
        needed < 0
        or is_expletive(scene, subject)
        or subject.inverted
        or parse.low(subject.first) in {"som", "dette", "det", "disse", "desse"}
    ):
        return None
    if (
        parse.low(needed + 1) not in {".", ",", "for", "dersom", "hvis", "og", "om", "når", ""}
        or subject.party is not None
        or clause.kind == "rel"
    ):
        return None
    return make_implicit(scene, index, "demand", (clause.verb, needed), subject.first, "precondition", end=clause.verb)


def find_measure(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Et første skritt kan være …", "En sentral oppgave er å …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    if subject.empty or subject.inverted or parse.low(subject.first) not in {"et", "en", "ei", "eit", "ein"}:
        return None
    second = parse.low(subject.first + 1)
    noun = next(
        (
            i
            for i in range(subject.first + 1, min(subject.first + 5, clause.verb))
            if parse.low(i) in words("measures") | words("keys")
        ),
        -1,
    )
    if noun < 0:
        return None
    after = skip_adverbs(scene.tokens, clause.verb + 1)
    if (
        parse.low(clause.verb) in {"kan", "kunne", "vil", "ville"}
        and parse.low(after) in {"være", "vere"}
        and second in words("cautious")
        and noun == clause.verb - 1
    ):
        start = after + 1 + (parse.low(after + 1) == "at")
        return make_implicit(scene, index, "recommendation", tuple(range(subject.first, after + 1)), start, "measure")
    if parse.low(clause.verb) == "er" and second in words("key_words") and parse.low(after) in {"å", "at"}:
        return make_implicit(
            scene, index, "recommendation", (*range(subject.first, noun + 1), clause.verb, after), after + 1, "measure"
        )
    return None

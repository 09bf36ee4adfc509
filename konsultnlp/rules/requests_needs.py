"""Implicit requests by need: "det er viktig at", "det er behov for", "det trengs", "viste til behovet for".

Supports: expletive "det" anywhere in the clause, "for oss" between the words, needs to come that name a measure, reported speech.
Avoids: forecasts of more work, remarks ("Det er viktig å understreke"), what is important for something ("viktig for å").
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_a, is_past, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_blockers import is_negated
from konsultnlp.rules.requests_made import after_verb, make_implicit
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import Subject, is_expletive, requester_for
from konsultnlp.rules.requests_words import adjectives, adjectives_from, any_in_group, in_group, words


def find_adjective(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Viktigst er det at …", "For byene er det ønskelig med …"."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    if low not in words("be") | words("would_be") | words("seems") or (
        is_past(low) and low not in {"ville", "kunne", "hadde"} and not scene.voice_at(clause.verb).reported
    ):
        return None
    own = own_tokens(parse, index)
    for at in own:
        for form, act, complements in adjectives_from(parse.lows[at]):
            if not all(parse.low(at + k) == w for k, w in enumerate(form)):
                continue
            end = at + len(form)
            comp = _complementizer(scene, index, end, complements, clause.verb)
            if comp is None or not _expletive_for(scene, index, subject, at, clause.verb):
                continue
            link, start = comp
            rule = f"adjective-{'-'.join(form)}".replace("ø", "o").replace("å", "a")
            if is_negated(scene, index, subject, at) or any(
                is_a("negation", parse.low(i)) for i in own if clause.verb < i < at
            ):
                scene.turn_down("negated", (clause.verb, *range(at, end)), rule, 1)
                return None
            if in_group("remark_verb", tokens, skip_adverbs(tokens, start)) and parse.low(link) == "å":
                scene.turn_down("remark", (clause.verb, *range(at, end)), rule, 1)
                return None  # "Det er viktig å understreke at": about the text
            trigger = tuple(
                i
                for i in own
                if i == clause.verb
                or at <= i < end
                or (parse.low(i) == "det" and (i == subject.first or at < i < clause.verb))
                or (clause.verb < i < at and parse.low(i) in words("infinitive_be"))
            )
            return make_implicit(
                scene,
                index,
                act,
                (*trigger, link),
                start,
                rule,
                rank=1,
            )
    return None


def _complementizer(
    scene: Scene, index: int, at: int, complements: tuple[str, ...], verb: int
) -> tuple[int, int] | None:
    """What follows the adjective: (token of at/å/med/om, first token of the complement); "for kommunene" may stand between."""
    parse = scene.parse
    i = skip_adverbs(scene.tokens, at)
    if parse.low(i) == "det":  # "Viktig er det at"
        i += 1
    if i == verb:  # "Viktig er at"
        i = skip_adverbs(scene.tokens, verb + 1)
        if parse.low(i) == "det":
            i = skip_adverbs(scene.tokens, i + 1)
    if parse.low(i) == "for" and parse.low(i + 1) in {"å", "at"}:  # "viktig for å lykkes": for what, not what
        return None
    if parse.low(i) in {"for", "i", "framover", "fremover"}:
        j = i + 1
        while j < min(i + 9, len(scene.tokens)) and parse.low(j) not in {"at", "å", ",", ".", "med", "om", ":"}:
            j += 1
        i = j
    if parse.low(i) == ":" and scene.leads_list:
        return i, i
    if parse.low(i) not in complements or i + 1 >= len(scene.tokens):
        return None
    return i, i + 1


def _expletive_for(scene: Scene, index: int, subject: Subject, at: int, verb: int) -> bool:
    """Whether "det" is the subject, or the clause begins with the adjective."""
    if is_expletive(scene, subject):
        return True
    if subject.inverted and scene.parse.low(skip_adverbs(scene.tokens, verb + 1)) == "det":
        return True
    own = own_tokens(scene.parse, index)
    first = next((i for i in own if not is_a("coord", scene.parse.low(i)) and scene.parse.low(i) != ","), at)
    return at < verb and (
        first == at
        or skip_adverbs(scene.tokens, first) == at
        or scene.parse.low(first)
        in {"hvor", "kor", "like", "minst", "særlig", "særleg", "svært", "heilt", "helt", "vel"}
    )


def find_need(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Det er behov for …", "Kommunenes behov er …"."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    own = own_tokens(parse, index)
    at = next((i for i in own if parse.low(i) in {"behov", "behovet", "trong"} and i > clause.verb), -1)
    if low not in {*words("be"), *words("would_be"), "finnes", "finst", "foreligger", "ligg"}:
        return None
    if at < 0:
        return _owned_need(scene, index, subject)
    if not is_expletive(scene, subject) or parse.low(at) == "behovet":
        return None
    link = skip_adverbs(tokens, at + 1)
    if parse.low(link) in {"i", "hos", "blant", "på"}:
        link = next((i for i in range(link, min(link + 6, len(tokens))) if parse.low(i) in {"for", "at"}), link)
    if parse.low(link) not in {"for", "at", ":"} or link + 1 >= len(tokens):
        return None
    between = [parse.low(i) for i in own if clause.verb < i < at]
    denied = any(is_a("negation", parse.low(i)) for i in own if i < at)
    reason = ""
    if denied or set(between) & {"lite", "mindre", "ingen", "intet"}:
        reason = "negated"
    elif low in {"vil", "ville", "kan", "kunne"} and not _names_measure(scene, index, link, between):
        reason = "forecast"
    elif is_past(low) and not scene.voice_at(clause.verb).reported:
        reason = "past"
    if reason:
        scene.turn_down(reason, (clause.verb, at, link), "need", 1)
        return None
    being = {i for i in own if clause.verb < i < at and parse.low(i) in words("infinitive_be")}
    trigger = tuple(i for i in own if i in {subject.first, clause.verb, at, link} | being)
    start = link + 2 if parse.low(link + 1) == "at" else link + 1
    if parse.low(start) == "å" and in_group("remark_verb", tokens, skip_adverbs(tokens, start + 1)):
        return None
    return make_implicit(scene, index, "demand", trigger, start, "need", rank=1)


def _names_measure(scene: Scene, index: int, link: int, between: list[str]) -> bool:
    """Whether a need to come names a measure ("tilleggsbevilgninger", "å videreføre …"), not just more work."""
    own_words = {scene.parse.low(i) for i in own_tokens(scene.parse, index)}
    if own_words & words("perhaps") or (set(between) & {"sterkt"} and "kommunale" in own_words):
        return False
    if scene.parse.low(link + 1) in {"å", "at"}:
        return True
    return any_in_group("measure", scene.tokens, list(range(link + 1, min(link + 6, len(scene.tokens)))))


def _owned_need(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Kommunenes behov er …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    noun = next((i for i in range(subject.first, min(subject.last, subject.first + 5)) if parse.low(i) == "behov"), -1)
    owner = next((p for p in scene.parties_in(subject.first, max(noun, 0)) if p.genitive), None) if noun > 0 else None
    if owner is None or requester_for(scene, index, Subject(0, 1, False, owner, False)) is None:
        return None
    after = skip_adverbs(scene.tokens, clause.verb + 1)
    if parse.low(after) in {"knyttet", "knytt", "knytta"}:
        after += 1
    if parse.low(after) == "til":
        after += 1
    if after >= len(scene.tokens) - 1 or parse.low(after) in {"stort", "større", "økende", "størst"}:
        return None
    return make_implicit(scene, index, "demand", (noun, *range(clause.verb, after)), after, "need-owned")


def find_lacking(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Det trengs flere plasser", "Det haster med å …"."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    if low not in {"trengs", "trengst", "trengtes", "kreves", "krevst", "haster", "hastar"} or not is_expletive(
        scene, subject
    ):
        return None
    start = skip_adverbs(tokens, subject.first + 1 if subject.inverted else clause.verb + 1, negation=False)
    if start >= len(tokens) - 1 or is_a("negation", parse.low(start)):
        return None
    if low.startswith("hast"):
        if parse.low(start) == "for":  # "haster for kommunene å"
            ahead = range(start + 1, min(start + 7, len(tokens)))
            start = next((i for i in ahead if parse.low(i) in {"å", "at"}), start)
        start += parse.low(start) == "med"
        return (
            make_implicit(scene, index, "demand", (clause.verb,), start, "urgent")
            if parse.low(start) in {"å", "at"}
            else None
        )
    if parse.low(start) == "at":
        return make_implicit(scene, index, "demand", (clause.verb, start), start + 1, "lacking", rank=0)
    if any(parse.low(i) == "enn" for i in range(start, min(start + 14, len(tokens)))):
        return None  # "trengs flere folk enn i dag": how many, and no measure
    if low.startswith("krev") and not any_in_group("measure", tokens, list(range(start, min(start + 6, len(tokens))))):
        return None
    return make_implicit(scene, index, "demand", (clause.verb,), start, "lacking", rank=0)


def find_wanting(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Det som trengs, er en garanti", "Det som er viktig, er at …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    first = clause.body
    if parse.low(clause.verb) != "er" or (parse.low(first), parse.low(first + 1)) != ("det", "som"):
        return None
    inner = parse.low(skip_adverbs(scene.tokens, first + 2))
    said = range(first + 2, clause.verb)
    lacks = inner in words("lacks") or (inner == "må" and any(parse.low(i) == "til" for i in said))
    judged = next((adjectives()[w][0] for i in said if (w := (parse.low(i),)) in adjectives()), "")
    start = skip_adverbs(scene.tokens, clause.verb + 1)
    if any(is_a("negation", parse.low(i)) for i in (*said, clause.verb + 1)) or start >= len(parse.tokens) - 1:
        return None
    if not lacks and not (judged and inner == "er" and parse.low(start) in {"at", "å"}):
        return None
    start += parse.low(start) == "at"
    trigger = tuple(i for i in said if parse.tokens[i].is_word)
    return make_implicit(scene, index, "demand" if lacks else judged, trigger, start, "wanting")


def find_mentioned_need(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "viste til behovet for …", "understreket viktigheten av …", "påpekte at …, og behovet for …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    low = parse.low(clause.verb)
    transparent = (
        {low, *(parse.low(i) for i in after_verb(scene, index)[:6])} & words("mention")
        if low in {"vil", "ville", "ønsker", "ønskjer"}
        else {low} & words("mention")
    )
    if not transparent:
        return None
    if not subject.speaker and (subject.party is None or requester_for(scene, index, subject) is None):
        return None
    for i in range(clause.verb + 1, clause.last):
        word = parse.low(i)
        act = (
            "demand"
            if word in words("mentioned_demand")
            else "recommendation"
            if word in words("mentioned_recommendation")
            else ""
        )
        if not act or parse.low(i + 1) not in {"for", "av"}:
            continue
        owner = parse.clause_of[i]
        direct = owner == index or (
            parse.low(i - 1) in {"og", ","} and parse.clauses[owner].parent == index and parse.clauses[owner].verb < i
        )
        if direct and i < len(scene.tokens) - 2:
            return make_implicit(
                scene, index, act, (i, i + 1), i + 2 + (parse.low(i + 2) == "at"), "need-mentioned", rank=0
            )
    return None


def find_requirement(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """In reported speech, "… at en satsing krever endringer i reglene": what others must change."""
    parse = scene.parse
    clause = parse.clauses[index]
    if (
        parse.low(clause.verb) not in {"fordrer", "fordrar", "krever", "krev", "forutsetter", "føreset"}
        or clause.kind != "at"
    ):
        return None
    if not scene.voice_at(clause.verb).reported or subject.party is not None or subject.speaker:
        return None
    start = skip_adverbs(scene.tokens, clause.verb + 1, negation=False)
    if not any(
        parse.low(i).startswith(("endring", "lovendring", "regelendring", "økt", "auka"))
        for i in range(start, min(start + 3, len(scene.tokens)))
    ):
        return None
    return make_implicit(scene, index, "demand", (clause.verb,), start, "requires")

"""Verb frames: how a request verb, its particle, its addressee and what it asks for lie in a clause.

Supports: "om å", "X om at", "X bidra til", "til å", "at" said or not, infinitives, noun phrases, om-clauses and lists that follow a colon;
adverbs and an inverted subject between the words. Avoids: judging whether it is a request; `requests_verbs` does that.
"""

from __future__ import annotations

from dataclasses import dataclass

from konsultnlp.grammar.clause_words import is_a, skip_adverbs, verb_kind
from konsultnlp.rules.requests_between import (
    ADVERBIAL,
    ARTICLES,
    is_adverbial,
    past_aside,
    past_phrase,
    skip_abbreviation,
)
from konsultnlp.rules.requests_scene import Scene
from konsultnlp.rules.requests_subject import Subject
from konsultnlp.rules.requests_words import words


@dataclass(frozen=True, slots=True)
class Act:
    """A row of request_verbs.csv."""

    lemma: str
    act: str
    particles: tuple[tuple[str, ...], ...]
    frames: tuple[str, ...]
    condition: str


@dataclass(frozen=True, slots=True)
class Match:
    """How a verb's frame lies in the sentence: trigger tokens, where the complement begins, the addressee's tokens."""

    trigger: tuple[int, ...]
    kind: str  # at, inf, np, om, list
    start: int
    object: tuple[int, int] | None = None


def _after(scene: Scene, head: int, verb: int, subject: Subject) -> int:
    """The first token after a verb and an inverted subject."""
    tokens, at = scene.tokens, head + 1
    if subject.inverted and head == verb and subject.first <= skip_adverbs(tokens, at):
        at = max(at, subject.last)
        if scene.parse.low(at) in {"v", "v/", "ved"}:  # "KS v/ Moe"
            at += 1
            while at < len(tokens) and (tokens[at].text[0].isupper() or tokens[at].text == "/"):
                at += 1
    return at


def _particle(scene: Scene, index: int, act: Act, at: int) -> tuple[int, int, tuple[int, ...]] | None:
    """Where one of the verb's particles begins and ends, with its tokens; adverbs may stand between them."""
    parse = scene.parse
    if not any(all(word in parse.lows for word in particle) for particle in act.particles):
        return None
    for start in range(at, min(at + 9, len(parse.tokens))):
        if parse.clause_of[start] != index or parse.low(start) in {"at", "å", ":", ","}:
            return None
        for particle in act.particles:
            tokens, i = [], start
            for word in particle:
                i = i if parse.low(i) == word else skip_adverbs(parse.tokens, i)
                if parse.low(i) != word:
                    break
                tokens.append(i)
                i += 1
            else:
                return start, i, tuple(tokens)
    return None


def match_frame(scene: Scene, index: int, act: Act, head: int, subject: Subject) -> Match | None:
    """How a verb's frame lies in its clause, or None where the words do not fit it.

    Args:
        scene: The sentence.
        index: The clause.
        act: The row of request_verbs.csv.
        head: The token of the request verb: the finite verb, or an infinitive under it.
        subject: The clause's subject.
    """
    verb = scene.parse.clauses[index].verb
    at = _after(scene, head, verb, subject)
    trigger: tuple[int, ...] = (
        (head,) if head == verb else (verb, head) if scene.parse.low(verb) not in words("will") else (head,)
    )
    target: tuple[int, int] | None = None
    if act.particles:
        found = _particle(scene, index, act, at)
        if found is None:
            return None
        start, end, tokens = found
        if start > at:
            first = skip_adverbs(scene.tokens, at)
            if scene.parties_in(first, start) and "object-inf" in act.frames:
                target = (first, start)
            elif verb_kind(scene.parse.low(head)) != "aux" and not is_adverbial(scene, at, start):
                return None
        trigger, at = (*trigger, *tokens), end
    at = past_aside(scene, index, skip_adverbs(scene.tokens, at))
    asked = _asked_of(scene, at) if target is None and set(act.frames) & {"at", "np"} else None
    if asked is not None:
        target, at = asked, skip_adverbs(scene.tokens, asked[1])
    for frame in act.frames:
        match = _FRAMES[frame](scene, index, act, at, trigger, target)
        if match is not None:
            return match
    return None


def _asked_of(scene: Scene, at: int) -> tuple[int, int] | None:
    """The addressee in "forventer av staten at", "krever fra regjeringens side en avklaring"."""
    if scene.parse.low(at) not in {"av", "fra", "frå", "overfor"}:
        return None
    party = scene.party_at(at + 1)
    if party is None or not party.party_id:
        return None
    end = scene.token_after(party.end)
    if party.genitive and scene.parse.low(end) not in {"side", "sida", "hold"}:
        return None
    return at + 1, end + party.genitive


_LINKS = {
    "be om": {"om"},
    "anmode": {"om"},
    "oppmode": {"om", "til"},
    "oppfordre": {"til", "om"},
    "invitere": {"til"},
    "be innstendig": {"om"},
    "henstille": {"om"},
    "mane": {"til"},
    "appellere": {"om"},
}


def _object(scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], _: object) -> Match | None:
    """As in "om å …", "regjeringen om å …", "regjeringen bidra til …", "regjeringen:"."""
    links = _LINKS.get(act.lemma, {"om"})
    parse = scene.parse
    if parse.low(at) in {":", "følgende", "følgjande"} and scene.leads_list:
        return Match(trigger, "list", len(scene.tokens) - 1)
    if parse.low(at) == "til" and "til" not in links:  # "henstiller til X om å"
        trigger, at = (*trigger, at), at + 1
    if parse.low(at) in links:
        return _complement(scene, index, at + 1, (*trigger, at), None)
    party = scene.party_at(at)
    if party is not None and not party.genitive:
        end = scene.token_after(party.end)
        after = skip_adverbs(scene.tokens, skip_abbreviation(scene, end))
        if parse.low(after) in links:
            return _complement(scene, index, after + 1, (*trigger, after), (at, end))
        if parse.low(after) in {":", "å", "at"} or (after >= len(scene.tokens) - 1 and scene.leads_list):
            return _complement(scene, index, after, trigger, (at, end))
        if act.lemma == "be om" and _is_bare_infinitive(scene, after):
            return Match(trigger, "inf", after, (at, end))
        if parse.low(after) == "som" and (link := _past_relative(scene, after, links)) > 0:
            return _complement(scene, index, link + 1, (*trigger, link), (at, end))
    link = next((i for i in _ahead(scene, index, at, 14) if parse.low(i) in links), -1)
    if link >= 0:
        return _complement(scene, index, link + 1, (*trigger, link), _between(scene, at, link))
    if act.lemma not in {"be om", "anmode"}:
        return None
    if parse.low(at) in {"å", "at"}:
        return _complement(scene, index, at, trigger, None)
    named = party is not None or parse.low(at) in {"dem", "dei", "oss"}
    if named and act.lemma == "be om":
        end = scene.token_after(party.end) if party else at + 1
        after = skip_adverbs(scene.tokens, skip_abbreviation(scene, end))
        if after < len(scene.tokens) and scene.tokens[after].is_word:
            return Match(trigger, "inf", after, (at, end))
    return None


def _past_relative(scene: Scene, at: int, links: set[str]) -> int:
    """The link after a relative clause that tells which addressee: "kommunene som slår seg sammen, til å"; -1: none."""
    for i in range(at + 2, min(at + 25, len(scene.tokens) - 1)):
        if scene.parse.low(i) in links and scene.parse.low(skip_adverbs(scene.tokens, i + 1)) in {"å", "at"}:
            return i
    return -1


def _between(scene: Scene, at: int, link: int) -> tuple[int, int] | None:
    """The addressee between a verb and its "om": all of it, or the party that ends an adverbial ("i fellesskap regjeringen")."""
    if not scene.tokens[at].is_word:
        return None
    if not is_adverbial(scene, at, link):
        return at, link
    last = next((p for p in scene.parties_in(at, link) if scene.token_after(p.end) == link), None)
    first = scene.token_after(last.start) if last is not None else at
    return (first, link) if first > at and scene.parse.low(first - 1) not in ADVERBIAL else None


def _is_bare_infinitive(scene: Scene, at: int) -> bool:
    """Whether a word right after an addressee may be what it shall do: "ber regjeringen vurdere"."""
    if at >= len(scene.tokens) or not scene.tokens[at].text[:1].islower():
        return False
    low = scene.parse.low(at)
    return (
        low not in ADVERBIAL
        and low not in {"om", "til", "og", "eller", "som", "ved"}
        and low.endswith(("e", "å", "i", "s", "a", "ast", "te"))
    )


def _ahead(scene: Scene, index: int, at: int, count: int) -> list[int]:
    """Tokens of the clause from ``at`` on, up to a comma, colon or infinitive."""
    found = []
    for i in range(at, min(at + count, len(scene.tokens))):
        if scene.parse.low(i) in {",", ":", "å", "at", ";"} or (
            scene.parse.clause_of[i] != index and not scene.parse.opaque[i]
        ):
            break
        found.append(i)
    return found


def _complement(
    scene: Scene, index: int, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    """What follows "om", "til" or the addressee: a content clause, an infinitive, a noun phrase or a list."""
    at = skip_adverbs(scene.tokens, at)
    low = scene.parse.low(at)
    if at >= len(scene.tokens) or (low in {".", ",", ")"} and not scene.leads_list):
        return None
    if low in words("no_request"):
        return None  # "ber om forståelse"
    if low == "at":
        return Match(trigger, "at", at, target)
    if low == ":":
        return Match(trigger, "list", at, target)
    if low == "å":
        refrain = is_a("negation", scene.parse.low(at - 1))  # "til ikke å bygge": what is wanted is not to
        return Match(trigger, "inf", at - refrain, target)
    return Match(trigger, "np", at, target)


def _at(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    """A content clause that hangs on this one, adverbs and a phrase with a preposition before it."""
    parse = scene.parse
    if (
        scene.leads_list
        and parse.low(at) in {":", "følgende", "følgjande"}
        and act.condition not in {"modal", "weight"}
    ):
        return Match(trigger, "list", len(scene.tokens) - 1, target)
    for clause in parse.clauses:
        if (
            clause.kind in {"at", "adv"}
            and clause.parent == index
            and clause.first >= at
            and (clause.word.endswith("at") or clause.word == "at0")
        ):
            if not is_adverbial(scene, at, clause.first):
                continue
            if clause.word == "at0":
                return Match(trigger, "at", clause.first, target)
            extra = (clause.first,) if parse.low(clause.first) == "at" else ()
            return Match((*trigger, *extra), "at", clause.body, target)
    # "håper regjeringen lytter": a content clause whose verb the lexicon lacks.
    party = scene.party_at(at)
    if party is not None and not party.genitive and "np" not in act.frames and act.condition != "modal":
        after = scene.token_after(party.end)
        if after < len(scene.tokens) and scene.tokens[after].text.islower():
            return Match(trigger, "at", at, target)
    return None


def _inf(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    at = past_phrase(scene, index, at, frozenset({"å"}))
    last = range(max(at, len(scene.tokens) - 4), len(scene.tokens))
    listed = any(scene.parse.low(i) in {"følgende", "følgjande"} for i in last)
    if scene.leads_list and listed and scene.parse.low(at + 1) in words("to_see"):
        return Match(trigger, "list", len(scene.tokens) - 1, target)  # "håper å finne følgende punkter:"
    if scene.parse.low(at) == "å" and at + 1 < len(scene.tokens):
        return Match(trigger, "inf", at, target)
    return None


def _object_inf(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    """As in "anbefaler kommunene å …", "rår kommunane til å …"."""
    if target is not None:
        return _complement(scene, index, at, trigger, target)
    party = scene.party_at(at)
    if scene.parse.low(at) in {"dem", "dei"} and scene.parse.low(at + 1) == "å":
        return Match(trigger, "inf", at + 1, (at, at + 1))
    if party is None or party.genitive:
        return None
    end = scene.token_after(party.end)
    after = skip_adverbs(scene.tokens, skip_abbreviation(scene, end))
    if scene.parse.low(after) in {"til", "om"} and scene.parse.low(after + 1) == "å":
        return Match((*trigger, after), "inf", after + 1, (at, end))
    return Match(trigger, "inf", after, (at, end)) if scene.parse.low(after) == "å" else None


def _np(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    if scene.leads_list and scene.parse.low(at) in {":", "følgende", "følgjande"}:
        return Match(trigger, "list", len(scene.tokens) - 1, target)
    at = past_phrase(scene, index, at, ARTICLES)
    low = scene.parse.low(at)
    if (
        at >= len(scene.tokens)
        or low in words("no_noun") | words("participle")
        or (not scene.tokens[at].text[0].isalnum() and scene.tokens[at].text not in {"«", "("})
        or scene.parse.clause_of[at] != index
    ):
        return None
    if verb_kind(low) is not None and not scene.tokens[at].text[0].isupper():
        return None
    return Match(trigger, "np", at, target)


def _om(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    if scene.parse.low(at) == "om" and at + 1 < len(scene.tokens):
        return Match((*trigger, at), "om", at + 1, target)
    return None


def _med(
    scene: Scene, index: int, act: Act, at: int, trigger: tuple[int, ...], target: tuple[int, int] | None
) -> Match | None:
    """As in "anser det som nødvendig med …"."""
    if scene.parse.low(at) == "med" and at + 1 < len(scene.tokens):
        return Match((*trigger, at), "np", at + 1, target)
    return None


_FRAMES = {
    "object": _object,
    "at": _at,
    "inf": _inf,
    "object-inf": _object_inf,
    "np": _np,
    "om": _om,
    "med": _med,
}

"""Whom a request is addressed to: the verb's object, the party that shall act, "dialog med X", "svar fra X", "Dersom X …, forventer vi".

Supports: several addressees, genitives ("regjeringens svar"), agents of passives ("av staten", "fra statlig side").
Avoids: the requester's own side as the one who acts ("Kommunene må få …" in KS’ text has no addressee).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from konsultnlp.grammar.clause_words import is_passive, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.grammar.parties import PartyHit, side_of
from konsultnlp.rules.requests_blockers import content_clauses
from konsultnlp.rules.requests_scene import Candidate, Scene
from konsultnlp.rules.requests_subject import Subject, read_subject
from konsultnlp.rules.requests_words import words

_CAN_ACT = frozenset({"party", "ministry", "group", "agency", "body"})
"""Kinds of parties that can be asked to do something; people are asked as somebody's, pronouns are resolved elsewhere."""

_PARTICIPLE = regex.compile(r"\p{Ll}{2,}(?:et|ete|ert|ede|te|dd|tt|a|t|ne|ene)$")


def _ids(parties: Sequence[PartyHit]) -> str:
    return ";".join(dict.fromkeys(i for p in parties for i in p.party_id.split(";") if i))


def from_object(scene: Scene, target: tuple[int, int]) -> tuple[str, str]:
    """The addressee that stands as the verb's object, and its id; "dem" is who was spoken of last."""
    parties = scene.parties_in(*target)
    text = scene.parse.slice(*target)
    if not parties and text.casefold() in {"dem", "dei", "de"}:
        before = [
            p for p in (*scene.earlier, *scene.parties_in(0, target[0])) if p.kind in {"party", "ministry", "group"}
        ]
        plural = [p for p in before if p.text.casefold().endswith(("ene", "ane", "er", "ar"))]
        return text, plural[-1].party_id if plural else ""
    if parties and target[1] - target[0] > 8:
        return parties[0].text, parties[0].party_id
    return text, _ids(parties)


def _foreign(party: PartyHit, side: str) -> bool:
    """Whether a party is not the requester's own side; "KS og staten" is not."""
    sides = {side_of(i) for i in party.party_id.split(";") if i} or {party.side}
    return party.kind in _CAN_ACT and not (side and sides == {side})


def _acts(scene: Scene, index: int, subject: Subject) -> bool:
    """Whether the clause's subject does something itself, instead of having it done to it."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    if verb < 0:
        return True
    if is_passive(parse.low(verb)):
        return False
    at = skip_adverbs(scene.tokens, max(verb + 1, subject.last if subject.inverted else 0))
    if is_passive(parse.low(at)):
        return False
    for i in (verb, at):
        if parse.low(i) in words("passive_aux"):
            nxt = skip_adverbs(scene.tokens, at if i == verb else i + 1)
            # A participle before a preposition or the end: "blir kompensert", "er representert i".
            if _PARTICIPLE.fullmatch(parse.low(nxt)) and parse.low(i) in {
                "blir",
                "bli",
                "ble",
                "vert",
                "verte",
                "vart",
            }:
                return False
    return True


def from_clause(scene: Scene, index: int, side: str) -> tuple[str, str]:
    """The addressee that is a clause's subject, or the agent of its passive."""
    subject = read_subject(scene, index)
    party = subject.party
    if not subject.empty and scene.parse.low(subject.first) in {"de", "dei"} and _acts(scene, index, subject):
        plural = [
            p
            for p in (*scene.earlier, *scene.parties_in(0, subject.first))
            if _foreign(p, side) and p.text.casefold().endswith(("ene", "ane", "er", "ar"))
        ]
        if plural:
            return plural[-1].text, plural[-1].party_id
    if party is not None and _foreign(party, side) and _acts(scene, index, subject):
        return party.text, party.party_id
    if party is None or not _acts(scene, index, subject):
        clause = scene.parse.clauses[index]
        own = own_tokens(scene.parse, index)
        for i in own:
            if (
                scene.parse.low(i) == "med" and i <= clause.verb + 3 and is_passive(scene.parse.low(clause.verb))
            ):  # "drøftes med X"
                agent = scene.party_at(i + 1)
                if agent is not None and not agent.genitive and _foreign(agent, side) and agent.party_id:
                    return agent.text, agent.party_id
            if scene.parse.low(i) in {"fra", "frå", "av"} and i >= clause.body:
                agent = scene.party_at(i + 1)
                if (
                    agent is not None
                    and not agent.genitive
                    and _foreign(agent, side)
                    and agent.kind != "agency"
                    and _agentive(scene, index, i)
                ):
                    return agent.text, agent.party_id
    return "", ""


def _agentive(scene: Scene, index: int, at: int) -> bool:
    """As in "av staten" after a passive, "fra statlig side" anywhere."""
    if scene.parse.low(at) in {"fra", "frå"}:
        side = scene.parse.low(at + 2) in {"side", "sida", "hold", "hald"} or scene.parse.low(at + 1).endswith("s")
        return side and at <= scene.parse.clauses[index].verb + 3
    before = range(max(scene.parse.clauses[index].verb, at - 7), at)
    return any(is_passive(scene.parse.low(i)) or _PARTICIPLE.fullmatch(scene.parse.low(i)) for i in before)


def from_phrase(scene: Scene, first: int, last: int, side: str, mild: bool) -> tuple[str, str]:
    """The addressee in a noun phrase: "regjeringens svar", "dialog med X", "svar fra X"; ``mild``: only "med" in an infinitive."""
    start = scene.party_at(first)
    if start is not None and not mild and start.kind != "pronoun" and _foreign(start, side):
        return start.text, start.party_id  # "regjeringens svar", "(håper) regjeringen lytter"
    for party in scene.parties_in(first, last):
        at = scene.token_after(party.start)
        word = scene.parse.low(at - 1)
        if party.genitive or not _foreign(party, side) or not party.party_id:
            continue
        if any(scene.parse.low(i) in words("plain_preposition") for i in range(first, at - 1)):
            break  # "en fordeling av midler fra staten": of what, not of whom
        if word == "med" or (word in {"fra", "frå", "av"} and not mild) or (word == "på" and "side" in party.text):
            return party.text, party.party_id
    return "", ""


def from_condition(scene: Scene, index: int, side: str) -> tuple[str, str]:
    """As in "Dersom regjeringen likevel …, forventer KS at …": the one whose doing the request depends on."""
    for i, clause in enumerate(scene.parse.clauses):
        if (
            clause.kind == "adv"
            and clause.parent == index
            and clause.word in {"dersom", "hvis", "viss", "om", "når", "v1"}
            and clause.first < scene.parse.clauses[index].verb
        ):
            subject = read_subject(scene, i)
            if (
                subject.party is not None
                and subject.party.kind != "pronoun"
                and subject.party.party_id
                and _foreign(subject.party, side)
            ):
                return subject.party.text, subject.party.party_id
    return "", ""


def find_addressee(scene: Scene, candidate: Candidate, target: tuple[int, int] | None, last: int) -> tuple[str, str]:
    """The addressee of a request, as written and as id.

    Args:
        scene: The sentence.
        candidate: The request.
        target: The tokens of the verb's object, if it has one.
        last: One past the last token of what is wanted.
    """
    if target is not None:
        return from_object(scene, target)
    side = candidate.requester.side
    parse = scene.parse
    start = candidate.action
    if start >= len(parse.tokens):  # the sentence breaks off before it says what is wanted: "HOD foreslår at"
        return from_condition(scene, candidate.clause, side)
    if candidate.rule.startswith("modal"):
        subject = read_subject(scene, candidate.clause)
        if scene.parse.low(subject.first) in {"hun", "ho", "han", "den", "de", "dei"} and _acts(
            scene, candidate.clause, subject
        ):
            return from_condition(scene, candidate.clause, side)  # "Dersom regjeringen …, må den …"
        return from_clause(scene, candidate.clause, side)
    for index in content_clauses(scene, candidate.clause, start):
        found = from_clause(scene, index, side)
        if found[0]:  # an agency or another body has no id, but was asked all the same
            return found
    for index, clause in enumerate(parse.clauses):
        if clause.kind == "adv" and clause.word == "om" and clause.body == start:  # "setter pris på om X …"
            found = from_clause(scene, index, side)
            if found[1]:
                return found
    if not any(
        parse.clauses[i].first <= start <= parse.clauses[i].body
        for i in content_clauses(scene, candidate.clause, start)
    ):
        end = next(
            (
                i
                for i in range(start, min(last, len(parse.clause_of)))
                if parse.clause_of[i] != parse.clause_of[start] and not parse.opaque[i]
            ),
            last,
        )
        infinitive = parse.low(start) == "å" or parse.low(start - 1) == "å"
        found = (
            from_phrase(scene, start, end, side, infinitive) if not infinitive or candidate.act == "wish" else ("", "")
        )
        if found[1]:
            return found
    return from_condition(scene, candidate.clause, side)

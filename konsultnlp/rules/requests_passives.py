"""Explicit requests in the passive: "Departementet bes om å …", "Det advares mot …", "Fra byenes side legges det vekt på at …".

Supports: the forms of request_passives.csv, the one who asks as agent ("av KS", "fra KS’ side") or as the one whose text it is, adverbs
between the words, a particle left behind ("Dette advares det mot"), lead-ins of lists.
Avoids: what others ask ("I høringsnotatet foreslås det …"), what was asked in the past.
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_past, length_of, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_blockers import content_clauses, holds_modal, is_forecast, is_history, is_negated
from konsultnlp.rules.requests_context import find_told, not_held
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, is_expletive, read_subject, requester_for
from konsultnlp.rules.requests_words import Passive, passives, words


def find_passives(scene: Scene) -> list[Candidate]:
    """The explicit requests of a sentence that a passive makes."""
    found = []
    for index, clause in enumerate(scene.parse.clauses):
        if clause.verb < 0:
            continue
        subject = read_subject(scene, index)
        candidate = _passive(scene, index, subject)
        if candidate is None:
            reason, trigger = find_told(scene, index, subject)
            if reason:
                scene.turn_down(reason, trigger, "told", 2)
        elif not asserted(scene, index, explicit=True):
            scene.turn_down(not_held(scene, index), candidate.trigger, candidate.rule, 2)
        elif is_negated(scene, index, subject, candidate.action):
            scene.turn_down("negated", candidate.trigger, candidate.rule, 2)
        else:
            found.append(candidate)
    return found


def _agent(scene: Scene, index: int, head: int) -> tuple[Requester | None, tuple[int, int]]:
    """The one by whom a passive says that it is asked, and its tokens: "av KS", "fra KS’ side", "frå vår side"."""
    parse = scene.parse
    for i in own_tokens(parse, index):
        if parse.low(i) not in {"fra", "frå", "av"} or i > head + 4:
            continue
        voice = scene.voice_at(head)
        if parse.low(i + 1) in words("possessive") and parse.low(i + 2) in words("side"):
            return voice.as_requester(), (i, i + 3)
        party = scene.party_at(i + 1)
        if party is None:
            continue
        end = scene.token_after(party.end)
        end += parse.low(end) in words("possessive")
        end += parse.low(end) in words("side")
        if party.kind == "person":
            return Requester(party.text, party.party_id, party.side), (i, end)
        return requester_for(scene, index, Subject(0, 1, False, party, False)), (i, end)
    return None, (-1, -1)


def asker(scene: Scene, index: int, head: int) -> Requester | None:
    """Who asks in a passive: its agent, else the one whose text it is, unless others are named."""
    parse = scene.parse
    requester, (first, _) = _agent(scene, index, head)
    if first >= 0:
        return requester
    own = own_tokens(parse, index)
    others = any(parse.low(i) in {"av", "i"} for i in own if head < i <= head + 2 and not _is_adverb(scene, i))
    told = own and parse.low(own[0]) in {"i", "ifølge", "etter"} and not _is_adverb(scene, own[0])
    # "I høringsnotatet foreslås det …"
    return None if others or told else scene.voice_at(head).as_requester()


def _is_adverb(scene: Scene, at: int) -> bool:
    return length_of("adverb", scene.tokens, at) > 0


def _head(scene: Scene, index: int) -> tuple[int, Passive] | None:
    """The passive verb of a clause: a form in -s, or a participle after ble, blir and the like."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    low = parse.low(verb)
    if low in passives("present"):
        return verb, passives("present")[low]
    told = low in {"ble", "blei", "vart"} and (scene.voice_at(verb).reported or scene.ctx.doc_type == "referat")
    agent = low in {"ble", "blei", "vart"} and _agent(scene, index, verb)[0] is not None
    if low not in {"blir", "vert"} and not told and not agent:
        return None
    own = own_tokens(parse, index)
    head = next((i for i in own if verb < i <= verb + 12 and parse.low(i) in passives("participle")), -1)
    if head < 0 or (is_past(low) and is_history(scene, [i for i in own if i <= head], verb)):
        return None  # "Kommunene ble i fjor bedt om …"
    return head, passives("participle")[parse.low(head)]


def _passive(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """The request that a passive clause makes, if it makes one."""
    parse, tokens = scene.parse, scene.tokens
    found = _head(scene, index)
    if found is None:
        return None
    head, passive = found
    requester = asker(scene, index, head)
    if requester is None:
        if passive.condition != "modal":
            known = scene.voice_at(head).known or _agent(scene, index, head)[1][0] >= 0
            scene.turn_down("third-party" if known else "procedure", (head,), "passive", 2)
        return None
    expletive = is_expletive(scene, subject)
    agent_first, agent_last = _agent(scene, index, head)[1]
    at = skip_adverbs(tokens, head + 1)
    if subject.inverted and head == parse.clauses[index].verb:
        at = skip_adverbs(tokens, subject.first + 1 if expletive else subject.last)
    if at == agent_first:
        at = skip_adverbs(tokens, agent_last)
    if not expletive and subject.party is None:
        return _of_thing(scene, index, head, passive, requester, subject, agent_first >= 0)
    trigger: tuple[int, ...] = (head,)
    link = passive.link
    if link and all(parse.low(at + k) == word for k, word in enumerate(link)):
        trigger, at = (*trigger, *range(at, at + len(link))), skip_adverbs(tokens, at + len(link))
        if expletive and parse.low(at) in {".", "!", ""}:
            return _left_behind(scene, index, passive, requester, trigger)
    elif link and not (_may_lack_link(scene, index, head, at) and not expletive):
        return _left_behind(scene, index, passive, requester, trigger) if expletive else None
    word = parse.low(at)
    target = None if expletive or subject.party is None else (subject.first, scene.token_after(subject.party.end))
    if word == ":" and scene.leads_list:
        return _made(scene, index, passive, requester, trigger, at, target)
    listed = passive.act in {"request", "demand"} and expletive and word not in words("no_noun")
    if word not in {"at", "å"} and not ((link or listed) and at < len(tokens) - 1 and tokens[at].is_word):
        return None
    contents = content_clauses(scene, index, at) if word == "at" else []
    if passive.condition == "modal" and not holds_modal(scene, contents):
        return None
    if passive.act == "expectation" and is_forecast(scene, contents):
        scene.turn_down("forecast", trigger, "passive", 2)
        return None
    said = word == "at" and not link  # "det forutsettes at A": A; "det bes om at A": "at A"
    return _made(scene, index, passive, requester, (*trigger, *((at,) if said else ())), at + said, target)


def _may_lack_link(scene: Scene, index: int, head: int, at: int) -> bool:
    """As in "Departementet bes vurdere", "Departementet bes: …": what is wanted follows at once."""
    low = scene.parse.low(at)
    at_once = head == scene.parse.clauses[index].verb and scene.tokens[at].is_word
    return low == "å" or at_once or (low == ":" and scene.leads_list)


def _left_behind(
    scene: Scene, index: int, passive: Passive, requester: Requester, trigger: tuple[int, ...]
) -> Candidate | None:
    """As in "Slikt advares det mot": what is wanted stands first, the particle last."""
    parse = scene.parse
    clause = parse.clauses[index]
    last = next((i for i in range(len(parse.tokens) - 1, clause.verb, -1) if parse.tokens[i].is_word), -1)
    if not passive.link or parse.low(last) != passive.link[-1] or clause.verb == clause.body:
        return None
    candidate = _made(scene, index, passive, requester, (*trigger, last), clause.body, None)
    candidate.action_end = clause.verb
    return candidate


def _of_thing(
    scene: Scene, index: int, head: int, passive: Passive, requester: Requester, subject: Subject, agent: bool
) -> Candidate | None:
    """As in "Fra KS’ side etterlyses en plan", "Et svar etterlyses av byene": what is wanted is the subject."""
    if subject.empty or passive.link or not agent or passive.act not in {"request", "demand", "wish"}:
        return None
    parse = scene.parse
    verb = parse.clauses[index].verb
    first = subject.first
    candidate = _made(scene, index, passive, requester, (head,), first, None)
    if not subject.inverted:
        candidate.action_end = verb
    return candidate if parse.tokens[first].is_word else None


def _made(
    scene: Scene,
    index: int,
    passive: Passive,
    requester: Requester,
    trigger: tuple[int, ...],
    start: int,
    target: tuple[int, int] | None,
) -> Candidate:
    places = tuple(sorted(set(trigger)))
    return Candidate(index, passive.act, True, requester, places, start, "passive", target=target, rank=2)

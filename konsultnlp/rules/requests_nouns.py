"""Explicit requests by noun: "vårt krav er at", "retter en bønn til X om å", "det er uro i byene for at".

Supports: the nouns of request_nouns.csv with an owner (genitive, possessive, "fra KS"), with a verb that puts them forward, and with
"det er"; the passive of request verbs ("Det ble bedt om at", "KS bes om å"). Avoids: other people's nouns ("støtter kravet om").
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import is_past, length_of, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.grammar.parties import PartyHit
from konsultnlp.rules.requests_blockers import content_clauses, holds_modal, is_history, is_negated, needs_somebody
from konsultnlp.rules.requests_frames import Match
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, is_expletive, read_subject, requester_for
from konsultnlp.rules.requests_words import any_in_group, in_group, nouns, passives, words

_COPULA = frozenset({"er", "var", "blir", "vert"})


def find_nouns(scene: Scene) -> list[Candidate]:
    """The explicit requests of a sentence that a noun or a passive makes."""
    found = []
    for index, clause in enumerate(scene.parse.clauses):
        if clause.verb < 0:
            continue
        subject = read_subject(scene, index)
        for read in (_owned, _standing, _put_forward, _there_is, _passive):
            candidate = read(scene, index, subject)
            if (
                candidate is not None
                and asserted(scene, index, explicit=True)
                and not is_negated(scene, index, subject, candidate.action)
            ):
                found.append(candidate)
                break
    return found


def _owner_of(scene: Scene, noun: int, index: int) -> Requester | None:
    """Whose noun it is: "KS’ krav", "vårt viktigste krav", "oppfordringen vår", "KS sitt krav", "kravet fra KS"."""
    voice = scene.voice_at(noun)
    for i in (*range(noun - 1, max(-1, noun - 5), -1), noun + 1):
        low = scene.parse.low(i)
        if low in words("possessive") and (low[0] == "v" or i < noun):
            if low[0] == "v":
                return (
                    Requester(voice.name if voice.reported else scene.tokens[i].text, voice.id, voice.side)
                    if voice.known
                    else None
                )
            continue
        party = next((p for p in scene.parties if scene.token_after(p.end) - 1 == i), None)
        if party is not None and i < noun:
            return _allowed(scene, index, party) if party.genitive else None
        if i < noun and not (low.endswith(("e", "st", "ste", "te")) or low in {"aller", "klare", "eget", "eige"}):
            break
    if scene.parse.low(noun + 1) in {"fra", "frå"}:
        party = scene.party_at(noun + 2)
        return _allowed(scene, index, party) if party is not None else None
    return None


def _allowed(scene: Scene, index: int, party: PartyHit) -> Requester | None:
    return requester_for(scene, index, Subject(0, 1, False, party, False))


def _owned(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Vårt krav er at …", "Vårt viktigste krav er:", "KS’ forventning er å …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    if parse.low(clause.verb) not in _COPULA or subject.empty:
        return None
    last = clause.verb if not subject.inverted else min(len(scene.tokens), subject.first + 6)
    noun = next((i for i in range(subject.first, last) if parse.low(i) in nouns() and not parse.opaque[i]), -1)
    if noun < 0:
        return None
    requester = _owner_of(scene, noun, index) or _calling(scene, noun)
    after = skip_adverbs(scene.tokens, (clause.verb if not subject.inverted else noun) + 1)
    low = parse.low(after)
    if requester is None or (low == ":" and not scene.leads_list):
        return None
    act, condition = nouns()[parse.low(noun)]
    kind = {"at": "at", "å": "inf", ":": "list"}.get(low, "np")
    # "Vårt krav er full kostnadsdekning": a measure; "Vårt krav er rimelig" says what it is like.
    if kind == "np" and (
        condition == "modal"
        or not (
            any_in_group("measure", scene.tokens, range(after, min(after + 4, len(scene.tokens))))
            or (low in {"en", "et", "ein", "eit", "ei", "flere", "fleire"} and act != "warning")
        )
    ):
        return None
    link = next((i for i in range(noun + 1, min(noun + 6, last)) if parse.low(i) == "til"), -1)
    party = scene.party_at(link + 1) if link > 0 else None
    target = None if party is None else (scene.token_after(party.start), scene.token_after(party.end))
    match = Match((noun, clause.verb, *((after,) if low == "at" else ())), kind, after + (low == "at"), target)
    return _candidate(scene, index, act, condition, requester, match, "noun-owned")


def _calling(scene: Scene, noun: int) -> Requester | None:
    """Of "Oppfordringen til departementet er å …" in a party's own text: that party."""
    voice = scene.voice_at(noun)
    party = scene.party_at(noun + 2)
    aimed = scene.parse.low(noun + 1) == "til" and party is not None and party.side and party.side != voice.side
    if not aimed or not voice.known or voice.reported or not scene.parse.low(noun).endswith(("en", "a", "et")):
        return None
    return Requester(voice.name, voice.id, voice.side)


def _standing(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Kravet fra KS om full finansiering står ved lag."."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    stands = parse.low(verb) in {"står", "stod", "gjelder", "gjeld", "består"}
    if not stands or subject.empty or subject.inverted or parse.low(skip_adverbs(scene.tokens, verb + 1)) == "i":
        return None
    noun = next((i for i in range(subject.first, min(verb, subject.first + 5)) if parse.low(i) in nouns()), -1)
    link = next((i for i in range(noun + 1, verb) if parse.low(i) in {"om", "for"}), -1) if noun >= 0 else -1
    requester = _owner_of(scene, noun, index) if link > 0 else None
    if requester is None:
        return None
    act, condition = nouns()[parse.low(noun)]
    low = parse.low(link + 1)
    kind = {"at": "at", "å": "inf"}.get(low, "np")
    match = Match((noun, link, *((link + 1,) if kind == "at" else ())), kind, link + 1 + (kind == "at"))
    candidate = _candidate(scene, index, act, condition, requester, match, "noun-standing")
    if candidate is not None:
        candidate.action_end = verb
    return candidate


def _put_forward(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "KS retter en bønn til X om å …", "KS har følgende krav:", "Det ble uttrykt ønske om …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    own = [i for i in own_tokens(parse, index) if i > clause.verb]
    low = parse.low(clause.verb)
    said = {low} | ({parse.low(i) for i in own[:8]} if low in {"vil", "ville", "må"} else set())
    if low in {"ble", "blei", "vart", "blir", "vert"} and is_expletive(scene, subject):
        voiced = next((i for i in own if parse.low(i) in words("voiced")), -1)
        requester, first = (_asker(scene, index, voiced), voiced + 1) if voiced > 0 else (None, 0)
    elif said & words("put_forward"):
        requester = requester_for(scene, index, subject)
        own_party = scene.party_at(subject.first) if requester is None and subject.inverted else None
        if own_party is not None and parse.low(scene.token_after(own_party.end)) in words("possessive"):
            requester = _allowed(scene, index, own_party)  # "Derfor gjentar KS sin oppfordring"
        first = max(clause.verb + 1, subject.last if subject.inverted else 0)
    else:
        return None
    if requester is None or (
        low in {"legger", "legg", "la"} and not {"fram", "frem"} & {parse.low(i) for i in own[:6]}
    ):
        return None
    if any(parse.low(i) in {"ingen", "inga", "få"} for i in own[:4]):
        return None
    if low in {"har", "hadde"} and any(parse.low(i) in words("put_forth") for i in own[:4]):
        return None  # "har lagt fram forslag om": told
    for noun in own:
        if (
            first <= noun <= first + 9
            and parse.low(noun) in nouns()
            and parse.low(noun - 1) not in {"til", "mot", "over"}
        ):
            match = _after_noun(
                scene, first - 1 if first > clause.verb + 1 and not subject.party else clause.verb, noun, requester.side
            )
            act, condition = nouns()[parse.low(noun)]
            owner = _owner_of(scene, noun, index)
            if owner is not None and owner.side == requester.side:
                requester = owner  # "Hun gjentok KS’ ønske om": the party's, not hers
            if match is not None and not (act == "warning" and match.kind == "np"):
                return _candidate(scene, index, act, condition, requester, match, "noun-put-forward")
    return None


def _after_noun(scene: Scene, verb: int, noun: int, side: str) -> Match | None:
    """What follows a noun that is put forward: its addressee, then "om", "for", "at", "å" or a colon."""
    parse = scene.parse
    after, target = noun + 1, None
    if parse.low(after) in words("possessive"):
        after += 1
    trigger = (verb, *_possessive(scene, noun), *range(noun, after))
    if parse.low(after) in {"fra", "frå"}:  # "kravet fra landstinget": whose it is
        owner = scene.party_at(after + 1)
        if owner is not None and owner.side == side:
            after = _past_body(scene, scene.token_after(owner.end))
        elif owner is None and in_group("body", scene.tokens, after + 1):
            after = _past_body(scene, after + 2)
    aimed = scene.party_at(after + 1) if parse.low(after) in {"til", "overfor", "fra", "frå"} else None
    if aimed is None and scene.leads_list and not any(parse.low(i) == "," for i in range(after, len(parse.tokens))):
        return Match(trigger, "list", len(parse.tokens) - 1)  # "tre forventninger til arbeidet:"
    before = next(
        (p for p in scene.parties_in(verb, noun) if parse.low(scene.token_after(p.start) - 1) == "til"), None
    )  # "vender seg til Stortinget med bønn om"
    if before is not None:
        target = (scene.token_after(before.start), scene.token_after(before.end))
    if parse.low(after) in {"til", "overfor", "fra", "frå"} and parse.low(after + 1) not in {"at", "å"}:
        party = aimed
        if party is None:
            return None
        trigger = (*trigger, after)
        target = (after + 1, scene.token_after(party.end))
        after = target[1]
    if parse.low(after) == ":" and scene.leads_list:
        return Match(trigger, "list", after, target)
    if parse.low(after) in {"om", "for", "mot", "på", "til"}:
        if target is None or before is not None:
            trigger = (*trigger, after)
        after = skip_adverbs(scene.tokens, after + 1)
    elif parse.low(after) not in {"at", "å"}:
        return None
    if parse.low(after - 1) == "til" and parse.low(after) not in {"at", "å"}:
        return None  # "legger fram et forslag til ny lov"
    if after >= len(scene.tokens):
        return None
    kind = {"at": "at", "å": "inf"}.get(parse.low(after), "np")
    if kind == "at":
        trigger = (*trigger, *((after,) if target is None else ()))
        return Match(trigger, kind, after + 1, target)
    return Match(trigger, kind, after, target)


def _past_body(scene: Scene, at: int) -> int:
    """Past "i KS" after "landsstyret"."""
    party = scene.party_at(at + 1) if scene.parse.low(at) == "i" else None
    return scene.token_after(party.end) if party is not None else at


def _possessive(scene: Scene, noun: int) -> tuple[int, ...]:
    """What belongs to the trigger before a noun: "vår oppfordring", "uttrykk for bekymring"."""
    if scene.parse.low(noun - 1) in words("possessive"):
        return (noun - 1,)
    return tuple(i for i in range(max(0, noun - 4), noun) if scene.parse.low(i) in {"uttrykk", "for"})


def _there_is(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Det er uro i byene for at …", "Det er et sterkt ønske fra KS om …"."""
    parse = scene.parse
    clause = parse.clauses[index]
    if parse.low(clause.verb) not in {*_COPULA, "finnes", "finst"} or not is_expletive(scene, subject):
        return None
    for noun in own_tokens(parse, index):
        low = parse.low(noun)
        if (
            noun > clause.verb and low in nouns() and parse.low(noun + 1) in {"at", "å"}
        ):  # "Det er KS’ klare oppfatning at"
            requester = _owner_of(scene, noun, index)
            if requester is None:
                continue
            act, condition = nouns()[low]
            kind = "at" if parse.low(noun + 1) == "at" else "inf"
            match = Match((clause.verb, noun), kind, noun + 1 + (kind == "at"))
            return _candidate(scene, index, act, condition, requester, match, "noun-there-is")
        if (
            noun <= clause.verb
            or low not in nouns()
            or parse.low(noun + 1) not in {"i", "fra", "frå", "hos", "blant", "på"}
        ):
            continue
        party = next((p for k in (2, 3, 4) if (p := scene.party_at(noun + k))), None)
        if party is None:
            return None
        requester = _allowed(scene, index, party)
        after = scene.token_after(party.end)
        comp = after + 1
        if requester is None or parse.low(after) not in {"om", "for"} or parse.low(comp) not in {"at", "å"}:
            return None
        act, condition = nouns()[low]
        kind = "at" if parse.low(comp) == "at" else "inf"
        return _candidate(
            scene,
            index,
            act,
            condition,
            requester,
            Match(
                (*range(subject.first, subject.first + 1), *range(clause.verb, comp + (kind == "at"))),
                kind,
                comp + (kind == "at"),
            ),
            "noun-there-is",
        )
    return None


def _asker(scene: Scene, index: int, head: int) -> Requester | None:
    """Who asks in a passive: "fra KS’ side", "av Moe", else the one whose text it is, unless others are named."""
    parse = scene.parse
    voice = scene.voice_at(head)
    own = own_tokens(parse, index)
    agents = (scene.party_at(i + 1) for i in own if parse.low(i) in {"fra", "frå", "av"} and i < head + 4)
    agent = next((p for p in agents if p is not None), None)
    if agent is not None:
        named = PartyHit(agent.start, agent.end, agent.text, agent.party_id, agent.kind, agent.side)
        if agent.kind == "person":
            return Requester(agent.text, agent.party_id, agent.side)
        return _allowed(scene, index, named)
    others = any(parse.low(i) in {"av", "i"} for i in own if head < i <= head + 2)
    told = own and parse.low(own[0]) in {"i", "ifølge", "etter"} and not length_of("adverb", scene.tokens, own[0])
    if others or told:
        return None  # "I høringsnotatet foreslås det …"
    return Requester(voice.name, voice.id, voice.side) if voice.known else None


def _passive(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Kommunene bes om å …", "Fra KS ble det bedt om at …", "Det forutsettes at …": asked by the voice, if by nobody else."""
    parse = scene.parse
    clause = parse.clauses[index]
    voice = scene.voice_at(clause.verb)
    low = parse.low(clause.verb)
    own = own_tokens(parse, index)
    if low in passives("present"):
        head, (act, link) = clause.verb, passives("present")[low]
    elif low in {"blir", "vert"} or (
        low in {"ble", "blei", "vart"} and (voice.reported or scene.ctx.doc_type == "referat")
    ):
        found = next(
            (i for i in own if clause.verb < i <= clause.verb + 12 and parse.low(i) in passives("participle")), -1
        )
        if found < 0:
            return None
        head, (act, link) = found, passives("participle")[parse.low(found)]
        if is_past(low) and is_history(scene, [i for i in own if i <= found], clause.verb):
            return None  # "Kommunene ble i fjor bedt om …"
    else:
        return None
    requester = _asker(scene, index, head)
    if requester is None:
        return None
    expletive = is_expletive(scene, subject)
    if not expletive and subject.party is None:
        return None
    at = skip_adverbs(scene.tokens, head + 1)
    if subject.inverted and head == clause.verb:
        at = skip_adverbs(scene.tokens, subject.first + 1 if expletive else subject.last)
    trigger: tuple[int, ...] = (head,)
    if link and parse.low(at) == link:
        trigger, at = (*trigger, at), skip_adverbs(scene.tokens, at + 1)
    elif link and (expletive or not (parse.low(at) == "å" or (head == clause.verb and scene.tokens[at].is_word))):
        return None
    word = parse.low(at)
    listed = act in {"request", "demand"} and expletive and word not in words("no_noun")
    if word not in {"at", "å"} and not ((link or listed) and at < len(scene.tokens) - 1 and scene.tokens[at].is_word):
        return None
    kind = {"at": "at", "å": "inf"}.get(word, "np")
    target = None if expletive or subject.party is None else (subject.first, scene.token_after(subject.party.end))
    said = kind == "at" and not link  # "det forutsettes at A": A; "det bes om at A": "at A"
    match = Match((*trigger, *((at,) if said else ())), kind, at + said, target)
    return _candidate(scene, index, act, "", requester, match, "passive")


def _candidate(
    scene: Scene, index: int, act: str, condition: str, requester: Requester, match: Match, rule: str
) -> Candidate | None:
    clauses = content_clauses(scene, index, match.start) if match.kind == "at" else []
    if condition == "modal" and not holds_modal(scene, clauses):
        return None
    if condition == "other" and match.kind == "inf" and not needs_somebody(scene, match, "inf", requester.side):
        return None
    return Candidate(
        clause=index,
        act=act,
        explicit=True,
        requester=requester,
        trigger=tuple(sorted(set(match.trigger))),
        action=match.start,
        rule=rule,
        target=match.object,
        rank=2,
    )

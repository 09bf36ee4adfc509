"""Explicit requests by noun: "vårt krav er at", "retter en bønn til X om å", "det er uro i byene for at".

Supports: the nouns of request_nouns.csv with an owner (genitive, possessive, "fra KS"), with a verb that puts them forward, and with
"det er", "fra X kommer", "får fra X". Avoids: other people's nouns ("støtter kravet om").
"""

from __future__ import annotations

from konsultnlp.grammar.clause_words import skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.grammar.parties import PartyHit
from konsultnlp.rules.requests_blockers import content_clauses, holds_modal, is_negated, needs_somebody
from konsultnlp.rules.requests_context import not_held
from konsultnlp.rules.requests_frames import Match
from konsultnlp.rules.requests_passives import asker
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_subject import Subject, asserted, is_expletive, read_subject, requester_for
from konsultnlp.rules.requests_words import any_in_group, in_group, nouns, words

_COPULA = frozenset({"er", "var", "blir", "vert"})


def find_nouns(scene: Scene) -> list[Candidate]:
    """The explicit requests of a sentence that a noun makes."""
    found = []
    for index, clause in enumerate(scene.parse.clauses):
        if clause.verb < 0:
            continue
        subject = read_subject(scene, index)
        for read in (_owned, _standing, _put_forward, _there_is, _brought):
            candidate = read(scene, index, subject)
            if candidate is None:
                continue
            if not asserted(scene, index, explicit=True):
                scene.turn_down(not_held(scene, index), candidate.trigger, candidate.rule, 2)
            elif is_negated(scene, index, subject, candidate.action):
                scene.turn_down("negated", candidate.trigger, candidate.rule, 2)
            else:
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
    being = parse.low(clause.verb) in {"må", "vil"} and parse.low(clause.verb + 1) in words("infinitive_be")
    if (parse.low(clause.verb) not in _COPULA and not being) or subject.empty:
        return None
    last = clause.verb if not subject.inverted else min(len(scene.tokens), subject.first + 6)
    noun = next((i for i in range(subject.first, last) if parse.low(i) in nouns() and not parse.opaque[i]), -1)
    if noun < 0:
        return None
    requester = _owner_of(scene, noun, index) or _calling(scene, noun)
    after = skip_adverbs(scene.tokens, (clause.verb if not subject.inverted else noun) + 1)
    if parse.low(clause.verb) not in _COPULA:  # "Et rimelig krav må være at"
        after = skip_adverbs(scene.tokens, after + 1)
    low = parse.low(after)
    if requester is None or (low == ":" and not scene.leads_list):
        return None
    act, condition = nouns()[parse.low(noun)]
    if low in words("unchanged") and parse.low(after + 1) == ":":
        return _told_after_colon(scene, after + 2, act, requester, (noun,))
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


def _told_after_colon(
    scene: Scene, at: int, act: str, requester: Requester, trigger: tuple[int, ...]
) -> Candidate | None:
    """As in "KS’ krav er uendret: Staten må betale."."""
    if at >= len(scene.tokens) - 1:
        return None
    return Candidate(scene.parse.clause_of[at], act, True, requester, trigger, at, "noun-owned", rank=4)


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
    if parse.low(verb) not in words("stands") or subject.empty or subject.inverted:
        return None
    if parse.low(skip_adverbs(scene.tokens, verb + 1)) == "i":
        return None
    noun = next((i for i in range(subject.first, min(verb, subject.first + 5)) if parse.low(i) in nouns()), -1)
    colon = next((i for i in range(verb + 1, min(verb + 4, len(parse.tokens))) if parse.low(i) == ":"), -1)
    if noun >= 0 and colon > 0 and (owner := _owner_of(scene, noun, index)) is not None:
        return _told_after_colon(scene, colon + 1, nouns()[parse.low(noun)][0], owner, (noun,))
    link = next((i for i in range(noun + 1, verb) if parse.low(i) in {"om", "for"}), -1) if noun >= 0 else -1
    requester = _owner_of(scene, noun, index) if link > 0 else None
    if requester is None and link == noun + 1 and parse.low(noun).endswith(("en", "a", "et")):
        # "Oppfordringen om å vente gjentas": the one's whose text it is
        voice = scene.voice_at(noun)
        requester = voice.as_requester() if parse.low(verb) in words("repeated") and not voice.reported else None
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
        requester, first = (asker(scene, index, voiced), voiced + 1) if voiced > 0 else (None, 0)
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
    if low == "må" and requester.side == "staten" and requester.id != scene.ctx.contributor_id:
        return None  # "Departementet må uttrykke forventning om …": what somebody else demands of it
    if low in {"har", "hadde"} and any(parse.low(i) in words("put_forth") for i in own[:4]):
        noun = next((i for i in own if parse.low(i) in nouns()), -1)
        if noun >= 0:  # "har lagt fram forslag om": told
            scene.turn_down("past", (clause.verb, noun), "noun-put-forward", 2)
        return None
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
        if party is None:  # "oppfordringen fra forrige brev om at"
            link = next((i for i in range(after + 1, min(after + 9, len(parse.tokens))) if parse.low(i) == "om"), -1)
            if parse.low(after) not in {"fra", "frå"} or link < 0 or parse.low(link + 1) not in {"at", "å"}:
                return None
            said = parse.low(link + 1) == "at"
            return Match((*trigger, link), "at" if said else "inf", link + 1 + said)
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
        if requester is None or parse.low(after) not in {"om", "for"} or comp >= len(scene.tokens) - 1:
            return None
        act, condition = nouns()[low]
        kind = {"at": "at", "å": "inf"}.get(parse.low(comp), "np")
        if kind == "np" and (parse.low(after) == "for" or act == "warning"):
            return None
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


def _brought(scene: Scene, index: int, subject: Subject) -> Candidate | None:
    """As in "Fra byene kommer det et sterkt ønske om …", "Departementet får med dette en oppfordring fra KS om …"."""
    parse = scene.parse
    verb = parse.clauses[index].verb
    own = own_tokens(parse, index)
    low = parse.low(verb)
    noun = next((i for i in own if verb < i <= verb + 9 and parse.low(i) in nouns()), -1)
    if noun < 0 or not (low in words("comes") or (low in words("gets") and subject.party is not None)):
        return None
    first = next((i for i in own if i < verb and parse.low(i) in {"fra", "frå"}), -1)
    source = scene.party_at(first + 1) if low in words("comes") and first >= 0 else None
    after = noun + 1
    if low in words("gets"):
        source = scene.party_at(noun + 2) if parse.low(noun + 1) in {"fra", "frå", "av"} else None
        after = scene.token_after(source.end) if source is not None else after
    requester = _allowed(scene, index, source) if source is not None and not source.genitive else None
    act, condition = nouns()[parse.low(noun)]
    if requester is None or act == "warning":
        return None
    target = None
    if low in words("gets") and subject.party is not None:
        target = (subject.first, scene.token_after(subject.party.end))
    elif parse.low(after) == "til" and (asked := scene.party_at(after + 1)) is not None:
        target = (after + 1, scene.token_after(asked.end))
        after = target[1]
    if parse.low(after) not in {"om", "til"} or after + 1 >= len(scene.tokens) - 1:
        return None
    start = skip_adverbs(scene.tokens, after + 1)
    kind = {"at": "at", "å": "inf"}.get(parse.low(start), "np")
    match = Match((noun, after, *((start,) if kind == "at" else ())), kind, start + (kind == "at"), target)
    return _candidate(scene, index, act, condition, requester, match, "noun-brought")


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

"""What all rules for implicit requests share: how a candidate is made, and the clause's words after its verb."""

from __future__ import annotations

from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_scene import Candidate, Requester, Scene
from konsultnlp.rules.requests_words import words


def make_implicit(
    scene: Scene, index: int, act: str, trigger: tuple[int, ...], action: int, rule: str, end: int = -1, rank: int = 1
) -> Candidate:
    """An implicit request of the clause's voice, or of whom "ønske fra X om at" names."""
    voice = scene.voice_at(scene.parse.clauses[index].verb)
    requester = _signalled_by(scene, index) or _held_by(scene, index) or Requester(voice.name, voice.id, voice.side)
    return Candidate(index, act, False, requester, trigger, action, rule, end, rank=rank)


def _signalled_by(scene: Scene, index: int) -> Requester | None:
    """As in "Det er kommet ønske fra kommunene om at …": they ask, not the speaker."""
    clause = scene.parse.clauses[index]
    if clause.kind != "at" or clause.parent < 0:
        return None
    own = own_tokens(scene.parse, clause.parent)
    for i in own:
        if scene.parse.low(i) in words("signals") and scene.parse.low(i + 1) in {"fra", "frå"}:
            party = scene.party_at(i + 2)
            if party is not None:
                return Requester(party.text, party.party_id, party.side)
    return None


def _held_by(scene: Scene, index: int) -> Requester | None:
    """As in "Etter KS’ oppfatning bør …" in reported speech: the speaker's party holds it."""
    first = scene.parse.clauses[index].body
    party = scene.party_at(first + 1)
    voice = scene.voice_at(first)
    if scene.parse.low(first) not in {"etter", "ifølge"} or party is None or party.kind != "party":
        return None
    if not (voice.reported and party.genitive and party.side == voice.side):
        return None
    return Requester("KS" if party.party_id == "ks" else party.text, party.party_id, party.side)


def after_verb(scene: Scene, index: int) -> list[int]:
    """The clause's own tokens after its verb."""
    return [i for i in own_tokens(scene.parse, index) if i > scene.parse.clauses[index].verb]

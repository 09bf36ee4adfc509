"""Who the subject of a clause is, whether that may ask for something here, and whether the clause is asserted at all.

Supports: parties, people and pronouns as subjects, before and after the verb, shared with an earlier verb; reported speech
("Hun sa at …"). Avoids: third parties (a committee, a report, the other side's plans told as facts).
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from konsultnlp.grammar.clause_words import is_a, is_past, verb_kind
from konsultnlp.grammar.clauses import own_tokens, subject_of
from konsultnlp.grammar.parties import PartyHit, side_of
from konsultnlp.rules.requests_scene import Requester, Scene, Voice
from konsultnlp.rules.requests_words import adjectives, any_in_group, in_group, words


@dataclass(frozen=True, slots=True)
class Subject:
    """A clause's subject.

    Attributes:
        first: Its first token.
        last: One past its last token (only sure where the subject stands before the verb or is a party).
        inverted: Whether it follows the verb.
        party: The party it is, if any.
        speaker: Whether it is the one whose speech is reported.
    """

    first: int
    last: int
    inverted: bool
    party: PartyHit | None
    speaker: bool

    @property
    def empty(self) -> bool:
        """Whether there is none."""
        return self.first >= self.last


def read_subject(scene: Scene, index: int) -> Subject:
    """The subject of a clause."""
    known = scene.subjects.get(index)
    if known is None:
        known = scene.subjects[index] = _read_subject(scene, index)
    return known


def _read_subject(scene: Scene, index: int) -> Subject:
    if _is_telegram(scene, index):
        verb = scene.parse.clauses[index].verb
        return Subject(verb, verb, False, None, True)
    first, last, inverted = subject_of(scene.parse, index)
    if first >= last:
        return Subject(first, first, inverted, None, False)
    party, end = _party_from(scene, first, last)
    if party is None and not inverted:
        party, end = _body_of(scene, first, last)
    if party is not None and inverted:
        last = end
    speaker = _is_speaker(scene, first, last, inverted, party)
    if inverted and party is None:
        last = _end_of_inverted(scene, first, last)
    return Subject(first, last, inverted, party, speaker)


def _is_telegram(scene: Scene, index: int) -> bool:
    """As in "Lid: Ber departementet om å …": the speaker is the subject that the clause leaves out."""
    clause = scene.parse.clauses[index]
    opens = clause.verb == 0 and clause.kind == "main" and scene.tokens[-1].text != "?"
    return (
        (opens or (clause.verb > 0 and scene.parse.low(clause.verb - 1) == ":"))
        and scene.tokens[clause.verb].text[0].isupper()
        and scene.voice_at(clause.verb).reported
    )


def antecedent(scene: Scene, subject: Subject) -> PartyHit | None:
    """Of whom "de" or "disse" as a subject speaks: the municipalities or counties named last, in the paragraph."""
    if subject.empty or scene.parse.low(subject.first) not in {"de", "dei", "disse", "desse"}:
        return None
    if subject.last > subject.first + 1 and not subject.inverted:
        return None  # "de minste"
    before = (*scene.earlier, *scene.parties_in(0, subject.first))
    plural = [p for p in before if not p.genitive and p.text.casefold().endswith(("ene", "ane", "er", "ar"))]
    return plural[-1] if plural and plural[-1].party_id in {"kommunene", "fylkeskommunene"} else None


def _party_from(scene: Scene, first: int, last: int) -> tuple[PartyHit | None, int]:
    """The party a subject begins with, words like "alle" before it aside."""
    tokens = scene.tokens
    at = first
    while at < last and at < first + 5:
        party = scene.party_at(at)
        if party is not None:
            end = scene.token_after(party.end)
            if not party.genitive:
                return party, end
            body = end + 1 if scene.parse.low(end) in {"sin", "si", "sitt", "sine"} else end
            if in_group("body", tokens, body):  # "KS’ landsstyre": the body speaks for its owner
                return party, body + 1
            return None, first
        low = tokens[at].low
        if (
            low not in words("determiner")
            and not low[0].isdigit()
            and not (low.endswith("e") and tokens[at].text.islower())
            and not (at == first and low.endswith("e"))
        ):
            return None, first
        at += 1
    return None, first


def _body_of(scene: Scene, first: int, last: int) -> tuple[PartyHit | None, int]:
    """The party whose body the subject is: "Et samlet hovedstyre i KS"."""
    for at in range(first, min(last, first + 4)):
        if in_group("body", scene.tokens, at) and scene.parse.low(at + 1) in {"i", "for"}:
            party = scene.party_at(at + 2)
            if party is not None and party.party_id == "ks":
                return party, last
    return None, first


def _is_speaker(scene: Scene, first: int, last: int, inverted: bool, party: PartyHit | None) -> bool:
    voice = scene.voice_at(first)
    if not voice.reported:
        return False
    if voice.side == "staten" and scene.parse.low(first) in words("speaker_role"):
        return True  # "Statsråden ba KS om": the one whose speech this is, though "statsråden" may mean the ministry
    if party is not None and party.kind in {"party", "ministry", "group", "agency"}:
        after = scene.token_after(party.end)
        low = scene.parse.low(after)
        return low in {"v", "v/", "ved"} and after < last + 4
    low = scene.parse.low(first)
    if low in words("speaker_pronoun"):
        return low not in {"de", "dei"} or inverted or last == first + 1  # "De private eierne": others
    if low in words("speaker_role") or low.endswith(("-lederen", "-leiaren", "ministeren", "direktøren")):
        return True
    names = [w for w in voice.name.casefold().replace("-", " ").split() if len(w) > 2]
    for i in range(first, min(last, first + 6)):
        parts = scene.tokens[i].low.replace("-", " ").split()
        if scene.tokens[i].text[:1].isupper() and any(fuzz.ratio(w, n) >= 85 for w in parts for n in names):
            return True
        if i > first and not scene.tokens[i].text[:1].isupper() and scene.tokens[i].text not in {"(", ")", "/", "-"}:
            break
    return False


def _end_of_inverted(scene: Scene, first: int, last: int) -> int:
    """Where an inverted subject that is no party ends: names run on, a pronoun is one word, else unknown (one word)."""
    at = first
    while at < last and scene.tokens[at].text[:1].isupper():
        at += 1
    return max(at, first + 1)


def is_expletive(scene: Scene, subject: Subject) -> bool:
    """Whether the subject is "det" that stands for nothing."""
    return not subject.empty and scene.parse.low(subject.first) == "det"


def requester_for(scene: Scene, index: int, subject: Subject, need: bool = False) -> Requester | None:
    """Who asks, where the subject of a request verb may do so here; None for third parties.

    Args:
        scene: The sentence.
        index: The clause.
        subject: Its subject.
        need: Whether the verb says what somebody needs or fears: only one's own side's needs are requests.
    """
    voice = scene.voice_at(scene.parse.clauses[index].verb)
    if subject.speaker and need and scene.parse.low(subject.first) in {"de", "dei"}:
        return None  # "sa at de trenger …": others' needs, told
    if subject.speaker:
        return Requester(voice.name, voice.id, voice.side)
    party = subject.party
    if party is None:
        named = antecedent(scene, subject)
        if named is None or (voice.known and voice.side == "staten"):
            return None
        return Requester(scene.tokens[subject.first].text, named.party_id, named.side)
    if party.kind == "pronoun":
        return _pronoun(voice, party)
    if party.kind == "person":
        return Requester(party.text, party.party_id, party.side) if not voice.known or voice.reported else None
    if party.kind == "agency":
        return Requester(party.text, "", "staten") if voice.reported else None
    if party.party_id == "stortinget":
        return None
    # The other side's wishes, told by this one: KS’ own in a ministry's text count, the state's in KS’ text do not.
    other = voice.known and voice.side and party.side and voice.side != party.side
    if other and (party.side == "staten" or need or voice.reported):
        return None
    if not voice.known and (party.kind == "group" or party.text.casefold().startswith("departement")):
        return None
    if not party.side:
        return None
    return Requester(party.text, party.party_id, party.side)


def _pronoun(voice: Voice, party: PartyHit) -> Requester | None:
    if party.text.casefold() in {"vi", "me", "oss"}:
        if voice.reported:
            return Requester(voice.name, voice.id, voice.side)
        return Requester(party.text, voice.id, voice.side)
    return Requester(voice.name, voice.id, voice.side) if voice.reported else None


def denies(scene: Scene, own: list[int]) -> bool:
    """Whether a clause negates what hangs on it: "mener ikke at", but not "det er ikke tvil om at"."""
    negated = any(
        is_a("negation", scene.parse.low(i)) and scene.parse.low(i + 1) not in {"bare", "berre", "minst"} for i in own
    )
    return negated and not any(scene.parse.low(i) == "tvil" for i in own)


def is_own(scene: Scene, index: int, subject: Subject) -> bool:
    """Whether the subject is the voice's own side (what it must do itself is no request)."""
    voice = scene.voice_at(scene.parse.clauses[index].verb)
    if subject.party is None:
        named = antecedent(scene, subject)
        return named is not None and named.side == voice.side
    if subject.party.kind == "pronoun":
        return subject.party.text.casefold() in {"vi", "me", "jeg", "eg"}
    sides = {side_of(i) for i in subject.party.party_id.split(";") if i} or {subject.party.side}
    return bool(voice.side) and sides == {voice.side}


def chosen_one(scene: Scene, index: int) -> int | None:
    """The relative clause of a cleft that says whose task it is: "Det er staten som bør betale"; else None."""
    parse = scene.parse
    clause = parse.clauses[index]
    if parse.low(clause.verb) not in {"er", "blir", "vert"} or parse.low(clause.verb - 1) != "det":
        return None
    party = scene.party_at(clause.verb + 1)
    if party is None or party.genitive:
        return None
    after = scene.token_after(party.end)
    return next(
        (i for i, c in enumerate(parse.clauses) if c.kind == "rel" and c.word == "som" and c.first == after), None
    )


def is_voice(scene: Scene, index: int, subject: Subject) -> bool:
    """Whether the subject is the one whose text or speech it is, or that one's party."""
    voice = scene.voice_at(scene.parse.clauses[index].verb)
    if subject.speaker or subject.party is None or subject.party.kind == "pronoun":
        return True
    same = subject.party.party_id == voice.id or (voice.reported and subject.party.party_id == "ks")
    return same or not voice.known or subject.party.kind == "person"


def is_told_of(scene: Scene, index: int) -> bool:
    """Whether a main clause is about other countries, or its source is named at the end: "…, viser en framskriving"."""
    parse = scene.parse
    own = own_tokens(parse, index)
    if any(parse.low(i) in {"i", "fra", "frå"} and parse.low(i + 1) in words("abroad") for i in own[:2]):
        return True
    return any(
        c.kind == "main"
        and c.verb == c.first + 1
        and c.first > parse.clauses[index].verb
        and parse.low(c.first) == ","
        and parse.low(c.verb) in {"viser", "syner", "viste", "synte"}
        for c in parse.clauses
    )


# ----------------------------------------------------------------------------------------------------------
# Is the clause asserted, by the voice itself?

_CONTRAST = frozenset({"mens", "medan"})


def asserted(scene: Scene, index: int, explicit: bool) -> bool:
    """Whether a clause says what its voice holds: a main clause, or one under "sa at", "understreker at", "det er klart at"."""
    clause = scene.parse.clauses[index]
    if clause.kind == "main":
        return not is_told_of(scene, index)
    if clause.kind == "adv":
        return clause.word in _CONTRAST and asserted(scene, clause.parent, explicit)
    if clause.kind == "rel":
        if clause.parent >= 0 and chosen_one(scene, clause.parent) == index:
            return asserted(scene, clause.parent, explicit)
        before = scene.parse.low(clause.first - 1)
        if clause.word == "rel0" and clause.parent >= 0:  # "Det er derfor vi ber om …"
            main = scene.parse.clauses[clause.parent]
            cleft = scene.parse.low(main.verb) == "er" and scene.parse.low(main.verb - 1) == "det"
            return explicit and cleft and is_a("front", scene.parse.low(main.verb + 1))
        if clause.word == "som" and before in {"noe", "noko"} and scene.parse.low(clause.first - 2) == ",":
            return asserted(scene, clause.parent, explicit)
        return explicit and clause.word in {"hvor", "der", "kor"} and asserted(scene, clause.parent, explicit)
    degree = (
        clause.kind == "wh"
        and clause.word in {"hvor", "kor"}
        and any(scene.parse.low(clause.body) == form[0] for form in adjectives())
    )  # "framhevet hvor viktig det er at …" says that it is
    if not (clause.kind == "at" or degree) or clause.parent < 0:
        return False
    return asserted(scene, clause.parent, explicit) and _passes_on(scene, clause.parent, explicit)


def _says_itself(scene: Scene, index: int) -> bool:
    """As in "Det vi vil framheve, er at …": the clause before the copula says who says it."""
    parse = scene.parse
    clause = parse.clauses[index]
    first = parse.clauses[index - 1].body if clause.body == clause.verb and index else clause.body
    if parse.low(first) not in {"det", "hva", "kva"}:
        return False
    party = scene.party_at(first + 1)
    if party is None or party.genitive:
        return False
    after = scene.token_after(party.end)
    return any_in_group("transparent", scene.tokens, range(after, min(after + 4, clause.verb)))


def _passes_on(scene: Scene, index: int, explicit: bool) -> bool:
    """Whether a clause reports its voice's own view, or says with "det er" how evident it is."""
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    if clause.verb < 0:
        return False
    subject = read_subject(scene, index)
    own = [i for i in own_tokens(parse, index) if i != clause.verb]
    low = parse.low(clause.verb)
    if denies(scene, own):
        return False
    if low in {"tilsier", "tilseier"} and parse.low(subject.first) in {"vår", "vårt", "våre"}:
        return not scene.voice_at(clause.verb).reported  # "Vår erfaring tilsier at …"
    if low in {"er", "var", "blir", "vert"} and _says_itself(scene, index):
        return True
    if low in {"er", "var", "blir", "vert"}:
        if any_in_group("third", tokens, own):
            return False
        owner = next((p for p in scene.parties_in(subject.first, subject.last) if p.genitive), None)
        voice = scene.voice_at(clause.verb)
        if owner is not None and voice.side and owner.side != voice.side:
            return False
        return any_in_group("evidence", tokens, own)
    # "Vi merker at det er uro i byene for at …": what is perceived counts where it is a party's own warning.
    said = in_group("transparent", tokens, clause.verb) or (explicit and in_group("perceived", tokens, clause.verb))
    if not said and verb_kind(low) in {"modal", ""}:
        following = [i for i in own if clause.verb < i <= clause.verb + 8]
        infinitives = [
            i
            for i in following
            if tokens[i].low == "si" or (tokens[i].low.endswith("e") and not is_past(tokens[i].low))
        ]
        said = any_in_group("transparent", tokens, infinitives)
    if low in {"ble", "blei", "vart", "blir", "vert"}:  # "Det ble påpekt at"
        said = is_expletive(scene, subject) and any(parse.low(i) in words("said_participle") for i in own)
    if not said or any_in_group("support", tokens, own):  # "sa seg enig i at"
        return False
    voice = scene.voice_at(clause.verb)
    if subject.speaker or (subject.empty and voice.reported):
        return True
    if subject.party is not None:
        return requester_for(scene, index, subject) is not None
    # "Det ble påpekt at", "Fra KS ble det understreket at".
    return voice.reported and is_expletive(scene, subject)

"""What the rules for requests look at: one sentence with its clauses, its parties, and whose voice it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from konsultnlp.context import Context
from konsultnlp.grammar.clause_words import Token
from konsultnlp.grammar.clauses import Parse, parse_clauses
from konsultnlp.grammar.parties import PartyHit, side_of


class StatementLike(Protocol):
    """What is needed of a row of reported speech."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def speaker(self) -> str: ...  # noqa: D102
    @property
    def person_id(self) -> str: ...  # noqa: D102
    @property
    def speaker_org_id(self) -> str: ...  # noqa: D102
    @property
    def side(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks: as written, its id, its side."""

    text: str
    id: str
    side: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose text a sentence is.

    Attributes:
        name: The contributor or speaker, as the records write it; empty where nobody's.
        id: What that means.
        side: ``ks``, ``staten``, ``annen`` or empty.
        reported: Whether it is reported speech (of minutes), not the party's own text.
    """

    name: str = ""
    id: str = ""
    side: str = ""
    reported: bool = False

    @property
    def known(self) -> bool:
        """Whether it is anybody's text."""
        return bool(self.name)

    def as_requester(self) -> Requester | None:
        """The one whose text it is as the one who asks, if it is anybody's."""
        return Requester(self.name, self.id, self.side) if self.known else None


@dataclass(slots=True)
class Candidate:
    """A request as one rule sees it; positions are indexes of tokens.

    Attributes:
        clause: Index of the clause whose verb makes it one.
        trigger: The tokens that make it one.
        action: First token of what is wanted.
        action_end: One past its last token, or -1: as far as the clause goes.
        target: The tokens of the addressee where it is the verb's object.
        rank: Of two candidates that make one row the higher gives trigger and action.
    """

    clause: int
    act: str
    explicit: bool
    requester: Requester
    trigger: tuple[int, ...]
    action: int
    rule: str
    action_end: int = -1
    addressee: str = ""
    addressee_id: str = ""
    target: tuple[int, int] | None = None
    rank: int = 1


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """Words of a request that are none here: the reason (a code of set_aside_reasons.csv), the trigger's tokens, the rule.

    ``rank`` tells which of a sentence's comes first: 3 a verb, 2 a noun or a passive, 1 a modal and its kin.
    """

    reason: str
    trigger: tuple[int, ...]
    rule: str
    rank: int


@dataclass(slots=True)
class Scene:
    """One sentence and its surroundings."""

    text: str
    start: int
    end: int
    parse: Parse
    parties: list[PartyHit]
    ctx: Context
    voices: list[tuple[int, int, Voice]]
    earlier: list[PartyHit] = field(default_factory=list)
    turned_down: list[TurnedDown] = field(default_factory=list)
    subjects: dict[int, Any] = field(default_factory=dict)
    """What `requests_subject` has read of the clauses' subjects."""

    def turn_down(self, reason: str, trigger: Sequence[int], rule: str, rank: int) -> None:
        """Keeps why a rule made no request of words that look like one."""
        self.turned_down.append(TurnedDown(reason, tuple(trigger), rule, rank))

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens."""
        return self.parse.tokens

    @property
    def leads_list(self) -> bool:
        """Whether the sentence ends in a colon."""
        return bool(self.tokens) and self.tokens[-1].text == ":"

    def voice_at(self, token: int) -> Voice:
        """Whose voice the token is in."""
        at = self.tokens[token].start
        for start, end, voice in self.voices:
            if start <= at < end:
                return voice
        return self.voices[0][2] if len(self.voices) == 1 else contributor_voice(self.ctx)

    def party_at(self, token: int) -> PartyHit | None:
        """The party whose mention begins with the token."""
        if not 0 <= token < len(self.tokens):
            return None
        at = self.tokens[token].start
        return next((p for p in self.parties if p.start == at), None)

    def parties_in(self, first: int, last: int) -> list[PartyHit]:
        """The parties mentioned in the tokens ``first:last``."""
        if first >= last or first >= len(self.tokens):
            return []
        start, end = self.tokens[first].start, self.tokens[min(last, len(self.tokens)) - 1].end
        return [p for p in self.parties if start <= p.start and p.end <= end]

    def token_after(self, offset: int) -> int:
        """The first token that begins at ``offset`` or later."""
        return next((i for i, t in enumerate(self.tokens) if t.start >= offset), len(self.tokens))


def contributor_voice(ctx: Context) -> Voice:
    """The voice of the section's contributor."""
    if not ctx.contributor:
        return Voice()
    municipal = "kommune" in ctx.contributor.casefold()
    side = side_of(ctx.contributor_id) or ("ks" if municipal else "" if ctx.contributor_id else "annen")
    return Voice(ctx.contributor, ctx.contributor_id, side)


def voices_of(start: int, end: int, ctx: Context, statements: Sequence[StatementLike]) -> list[tuple[int, int, Voice]]:
    """The voices of a sentence: its contributor's, else those of the reported speech in it.

    Speakers who say one thing together are one voice with several ids.
    """
    if ctx.contributor:
        return [(start, end, contributor_voice(ctx))]
    found: dict[tuple[int, int], list[StatementLike]] = {}
    for hit in statements:
        if hit.start < end and start < hit.end and hit.speaker:
            found.setdefault((hit.start, hit.end), []).append(hit)
    voices = []
    for (first, last), hits in sorted(found.items()):
        ids = dict.fromkeys(h.person_id or h.speaker_org_id for h in hits)
        names = dict.fromkeys(h.speaker for h in hits)
        sides = {h.side for h in hits}
        side = hits[0].side if len(sides) == 1 else ""
        voices.append((first, last, Voice(" og ".join(names), ";".join(i for i in ids if i), side, True)))
    return voices


def _start(party: PartyHit) -> int:
    return party.start


def make_scene(
    text: str,
    span: tuple[int, int],
    parties: Sequence[PartyHit],
    ctx: Context,
    statements: Sequence[StatementLike],
) -> Scene:
    """The scene of one sentence; ``parties`` are those of the whole text."""
    start, end = span
    line = text.rfind("\n", 0, start) + 1
    first, split, last = (bisect_left(parties, at, key=_start) for at in (line, start, end))
    earlier = [p for p in parties[first:split] if p.end <= start]
    here = [p for p in parties[split:last] if p.end <= end]
    return Scene(
        text, start, end, parse_clauses(text, start, end), here, ctx, voices_of(start, end, ctx, statements), earlier
    )

"""Finds requests: who wants what of whom, said outright or implied, in sentences and in lists.

Supports: text that is one party's (its input, its letter), reported speech, sentences that name a party; bokmål and nynorsk.
Avoids: headings, questions, facts, plans, support, history, third parties' views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from konsultnlp.context import Context
from konsultnlp.grammar.names import TaggedName
from konsultnlp.grammar.parties import PartyHit, find_parties
from konsultnlp.rules.requests_addressee import from_clause
from konsultnlp.rules.requests_clefts import find_clefts
from konsultnlp.rules.requests_deadlines import deadline_in, phrase_deadline, row_deadline
from konsultnlp.rules.requests_implicit import find_implicit
from konsultnlp.rules.requests_lists import ItemList, find_lists, item_action
from konsultnlp.rules.requests_nouns import find_nouns
from konsultnlp.rules.requests_passives import find_passives
from konsultnlp.rules.requests_rows import Row, rows_of
from konsultnlp.rules.requests_scene import Candidate, Scene, StatementLike, make_scene
from konsultnlp.rules.requests_set_aside import SetAsideHit, note_procedure, note_question, note_support, set_aside
from konsultnlp.rules.requests_verbs import find_verbs
from konsultnlp.rules.requests_words import any_in_group


@dataclass(frozen=True, slots=True)
class RequestHit:
    """A request.

    Attributes:
        start: Offset of the quote: the whole sentence, or the list item without its label.
        end: Offset after the quote.
        requester: Who asks, as written, or the name of the contributor or speaker.
        requester_id: What that means; several joined by ``;``.
        requester_side: ``ks``, ``staten``, ``annen`` or empty.
        addressee: Who is asked, as written, or empty.
        addressee_id: What that means.
        act: ``request``, ``expectation``, ``recommendation``, ``demand``, ``wish``, ``warning`` or ``position``.
        explicit: Whether a request verb or noun says so.
        trigger: The request verb or noun, modal or phrase, its parts joined by spaces.
        action: What shall be done, a slice of the text.
        action_start: Offset of the action.
        action_end: Offset after the action.
        lead_in: Of a list item, the sentence above the list; else empty.
        list_index: Of a list item, its place from 1; else None.
        deadline: By when: an ISO date, a phrase, or empty.
        rule: Which rule found it.
    """

    start: int
    end: int
    requester: str
    requester_id: str
    requester_side: str
    addressee: str
    addressee_id: str
    act: str
    explicit: bool
    trigger: str
    action: str
    action_start: int
    action_end: int
    lead_in: str
    list_index: int | None
    deadline: str
    rule: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text asks for, and the sentences that only look as if they did."""

    requests: list[RequestHit]
    set_aside: list[SetAsideHit]


def find_requests(
    text: str,
    sentences: Sequence[tuple[int, int]],
    ctx: Context,
    statements: Sequence[StatementLike] = (),
    names: Sequence[TaggedName] = (),
) -> list[RequestHit]:
    """The requests of one section's text; `read_requests` also gives what is none, and why."""
    return read_requests(text, sentences, ctx, statements, names).requests


def read_requests(
    text: str,
    sentences: Sequence[tuple[int, int]],
    ctx: Context,
    statements: Sequence[StatementLike] = (),
    names: Sequence[TaggedName] = (),
) -> Found:
    """The requests of one section's text, and what was set aside.

    Args:
        text: The section: its heading line, then its blocks, one a line.
        sentences: Offsets of its sentences, none across a line feed.
        ctx: Whose text it is, its date, people and blocks.
        statements: The rows of reported speech in it (see `konsultnlp.rules.speech`).
        names: Names that a tagger found: bodies that can be addressed.

    Returns:
        The requests in order of the text; slices of ``text`` equal the quotes.
    """
    ctx = ctx.with_blocks_for(text)
    if ctx.section_kind in {"attendance", "agenda"}:
        return Found([], [])
    parties = find_parties(text, ctx, names)
    lists = {lst.lead: lst for lst in find_lists(text, ctx.blocks, sentences)}
    silent = bytearray(len(text) + 1)

    def silence(start: int, end: int) -> None:
        silent[start:end] = b"\x01" * (end - start)

    for block in ctx.blocks:
        if block.kind in {"heading", "caption"}:
            silence(block.start, block.end)
    hits: list[RequestHit] = []
    aside: list[SetAsideHit] = []
    for span in sentences:
        if silent[span[0]]:
            continue
        lst = lists.get(span)
        if lst is None:
            rows, scene = _read(text, span, parties, ctx, statements)
            # "Det vi ønsker oss, er:" before no list wants nothing.
            hits.extend(_hit(scene, r) for r in rows if any(t.is_word for t in scene.tokens[r.first : r.last]))
            if not rows and (turned_down := set_aside(scene)) is not None:
                aside.append(turned_down)
            continue
        rows, scene = _read(*_with_colon(text, span), parties, ctx, statements)
        leading = _leading(scene, rows)
        if leading is not None:
            others = [r for r in rows if r.candidate.clause != leading.candidate.clause]
            hits.extend(replace(_hit(scene, row), end=span[1]) for row in others)
            hits.extend(_items(text, scene, leading, lst, parties))
        if leading is not None or _supports(scene):
            for start, end in lst.blocks:
                silence(start, end)
        if leading is None:
            if _supports(scene):
                note_support(scene)
            if (turned_down := set_aside(scene)) is not None:
                aside.append(replace(turned_down, end=span[1]))
    return Found(sorted(hits, key=lambda h: (h.start, h.end)), aside)


def _with_colon(text: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """A lead-in that lacks its colon gets one, in place of the line feed after it."""
    end = span[1]
    if text[end - 1] == ":" or text[end : end + 1] != "\n":
        return text, span
    return f"{text[:end]}:{text[end + 1 :]}", (span[0], end + 1)


def _read(
    text: str, span: tuple[int, int], parties: Sequence[PartyHit], ctx: Context, statements: Sequence[StatementLike]
) -> tuple[list[Row], Scene]:
    scene = make_scene(text, span, parties, ctx, statements)
    if any(t.text == "?" for t in scene.tokens[-2:]):
        note_question(scene)
        return [], scene
    if not scene.tokens:
        return [], scene
    clefts = find_clefts(scene)
    others = [*find_verbs(scene), *find_nouns(scene), *find_passives(scene), *find_implicit(scene)]
    # What a cleft wants is no request of its own.
    candidates = [*clefts, *(c for c in others if not any(_covers(scene, cleft, c) for cleft in clefts))]
    if not ctx.contributor and any_in_group("procedure", scene.tokens, range(len(scene.tokens))) and not scene.voices:
        note_procedure(scene, candidates)
        candidates = []
    return rows_of(scene, candidates), scene


def _covers(scene: Scene, cleft: Candidate, other: Candidate) -> bool:
    """Whether a cleft's own words hold the other request."""
    end = cleft.action_end if cleft.action_end > 0 else scene.parse.clauses[cleft.clause].last
    return other.trigger[0] < max(end, cleft.trigger[-1] + 1)


def _leading(scene: Scene, rows: Sequence[Row]) -> Row | None:
    """The row whose clause runs on to the colon."""
    for row in reversed(rows):
        if scene.parse.clauses[row.candidate.clause].last >= len(scene.tokens) - 1:
            return row
    return rows[-1] if rows else None


def _supports(scene: Scene) -> bool:
    """Whether a lead-in supports or thanks for what is listed."""
    return any_in_group("support", scene.tokens, range(len(scene.tokens)))


def _trigger(scene: Scene, row: Row) -> str:
    """The trigger's words; neighbours keep what stands between them in the text."""
    places = sorted(set(row.candidate.trigger))
    words: list[str] = []
    for i, place in enumerate(places):
        token = scene.tokens[place]
        if not token.text[:1].isalnum():
            continue
        joined = i and places[i - 1] == place - 1 and words
        words.append((" " if joined or words else "") + token.text)
    return "".join(words)


def _hit(scene: Scene, row: Row) -> RequestHit:
    c = row.candidate
    start, end = scene.tokens[row.first].start, scene.tokens[row.last - 1].end
    return RequestHit(
        start=scene.start,
        end=scene.end,
        requester=c.requester.text,
        requester_id=c.requester.id,
        requester_side=c.requester.side,
        addressee=row.addressee,
        addressee_id=row.addressee_id,
        act=c.act,
        explicit=c.explicit,
        trigger=_trigger(scene, row),
        action=scene.text[start:end],
        action_start=start,
        action_end=end,
        lead_in="",
        list_index=None,
        deadline=row_deadline(scene, row),
        rule=c.rule,
    )


def _items(text: str, scene: Scene, row: Row, lst: ItemList, parties: Sequence[PartyHit]) -> list[RequestHit]:
    c = row.candidate
    common = deadline_in(scene, 0, len(scene.tokens))
    hits = []
    for number, (start, end) in enumerate(lst.items, 1):
        if start >= end:
            continue
        first, last = item_action(text, start, end)
        addressee, addressee_id = row.addressee, row.addressee_id
        if not addressee_id and c.explicit:  # "- staten dekker tapet": the item itself names who shall act
            item = make_scene(text, (start, end), parties, scene.ctx, ())
            index = next((i for i, k in enumerate(item.parse.clauses) if k.verb >= 0), -1)
            addressee, addressee_id = from_clause(item, index, c.requester.side) if index >= 0 else ("", "")
        hits.append(
            RequestHit(
                start=start,
                end=end,
                requester=c.requester.text,
                requester_id=c.requester.id,
                requester_side=c.requester.side,
                addressee=addressee or row.addressee,
                addressee_id=addressee_id,
                act=c.act,
                explicit=c.explicit,
                trigger=_trigger(scene, row),
                action=text[first:last],
                action_start=first,
                action_end=last,
                lead_in=text[lst.lead[0] : lst.lead[1]],
                list_index=number,
                deadline=phrase_deadline(text[start:end], scene.ctx) or common,
                rule=f"list-{c.rule}",
            )
        )
    return hits

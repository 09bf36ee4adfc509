"""Hits to records: offsets shifted from section to document, places looked up, ids given. One way, no guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import regex

from konsultnlp.collection import Records
from konsultnlp.context import Context, Person, TextBlock
from konsultnlp.facts import Facts
from konsultnlp.finding import docs_of, find_all
from konsultnlp.grammar.amounts import AmountHit, price_year
from konsultnlp.grammar.dates import DateHit, find_dates
from konsultnlp.grammar.ministries import MinistryHit, defined_abbreviations
from konsultnlp.grammar.ocr_reading import Reading, read_as_meant
from konsultnlp.grammar.references import ReferenceHit, find_references
from konsultnlp.grammar.sentences import split
from konsultnlp.ids import record_id, with_ids
from konsultnlp.pipes._tagged import common_words
from konsultnlp.records import (
    AmountRecord,
    DateRecord,
    MinistryRecord,
    ParticipantRecord,
    QuotedRecord,
    ReferenceRecord,
    RequestRecord,
    SectionRecord,
    SetAsideRecord,
    StatementRecord,
)
from konsultnlp.rules.acts import statement_act
from konsultnlp.rules.requests import RequestHit
from konsultnlp.rules.requests_set_aside import SetAsideHit
from konsultnlp.rules.speech import StatementHit, chair_after
from konsultnlp.sections import Section
from konsultnlp.text import CleanText, as_boxes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Q = TypeVar("Q", bound=QuotedRecord)


@dataclass(slots=True)
class Piece:
    """A section's own text, from its heading to the next one; ``section`` is None for text before the first heading.

    ``body`` marks the minutes' running text that follows the attendance list without a heading of its own. ``reading`` is its
    text as the pipes see it, which differs where OCR has misread words.
    """

    start: int
    end: int
    section: Section | None
    section_id: str = ""
    body: bool = False
    reading: Reading = field(default_factory=lambda: Reading(""))

    def place(self, offset: int) -> int:
        """The offset in the document for one in ``reading``."""
        return self.start + self.reading.as_read(offset)

    @property
    def kind(self) -> str:
        """The section's kind, as the pipes see it."""
        if self.body:
            return "chapter"
        return self.section.kind if self.section else "front"


def section_records(doc_id: str, clean: CleanText, sections: Sequence[Section]) -> list[SectionRecord]:
    """The sections table; parents are found by their index."""
    made = with_ids(
        SectionRecord(
            doc_id=doc_id, level=s.level, number=s.number, title=s.title, kind=s.kind, contributor=s.contributor,
            contributor_id=s.contributor_id, ministry_id=s.ministry_id, page=s.page, page_end=s.page_end,
            char_start=s.start, char_end=s.end, boxes=as_boxes(clean.locate(s.start, _line_end(clean.text, s))),
            rule=f"heading-{s.rule}",
        )
        for s in sections
    )  # fmt: skip
    return [
        r if s.parent is None else replace(r, parent_id=made[s.parent].section_id)
        for r, s in zip(made, sections, strict=True)
    ]


def _line_end(text: str, section: Section) -> int:
    """Where the heading's own line of the text ends."""
    end = text.find("\n", section.start, section.end)
    return section.end if end < 0 else end


# "Dato: …", "Forfall: …": a label line; and sentences that tell who came.
_LABEL_LINE = regex.compile(r"^[\p{L}./ ]{2,40}:")
_TELLS_WHO_CAME = regex.compile(
    r"\b(?:møtte|møtt|deltok|deltakarar|deltakere|til ?stede|til ?stades|forfall|representant)", regex.IGNORECASE
)
_SENTENCE = regex.compile(r"^\p{Lu}[^\n]*[.!?:]$")
MIN_WORDS = 4


def pieces_of(
    clean: CleanText, sections: Sequence[Section], rows: Sequence[SectionRecord], facts: Facts, list_end: int
) -> list[Piece]:
    """The text in pieces that the pipes run over, in order and without overlap.

    Args:
        clean: The text.
        sections: Its sections.
        rows: Their records.
        facts: In minutes the running text after the attendance list is parted from it, heading or none.
        list_end: Offset after the last name on the attendance list.
    """
    pieces: list[Piece] = []
    first = sections[0].start if sections else len(clean.text)
    if clean.text[:first].strip():
        pieces.append(Piece(0, len(clean.text[:first].rstrip()), None))
    pieces.extend(Piece(s.start, s.own_end, s, r.section_id) for s, r in zip(sections, rows, strict=True))
    if facts.doc_type != "referat":
        return pieces
    parted: list[Piece] = []
    for piece in pieces:
        body = _body_start(clean, piece, list_end) if piece.kind in ("front", "attendance") else None
        if body is None:
            parted.append(piece)
            continue
        if body > piece.start:
            parted.append(Piece(piece.start, len(clean.text[:body].rstrip()), piece.section, piece.section_id))
        parted.append(Piece(body, piece.end, piece.section, piece.section_id, body=True))
    return parted


def _body_start(clean: CleanText, piece: Piece, list_end: int) -> int | None:
    """Where running text begins after the attendance list and the label lines, if it does."""
    for block in clean.blocks_between(max(piece.start, list_end), piece.end):
        if block.kind != "paragraph":
            continue
        text = clean.text[block.start : block.end]
        told = _LABEL_LINE.match(text) or _TELLS_WHO_CAME.search(text)
        if not told and _SENTENCE.match(text) and len(text.split()) >= MIN_WORDS:
            return block.start
    return None


class Assembler:
    """Runs the pipeline over a document's pieces and turns what it finds into records.

    Args:
        doc_id: The document.
        clean: Its text.
        sections: Its sections.
        facts: Its facts: the date decides what names mean.
        people: Its attendance list, as records.
        nlp: The pipeline.
    """

    def __init__(
        self,
        doc_id: str,
        clean: CleanText,
        sections: Sequence[Section],
        facts: Facts,
        people: Sequence[ParticipantRecord],
        nlp: Language,
    ) -> None:
        self.doc_id = doc_id
        self.clean = clean
        self.sections = sections
        self.facts = facts
        self.nlp = nlp
        self._listed = self.people = tuple(
            Person(p.person_id, p.name, p.role, p.side, p.org, p.org_id, p.function, p.attended) for p in people
        )
        self.abbreviations = defined_abbreviations(clean.text, facts.date)

    def context(self, piece: Piece) -> Context:
        """What the pipes may know around a piece."""
        section = piece.section
        meant = piece.reading.as_meant
        blocks = tuple(
            TextBlock(meant(b.start - piece.start), meant(b.end - piece.start), b.kind, b.label, b.depth)
            for b in self.clean.blocks_between(piece.start, piece.end)
        )
        return Context(
            self.facts.date,
            self.facts.doc_type,
            piece.kind,
            section.contributor if section else self.facts.sender,
            section.contributor_id if section else (self.facts.issuer_id if self.facts.sender else ""),
            self._ministry_around(section),
            self.people,
            self.abbreviations,
            blocks,
        )

    def _ministry_around(self, section: Section | None) -> str:
        """The ministry of the section or of the nearest one around it that has one, else the document's."""
        while section is not None:
            if section.ministry_id:
                return section.ministry_id
            section = None if section.parent is None else self.sections[section.parent]
        return self.facts.ministry_id

    def run(self, pieces: Sequence[Piece]) -> Records:
        """All records of running text."""
        for piece in pieces:
            piece.reading = self._reading(piece)
        parts = ((p.reading.text, c) for p, c in self._contexts(pieces))
        found = Records()
        turns: list[str] = []
        for piece, got in zip(pieces, find_all(self.nlp, parts, common_words(self.clean.text)), strict=True):
            text = piece.reading.text
            for hit in got.statements:
                inside = [r for r in got.requests if r.start < hit.end and hit.start < r.end]
                found.statements.append(self._statement(piece, hit, inside))
                turns.append(f"{piece.start}:{hit.turn}")
            found.requests.extend(self._request(piece, hit) for hit in got.requests)
            found.set_aside.extend(self._set_aside(piece, hit) for hit in got.set_aside)
            found.amounts.extend(self._amount(piece, hit) for hit in got.amounts)
            found.ministries.extend(self._ministry(piece, hit) for hit in got.ministries)
            found.references.extend(self._reference(piece, hit) for hit in find_references(text, self.facts.date))
            found.dates.extend(self._date(piece, hit) for hit in find_dates(text, self.facts.year, self.facts.date))
        return self._finished(found, turns, pieces)

    def docs(self, pieces: Sequence[Piece]) -> Iterator[Doc]:
        """Each piece as a ``Doc`` with all that the pipeline says of it, names included; `run` must have read them."""
        return docs_of(self.nlp, ((p.reading.text, c) for p, c in self._contexts(pieces)))

    def _reading(self, piece: Piece) -> Reading:
        """A piece's text as the pipes shall see it: words that OCR has misread are given as they are meant."""
        blocks = self.clean.blocks_between(piece.start, piece.end)
        by_ocr = [(b.start - piece.start, b.end - piece.start) for b in blocks if b.page in self.clean.poses]
        return read_as_meant(self.clean.text[piece.start : piece.end], by_ocr)

    def _contexts(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Context]]:
        """Each piece with its context; whoever takes the chair in one piece leads the meeting in the next."""
        self.people = self._listed
        for piece in pieces:
            yield piece, self.context(piece)
            if self.facts.doc_type == "referat":
                self.people = chair_after(self.clean.text[piece.start : piece.end], self.people)

    def _finished(self, found: Records, turns: Sequence[str], pieces: Sequence[Piece]) -> Records:
        found.statements = _with_turns(with_ids(found.statements), turns)
        found.requests = with_ids(found.requests)
        found.set_aside = with_ids(found.set_aside)
        found.amounts = with_ids(self._with_notes([_in_request(a, found.requests) for a in found.amounts], pieces))
        found.ministries = with_ids(found.ministries)
        found.references = with_ids(self._with_links(found.references, pieces))
        found.dates = with_ids(found.dates)
        return found

    def _quoted(self, make: Callable[..., Q], piece: Piece, hit: Any, **values: Any) -> Q:
        """A record that quotes ``hit``'s slice of the document, with its place."""
        start, end = piece.place(hit.start), piece.place(hit.end)
        places = self.clean.locate(start, end)
        return make(
            doc_id=self.doc_id, section_id=piece.section_id, text=self.clean.text[start:end],
            page=places[0].page if places else self.clean.page_at(start), bbox=places[0].bbox if places else "",
            char_start=start, char_end=end, boxes=as_boxes(places), rule=hit.rule, **values,
        )  # fmt: skip

    def _statement(self, piece: Piece, hit: StatementHit, requests: Sequence[RequestHit]) -> StatementRecord:
        return self._quoted(
            StatementRecord, piece, hit, speaker=hit.speaker, person_id=hit.person_id,
            speaker_org_id=hit.speaker_org_id, verb=hit.verb,
            act=statement_act(hit, piece.reading.text, requests),
        )  # fmt: skip

    def _request(self, piece: Piece, hit: RequestHit) -> RequestRecord:
        text = self.clean.text[piece.start : piece.end]

        def verbatim(phrase: str) -> str:
            return piece.reading.verbatim(phrase, text, hit.start)

        return self._quoted(
            RequestRecord, piece, hit, requester=verbatim(hit.requester), requester_id=hit.requester_id,
            requester_side=hit.requester_side, addressee=verbatim(hit.addressee), addressee_id=hit.addressee_id,
            act=hit.act, explicit=hit.explicit, trigger=verbatim(hit.trigger), action=verbatim(hit.action),
            lead_in=verbatim(hit.lead_in), list_index=hit.list_index, deadline=hit.deadline,
        )  # fmt: skip

    def _set_aside(self, piece: Piece, hit: SetAsideHit) -> SetAsideRecord:
        return self._quoted(SetAsideRecord, piece, hit, question=hit.question, reason=hit.reason, trigger=hit.trigger)

    def _amount(self, piece: Piece, hit: AmountHit) -> AmountRecord:
        return self._quoted(
            AmountRecord, piece, hit, kind=hit.kind, value=hit.value, value_max=hit.value_max, unit=hit.unit,
            per=hit.per, qualifier=hit.qualifier, price_year=hit.price_year,
        )  # fmt: skip

    def _ministry(self, piece: Piece, hit: MinistryHit) -> MinistryRecord:
        return self._quoted(MinistryRecord, piece, hit, ministry_id=hit.ministry_id, name_at_date=hit.name_at_date)

    def _reference(self, piece: Piece, hit: ReferenceHit) -> ReferenceRecord:
        return self._quoted(
            ReferenceRecord, piece, hit, kind=hit.kind, normalized=hit.normalized, target_id=hit.target_id
        )

    def _date(self, piece: Piece, hit: DateHit) -> DateRecord:
        front = piece.kind in ("front", "attendance")
        role = "meeting" if front and hit.iso == self.facts.meeting_date and hit.role == "other" else hit.role
        return self._quoted(DateRecord, piece, hit, iso=hit.iso, iso_end=hit.iso_end, role=role)

    def _with_notes(self, amounts: list[AmountRecord], pieces: Sequence[Piece]) -> list[AmountRecord]:
        """Money whose price year a footnote gives ("Rekna i 2010-kroner"): the amounts of the sentence at the mark."""
        for mark in self.clean.marks:
            year = price_year(self.clean.note_at(mark))
            if year is None:
                continue
            start, end = next(((s, e) for s, e in _sentences(pieces) if s < mark.at <= e), (mark.at, mark.at))
            amounts = [
                replace(a, price_year=year)
                if a.kind == "money" and a.price_year is None and start <= (a.char_start or 0) < end
                else a
                for a in amounts
            ]
        return amounts

    def _with_links(self, rows: list[ReferenceRecord], pieces: Sequence[Piece]) -> list[ReferenceRecord]:
        """Adds the targets of link annotations; of each address, seen or linked, the first row is kept."""
        for link in self.clean.links:
            if not link.uri.lower().startswith(("http://", "https://", "ftp://", "www.")) or link.end <= link.start:
                continue
            piece = next((p for p in pieces if p.start <= link.start < p.end), None)
            if piece is None:
                continue
            shift = piece.start
            hit = ReferenceHit(
                link.start - shift, link.end - shift, self.clean.text[link.start : link.end], "url", link.uri, "",
                "link-annotation",
            )  # fmt: skip
            rows.append(self._reference(piece, hit))
        seen: set[str] = set()
        kept: list[ReferenceRecord] = []
        visible_first = sorted(rows, key=lambda r: (r.rule == "link-annotation", r.char_start))
        for row in visible_first:
            address = _address(row.normalized) if row.kind == "url" else ""
            if address and address in seen:
                continue
            seen.add(address)
            kept.append(row)
        return sorted(kept, key=lambda r: (r.char_start or 0, r.char_end or 0))


def _address(url: str) -> str:
    """An address without what does not tell two apart: the scheme and a closing slash."""
    return url.casefold().split("://", 1)[-1].rstrip("/")


def _sentences(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    for piece in pieces:
        for start, end in split(piece.reading.text):
            yield piece.place(start), piece.place(end)


def _with_turns(rows: list[StatementRecord], turns: Sequence[str]) -> list[StatementRecord]:
    """A turn's id is made from the id of its first row."""
    first: dict[str, str] = {}
    out = []
    for row, turn in zip(rows, turns, strict=True):
        lead = first.setdefault(turn, row.statement_id)
        out.append(replace(row, turn_id=record_id(row.doc_id, "turns", lead, 0)))
    return out


def _in_request(amount: AmountRecord, requests: Sequence[RequestRecord]) -> AmountRecord:
    """Ties an amount to the request that quotes it: of several, the one whose action names it."""
    start, end = amount.char_start or 0, amount.char_end or 0
    around = [r for r in requests if (r.char_start or 0) <= start and end <= (r.char_end or 0)]
    if not around:
        return amount
    best = next((r for r in around if amount.text in r.action), around[0])
    return replace(amount, request_id=best.request_id)

"""Hits to records: offsets shifted from section to document, places looked up, ids given. One way, no guessing.

Piece by piece: of a piece that is done only its records are kept, so that a long file takes hardly more memory than a short one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from konsultnlp.collection import Records
from konsultnlp.context import Context, Person, TextBlock
from konsultnlp.facts import Facts
from konsultnlp.finding import Findings, docs_of, find_all
from konsultnlp.grammar.amounts import AmountHit, price_year
from konsultnlp.grammar.dates import DateHit, find_dates
from konsultnlp.grammar.ministries import MinistryHit, defined_abbreviations
from konsultnlp.grammar.ocr_reading import Reading, read_as_meant
from konsultnlp.grammar.references import ReferenceHit, find_references
from konsultnlp.grammar.sentences import split
from konsultnlp.ids import Numbering, record_id
from konsultnlp.packed import Packed
from konsultnlp.pieces import Piece
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

AT_ONCE = 256
"""Pieces whose words are forgotten together, see `KNOWN_WORDS`."""
KNOWN_WORDS = 50_000
"""Words the pipeline keeps in its vocabulary; what is new beyond them is forgotten, or a long run would never cease to grow."""

Q = TypeVar("Q", bound=QuotedRecord)


@dataclass(slots=True)
class Placed:
    """A piece in work, with its text as the pipes see it, which differs where OCR has misread words."""

    piece: Piece
    reading: Reading

    def place(self, offset: int) -> int:
        """The offset in the document for one in ``reading``."""
        return self.piece.start + self.reading.as_read(offset)


def section_records(doc_id: str, clean: CleanText, sections: Sequence[Section]) -> Packed[SectionRecord]:
    """The sections table; parents are found by their index."""
    numbering = Numbering[SectionRecord]()
    ids: list[str] = []
    made = Packed[SectionRecord]()
    for s in sections:
        row = SectionRecord(
            doc_id=doc_id, parent_id="" if s.parent is None else ids[s.parent], level=s.level, number=s.number,
            title=s.title, kind=s.kind, contributor=s.contributor, contributor_id=s.contributor_id,
            ministry_id=s.ministry_id, page=s.page, page_end=s.page_end, char_start=s.start, char_end=s.end,
            boxes=as_boxes(clean.locate(s.start, _line_end(clean.text, s))), rule=f"heading-{s.rule}",
        )  # fmt: skip
        made.append(numbering.with_id(row))
        ids.append(made[-1].section_id)
    return made


def _line_end(text: str, section: Section) -> int:
    """Where the heading's own line of the text ends."""
    end = text.find("\n", section.start, section.end)
    return section.end if end < 0 else end


class _Numberings:
    """Who gives the rows of each table their ids."""

    def __init__(self) -> None:
        self.statements = Numbering[StatementRecord]()
        self.requests = Numbering[RequestRecord]()
        self.set_aside = Numbering[SetAsideRecord]()
        self.amounts = Numbering[AmountRecord]()
        self.ministries = Numbering[MinistryRecord]()
        self.dates = Numbering[DateRecord]()


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

    def context(self, placed: Placed, people: tuple[Person, ...]) -> Context:
        """What the pipes may know around a piece."""
        piece, meant = placed.piece, placed.reading.as_meant
        section = piece.section
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
            people,
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
        found = Records()
        number = _Numberings()
        references: list[ReferenceRecord] = []
        priced = self._priced()
        common = common_words(self.clean.text)
        for some in self._in_portions(pieces):
            words = self.nlp.vocab
            forget = len(words) > KNOWN_WORDS and not words.in_memory_zone
            with self.nlp.memory_zone() if forget else nullcontext():
                parts = ((placed.reading.text, context) for placed, context in some)
                for (placed, _), got in zip(some, find_all(self.nlp, parts, common), strict=True):
                    self._read(placed, got, found, number, references, priced)
        numbering = Numbering[ReferenceRecord]()
        found.references.extend(map(numbering.with_id, self._with_links(references, pieces)))
        return found

    def docs(self, pieces: Sequence[Piece]) -> Iterator[tuple[Placed, Doc]]:
        """Each piece with a ``Doc`` with all that the pipeline says of it, names included."""
        for some in self._in_portions(pieces):
            parts = ((placed.reading.text, context) for placed, context in some)
            for (placed, _), doc in zip(some, docs_of(self.nlp, parts), strict=True):
                yield placed, doc

    def _in_portions(self, pieces: Sequence[Piece]) -> Iterator[list[tuple[Placed, Context]]]:
        """Pieces with their context, some at a time; whoever takes the chair in one piece leads the meeting in the next."""

        def each() -> Iterator[tuple[Placed, Context]]:
            people = self.people
            for piece in pieces:
                placed = Placed(piece, self._reading(piece))
                yield placed, self.context(placed, people)
                if self.facts.doc_type == "referat":
                    people = chair_after(self.clean.text[piece.start : piece.end], people)

        rest = each()
        while some := list(islice(rest, AT_ONCE)):
            yield some

    def _read(
        self,
        placed: Placed,
        got: Findings,
        found: Records,
        number: _Numberings,
        references: list[ReferenceRecord],
        priced: Sequence[tuple[int, int]],
    ) -> None:
        """The records of one piece; references get their ids when all are known."""
        text = placed.reading.text
        requests = [number.requests.with_id(self._request(placed, hit)) for hit in got.requests]
        found.requests.extend(requests)
        turns: dict[int, str] = {}
        for said in got.statements:
            inside = [r for r in got.requests if r.start < said.end and said.start < r.end]
            row = number.statements.with_id(self._statement(placed, said, inside))
            lead = turns.setdefault(said.turn, row.statement_id)  # a turn's id is made from the id of its first row
            found.statements.append(replace(row, turn_id=record_id(self.doc_id, "turns", lead, 0)))
        for aside in got.set_aside:
            found.set_aside.append(number.set_aside.with_id(self._set_aside(placed, aside)))
        amounts = [_in_request(self._amount(placed, hit), requests) for hit in got.amounts]
        found.amounts.extend(map(number.amounts.with_id, _with_notes(amounts, placed, priced)))
        for named in got.ministries:
            found.ministries.append(number.ministries.with_id(self._ministry(placed, named)))
        references.extend(self._reference(placed, hit) for hit in find_references(text, self.facts.date))
        for day in find_dates(text, self.facts.year, self.facts.date):
            found.dates.append(number.dates.with_id(self._date(placed, day)))

    def _reading(self, piece: Piece) -> Reading:
        """A piece's text as the pipes shall see it: words that OCR has misread are given as they are meant."""
        blocks = self.clean.blocks_between(piece.start, piece.end) if self.clean.poses else ()
        by_ocr = [(b.start - piece.start, b.end - piece.start) for b in blocks if b.page in self.clean.poses]
        return read_as_meant(self.clean.text[piece.start : piece.end], by_ocr)

    def _quoted(self, make: Callable[..., Q], placed: Placed, hit: Any, **values: Any) -> Q:
        """A record that quotes ``hit``'s slice of the document, with its place."""
        return self._row(make, placed.piece, placed.place(hit.start), placed.place(hit.end), rule=hit.rule, **values)

    def _row(self, make: Callable[..., Q], piece: Piece, start: int, end: int, **values: Any) -> Q:
        places = self.clean.locate(start, end)
        return make(
            doc_id=self.doc_id, section_id=piece.section_id, text=self.clean.text[start:end],
            page=places[0].page if places else self.clean.page_at(start), bbox=places[0].bbox if places else "",
            char_start=start, char_end=end, boxes=as_boxes(places), **values,
        )  # fmt: skip

    def _statement(self, placed: Placed, hit: StatementHit, requests: Sequence[RequestHit]) -> StatementRecord:
        return self._quoted(
            StatementRecord, placed, hit, speaker=hit.speaker, person_id=hit.person_id,
            speaker_org_id=hit.speaker_org_id, verb=hit.verb,
            act=statement_act(hit, placed.reading.text, requests),
        )  # fmt: skip

    def _request(self, placed: Placed, hit: RequestHit) -> RequestRecord:
        text = self.clean.text[placed.piece.start : placed.piece.end]

        def verbatim(phrase: str) -> str:
            return placed.reading.verbatim(phrase, text, hit.start)

        return self._quoted(
            RequestRecord, placed, hit, requester=verbatim(hit.requester), requester_id=hit.requester_id,
            requester_side=hit.requester_side, addressee=verbatim(hit.addressee), addressee_id=hit.addressee_id,
            act=hit.act, explicit=hit.explicit, trigger=verbatim(hit.trigger), action=verbatim(hit.action),
            lead_in=verbatim(hit.lead_in), list_index=hit.list_index, deadline=hit.deadline,
        )  # fmt: skip

    def _set_aside(self, placed: Placed, hit: SetAsideHit) -> SetAsideRecord:
        return self._quoted(SetAsideRecord, placed, hit, question=hit.question, reason=hit.reason, trigger=hit.trigger)

    def _amount(self, placed: Placed, hit: AmountHit) -> AmountRecord:
        return self._quoted(
            AmountRecord, placed, hit, kind=hit.kind, value=hit.value, value_max=hit.value_max, unit=hit.unit,
            per=hit.per, qualifier=hit.qualifier, price_year=hit.price_year,
        )  # fmt: skip

    def _ministry(self, placed: Placed, hit: MinistryHit) -> MinistryRecord:
        return self._quoted(MinistryRecord, placed, hit, ministry_id=hit.ministry_id, name_at_date=hit.name_at_date)

    def _reference(self, placed: Placed, hit: ReferenceHit) -> ReferenceRecord:
        return self._quoted(
            ReferenceRecord, placed, hit, kind=hit.kind, normalized=hit.normalized, target_id=hit.target_id
        )

    def _date(self, placed: Placed, hit: DateHit) -> DateRecord:
        front = placed.piece.kind in ("front", "attendance")
        role = "meeting" if front and hit.iso == self.facts.meeting_date and hit.role == "other" else hit.role
        return self._quoted(DateRecord, placed, hit, iso=hit.iso, iso_end=hit.iso_end, role=role)

    def _priced(self) -> list[tuple[int, int]]:
        """The marks of footnotes that give a price year, in order, with the year."""
        years = ((mark.at, price_year(self.clean.note_at(mark))) for mark in self.clean.marks)
        return sorted((at, year) for at, year in years if year is not None)

    def _with_links(self, rows: list[ReferenceRecord], pieces: Sequence[Piece]) -> list[ReferenceRecord]:
        """Adds the targets of link annotations; of each address, seen or linked, the first row is kept."""
        for link in self.clean.links:
            if not link.uri.lower().startswith(("http://", "https://", "ftp://", "www.")) or link.end <= link.start:
                continue
            at = bisect_right(pieces, link.start, key=lambda p: p.start) - 1
            if at < 0 or link.start >= pieces[at].end:
                continue
            rows.append(
                self._row(
                    ReferenceRecord, pieces[at], link.start, link.end, kind="url", normalized=link.uri, target_id="",
                    rule="link-annotation",
                )
            )  # fmt: skip
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


def _with_notes(amounts: list[AmountRecord], placed: Placed, priced: Sequence[tuple[int, int]]) -> list[AmountRecord]:
    """Money whose price year a footnote gives ("Rekna i 2010-kroner"): the amounts of the sentence at the mark."""
    piece = placed.piece
    first = bisect_right(priced, piece.start, key=lambda m: m[0])
    marks = priced[first : bisect_right(priced, piece.end, key=lambda m: m[0])]
    sentences = [(placed.place(s), placed.place(e)) for s, e in split(placed.reading.text)] if marks else []
    for mark, year in marks:
        start, end = next(((s, e) for s, e in sentences if s < mark <= e), (mark, mark))
        amounts = [
            replace(a, price_year=year)
            if a.kind == "money" and a.price_year is None and start <= (a.char_start or 0) < end
            else a
            for a in amounts
        ]
    return amounts


def _in_request(amount: AmountRecord, requests: Sequence[RequestRecord]) -> AmountRecord:
    """Ties an amount to the request that quotes it: of several, the one whose action names it."""
    start, end = amount.char_start or 0, amount.char_end or 0
    around = [r for r in requests if (r.char_start or 0) <= start and end <= (r.char_end or 0)]
    if not around:
        return amount
    best = next((r for r in around if amount.text in r.action), around[0])
    return replace(amount, request_id=best.request_id)

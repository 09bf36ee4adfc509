"""`read`: one PDF to a `Document`, the way that the command line, the batch and the notebook all go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from konsultnlp import assemble
from konsultnlp.collection import Records
from konsultnlp.errors import UsageError, printable
from konsultnlp.facts import document_date, find_facts
from konsultnlp.ids import file_sha256, make_doc_id
from konsultnlp.memory import give_back
from konsultnlp.pdf.clean import CleanDocument, read_pdf
from konsultnlp.people import find_people, participant_records, set_sender
from konsultnlp.pieces import pieces_of
from konsultnlp.pipes import _rows
from konsultnlp.records import RECORD_TYPES, DocumentRecord, ErrorRecord, Record, SectionRecord
from konsultnlp.sections import find_sections
from konsultnlp.show.rows import Rows
from konsultnlp.show.summary import summary
from konsultnlp.tables import extend_sections, table_records
from konsultnlp.text import CleanText

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from konsultnlp.records import (
        AgreementRecord,
        AmountRecord,
        CaseRecord,
        DateRecord,
        MinistryRecord,
        ParticipantRecord,
        ReferenceRecord,
        RequestRecord,
        SetAsideRecord,
        StatementRecord,
        TableRecord,
    )
    from konsultnlp.show.html import Html

MANY_PAGES = 256
"""A file of more pages leaves much free memory behind."""


_KINDS: dict[str, type[Record]] = {kind.TABLE: kind for kind in RECORD_TYPES}


class Document:
    """A document that was read: its text, its records, and the way back to the page.

    Attributes:
        path: The file.
        doc_id: The slug of the file's stem and eight hex digits of its SHA-256.
        clean: The clean text with blocks and places; ``clean.locate(start, end)`` gives pages and boxes.
        records: All rows.
        requests, amounts, statements …: The rows of a table; one attribute for each. A list, drawn as a table in a notebook.
        cells: The cells of each table, by ``table_id``.
        errors: What could not be read of it (a page without text).
    """

    if TYPE_CHECKING:  # doc.requests, doc.amounts …: one attribute a table, see __getattr__
        documents: Rows[DocumentRecord]
        sections: Rows[SectionRecord]
        participants: Rows[ParticipantRecord]
        statements: Rows[StatementRecord]
        requests: Rows[RequestRecord]
        set_aside: Rows[SetAsideRecord]
        amounts: Rows[AmountRecord]
        ministries: Rows[MinistryRecord]
        references: Rows[ReferenceRecord]
        dates: Rows[DateRecord]
        agreements: Rows[AgreementRecord]
        cases: Rows[CaseRecord]
        tables: Rows[TableRecord]

    def __init__(
        self,
        path: Path,
        doc_id: str,
        clean: CleanText,
        records: Records,
        cells: dict[str, list[list[str]]],
        errors: list[ErrorRecord],
        parts: Callable[[], Iterable[tuple[assemble.Placed, Doc]]],
        nlp: Language,
    ) -> None:
        self.path = path
        self.doc_id = doc_id
        self.clean = clean
        self.records = records
        self.cells = cells
        self.errors = errors
        self._parts = parts
        self._nlp = nlp

    @property
    def text(self) -> str:
        """The clean text: one block a line, without heads, feet, page numbers, tables and layout hyphens."""
        return self.clean.text

    def __getattr__(self, name: str) -> Any:
        kind = _KINDS.get(name)
        if kind is not None:
            rows = getattr(self.records, name)
            if not isinstance(rows, Rows):  # kept, so that what is done to doc.requests is done to the records
                rows = Rows(rows, kind)
                setattr(self.records, name, rows)
            return rows
        raise AttributeError(
            f"{type(self).__name__!r} has no attribute {name!r}; tables: {', '.join(Records.__slots__)}"
        )

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.records.of(f.name))} {f.name}" for f in fields(self.records)[1:])
        return f"<Document {self.path.name}: {counts}>"

    def _repr_html_(self) -> str:
        counts = {f.name: len(self.records.of(f.name)) for f in fields(self.records)[1:]}
        return summary(self.records.documents[0], counts, self.errors)

    @cached_property
    def doc(self) -> Doc:
        """The whole text as one spaCy ``Doc``, with the span groups (``konsult_requests`` …) and the names (``ents``) of all sections.

        It is made on the first look: the records need only some of the names.
        """
        nlp = self._nlp
        whole = nlp.make_doc(self.text)
        sentences = nlp.get_pipe("konsult_sentences") if "konsult_sentences" in nlp.pipe_names else None
        if sentences:
            whole = sentences(whole)
        _rows.gather(whole, ((placed.place, doc) for placed, doc in self._parts()))
        return whole

    def to_frame(self, table: str) -> pd.DataFrame:
        """A table as a DataFrame with the columns of the contract, in their order.

        Args:
            table: ``requests``, ``amounts``, ``statements`` …

        Raises:
            KeyError: No such table.
        """
        from konsultnlp.export.frames import to_frame

        return to_frame(table, self.records.of(table))

    def show(self, page: int = 1, tables: str | Iterable[str] = (), dpi: int = 110) -> Html:
        """The page with its records drawn over it, for a notebook; ``.save("side.html")`` writes it for a browser.

        A quote of several lines is marked on each of them, and one that crosses a page break on both pages. A pointer over a
        mark shows the record.

        Args:
            page: The page's number, from 1.
            tables: What to draw: ``requests``, ``statements``, ``amounts``, ``ministries``, ``references`` and ``dates``
                where nothing is said; also ``set_aside``, ``sections``, ``participants`` and ``tables``.
            dpi: Pixels an inch of the picture.

        Raises:
            UsageError: There is no such page or table, or the file is no longer the one that was read.
            InputError: The file is no longer there.
        """
        from konsultnlp.show.page import show_page

        (document,) = self.records.documents
        if self.path.is_file() and file_sha256(self.path) != document.sha256:
            raise UsageError("the file has changed since it was read; read it again to show its pages", path=self.path)
        records = {name: self.records.of(name) for name in _KINDS}
        return show_page(self.path, page, document.pages, records, tables, dpi)

    def show_spans(
        self,
        section: str | SectionRecord = "",
        start: int = 0,
        end: int | None = None,
        groups: str | Iterable[str] = (),
        style: str = "span",
    ) -> Html:
        """A stretch of the text with what was found in it, drawn by spaCy's displaCy, for a notebook or ``.save(…)``.

        Args:
            section: A row of ``doc.sections``, or its number, title or id; without it the text from ``start``.
            start: Offset of the first character.
            end: Offset after the last one; without it the section's or the text's end. Of a long stretch the beginning is
                drawn, and it is told how to go on.
            groups: ``requests``, ``statements``, ``amounts``, ``ministries``, ``set_aside``; all but the last where nothing is
                said.
            style: ``span`` for these, ``ent`` for names of people, bodies and places.

        Raises:
            UsageError: There is no such section, stretch, group or style.
        """
        from konsultnlp.show.spans import show_spans

        if section:
            found = self._section(section)
            start = max(start, found.char_start or 0)
            end = found.char_end if end is None else end
        stop = len(self.text) if end is None else end
        if not 0 <= start <= stop <= len(self.text):
            raise UsageError(f"no characters {start}–{stop}; the text has {len(self.text)}", path=self.path)
        return show_spans(self.doc, self.clean, start, stop, groups, style)

    def _section(self, wanted: str | SectionRecord) -> SectionRecord:
        """The section that a row, number, title or id names."""
        if isinstance(wanted, SectionRecord):
            return wanted
        for row in self.records.sections:
            if wanted in (row.section_id, row.number) or wanted.casefold() == row.title.casefold():
                return row
        some = ", ".join(r.number or r.title for r in self.records.sections[:12]) or "none"
        raise UsageError(f"no section {wanted!r}; the numbers and titles are {some} …", path=self.path)


def read(
    path: str | Path,
    nlp: Language | None = None,
    on_page: Callable[[int, int], None] | None = None,
    ocr: bool = True,
) -> Document:
    """Reads one PDF.

    Args:
        path: The file.
        nlp: The pipeline; without it that of `konsultnlp.load`, made once and kept.
        on_page: Called with (pages read, pages in all), for a progress bar.
        ocr: Whether pages that are only pictures, or whose text is nonsense, are read by OCR, where it is installed.

    Returns:
        The document with its records.

    Raises:
        InputError: The file cannot be read; the subclass and the message say why.
    """
    file = Path(path)
    got = read_pdf(file, on_page, ocr)
    clean = got.text
    sha256 = file_sha256(file)
    doc_id = make_doc_id(file, sha256)
    outline = find_sections(clean, document_date(clean))
    clean = clean.with_blocks(outline.blocks)
    facts = find_facts(clean, outline.sections)
    attendance = find_people(clean, outline.sections, facts, got.tables)
    set_sender(outline.sections, facts)
    extend_sections(got.tables, clean, outline.sections)
    pipeline = nlp or _pipeline()
    sections = assemble.section_records(doc_id, clean, outline.sections)
    participants = participant_records(doc_id, clean, attendance)
    pieces = pieces_of(clean, outline.sections, sections, facts, attendance.end)
    assembler = assemble.Assembler(doc_id, clean, outline.sections, facts, participants, pipeline)
    if got.n_pages > MANY_PAGES:
        give_back()
    records = assembler.run(pieces)
    records.sections, records.participants = sections, participants
    records.tables, records.agreements, records.cases, cells = table_records(
        doc_id, got.tables, clean, outline.sections, sections, facts.date
    )
    warnings = [f"{e.code}:{e.page}" for e in got.broken]
    warnings += [f"garbled-text:{p}" for p in got.garbled if p in got.by_ocr]
    warnings += [f"read-by-ocr:{pages}" for pages in page_ranges(got.by_ocr)]
    warnings += [f"picture-unread:{pages}" for pages in page_ranges(got.pictured)]
    warnings += [f"ocr-unsure:{pages}" for pages in page_ranges(got.unsure)]
    warnings += outline.warnings
    document = DocumentRecord(
        doc_id=doc_id, source=printable(file.name), sha256=sha256, doc_type=facts.doc_type, title=facts.title,
        meeting_kind=facts.meeting_kind, meeting_number=facts.meeting_number, meeting_date=facts.meeting_date,
        year=facts.year, issuer_id=facts.issuer_id, language=facts.language, pages=got.n_pages,
        text_layer=_text_layer(clean, got), warnings=";".join(warnings), rule="facts",
    )  # fmt: skip
    records.documents = [document]
    return Document(
        file, doc_id, clean, records, cells, _page_errors(file, got), partial(assembler.docs, pieces), pipeline
    )


def _text_layer(clean: CleanText, got: CleanDocument) -> str:
    """Where the text comes from: ``ocr`` where most pages with text were read by OCR here."""
    if not clean.text:
        return "none"
    with_text = {block.page for block in clean.blocks}
    return "ocr" if 2 * len(got.by_ocr) > len(with_text) else "native"


def page_ranges(pages: Sequence[int]) -> list[str]:
    """Page numbers as runs: 1, 2, 3, 7 → ``1-3`` and ``7``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]


def _page_errors(file: Path, got: CleanDocument) -> list[ErrorRecord]:
    return [ErrorRecord(source=printable(file.name), stage="read", error=e.code, message=str(e)) for e in got.broken]


_made: list[Language] = []


def _pipeline() -> Language:
    """The default pipeline, made once a process."""
    if not _made:
        from konsultnlp.pipeline import load

        _made.append(load())
    return _made[0]

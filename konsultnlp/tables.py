"""Tables to records: each as it stands, and the agreements and cases that appendix tables list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from konsultnlp.ids import with_ids
from konsultnlp.packed import Packed
from konsultnlp.pdf.tables import RawTable
from konsultnlp.records import AgreementRecord, CaseRecord, SectionRecord, TableRecord
from konsultnlp.rules.appendices import agreements, cases
from konsultnlp.sections import Section
from konsultnlp.text import CleanText, Place

CAPTION_NEAR = 40.0
"""Points between a caption and its table."""


def table_records(
    doc_id: str,
    tables: Sequence[RawTable],
    clean: CleanText,
    sections: Sequence[Section],
    section_rows: Sequence[SectionRecord],
    date: str,
) -> tuple[Packed[TableRecord], Packed[AgreementRecord], Packed[CaseRecord], dict[str, list[list[str]]]]:
    """The tables, agreements and cases of a document, and the cells by ``table_id``."""
    rows = Packed[TableRecord]()
    agreed: list[AgreementRecord] = []
    reported: list[CaseRecord] = []
    section_of = _Finder(clean, sections)
    section_ids = [row.section_id for row in section_rows]
    captions = _captions(clean) if tables else {}
    cells: dict[str, list[list[str]]] = {}
    for n, table in enumerate(tables, 1):
        index = section_of(table)
        caption = _caption(table, captions)
        table_id = f"{doc_id}-{n}"
        cells[table_id] = table.rows
        rows.append(
            TableRecord(
                doc_id=doc_id, table_id=table_id, section_id=section_ids[index] if index is not None else "",
                caption=caption, page=table.page, page_end=table.page_end, n_rows=len(table.rows),
                n_cols=max((len(r) for r in table.rows), default=0),
                bbox=",".join(f"{v:.2f}" for v in table.bbox), rule="ruled-table" if table.ruled else "aligned-table",
            )
        )  # fmt: skip
        heading = _heading_path(index, sections)
        agreed.extend(
            AgreementRecord(
                doc_id=doc_id, number=hit.number, title=hit.title, parties=hit.parties, party_ids=hit.party_ids,
                signed=hit.signed, expires=hit.expires, first_year=hit.first_year, page=table.row_pages[hit.row],
                rule=hit.rule,
            )
            for hit in agreements(table.rows, table.inherited, date)
        )  # fmt: skip
        reported.extend(
            CaseRecord(
                doc_id=doc_id, kind=hit.kind, ministry_id=hit.ministry_id, title=hit.title, reported_at=hit.reported_at,
                page=table.row_pages[hit.row], rule=hit.rule,
            )
            for hit in cases(table.rows, table.inherited, heading, caption, date)
        )  # fmt: skip
    return rows, Packed(with_ids(agreed)), Packed(with_ids(reported)), cells


def extend_sections(tables: Sequence[RawTable], clean: CleanText, sections: Sequence[Section]) -> None:
    """A section ends on the page where its last table ends, though the table is not in the text."""
    section_of = _Finder(clean, sections)
    for table in tables:
        index = section_of(table)
        while index is not None:
            sections[index].page_end = max(sections[index].page_end, table.page_end)
            index = sections[index].parent


class _Finder:
    """Finds the section a table stands in: the last whose heading begins above the table's top."""

    def __init__(self, clean: CleanText, sections: Sequence[Section]) -> None:
        # For each section the highest that a heading stands from there on: it falls nowhere, and can be searched by halves.
        self._highest: list[tuple[float, float]] = []
        highest = (inf, inf)
        for section in reversed(sections):
            places = clean.locate(section.start, section.heading_end)
            if places:
                highest = min(highest, (places[0].page, places[0].top))
            self._highest.append(highest)
        self._highest.reverse()

    def __call__(self, table: RawTable) -> int | None:
        at = bisect_right(self._highest, (table.page, table.bbox[1])) - 1
        return None if at < 0 else at


def _heading_path(index: int | None, sections: Sequence[Section]) -> str:
    """The headings above a table, the nearest first, a line each: what kind of cases it lists may stand further up."""
    titles: list[str] = []
    while index is not None:
        titles.append(sections[index].title)
        index = sections[index].parent
    return "\n".join(titles)


def _captions(clean: CleanText) -> dict[int, list[tuple[Place, str]]]:
    """The captions by page, each with the place of its first line."""
    found: dict[int, list[tuple[Place, str]]] = {}
    for block, text in clean.block_texts():
        if block.kind == "caption":
            found.setdefault(block.page, []).append((clean.locate(block.start, block.end)[0], text))
    return found


def _caption(table: RawTable, captions: dict[int, list[tuple[Place, str]]]) -> str:
    """The caption just above or below the table."""
    best: tuple[float, str] | None = None
    for place, text in captions.get(table.page, ()):
        distance = min(abs(table.bbox[1] - place.bottom), abs(place.top - table.bbox[3]))
        if distance < CAPTION_NEAR and (best is None or distance < best[0]):
            best = (distance, text)
    return best[1] if best else ""

"""Who was there, and who speaks in a letter: the attendance list as records, the sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konsultnlp.context import TextBlock
from konsultnlp.facts import Facts
from konsultnlp.grammar.names import person_id
from konsultnlp.pdf.tables import RawTable
from konsultnlp.records import ParticipantRecord
from konsultnlp.rules.attendance import AttendanceHit, merged, read_attendance, read_attendance_table
from konsultnlp.sections import Section
from konsultnlp.text import CleanText, as_boxes


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there.

    Attributes:
        people: In the order of the list; those of a list set as a table have no offsets (-1).
        pages: For each of them the 1-based page.
        end: Offset after the last name in the text before the first chapter.
    """

    people: list[AttendanceHit]
    pages: list[int | None]
    end: int = 0


def find_people(
    clean: CleanText, sections: Sequence[Section], facts: Facts, tables: Sequence[RawTable] = ()
) -> Attendance:
    """The attendance list of minutes: in the text, or set as a table before the first chapter."""
    if facts.doc_type != "referat":
        return Attendance([], [])
    chapter = next((s for s in sections if s.kind not in ("front", "attendance", "agenda")), None)
    blocks = [TextBlock(b.start, b.end, b.kind, b.label, b.depth) for b in clean.blocks]
    people = read_attendance(clean.text, blocks, facts.date)
    border = chapter.start if chapter else len(clean.text)
    end = max((hit.end for hit in people if hit.end <= border), default=0)
    first_page = chapter.page if chapter else 1
    on_page: dict[str, int] = {}
    for table in tables:
        if table.page <= first_page:
            hits = read_attendance_table(table.rows, facts.date)
            on_page.update((hit.person_id, table.page) for hit in hits)
            people = merged(people, hits)
    pages = [clean.page_at(hit.start) if hit.start >= 0 else on_page.get(hit.person_id) for hit in people]
    return Attendance(people, pages, end)


def participant_records(doc_id: str, clean: CleanText, attendance: Attendance) -> list[ParticipantRecord]:
    """The participants table. The id is the name's slug; of two people of one name the second gets a number."""
    rows: list[ParticipantRecord] = []
    seen: dict[str, int] = {}
    for hit, page in zip(attendance.people, attendance.pages, strict=True):
        slug = person_id(hit.name)
        seen[slug] = seen.get(slug, 0) + 1
        in_text = hit.start >= 0
        rows.append(
            ParticipantRecord(
                doc_id=doc_id, person_id=slug if seen[slug] == 1 else f"{slug}-{seen[slug]}", name=hit.name, role=hit.role, side=hit.side, org=hit.org,
                org_id=hit.org_id, function=hit.function, attended=hit.attended, page=page,
                char_start=hit.start if in_text else None, char_end=hit.end if in_text else None,
                boxes=as_boxes(clean.locate(hit.start, hit.end)) if in_text else "", rule=hit.rule,
            )
        )  # fmt: skip
    return rows


def set_sender(sections: Sequence[Section], facts: Facts) -> None:
    """In a letter every section has the sender as contributor."""
    if facts.doc_type != "innspill" or not facts.sender:
        return
    for section in sections:
        if not section.contributor:
            section.contributor, section.contributor_id = facts.sender, facts.issuer_id

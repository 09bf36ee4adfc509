"""Who was there, and who speaks in a letter: the attendance list as records, the issuer, the sender."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from konsultnlp.context import TextBlock
from konsultnlp.facts import Facts
from konsultnlp.records import ParticipantRecord
from konsultnlp.rules.attendance import AttendanceHit, read_attendance
from konsultnlp.sections import Section
from konsultnlp.text import CleanText

_LETTERS: dict[int, str] = {
    ord(k): v for k, v in {"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ł": "l"}.items()
}


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits, hyphens between: ``"Bjørn Åge Læg"`` → ``"bjorn-age-laeg"``."""
    folded = text.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def find_people(clean: CleanText, sections: Sequence[Section], facts: Facts) -> list[AttendanceHit]:
    """The attendance list of minutes: read from the text before the first chapter."""
    if facts.doc_type != "referat":
        return []
    chapter = next((s.start for s in sections if s.kind not in ("front", "attendance", "agenda")), len(clean.text))
    blocks = [TextBlock(b.start, b.end, b.kind, b.label, b.depth) for b in clean.blocks if b.start < chapter]
    return read_attendance(clean.text[:chapter], blocks, facts.date)


def participant_records(doc_id: str, clean: CleanText, people: Sequence[AttendanceHit]) -> list[ParticipantRecord]:
    """The participants table. The id is the name's slug; of two people of one name the second gets a number."""
    rows: list[ParticipantRecord] = []
    seen: dict[str, int] = {}
    for hit in people:
        name_slug = slug(hit.name)
        seen[name_slug] = seen.get(name_slug, 0) + 1
        person_id = name_slug if seen[name_slug] == 1 else f"{name_slug}-{seen[name_slug]}"
        rows.append(
            ParticipantRecord(
                doc_id=doc_id, person_id=person_id, name=hit.name, role=hit.role, side=hit.side, org=hit.org,
                org_id=hit.org_id, function=hit.function, attended=hit.attended, page=clean.page_at(hit.start),
                char_start=hit.start, char_end=hit.end, rule=hit.rule,
            )
        )  # fmt: skip
    return rows


def with_issuer(facts: Facts, people: Sequence[AttendanceHit]) -> Facts:
    """Minutes without a letterhead are issued by whom the secretary of the meeting writes for, else by its leader's."""
    if facts.issuer_id or facts.doc_type != "referat":
        return facts
    for function in ("referent", "moteleder"):
        for hit in people:
            if hit.function == function and hit.org_id:
                return replace(facts, issuer_id=hit.org_id)
    return facts


def set_sender(sections: Sequence[Section], facts: Facts) -> None:
    """In a letter every section has the sender as contributor."""
    if facts.doc_type != "innspill" or not facts.sender:
        return
    for section in sections:
        if not section.contributor:
            section.contributor, section.contributor_id = facts.sender, facts.issuer_id

"""The pieces of a document that the pipes run over: each section's own text, the running text of minutes apart from their lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.facts import Facts
from konsultnlp.records import SectionRecord
from konsultnlp.sections import Section
from konsultnlp.text import CleanText

# "Dato: …", "Forfall: …": a label line; and sentences that tell who came.
_LABEL_LINE = regex.compile(r"^[\p{L}./ ]{2,40}:")
_TELLS_WHO_CAME = regex.compile(
    r"\b(?:møtte|møtt|deltok|deltakarar|deltakere|til ?stede|til ?stades|forfall|representant)", regex.IGNORECASE
)
_SENTENCE = regex.compile(r"^\p{Lu}[^\n]*[.!?:]$")
MIN_WORDS = 4


@dataclass(slots=True)
class Piece:
    """A section's own text, from its heading to the next one; ``section`` is None for text before the first heading.

    ``body`` marks the minutes' running text that follows the attendance list without a heading of its own.
    """

    start: int
    end: int
    section: Section | None
    section_id: str = ""
    body: bool = False

    @property
    def kind(self) -> str:
        """The section's kind, as the pipes see it."""
        if self.body:
            return "chapter"
        return self.section.kind if self.section else "front"


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

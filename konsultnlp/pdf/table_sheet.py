"""One page as tables are looked for on it: words and rules, from pdfminer or from a scan that was read by OCR."""

from __future__ import annotations

from dataclasses import dataclass, field

from konsultnlp.pdf.ink import Ink
from konsultnlp.pdf.model import Page
from konsultnlp.pdf.table_edges import Edge, Strokes, read_strokes, strokes_of
from konsultnlp.pdf.table_text import TableWord, page_words


@dataclass(slots=True)
class Sheet:
    """A page's number, its size in points, its words and its rules."""

    number: int
    width: float
    height: float
    words: list[TableWord]
    strokes: Strokes = field(default_factory=Strokes)


def sheet_of(ink: Ink) -> Sheet:
    """What a printed page holds for the table reader."""
    words = page_words(ink)
    strokes = read_strokes(ink, words) if words else Strokes()
    return Sheet(ink.number, ink.width, ink.height, words, strokes)


def scanned_sheet(page: Page) -> Sheet:
    """What a page that was read by OCR holds for it: its words, and the rules that were found in its picture."""
    words = [
        TableWord(
            w.text, w.x0, w.top, w.x1, w.bottom, w.baseline, w.x0, w.x1, w.size, w.bold, 0, False,
            list(zip(w.text, w.x0s, w.x1s, strict=True)),
        )
        for w in page.words
    ]  # fmt: skip
    across = [Edge((r[1] + r[3]) / 2, r[0], r[2]) for r in page.rules if r[2] - r[0] >= r[3] - r[1]]
    down = [Edge((r[0] + r[2]) / 2, r[1], r[3]) for r in page.rules if r[2] - r[0] < r[3] - r[1]]
    return Sheet(page.number, page.width, page.height, words, strokes_of(across, down, (), words))

"""A PDF file to its `CleanText`: pages are read and laid out in portions, blocks are written out as they are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from konsultnlp.errors import InputError, PageUnread, TablesUnread
from konsultnlp.packed import Packed
from konsultnlp.pdf import footnotes, labels
from konsultnlp.pdf.blocks import Builder, Draft, Measures, PageLines, all_underlined
from konsultnlp.pdf.contents import without_contents
from konsultnlp.pdf.furniture import Furniture
from konsultnlp.pdf.hyphens import HYPHENS, Vocabulary
from konsultnlp.pdf.model import Line, LinkArea, Page, Word, glued
from konsultnlp.pdf.reader import PdfFile
from konsultnlp.pdf.recover import Recovery
from konsultnlp.pdf.rows import Columns, Row, rows_of, within
from konsultnlp.pdf.table_sheet import scanned_sheet
from konsultnlp.pdf.tables import RawTable, TableReader
from konsultnlp.places import NO_LINE, Places
from konsultnlp.text import Block, CleanText, Join, Link, NoteMark, Pose, Style

PORTION = 64
"""Pages that are laid out together: what repeats, what is usual and how words are spelt is learnt from them."""


@dataclass(slots=True)
class CleanDocument:
    """What the PDF room hands on.

    Attributes:
        text: The clean text.
        tables: The tables, kept out of it.
        n_pages: Physical pages.
        broken: Pages that could not be read, or only in part.
        by_ocr: 1-based numbers of the pages that were read by OCR.
        unsure: Those of which the OCR is not sure.
        garbled: Pages whose text layer is nonsense.
        pictured: Pages with a few words on a picture that OCR could not look at.
    """

    text: CleanText
    tables: list[RawTable] = field(default_factory=list)
    n_pages: int = 0
    broken: list[InputError] = field(default_factory=list)
    by_ocr: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)


def read_pdf(path: str | Path, on_page: Callable[[int, int], None] | None = None, ocr: bool = True) -> CleanDocument:
    """Reads a PDF's clean text and tables.

    Args:
        path: The file.
        on_page: Called with (pages read, pages in all), for a progress bar.
        ocr: Whether pages without a sound text layer are read by OCR, where it is installed.

    Raises:
        InputError: The file cannot be read at all; its subclass says why. A single broken page is reported in
            ``CleanDocument.broken`` instead.
    """
    with PdfFile(path) as pdf, closing(_Reading(pdf, on_page, ocr)) as reading:
        writer = _Writer(reading.vocabulary)
        pages = reading.laid_out()
        first = list(islice(pages, 1))  # with its portion the document's measures are known
        for draft in Builder(reading.measures).blocks(chain(first, pages)):
            writer.write(draft, reading.links)
        recovery = reading.recovery
        broken = [
            *reading.broken,
            *recovery.broken,
            *(
                TablesUnread("its tables cannot be read; the page may be damaged", path=pdf.path, page=n)
                for n in reading.tables.unread
            ),
        ]
        return CleanDocument(
            writer.finished(recovery.poses), reading.tables.tables, pdf.n_pages, broken, recovery.by_ocr,
            recovery.unsure, recovery.garbled, recovery.pictured,
        )  # fmt: skip


class _Reading:
    """The pages, a portion at a time, with what is learnt on the way."""

    def __init__(self, pdf: PdfFile, on_page: Callable[[int, int], None] | None, ocr: bool) -> None:
        self._pdf = pdf
        self._pages = pdf.pages()
        self._on_page = on_page
        self._furniture = Furniture()
        self._columns = Columns()
        self._marks: set[str] = set()
        self._note: Draft | None = None
        self._done = 0
        self.measures = Measures()
        self.vocabulary = Vocabulary()
        self.tables = TableReader(pdf.path, self._hyphen_in_cell)
        self.links: dict[int, list[LinkArea]] = {}
        self.recovery = Recovery(pdf, ocr)
        self.broken: list[InputError] = []

    def close(self) -> None:
        """Closes what the table reader holds open."""
        self.tables.close()

    def portion(self) -> list[PageLines]:
        """The next pages, laid out."""
        pages: list[Page] = []
        for page in islice(self._pages, PORTION):
            self._done += 1
            if self._on_page:
                self._on_page(self._done, self._pdf.n_pages)
            if isinstance(page, PageUnread):
                self.broken.append(page)
                continue
            page = self.recovery.page(page)
            if page.links:
                self.links[page.number] = page.links
            pages.append(page)
        self.tables.read(
            [p.number for p in pages if p.ruled], [scanned_sheet(p) for p in pages if p.ruled and p.pose is not None]
        )
        rows: list[tuple[int, float, list[Row]]] = []
        for page in pages:
            words = [w for w in page.words if not any(within(w, b) for b in self.tables.boxes.get(page.number, ()))]
            rows.append((page.number, page.height, rows_of(words)))
        text_rows = self._furniture.strip(rows)
        lines = {p.number: without_contents(self._columns.lines(text_rows[p.number], p.number)) for p in pages}
        measures = Measures.of(list(lines.values()))
        if not self.measures.body_size:
            self.measures = measures
        parted: dict[int, tuple[list[Line], list[Draft]]] = {}
        for number, page_lines in lines.items():
            text_lines, notes = footnotes.split_off(page_lines, self.measures.body_size, self._note)
            if notes and self._note and not (notes[0].label and notes[0].label.text):
                self._note.lines.extend(notes.pop(0).lines)
            self._note = notes[-1] if notes else None
            parted[number] = (text_lines, notes)
        self._marks.update(d.label.text for _, notes in parted.values() for d in notes if d.label)
        for text_lines, notes in parted.values():
            note_lines = [line for draft in notes for line in draft.lines]
            footnotes.without_marks([*text_lines, *note_lines], self._marks)
            self.vocabulary.add(_line_text(line) for line in [*text_lines, *note_lines])
        if parted:
            # Measures without the footnotes and heads, for the edges of the columns.
            refined = Measures.of([text_lines for text_lines, _ in parted.values()])
            self.measures.edges = {**self.measures.edges, **refined.edges}
            self.measures.flush = {**self.measures.flush, **refined.flush}
        return [PageLines(parted[p.number][0], parted[p.number][1], p.width) for p in pages]

    def laid_out(self) -> Iterator[PageLines]:
        """All pages; each is let go before the next is asked for."""
        while self._done < self._pdf.n_pages:
            portion = self.portion()[::-1]
            while portion:
                yield portion.pop()

    def _hyphen_in_cell(self, before: str, after: str) -> tuple[str, str]:
        """The document's hyphen rule in the form in which cells ask for it."""
        head, _, token = before.rpartition(" ")
        first = after.split(maxsplit=1)[0] if after.split() else ""
        keep, space, _ = self.vocabulary.join(token, first, not head)
        return (before if keep else before[:-1]), " " if space else ""


def _line_text(line: Line) -> str:
    return " ".join(w.text for w in line.words)


@dataclass(slots=True)
class _Characters:
    """The characters of a block in the making, with the line and the edges of each."""

    chars: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    x0s: list[float] = field(default_factory=list)
    x1s: list[float] = field(default_factory=list)

    def add(self, char: str, line_id: int, x0: float, x1: float) -> None:
        """One more character."""
        self.chars.append(char)
        self.ids.append(line_id)
        self.x0s.append(x0)
        self.x1s.append(x1)

    def add_word(self, word: Word, line_id: int) -> None:
        """All characters of a word."""
        self.chars.extend(word.text)
        self.ids.extend([line_id] * len(word.text))
        self.x0s.extend(word.x0s)
        self.x1s.extend(word.x1s)

    def drop_last(self) -> None:
        """Takes the last character back."""
        del self.chars[-1], self.ids[-1], self.x0s[-1], self.x1s[-1]


class _Writer:
    """Writes blocks out as clean text, with a place for every character."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._text = bytearray()  # UTF-8: a string with one dash in it takes two bytes a character
        self._n = 0
        self._places = Places()
        self._styles: dict[Style, Style] = {}
        self._blocks = Packed[Block]()
        self._joins = Packed[Join]()
        self._links: list[Link] = []
        self._marks: list[NoteMark] = []

    def write(self, draft: Draft, links: dict[int, list[LinkArea]]) -> None:
        """Adds one block; one without any text (a lone bullet) is dropped."""
        block = _Characters()
        chars, x0s, x1s = block.chars, block.x0s, block.x1s
        under: dict[tuple[int, int], tuple[int, int]] = {}
        base = self._n + (1 if self._blocks else 0)
        noted: list[tuple[int, str, int]] = []
        last: Word | None = None
        for i, line in enumerate(draft.lines):
            words = labels.texts(line.words, draft.label) if i == 0 and draft.kind == "item" else list(line.words)
            if not words:
                continue
            line_id = self._places.add_line(line.page, line.top, line.bottom)
            for k, word in enumerate(words):
                if last is not None:
                    space = not glued(last, word) if k else self._over_line_end(block, base, word.text)
                    if space:
                        block.add(" ", NO_LINE, 0.0, 0.0)
                begin = len(chars)
                if "\u00ad" not in word.text:
                    block.add_word(word, line_id)
                else:
                    for char, x0, x1 in zip(word.text, word.x0s, word.x1s, strict=True):
                        if char == "\u00ad" and (k < len(words) - 1 or char != word.text[-1]):
                            continue  # a soft hyphen that no line end made visible
                        block.add(char, line_id, x0, x1)
                for at, link in enumerate(links.get(line.page, ())):
                    covered = [i for i in range(begin, len(chars)) if link.covers(x0s[i], x1s[i], word)]
                    if covered:
                        start, _ = under.get((line.page, at), (covered[0], 0))
                        under[line.page, at] = (start, covered[-1] + 1)
                if line.marks:
                    dropped = len(line.words) - len(words)
                    noted.extend((len(chars), mark, line.page) for at, mark in line.marks if at - dropped == k)
                last = word
        if not chars:
            return
        self._marks.extend(NoteMark(base + at, label, page) for at, label, page in noted)
        if self._blocks:
            self._text += b"\n"
            self._places.add([NO_LINE], [0.0], [0.0])
        self._text += "".join(chars).encode("utf-8", "surrogatepass")
        self._places.add(block.ids, x0s, x1s)
        self._blocks.append(_block(draft, base, base + len(chars), self._styles))
        for (page, at), (start, end) in under.items():
            self._links.append(Link(base + start, base + end, links[page][at].uri))
        self._n = base + len(chars)

    def _over_line_end(self, block: _Characters, base: int, after: str) -> bool:
        """Undoes or keeps the hyphen at the line end just written; says whether a space follows."""
        chars = block.chars
        if not chars or chars[-1] not in HYPHENS:
            # A web address or a word with a slash goes on without a space.
            if len(chars) < 2 or chars[-2] == " ":
                return True
            span = chars[-1] in "–—" and chars[-2].isdigit() and after[:1].isdigit()  # "2021–" + "2024"
            return not (span or chars[-1] == "/")
        head, _, token = "".join(chars[-80:]).rpartition(" ")
        opens_sentence = not head or head[-1] in ".!?:"
        keep, space, rule = self._vocabulary.join(token, after, opens_sentence)
        self._joins.append(Join(base + len(chars), token, after, keep, rule))
        if not keep:
            block.drop_last()
        elif chars[-1] == "\u00ad":
            chars[-1] = "-"
        return space

    def finished(self, poses: dict[int, Pose]) -> CleanText:
        """The clean text."""
        text = self._text.decode("utf-8", "surrogatepass")
        self._text.clear()
        return CleanText(
            text,
            self._blocks,
            self._places,
            self._joins,
            _one_link_each(self._links),
            self._marks,
            poses,
        )


def _one_link_each(links: list[Link]) -> list[Link]:
    """A link that runs over a line end has an annotation a line: neighbours with one target are one link."""
    found: list[Link] = []
    for link in sorted(links, key=lambda x: (x.start, x.end)):
        if found and found[-1].uri == link.uri and link.start - found[-1].end <= 2:
            found[-1] = Link(found[-1].start, max(found[-1].end, link.end), link.uri)
        else:
            found.append(link)
    return found


def _block(draft: Draft, start: int, end: int, styles: dict[Style, Style]) -> Block:
    weight: Counter[tuple[float, bool, bool, str]] = Counter()
    for line in draft.lines:
        for word in line.words:
            weight[round(word.size, 1), word.bold, word.italic, word.font] += len(word.text)
    size, bold, italic, font = weight.most_common(1)[0][0]
    first = draft.first
    style = Style(size, bold, italic, font, draft.centered, all(map(all_underlined, draft.lines)))
    return Block(
        start,
        end,
        draft.kind,
        first.page,
        draft.label.text if draft.label else "",
        draft.depth,
        styles.setdefault(style, style),  # a document has few
        first.x0,
        draft.gap,
        first.column,
    )

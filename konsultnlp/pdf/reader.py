"""The fast reader: glyphs with boxes and fonts through PDFium, put together to words.

PDFium is used because it is by far the fastest library that gives glyph boxes and fonts (145–380 pages a second on a
21-page file where pdfplumber reads 13). pdfplumber is the reference: a test holds both to the same words.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from konsultnlp.errors import BrokenPdf, EmptyFile, EncryptedPdf, FileMissing, NotAPdf, PageUnread
from konsultnlp.pdf.model import LIGATURES, SPACE_SHARE, SPACE_SHARE_WITH_GLYPHS, LinkArea, Page, Word, composed
from konsultnlp.pdf.scan_image import Gray
from konsultnlp.pdf.superior import Widths, lift_superiors
from konsultnlp.pdf.table_pages import level_strokes, may_hold_table, page_stats
from konsultnlp.pdf.underlines import mark_underlined

DRAWN_SPACES = 0.05
# Two glyphs of one word stand on one baseline, give or take this share of the size.
BASELINE_SHARE = 0.12
# Letters of a word without letter-spacing stand no further apart than this share of the size.
TIGHT_SHARE = 0.07
# The thin space between thousands; figures stand on their full width and are never kerned.
THIN_SPACE_SHARE = 0.12
# Words drawn again on the same spot (fake bold, a shadow) are one word; in points.
SAME_SPOT = 0.6

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique", "kursiv")
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
# PDFium writes a hyphen at a line end as U+0002 or U+FFFE; private-use glyphs of Symbol and Wingdings are bullets.
_HYPHEN_MARKS = {0x02, 0xFFFE}
MAX_PAGES = 200_000
MOST_PIXELS = 40_000_000
"""Of a rendered page: A3 at 300 dots an inch has 17 million."""
FEW_WORDS = 40
"""A page with fewer may be a scan with a stamp; its pictures are looked at."""
PICTURE_SHARE = 0.6
FULL_TURN = 2 * math.pi


@dataclass(slots=True)
class _Font:
    """A text object's font as far as the layout needs it."""

    name: str
    bold: bool
    italic: bool
    size: float
    descent: float
    upright: bool = True


def check_file(path: Path) -> None:
    """Looks at the file before PDFium does, so that the error can say what is wrong.

    Raises:
        FileMissing: No such file.
        EmptyFile: It has no bytes.
        NotAPdf: No ``%PDF-`` in its first kilobyte.
    """
    if path.is_dir():
        raise NotAPdf("this is a folder; name one PDF, or use `konsultnlp extract` for all PDFs of a folder", path=path)
    if not path.is_file():
        raise FileMissing("no such file; is the name spelt right, is the drive connected?", path=path)
    with path.open("rb") as handle:
        head = handle.read(1024)
    if not head:
        raise EmptyFile("the file has 0 bytes; was the download cut off?", path=path)
    if b"%PDF-" not in head:
        raise NotAPdf(
            f"not a PDF: it begins with {head[:8]!r}, expected '%PDF-'; is it a Word file or a web page saved as .pdf?",
            path=path,
        )


class PdfFile:
    """An open PDF, read a page at a time.

    Args:
        path: The file.

    Raises:
        FileMissing, EmptyFile, NotAPdf, EncryptedPdf, BrokenPdf: As their names say.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._widths: Widths = {}
        check_file(self.path)
        try:
            self._pdf = pdfium.PdfDocument(self.path)
            self.n_pages = len(self._pdf)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise EncryptedPdf("a password is needed to open it; save a copy without one", path=self.path) from None
            raise BrokenPdf(
                "the PDF structure is damaged; the file may be cut off, download it again", path=self.path
            ) from None
        if not 0 < self.n_pages <= MAX_PAGES:
            self._pdf.close()
            raise BrokenPdf(f"it says it has {self.n_pages} pages, expected 1–{MAX_PAGES}", path=self.path)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    def pages(self) -> Iterator[Page | PageUnread]:
        """Each page in turn; an unreadable one comes as the error that says so, and the rest goes on."""
        for index in range(self.n_pages):
            try:
                yield self._page(index)
            except (pdfium.PdfiumError, ValueError, OSError) as error:
                yield PageUnread(f"the page cannot be read ({error})", path=self.path, page=index + 1)

    def picture(self, number: int, dpi: int) -> Gray:
        """A page as it is displayed, in grey.

        Args:
            number: Its 1-based number.
            dpi: Pixels an inch; fewer for a page so large that the picture would have over `MOST_PIXELS`.
        """
        page = self._pdf[number - 1]
        try:
            width, height = page.get_size()
            scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
            picture = page.render(scale=scale, grayscale=True).to_numpy()
            return np.array(picture, np.uint8).reshape(picture.shape[0], picture.shape[1])
        finally:
            page.close()

    def _page(self, index: int) -> Page:
        page = self._pdf[index]
        try:
            textpage = page.get_textpage()
            try:
                frame = _Frame(page)
                glyphs = list(_glyphs(textpage.raw, frame))
                lift_superiors(glyphs, self._widths)
                drawn = sum(g is None for g in glyphs) > DRAWN_SPACES * len(glyphs)
                words = _once(_words(glyphs, SPACE_SHARE_WITH_GLYPHS if drawn else SPACE_SHARE))
                mark_underlined(words, (frame.box(*stroke) for stroke in level_strokes(page)))
                printed = textpage.get_text_bounded()
            finally:
                textpage.close()
            ruled = may_hold_table(page_stats(page, printed))
            links = _links(self._pdf.raw, page.raw, frame)
            pictured = len(words) < FEW_WORDS and _pictured(page)
            return Page(index + 1, frame.width, frame.height, words, links, ruled, pictured)
        finally:
            page.close()


class _Frame:
    """From PDF user space to points from the displayed page's top left corner, as pdfplumber counts them."""

    def __init__(self, page: Any) -> None:
        self.left, self.low, right, high = page.get_mediabox()
        self.rotation = page.get_rotation()
        width, height = right - self.left, high - self.low
        self.width, self.height = (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        x, y = x - self.left, y - self.low
        if self.rotation == 90:
            x, y = y, self.height - x
        elif self.rotation == 180:
            x, y = self.width - x, self.height - y
        elif self.rotation == 270:
            x, y = self.width - y, x
        return x, self.height - y

    def box(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """A box, whichever way the page is turned."""
        (xa, ya), (xb, yb) = self.point(left, low), self.point(right, high)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


@dataclass(slots=True)
class Glyph:
    """A glyph as drawn: its characters, left and right edge, baseline and font, and where its advance begins.

    A slanted "f" reaches out to the left of where it begins, over the space before it.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    font: _Font
    begin: float


def _font_of(textpage: Any, index: int, obj: Any) -> _Font:
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, buffer, 256, flags)
    name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    low = name.lower()
    size = raw.FPDFText_GetFontSize(textpage, index)
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size *= scale if scale > 0 else 1.0
    descent = ctypes.c_float()
    font = raw.FPDFTextObj_GetFont(obj)
    # pdfplumber's boxes follow the font descriptor, and ours shall be the same. Where the descriptor says 0 and 0, PDFium
    # puts the height of "A" and the depth of "g", and a height below 0.7 em is never a font's ascent.
    ascent = ctypes.c_float()
    found = (
        font
        and raw.FPDFFont_GetDescent(font, 1000.0, descent)
        and raw.FPDFFont_GetAscent(font, 1000.0, ascent)
        and ascent.value >= 700
        and descent.value > -295  # a deeper one is the font box, put in for a missing value
    )
    depth = abs(descent.value) / 1000.0 if found else 0.0
    weight = raw.FPDFText_GetFontWeight(textpage, index)
    bold = any(b in low for b in _BOLD) or bool(flags.value & _FORCE_BOLD) or weight >= 600
    italic = any(i in low for i in _ITALIC) or bool(flags.value & _ITALIC_FLAG)
    return _Font(name, bold, italic, size, min(depth, 0.5))


def _glyphs(textpage: Any, frame: _Frame) -> Iterator[Glyph | None]:
    """The page's glyphs in drawing order; ``None`` where a space or a line end was drawn."""
    fonts: dict[int, _Font] = {}
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    upright = math.radians(-frame.rotation % 360)  # PDFium counts clockwise
    last: Glyph | None = None
    last_spot: tuple[int, float, float] | None = None
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue  # PDFium's guess at a space or a line end; the gaps tell more
        char = "-" if code in _HYPHEN_MARKS else "" if 0xD800 <= code <= 0xDFFF else chr(code)
        obj = raw.FPDFText_GetTextObject(textpage, index) if char and not _is_blank(char) else None
        if not obj:
            if last:
                yield last
            last = last_spot = None
            yield None
            continue
        key = ctypes.addressof(obj.contents)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        spot = (key, x.value, y.value)
        if last is not None and spot == last_spot:  # one glyph that stands for several letters: a ligature
            raw.FPDFText_GetLooseCharBox(textpage, index, box)
            last.text += char
            last.x1 = max(last.x1, frame.box(box.left, box.bottom, box.right, box.top)[2])
            continue
        if last:
            yield last
        font = fonts.get(key)
        if font is None:
            font = fonts[key] = _font_of(textpage, index, obj)
            turned = abs(raw.FPDFText_GetCharAngle(textpage, index) - upright) % FULL_TURN
            font.upright = not 0.2 < turned < FULL_TURN - 0.2
        if not font.upright:  # writing that runs up the margin is no running text
            last = last_spot = None
            yield None
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        x0, _, x1, _ = frame.box(box.left, box.bottom, box.right, box.top)
        begin, baseline = frame.point(x.value, y.value)
        last = Glyph(LIGATURES.get(code, char), x0, x1, baseline, font, begin)
        last_spot = spot
    if last:
        yield last


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cn")


def _words(glyphs: Sequence[Glyph | None], space: float) -> Iterator[Word]:
    word: Word | None = None
    depth = spread = 0.0
    spaced = False
    for glyph, after in pairwise((*glyphs, None)):
        if glyph is None:
            if word:
                yield _closed(word, depth)
            word = None
            spaced = True
            continue
        font = glyph.font
        if word is not None:
            size = max(word.size, font.size)
            gap = max(glyph.x0, min(glyph.begin, glyph.x1)) - word.x1
            # Letter-spacing parts all letters of a word; one gap after letters that stand close is a space (a tab).
            close = spread < TIGHT_SHARE * size if len(word.text) > 1 else _stand_close(glyph, after)
            widest = SPACE_SHARE if close else space
            if close and word.text[-1].isdigit() and glyph.text[0].isdigit():
                widest = THIN_SPACE_SHARE
            same = (
                abs(glyph.baseline - word.baseline) <= BASELINE_SHARE * size
                and abs(font.size - word.size) <= 0.05 * size
                and -0.5 * size < gap <= widest * size
            )
            spread = max(spread, gap)
            if not same:
                yield _closed(word, depth)
                word = None
        if word is None:
            word = Word("", [], [], 0.0, 0.0, glyph.baseline, font.size, font.name, font.bold, font.italic)
            word.spaced, spaced = spaced, False
            depth = font.descent
            spread = 0.0
        parts = len(glyph.text)
        step = (glyph.x1 - glyph.x0) / parts
        word.text += glyph.text
        word.x0s.extend(glyph.x0 + step * i for i in range(parts))
        word.x1s.extend(glyph.x0 + step * (i + 1) for i in range(parts))
    if word:
        yield _closed(word, depth)


def _stand_close(glyph: Glyph, after: Glyph | None) -> bool:
    """Whether two glyphs follow each other on one baseline without letter-spacing."""
    return (
        after is not None
        and abs(after.baseline - glyph.baseline) <= BASELINE_SHARE * glyph.font.size
        and -0.5 * glyph.font.size < after.x0 - glyph.x1 < TIGHT_SHARE * glyph.font.size
    )


def _once(words: Iterable[Word]) -> list[Word]:
    """Drops words that are drawn again on the same spot."""
    kept: list[Word] = []
    seen: dict[tuple[str, int, int], Word] = {}
    for word in words:
        column, row = round(word.x0), round(word.baseline)
        around = (seen.get((word.text, column + i, row + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(w and abs(w.x0 - word.x0) < SAME_SPOT and abs(w.baseline - word.baseline) < SAME_SPOT for w in around):
            continue
        seen[word.text, column, row] = word
        kept.append(word)
    return kept


def _closed(word: Word, descent: float) -> Word:
    word.bottom = word.baseline + descent * word.size
    word.top = word.bottom - word.size
    word.text = composed(word)
    return word


def _pictured(page: Any) -> bool:
    """Whether pictures cover most of the page."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, low, right, high = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, high - low)
    return bool(covered > PICTURE_SHARE * width * height)


def _links(document: Any, page: Any, frame: _Frame) -> list[LinkArea]:
    links: list[LinkArea] = []
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(link, rect):
            box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            links.append(LinkArea(buffer.value.decode("utf-8", "replace"), box))
    return links

"""The fast reader: glyphs with boxes and fonts through PDFium, put together to words.

PDFium is used because it is by far the fastest library that gives glyph boxes and fonts (145–380 pages a second on a
21-page file where pdfplumber reads 13). pdfplumber is the reference: a test holds both to the same words.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from konsultnlp.errors import BrokenPdf, EmptyFile, EncryptedPdf, FileMissing, InputError, NotAPdf, PageUnread
from konsultnlp.memory import give_back
from konsultnlp.pdf.bombs import check_unpacked
from konsultnlp.pdf.glyphs import Frame, read_glyphs
from konsultnlp.pdf.limits import MOST_CHARACTERS
from konsultnlp.pdf.model import LinkArea, Page
from konsultnlp.pdf.scan_image import Gray
from konsultnlp.pdf.superior import Widths, lift_superiors
from konsultnlp.pdf.table_pages import level_strokes, may_hold_table, page_paths, page_stats
from konsultnlp.pdf.underlines import mark_underlined
from konsultnlp.pdf.words import words_of

MAX_PAGES = 200_000
AT_ONCE = 128
"""Pages after which the file is opened anew; for one of 5,000 pages that takes PDFium as long as it takes to read half a page."""
MOST_PIXELS = 40_000_000
"""Of a rendered page: A3 at 300 dots an inch has 17 million."""
FEW_WORDS = 40
"""A page with fewer may be a scan with a stamp; its pictures are looked at."""
PICTURE_SHARE = 0.6


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
        InputError: The system does not let it be opened.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._widths: Widths = {}
        try:
            check_file(self.path)
            check_unpacked(self.path)
            self._pdf = pdfium.PdfDocument(self.path)
            self.n_pages = len(self._pdf)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise EncryptedPdf("a password is needed to open it; save a copy without one", path=self.path) from None
            raise BrokenPdf(
                "the PDF structure is damaged; the file may be cut off, download it again", path=self.path
            ) from None
        except OSError as error:
            reason = error.strerror or error
            raise InputError(
                f"it cannot be opened ({reason}); may it be read, is its name too long?", path=self.path
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
                if index and index % AT_ONCE == 0:  # PDFium keeps 50 KB a page of the objects it has met
                    met, self._pdf = self._pdf, pdfium.PdfDocument(self.path)
                    met.close()
                    give_back()
                yield self._page(index)
            except PageUnread as error:
                yield error
            except (pdfium.PdfiumError, ValueError, OSError) as error:
                yield PageUnread(f"the page cannot be read ({error})", path=self.path, page=index + 1)

    def picture(self, number: int, dpi: int) -> Gray:
        """A page as it is displayed, in grey.

        Args:
            number: Its 1-based number.
            dpi: Pixels an inch; fewer for a page so large that the picture would have over `MOST_PIXELS`.

        Raises:
            PageUnread: It cannot be drawn.
        """
        try:
            return self._draw(number, dpi)
        except (pdfium.PdfiumError, ValueError, OSError) as error:
            raise PageUnread(f"the page cannot be drawn ({error})", path=self.path, page=number) from None

    def _draw(self, number: int, dpi: int) -> Gray:
        page = self._pdf[number - 1]  # a damaged page may be had once and not again
        try:
            page.set_cropbox(*page.get_mediabox())  # the frame of all boxes, also where a viewer shows a part of it
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
                characters = raw.FPDFText_CountChars(textpage.raw)
                if characters > MOST_CHARACTERS:
                    raise PageUnread(
                        f"it holds {characters} characters, expected at most {MOST_CHARACTERS}; is it text at all?",
                        path=self.path,
                        page=index + 1,
                    )
                frame = Frame(page)
                glyphs = read_glyphs(textpage.raw, frame)
                printed = textpage.get_text_bounded()
            finally:
                textpage.close()
            lift_superiors(glyphs, self._widths)
            words = words_of(glyphs)
            paths = page_paths(page)
            mark_underlined(words, (frame.box(*stroke) for stroke in level_strokes(page, paths)))
            ruled = may_hold_table(page_stats(page, printed, paths))
            links = _links(self._pdf.raw, page.raw, frame)
            pictured = len(words) < FEW_WORDS and _pictured(page)
            return Page(index + 1, frame.width, frame.height, words, links, ruled, pictured)
        finally:
            page.close()


def _pictured(page: Any) -> bool:
    """Whether pictures cover most of the page."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, low, right, high = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, high - low)
    return bool(covered > PICTURE_SHARE * width * height)


def _links(document: Any, page: Any, frame: Frame) -> list[LinkArea]:
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

"""Pages to pictures, and which part of the page they show: PNG of a whole one for a notebook, WebP of all for the report."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from konsultnlp.errors import UsageError
from konsultnlp.pdf.glyphs import Frame
from konsultnlp.pdf.reader import MOST_PIXELS, check_file

DPI = 110
"""Pixels an inch: 11-point type is easy to read on a screen, and a page of text takes about 70 kB."""
GRAYS = 16
"""Levels of grey that are kept of a page without colour: no eye sees the difference, and the file is a third smaller."""
QUALITY = 75
"""WebP quality of a page with colour, usually a photograph or a scan."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it is displayed.

    Attributes:
        number: Its 1-based number.
        view: ``x0, top, x1, bottom`` of what the picture shows, in the points that boxes of records are in. It is not all of
            the page where the PDF crops it.
        data: A WebP file.
    """

    number: int
    view: tuple[float, float, float, float]
    data: bytes


def render_page(path: Path, page: int, dpi: int = DPI) -> tuple[bytes, float, float]:
    """Draws a page as it is displayed, turned as the PDF says.

    Args:
        path: The PDF.
        page: Its 1-based number.
        dpi: Pixels an inch; fewer for a page so large that the picture would have over `MOST_PIXELS`.

    Returns:
        The bytes of a PNG, and the page's width and height in points: the frame of all boxes.

    Raises:
        InputError: The file is gone or cannot be read.
        UsageError: It has no such page.
    """
    check_file(path)
    document = pdfium.PdfDocument(path)
    try:
        if not 1 <= page <= len(document):
            raise UsageError(f"no such page; the document has pages 1–{len(document)}", path=path, page=page)
        sheet = document[page - 1]
        # Boxes count from the corner of the whole sheet, also where a viewer shows a part of it only.
        sheet.set_cropbox(*sheet.get_mediabox())
        width, height = sheet.get_size()
        out = io.BytesIO()
        sheet.render(scale=_scale(width, height, dpi)).to_pil().save(out, format="PNG")
        return out.getvalue(), width, height
    finally:
        document.close()


def _scale(width: float, height: float, dpi: int) -> float:
    """Pixels a point."""
    return min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))


def render_pages(path: Path, dpi: int = DPI) -> Iterator[PageImage | None]:
    """The pictures of a PDF's pages, one after the other; ``None`` for a page that cannot be drawn.

    Args:
        path: The PDF.
        dpi: Pixels an inch; fewer for a page so large that the picture would have over `MOST_PIXELS`.

    Raises:
        OSError, ValueError: The file cannot be opened.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise ValueError(str(error)) from None
    try:
        for index in range(len(document)):
            try:
                yield _render(document, index, dpi)
            except (pdfium.PdfiumError, ValueError, OSError):
                yield None
    finally:
        document.close()


def _render(document: pdfium.PdfDocument, index: int, dpi: int) -> PageImage:
    page = document[index]
    try:
        width, height = page.get_size()
        picture = page.render(scale=_scale(width, height, dpi), rev_byteorder=True).to_pil().convert("RGB")
        return PageImage(index + 1, _view(page), _webp(picture))
    finally:
        page.close()


def _view(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """The crop box, cut to the media box, counted as the boxes of records are: from the media box's top left corner."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, low = max(media[0], crop[0]), max(media[1], crop[1])
    right, high = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or high <= low:  # a crop box beside the page is no crop box
        left, low, right, high = media
    x0, top, x1, bottom = Frame(page).box(left, low, right, high)
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _webp(picture: pdfium.PdfBitmap) -> bytes:
    out = io.BytesIO()
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        step = 256 // GRAYS
        gray = red.point([round(v // step * 255 / (GRAYS - 1)) for v in range(256)])
        gray.convert("RGB").save(out, "WEBP", lossless=True, quality=20, method=2)
    else:
        picture.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()

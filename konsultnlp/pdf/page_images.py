"""Pages to pictures: what a reader sees beside the text, and which part of the page it shows."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from konsultnlp.pdf.glyphs import Frame
from konsultnlp.pdf.reader import MOST_PIXELS

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
        scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
        picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
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

"""A page of a PDF as a picture, as large as the boxes of the records count it."""

from __future__ import annotations

import io
import math
from pathlib import Path

import pypdfium2 as pdfium

from konsultnlp.errors import UsageError
from konsultnlp.pdf.reader import MOST_PIXELS, check_file


def render_page(path: Path, page: int, dpi: int = 110) -> tuple[bytes, float, float]:
    """Draws a page as it is displayed, turned as the PDF says.

    Args:
        path: The PDF.
        page: Its 1-based number.
        dpi: Pixels an inch; fewer for a page so large that the picture would be huge.

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
        scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
        out = io.BytesIO()
        sheet.render(scale=scale).to_pil().save(out, format="PNG")
        return out.getvalue(), width, height
    finally:
        document.close()

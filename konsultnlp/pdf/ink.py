"""What a page is printed with, as pdfminer and pdfplumber tell it: characters and paths, without their layout objects.

pdfplumber makes a dictionary of thirty entries for every character, more than half of the time of a page. Here the same
interpreter runs with a device that notes what the table reader asks for, in the same coordinates.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTLine, LTRect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import mult_matrix
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from konsultnlp.pdf.content import Interpreter
from konsultnlp.pdf.wary import WaryDocument, WaryParser

# What it says of damaged files names neither file nor page, and goes to the screen unless somebody listens; ours does.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

_BOLD = ("bold", "black", "heavy", "demi")


class Char(NamedTuple):
    """A character in pdfminer's frame: its box with y upwards, the turn and place of its matrix, its size."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    a: float
    b: float
    e: float
    f: float
    size: float
    bold: bool


@dataclass(slots=True)
class Ink:
    """A printed page.

    Attributes:
        number: 1-based.
        width, height: Its size in points.
        dx, dy: Left and top edge of its media box.
        chars: Its characters in drawing order.
        rects, lines, curves: Its paths in pdfplumber's frame, with the keys that pdfplumber gives them.
    """

    number: int
    width: float
    height: float
    dx: float
    dy: float
    chars: list[Char]
    rects: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    curves: list[dict[str, Any]] = field(default_factory=list)


class PrintedPages:
    """The pages of one file, from front to back, through one pdfminer document.

    Args:
        path: The file.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._document: WaryDocument | None = None
        self._walk: Iterator[PDFPage] = iter(())
        self._at = 0
        self._page: PDFPage | None = None
        self._fonts = PDFResourceManager()

    def page(self, number: int) -> Ink | None:
        """What a page is printed with; none where there is no such page.

        Raises:
            PdfminerException: It cannot be read.
        """
        try:
            page = self._find(number)
            return None if page is None else ink_of(Page(None, page, number), self._fonts)
        except PdfminerException:
            raise
        except Exception as fault:  # pdfminer fails in many ways on damaged files
            raise PdfminerException(fault) from fault

    def _find(self, number: int) -> PDFPage | None:
        if self._document is None or number < self._at:
            self.close()
            self._file = Path(self._path).open("rb")  # noqa: SIM115 (open as long as its pages are asked for)
            self._document = WaryDocument(WaryParser(self._file))
            self._walk = PDFPage.create_pages(self._document)
        try:
            while self._at < number:
                self._page = next(self._walk, None)
                self._at += 1
                if self._page is None:
                    break
        except Exception:
            self.close()  # a generator that has failed gives no more pages
            raise
        return self._page

    def forget(self) -> None:
        """Lets go of fonts and of what pdfminer keeps of every object it has read: on long files that is much."""
        self._fonts = PDFResourceManager()
        for kept in ("_cached_objs", "_parsed_objs"):
            getattr(self._document, kept, {}).clear()

    def close(self) -> None:
        """Closes the file; a later page opens it again."""
        if self._file is not None:
            self._file.close()
        self._file = self._document = self._page = None
        self._walk, self._at = iter(()), 0


def ink_of(page: Page, fonts: PDFResourceManager | None = None) -> Ink:
    """What a pdfplumber page is printed with.

    Args:
        page: The page.
        fonts: Keeps fonts from page to page.

    Raises:
        PdfminerException: It cannot be read.
    """
    manager = fonts or PDFResourceManager()
    device = _Device(manager, pageno=page.page_number)
    try:
        Interpreter(manager, device).process_page(page.page_obj)
    except Exception as fault:  # pdfminer fails in many ways on damaged files
        raise PdfminerException(fault) from fault
    dx, dy = page.mediabox[:2]
    ink = Ink(page.page_number, float(page.width), float(page.height), dx, dy, device.chars)
    for path in _paths(device.get_result()):
        kept = ink.lines if isinstance(path, LTLine) else ink.rects if isinstance(path, LTRect) else ink.curves
        kept.append(_in_frame(path, page))
    return ink


def _paths(container: LTContainer[Any]) -> Iterator[LTCurve]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _paths(item)
        elif isinstance(item, LTCurve):
            yield item


def _in_frame(path: LTCurve, page: Page) -> dict[str, Any]:
    """A path in pdfplumber's frame and words."""
    dx, dy = page.mediabox[:2]
    return {
        "x0": path.x0 + dx, "x1": path.x1 + dx,
        "top": (page.height - path.y1) + dy, "bottom": (page.height - path.y0) + dy,
        "stroke": path.stroke, "fill": path.fill,
        "stroking_color": path.stroking_color, "non_stroking_color": path.non_stroking_color,
        "pts": [page.point2coord(point) for point in path.pts],
    }  # fmt: skip


class _Face:
    """A font's characters with their widths, read once each."""

    def __init__(self, font: PDFFont) -> None:
        self.bold = any(mark in str(font.fontname).lower() for mark in _BOLD)
        self.descent = font.get_descent()
        self._font = font
        self._chars: dict[int, tuple[str, float]] = {}

    def char(self, cid: int) -> tuple[str, float]:
        """Text and width of a character."""
        found = self._chars.get(cid)
        if found is None:
            try:
                text = self._font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = f"(cid:{cid})"
            if not isinstance(text, str):
                raise TypeError(f"character {cid} of a font stands for {text!r}")
            found = self._chars[cid] = text, self._font.char_width(cid)
        return found


class _Device(PDFPageAggregator):
    """Notes characters as they are drawn; paths are kept by pdfminer's own layout."""

    def __init__(self, manager: PDFResourceManager, pageno: int) -> None:
        super().__init__(manager, pageno=pageno)
        self.chars: list[Char] = []
        self.effort = 0
        """What was spent on the page's content so far, see `Interpreter.execute`."""
        self._faces: dict[int, _Face] = {}

    def render_image(self, name: str, stream: Any) -> None:
        """Pictures are not asked for."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Notes the characters of a string."""
        font = textstate.font
        if font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = _Face(font)
        assert self.ctm is not None
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        size, scaling = textstate.fontsize, textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        dxscale = 0.001 * size * scaling
        low = face.descent * size + textstate.rise
        high = low + size
        x, y = textstate.linematrix
        spaced = False
        for piece in seq:
            if isinstance(piece, int | float):
                x -= piece * dxscale
                spaced = True
                continue
            if not isinstance(piece, bytes):
                continue
            for cid in font.decode(piece):
                if spaced:
                    x += charspace
                spaced = True
                text, width = face.char(cid)
                advance = width * size * scaling
                at_x, at_y = x * a + y * c + e, x * b + y * d + f
                xs = (c * low + at_x, a * advance + c * low + at_x, a * advance + c * high + at_x, c * high + at_x)
                ys = (d * low + at_y, b * advance + d * low + at_y, b * advance + d * high + at_y, d * high + at_y)
                y0, y1 = min(ys), max(ys)
                self.chars.append(Char(text, min(xs), y0, max(xs), y1, a, b, at_x, at_y, y1 - y0, face.bold))
                x += advance
                if cid == 32 and wordspace:
                    x += wordspace
        textstate.linematrix = (x, y)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Notes a character of a font that writes downwards."""
        text, width = _Face(font).char(cid)
        drawn = LTChar(
            matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, graphicstate
        )  # fmt: skip
        a, b, _, _, e, f = matrix
        bold = any(mark in str(font.fontname).lower() for mark in _BOLD)
        self.chars.append(Char(text, drawn.x0, drawn.y0, drawn.x1, drawn.y1, a, b, e, f, drawn.size, bold))
        return drawn.adv

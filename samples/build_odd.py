"""Builds the four documents whose PDFs are hard to read: ``python samples/build_odd.py [--only STEM]``.

- ``2001-3-referat-skannet``: typewritten minutes as a 300 dpi gray scan (JPEG pages without a text layer).
- ``2005-2-materiale-tegnfeil``: a native text layer with private-use bullets and blanks, headings printed twice,
  ligatures, no-break and thin spaces, a letter-spaced letterhead and a ``/Rotate 90`` page with a table.
- ``2007-3-materiale-skanna``: agenda material in nynorsk as a 200 dpi black-and-white scan (CCITT G4 pages).
- ``2013-1-innspill-tegnkart``: a letter whose second page has an embedded font with a wrong ToUnicode map.

Source lines: ``#`` headings, ``-``, ``a)`` and ``1.`` list items, ``|`` table rows, ``[^1]`` footnotes (one a document),
``¬`` a soft hyphen, and ``@`` lines for what only a page has. Needs reportlab, pypdfium2, pillow, numpy and the
Liberation fonts. Equal sources give equal bytes (fixed seeds and dates).
"""

from __future__ import annotations

import argparse
import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

HERE = Path(__file__).resolve().parent
SCANS = HERE.parent / "tests" / "scans"
FONTS = Path("/usr/share/fonts/truetype/liberation")
NBSP = "\u00a0"
Blocks = list[tuple[str, Any]]


class OddFont(ttfonts.TTFont):
    """A TrueType font that looks right on the page, but whose ToUnicode map tells other characters.

    Args:
        name: Name to register it under.
        file: Font file below ``FONTS``.
        told: The code point that the text layer tells for a code point on the page.
    """

    def __init__(self, name: str, file: str, told: Callable[[int], int]) -> None:
        super().__init__(name, str(FONTS / file), asciiReadable=False)
        self.face.name += b"-" + name.encode()  # else reportlab takes two fonts of one face for one
        self.told = told

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
        """Writes the font's objects, with the map bent while reportlab makes it."""
        straight = ttfonts.makeToUnicodeCMap
        ttfonts.makeToUnicodeCMap = lambda name, subset: straight(name, [self.told(code) for code in subset])
        try:
            super().addObjects(doc)
        finally:
            ttfonts.makeToUnicodeCMap = straight


def shifted(code: int) -> int:
    """The code point that the garbled page tells: letters four and digits three places on."""
    for row, step in (("abcdefghijklmnopqrstuvwxyzæøå", 4), ("0123456789", 3)):
        for alphabet in (row, row.upper()):
            if chr(code) in alphabet:
                return ord(alphabet[(alphabet.index(chr(code)) + step) % len(alphabet)])
    return code


def register_fonts() -> None:
    """Registers the faces under the names that ``Look.faces`` uses."""
    for name, file in (("Serif", "LiberationSerif-Regular"), ("Serif-Bold", "LiberationSerif-Bold")):
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(FONTS / f"{file}.ttf")))
        pdfmetrics.registerFont(OddFont(f"Garbled{name[5:]}", f"{file}.ttf", shifted))
    symbols = {0x2022: 0xF0B7, 0x20: 0xF020}  # as Word writes Symbol's bullet and blank
    for name, told in (("Symbols", symbols), ("Thin", {0x20: 0x2009}), ("Hard", {0x20: 0xA0})):
        pdfmetrics.registerFont(OddFont(name, "LiberationSerif-Regular.ttf", lambda c, told=told: told.get(c, c)))


@dataclass
class Scan:
    """How a paper copy is scanned: a skew for each page (degrees), and what the machine adds to it."""

    dpi: int
    skew: tuple[float, ...]
    noise: float
    blur: float
    specks: int
    seed: int
    quality: int = 0
    """JPEG quality; 0 makes black-and-white pages."""
    stamp: str = ""


@dataclass
class Look:
    """How a document is set: its faces, sizes (points) and quirks."""

    faces: tuple[str, str]
    size: float
    leading: float
    left: float = 25 * mm
    top: float = 24 * mm
    justify: bool = False
    heads: tuple[float, ...] = (15, 12.5, 11.5)
    quirks: bool = False
    """Private-use glyphs, ligatures, odd spaces, headings printed twice, letter-spacing."""
    garbled: tuple[int, ...] = ()
    scan: Scan | None = None


LOOKS = {
    "2001-3-referat-skannet": Look(
        ("Courier", "Courier-Bold"), 9.9, 13, left=23 * mm, top=18 * mm, heads=(11.5, 10, 10),
        scan=Scan(300, (0.55, -0.75), 5, 0.8, 260, 2001, quality=30, stamp="KOPI"),
    ),
    "2005-2-materiale-tegnfeil": Look(("Serif", "Serif-Bold"), 11.2, 14.6, quirks=True),
    "2007-3-materiale-skanna": Look(
        ("Times-Roman", "Times-Bold"), 11.5, 14.8, left=27 * mm, justify=True,
        scan=Scan(200, (-0.45, 0.8), 16, 0.7, 90, 2007, stamp="Arkiv"),
    ),
    "2013-1-innspill-tegnkart": Look(("Serif", "Serif-Bold"), 11.5, 15.4, left=28 * mm, garbled=(2,)),
}  # fmt: skip


@dataclass
class Source:
    """A parsed source: its front matter, its pages of blocks ``(kind, text or rows)``, and its footnotes."""

    meta: dict[str, str]
    pages: list[Blocks] = field(default_factory=lambda: [[]])
    rotated: set[int] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> Source:
    """Reads a source file."""
    _, front, body = text.split("---\n", 2)
    source = Source(dict(line.split(": ", 1) for line in front.splitlines()))
    for line in filter(str.strip, body.splitlines()):
        blocks = source.pages[-1]
        if match := re.match(r"\[\^(\d+)\]: (.+)", line):
            source.notes[match[1]] = match[2]
        elif line.startswith("@page"):
            source.pages.append([])
            if line.endswith("rotated"):
                source.rotated.add(len(source.pages))
        elif line.startswith("|"):
            if blocks[-1][0] != "table":
                blocks.append(("table", []))
            blocks[-1][1].append([cell.strip() for cell in line.strip()[1:-1].split("|")])
        elif match := re.match(r"(#{1,3}) (.+)", line):
            blocks.append((f"h{len(match[1])}", match[2]))
        elif match := re.match(r"@(\w+) (.+)", line):
            blocks.append((match[1], match[2]))
        elif match := re.match(r"(-|\w\)|\d\.) (.+)", line):
            blocks.append(("item", (match[1].replace("-", "•"), match[2])))
        else:
            blocks.append(("text", line))
    return source


def markup(text: str, look: Look) -> str:
    """Source text as reportlab's markup, with the quirks of the look."""
    text = text.replace("&", "&amp;").replace("¬", "\u00ad")
    text = re.sub(r"(?<=\d) (?=\d{3}\b)|(?<=§) (?=\d)|(?<=\bkr) (?=\d)", NBSP, text)
    text = re.sub(r"\[\^(\d+)\]", r'<super rise="4" size="7">\1</super>', text)
    if not look.quirks:
        return text
    text = re.sub(r"(?<=\d) (?=mill|mrd|pst)|(?<=jf\.) |(?<=nr\.) ", NBSP, text)
    text = re.sub(r"\b(KS|FIN|HOD|UFD) (?=\w)", rf'\1<font name="Symbols">{NBSP}</font>', text)
    text = re.sub(rf"(?<=\d){NBSP}(?=\d{{3}}\b)", f'<font name="Thin" size="7">{NBSP}</font>', text)
    text = re.sub(rf"(?<!>){NBSP}", f'<font name="Hard">{NBSP}</font>', text)
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02")


def style(look: Look, kind: str, faces: tuple[str, str]) -> ParagraphStyle:
    """The paragraph style of a kind of block."""
    made = ParagraphStyle(kind, fontName=faces[0], fontSize=look.size, leading=look.leading, bulletFontName=faces[0])
    made.spaceAfter, made.alignment = look.leading * 0.42, TA_JUSTIFY if look.justify else TA_LEFT
    if kind[0] == "h" and kind[1:].isdigit():
        made.fontName, made.fontSize = faces[1], look.heads[int(kind[1]) - 1]
        made.leading, made.spaceBefore = made.fontSize * 1.25, look.leading * 0.5
        made.spaceAfter, made.alignment = 2, TA_LEFT
    elif kind == "line":
        made.spaceAfter, made.alignment = 1, TA_LEFT
    elif kind == "item":
        made.leftIndent, made.bulletIndent, made.spaceAfter = 7 * mm, 2.5 * mm, 1.5
        if look.quirks:
            made.bulletFontName = "Symbols"
    elif kind == "note":
        made.fontSize, made.leading = look.size - 2, look.leading - 2.5
    elif kind == "cell":
        made.fontSize, made.leading, made.alignment = look.size - 1, look.leading - 1.4, TA_LEFT
    return made


def flowables(blocks: Blocks, look: Look, faces: tuple[str, str]) -> Iterator[tuple[str, Any, float, float]]:
    """Each block of a page as its kind, its flowable, and the space before and after it."""
    widths: list[float] = []
    for (last, _), (kind, value) in zip([("", ""), *blocks[:-1]], blocks, strict=True):
        form = style(look, kind, faces)
        if kind == "widths":
            widths = [float(width) * mm for width in value.split()]
        elif kind == "table":
            cell = style(look, "cell", faces)
            rows = [[Paragraph(markup(text, look), cell) for text in row] for row in value]
            grid = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            yield kind, Table(rows, widths, style=grid), 2, 8
        elif kind == "item":
            label = value[0] + NBSP * look.quirks
            yield kind, Paragraph(markup(value[1], look), form, bulletText=label), 0, form.spaceAfter
        elif kind == "letterhead":
            yield kind, value, 0, 10
        else:
            gap = 4 if kind == "text" and last in {"item", "line"} else form.spaceBefore
            yield kind, Paragraph(markup(value, look), form), gap, form.spaceAfter


def set_page(canvas: Canvas, source: Source, look: Look, number: int) -> None:
    """Sets one page.

    Raises:
        ValueError: The page's blocks do not fit on it.
    """
    width, height = A4
    canvas.setPageSize(A4)
    if number in source.rotated:  # the sheet stands upright, its content lies on its side, and /Rotate turns it
        canvas.setPageSize((height, width))  # reportlab swaps the sides of a page that it turns
        canvas.setPageRotation(90)
        canvas.translate(width, 0)
        canvas.rotate(90)
        width, height = height, width
    garbled = number in look.garbled
    faces = ("Garbled", "Garbled-Bold") if garbled else look.faces
    room = width - look.left - 23 * mm
    bottom = 17 * mm
    blocks = source.pages[number - 1]
    marks = re.findall(r"\[\^(\d+)\]", str(blocks))
    for mark in marks:
        note = Paragraph(f'<super rise="3" size="6">{mark}</super> {source.notes[mark]}', style(look, "note", faces))
        bottom += note.wrap(room, height)[1] + 4
        note.drawOn(canvas, look.left, 17 * mm)
        canvas.line(look.left, bottom, look.left + 45 * mm, bottom)
    y = height - look.top
    for kind, flow, before, after in flowables(blocks, look, faces):
        if kind == "letterhead":
            y -= look.leading
            canvas.setFont(faces[1], look.size)
            canvas.drawString(look.left, y, flow, charSpace=3.6 if look.quirks else 0)
            y -= after
            continue
        y -= before + flow.wrap(room, height)[1]
        flow.drawOn(canvas, look.left, y)
        if look.quirks and kind.startswith("h"):  # bold by printing twice, a hair apart
            flow.drawOn(canvas, look.left + 0.3, y)
        y -= after
    if y < bottom:
        raise ValueError(f"page {number} runs over by {bottom - y:.0f} points")
    canvas.setFont("Courier" if look.faces[0] == "Courier" else "Helvetica", 8)
    canvas.drawString(look.left, 11 * mm, source.meta["footer"])
    canvas.drawRightString(width - 23 * mm, 11 * mm, f"Side {number} av {len(source.pages)}")
    canvas.showPage()


def typeset(source: Source, look: Look) -> bytes:
    """The PDF of a source, with a text layer."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang=source.meta["language"])
    canvas.setTitle(source.meta["footer"])
    for number in range(1, len(source.pages) + 1):
        set_page(canvas, source, look, number)
    canvas.save()
    return target.getvalue()


def scribble(sheet: Image.Image, dpi: int, page: int, stamp: str, rng: np.random.Generator) -> None:
    """Draws a rubber stamp (first page) and a pen's squiggle into the right margin."""
    pen = ImageDraw.Draw(sheet)
    if page == 1:
        font = ImageFont.truetype(str(FONTS / "LiberationSans-Bold.ttf"), int(0.2 * dpi))
        _, _, right, bottom = font.getbbox(stamp)
        badge = Image.new("L", (int(right + 0.2 * dpi), int(bottom + 0.2 * dpi)), 255)
        ink = ImageDraw.Draw(badge)
        ink.rectangle((4, 4, badge.width - 5, badge.height - 5), outline=110, width=max(3, dpi // 75))
        ink.text((0.1 * dpi, 0.08 * dpi), stamp, fill=110, font=font)
        sheet.paste(badge.rotate(7, expand=True, fillcolor=255), (int(6.9 * dpi), int(0.45 * dpi)))
    phase = rng.uniform(0, 6.28)
    x0, y0 = 7.62 * dpi, (4.3 + 1.7 * page) * dpi
    step = np.linspace(0, 1, 90)
    x = x0 + dpi * (0.16 * np.sin(17 * step + phase) + 0.05 * np.sin(41 * step))
    y = y0 + dpi * (0.95 * step + 0.06 * np.cos(29 * step + phase))
    pen.line(list(zip(x, y, strict=True)), fill=70, width=max(2, dpi // 80), joint="curve")


def scanned(pdf: bytes, scan: Scan) -> bytes:
    """A PDF of page images only: the pages printed, stamped, laid askew on the glass and scanned."""
    rng = np.random.default_rng(scan.seed)
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        sheet = page.render(scale=scan.dpi / 72).to_pil().convert("L")
        scribble(sheet, scan.dpi, number, scan.stamp, rng)
        skew = scan.skew[number - 1]
        sheet = sheet.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=250)
        sheet = sheet.filter(ImageFilter.GaussianBlur(scan.blur))
        gray = np.asarray(sheet, dtype=np.float64) * (0.8 if scan.quality else 0.94) + (42 if scan.quality else 10)
        gray += rng.normal(0, scan.noise, gray.shape)
        for _ in range(scan.specks):
            y, x = rng.integers(0, gray.shape[0] - 4), rng.integers(0, gray.shape[1] - 4)
            high, wide = rng.integers(1, 4, 2)
            gray[y : y + high, x : x + wide] = rng.integers(40, 130)
        image = Image.fromarray(gray.clip(0, 255).astype(np.uint8))
        pages.append(image if scan.quality else image.point(lambda level: 255 * (level > 150)).convert("1"))
    options: dict[str, Any] = {"quality": scan.quality} if scan.quality else {}
    options |= {"creationDate": time.gmtime(0), "modDate": time.gmtime(0), "producer": "scanner"}
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=scan.dpi, **options)
    return target.getvalue()


def build(path: Path) -> Path:
    """Builds the PDF of one source file and returns its path: what OCR must read lies beside the tests."""
    look = LOOKS[path.stem]
    pdf = typeset(parse(path.read_text(encoding="utf-8")), look)
    target = (SCANS if look.scan or look.garbled else HERE) / f"{path.stem}.pdf"
    target.write_bytes(scanned(pdf, look.scan) if look.scan else pdf)
    return target


def main() -> None:
    """Builds all documents, or the one named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="*", help="stem of one document")
    stem = parser.parse_args().only
    register_fonts()
    for path in sorted((HERE / "sources" / "odd").glob(f"{stem}.md")):
        print(f"{build(path).name} built")


if __name__ == "__main__":
    main()

"""Builds the sample PDFs from ``sources/``. Needs nothing but reportlab: ``python samples/build.py``.

The sources are plain text: ``#`` headings, ``-`` and ``a)`` list items (two spaces before a nested one),
``[^1]`` footnotes, ``[words](address)`` links, ``|`` tables, and ``@`` lines for what only a page has. Equal
sources give equal bytes: no clock, no random ids, no compression.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.doctemplate import CondPageBreak

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
MADE_WITH = "5.1.0"
"""The reportlab version of the committed files; another one may write other bytes for the same pages."""

LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 25 * mm, 24 * mm, 22 * mm
WIDTH = A4[0] - LEFT - RIGHT
KEEP = 26 * mm
"""White space that a heading, or a row of them, must find below itself."""
HEADINGS = {"h1", "h2", "h3", "h4"}
MAX_PAGES = 20


def _style(name: str, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **more)


STYLES = {
    "letterhead": _style("letterhead", "Helvetica", 11, 14, spaceAfter=10 * mm),
    "series": _style("series", "Helvetica", 12, 15, textColor=colors.HexColor("#444444")),
    "h1-title": _style("h1-title", "Helvetica-Bold", 19, 24, spaceAfter=2 * mm),
    "date": _style("date", "Helvetica", 11, 14, spaceAfter=6 * mm),
    "meta": _style("meta", "Times-Roman", 10.5, 14.5, leftIndent=24 * mm, firstLineIndent=-24 * mm),
    "h1": _style("h1", "Helvetica-Bold", 14, 18, spaceBefore=4.5 * mm, spaceAfter=1 * mm),
    "h2": _style("h2", "Helvetica-Bold", 12, 15, spaceBefore=3 * mm, spaceAfter=1 * mm),
    "h3": _style("h3", "Helvetica-Oblique", 11, 14, spaceBefore=1.8 * mm, spaceAfter=1 * mm),
    "h4": _style("h4", "Times-Bold", 10.5, 13.6, spaceBefore=1 * mm, spaceAfter=0.3 * mm),
    "text": _style("text", "Times-Roman", 10.5, 13.6, alignment=TA_JUSTIFY, spaceAfter=2.2 * mm),
    "item": _style(
        "item",
        "Times-Roman",
        10.5,
        13.6,
        leftIndent=8 * mm,
        bulletIndent=3 * mm,
        bulletFontSize=10.5,
        spaceAfter=0.8 * mm,
    ),
    "item2": _style(
        "item2",
        "Times-Roman",
        10.5,
        13.6,
        leftIndent=15 * mm,
        bulletIndent=10 * mm,
        bulletFontSize=10.5,
        spaceAfter=0.8 * mm,
    ),
    "caption": _style("caption", "Times-Italic", 10, 13, spaceAfter=1 * mm),
    "cell": _style("cell", "Helvetica", 9, 11.5),
    "head": _style("head", "Helvetica-Bold", 9, 11.5),
    "note": _style("note", "Times-Roman", 8.5, 10.5),
}


@dataclass
class Source:
    """A parsed source: its front matter, its blocks ``(kind, text or rows)`` and its footnotes."""

    meta: dict[str, str]
    blocks: list[tuple[str, Any]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def _kind(line: str) -> tuple[str, str]:
    """What a line of a source is, and its text."""
    if match := re.match(r"(#{1,4}) (.+)", line):
        return f"h{len(match[1])}", match[2]
    if match := re.match(r"@(\w+) ?(.*)", line):
        return match[1], match[2]
    if match := re.match(r"( *)- (.+)", line):
        return ("item2" if match[1] else "item"), f"{'–' if match[1] else '•'}\t{match[2]}"
    if match := re.match(r"(\w\)|\d+\.) (.+)", line):
        return "item", f"{match[1]}\t{match[2]}"
    return "text", line


def parse(text: str) -> Source:
    """Reads a source file."""
    _, front, body = text.split("---\n", 2)
    pairs = (line.split(":", 1) for line in front.splitlines() if line.strip())
    source = Source({key.strip(): value.strip() for key, value in pairs})
    for line in body.splitlines():
        if not line.strip():
            continue
        if match := re.match(r"\[\^(\d+)\]: (.+)", line):
            source.notes[match[1]] = match[2]
        elif line.startswith("|"):
            row = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if source.blocks[-1][0] != "table":
                source.blocks.append(("table", []))
            source.blocks[-1][1].append(row)
        else:
            source.blocks.append(_kind(line))
    return source


def _hyphens() -> Callable[[str], str]:
    """Puts soft hyphens into the words of ``hyphens.txt``."""
    lines = (SOURCES / "hyphens.txt").read_text(encoding="utf-8").splitlines()
    words = {w.replace("-", "").lower(): w.index("-") for w in lines if w and not w.startswith("#")}
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))), re.IGNORECASE)

    def put(match: re.Match[str]) -> str:
        at = words[match[0].lower()]
        return f"{match[0][:at]}\u00ad{match[0][at:]}"

    return lambda text: pattern.sub(put, text)


def markup(text: str, soft: Callable[[str], str]) -> str:
    """Source text as reportlab's markup: numbers do not break, note marks are raised, links live."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", text)
    text = re.sub(r"(?<=§) (?=\d)|(?<=\bkr) (?=\d)|(?<=\bkl\.) (?=\d)", "\u00a0", text)
    text = re.sub(r"(?<=\d) (?=%|mill\.|mrd\.)", "\u00a0", text)
    pieces = re.split(r"(\[[^\]^]+\]\([^)]+\))", text)
    for at, piece in enumerate(pieces):
        if match := re.fullmatch(r"\[([^\]]+)\]\(([^)]+)\)", piece):
            pieces[at] = f'<a href="{match[2]}" color="#1a4b8c">{match[1]}</a>'
        else:
            pieces[at] = soft(piece)
    raised = r'<super rise="4" size="7">\1</super><ondraw name="note_drawn" label="\1"/>'
    return re.sub(r"\[\^(\d+)\]", raised, "".join(pieces))


def _table(rows: list[list[str]], widths: list[float]) -> Table:
    """A ruled table with a repeated head; a row with nothing but its first cell spans all columns."""
    cells = [[Paragraph(c, STYLES["head" if not i else "cell"]) for c in row] for i, row in enumerate(rows)]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#666666")),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dfe6ee")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    for at, row in enumerate(rows):
        if row[0] and not any(row[1:]):
            cells[at][0] = Paragraph(row[0], STYLES["head"])
            style.append(("SPAN", (0, at), (-1, at)))
            style.append(("BACKGROUND", (0, at), (-1, at), colors.HexColor("#f2f4f7")))
    return Table(cells, [w * mm for w in widths], repeatRows=1, style=style, hAlign="LEFT", spaceAfter=4 * mm)


def story(source: Source) -> list[Flowable]:
    """The flowables of a document."""
    soft = _hyphens()
    flow: list[Flowable] = []
    widths: list[float] = []
    titled = False
    for kind, value in source.blocks:
        if kind == "pagebreak":
            flow.append(PageBreak())
        elif kind == "needs":
            flow.append(CondPageBreak(float(value) * mm))
        elif kind == "widths":
            widths = [float(w) for w in value.split()]
        elif kind == "table":
            flow.append(_table(value, widths))
        elif kind in {"item", "item2"}:
            label, text = value.split("\t")
            # as word processors do it: the round bullet comes from the Symbol font
            font = "Symbol" if label == "•" else "Times-Roman"
            style = ParagraphStyle(kind, parent=STYLES[kind], bulletFontName=font)
            flow.append(Paragraph(markup(text, soft), style, bulletText=label))
        elif kind == "h1" and not titled:
            titled = True
            flow.append(Paragraph(markup(value, soft), STYLES["h1-title"]))
        else:
            text = markup(value, soft)
            if kind == "meta":
                label, text = text.split(": ", 1)
                text = f"<b>{label}:</b> {text}"
            previous = flow[-1] if flow else None
            if kind == "text" and isinstance(previous, Paragraph) and previous.style.name.startswith("item"):
                flow.append(Spacer(1, 1.4 * mm))
            if kind in HEADINGS and not (isinstance(previous, Paragraph) and previous.style.name in HEADINGS):
                flow.append(CondPageBreak(KEEP))  # no heading at the foot of a page, without its text
            flow.append(Paragraph(text, STYLES[kind]))
    return flow


def _notes_of(source: Source, labels: list[str]) -> list[Paragraph]:
    return [
        Paragraph(f'<super rise="3" size="6">{n}</super> {markup(source.notes[n], str)}', STYLES["note"])
        for n in labels
    ]


def _render(
    source: Source, path: Path, notes_on: dict[int, list[str]], room_on: dict[int, list[str]]
) -> dict[int, list[str]]:
    """Writes the PDF with footnotes, and room for some, on given pages; returns the marks of each page."""
    marks: dict[int, list[str]] = {}

    def note_drawn(page: Canvas, _kind: str, label: str) -> None:
        marks.setdefault(page.getPageNumber(), []).append(label)

    def canvas(*args: Any, **kwargs: Any) -> Canvas:
        made = Canvas(*args, **kwargs)
        if hasattr(made, "setNamedCB"):
            made.setNamedCB("note_drawn", note_drawn)
        else:  # before reportlab named its callbacks, it looked for an attribute
            made.note_drawn = note_drawn
        return made

    def furniture(page: Canvas, _doc: BaseDocTemplate) -> None:
        number = page.getPageNumber()
        if source.meta["header"] and number > 1:
            page.setFont("Helvetica", 8.5)
            page.setFillColor(colors.HexColor("#555555"))
            page.drawString(LEFT, A4[1] - 15 * mm, source.meta["header"])
        page.setFont("Helvetica", 8)
        page.setFillColor(colors.HexColor("#555555"))
        page.drawString(LEFT, 12 * mm, source.meta["notice"])
        page.drawRightString(A4[0] - RIGHT, 12 * mm, f"{source.meta['page']} {number}")
        if paragraphs := _notes_of(source, notes_on.get(number, [])):
            y = BOTTOM
            for paragraph in reversed(paragraphs):
                y += paragraph.wrap(WIDTH, 50 * mm)[1]
                paragraph.drawOn(page, LEFT, y - paragraph.height)
            page.setStrokeColor(colors.black)
            page.setLineWidth(0.5)
            page.line(LEFT, y + 2 * mm, LEFT + 45 * mm, y + 2 * mm)

    templates = []
    for number in range(1, MAX_PAGES):
        paragraphs = _notes_of(source, room_on.get(number, []))
        room = sum(p.wrap(WIDTH, 50 * mm)[1] for p in paragraphs) + (5 * mm if paragraphs else 0)
        frame = Frame(LEFT, BOTTOM + room, WIDTH, A4[1] - TOP - BOTTOM - room, 0, 0, 0, 0)
        templates.append(PageTemplate(f"p{number}", [frame], onPage=furniture, autoNextPageTemplate=f"p{number + 1}"))
    document = BaseDocTemplate(
        str(path), pagesize=A4, pageTemplates=templates, invariant=1, pageCompression=0,
        title=source.meta["title"], author="konsultnlp", subject=source.meta["notice"],
        lang=source.meta["language"],
    )  # fmt: skip
    document.build(story(source), canvasmaker=canvas)
    return marks


def build(stem: str, folder: Path = HERE) -> Path:
    """Builds one sample.

    Args:
        stem: Name of its source without the ending.
        folder: Where the PDF goes.

    Returns:
        The PDF's path.
    """
    source = parse((SOURCES / f"{stem}.md").read_text(encoding="utf-8"))
    path = folder / f"{stem}.pdf"
    notes_on: dict[int, list[str]] = {}
    room_on: dict[int, list[str]] = {}
    while True:  # a footnote takes room, and may so push its own mark to the next page; room once given stays
        marks = _render(source, path, notes_on, room_on)
        if marks == notes_on:
            return path
        notes_on = marks
        room_on = {n: max(room_on.get(n, []), marks.get(n, []), key=len) for n in {*room_on, *marks}}


def stems() -> list[str]:
    """The names of all samples, sorted."""
    return sorted(p.stem for p in SOURCES.glob("*.md"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the PDFs")
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    for stem in stems():
        print(build(stem, folder).name)


if __name__ == "__main__":
    main()

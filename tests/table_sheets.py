"""Small PDFs for the tests of the table reader."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from konsultnlp.pdf.tables import find_tables

WIDTH, HEIGHT = A4
PROSE = (
    "Kommunene melder at tilbudet er blitt dårligere de siste årene, og at veksten i utgiftene er større enn veksten i "
    "inntektene. Derfor trengs en gjennomgang av ordningen før neste budsjett legges fram, slik partene ble enige om. "
)
CASES = [
    ["Sak", "Oppmeldt"],
    ["Samferdselsdepartementet", ""],
    ["Elektriske busser", "1. møte 2019"],
    ["Sikring av skredutsatt veg", "2. møte 2020"],
]
AGREEMENTS = [
    ["Nr.", "Avtale", "Parter", "Inngått", "Utløper"],
    ["1", "Avtale om skolemat", "KD og KS", "01.02.2019", "31.12.2022"],
    ["2", "Avtale om leirskole", "KD og KS", "15.03.2020", "31.12.2023"],
    ["3", "Avtale om havner", "SD og KS", "07.09.2021", ""],
]


class Sheet:
    """A page to draw on, with y counted from the top."""

    def __init__(self, path: Path, size: tuple[float, float] = A4) -> None:
        self.path, self.height = path, size[1]
        self.canvas = Canvas(str(path), pagesize=size)

    def text(self, x: float, y: float, words: str, size: float = 10, font: str = "Helvetica") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float, colour: colors.Color = colors.black) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillColor(colors.black)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)

    def prose(self, x: float, y: float, width: float, lines: int, size: float = 10) -> float:
        words = (PROSE * 20).split()
        for _ in range(lines):
            line = words.pop(0)
            while self.canvas.stringWidth(f"{line} {words[0]}", "Helvetica", size) < width:
                line += " " + words.pop(0)
            self.text(x, y, line, size)
            y += 1.25 * size
        return y

    def rows(self, rows: list[list[str]], xs: list[float], y: float, step: float = 18) -> list[float]:
        """Writes cells; returns the heights between which the rows stand."""
        for row in rows:
            for x, cell in zip(xs, row, strict=False):
                for k, part in enumerate(cell.split("\n")):
                    self.text(x + 4, y + 12 + 11 * k, part, 9)
            y += step
        return [y - step * (len(rows) - k) for k in range(len(rows) + 1)]

    def next_page(self) -> None:
        self.canvas.showPage()

    def done(self) -> Path:
        self.canvas.save()
        return self.path


def flowed(path: Path, parts: list, pagesize: tuple[float, float] = A4, running: bool = False) -> Path:
    def head(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        if running:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, pagesize[1] - 35, "Saksliste til møtet i mai")
            canvas.line(60, pagesize[1] - 40, pagesize[0] - 60, pagesize[1] - 40)
            canvas.drawCentredString(pagesize[0] / 2, 30, f"Side {doc.page} av 9")

    SimpleDocTemplate(str(path), pagesize=pagesize).build(parts, onFirstPage=head, onLaterPages=head)
    return path


def grid(rows: list[list[str]], **kw) -> Table:
    extra = kw.pop("style", [])
    return Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), *extra], **kw)


def only(path: Path) -> list[list[str]]:
    tables = find_tables(path)
    assert len(tables) == 1
    return tables[0].rows


def many(n: int) -> list[list[str]]:
    return [
        [str(k), f"Avtale om felles tiltak {k}", "KD og KS", f"0{k % 9 + 1}.02.2019", "31.12.2022"] for k in range(1, n)
    ]

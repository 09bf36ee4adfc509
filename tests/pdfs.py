"""Small PDFs for the tests, each made for one thing."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4


class Sheet:
    """Draws lines from the top down; ``top`` is the distance of the baseline from the page's top, in points."""

    def __init__(self, path: Path):
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)

    def text(self, x, top, text, font="Times-Roman", size=11):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - top, text)
        return self

    def lines(self, x, top, *texts, font="Times-Roman", size=11, step=14):
        for i, text in enumerate(texts):
            self.text(x, top + i * step, text, font, size)
        return self

    def run(self, x, top, *parts):
        """Pieces of text one after the other: (text, size, how far it is raised)."""
        for text, size, rise in parts:
            self.text(x, top - rise, text, size=size)
            x += stringWidth(text, "Times-Roman", size)
        return self

    def squeezed(self, x, top, *parts, size=11):
        """Pieces of text one after the other, at their width or at 65 % of it, as a font's superior figures are: (text, narrow)."""
        text = self.canvas.beginText(x, HEIGHT - top)
        text.setFont("Times-Roman", size)
        for piece, narrow in parts:
            text.setHorizScale(65 if narrow else 100)
            text.textOut(piece)
        self.canvas.drawText(text)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def save(self):
        self.canvas.save()
        return self.path


FILLER = (
    "Kommunene i regionen har i flere år arbeidet sammen om felles tjenester for innbyggerne,",
    "og erfaringene er jevnt over gode. Utvalget har besøkt ni av dem og snakket med ansatte,",
    "ledere og folkevalgte om hva som skal til for at ordningen kan stå seg over tid.",
)
"""Running text of our own, three full lines at 11 points from x = 70."""

"""PDFs for the tests of the report: a letter whose request runs over a page break, turned and cropped pages, hostile text."""

from pathlib import Path

from pdfs import FILLER, HEIGHT, Sheet

HOSTILE = (
    '<img src="x" onerror="window.hit=1">',
    "</script><script>window.hit=2</script>",
    "<svg/onload=window.hit=3> <!-- <script>",
    '=HYPERLINK("http://ond.example")',
)
"""Lines that would run, or end a script, where a page puts them into HTML."""


def letter(path: Path) -> Path:
    """Two pages; a request begins on the first and ends on the second."""
    sheet = Sheet(path)
    sheet.text(70, 90, "Innspill fra KS til konsultasjonsmøtet 2021", font="Times-Bold", size=16)
    sheet.text(70, 120, "Oslo, 12. april 2021")
    sheet.text(70, 160, "Økonomi", font="Times-Bold", size=13)
    sheet.lines(70, 184, *FILLER)
    sheet.lines(70, 240, "KS ber regjeringen om å øke de frie inntektene med 400 mill. kroner innen 1. oktober 2021.")
    for top in range(280, 740, 56):
        sheet.lines(70, top, *FILLER)
    sheet.lines(70, 770, "KS ber Kunnskapsdepartementet om å legge fram en samlet plan for opplæringen, slik at")
    sheet.page()
    sheet.lines(70, 80, "kommunene kan ansette flere lærere i alle deler av landet før skolestart i 2022.")
    sheet.lines(70, 130, *FILLER)
    sheet.lines(70, 200, "KS forventer at staten betaler 3,5 milliarder kroner for 5 000 nye plasser.")
    return sheet.page().save()


def turned(path: Path) -> Path:
    """A page that is turned by 90 degrees and one that is cropped, each with a request."""
    sheet = Sheet(path)
    sheet.canvas.setPageRotation(90)
    sheet.canvas.saveState()
    sheet.canvas.translate(0, HEIGHT)  # so that the turned page reads upright
    sheet.canvas.translate(595.28, -HEIGHT)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Times-Roman", 12)
    sheet.canvas.drawString(80, 400, "KS ber regjeringen om å betale 200 mill. kroner i 2019.")
    sheet.canvas.restoreState()
    sheet.page()
    sheet.canvas.setPageRotation(0)
    sheet.canvas.setCropBox((40, 60, 560, 700))
    sheet.lines(70, 300, *FILLER)
    sheet.lines(70, 400, "KS krever at staten betaler 900 mill. kroner til kommunene i 2019.")
    return sheet.page().save()


def hostile(path: Path) -> Path:
    """Text that would like to be a script, as a title, in a request and as the target of a link."""
    sheet = Sheet(path)
    sheet.text(70, 90, "Innspill <img src=x onerror=window.hit=4> 2020", font="Times-Bold", size=16)
    for number, line in enumerate(HOSTILE):
        sheet.text(70, 140 + 40 * number, f"KS ber regjeringen om å fjerne {line} i 2020.")
    sheet.text(70, 340, "Les mer her.")
    sheet.canvas.linkURL("javascript:window.hit=5", (70, HEIGHT - 345, 130, HEIGHT - 330))
    return sheet.page().save()

"""What the table reader takes off a page is what pdfplumber tells of it; pdfplumber is the reference, and slow."""

from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from konsultnlp.pdf.ink import PrintedPages, ink_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

CONTENTS = {
    "escapes": r"(a\(b\)\101\8\\ \53 c\qd) Tj",
    "a string over a line end": "(on\\\ne \\\r\nline) Tj",
    "brackets in a string": "(a (b (c)) d) Tj",
    "brackets and an escape": r"(a (b\)) \(d) Tj",
    "hex": "<41 42\n43> Tj <> Tj <4> Tj",
    "kerning": "[(a) -250.5 (b) .5 <4142> -.5 (c) +3 (d) 4. (e)] TJ",
    "numbers that are none": "1 0 0 1 - 70 -- 600 Tm (x) Tj 1.2.3 Ts (y) Tj",
    "a comment": "(a) Tj % (b) Tj\n(c) Tj",
    "an inline picture": "q BI /W 2 /H 2 /BPC 8 /CS /G ID \x01\x02(\x03 EI Q (a) Tj",
    "quotes": "14 TL (a) ' 3 1 (b) \" T* (c) Tj",
    "marked text": "/Span <</ActualText (x) /MCID 1 /Lang [/nb true 1]>> BDC (a) Tj EMC",
    "a name with a number sign": "/F#31 12 Tf (a) Tj",
    "turned and slanted": "0 1 -1 0 100 300 Tm (up) Tj 1 0 .3 1 90 200 Tm 80 Tz 2 Tc 5 Tw (slanted text) Tj",
    "too many operands": "9 9 1 0 0 1 70 500 Tm (a) Tj",
    "too few operands": "70 Td (a) Tj",
    "no end": "(a) Tj (b",
    "no array": "(a) Tj ] (b) Tj",
    "rules": "ET 1 0 0 RG 2 w 50 50 100 0 re S 50 90 m 200 90 l S 1 g 50 60 40 20 re B 10 10 m 20 30 l 30 10 l h f BT",
}


def as_told(page):
    """Characters and paths of a pdfplumber page, as `as_noted` tells them."""
    objects = page.objects
    chars = [(c["text"], c["x0"], c["top"], c["x1"], c["bottom"], c["size"]) for c in objects.get("char", [])]
    return chars, [[told(o) for o in objects.get(kind, [])] for kind in ("rect", "line", "curve")]


def as_noted(ink):
    chars = [
        (c.text, c.x0 + ink.dx, ink.height - c.y1 + ink.dy, c.x1 + ink.dx, ink.height - c.y0 + ink.dy, c.size)
        for c in ink.chars
    ]
    return chars, [[told(o) for o in kind] for kind in (ink.rects, ink.lines, ink.curves)]


def told(path):
    colours = (path["stroking_color"], path["non_stroking_color"])
    return [path[key] for key in ("x0", "x1", "top", "bottom", "stroke", "fill")], path["pts"], colours


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_odd_content_is_read_as_pdfplumber_reads_it(tmp_path, contents):
    canvas = Canvas(str(tmp_path / "ark.pdf"), pagesize=A4, invariant=1)
    canvas._code.append("BT /F1 12 Tf 1 0 0 1 70 700 Tm")
    canvas._code.append(contents)
    canvas._code.append("(after) Tj ET")
    canvas.save()
    with pdfplumber.open(tmp_path / "ark.pdf") as pdf:
        page = pdf.pages[0]
        assert as_noted(ink_of(page)) == as_told(page)


def test_forms_in_forms_and_a_shifted_page_are_read_as_pdfplumber_reads_them(tmp_path):
    canvas = Canvas(str(tmp_path / "ark.pdf"), pagesize=A4, invariant=1)
    canvas.beginForm("inner")
    canvas.rect(10, 10, 50, 20)
    canvas.drawString(12, 15, "inner")
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(100, 200)
    canvas.doForm("inner")
    canvas.drawString(80, 15, "outer")
    canvas.endForm()
    canvas.rotate(3)
    canvas.doForm("outer")
    canvas.setPageRotation(90)
    canvas.save()
    with pdfplumber.open(tmp_path / "ark.pdf") as pdf:
        page = pdf.pages[0]
        assert "".join(c.text for c in ink_of(page).chars) == "innerouter"
        assert as_noted(ink_of(page)) == as_told(page)


@pytest.mark.parametrize("name", ["2010-1-materiale-tospalte", "2024-3-materiale", "konsultasjon-2018-3-materiale"])
def test_samples_are_read_as_pdfplumber_reads_them(name):
    pages = PrintedPages(SAMPLES / f"{name}.pdf")
    with pdfplumber.open(SAMPLES / f"{name}.pdf", pages=[1, 3]) as pdf:
        for page in pdf.pages:
            assert as_noted(pages.page(page.page_number)) == as_told(page)
            page.close()
    pages.close()


def test_pages_may_be_asked_for_again_and_past_the_end(tmp_path):
    canvas = Canvas(str(tmp_path / "ark.pdf"), pagesize=A4, invariant=1)
    for text in ("one", "two", "three"):
        canvas.drawString(70, 700, text)
        canvas.showPage()
    canvas.save()
    pages = PrintedPages(tmp_path / "ark.pdf")

    def text(number):
        ink = pages.page(number)
        return ink and "".join(c.text for c in ink.chars)

    assert [text(n) for n in (1, 3, 4, 3)] == ["one", "three", None, "three"]
    pages.forget()
    assert [text(n) for n in (3, 2)] == ["three", "two"]
    pages.close()

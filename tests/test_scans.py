"""Scanned pages: what is read, where it stands, what is told. Skipped where Tesseract is missing, unless KONSULTNLP_OCR is set."""

import os
from difflib import SequenceMatcher

import pytest
from pdfs import FILLER, Sheet

import konsultnlp
from konsultnlp.pdf import tesseract
from konsultnlp.pdf.reader import PdfFile
from konsultnlp.text import CleanText, Pose

WHY_NOT = tesseract.why_not()
if os.environ.get("KONSULTNLP_OCR") and WHY_NOT:
    raise RuntimeError(f"KONSULTNLP_OCR is set, and OCR is not to be had: {WHY_NOT}")
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def words(text):
    return text.split()


def likeness(a, b):
    return SequenceMatcher(None, words(a), words(b), autojunk=False).ratio()


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    """A letter with all that a scan loses: a bold and an italic heading, bullets, a note mark, a ruled table."""
    folder = tmp_path_factory.mktemp("brev på papir")
    sheet = Sheet(folder / "brev.pdf")
    sheet.lines(70, 80, "Innspill fra KS", font="Times-Bold", size=12)
    sheet.lines(70, 104, *FILLER)
    sheet.lines(70, 160, "Skole og barnehage", font="Times-Italic")
    sheet.run(
        70,
        182,
        ("KS ber regjeringen om å øke rammen med 1 250 mill. kroner", 11, 0),
        ("1", 6.5, 4),
        (" i året.", 11, 0),
    )
    sheet.lines(70, 210, "KS ber om at departementet:")
    for i, item in enumerate(("avklarer ansvaret for skolebygg", "viderefører tilskuddet til bibliotek")):
        sheet.text(80, 230 + 16 * i, "•").text(96, 230 + 16 * i, item)
    for y in (290, 312, 334, 356):
        sheet.canvas.line(70, 842 - y, 460, 842 - y)
    for x in (70, 260, 460):
        sheet.canvas.line(x, 842 - 290, x, 842 - 356)
    for i, (left, right) in enumerate((("Sak", "Departement"), ("Skolebygg", "KD"), ("Legevakt", "HOD"))):
        sheet.text(76, 306 + 22 * i, left, font="Times-Bold" if not i else "Times-Roman")
        sheet.text(266, 306 + 22 * i, right, font="Times-Bold" if not i else "Times-Roman")
    sheet.canvas.line(70, 842 - 740, 200, 842 - 740)
    sheet.run(70, 756, ("1", 5.5, 3.5), (" Regnet i 2012-kroner.", 9, 0))
    return sheet.save()


@pytest.fixture(scope="module")
def scanned(letter):
    from scans import scan

    return konsultnlp.read(scan(letter, letter.with_name("skannet brev.pdf")))


def test_the_text_is_what_the_page_says(letter, scanned):
    assert likeness(konsultnlp.read(letter).text, scanned.text) > 0.97


def test_headings_bullets_and_items_are_told_by_their_ink(scanned):
    assert [s.title for s in scanned.sections] == ["Innspill fra KS", "Skole og barnehage"]
    items = [r.text for r in scanned.requests if r.list_index]
    assert items == ["avklarer ansvaret for skolebygg", "viderefører tilskuddet til bibliotek"]


def test_a_raised_mark_leads_to_its_note(scanned):
    (amount,) = scanned.amounts
    assert (float(amount.value), amount.price_year) == (1250e6, 2012)
    assert "kroner1" not in scanned.text


def test_a_ruled_table_is_read_and_kept_out_of_the_text(scanned):
    assert list(scanned.cells.values()) == [[["Sak", "Departement"], ["Skolebygg", "KD"], ["Legevakt", "HOD"]]]
    assert "Legevakt" not in scanned.text


def test_the_reader_is_told_that_it_is_a_scan(scanned):
    (row,) = scanned.documents
    assert (row.text_layer, row.warnings, scanned.errors) == ("ocr", "read-by-ocr:1", [])


def test_quotes_are_slices_and_boxes_lie_on_the_page_as_it_is(letter, scanned):
    native = {r.text.split()[0]: r for r in konsultnlp.read(letter).requests}
    assert scanned.requests
    for record in scanned.requests:
        assert scanned.text[record.char_start : record.char_end] == record.text
        x0, top, x1, bottom = map(float, record.bbox.split(","))
        a, b, c, d = map(float, native[record.text.split()[0]].bbox.split(","))
        # The page lies askew by 0.6 degrees: 3 points at its edges.
        assert abs(x0 - a) < 4 and abs(x1 - c) < 5 and abs(top - b) < 5 and abs(bottom - d) < 5


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(letter, tmp_path, turns):
    from scans import scan

    doc = konsultnlp.read(scan(letter, tmp_path / "snudd.pdf", turns=turns))
    assert likeness(konsultnlp.read(letter).text, doc.text) > 0.95
    (place,) = doc.clean.locate(0, len("Innspill fra KS"))
    with PdfFile(tmp_path / "snudd.pdf") as pdf:
        (page,) = pdf.pages()
    assert 0 <= place.x0 < place.x1 <= page.width and 0 <= place.top < place.bottom <= page.height
    # The heading is longer than it is high, in the direction in which it is read.
    assert (place.x1 - place.x0 > place.bottom - place.top) == (turns == 2)


def test_a_stamp_on_a_scan_does_not_hide_what_is_on_it(letter, tmp_path):
    from pdfs import HEIGHT, WIDTH
    from scans import scan

    scanned = scan(letter, tmp_path / "skann.pdf")
    import pypdfium2

    picture = pypdfium2.PdfDocument(scanned)[0].render(scale=2).to_pil()
    sheet = Sheet(tmp_path / "stemplet.pdf")
    sheet.canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)
    sheet.text(400, 40, "Mottatt 12.03.2012", size=9).save()
    doc = konsultnlp.read(tmp_path / "stemplet.pdf")
    assert "KS ber regjeringen om å øke rammen" in doc.text
    unread = konsultnlp.read(tmp_path / "stemplet.pdf", ocr=False)
    assert "KS ber" not in unread.text and unread.documents[0].warnings == "picture-unread:1"


def test_a_blank_page_is_no_error(tmp_path):
    sheet = Sheet(tmp_path / "baksider.pdf").lines(70, 80, *FILLER).page()
    sheet.page().lines(70, 80, *FILLER).save()
    doc = konsultnlp.read(tmp_path / "baksider.pdf")
    assert (doc.documents[0].pages, doc.documents[0].warnings, doc.errors) == (3, "", [])


def test_a_drawing_without_text_is_told(tmp_path):
    sheet = Sheet(tmp_path / "figur.pdf").lines(70, 80, *FILLER).page()
    sheet.canvas.circle(300, 400, 120, fill=1)
    sheet.save()
    doc = konsultnlp.read(tmp_path / "figur.pdf")
    assert doc.documents[0].warnings == "page-without-text:2"
    assert "OCR finds no text" in doc.errors[0].message


def test_a_box_is_turned_back_with_its_page():
    clean = CleanText("ab", [], poses={1: Pose(600, 800)})
    assert clean.poses[1].box(10, 20, 30, 40) == (10, 20, 30, 40)
    assert Pose(800, 600, turns=1).box(100, 50, 200, 60) == (540, 100, 550, 200)
    assert Pose(600, 800, turns=2).box(100, 50, 200, 60) == (400, 740, 500, 750)
    x0, top, x1, bottom = Pose(600, 800, skew=1.0).box(0, 400, 600, 410)
    assert (bottom - top) > 10 and abs((top + bottom) / 2 - 405) < 0.1 and x0 < 1 and x1 > 599


def test_boxes_of_a_cropped_and_turned_scan_lie_on_the_page(samples, tmp_path, nlp):
    import pypdfium2

    whole = samples.parent / "tests" / "scans" / "2007-3-materiale-skanna.pdf"
    path = tmp_path / "beskåret.pdf"
    pdf = pypdfium2.PdfDocument(whole)
    width, height = pdf[0].get_size()
    pdf[0].set_cropbox(20, 30, width - 10, height - 40)
    pdf[0].set_rotation(90)
    pdf.save(path)
    pdf.close()
    straight, turned = (konsultnlp.read(p, nlp).clean.locate(0, 30)[0] for p in (whole, path))
    # the line that runs along the top runs down the right edge
    assert (turned.top, turned.bottom) == pytest.approx((straight.x0, straight.x1), abs=3)
    assert (turned.x0, turned.x1) == pytest.approx((height - straight.bottom, height - straight.top), abs=3)

"""What a notebook draws: rows, a document, a page with its records, spans; and that nothing in a document becomes markup."""

import base64
import io
import re
import struct
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from pdfs import FILLER, Sheet
from reportlab.pdfgen.canvas import Canvas

import konsultnlp
from konsultnlp.errors import FileMissing, UsageError
from konsultnlp.pdf.page_images import render_page
from konsultnlp.records import RECORD_TYPES, RequestRecord
from konsultnlp.show.colours import MARKS
from konsultnlp.show.rows import Rows
from konsultnlp.text import from_boxes

HOSTILE = '<img src=x onerror="alert(1)"></td><script>alert(1)</script>&amp; \' "'
SVG = "{http://www.w3.org/2000/svg}"


class Tags(HTMLParser):
    """The tags of a piece of HTML, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.attributes = [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text += data


def svg_of(shown):
    """The picture of the page (the legend has small ones)."""
    return max((ElementTree.fromstring(s) for s in re.findall(r"<svg xmlns.*?</svg>", shown.html, re.DOTALL)), key=len)


def rects(group, slack):
    """The boxes that a group draws, in points, as x0, top, x1, bottom."""
    for rect in group.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
        yield x + slack, y + slack, x + w - slack, y + h - slack


@pytest.fixture(scope="module")
def material(samples, nlp):
    return konsultnlp.read(samples / "2024-3-materiale.pdf", nlp)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, nlp):
    """A document whose text, heading and file name are markup."""
    path = tmp_path_factory.mktemp("vond") / "a&b 'æøå'.pdf"
    sheet = Sheet(path)
    sheet.text(70, 80, "1 Om <b>skole</b> &lt;script&gt;", font="Helvetica-Bold", size=16)
    sheet.lines(70, 110, *FILLER)
    sheet.text(70, 170, "KS ber regjeringen om å legge fram <script>alert(1)</script> og 5 mill. kroner & mer.")
    return konsultnlp.read(sheet.save(), nlp)


@pytest.fixture(scope="module")
def blank(tmp_path_factory, nlp):
    path = tmp_path_factory.mktemp("tom") / "tom.pdf"
    canvas = Canvas(str(path), pagesize=(300, 400), invariant=1)
    canvas.showPage()
    canvas.save()
    return konsultnlp.read(path, nlp, ocr=False)


def test_rows_are_a_list_for_code(material):
    rows = material.requests
    assert isinstance(rows, list) and rows == list(material.records.requests)
    assert rows is material.requests and isinstance(rows[0], RequestRecord)
    assert len(rows[3:7]) == 4 and rows[3:7].to_frame()["text"].tolist() == [r.text for r in rows[3:7]]
    assert rows.to_frame().equals(material.to_frame("requests"))


def test_rows_are_a_table_in_a_notebook(material):
    html = material.requests._repr_html_()
    first, last = material.requests[0], material.requests[-1]
    assert first.text in html and f">{first.page}<" in html and "addressee" in html
    assert f"{len(material.requests)} rows" in html and last.text not in html
    assert html.count("<tr>") == 26 and material.requests[25:50]._repr_html_().count(last.text) == 1
    assert "no rows" in Rows([], RequestRecord)._repr_html_()


def test_large_amounts_are_readable(material):
    assert "5\u202f300\u202f000\u202f000" in material.amounts._repr_html_()


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_hostile_values_stay_text(kind, material):
    row = next(iter(getattr(material, kind.TABLE)), None)
    if row is None:
        pytest.skip("the sample has no such row")
    texts = {c: HOSTILE for c in kind.columns() if isinstance(getattr(row, c), str)}
    read = Tags(Rows([replace(row, **texts)], kind)._repr_html_())
    assert set(read.tags) == {"div", "style", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert HOSTILE in read.text and not [a for a in read.attributes if a.startswith("on")]


def test_a_hostile_document_stays_text_everywhere(hostile):
    assert hostile.requests and "<script>" in hostile.requests[0].text
    shown = [hostile._repr_html_(), hostile.requests._repr_html_(), hostile.show(1, MARKS).html]
    shown += [hostile.show_spans().html, hostile.show_spans(style="ent").html]
    for html in shown:
        read = Tags(html)
        assert not {"script", "b", "img"} & set(read.tags), html
    assert "<script>alert(1)</script>" in Tags(shown[1]).text
    title = next(t.text for t in svg_of(hostile.show(1)).iter(f"{SVG}title") if t.text.startswith("requests"))
    assert "<script>alert(1)</script>" in title


def test_a_document_shows_its_facts(material):
    html = material._repr_html_()
    assert material.documents[0].title in html and "2024-08-29" in html and f"{len(material.requests)} requests" in html


def test_what_could_not_be_read_is_told(tmp_path, nlp):
    pytest.importorskip("PIL")
    from PIL import Image, ImageDraw

    picture = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(picture).rectangle((100, 100, 500, 500), fill=0)
    path = tmp_path / "bilde.pdf"
    picture.save(path)
    document = konsultnlp.read(path, nlp, ocr=False)
    html = document._repr_html_()
    assert "page-without-text:1" in html and "no text was to be had" in html
    assert "no text here" in document.show_spans().html
    assert "on this page there are no requests" in document.show(1).html


@pytest.mark.parametrize("table", MARKS)
def test_boxes_are_drawn_where_the_records_stand(material, table):
    pages = range(1, material.documents[0].pages + 1)
    drawn = []
    for page in pages:
        svg = svg_of(material.show(page, table, dpi=20))
        assert [float(v) for v in svg.get("viewBox").split()] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
        drawn += [(page, *r) for g in svg.iter(f"{SVG}g") for r in rects(g, MARKS[table].slack)]
    rows = getattr(material, table)
    if table == "tables":
        expected = [(r.page, *map(float, r.bbox.split(","))) for r in rows]
    else:
        expected = [(p.page, p.x0, p.top, p.x1, p.bottom) for r in rows for p in from_boxes(r.boxes)]
    assert len(drawn) == len(expected)
    for one, other in zip(sorted(drawn), sorted(expected), strict=True):
        assert one == pytest.approx(other, abs=0.02)


def test_a_quote_over_a_page_break_is_drawn_on_both_pages(material):
    row = next(r for r in material.requests if len({p.page for p in from_boxes(r.boxes)}) == 2)
    for page, note in ((row.page, f"goes on to page {row.page + 1}"), (row.page + 1, f"begins on page {row.page}")):
        titles = [t.text for t in svg_of(material.show(page)).iter(f"{SVG}title")]
        assert [t for t in titles if row.text in t and note in t]


@pytest.mark.parametrize("page", [0, 6, -1, 1.5, "2", True])
def test_a_page_that_is_not_there_is_told_with_those_that_are(material, page):
    with pytest.raises(UsageError, match=r"2024-3-materiale\.pdf: no page .*1–5"):
        material.show(page)


def test_a_table_without_places_is_told_with_those_that_have_some(material):
    with pytest.raises(UsageError, match=r"'agreements'.*requests, statements"):
        material.show(1, ["requests", "agreements"])


def test_a_blank_page_is_drawn(blank):
    svg = svg_of(blank.show(1))
    assert svg.get("viewBox") == "0 0 300.00 400.00" and not list(svg.iter(f"{SVG}rect"))
    assert "no text here" in blank.show_spans().html and "no rows" in blank._repr_html_()


def test_a_file_that_is_gone_or_changed_is_told(tmp_path, samples, nlp):
    path = tmp_path / "brev.pdf"
    path.write_bytes((samples / "2025-4-innspel-distriktsnettverk.pdf").read_bytes())
    document = konsultnlp.read(path, nlp)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UsageError, match=r"brev\.pdf: the file has changed"):
        document.show(1)
    path.unlink()
    with pytest.raises(FileMissing, match=r"brev\.pdf"):
        document.show(1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_boxes_lie_on_the_ink_of_turned_and_cropped_pages(tmp_path, nlp, turn, cropped):
    np, image = pytest.importorskip("numpy"), pytest.importorskip("PIL.Image")
    path = tmp_path / "sider.pdf"
    canvas = Canvas(str(path), pagesize=(500, 700), invariant=1, cropBox=(30, 40, 480, 690) if cropped else None)
    canvas.setPageRotation(turn)
    # text that stands upright on the page as it is displayed
    canvas.translate(250, 350)
    canvas.rotate(turn)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(-120, 60, "KS ber regjeringen om 5 mill. kroner til skolene.")
    canvas.showPage()
    canvas.save()
    document = konsultnlp.read(path, nlp)
    (place,) = from_boxes(document.requests[0].boxes)
    png, width, height = render_page(path, 1, 72)
    assert struct.unpack(">II", png[16:24]) == (round(width), round(height))
    ink = np.argwhere(np.array(image.open(io.BytesIO(png)).convert("L")) < 128)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0) + 1
    assert (place.x0, place.x1) == pytest.approx((left, right), abs=2)
    assert place.top - 1 <= top and bottom <= place.bottom + 1 and place.bottom - place.top < 16


def test_a_saved_page_is_whole_and_runs_no_script(material, tmp_path):
    file = material.show(2).save(tmp_path / "side.html")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and "default-src 'none'" in text and "http-equiv" in text
    (picture,) = re.findall(r"data:image/png;base64,([^\"]+)", text)
    assert base64.b64decode(picture).startswith(b"\x89PNG")


def test_spans_show_what_was_found_in_a_section(material):
    section = next(s for s in material.sections if s.number == "2.1")
    shown = material.show_spans(section)
    assert shown.html == material.show_spans("2.1").html == material.show_spans(section.title.upper()).html
    read = Tags(shown.html)
    inside = [r for r in material.requests if section.char_start <= r.char_start < section.char_end]
    for act in {r.act for r in inside}:
        assert read.text.count(f"requests: {act}") == sum(r.act == act for r in inside)
    assert "amounts: money" in read.text and "ministries: hod-2004" in read.text
    for label in {
        f"{g}: {s.label_}" for g in ("requests", "amounts", "ministries") for s in material.doc.spans[f"konsult_{g}"]
    }:
        read.text = read.text.replace(label, "")
    assert "".join(material.text[section.char_start : section.char_end].split()) in "".join(read.text.split())
    only = material.show_spans("2.1", groups="konsult_amounts").html
    assert "amounts: money" in only and "requests" not in only


def test_names_are_shown_in_their_colours(material):
    html = material.show_spans("2.1", style="ent").html
    assert html.count("ORG</span>") >= 5 and "#E69F00" in html


def test_of_a_long_text_the_beginning_is_shown_and_how_to_go_on(material):
    first = Tags(material.show_spans().html).text
    start, end = map(int, re.search(r"show_spans\(start=(\d+), end=(\d+)\) goes on", first).groups())
    assert end == len(material.text) and material.text[start : start + 20].strip() not in first
    assert "goes on" not in material.show_spans(start=end - 200, end=end).html


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"section": "99.9"}, "no section '99.9'.*2.1"),
        ({"start": 10**9}, "no characters"),
        ({"start": 9, "end": 3}, "no characters 9–3"),
        ({"groups": "brev"}, "no span group 'brev'; there are amounts"),
        ({"style": "dep"}, "no style 'dep'"),
    ],
)
def test_spans_that_are_not_there_are_told(material, arguments, told):
    with pytest.raises(UsageError, match=told):
        material.show_spans(**arguments)

"""Tables as they stand on the page. Every test draws its own small PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from konsultnlp.pdf.tables import find_tables, inherited, may_hold_table, page_stats, undo_hyphen

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


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "ark.pdf")


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


# --------------------------------------------------------------------------------------------------------------------
# Ruled tables


def test_grid(tmp_path: Path) -> None:
    path = flowed(tmp_path / "a.pdf", [grid(CASES), Spacer(1, 30), grid(AGREEMENTS)])
    first, second = find_tables(path)
    assert first.rows == CASES
    assert second.rows == AGREEMENTS
    assert (first.page, first.page_end) == (1, 1)
    x0, top, x1, bottom = first.bbox
    assert 0 < x0 < x1 < WIDTH and 0 < top < bottom < second.bbox[1] < HEIGHT


def test_landscape_page(tmp_path: Path) -> None:
    path = flowed(tmp_path / "a.pdf", [grid(AGREEMENTS)], pagesize=landscape(A4))
    assert only(path) == AGREEMENTS


def test_page_turned_for_display(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    table = grid(AGREEMENTS)
    table.wrapOn(canvas, 600, 400)
    table.drawOn(canvas, 80, 300)
    canvas.save()
    assert only(path) == AGREEMENTS


def test_lines_of_a_cell_are_joined(sheet: Sheet) -> None:
    rows = [
        ["Avtale", "Første\navtale inn-\ngått"],
        ["Avtale om helse- og\nomsorgstje-\nnester på dag-\ntid", "2004"],
        ["e-\nhelse, IKT-\nløsninger, Nav-\nkontor og lege-\nvakt", "2019–\n2023"],
    ]
    ys = sheet.rows(rows, [60, 260], 100, 60)
    for y in ys:
        sheet.line(60, y, 400, y)
    for x in (60, 260, 400):
        sheet.line(x, ys[0], x, ys[-1])
    assert only(sheet.done()) == [
        ["Avtale", "Første avtale inngått"],
        ["Avtale om helse- og omsorgstjenester på dagtid", "2004"],
        ["e-helse, IKT-løsninger, Nav-kontor og legevakt", "2019–2023"],
    ]


def test_the_documents_own_hyphen_rule_is_asked(sheet: Sheet) -> None:
    ys = sheet.rows([["Sak", "Møte"], ["Sykehjems-\nplasser", "1"]], [60, 200], 100, 40)
    for y in ys:
        sheet.line(60, y, 300, y)
    for x in (60, 200, 300):
        sheet.line(x, ys[0], x, ys[-1])
    asked = []

    def keep(before: str, after: str) -> tuple[str, str]:
        asked.append((before, after))
        return before, ""

    path = sheet.done()
    assert find_tables(path, hyphen=keep)[0].rows[1][0] == "Sykehjems-plasser"
    assert asked == [("Sykehjems-", "plasser")]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("kollektiv-", "trafikken", "kollektivtrafikken"),
        ("kultur-", "og idrettsbygg", "kultur- og idrettsbygg"),
        ("barnehage-", "eller skoleplass", "barnehage- eller skoleplass"),
        ("Oslo-", "regionen", "Osloregionen"),
        ("covid-", "19", "covid-19"),
        ("NAV-", "kontorene", "NAV-kontorene"),
        ("ikkje-", "kommunale", "ikkje-kommunale"),
        ("2020-", "2023", "2020-2023"),
        ("av\u00ad", "gjerd", "avgjerd"),
    ],
)
def test_hyphens(before: str, after: str, joined: str) -> None:
    left, glue = undo_hyphen(before, after)
    assert left + glue + after == joined


def test_merged_cells_say_what_empty_ones_inherit(tmp_path: Path) -> None:
    rows = [
        ["Nr.", "Avtale", "Parter", "Inngått"],
        ["Avtaler om oppvekst", "", "", ""],
        ["1", "Avtale om skolemat", "KD og KS", "01.02.2019"],
        ["2", "Avtale om leirskole", "", "15.03.2020"],
        ["3", "Avtale om havner", "SD og KS", "07.09.2021"],
    ]
    path = flowed(
        tmp_path / "a.pdf", [grid(rows, style=[("SPAN", (0, 1), (-1, 1)), ("SPAN", (2, 2), (2, 3))])]
    )
    table = find_tables(path)[0]
    assert table.rows == rows
    assert table.inherited[3] == ["2", "Avtale om leirskole", "KD og KS", "15.03.2020"]
    assert table.merged[1] == [None, (1, 0), (1, 0), (1, 0)]
    assert inherited(table.rows, table.merged) == table.inherited


@pytest.mark.parametrize("style", ["filled", "double", "dotted", "dashed", "cells", "white on grey"])
def test_rules_however_drawn(sheet: Sheet, style: str) -> None:
    xs, ys = [60.0, 260.0, 400.0], [100.0 + 18 * k for k in range(len(CASES) + 1)]
    if style == "white on grey":
        sheet.bar(60, ys[0], 400, ys[-1], colors.lightgrey)
    segments = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    for x0, y0, x1, y1 in segments:
        if style == "filled":
            sheet.bar(x0 - 0.4, y0 - 0.4, x1 + 0.4, y1 + 0.4)
        elif style == "double":
            for d in (-1, 1):
                sheet.line(x0 + d, y0 + d, x1 + d, y1 + d)
        elif style == "dotted":
            steps = int(max(x1 - x0, y1 - y0) // 3)
            for k in range(steps + 1):
                x, y = x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps
                sheet.bar(x - 0.4, y - 0.4, x + 0.4, y + 0.4)
        elif style == "dashed":
            sheet.canvas.setDash(3, 3)
            sheet.line(x0, y0, x1, y1)
        elif style == "white on grey":
            sheet.canvas.setStrokeColor(colors.white)
            sheet.line(x0, y0, x1, y1, 1)
    if style == "cells":
        for k in range(len(CASES)):
            for j in range(2):
                sheet.box(xs[j] + 0.7, ys[k] + 0.7, xs[j + 1] - 0.7, ys[k + 1] - 0.7)
    sheet.rows(CASES, xs, 100)
    assert only(sheet.done()) == CASES


def test_sides_left_open(sheet: Sheet) -> None:
    ys = sheet.rows(AGREEMENTS, [60, 90, 230, 300, 380], 100)
    for y in ys[1:-1]:
        sheet.line(60, y, 460, y)
    for x in (88, 228, 298, 378):
        sheet.line(x, ys[0], x, ys[-1])
    assert only(sheet.done()) == AGREEMENTS


def test_upright_rules_and_a_head_rule_only(sheet: Sheet) -> None:
    rows = [r if k == 0 else [r[0], r[1] + "\nog annet", *r[2:]] for k, r in enumerate(AGREEMENTS)]
    ys = sheet.rows(rows, [60, 90, 230, 300, 380], 100, 32)
    for y in (ys[0], ys[1], ys[-1]):
        sheet.line(60, y, 460, y)
    for x in (60, 88, 228, 298, 378, 460):
        sheet.line(x, ys[0], x, ys[-1])
    assert [r[1] for r in only(sheet.done())][1:] == [f"{r[1]} og annet" for r in AGREEMENTS[1:]]


def test_turned_heads(sheet: Sheet) -> None:
    rows = [["", "", ""], ["Voss", "12", "3"], ["Alta", "7", "41"]]
    ys = [100, 180, 200, 220]
    for k, row in enumerate(rows):
        for x, cell in zip((60, 160, 200), row, strict=True):
            sheet.text(x + 4, ys[k] + 13, cell, 9)
    for x, first, second in ((60, "Kommune", ""), (160, "Antall", "elever"), (200, "Skoler", "")):
        for k, word in enumerate((first, second)):
            sheet.canvas.saveState()
            sheet.canvas.translate(x + 16 + 11 * k, HEIGHT - 172)
            sheet.canvas.rotate(90)
            sheet.canvas.setFont("Helvetica", 9)
            sheet.canvas.drawString(0, 0, word)
            sheet.canvas.restoreState()
    for y in ys:
        sheet.line(60, y, 240, y)
    for x in (60, 160, 200, 240):
        sheet.line(x, 100, x, 220)
    assert only(sheet.done()) == [["Kommune", "Antall elever", "Skoler"], *rows[1:]]


def test_raised_marks_are_dropped_and_units_kept(sheet: Sheet) -> None:
    ys = sheet.rows([["Sak", "Areal"], ["Svømmehall", "400 m"]], [60, 200], 100)
    for y in ys:
        sheet.line(60, y, 300, y)
    for x in (60, 200, 300):
        sheet.line(x, ys[0], x, ys[-1])
    sheet.text(64 + sheet.canvas.stringWidth("Svømmehall", "Helvetica", 9), ys[1] + 9, "1", 5.5)
    sheet.text(204 + sheet.canvas.stringWidth("400 m", "Helvetica", 9), ys[1] + 9, "2", 5.5)
    cells = only(sheet.done())[1]
    assert cells[0] == "Svømmehall"
    assert cells[1].replace(" ", "") == "400m2"


def test_a_table_drawn_inside_a_form(sheet: Sheet) -> None:
    canvas = sheet.canvas
    canvas.beginForm("skjema")
    ys = sheet.rows(CASES, [60, 260], 100)
    for y in ys:
        sheet.line(60, y, 400, y)
    for x in (60, 260, 400):
        sheet.line(x, ys[0], x, ys[-1])
    canvas.endForm()
    canvas.doForm("skjema")
    assert only(sheet.done()) == CASES


def test_link_in_a_cell_is_no_rule(sheet: Sheet) -> None:
    rows = [["Sak", "Lenke"], ["Skolemat", "Les mer om saken her"], ["Leirskole", "Se vedlegg"]]
    ys = sheet.rows(rows, [60, 200], 100)
    for y in ys:
        sheet.line(60, y, 320, y)
    for x in (60, 202, 320):
        sheet.line(x, ys[0], x, ys[-1])
    end = 204 + sheet.canvas.stringWidth(rows[1][1], "Helvetica", 9)
    sheet.line(204, ys[1] + 13.2, end, ys[1] + 13.2)
    assert only(sheet.done()) == rows


# --------------------------------------------------------------------------------------------------------------------
# Horizontal rules only, shaded heads, no rules


def test_rules_between_rows(sheet: Sheet) -> None:
    sheet.prose(60, 60, 400, 3)
    ys = sheet.rows(AGREEMENTS, [60, 90, 230, 300, 380], 120)
    for y in ys:
        sheet.line(60, y, 460, y)
    sheet.prose(60, 230, 400, 3)
    assert only(sheet.done()) == AGREEMENTS


def test_rules_drawn_a_piece_a_cell(sheet: Sheet) -> None:
    xs = [60, 85, 175, 225, 285, 345]  # columns too narrow for white space to tell them
    rows = [["Nr.", "Avtale om en sak", "KD og KS", "01.02.2019", "31.12.2022"]] * 3
    ys = sheet.rows(rows, xs, 120)
    for y in ys:
        for a, b in zip(xs, xs[1:], strict=False):
            sheet.bar(a, y - 0.3, b, y + 0.3)
    assert only(sheet.done()) == rows


def test_rules_at_head_and_end_only(sheet: Sheet) -> None:
    sheet.prose(60, 60, 400, 3)
    rows = [
        AGREEMENTS[0],
        ["1", "Avtale om skolemat i\nungdomsskolen", "KD og KS", "01.02.2019", "31.12.2022"],
        ["2", "Avtale om leirskole", "KD og KS", "15.03.2020", "31.12.2023"],
    ]
    sheet.rows(rows[:2], [60, 90, 230, 300, 380], 120)
    sheet.rows(rows[2:], [60, 90, 230, 300, 380], 170)
    for y in (118, 138, 190):
        sheet.line(60, y, 460, y)
    sheet.prose(60, 230, 400, 3)
    found = only(sheet.done())
    assert found == [rows[0], ["1", "Avtale om skolemat i ungdomsskolen", *rows[1][2:]], rows[2]]


def test_head_above_the_first_rule_and_last_row_without_one(sheet: Sheet) -> None:
    ys = sheet.rows(AGREEMENTS, [60, 90, 230, 300, 380], 120)
    for y in ys[1:-1]:
        sheet.line(60, y, 460, y)
    assert only(sheet.done()) == AGREEMENTS


def test_shaded_head_without_rules(sheet: Sheet) -> None:
    xs = [60, 200, 320, 420]
    for a, b in zip(xs, xs[1:], strict=False):
        sheet.bar(a, 100, b, 118, colors.lightblue)
    rows = [["Kommune", "Elever", "Skoler"], ["Voss", "1200", "14"], ["Alta", "2100", "9"], ["Hamar", "88", "1"]]
    sheet.rows(rows, xs, 100)
    sheet.prose(60, 240, 400, 4)
    assert only(sheet.done()) == rows


def test_known_heads_without_rules(sheet: Sheet) -> None:
    sheet.prose(60, 60, 400, 3)
    sheet.rows(CASES, [60, 300], 110)
    sheet.prose(64, 230, 400, 4)
    assert only(sheet.done()) == CASES


# --------------------------------------------------------------------------------------------------------------------
# No tables


def test_boxed_paragraph(sheet: Sheet) -> None:
    sheet.box(55, 85, 480, 170)
    sheet.prose(60, 100, 400, 5)
    assert find_tables(sheet.done()) == []


def test_page_border_rules_at_headings_and_footnotes(sheet: Sheet) -> None:
    sheet.box(20, 20, WIDTH - 20, HEIGHT - 20)
    y = 60.0
    for title in ("Innledning", "Kollektivtrafikk", "Skole", "Vedtak"):
        sheet.text(60, y, title, 14, "Helvetica-Bold")
        sheet.line(60, y + 4, 520, y + 4)
        y = sheet.prose(60, y + 20, 450, 4) + 20
    sheet.line(60, 740, 200, 740)
    sheet.text(60, 752, "1 Se rapporten fra i fjor.", 8)
    assert find_tables(sheet.done()) == []


def test_letterhead(sheet: Sheet) -> None:
    sheet.line(60, 80, 520, 80)
    for x, label, value in ((60, "Deres ref", "21/334"), (220, "Vår ref", "2021/8"), (400, "Dato", "3. mai 2021")):
        sheet.text(x, 92, label, 8)
        sheet.text(x, 104, value, 10)
    sheet.line(60, 112, 520, 112)
    sheet.prose(60, 140, 450, 12)
    sheet.line(60, 780, 520, 780)
    assert find_tables(sheet.done()) == []


def test_underlined_heading_and_links(sheet: Sheet) -> None:
    for y in (100, 130, 160, 190):
        sheet.text(60, y, "Innspill fra kommunene", 12)
        end = 60 + sheet.canvas.stringWidth("Innspill fra kommunene", "Helvetica", 12)
        sheet.line(60, y + 2, (60 + end) / 2, y + 2)
        sheet.line((60 + end) / 2, y + 2, end, y + 2)
    assert find_tables(sheet.done()) == []


def test_labels_and_values(sheet: Sheet) -> None:
    pairs = [("Dato:", "22. mai"), ("Sted:", "Rådhuset"), ("Til stede:", "Kari Vik, Ola Nes"), ("Forfall:", "Per Li")]
    sheet.rows([list(p) for p in pairs], [60, 180], 100)
    assert find_tables(sheet.done(), pages=[1]) == []


def test_two_columns_between_running_rules(sheet: Sheet) -> None:
    for y in (50, 400, 790):
        sheet.line(60, y, 530, y)
    for x in (60, 305):
        sheet.prose(x, 70, 220, 24)
        sheet.prose(x, 420, 220, 26)
    assert find_tables(sheet.done(), pages=[1]) == []


def test_two_columns_with_a_rule_between(sheet: Sheet) -> None:
    sheet.line(60, 50, 530, 50)
    sheet.line(60, 60, 530, 60)
    sheet.line(295, 60, 295, 780)
    for x in (60, 305):
        sheet.prose(x, 80, 220, 50)
    assert find_tables(sheet.done(), pages=[1]) == []


def test_chart_with_a_grid(sheet: Sheet) -> None:
    for k in range(6):
        sheet.line(100, 100 + 30 * k, 400, 100 + 30 * k)
        sheet.line(100 + 60 * k, 100, 100 + 60 * k, 250)
        sheet.text(75, 103 + 30 * k, str(100 - 20 * k), 8)
        sheet.text(95 + 60 * k, 262, str(2015 + k), 8)
    sheet.bar(120, 160, 140, 250, colors.blue)
    sheet.text(300, 120, "Vekst i pst.", 8)
    assert find_tables(sheet.done(), pages=[1]) == []


def test_agenda_is_left_in_the_text(sheet: Sheet) -> None:
    for k, (time, point) in enumerate([("09.00", "Åpning"), ("09.15", "Sak 1/21 Skolemat"), ("10.00", "Pause")]):
        sheet.text(60, 100 + 16 * k, time)
        sheet.text(140, 100 + 16 * k, point)
    assert find_tables(sheet.done(), pages=[1]) == []


def test_empty_page_and_no_pages(sheet: Sheet) -> None:
    sheet.next_page()
    path = sheet.done()
    assert find_tables(path) == []
    assert find_tables(path, pages=[]) == []


# --------------------------------------------------------------------------------------------------------------------
# Over page breaks


def many(n: int) -> list[list[str]]:
    return [[str(k), f"Avtale om felles tiltak {k}", "KD og KS", f"0{k % 9 + 1}.02.2019", "31.12.2022"] for k in range(1, n)]


def test_repeated_head_is_kept_once(tmp_path: Path) -> None:
    rows = [AGREEMENTS[0], *many(90)]
    path = flowed(tmp_path / "a.pdf", [grid(rows, repeatRows=1)], running=True)
    table = find_tables(path)[0]
    assert table.rows == rows
    assert (table.page, table.page_end, len(table.pieces)) == (1, 3, 3)
    assert table.row_pages == sorted(table.row_pages) and set(table.row_pages) == {1, 2, 3}


def test_head_not_repeated(tmp_path: Path) -> None:
    rows = [AGREEMENTS[0], *many(60)]
    path = flowed(tmp_path / "a.pdf", [grid(rows)], running=True)
    assert only(path) == rows


def test_one_row_left_over(tmp_path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    for n in range(34, 42):
        rows = [AGREEMENTS[0], *many(n)]
        path = flowed(tmp_path / f"{n}.pdf", [grid(rows), Spacer(1, 8), Paragraph(PROSE, style)])
        assert only(path) == rows


def test_two_tables_with_text_between_stay_two(tmp_path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    path = flowed(
        tmp_path / "a.pdf", [grid(many(38)), Paragraph(PROSE, style), grid(many(20))], running=True
    )
    tables = find_tables(path)
    assert [len(t.rows) for t in tables] == [37, 19]


def test_another_table_on_the_next_page_stays_another(sheet: Sheet) -> None:
    for rows in (AGREEMENTS, CASES):
        xs = [60, 90, 230, 300, 380] if rows is AGREEMENTS else [60, 300]
        ys = sheet.rows(rows, xs, 60 if rows is CASES else 700)
        for y in ys:
            sheet.line(60, y, 460, y)
        for x in (*xs, 460):
            sheet.line(x, ys[0], x, ys[-1])
        sheet.next_page()
    assert [t.rows for t in find_tables(sheet.done())] == [AGREEMENTS, CASES]


def ruled(sheet: Sheet, rows: list[list[str]], top: float, step: float, open_cells: tuple[int, ...] = ()) -> None:
    xs = [60, 90, 230, 300, 380, 460]
    ys = sheet.rows(rows, xs, top, step)
    for k, y in enumerate(ys):
        for j in range(5):
            if not (j in open_cells and 0 < k < len(rows)):
                sheet.line(xs[j], y, xs[j + 1], y)
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1])


def test_row_cut_by_the_page_break(sheet: Sheet) -> None:
    ruled(sheet, [*AGREEMENTS[:2], ["2", "Avtale om leirskole og", "KD og KS", "15.03.2020", ""]], 720, 22)
    sheet.text(290, 815, "7")
    sheet.next_page()
    ruled(sheet, [["", "svømming", "", "", ""], AGREEMENTS[3]], 60, 22)
    assert only(sheet.done())[2:] == [
        ["2", "Avtale om leirskole og svømming", "KD og KS", "15.03.2020", ""],
        AGREEMENTS[3],
    ]


def test_cell_merged_over_the_page_break(sheet: Sheet) -> None:
    ruled(sheet, [["1", "Avtale om A", "HOD og KS", "01.02.2019", ""], ["2", "Avtale om B", "", "01.02.2020", ""]],
          740, 22, open_cells=(2,))  # fmt: skip
    sheet.next_page()
    ruled(sheet, [["3", "Avtale om C", "", "01.02.2021", ""], ["4", "Avtale om D", "KD og KS", "01.02.2022", ""]], 60, 22)
    assert [r[2] for r in find_tables(sheet.done())[0].inherited] == ["HOD og KS"] * 3 + ["KD og KS"]


def test_footnote_between_the_pieces(sheet: Sheet) -> None:
    ruled(sheet, AGREEMENTS[:3], 640, 22)
    sheet.line(60, 760, 180, 760)
    sheet.text(60, 772, "1 Avtalen er forlenget ett år.", 8)
    sheet.next_page()
    ruled(sheet, [AGREEMENTS[3]], 60, 22)
    assert only(sheet.done()) == AGREEMENTS


def test_ruled_running_head_is_no_table(sheet: Sheet) -> None:
    for _ in range(3):
        ys = sheet.rows([["Møtebok", "Arkiv"], ["Fylkestinget", "033"]], [60, 300], 30, 16)
        for y in ys:
            sheet.line(60, y, 500, y)
        for x in (60, 300, 500):
            sheet.line(x, ys[0], x, ys[-1])
        sheet.prose(60, 100, 440, 30)
        sheet.next_page()
    assert find_tables(sheet.done()) == []


# --------------------------------------------------------------------------------------------------------------------
# Which pages to open


def test_pages_without_rules_are_not_opened(sheet: Sheet) -> None:
    sheet.prose(60, 60, 450, 40)
    sheet.next_page()
    ys = sheet.rows(CASES, [60, 260], 100)
    for y in ys:
        sheet.line(60, y, 400, y)
    for x in (60, 260, 400):
        sheet.line(x, ys[0], x, ys[-1])
    sheet.next_page()
    sheet.rows(CASES, [60, 300], 110)
    document = pdfium.PdfDocument(sheet.done())
    try:
        stats = [page_stats(p, p.get_textpage().get_text_bounded()) for p in document]
    finally:
        document.close()
    assert [may_hold_table(s) for s in stats] == [False, True, True]
    assert (stats[1].horizontal, stats[1].vertical) == (5, 3)

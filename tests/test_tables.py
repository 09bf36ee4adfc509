"""Tables as they stand on the page. Every test draws its own small PDF."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer
from table_sheets import AGREEMENTS, CASES, HEIGHT, WIDTH, Sheet, flowed, grid, only

from konsultnlp.pdf.tables import (
    find_tables,
    inherited,
    undo_hyphen,
)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "ark.pdf")


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
    path = flowed(tmp_path / "a.pdf", [grid(rows, style=[("SPAN", (0, 1), (-1, 1)), ("SPAN", (2, 2), (2, 3))])])
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
        for a, b in pairwise(xs):
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
    for a, b in pairwise(xs):
        sheet.bar(a, 100, b, 118, colors.lightblue)
    rows = [["Kommune", "Elever", "Skoler"], ["Voss", "1200", "14"], ["Alta", "2100", "9"], ["Hamar", "88", "1"]]
    sheet.rows(rows, xs, 100)
    sheet.prose(60, 240, 400, 4)
    assert only(sheet.done()) == rows


def test_shaded_rows_without_rules(sheet: Sheet) -> None:
    rows = [*AGREEMENTS, ["4", "Avtale om museum\nog bibliotek", "KUD og KS", "07.09.2021", ""]]
    for k in (0, 2, 4):
        sheet.bar(60, 120 + 26 * k, 460, 146 + 26 * k, colors.lightgrey)
    sheet.rows(rows, [60, 90, 230, 300, 380], 120, 26)
    assert only(sheet.done()) == [*AGREEMENTS, ["4", "Avtale om museum og bibliotek", *rows[-1][2:]]]


def test_group_rows_between_rules(sheet: Sheet) -> None:
    rows = [CASES[0], *CASES[1:], ["Kunnskapsdepartementet", ""], ["Ny skolelov", "1. møte 2021"]]
    for k, y in enumerate(sheet.rows(rows, [60, 300], 120)):
        if k:
            sheet.line(60, y, 460, y)
    assert only(sheet.done()) == rows


def test_known_heads_without_rules(sheet: Sheet) -> None:
    sheet.prose(60, 60, 400, 3)
    sheet.rows(CASES, [60, 300], 110)
    sheet.prose(64, 230, 400, 4)
    assert only(sheet.done()) == CASES

"""Tables whose columns and rows shaded cells show, drawn as Word, LibreOffice and browsers draw them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib import colors
from table_sheets import AGREEMENTS, CASES, Sheet, only

from konsultnlp.pdf.tables import find_tables

XS = [60.0, 88.0, 228.0, 298.0, 378.0, 460.0]
NUMBERS = [["Kommune", "Elever", "Vekst"], ["Voss", "1 200", "0,4"], ["Alta", "21 100", "-1,3"], ["Hamar", "88", "0"]]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "ark.pdf")


def shade(sheet: Sheet, xs: list[float], top: float, bottom: float, colour: colors.Color = colors.lightblue) -> None:
    for a, b in pairwise(xs):
        sheet.bar(a, top, b, bottom, colour)


def rule(sheet: Sheet, xs: list[float], y: float) -> None:
    for a, b in pairwise(xs):
        sheet.bar(a, y - 0.3, b, y + 0.3, colors.grey)


def test_dark_head_of_two_lines_over_a_merged_first_column(sheet: Sheet) -> None:
    xs = [60.0, 150.0, 330.0, 400.0, 470.0]
    rows = [
        ["Parter", "Avtale", "Gjelder fra", "Første\navtale"],
        ["KD og KS", "Avtale om leksehjelp på\nmellomtrinnet", "01.02.2017", "2011"],
        ["", "Avtale om skolemat", "01.03.2017", "2013"],
        ["SD og KS", "Avtale om havner", "07.09.2017", "2017"],
    ]
    sheet.prose(60, 60, 400, 3)
    shade(sheet, xs, 110, 145, colors.navy)
    ys = sheet.rows(rows, xs, 110, 35)
    rule(sheet, xs[1:], ys[2])  # under the merged cell there is none
    for y in ys[3:]:
        rule(sheet, xs, y)
    sheet.prose(60, 280, 400, 3)
    table = find_tables(sheet.done())[0]
    assert table.rows == [[cell.replace("\n", " ") for cell in row] for row in rows]
    assert table.inherited[2][0] == "KD og KS"


def test_lines_of_a_head_set_wide_apart(sheet: Sheet) -> None:
    for x, head in zip(XS, AGREEMENTS[0], strict=False):
        sheet.text(x + 4, 100, head, 8)
    sheet.text(XS[4] + 4, 112, "(dato)", 8)
    ys = sheet.rows(AGREEMENTS[1:], XS, 118)
    for y in ys:
        rule(sheet, XS, y)
    assert only(sheet.done())[0] == ["Nr.", "Avtale", "Parter", "Inngått", "Utløper (dato)"]


def test_shaded_head_and_rules_between_rows_only(sheet: Sheet) -> None:
    shade(sheet, XS, 100, 118)
    ys = sheet.rows(AGREEMENTS, XS, 100)
    for y in ys[2:-1]:
        sheet.line(60, y, 460, y)
    assert only(sheet.done()) == AGREEMENTS


def test_head_shaded_in_one_piece_over_rules_in_one_piece(sheet: Sheet) -> None:
    sheet.bar(60, 100, 460, 118, colors.lightblue)
    ys = sheet.rows(AGREEMENTS, XS, 100)
    for y in ys[2:]:
        sheet.line(60, y, 460, y)
    assert only(sheet.done()) == AGREEMENTS


def test_shaded_head_over_columns_parted_by_rules(sheet: Sheet) -> None:
    sheet.bar(60, 100, 460, 118, colors.lightblue)
    ys = sheet.rows(AGREEMENTS, XS, 100)
    sheet.box(60, ys[0], 460, ys[-1])
    for x in XS[1:-1]:
        sheet.line(x, ys[0], x, ys[-1])
    assert only(sheet.done()) == AGREEMENTS


def test_shaded_head_over_numbers_at_the_right(sheet: Sheet) -> None:
    xs = [60.0, 200.0, 320.0, 420.0]
    shade(sheet, xs, 100, 118)
    for k, row in enumerate(NUMBERS):
        sheet.text(64, 112 + 18 * k, row[0], 9)
        for x, cell in zip(xs[2:], row[1:], strict=True):
            sheet.text(x - 4 - sheet.canvas.stringWidth(cell, "Helvetica", 9), 112 + 18 * k, cell, 9)
    sheet.prose(60, 200, 400, 4)
    assert only(sheet.done()) == NUMBERS


@pytest.mark.parametrize("pieces", ["cells", "rows"])
def test_every_second_row_shaded(sheet: Sheet, pieces: str) -> None:
    shade(sheet, XS, 100, 126, colors.navy)
    for k in (2, 4):
        shade(sheet, XS if pieces == "cells" else [XS[0], XS[-1]], 100 + 26 * k, 126 + 26 * k, colors.lightgrey)
    rows = [*AGREEMENTS, ["4", "Avtale om museum\nog bibliotek", "KUD og KS", "07.09.2021", ""]]
    sheet.rows(rows, XS, 100, 26)
    sheet.prose(60, 250, 400, 4)
    assert only(sheet.done()) == [*AGREEMENTS, ["4", "Avtale om museum og bibliotek", *rows[-1][2:]]]


def test_shaded_group_rows_without_rules(sheet: Sheet) -> None:
    xs = [60.0, 300.0, 460.0]
    rows = [
        *CASES,
        ["Kunnskapsdepartementet", ""],
        ["Ny skolelov", "1. møte 2021"],
        ["Lov om fagskoler", "1. møte 2021"],
    ]
    shade(sheet, xs, 100, 118, colors.navy)
    for k in (1, 4):
        sheet.bar(60, 100 + 18 * k, 460, 118 + 18 * k, colors.lightgrey)
    sheet.rows(rows, xs, 100)
    assert only(sheet.done()) == rows


def test_heading_between_two_tables_of_one_width(sheet: Sheet) -> None:
    for top in (100, 230):
        shade(sheet, XS, top, top + 18)
        for y in sheet.rows(AGREEMENTS, XS, top)[1:]:
            rule(sheet, XS, y)
    sheet.text(60, 216, "Vedlegg 2 Avtaler om helse", 10, "Helvetica-Bold")
    first, second = find_tables(sheet.done())
    assert first.rows == second.rows == AGREEMENTS


@pytest.mark.parametrize("ruled", ["some rows", "head alone"])
def test_box_with_walls_in_some_rows_only(sheet: Sheet, ruled: str) -> None:
    ys = sheet.rows(AGREEMENTS, XS, 100)
    sheet.box(XS[0], ys[0], XS[-1], ys[-1])
    walled = (1, 3) if ruled == "some rows" else (0,)
    for k in walled:
        for y in ys[k : k + 2]:
            sheet.line(XS[0], y, XS[-1], y)
        for x in XS[1:-1]:
            sheet.line(x, ys[k], x, ys[k + 1])
    assert only(sheet.done()) == AGREEMENTS


def test_merged_cell_over_a_page_break_between_rules(sheet: Sheet) -> None:
    xs = [60.0, 200.0, 400.0, 480.0]
    head = ["Departement", "Sak", "Oppmeldt"]
    cases = [[f"Sak om felles tiltak {k}", f"{k % 3 + 1}. møte 2019"] for k in range(12)]
    names = {0: "Kulturdepartementet", 4: "Finansdepartementet"}
    for page, (part, top) in enumerate(((cases[:8], 660.0), (cases[8:], 60.0))):
        shade(sheet, xs, top, top + 16)
        rows = [head, *([names.get(k, "") if not page else "", *row] for k, row in enumerate(part))]
        for k, y in enumerate(sheet.rows(rows, xs, top, 16)[2:], 1):
            whole = (not page and k == 4) or (page and k == 4)
            rule(sheet, xs if whole else xs[1:], y)
        sheet.next_page()
    table = find_tables(sheet.done())[0]
    assert [r[1:] for r in table.rows] == [head[1:], *cases]
    assert [r[0] for r in table.rows if r[0]] == ["Departement", *names.values()]


def test_cells_that_went_over_to_the_next_page_as_a_whole(sheet: Sheet) -> None:
    shade(sheet, XS, 740, 758)
    sheet.rows([AGREEMENTS[0], AGREEMENTS[1], ["2", "", "", "15.03.2020", "31.12.2023"]], XS, 740)
    for y in (776, 794):
        rule(sheet, XS, y)
    sheet.next_page()
    shade(sheet, XS, 60, 78)
    for y in sheet.rows([AGREEMENTS[0], ["", "Avtale om leirskole", "KD og KS", "", ""], AGREEMENTS[3]], XS, 60)[2:]:
        rule(sheet, XS, y)
    assert only(sheet.done()) == AGREEMENTS


def test_shaded_head_in_one_of_two_columns_of_text(sheet: Sheet) -> None:
    xs = [310.0, 440.0, 530.0]
    sheet.prose(60, 60, 220, 30)
    shade(sheet, xs, 100, 118)
    sheet.rows(CASES, xs, 100)
    sheet.prose(310, 200, 220, 18)
    assert only(sheet.done()) == CASES


# --------------------------------------------------------------------------------------------------------------------
# No tables


def test_bars_of_a_chart(sheet: Sheet) -> None:
    sheet.prose(60, 60, 450, 3)
    for row, name in enumerate(("Skole", "Helse", "Veg")):
        x = 140
        sheet.text(60, 163 + 30 * row, name, 8)
        for k, width in enumerate((80, 60, 110)):
            sheet.bar(x, 150 + 30 * row, x + width, 170 + 30 * row, (colors.pink, colors.orange, colors.grey)[k])
            sheet.text(x + 20, 163 + 30 * row, f"{10 * k + 20 + row} %", 8)
            x += width
    sheet.prose(60, 300, 450, 6)
    assert find_tables(sheet.done()) == []


def test_shaded_boxes_side_by_side(sheet: Sheet) -> None:
    shade(sheet, [60, 287, 515], 150, 300)
    for x, title in ((66, "Status"), (296, "Tiltak")):
        sheet.text(x, 165, title, 11, "Helvetica-Bold")
        sheet.prose(x, 182, 205, 8)
    sheet.prose(60, 350, 450, 8)
    assert find_tables(sheet.done()) == []


def test_shaded_titles_over_running_text(sheet: Sheet) -> None:
    shade(sheet, [60, 172, 284, 396, 508], 60, 80)
    for k, title in enumerate(("Bakgrunn", "Mål", "Tiltak", "Vedtak")):
        sheet.text(66 + 112 * k, 74, title, 9)
    y = sheet.prose(60, 110, 450, 14) + 20
    for number, title in (("1", "Innledning"), ("2", "Økonomi")):
        shade(sheet, [60, 90, 510], y, y + 20)
        sheet.text(70, y + 14, number, 11)
        sheet.text(98, y + 14, title, 11)
        y = sheet.prose(60, y + 40, 450, 6) + 15
    assert find_tables(sheet.done()) == []


def test_shaded_labels_of_a_letter(sheet: Sheet) -> None:
    shade(sheet, [60, 210, 360, 510], 60, 76)
    for x, label, value in ((64, "Deres ref", "21/334"), (214, "Vår ref", "2021/8"), (364, "Dato", "3. mai 2021")):
        sheet.text(x, 72, label, 8)
        sheet.text(x, 88, value, 9)
    sheet.prose(60, 120, 450, 14)
    assert find_tables(sheet.done()) == []

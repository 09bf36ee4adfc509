"""What looks like a table and is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from table_sheets import HEIGHT, WIDTH, Sheet

from konsultnlp.pdf.tables import (
    find_tables,
)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "ark.pdf")


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

"""Tables over page breaks, and which pages are looked at."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer
from table_sheets import AGREEMENTS, CASES, PROSE, Sheet, flowed, grid, many, only

from konsultnlp.pdf.tables import (
    PageTable,
    TableReader,
    find_tables,
    may_hold_table,
    merge_over_pages,
    page_stats,
)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "ark.pdf")


# --------------------------------------------------------------------------------------------------------------------
# Over page breaks


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
    path = flowed(tmp_path / "a.pdf", [grid(many(38)), Paragraph(PROSE, style), grid(many(20))], running=True)
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
    ruled(
        sheet, [["3", "Avtale om C", "", "01.02.2021", ""], ["4", "Avtale om D", "KD og KS", "01.02.2022", ""]], 60, 22
    )
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


def test_rest_of_a_table_with_rules_at_head_and_end_only(sheet: Sheet) -> None:
    xs = [60, 90, 230, 300, 380]
    sheet.rows([AGREEMENTS[0], *many(5)], xs, 700)
    sheet.line(60, 698, 460, 698)
    sheet.line(60, 717, 460, 717)
    sheet.text(290, 815, "7")
    sheet.next_page()
    sheet.rows([[str(k + 4), *r[1:]] for k, r in enumerate(many(6), 1)], xs, 60)
    sheet.line(60, 152, 460, 152)
    sheet.prose(60, 190, 450, 20)
    table = find_tables(sheet.done())[0]
    assert [r[0] for r in table.rows[1:]] == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert (table.page, table.page_end) == (1, 2)


def test_text_after_a_table_at_the_foot_stays_text(sheet: Sheet) -> None:
    xs = [60, 90, 230, 300, 380]
    sheet.rows([AGREEMENTS[0], *many(5)], xs, 700)
    sheet.line(60, 698, 460, 698)
    sheet.line(60, 717, 460, 717)
    sheet.next_page()
    sheet.prose(60, 70, 450, 20)
    table = find_tables(sheet.done())[0]
    assert (len(table.rows), table.page_end) == (5, 1)


def test_pages_read_in_portions(tmp_path: Path) -> None:
    rows = [AGREEMENTS[0], *many(90)]
    path = flowed(tmp_path / "a.pdf", [grid(rows, repeatRows=1)], running=True)
    reader = TableReader(path)
    for page in (1, 2, 3):
        reader.read([page])
    assert [t.rows for t in reader.tables] == [rows]
    assert sorted(reader.boxes) == [1, 2, 3]
    assert reader.unread == []


def test_page_that_the_table_library_cannot_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of use\n")
    reader = TableReader(path)
    assert reader.read([1, 2]) == []
    assert reader.unread == [1, 2]


BOXES = st.tuples(*(st.floats(0, 800, allow_nan=False) for _ in range(4)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 4), BOXES, st.lists(st.lists(st.text(max_size=5), min_size=3, max_size=3), min_size=1)
        ),
        max_size=6,
    )
)
def test_any_pieces_are_joined(drawn: list) -> None:
    pieces = [
        PageTable(
            page=page,
            bbox=box,
            rows=rows,
            merged=[[None] * 3 for _ in rows],
            xs=[box[0], box[0] + 20, box[0] + 60, box[0] + 90],
            ys=[float(k) for k in range(len(rows) + 1)],
        )
        for page, box, rows in drawn
    ]
    for table in merge_over_pages(pieces, dict.fromkeys(range(1, 5), 842.0)):
        assert len(table.rows) == len(table.merged) == len(table.row_pages)
        assert {len(r) for r in table.rows} == {3}
        assert table.inherited


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

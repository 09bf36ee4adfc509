"""The Excel workbook, as another program reads it."""

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

import openpyxl
import pytest
from export_rows import FAULT, small
from openpyxl.utils.escape import unescape

from konsultnlp.columns import ALL_TABLES
from konsultnlp.export import page_links
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.neutral import restore
from konsultnlp.export.workbook import Workbook
from konsultnlp.export.workbook_cells import as_date, as_number, as_text

PLACE = "Møter 2024/ørret #1 [utkast] 100%.pdf"


@pytest.fixture
def make(tmp_path):
    def made(documents, place=str(tmp_path / PLACE), faults=(), **limits):
        drafts = Drafts(tmp_path)
        book = Workbook(drafts, **limits)
        for records in documents:
            book.document(records, place)
        book.errors(faults)
        book.complete()
        drafts.publish()
        return openpyxl.load_workbook(tmp_path / "konsultnlp.xlsx")

    return made


def column(sheet, name):
    at = [c.value for c in sheet[1]].index(name) + 1
    return [sheet.cell(row, at) for row in range(2, sheet.max_row + 1)]


def about(book):
    return [" ".join(str(v) for v in row if v is not None) for row in book["om"].iter_rows(values_only=True)]


def test_there_is_a_sheet_a_table_with_filter_and_frozen_head(make):
    book = make([small()], faults=[FAULT])
    assert book.sheetnames == ["om", *(k.TABLE for k in ALL_TABLES)]
    for kind in ALL_TABLES:
        sheet = book[kind.TABLE]
        assert [c.value for c in sheet[1]] == list(kind.columns())
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
    assert book["requests"].auto_filter.ref == "A1:V2"
    assert [c.value for c in column(book["errors"], "message")] == [FAULT.message]


def test_values_are_typed(make):
    book = make([small()])
    (value,) = column(book["amounts"], "value")
    assert (value.value, value.data_type) == (-2500000.5, "n")
    assert column(book["requests"], "explicit")[0].value is True
    assert column(book["participants"], "attended")[0].value is False
    assert column(book["requests"], "deadline")[0].value == datetime(2024, 10, 1)
    assert column(book["documents"], "meeting_date")[0].value == datetime(2024, 5, 13)
    # A date without a year, and one from before Excel's calendar, are text.
    assert [c.value for c in column(book["dates"], "iso")] == [datetime(2024, 5, 1), "'--05", "1814-05-01"]
    assert column(book["requests"], "list_index")[0].value is None


def test_what_a_spreadsheet_would_run_is_text_and_comes_back(make):
    quotes = [
        "=1+1",
        "@SUM(A1)",
        '=HYPERLINK("http://example.org")',
        "https://example.org",
        "12",
        "'=x",
        "a\rb\x01",
        "<r>&</r>",
    ]
    book = make([small(quotes=quotes)])
    cells = column(book["requests"], "text")
    assert {c.data_type for c in cells} == {"s"} and not any(c.hyperlink for c in cells)
    assert [restore(unescape(c.value)) for c in cells] == quotes
    assert cells[0].value == "'=1+1"


def test_the_page_is_a_number_and_leads_to_the_page_of_the_pdf(make, tmp_path):
    (cell,) = column(make([small()])["requests"], "page")
    assert cell.value == 2 and cell.hyperlink.location == "page=2"
    target = cell.hyperlink.target
    assert target.startswith("file:///") and target.isascii() and " " not in target and "#" not in target
    assert Path(unquote(target.removeprefix("file://")).lstrip("/" if ":" in str(tmp_path) else "")) == tmp_path / PLACE


def test_rows_of_one_page_share_a_target_and_have_each_their_link(make):
    book = make([small(quotes=["a", "b", "c"])])
    assert [c.hyperlink.location for c in column(book["requests"], "page")] == ["page=2"] * 3
    (document,) = column(book["documents"], "source")
    assert document.value == "mote-0a1b2c3d.pdf" and document.hyperlink.location == "page=1"


def test_a_document_without_a_place_or_with_one_too_long_has_no_links(make):
    for place in ("", "https://example.org/" + "å" * 500):
        (cell,) = column(make([small()], place=place)["requests"], "page")
        assert cell.value == 2 and cell.hyperlink is None


def test_what_is_over_excels_rows_goes_on_in_a_further_sheet(make):
    book = make([small("a", "uvw"), small("b", "xyz")], most_rows=4)
    texts = [[c.value for c in column(book[s], "text")] for s in ("requests", "requests (2)")]
    assert texts == [list("uvw"), list("xyz")]
    assert book["requests (2)"].freeze_panes == "B2" and book["requests (2)"].auto_filter.ref == "A1:V4"
    assert any("requests (2)" in line for line in about(book))
    assert "requests (3)" not in book.sheetnames


def test_what_is_over_excels_links_is_told(make):
    book = make([small(quotes="abcde")], most_links=3)
    assert [bool(c.hyperlink) for c in column(book["requests"], "page")] == [True] * 3 + [False] * 2
    assert [c.value for c in column(book["requests"], "page")] == [2] * 5
    assert any(line.startswith("requests: 2 rader er uten lenke") for line in about(book))


def test_a_text_that_is_too_long_is_cut_and_told(make):
    long = "KS ber om " + "𝕏ø" * 20_000
    book = make([small(quotes=[long, "kort"])])
    cut, whole = (c.value for c in column(book["requests"], "text"))
    assert whole == "kort" and cut.startswith(long[:5000]) and f"{len(long)} tegn" in cut
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767
    assert any(line.startswith("requests: 1 celler er kortet ned") for line in about(book))


def test_an_output_within_the_limits_has_no_such_notes(make):
    assert not [line for line in about(make([small()])) if "kortet ned" in line or "uten lenke" in line]


def test_the_first_sheet_explains_every_column_in_words(make):
    lines = about(make([small()]))
    for kind in ALL_TABLES:
        for name in kind.columns():
            assert any(line.startswith(f"{kind.TABLE} {name} ") for line in lines), (kind.TABLE, name)
    assert "requests deadline Frist" in " ".join(lines)


def test_it_says_nothing_of_when_it_was_made(make, tmp_path):
    assert make([small()]).properties.created == datetime(2000, 1, 1)
    with zipfile.ZipFile(tmp_path / "konsultnlp.xlsx") as archive:
        assert {i.date_time[0] for i in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-29", datetime(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-05", None),
        ("1900-01-01", None),
        ("før jul", None),
    ],
)
def test_only_whole_dates_within_excels_calendar_are_dates(text, expected):
    assert as_date(text) == expected


def test_a_number_that_excel_would_round_stays_text():
    assert as_number(Decimal("123456789012345")) == 123456789012345.0
    assert as_number(Decimal("1234567890123456")) is None
    assert as_number(Decimal("1000000000000000000")) == 1e18


def test_what_no_workbook_can_hold_is_shown_as_missing():
    assert as_text("a\ufffe\ud800b") == ("a\ufffd\ufffdb", 0)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("https://example.org/møte 1.pdf?x=1#side", "https://example.org/m%C3%B8te%201.pdf?x=1"),
        ("https://example.org/m%C3%B8te.pdf", "https://example.org/m%C3%B8te.pdf"),
        ("", ""),
    ],
)
def test_addresses_are_encoded_once(place, expected):
    assert page_links.uri(place) == expected


def test_a_path_with_a_drive_is_no_url():
    assert PureWindowsPath("C:\\Møter\\a b.pdf").as_uri() == "file:///C:/M%C3%B8ter/a%20b.pdf"
    assert page_links.uri("C:\\Møter\\a b.pdf").startswith("file:///")

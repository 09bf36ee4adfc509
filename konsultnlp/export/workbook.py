"""Records to one Excel workbook: a sheet a table, typed, filtered, with a link from each row to its page.

Rows stream into a file of each sheet; what is held is a row of each and the links, of which Excel allows so many a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.url import Url

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, Kind
from konsultnlp.export import page_links
from konsultnlp.export.csv_files import cell as plain
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.workbook_about import About
from konsultnlp.export.workbook_cells import DATE_COLUMNS, as_date, as_number, as_text
from konsultnlp.export.workbook_looks import Looks, width
from konsultnlp.records import RECORD_TYPES, DocumentRecord, ErrorRecord

FILE = "konsultnlp.xlsx"
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
MOST_OF_ADDRESS = 2_079
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""What the workbook says of when it was made: always the same, so that equal rows make equal bytes."""


@dataclass(slots=True)
class _Sheet:
    """A sheet that is being written, with what must be told of it."""

    sheet: Any
    rows: int = 1
    links: int = 0


@dataclass(slots=True)
class _Table:
    """The sheets of a table; the last is being written."""

    kind: Kind
    columns: tuple[str, ...]
    linked: str
    sheets: list[_Sheet] = field(default_factory=list)
    unlinked: int = 0
    cut: int = 0


class Workbook:
    """All tables in one workbook.

    Args:
        drafts: Where to.
        most_rows: Rows a sheet, its header included; what is over goes on in ``requests (2)``.
        most_links: Links a sheet.
    """

    def __init__(self, drafts: Drafts, most_rows: int = MOST_ROWS, most_links: int = MOST_LINKS) -> None:
        self._most_rows = most_rows
        self._most_links = most_links
        self._folder = TemporaryDirectory(prefix="konsultnlp-", ignore_cleanup_errors=True)
        self._book = xlsxwriter.Workbook(
            str(drafts.reserve(FILE)),
            {
                "constant_memory": True,
                "tmpdir": self._folder.name,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "use_zip64": True,
            },
        )
        self._book.set_properties({"title": "konsultnlp", "created": CREATED})
        self._looks = Looks(self._book)
        self._about = About(self._book, self._looks)
        self._tables = {}
        for kind in ALL_TABLES:
            linked = "source" if kind is DocumentRecord else "page"
            columns = kind.columns()
            self._tables[kind.TABLE] = _Table(kind, columns, linked if linked in columns else "")
            self._add_sheet(self._tables[kind.TABLE])

    def _add_sheet(self, table: _Table) -> _Sheet:
        number = len(table.sheets) + 1
        sheet = self._book.add_worksheet(table.kind.TABLE if number == 1 else f"{table.kind.TABLE} ({number})")
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, width(table.kind, column))
            sheet.write_string(0, at, column, self._looks.head)
        sheet.freeze_panes(1, 1)
        table.sheets.append(_Sheet(sheet))
        return table.sheets[-1]

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows of one document; ``place`` is where their links lead."""
        address = page_links.uri(place)
        if len(address) > MOST_OF_ADDRESS:
            address = ""
        for kind in RECORD_TYPES:
            table = self._tables[kind.TABLE]
            links: dict[int, Url] = {}
            for row in records.of(kind.TABLE):
                self._write(table, row, address, links)

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        for row in rows:
            self._write(self._tables[row.TABLE], row, "", {})

    def _write(self, table: _Table, row: object, address: str, links: dict[int, Url]) -> None:
        """Writes a row; rows of one page share their link in ``links``."""
        on = table.sheets[-1] if table.sheets[-1].rows < self._most_rows else self._add_sheet(table)
        for at, column in enumerate(table.columns):
            value = getattr(row, column)
            look = None
            if column == table.linked and value and address:
                page = value if isinstance(value, int) else 1
                if on.links < self._most_links:
                    link = links.get(page) or links.setdefault(page, _link(address, page))
                    on.sheet.write_url(on.rows, at, link)  # the value is written over its text
                    on.links += 1
                    look = self._looks.link
                else:
                    table.unlinked += 1
            self._write_cell(table, on, at, column, value, look)
        on.rows += 1

    def _write_cell(self, table: _Table, on: _Sheet, at: int, column: str, value: Any, look: Any) -> None:
        sheet, looks = on.sheet, self._looks
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(on.rows, at, value, look or looks.plain)
        elif isinstance(value, int):
            sheet.write_number(on.rows, at, value, look or looks.plain)
        elif isinstance(value, Decimal):
            number = as_number(value)
            if number is None:
                sheet.write_string(on.rows, at, plain(value), looks.text(column, 0))
            else:
                sheet.write_number(on.rows, at, number, looks.whole if number.is_integer() else looks.broken)
        elif column in DATE_COLUMNS and (day := as_date(value)):
            sheet.write_datetime(on.rows, at, day, looks.date)
        else:
            text, cut = as_text(value)
            table.cut += bool(cut)
            sheet.write_string(on.rows, at, text, look or looks.text(column, len(text)))

    def complete(self) -> None:
        """Writes what is left: the filters, and what the first sheet tells of the others."""
        for table in self._tables.values():
            for on in table.sheets:
                on.sheet.autofilter(0, 0, max(on.rows - 1, 1), len(table.columns) - 1)
            self._about.count(table.kind, [on.rows - 1 for on in table.sheets], table.unlinked, table.cut)
        self._about.write(self._most_links)
        self._book.close()
        self._folder.cleanup()

    def abandon(self) -> None:
        """Lets go of the files of the sheets."""
        for sheet in self._book.worksheets():
            if (handle := getattr(sheet, "row_data_fh", None)) is not None:
                handle.close()
        self._folder.cleanup()


def _link(address: str, page: int) -> Url:
    """A link to a page. XlsxWriter would make a relative path of a file's address on Linux and macOS, so it gets it whole."""
    link = Url("https://example.org")
    link._link = link._relationship_link = address
    link._anchor = page_links.fragment(page)
    link._text = ""
    return link

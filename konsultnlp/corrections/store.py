"""``corrections.csv``: read as people leave it, written with every line that was there and those that are new."""

from __future__ import annotations

from pathlib import Path

from konsultnlp.corrections.model import CHECKED, COLUMNS, KINDS, NAME, ROW, Correction, CorrectionError, in_order
from konsultnlp.corrections.sheet import read_sheet
from konsultnlp.corrections.values import check_checked, check_row, parse
from konsultnlp.export.csv_files import as_csv, cell, write_text
from konsultnlp.export.neutral import neutralise

_NEEDED = ("doc_id", "table", "record_id", "field", "new")


def read_store(folder: Path) -> list[Correction]:
    """The corrections of an output folder; none where there is no file.

    Raises:
        CorrectionError: A line, as somebody may have changed it by hand, is not what it should be.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    sheet = read_sheet(path)
    missing = [c for c in _NEEDED if c not in sheet.header]
    if missing:
        raise CorrectionError(f"no column {missing[0]!r}; found {', '.join(sheet.header)}", path=path)
    found = []
    for line, cells in sheet.rows:
        row = dict(zip(sheet.header, cells, strict=True))
        try:
            found.append(_correction(row))
        except ValueError as error:
            raise CorrectionError(f"line {line}: {error}", path=path) from None
    return in_order(found)


def _correction(row: dict[str, str]) -> Correction:
    values = {c: row.get(c, "") for c in COLUMNS if c not in ("char_start", "char_end")}
    places = {}
    for column in ("char_start", "char_end"):
        text = row.get(column, "")
        if text and not text.isdecimal():
            raise ValueError(f"{column}: {text!r} is no whole number")
        places[column] = int(text) if text else None
    table, field, new = values["table"], values["field"], values["new"]
    if table not in KINDS:
        raise ValueError(f"table: there is no table {table!r}; expected one of {', '.join(KINDS)}")
    if field == ROW:
        check_row(table, new)
    elif field == CHECKED and table == "documents":
        values["new"] = check_checked(new)
    else:
        values["new"] = cell(parse(KINDS[table], field, new))
    return Correction(**values, **places)  # type: ignore[arg-type]


def write_store(folder: Path, corrections: list[Correction]) -> None:
    """Writes the file anew, sorted, cells made harmless for spreadsheets."""
    rows = [[neutralise(cell(getattr(c, column))) for column in COLUMNS] for c in in_order(corrections)]
    write_text(folder / NAME, as_csv(COLUMNS, rows))

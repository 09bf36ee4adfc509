"""What a sheet asks for: a wish a cell, before it is known whether the output has such a row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from konsultnlp.corrections.model import ADDED, CHECKED, DELETED, KINDS, ROW, CorrectionError
from konsultnlp.corrections.sheet import Sheet
from konsultnlp.corrections.values import FIXED, check_row, code_of, field_named, parse
from konsultnlp.export.csv_files import cell
from konsultnlp.records import Record


@dataclass(slots=True)
class Wish:
    """That a field of a row be something else.

    Attributes:
        where: Where it is asked for ("line 7"), for messages.
        table: The table; empty where only the id tells it.
        doc_id: The document; empty where only the id tells it.
        record_id: The row; empty for one that was missed.
        quote: Its quote.
        start: Where it begins in the text.
        end: Where it ends.
        field: The column as it was written, `ROW` or `CHECKED`.
        new: The value as it was written.
        old: What stood there, as far as the sheet says so; None where it does not.
        who: Who asks.
        when: When.
        why: Why.
        handle: What joins the wishes for one missed row, where quote and place do not tell it from others.
        beside: The ids of the rows that are known to quote the same.
        whole: Whether it comes from a whole row of a table, most of whose cells nobody has changed.
    """

    where: str
    table: str = ""
    doc_id: str = ""
    record_id: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    field: str = ""
    new: str = ""
    old: str | None = None
    who: str = ""
    when: str = ""
    why: str = ""
    handle: str = ""
    beside: tuple[str, ...] = ()
    whole: bool = False


def wishes_of(sheet: Sheet) -> list[Wish]:
    """The wishes of a sheet, in its order.

    Either a line names a row, a field and the new value; or the sheet is a table of the output, changed and saved. In both, a
    line without an id is a row that was missed.

    Raises:
        CorrectionError: The heads are neither.
    """
    heads = [code_of("head", h) or h for h in sheet.header]
    columns = {h.strip().casefold() for h in sheet.header}
    ids = {kind.ID: kind for kind in KINDS.values() if kind.ID and kind.ID in columns}
    if "field" in heads and "new" in heads:
        named = next(iter(ids.values())) if len(ids) == 1 and "record_id" not in heads else None
        if named:
            heads = ["record_id" if h.casefold() == named.ID else h for h in heads]
        lines = [(line, dict(zip(heads, row, strict=True))) for line, row in sheet.rows]
        # A worksheet lists rows to look at; those that are right have nothing filled in.
        return [
            _long(row, line, named, sheet.path)
            for line, row in lines
            if row["field"] or row["new"] or not row.get("record_id")
        ]
    kind = max(ids.values(), key=lambda k: len(columns & set(k.columns())), default=None)
    if kind is None and {"source", "sha256", "doc_id"} <= columns:
        kind = KINDS["documents"]
    if kind is None and not {"table", "doc_id"} <= {*heads}:
        raise CorrectionError(
            f"the heads are {', '.join(sheet.header)}; expected record id, field and new value, or a table of the output with "
            "its id column",
            path=sheet.path,
        )
    return [w for line, row in sheet.rows for w in _wide(sheet, kind, line, row)]


def _long(row: dict[str, str], line: int, kind: type[Record] | None, path: Path) -> Wish:
    where = f"line {line}"
    wish = Wish(
        where, row.get("table", "") or (kind.TABLE if kind else ""), row.get("doc_id", ""), row.get("record_id", ""),
        row.get("quote", ""), _offset(row, "char_start", where, path), _offset(row, "char_end", where, path), row["field"], row["new"],
        row.get("old") or None, row.get("who", ""), row.get("when", ""), row.get("why", ""),
    )  # fmt: skip
    if not wish.field and code_of("action", wish.new) in (ADDED, DELETED):
        wish.field = ROW
    if not wish.field and not wish.new and not wish.record_id:
        wish.field, wish.new = ROW, ADDED
    return wish


def _offset(row: dict[str, str], column: str, where: str, path: Path) -> int | None:
    text = row.get(column, "")
    if text and not text.isdecimal():
        raise CorrectionError(f"{where}: {column}: {text!r}; expected a whole number", path=path)
    return int(text) if text else None


def _wide(sheet: Sheet, kind: type[Record] | None, line: int, row: list[str]) -> list[Wish]:
    where = f"line {line}"
    heads = [h.strip().casefold() for h in sheet.header]
    cells = dict(zip(heads, row, strict=True))
    if kind is None:  # rows of several tables, all of them missed ones
        by_code = {code_of("head", h) or h: c for h, c in cells.items()}
        kind = KINDS.get(by_code["table"])
        if kind is None:
            raise CorrectionError(
                f"{where}: table: {by_code['table']!r}; expected one of {', '.join(KINDS)}", path=sheet.path
            )
        cells = {h if h in kind.columns() else code_of("head", h) or h: c for h, c in cells.items()}
        cells.setdefault("text", cells.get("quote", ""))
    record_id = cells.get(kind.ID, "") if kind.ID else cells.get("doc_id", "")
    extra = {code: cells.get(h, "") for h in heads if (code := code_of("head", h)) in ("who", "when", "why")}
    base = Wish(
        where, kind.TABLE, cells.get("doc_id", ""), record_id, cells.get(kind.QUOTE, ""),
        _offset(cells, "char_start", where, sheet.path) if "char_start" in kind.columns() and kind.QUOTE != "title" else None,
        _offset(cells, "char_end", where, sheet.path) if "char_end" in kind.columns() and kind.QUOTE != "title" else None,
        who=extra.get("who", ""), when=extra.get("when", ""), why=extra.get("why", ""), whole=bool(record_id),
    )  # fmt: skip
    out = []
    if not record_id:
        out.append(_copy(base, ROW, ADDED))
    for head, text in cells.items():
        if head not in kind.columns() or head in (kind.ID, "doc_id", "rule"):
            continue
        if record_id or (text and head not in FIXED and head != kind.QUOTE):
            out.append(_copy(base, head, text))
    return out


def _copy(base: Wish, field: str, new: str) -> Wish:
    return Wish(
        base.where, base.table, base.doc_id, base.record_id, base.quote, base.start, base.end, field, new,
        who=base.who, when=base.when, why=base.why, whole=base.whole,
    )  # fmt: skip


def settled(kind: type[Record], wish: Wish) -> tuple[str, str]:
    """The column and the value of a wish, as ``corrections.csv`` has them.

    Raises:
        ValueError: There is no such column, it cannot be corrected, or the value is not among those that it may have.
    """
    field = field_named(kind, wish.field)
    if field == ROW:
        return ROW, check_row(kind.TABLE, wish.new)
    if field == CHECKED:
        return CHECKED, wish.new
    return field, cell(parse(kind, field, wish.new))

"""`Rows`: the rows of a table, a list for code and a readable table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from konsultnlp.export.csv_files import cell
from konsultnlp.records import Record
from konsultnlp.show import html

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Record)

MOST_ROWS = 25
LONGEST = 500
"""Characters of a cell that are shown."""
_UNSEEN = {
    "doc_id", "section_id", "parent_id", "turn_id", "request_id", "person_id", "sha256", "bbox", "boxes", "char_start",
    "char_end", "rule", "lead_in", "action",
}  # fmt: skip
"""Columns for machines, and those that repeat a part of the quote."""
_QUOTES = {"text", "title"}


class Rows(list[R]):
    """The rows of one table of a document.

    A list in all respects; in a notebook it is drawn as a table. A slice (``doc.requests[25:50]``) is drawn so, too.

    Attributes:
        kind: The record type, which knows the table's name and columns.
    """

    __slots__ = ("kind",)

    def __init__(self, rows: Iterable[R], kind: type[R]) -> None:
        super().__init__(rows)
        self.kind = kind

    @overload
    def __getitem__(self, key: SupportsIndex) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Rows[R]: ...
    def __getitem__(self, key: SupportsIndex | slice) -> R | Rows[R]:
        if isinstance(key, slice):
            return Rows(super().__getitem__(key), self.kind)
        return super().__getitem__(key)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a DataFrame with the columns of the contract, in their order."""
        from konsultnlp.export.frames import to_frame

        return to_frame(self.kind.TABLE, self)

    def _repr_html_(self) -> str:
        name = self.kind.TABLE
        if not self:
            return html.box([f"<p>{html.text(name)}: no rows</p>"])
        shown = list(self[:MOST_ROWS])
        columns = seen_columns(self.kind, shown)
        rows = ([(printed(getattr(r, c)), _class(c, getattr(r, c))) for c in columns] for r in shown)
        left = len(self) - len(shown)
        count = f"{len(self)} row{'s' if len(self) != 1 else ''}"
        if left:
            count += f", the first {len(shown)} shown; [{len(shown)}:{2 * len(shown)}] has the next, to_frame() all"
        return html.box([html.table(columns, rows), f"<p>{html.text(name)}: {count}</p>"])


def seen_columns(kind: type[Record], rows: Sequence[Record]) -> list[str]:
    """The columns that a reader wants to see: the page and the quote first, none for machines, none that is empty in all rows."""
    columns = [c for c in kind.columns() if c not in _UNSEEN and c != kind.ID]
    filled = [c for c in columns if any(getattr(r, c) not in (None, "") for r in rows)]
    return sorted(filled, key=lambda c: (c != "page", c not in _QUOTES))


def printed(value: Any) -> str:
    """A value for people: large numbers with thin spaces, long text cut."""
    plain = cell(value)
    if isinstance(value, Decimal) and abs(value) >= 10_000:
        return f"{value:,.0f}".replace(",", "\u202f") if value == value.to_integral_value() else plain
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rstrip() + " …"


def _class(column: str, value: Any) -> str:
    if column in _QUOTES:
        return "q"
    return "n" if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else ""

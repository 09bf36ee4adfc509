"""How a workbook looks: formats and widths."""

from __future__ import annotations

from typing import Any

from konsultnlp.columns import Kind, column_types

LONG = frozenset({"text", "action", "lead_in", "message"})
MIDDLE = frozenset({
    "title", "name", "contributor", "requester", "addressee", "speaker", "normalized", "caption", "parties", "warnings",
    "trigger", "deadline", "name_at_date", "role", "source",
})  # fmt: skip
LONG_WIDTH, MIDDLE_WIDTH, NARROW_WIDTH, NUMBER_WIDTH, AMOUNT_WIDTH = 70, 28, 15, 9, 16

MOST_AS_TEXT = 255


def width(kind: Kind, column: str) -> int:
    """The width of a column, in characters."""
    if column in LONG:
        return LONG_WIDTH
    if column in MIDDLE:
        return MIDDLE_WIDTH
    type_ = column_types(kind)[column]
    if type_ == "number":
        return AMOUNT_WIDTH
    return NARROW_WIDTH if type_ == "string" else NUMBER_WIDTH


class Looks:
    """The formats of a workbook.

    Args:
        book: The workbook.
    """

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.plain = book.add_format(top)
        self._word = book.add_format({**top, "num_format": "@"})
        self._words = book.add_format({**top, "num_format": "@", "text_wrap": True})
        self._prose = book.add_format({**top, "text_wrap": True})
        self._long_word = book.add_format(top)
        self.whole = book.add_format({**top, "num_format": "#,##0"})
        self.broken = book.add_format({**top, "num_format": "#,##0.0#########"})
        self.date = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.link = book.add_format({**top, "font_color": "#0563C1", "underline": 1})
        self.head = book.add_format({**top, "bold": True, "bg_color": "#DDE6ED", "border": 1})
        self.title = book.add_format({**top, "bold": True, "font_size": 14})
        self.bold = book.add_format({**top, "bold": True})

    def text(self, column: str, length: int) -> Any:
        """The format of a text: text also when it is edited (``2.1`` is no date), and wrapped where that helps reading.

        Args:
            column: The column that it stands in.
            length: Its length; older versions of Excel show ``####`` for long cells that are set as text.
        """
        wrapped = column in LONG or column in MIDDLE
        if length > MOST_AS_TEXT:
            return self._prose if wrapped else self._long_word
        return self._words if wrapped else self._word

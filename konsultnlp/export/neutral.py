"""Text that a spreadsheet would run as a formula, made harmless in a way that can be undone.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` (also full-width or small, also after blanks and quotes), with a tab or a
line end is a formula to Excel and LibreOffice, or becomes one when the file is saved and opened again. A text from a
PDF is anybody's text, so such cells get an apostrophe in front: ``=1+1`` is written ``'=1+1``. A text that has apostrophes
before such a character gets one more, ``'=1`` becomes ``''=1``: so each cell has one origin, and `restore` finds it. Other
cells, those with apostrophes elsewhere included, stay as they are.
"""

from __future__ import annotations

import regex

MARK = "'"

# What may stand before the character without hiding it: blanks, controls, invisible signs and quotes.
_BEFORE = r"[\s\p{Cc}\p{Cf}'\"＇＂]*"
# The characters, their full-width, small, raised and lowered forms, the minus sign, and what ends a cell or line.
_STARTS = r"[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋﬩−\t\r\n\v\f\x85\u2028\u2029]"
# The library that writes workbooks passes a text "<r>…</r>" on as markup.
_MARKUP = r"<r>"
_DANGEROUS = regex.compile(rf"{_BEFORE}(?:{_STARTS}|{_MARKUP})")


def is_dangerous(value: str) -> bool:
    """Whether a spreadsheet might run the text as a formula."""
    return _DANGEROUS.match(value) is not None


def neutralise(value: str) -> str:
    """The text as a cell that no spreadsheet runs; most texts stay as they are.

    >>> neutralise("=1+1"), neutralise("KS' syn"), neutralise("'=1+1")
    ("'=1+1", "KS' syn", "''=1+1")
    """
    return MARK + value if is_dangerous(value) else value


def restore(cell: str) -> str:
    """The text that `neutralise` was given.

    >>> restore("'=1+1"), restore("KS' syn"), restore("''=1+1")
    ('=1+1', "KS' syn", "'=1+1")
    """
    return cell[1:] if cell.startswith(MARK) and is_dangerous(cell[1:]) else cell

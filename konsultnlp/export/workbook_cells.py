"""How values stand in a workbook: typed, harmless, within what Excel can hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from konsultnlp.export.neutral import neutralise

MOST_CHARACTERS = 32_767
"""What a cell can hold, in UTF-16 units."""

EXACT_DIGITS = 15
"""Digits of a number that Excel keeps."""

DATE_COLUMNS = frozenset({"meeting_date", "deadline", "iso", "iso_end", "signed", "expires"})

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_date(text: str) -> datetime | None:
    """The date that a text gives in full as ISO 8601, where Excel can hold it."""
    if not _ISO.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.date() >= _FIRST_DATE else None


def as_number(value: Decimal) -> float | None:
    """The number as Excel keeps it; None where it would lose digits."""
    digits = len(value.normalize().as_tuple().digits)
    return float(value) if digits <= EXACT_DIGITS else None


def as_text(value: str) -> tuple[str, int]:
    """The text as a cell can hold it, and how many of its characters were cut off; 0 where it is whole."""
    cell = _NOT_XML.sub("\ufffd", neutralise(value))
    if len(cell) <= MOST_CHARACTERS // 2 or _units(cell) <= MOST_CHARACTERS:
        return cell, 0
    mark = f" … [{len(value)} tegn, hele teksten står i CSV-filen]"
    kept = cell.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(mark))].decode("utf-16-le", errors="ignore")
    return kept + mark, len(cell) - len(kept)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

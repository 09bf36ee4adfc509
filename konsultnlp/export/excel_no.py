"""CSV for Norwegian Excel, which opens it by a double click: semicolons, decimal commas, UTF-8 with a mark, harmless cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from konsultnlp.export import csv_files
from konsultnlp.export.neutral import neutralise

TRUE, FALSE = "SANN", "USANN"
"""What Norwegian Excel reads as a truth value and writes again when it saves; ``true`` would be a word to it."""


def cell(value: Any) -> str:
    """How a value stands in a cell: ``SANN``/``USANN``, a decimal comma, text that no spreadsheet runs."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, Decimal):
        return csv_files.cell(value).replace(".", ",")
    if isinstance(value, str):
        return neutralise(value)
    return csv_files.cell(value)


STYLE = csv_files.Style(prefix="excel-no/", delimiter=";", encoding="utf-8-sig", cell=cell)

"""Records to pandas DataFrames: the only room that imports pandas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from konsultnlp.records import RECORD_TYPES, Record

_INTEGERS = {
    "page", "page_end", "char_start", "char_end", "year", "meeting_number", "list_index", "price_year", "first_year",
    "level", "pages", "n_rows", "n_cols",
}  # fmt: skip
_NUMBERS = {"value", "value_max"}
_TRUTHS = {"explicit", "attended"}


def to_frame(table: str, rows: Sequence[Record]) -> pd.DataFrame:
    """A DataFrame with the table's columns, in the contract's order, also where there is no row.

    Whole numbers that may be missing are ``Int64``, amounts ``float64`` (the records keep the exact ``Decimal``), the rest
    text; missing text is the empty string, as in the CSV files.

    Args:
        table: The table's name.
        rows: Its records.
    """
    kind = next(k for k in RECORD_TYPES if table == k.TABLE)
    columns = kind.columns()
    frame = pd.DataFrame([[getattr(row, c) for c in columns] for row in rows], columns=list(columns))
    for column in columns:
        if column in _INTEGERS:
            frame[column] = frame[column].astype("Int64")
        elif column in _NUMBERS:
            frame[column] = frame[column].astype("float64")
        elif column in _TRUTHS:
            frame[column] = frame[column].astype("bool")
        else:
            frame[column] = frame[column].astype("string")
    return frame

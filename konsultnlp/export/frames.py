"""Records to pandas DataFrames: the only room that imports pandas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from konsultnlp.columns import ColumnType, column_types
from konsultnlp.records import RECORD_TYPES, Record

_DTYPES: dict[ColumnType, str] = {"integer": "Int64", "number": "float64", "boolean": "bool", "string": "string"}


def to_frame(table: str, rows: Sequence[Record]) -> pd.DataFrame:
    """A DataFrame with the table's columns, in the contract's order, also where there is no row.

    Whole numbers that may be missing are ``Int64``, amounts ``float64`` (the records keep the exact ``Decimal``), the rest
    text; missing text is the empty string, as in the CSV files.

    Args:
        table: The table's name.
        rows: Its records.
    """
    kind = next(k for k in RECORD_TYPES if table == k.TABLE)
    types = column_types(kind)
    frame = pd.DataFrame([[getattr(row, c) for c in types] for row in rows], columns=list(types))
    return frame.astype({column: _DTYPES[type_] for column, type_ in types.items()})

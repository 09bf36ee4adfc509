"""Records to pandas DataFrames: the only room that imports pandas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from konsultnlp.columns import ALL_TABLES, ColumnType, Kind, column_types
from konsultnlp.errors import UsageError
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


def read_tables(folder: str | Path) -> dict[str, pd.DataFrame]:
    """The tables that `konsultnlp.extract` wrote, as DataFrames of the same types as `to_frame` gives.

    Args:
        folder: The output folder.

    Returns:
        A DataFrame for each table by its name (``requests``, ``amounts`` …), and ``errors``.

    Raises:
        UsageError: The folder does not hold the tables of an output.
    """
    target = Path(folder)
    missing = [f"{kind.TABLE}.csv" for kind in ALL_TABLES if not (target / f"{kind.TABLE}.csv").is_file()]
    if missing:
        raise UsageError(
            f"no {', '.join(missing[:3])} there; expected a folder that konsultnlp extract wrote", path=target
        )
    return {kind.TABLE: _read(target / f"{kind.TABLE}.csv", kind) for kind in ALL_TABLES}


def _read(path: Path, kind: Kind) -> pd.DataFrame:
    # All cells as text first: "NA" is a word, and an empty cell the empty string.
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_filter=False, encoding="utf-8")
    types = {column: type_ for column, type_ in column_types(kind).items() if column in frame.columns}
    for column, type_ in types.items():
        if type_ == "boolean":
            frame[column] = frame[column] == "true"
        elif type_ in ("integer", "number"):
            frame[column] = pd.to_numeric(frame[column].where(frame[column] != "", None))
    return frame.astype({column: _DTYPES[type_] for column, type_ in types.items()})

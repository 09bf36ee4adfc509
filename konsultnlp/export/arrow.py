"""Records to Arrow tables, which Parquet and DuckDB take: typed columns, each with its description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from konsultnlp.collection import Records
from konsultnlp.columns import ALL_TABLES, ColumnType, Kind, column_types, describe, describe_table
from konsultnlp.records import RECORD_TYPES, ErrorRecord

ROWS_A_BATCH = 8192
"""Rows of a table that are held before they are written: a few megabytes, however many documents there are."""

DIGITS, DECIMALS = 38, 10
"""Of amounts: as many digits as the format has, ten of them after the point."""

_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(DIGITS, DECIMALS),
    "boolean": pa.bool_(),
}
_EXACT = Context(prec=DIGITS)
_STEP = Decimal(1).scaleb(-DECIMALS)


def schema(kind: Kind) -> pa.Schema:
    """A table's columns with their types; the metadata hold the descriptions of the table and of each column."""
    words = describe(kind)
    fields = [
        pa.field(column, _TYPES[type_], metadata={"description": words[column]})
        for column, type_ in column_types(kind).items()
    ]
    return pa.schema(fields, metadata={"description": describe_table(kind)})


def fitted(value: Decimal | None) -> Decimal | None:
    """A number rounded to `DECIMALS` places; None where it has more digits than the format can hold."""
    if value is None:
        return None
    try:
        return value.quantize(_STEP, context=_EXACT)
    except InvalidOperation:
        return None


def to_arrow(kind: Kind, columns: pa.Schema, rows: Sequence[object]) -> pa.Table:
    """Rows as an Arrow table.

    Args:
        kind: Their record class.
        columns: Its `schema`.
        rows: The records.
    """
    arrays = []
    for field in columns:
        values: Iterable[Any] = (getattr(row, field.name) for row in rows)
        if pa.types.is_decimal(field.type):
            values = map(fitted, values)
        arrays.append(pa.array(values, type=field.type, size=len(rows)))
    return pa.Table.from_arrays(arrays, schema=columns)


class Batches:
    """Gathers the rows of all tables and hands them on in batches of one table each.

    Args:
        take: Called with a table's record class and rows, in order.
        rows_a_batch: How many rows at a time.
    """

    def __init__(self, take: Callable[[Kind, pa.Table], None], rows_a_batch: int = ROWS_A_BATCH) -> None:
        self._take = take
        self._size = rows_a_batch
        self._rows: dict[str, list[object]] = {kind.TABLE: [] for kind in ALL_TABLES}
        self._schemas = {kind.TABLE: schema(kind) for kind in ALL_TABLES}

    def document(self, records: Records) -> None:
        """Gathers the rows of one document."""
        for kind in RECORD_TYPES:
            self._add(kind, records.of(kind.TABLE))

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Gathers rows of what could not be read."""
        self._add(ErrorRecord, rows)

    def _add(self, kind: Kind, rows: Iterable[object]) -> None:
        held = self._rows[kind.TABLE]
        held.extend(rows)
        while len(held) >= self._size:
            self._hand_on(kind, held[: self._size])
            del held[: self._size]

    def _hand_on(self, kind: Kind, rows: Sequence[object]) -> None:
        self._take(kind, to_arrow(kind, self._schemas[kind.TABLE], rows))

    def flush(self) -> None:
        """Hands on what is left."""
        for kind in ALL_TABLES:
            if held := self._rows[kind.TABLE]:
                self._hand_on(kind, held)
                held.clear()

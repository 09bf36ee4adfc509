"""Records to one DuckDB database: all tables with keys and comments, and views that join what belongs together.

Rows stream into a draft without keys. When all are there, they are copied in order into the database: keys need an index in
memory, so a very large database goes without them, and so would one whose rows did not keep them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, ColumnType, Kind, column_types, describe, describe_table
from konsultnlp.export import sql
from konsultnlp.export.arrow import DECIMALS, DIGITS, Batches
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.duckdb_views import VIEWS
from konsultnlp.export.sql import quoted
from konsultnlp.export.views import NAMES, NAMES_COMMENT, known_names
from konsultnlp.records import ErrorRecord

FILE = "konsultnlp.duckdb"
ROWS_FILE = "konsultnlp-rows.duckdb"
"""The draft that is never put in place."""

MOST_ROWS_WITH_KEYS = 2_000_000
MEMORY = "512MB"
"""What the database may use while it is made."""

_TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": f"DECIMAL({DIGITS}, {DECIMALS})",
    "boolean": "BOOLEAN",
}


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), config={"memory_limit": MEMORY, "threads": 1})


def create_table(kind: Kind, keys: bool) -> str:
    """The SQL that makes a table, see `konsultnlp.export.sql.create_table`; DuckDB wants rows that are pointed to in an earlier statement."""
    return sql.create_table(kind, _TYPES, keys, to_itself=False)


class DuckdbFile:
    """All tables in one database.

    Args:
        drafts: Where to.
        most_rows_with_keys: Up to how many rows the tables get primary and foreign keys.
    """

    def __init__(self, drafts: Drafts, most_rows_with_keys: int = MOST_ROWS_WITH_KEYS) -> None:
        self._drafts = drafts
        self._most = most_rows_with_keys
        self._count = 0
        self._rows_path = drafts.reserve(ROWS_FILE)
        self._path = drafts.reserve(FILE)
        for path in (self._rows_path, self._path):
            _log_of(path).unlink(missing_ok=True)
        self._connection: duckdb.DuckDBPyConnection | None = _connect(self._rows_path)
        for kind in ALL_TABLES:
            self._connection.execute(create_table(kind, keys=False))
        self._batches = Batches(self._insert)

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Takes the rows of one document."""
        self._batches.document(records)

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Takes rows of what could not be read."""
        self._batches.errors(rows)

    def _insert(self, kind: Kind, rows: pa.Table) -> None:
        assert self._connection is not None
        # What is missing is NULL here, also where it is text.
        values = ", ".join(
            f"nullif({quoted(column)}, '')" if type_ == "string" else quoted(column)
            for column, type_ in column_types(kind).items()
        )
        self._connection.register("batch", rows)
        self._connection.execute(f"INSERT INTO {quoted(kind.TABLE)} SELECT {values} FROM batch")
        self._connection.unregister("batch")
        self._count += rows.num_rows

    def complete(self) -> None:
        """Writes the database from the rows."""
        self._batches.flush()
        self._close()
        try:
            self._build(keys=self._count <= self._most)
        except duckdb.ConstraintException:  # a fault of ours must not take the rows from the analyst
            self._path.unlink(missing_ok=True)
            _log_of(self._path).unlink(missing_ok=True)
            self._build(keys=False)
        self._drafts.forget(ROWS_FILE)

    def _build(self, keys: bool) -> None:
        with _connect(self._path) as connection:
            connection.execute(f"ATTACH {_text(str(self._rows_path))} AS made (READ_ONLY)")
            for kind in ALL_TABLES:
                connection.execute(create_table(kind, keys))
                connection.execute(f"INSERT INTO {quoted(kind.TABLE)} FROM made.{quoted(kind.TABLE)}")
                _comment(connection, "TABLE", kind.TABLE, describe_table(kind), describe(kind))
            connection.execute("DETACH made")
            connection.execute(NAMES)
            connection.executemany("INSERT INTO names VALUES (?, ?, ?)", known_names())
            _comment(connection, "TABLE", "names", NAMES_COMMENT, {})
            for view, body in VIEWS:
                connection.execute(view.sql(body))
                _comment(connection, "VIEW", view.name, view.comment, view.columns)

    def abandon(self) -> None:
        """Lets go of the database."""
        self._close()
        for path in (self._rows_path, self._path):
            _log_of(path).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _comment(
    connection: duckdb.DuckDBPyConnection, what: str, name: str, words: str, columns: Mapping[str, str]
) -> None:
    connection.execute(f"COMMENT ON {what} {quoted(name)} IS {_text(words)}")
    for column, text in columns.items():
        connection.execute(f"COMMENT ON COLUMN {quoted(name)}.{quoted(column)} IS {_text(text)}")


def _log_of(path: Path) -> Path:
    """DuckDB's log beside a database, which is left where a run was cut off."""
    return path.with_name(path.name + ".wal")

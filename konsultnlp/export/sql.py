"""The SQL that makes the tables with their keys, for the databases."""

from __future__ import annotations

from collections.abc import Mapping

from konsultnlp.columns import ColumnType, Kind, column_types
from konsultnlp.export.keys import links, primary_key


def quoted(name: str) -> str:
    """A name as SQL takes it; ``references`` is a word of SQL's own."""
    return '"' + name.replace('"', '""') + '"'


def create_table(kind: Kind, types: Mapping[ColumnType, str], keys: bool = True, to_itself: bool = True) -> str:
    """The SQL that makes a table.

    Args:
        kind: Its record class.
        types: What the database calls the types of columns.
        keys: Whether primary and foreign keys are declared.
        to_itself: Whether those that point to rows of the same table are.
    """
    parts = [f"{quoted(column)} {types[type_]}" for column, type_ in column_types(kind).items()]
    if keys and (primary := primary_key(kind)):
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, primary))})")
        for link in links(kind):
            if link.table == kind.TABLE and not to_itself:
                continue
            own, there = ([c] if c == "doc_id" else ["doc_id", c] for c in (link.column, link.target))
            parts.append(
                f"FOREIGN KEY ({', '.join(map(quoted, own))}) "
                f"REFERENCES {quoted(link.table)} ({', '.join(map(quoted, there))})"
            )
    return f"CREATE TABLE {quoted(kind.TABLE)} ({', '.join(parts)})"

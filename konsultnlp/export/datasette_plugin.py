"""A Datasette plugin for databases of konsultnlp: the SQL function ``stem``, and search boxes that find words in any form.

Written beside the database by ``konsultnlp extract --format sqlite``; konsultnlp must be installed where Datasette is.
"""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from konsultnlp.errors import UsageError
from konsultnlp.stems import match_expression

OURS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'made_by'"


def stem(text: str | None) -> str:
    """Words as a query for ``… MATCH stem(:words)``; one that finds nothing where there are no words."""
    try:
        return match_expression(text or "")
    except UsageError:
        return '""'


@hookimpl(trylast=True)  # after Datasette's own functions
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Registers ``stem``, and puts it in the place of what Datasette does with the words in a search box."""
    conn.create_function("stem", 1, stem, deterministic=True)
    if conn.execute(OURS).fetchone():
        conn.create_function("escape_fts", 1, stem, deterministic=True)

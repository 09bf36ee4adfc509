"""Records to one SQLite database: all tables with keys, the clean text by blocks, and full-text search over stems.

The search tables hold no text: FTS5 reads it from ``texts`` and ``requests`` and keeps the index alone. What goes into the index are
the stems of their words (see `konsultnlp.stems`), as many as there are words, so that FTS5's own ``snippet`` marks the words as
they are written. FTS5's ``rebuild`` would put the words themselves into the index; the database is made anew instead.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, ColumnType, Kind
from konsultnlp.export.datasette_files import METADATA, PLUGIN, metadata, plugin
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.sql import create_table, quoted
from konsultnlp.export.sqlite_views import VIEWS
from konsultnlp.export.views import NAMES, known_names
from konsultnlp.records import RECORD_TYPES, ErrorRecord, SectionRecord
from konsultnlp.stems import fingerprint, stems

FILE = "konsultnlp.sqlite"

SEARCHED = {
    "texts": ("text",),
    "requests": ("text", "action", "requester", "addressee", "lead_in"),
}
"""Tables with a search table ``<name>_fts``, and the columns in it."""

TEXTS = """CREATE TABLE texts (
    text_id INTEGER PRIMARY KEY, doc_id TEXT, section_id TEXT, page INTEGER, char_start INTEGER, text TEXT,
    FOREIGN KEY (doc_id) REFERENCES documents (doc_id),
    FOREIGN KEY (doc_id, section_id) REFERENCES sections (doc_id, section_id))"""

MADE_BY = "CREATE TABLE made_by (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
"""By what the index was made."""

STEMS_KEY = "stems"

_TYPES: dict[ColumnType, str] = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}

_INDEXES = {
    "documents": ("year", "doc_type"),
    "requests": ("doc_id, section_id", "doc_id, char_start", "addressee_id", "requester_id", "act"),
    "statements": ("doc_id, section_id", "person_id"),
    "amounts": ("doc_id, request_id", "doc_id, section_id", "kind"),
    "ministries": ("doc_id, char_start", "ministry_id"),
    "references": ("doc_id", "target_id"),
    "texts": ("doc_id, section_id",),
}
_EXACT = 2**63
"""Whole numbers below it stay exact; others, and fractions, are floating-point numbers, as SQLite has no decimals."""


class SqliteFile:
    """All tables in one database, and what Datasette needs to show and search it.

    Args:
        drafts: Where to.
    """

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        base = sqlite3.connect(drafts.reserve(FILE), isolation_level=None)
        self._base: sqlite3.Connection | None = base
        base.execute("PRAGMA journal_mode = MEMORY")  # the draft is thrown away where anything goes wrong
        base.execute("PRAGMA synchronous = OFF")  # and brought to the disk by `Drafts.seal`
        base.execute("BEGIN")
        for kind in ALL_TABLES:
            base.execute(create_table(kind, _TYPES))
        base.execute(TEXTS)
        for table, columns in SEARCHED.items():
            words = f"content={quoted(table)}, tokenize='unicode61 remove_diacritics 0'"  # å is no a
            base.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({', '.join(columns)}, {words})")

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows and the text of one document."""
        for kind in RECORD_TYPES:
            self._write(kind, records.of(kind.TABLE))
        (document,) = records.documents
        assert self._base is not None
        rows = _with_sections(blocks, records.sections)
        for block, section_id in rows:
            values = (document.doc_id, section_id or None, block.page, block.char_start, block.text)
            done = self._base.execute("INSERT INTO texts VALUES (NULL, ?, ?, ?, ?, ?)", values)
            self._base.execute("INSERT INTO texts_fts(rowid, text) VALUES (?, ?)", (done.lastrowid, stems(block.text)))

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        self._write(ErrorRecord, rows)

    def _write(self, kind: Kind, rows: Iterable[object]) -> None:
        base = self._base
        assert base is not None
        columns = kind.columns()
        insert = f"INSERT INTO {quoted(kind.TABLE)} VALUES ({', '.join('?' * len(columns))})"
        searched = SEARCHED.get(kind.TABLE, ())
        index = f"INSERT INTO {kind.TABLE}_fts(rowid, {', '.join(searched)}) VALUES (?{', ?' * len(searched)})"
        for row in rows:
            values = [_value(getattr(row, c)) for c in columns]
            try:
                number = base.execute(insert, values).lastrowid
            except sqlite3.IntegrityError:  # a fault of ours must not take the rows from the analyst
                _drop_keys(base, kind)
                number = base.execute(insert, values).lastrowid
            if searched:
                base.execute(index, [number, *(stems(getattr(row, c)) for c in searched)])

    def complete(self) -> None:
        """Writes the indexes and views, and the files for Datasette."""
        base = self._base
        assert base is not None
        for table, indexes in _INDEXES.items():
            for columns in indexes:
                name = f"{table}_by_{columns.replace(', ', '_')}"
                base.execute(f"CREATE INDEX {name} ON {quoted(table)} ({columns})")
        base.execute(NAMES)
        base.executemany("INSERT INTO names VALUES (?, ?, ?)", known_names())
        base.execute(MADE_BY)
        base.execute("INSERT INTO made_by VALUES (?, ?)", (STEMS_KEY, fingerprint()))
        for view, body in VIEWS:
            base.execute(view.sql(body))
        for table in SEARCHED:
            base.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('optimize')")
        base.execute("COMMIT")
        base.execute("ANALYZE")
        self.abandon()
        self._drafts.text(METADATA).write(metadata())
        self._drafts.text(PLUGIN).write(plugin())

    def abandon(self) -> None:
        """Lets go of the database."""
        if self._base is not None:
            self._base.close()
            self._base = None


def _drop_keys(base: sqlite3.Connection, kind: Kind) -> None:
    """Makes a table anew without keys; its rows keep their numbers."""
    rows = base.execute(f"SELECT * FROM {quoted(kind.TABLE)} ORDER BY rowid").fetchall()
    base.execute(f"DROP TABLE {quoted(kind.TABLE)}")
    base.execute(create_table(kind, _TYPES, keys=False))
    base.executemany(f"INSERT INTO {quoted(kind.TABLE)} VALUES ({', '.join('?' * len(kind.columns()))})", rows)


def _value(value: Any) -> Any:
    """What is missing is NULL, also where it is text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < _EXACT else float(value)
    return None if value == "" else value


def _with_sections(blocks: Sequence[TextBlock], sections: Sequence[SectionRecord]) -> Iterator[tuple[TextBlock, str]]:
    """Each block with the innermost section that it stands in; empty before the first heading."""
    known = {s.section_id: s for s in sections}
    placed = sorted((s.char_start, at) for at, s in enumerate(sections) if s.char_start is not None)
    starts = [start for start, _ in placed]
    for block in blocks:
        at = bisect_right(starts, block.char_start)
        section = sections[placed[at - 1][1]] if at else None
        while section is not None and section.char_end is not None and section.char_end <= block.char_start:
            section = known.get(section.parent_id)
        yield block, section.section_id if section else ""

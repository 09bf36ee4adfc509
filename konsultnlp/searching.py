"""`search`: words in any form, in the SQLite database that ``extract --format sqlite`` wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from konsultnlp.errors import UsageError
from konsultnlp.export.sqlite_file import FILE, SEARCHED, STEMS_KEY
from konsultnlp.stems import fingerprint, match_expression

TABLES = tuple(SEARCHED)
"""What can be searched."""

LIMIT = 20
"""Rows that are given where no number is."""

MARKS = ("[", "]", " … ")
"""Around what was found, and where the snippet leaves words out."""

SNIPPET_WORDS = 32

_NUMBERS = (2, 3)
"""Of the columns, year and page."""

_ROWS = {
    "texts": """SELECT t.doc_id, d.source, d.year, t.page, t.section_id, s.title, t.text, {snippet}, '', '', ''
        FROM texts_fts JOIN texts t ON t.text_id = texts_fts.rowid""",
    "requests": """SELECT t.doc_id, d.source, d.year, t.page, t.section_id, s.title, t.text, {snippet}, t.requester, t.addressee,
            t.act
        FROM requests_fts JOIN requests t ON t.rowid = requests_fts.rowid""",
}
_AROUND = """ LEFT JOIN documents d ON d.doc_id = t.doc_id
        LEFT JOIN sections s ON s.doc_id = t.doc_id AND s.section_id = t.section_id
        WHERE {table}_fts MATCH :words{more} ORDER BY {table}_fts.rank, {table}_fts.rowid LIMIT :limit"""

# An id, one without its year ("kd" of "kd-2006"), its name, or words of the addressee as written.
_TO = """ AND (';' || t.addressee_id || ';' LIKE '%;' || :to || ';%' OR ';' || t.addressee_id LIKE '%;' || :to || '-____%'
        OR t.addressee LIKE '%' || :to || '%'
        OR EXISTS (SELECT 1 FROM names n WHERE :to IN (n.name_nb, n.name_nn)
                   AND ';' || t.addressee_id || ';' LIKE '%;' || n.id || ';%'))"""
_YEAR = " AND d.year = :year"


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph or a request that was found.

    Attributes:
        doc_id: The document.
        source: Its file's name.
        year: Its year.
        page: Physical page, from 1.
        section_id: The section.
        section: Its title.
        text: The whole quote, verbatim.
        snippet: The part of it that was found, with what was found between `MARKS`.
        requester: Who asks, as written; empty for a paragraph.
        addressee: Who is asked, as written.
        act: What kind of request it is.
    """

    doc_id: str
    source: str
    year: int | None
    page: int | None
    section_id: str
    section: str
    text: str
    snippet: str
    requester: str = ""
    addressee: str = ""
    act: str = ""


def search(
    out: str | Path, query: str, table: str = "texts", *, year: int | None = None, to: str = "", limit: int = LIMIT
) -> list[Hit]:
    """Finds paragraphs or requests by words in any form: "kommunane" finds "kommuner", too.

    Args:
        out: The output folder, or the database in it.
        query: Words that must all be there; ``"side by side"``, ``begin*``, ``-without``, and ``OR`` between alternatives.
        table: ``texts`` or ``requests``.
        year: Only documents of this year.
        to: Only requests to this addressee: an id (``kd-2006``, ``regjeringen``), one without its year (``kd``), or a name.
        limit: How many at the most, the best first.

    Raises:
        UsageError: There is no such database or table, it was made by another program, or there is nothing to look for.
    """
    if table not in TABLES:
        raise UsageError(f"no table {table!r} to search; expected one of {', '.join(TABLES)}")
    if to and table != "requests":
        raise UsageError("only requests have an addressee; leave it out, or search the table requests")
    snippet = f"snippet({table}_fts, 0, '{MARKS[0]}', '{MARKS[1]}', '{MARKS[2]}', {SNIPPET_WORDS})"
    more = (_YEAR if year is not None else "") + (_TO if to else "")
    sql = _ROWS[table].format(snippet=snippet) + _AROUND.format(table=table, more=more)
    values = {"words": match_expression(query), "year": year, "to": to, "limit": limit}
    with closing(_opened(Path(out))) as base:
        return [Hit(*(_filled(row))) for row in base.execute(sql, values)]


def _filled(row: tuple[object, ...]) -> list[Any]:
    """Text that is missing is empty, as in the tables."""
    return [value if value is not None or at in _NUMBERS else "" for at, value in enumerate(row)]


def _opened(place: Path) -> sqlite3.Connection:
    path = place / FILE if place.is_dir() else place
    if not path.is_file():
        raise UsageError("no database to search; write it with: konsultnlp extract … --format sqlite", path=path)
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        made = base.execute("SELECT value FROM made_by WHERE key = ?", (STEMS_KEY,)).fetchone()
    except sqlite3.DatabaseError as error:
        base.close()
        raise UsageError(f"this is no database of ours ({error}); expected {FILE}", path=path) from None
    if made != (fingerprint(),):
        base.close()
        raise UsageError(
            f"its words were made by another stemmer ({made[0] if made else 'unknown'}, here {fingerprint()}) and would not be found; "
            "write it anew with: konsultnlp extract … --format sqlite",
            path=path,
        )
    return base

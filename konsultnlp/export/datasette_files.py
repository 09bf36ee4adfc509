"""What Datasette needs beside the SQLite database: descriptions and ready-made queries, and a plugin that stems what is looked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from konsultnlp.columns import ALL_TABLES, describe, describe_table
from konsultnlp.export.views import NAMES_COMMENT, REQUESTS, STATEMENTS

METADATA = "datasette/metadata.yaml"
PLUGIN = "datasette/plugins/konsult_stem.py"

DATABASE = "konsultnlp"
"""What Datasette calls the database: its file's name without the ending."""

TEXTS_COMMENT = "The clean text, a block (paragraph, heading, list item, footnote or caption) a row."
_TEXTS = {
    "text_id": "Number of the row; another run may give another.",
    "doc_id": "The document.",
    "section_id": "The innermost section that the block stands in; empty before the first heading.",
    "page": "Physical page, from 1, on which it begins.",
    "char_start": "Where it begins in the clean text, in Unicode code points.",
    "text": "Its text.",
}

_QUERIES: dict[str, dict[str, Any]] = {
    "search_requests": {
        "title": "Requests with these words",
        "description": 'All words in any form; "side by side"; begin*; -without; OR between alternatives. '
        "Year and addressee (an id such as kd-2006, or the beginning of one) may stay empty.",
        "sql": """SELECT d.year, r.requester, r.addressee, r.act, snippet(requests_fts, 0, '[', ']', ' … ', 40) AS found,
       d.source, r.page, r.doc_id, r.request_id
FROM requests_fts
JOIN requests r ON r.rowid = requests_fts.rowid
JOIN documents d ON d.doc_id = r.doc_id
WHERE requests_fts MATCH stem(:words)
  AND (:year = '' OR d.year = CAST(:year AS INTEGER))
  AND (:addressee = '' OR ';' || r.addressee_id LIKE '%;' || :addressee || '%')
ORDER BY requests_fts.rank, r.rowid
LIMIT 200
""",
    },
    "search_texts": {
        "title": "Paragraphs with these words",
        "description": 'All words in any form; "side by side"; begin*; -without; OR between alternatives.',
        "sql": """SELECT d.year, d.source, t.page, s.title AS section, snippet(texts_fts, 0, '[', ']', ' … ', 40) AS found,
       t.doc_id, t.section_id
FROM texts_fts
JOIN texts t ON t.text_id = texts_fts.rowid
JOIN documents d ON d.doc_id = t.doc_id
LEFT JOIN sections s ON s.doc_id = t.doc_id AND s.section_id = t.section_id
WHERE texts_fts MATCH stem(:words)
  AND (:year = '' OR d.year = CAST(:year AS INTEGER))
ORDER BY texts_fts.rank, t.text_id
LIMIT 200
""",
    },
    "money_asked_for": {
        "title": "What was asked for, and for how much money",
        "description": "Requests with these words that name an amount in kroner, the largest first.",
        "sql": """SELECT d.year, r.requester, r.addressee, a.value, a.per, a.text AS amount, r.text, d.source, r.page
FROM requests_fts
JOIN requests r ON r.rowid = requests_fts.rowid
JOIN amounts a ON a.doc_id = r.doc_id AND a.request_id = r.request_id
JOIN documents d ON d.doc_id = r.doc_id
WHERE requests_fts MATCH stem(:words) AND a.kind = 'money'
ORDER BY a.value DESC
LIMIT 200
""",
    },
}


def metadata() -> str:
    """``metadata.yaml``: descriptions of tables and columns, and the ready-made queries."""
    tables: dict[str, Any] = {
        kind.TABLE: {"description": describe_table(kind), "columns": describe(kind)} for kind in ALL_TABLES
    }
    for view in (REQUESTS, STATEMENTS):
        tables[view.name] = {"description": view.comment, "columns": view.columns}
    tables["texts"] = {"description": TEXTS_COMMENT, "columns": _TEXTS}
    tables["names"] = {"description": NAMES_COMMENT}
    tables["made_by"] = {"hidden": True}
    tables["documents"]["label_column"] = "source"
    made = {
        "title": "konsultnlp",
        "description": "Requests, statements and amounts in Norwegian consultation documents, read out of PDFs.",
        "databases": {DATABASE: {"queries": _QUERIES, "tables": tables}},
    }
    return "\n".join(_yaml(made)) + "\n"


def _yaml(value: dict[str, Any], indent: str = "") -> Iterator[str]:
    """YAML of nested dicts; a text of several lines is a block, any other value is JSON, which YAML takes."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{key}:"
            yield from _yaml(inner, indent + "  ")
        elif isinstance(inner, str) and "\n" in inner:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" for line in inner.splitlines())
        else:
            yield f"{indent}{key}: {json.dumps(inner, ensure_ascii=False)}"


def plugin() -> str:
    """The plugin's source."""
    return (files("konsultnlp.export") / "datasette_plugin.py").read_text(encoding="utf-8")

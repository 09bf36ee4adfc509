"""``datapackage.json``: a Frictionless description of the CSV files, by which programs read them with their types and keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES, ColumnType, Kind, column_types, describe, describe_table, label
from konsultnlp.export import csv_files
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.keys import links, primary_key
from konsultnlp.records import ErrorRecord

FILE = "datapackage.json"

_FIELD: dict[ColumnType, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number", "decimalChar": "."},
    "boolean": {"type": "boolean", "trueValues": [csv_files.cell(True)], "falseValues": [csv_files.cell(False)]},
}


def schema(kind: Kind) -> dict[str, Any]:
    """The Table Schema of a table."""
    words = describe(kind)
    primary = primary_key(kind)
    fields = []
    for column, type_ in column_types(kind).items():
        field = {
            "name": column,
            "title": label(kind.TABLE, column, "en"),
            "description": words[column],
            **_FIELD[type_],
        }
        if column in primary:
            field["constraints"] = {"required": True}
        fields.append(field)
    made: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if primary:
        made["primaryKey"] = list(primary)
    # A key over doc_id and an empty cell would point nowhere, so ids of rows are keys by themselves here.
    foreign = [
        {
            "fields": [link.column],
            "reference": {"resource": "" if link.table == kind.TABLE else link.table, "fields": [link.target]},
        }
        for link in links(kind)
    ]
    if foreign:
        made["foreignKeys"] = foreign
    return made


def _resource(kind: Kind, path: Path) -> dict[str, Any]:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return {
        "name": kind.TABLE,
        "path": csv_files.PLAIN.name(kind),
        "profile": "tabular-data-resource",
        "title": label(kind.TABLE, language="en"),
        "description": describe_table(kind),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": csv_files.ENCODING,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {
            "delimiter": csv_files.DELIMITER,
            "lineTerminator": csv_files.LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": schema(kind),
    }


class DataPackage:
    """Describes the CSV files once they are whole; it must be completed after them."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._file = drafts.text(FILE)

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Nothing: the rows are in the CSV files."""

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Nothing: the rows are in the CSV files."""

    def complete(self) -> None:
        """Writes the description; the CSV files must be whole."""
        package = {
            "profile": "tabular-data-package",
            "name": "konsultnlp",
            "title": "Requests, statements and amounts in Norwegian consultation documents",
            "description": "Made by konsultnlp from PDFs. Rows of a document share its `doc_id`; ids of rows are unique together with it.",
            "resources": [_resource(kind, self._drafts.seal(csv_files.PLAIN.name(kind))) for kind in ALL_TABLES],
        }
        self._file.write(json.dumps(package, ensure_ascii=False, indent=2) + "\n")

    def abandon(self) -> None:
        """Nothing is open but the draft."""

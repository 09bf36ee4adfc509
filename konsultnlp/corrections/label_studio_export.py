"""Tasks for Label Studio: a document a task, its rows as pre-annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from konsultnlp.corrections.label_studio import BASELINE, FIELDS, LABEL, TEXT, choices, control
from konsultnlp.corrections.model import id_of, place_of
from konsultnlp.corrections.output import RecordOutput
from konsultnlp.export.csv_files import cell, write_text
from konsultnlp.records import Record


def export_tasks(out: str | Path, to: str | Path) -> tuple[int, int]:
    """Writes the tasks of an output folder, as Label Studio imports them.

    Args:
        out: The output folder.
        to: The JSON file to write.

    Returns:
        How many tasks and regions were written.

    Raises:
        UsageError: The folder is no output.
    """
    output = RecordOutput(Path(out))
    tasks = []
    regions = 0
    for doc_id, document in output.documents.items():
        text = output.text(doc_id)
        if not text:
            continue
        rows = [row for table in FIELDS for row in output.of_documents(table, [doc_id]) if place_of(row)[0] is not None]
        rows.sort(key=lambda r: (place_of(r)[0] or 0, r.TABLE))
        regions += len(rows)
        tasks.append(
            {
                "data": {
                    TEXT: text,
                    "doc_id": doc_id,
                    "source": document.source,
                    BASELINE: [_baseline(r) for r in rows],
                },
                "predictions": [{"model_version": "konsultnlp", "result": [p for r in rows for p in _region(r)]}],
            }
        )
    write_text(Path(to), json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
    return len(tasks), regions


def region_id(row: Record) -> str:
    """The id of a row's region."""
    return f"{row.TABLE}-{id_of(row)}"


def _baseline(row: Record) -> dict[str, Any]:
    start, end = place_of(row)
    fields = {f: cell(getattr(row, f)) for f in FIELDS[row.TABLE]}
    return {
        "id": region_id(row),
        "table": row.TABLE,
        "record_id": id_of(row),
        "start": start,
        "end": end,
        "fields": fields,
    }


def _region(row: Record) -> list[dict[str, Any]]:
    """A region, and a result of the same id for each field that holds something."""
    start, end = place_of(row)
    place = {"start": start, "end": end, "text": getattr(row, "text", "")}
    common = {"id": region_id(row), "to_name": TEXT}
    results: list[dict[str, Any]] = [
        {**common, "from_name": LABEL, "type": "labels", "value": {**place, "labels": [row.TABLE]}}
    ]
    for field in FIELDS[row.TABLE]:
        value = cell(getattr(row, field))
        if not value:
            continue
        kind = "choices" if choices(row.TABLE, field) else "textarea"
        held = {"choices": [value]} if kind == "choices" else {"text": [value]}
        at = {"start": start, "end": end}
        results.append({**common, "from_name": control(row.TABLE, field), "type": kind, "value": {**at, **held}})
    return results

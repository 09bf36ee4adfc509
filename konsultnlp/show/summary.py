"""A document at a glance: title, date, kind, how many rows of what, and what to look out for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from konsultnlp.records import DocumentRecord, ErrorRecord
from konsultnlp.show import html


def summary(document: DocumentRecord, counts: Mapping[str, int], errors: Sequence[ErrorRecord]) -> str:
    """The HTML of it.

    Args:
        document: The document's row.
        counts: Rows by table.
        errors: What could not be read.
    """
    d = document
    meeting = " ".join(str(part) for part in (d.meeting_kind, d.meeting_number) if part not in (None, ""))
    facts = [
        ("file", d.source),
        ("kind", d.doc_type),
        ("meeting", meeting),
        ("date", d.meeting_date or (str(d.year) if d.year else "")),
        ("issuer", d.issuer_id),
        ("language", d.language),
        ("pages", str(d.pages)),
        ("text", {"ocr": "read by OCR", "none": "no text was to be had"}.get(d.text_layer, "")),
        ("warnings", ", ".join(d.warnings.split(";")) or "none"),
    ]
    rows = [[(name, ""), (value, "q")] for name, value in facts if value]
    found = ", ".join(f"{n} {name}" for name, n in counts.items() if n) or "no rows"
    parts = [
        f'<p class="t">{html.text(d.title or d.source)}</p>',
        html.table(("", ""), rows).replace('<thead><tr><th scope="col"></th><th scope="col"></th></tr></thead>', ""),
        f"<p>{html.text(found)}</p>",
    ]
    parts += [f"<p>not read: {html.text(e.message)}</p>" for e in errors]
    return html.box(parts)

"""What annotators see in Label Studio: a label a table, the fields of a region, and the labelling configuration.

Offsets: Label Studio counts Unicode code points since the end of 2021, as our texts do; older versions counted UTF-16 units.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from konsultnlp.columns import column_types, label
from konsultnlp.corrections.model import KINDS
from konsultnlp.corrections.values import codes

TEXT, LABEL = "text", "label"
"""Names of the text and of the label control in the configuration."""

BASELINE = "konsultnlp"
"""The key of a task's data that holds the rows as they were exported, so that the import can tell what was changed."""

FIELDS: dict[str, tuple[str, ...]] = {
    "requests": ("act", "explicit", "requester", "requester_id", "addressee", "addressee_id", "deadline"),
    "statements": ("act", "speaker", "person_id"),
    "amounts": ("kind", "value", "value_max", "unit", "per", "qualifier"),
    "ministries": ("ministry_id",),
    "references": ("kind", "normalized", "target_id"),
    "dates": ("iso", "iso_end", "role"),
}
"""The tables that are exported, and the fields that can be changed there."""

_COLOURS = {
    "requests": "#d62728", "statements": "#1f77b4", "amounts": "#2ca02c", "ministries": "#9467bd", "references": "#8c564b",
    "dates": "#ff7f0e",
}  # fmt: skip


def control(table: str, field: str) -> str:
    """The name of the control for a field."""
    return f"{table}_{field}"


def choices(table: str, field: str) -> tuple[str, ...]:
    """What can be chosen for a field; empty for one that is written."""
    if column_types(KINDS[table])[field] == "boolean":
        return ("true", "false")
    return codes(table, field)


def config(language: str = "nb") -> str:
    """The labelling configuration, to be pasted into a project's settings.

    Args:
        language: Language of the labels of fields: ``nb``, ``nn`` or ``en``.
    """
    view = Element("View")
    SubElement(
        view, "Style"
    ).text = ".htx-text { white-space: pre-wrap; }"  # else blanks are trimmed, and offsets shift
    labels = SubElement(view, "Labels", name=LABEL, toName=TEXT)
    for table in FIELDS:
        SubElement(labels, "Label", value=table, background=_COLOURS[table])
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="word", saveTextResult="yes")
    for table, fields in FIELDS.items():
        box = SubElement(view, "View", visibleWhen="region-selected", whenTagName=LABEL, whenLabelValue=table)
        for field in fields:
            SubElement(box, "Header", value=label(table, field, language), size="5")
            offered = choices(table, field)
            common = {"name": control(table, field), "toName": TEXT, "perRegion": "true"}
            if offered:
                group = SubElement(box, "Choices", common, choice="single-radio", showInline="true")
                for value in offered:
                    SubElement(group, "Choice", value=value)
            else:
                SubElement(box, "TextArea", common, maxSubmissions="1", editable="true", rows="1")
    indent(view)
    return tostring(view, encoding="unicode") + "\n"

"""Reads an attendance list that is set as a table, by writing it out as the list it could have been.

Supports: columns under heads in any order ("Navn", "Stilling", "Virksomhet", "Merknad"), given name and surname apart, a
row or a merged first cell that names a side ("Fra staten"), the two sides beside each other, labels in the first column
("Møteleder", "Forfall"), a list without heads. Avoids: tables of anything else: at least two rows must hold people.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from konsultnlp.grammar.names import name_at, name_words
from konsultnlp.lexicon import forms, table
from konsultnlp.rules.attendance_labels import label_at
from konsultnlp.rules.attendance_orgs import is_party
from konsultnlp.rules.attendance_people import share_listed

PEOPLE = 2
"""Rows with people that make a table an attendance list."""
LISTED = 0.5
"""Least share of words that are names, titles and bodies in a list without heads."""
_PRESENT = "Til stede:"
_CROSS = regex.compile(r"^(?:x|ja|nei|√|✓|☒|☐)$", regex.IGNORECASE)
_NO = regex.compile(r"^(?:nei|ikke|ikkje|-)$", regex.IGNORECASE)


@cache
def _heads() -> dict[str, str]:
    return {form: row["role"] for row in table("attendance_columns", "role", "forms") for form in forms(row["forms"])}


def as_list(rows: Sequence[Sequence[str]], date: str) -> str:
    """The table as the lines of an attendance list, or an empty text where it is none.

    Args:
        rows: Its cells.
        date: The document's ISO date or year.
    """
    cells = [[regex.sub(r"\s+", " ", cell or "").strip() for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return ""
    columns = [_heads().get(cell.casefold().strip(" :."), "") for cell in cells[0]]
    if {"name", "last_name"} & set(columns):
        return _written(_under_heads(cells[1:], columns, date))
    sides = [_side(cell, date) for cell in cells[0]]
    if len(sides) > 1 and all(sides):
        return _written(_beside(cells[1:], sides))
    if len(cells[0]) == 2 and _labelled(cells, date):
        return "\n".join(
            [_PRESENT, *(f"{_with_colon(first) if first else ''} {second}".strip() for first, second in cells)]
        )
    lines = _without_heads(cells, date)
    text = "\n".join(lines)
    listed = share_listed(text, 0, len(text), date)
    return _written(lines) if listed >= LISTED else ""


def _written(lines: list[str]) -> str:
    people = sum(len(name_words(line[: name_at(line, 0)])) > 1 for line in lines)
    return "\n".join([_PRESENT, *lines]) if people >= PEOPLE else ""


def _with_colon(label: str) -> str:
    return label.rstrip(" :") + ":"


def _side(cell: str, date: str) -> str:
    """A cell that names a side or is another label, as that label; else an empty text."""
    label = _with_colon(cell)
    party = regex.sub(r"^(?:fra|frå|for)\s", "", cell.rstrip(" :"), flags=regex.IGNORECASE)
    found = label_at(label, 0, len(label), date, opened=True) if cell else None
    if found is None or found.end < len(label) or found.kind == "other":
        return ""
    return label if found.kind != "side" or found.body.side or is_party(party, date) else ""


def _under_heads(rows: Sequence[Sequence[str]], columns: Sequence[str], date: str) -> list[str]:
    lines: list[str] = []
    side = ""
    for row in rows:
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and (label := _side(filled[0], date)):
            lines.append(label)
            continue
        parts: dict[str, list[str]] = {}
        for cell, column in zip(row, columns, strict=False):
            if cell and not _CROSS.match(cell):
                parts.setdefault(column or "note", []).append(cell)
            elif cell and column == "note" and _NO.match(cell):
                parts.setdefault("note", []).append("forfall")
        own = _side(parts["side"][0], date) if "side" in parts else ""
        if own and own != side:
            lines.append(own)
        side = own or side
        name = " ".join([*parts.get("first_name", ()), *parts.get("last_name", ()), *parts.get("name", ())])
        line = ", ".join([name, *parts.get("title", ()), *parts.get("body", ())])
        notes = parts.get("note", ())
        lines.append(line + (f" ({', '.join(notes)})" if notes else ""))
    return lines


def _beside(rows: Sequence[Sequence[str]], sides: Sequence[str]) -> list[str]:
    """Each side's people in a column of their own."""
    lines: list[str] = []
    for at, label in enumerate(sides):
        people = [row[at] for row in rows if at < len(row) and row[at]]
        lines.extend([label, *people] if people else [])
    return lines


def _labelled(rows: Sequence[Sequence[str]], date: str) -> bool:
    """Whether the first column holds labels, and one of them that people stand under."""
    labels = [label_at(_with_colon(row[0]), 0, len(row[0]) + 1, date, opened=True) for row in rows if row[0]]
    known = [label for label in labels if label is not None]
    return bool(labels) and len(known) >= 0.6 * len(labels) and any(k.kind in ("present", "side") for k in known)


def _without_heads(rows: Sequence[Sequence[str]], date: str) -> list[str]:
    lines: list[str] = []
    for row in rows:
        first, *rest = row
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and (label := _side(filled[0], date)):
            lines.append(label)
            continue
        if rest and (label := _side(first, date)) and len(name_words(first[: name_at(first, 0)])) < 2:
            lines.append(label)
            filled = [cell for cell in rest if cell]
        lines.append(", ".join(filled))
    return lines

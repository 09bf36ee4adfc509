"""What each column is: its type, its description and its label, for every output, the docs and reports.

Types come from the records' annotations, descriptions from the ``Attributes:`` of their docstrings, labels in bokmål, nynorsk
and English from ``lexicon/columns.csv``. Nothing of it stands in a second place.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias, get_type_hints

from konsultnlp.errors import UsageError
from konsultnlp.lexicon import table
from konsultnlp.records import RECORD_TYPES, ErrorRecord, Record

Kind: TypeAlias = type[Record] | type[ErrorRecord]
ColumnType: TypeAlias = Literal["string", "integer", "number", "boolean"]

ALL_TABLES: tuple[Kind, ...] = (*RECORD_TYPES, ErrorRecord)
"""The tables of the documents, and the errors."""

LANGUAGES = ("nb", "nn", "en")

_TYPES: dict[str, ColumnType] = {"str": "string", "int": "integer", "Decimal": "number", "bool": "boolean"}

# "    name: text …" in an Attributes section; deeper lines go on with the text.
_ENTRY = re.compile(r"^ {4}(\w+): (\S.*)$")
_GOES_ON = re.compile(r"^ {8}\s*(\S.*)$")


def column_types(kind: Kind) -> dict[str, ColumnType]:
    """The type of each column, in their order; those of numbers may be missing in a row.

    Args:
        kind: The record class of a table.
    """
    hints = get_type_hints(kind)
    return {column: _TYPES[_plain_name(hints[column])] for column in kind.columns()}


def _plain_name(hint: object) -> str:
    """``int`` for ``int | None``, ``Decimal`` for ``Decimal | None``."""
    inner = [a for a in getattr(hint, "__args__", ()) if a is not type(None)] or [hint]
    return str(getattr(inner[0], "__name__", inner[0]))


def describe(kind: Kind) -> dict[str, str]:
    """A description of each column, in their order, in English; codes stand between backticks, as in Markdown.

    Args:
        kind: The record class of a table.
    """
    found: dict[str, str] = {}
    for cls in reversed(kind.__mro__):  # a table's own words outrank those of what it inherits from
        found.update(_attributes(inspect.cleandoc(cls.__dict__.get("__doc__") or "")))
    return {column: found.get(column, "") for column in kind.columns()}


def _attributes(doc: str) -> dict[str, str]:
    """The entries of a Google-style ``Attributes:`` section."""
    found: dict[str, str] = {}
    name = ""
    for line in doc.partition("Attributes:\n")[2].splitlines():
        if entry := _ENTRY.match(line):
            name, text = entry.groups()
            found[name] = _markdown(text)
        elif name and (more := _GOES_ON.match(line)):
            found[name] += " " + _markdown(more[1])
        elif line.strip():
            break  # the next section
    return found


def _markdown(text: str) -> str:
    return text.replace("``", "`")


def describe_table(kind: Kind) -> str:
    """What a row of the table is, in English: the first paragraph of the record's docstring."""
    first = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return _markdown(" ".join(first.split()))


@cache
def _labels(language: str) -> Mapping[tuple[str, str], str]:
    if language not in LANGUAGES:
        raise UsageError(f"there are no labels in {language!r}; expected one of {', '.join(LANGUAGES)}")
    column = f"label_{language}"
    rows = table("columns", "table", "column", column)
    return MappingProxyType({(row["table"], row["column"]): row[column] for row in rows})


def label(table_name: str, column: str = "", language: str = "nb") -> str:
    """A short label for people.

    Args:
        table_name: The table.
        column: Its column; without it the label is that of the table.
        language: ``nb``, ``nn`` or ``en``.

    Raises:
        UsageError: There are no labels in that language.
        KeyError: No such table or column.
    """
    return _labels(language)[table_name, column]

"""The CSV files beside this module: how they are read, and what may be added to each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from konsultnlp.errors import LexiconError

Row: TypeAlias = MappingProxyType[str, str]

ABOUT = "about"
FORMS = "forms"
"""The column that holds the words, in a lexicon whose words are added to."""


def forms(cell: str) -> tuple[str, ...]:
    """The forms in a cell: ``"ber om|ba om"`` → ``("ber om", "ba om")``."""
    return tuple(f.strip() for f in cell.split("|") if f.strip())


@cache
def ours(name: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The header and the rows of one of our files.

    Raises:
        LexiconError: There is no such file, or a row has too few cells or too many.
    """
    reader = csv.reader(line for line in _lines(name) if line.strip() and not line.startswith("#"))
    header = tuple(next(reader, []))
    rows: list[Row] = []
    for number, cells in enumerate(reader, 1):
        if len(cells) != len(header):
            raise LexiconError(
                f"row {number} ({cells[0]!r}) has {len(cells)} cells, expected {len(header)}; "
                "is a comma in a cell not quoted?",
                path=f"{name}.csv",
            )
        rows.append(MappingProxyType(dict(zip(header, map(str.strip, cells), strict=True))))
    return header, tuple(rows)


def notes(name: str) -> list[str]:
    """The comments at the head of one of our files, ``#`` included."""
    return [line for line in _lines(name) if line.startswith("#")]


def _lines(name: str) -> list[str]:
    resource = files(__package__) / f"{name}.csv"
    try:
        return resource.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise LexiconError(
            "no such lexicon in the package; is the installation complete?", path=f"{name}.csv"
        ) from None


@dataclass(frozen=True, slots=True)
class About:
    """How a lexicon may be added to; see ``about.csv``.

    Attributes:
        name: The file without its ending.
        words: Whether forms join a row of ours; else rows are added or replaced.
        key: The columns that tell rows apart.
        closed: Columns with a closed set of values, and whose column in which file holds that set.
        typed: Columns with dates, numbers or patterns, and which.
        meaning: What it is for.
    """

    name: str
    words: bool
    key: tuple[str, ...]
    closed: MappingProxyType[str, tuple[str, str]]
    typed: MappingProxyType[str, str]
    meaning: str

    @property
    def header(self) -> tuple[str, ...]:
        """Its columns."""
        return ours(self.name)[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Our rows."""
        return ours(self.name)[1]

    def allowed(self, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a closed column may hold: whole cells, and the values of which a cell with several is made."""
        name, source = self.closed[column]
        cells = tuple(dict.fromkeys(row[source] for row in ours(name)[1]))
        return cells, tuple(dict.fromkeys(form for cell in cells for form in forms(cell)))


@cache
def abouts() -> MappingProxyType[str, About]:
    """All lexicons that may be added to, by name."""
    made = {}
    for row in ours(ABOUT)[1]:
        closed = {}
        for entry in forms(row["closed"]):
            column, _, other = entry.partition("=")
            name, _, source = other.partition(".") if other else (row["file"], "", column)
            closed[column] = (name, source)
        typed = dict(entry.split("=") for entry in forms(row["typed"]))
        made[row["file"]] = About(
            row["file"], row["added"] == "words", forms(row["key"]), MappingProxyType(closed), MappingProxyType(typed),
            row["meaning"],
        )  # fmt: skip
    return MappingProxyType(made)

"""The lexicons: CSV files beside this module, which an analyst can read and extend, and the one loader for them.

Every file is UTF-8 with a header. Lines that begin with ``#`` are comments and name the file's sources. Cells that hold
several forms join them by ``|``.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from konsultnlp.errors import LexiconError

Row: TypeAlias = MappingProxyType[str, str]


@cache
def table(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of ``<name>.csv``, validated and read once.

    Args:
        name: File name without its ending.
        columns: Columns the caller relies on; a missing one is an error.

    Raises:
        LexiconError: The file, a column or a cell count is not what it should be; says which and what was expected.
    """
    header, rows = _read(name)
    missing = [c for c in columns if c not in header]
    if missing:
        raise LexiconError(f"column {missing[0]!r} is missing; found {', '.join(header)}", path=f"{name}.csv")
    return rows


@cache
def _read(name: str) -> tuple[list[str], tuple[Row, ...]]:
    """The header and the rows of a file, read once for all who ask for different columns."""
    resource = files(__name__) / f"{name}.csv"
    try:
        lines = resource.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise LexiconError(
            "no such lexicon in the package; is the installation complete?", path=f"{name}.csv"
        ) from None
    reader = csv.reader(line for line in lines if line.strip() and not line.startswith("#"))
    header = next(reader, [])
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


def forms(cell: str) -> tuple[str, ...]:
    """The forms in a cell: ``"ber om|ba om"`` → ``("ber om", "ba om")``."""
    return tuple(f.strip() for f in cell.split("|") if f.strip())

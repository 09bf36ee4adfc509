"""Documents of which only corrected rows are known: what of that an output has right.

Such rows are the program's own mistakes, so they give no precision and no recall: of a changed row its corrected columns are
compared, of one that was missed or wrong whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from konsultnlp.corrections.model import ADDED, DELETED, KINDS, ROW
from konsultnlp.evaluation.matching import overlap, plain
from konsultnlp.evaluation.rows import Row, Rows

ADDED_FOUND, DELETED_AVOIDED = "corrections: added rows found", "corrections: deleted rows avoided"
CORRECTED_COLUMN = ", corrected"
"""What stands after the name of a column that is measured on corrected rows."""

_LEAST = 0.9
"""Share of words that quotes must have in common to be of one row."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is known, and whether the output has it right.

    Attributes:
        measure: What it counts to.
        right: Whether it is right.
        kind: ``missed``, ``spurious`` or ``wrong``, where it is not.
        row: The gold's row.
        gold: The right value of a column.
        found: The output's.
    """

    measure: str
    right: bool
    kind: str
    row: Row
    gold: str = ""
    found: str = ""


def checks(gold: Rows, found: Rows) -> Iterator[Check]:
    """All that is known of a document besides its checked tables."""
    for table, rows in gold.tables.items():
        left = list(found.of(table))
        for row in rows:
            if table == "documents":
                best = left[0] if left else None
            elif "corrected" not in row and ROW not in row:
                continue  # a row of a checked table
            else:
                best = max(left, key=lambda f: _alike(table, row, f), default=None)
                if best is not None and _alike(table, row, best) < _LEAST:
                    best = None
            if best is not None and table != "documents":
                left.remove(best)
            if row.get(ROW) == DELETED:
                yield Check(DELETED_AVOIDED, best is None, "spurious", row)
                continue
            if row.get(ROW) == ADDED:
                yield Check(ADDED_FOUND, best is not None, "missed", row)
            if best is None:
                continue
            for column in row.get("corrected", ()):
                want, got = row.get(column), best.get(column)
                right = plain(want) == plain(got)
                yield Check(f"{table}.{column}{CORRECTED_COLUMN}", right, "wrong", row, str(want), str(got or ""))


def _alike(table: str, gold: Row, found: Row) -> float:
    """How alike two quotes are; of rows that quote the same, the page and the other columns tell which is which."""
    quote = KINDS[table].QUOTE
    alike = overlap(gold.get(quote), found.get(quote))
    if alike < _LEAST:
        return alike
    others = [c for c in gold if c in found and c not in (quote, "corrected")]
    return alike + 0.1 * sum(plain(gold[c]) == plain(found[c]) for c in others) / max(len(others), 1)

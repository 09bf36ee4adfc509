"""What is measured: for each table how rows are paired and which columns of a pair are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from konsultnlp.evaluation import matching
from konsultnlp.evaluation.matching import plain, words
from konsultnlp.evaluation.rows import Row


def _every(_row: Row) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the report.

    Attributes:
        name: As the report shows it.
        table: The table.
        alike: How alike a gold row and an extracted one are, 0 to 1 (a little over for the better of two).
        least: From which likeness on they are the same.
        columns: Columns whose values are compared in each pair.
        loosely: Columns in which the words need only overlap by `LOOSE`.
        keep: Which rows count.
        together: A column that must be equal, too, for a pair to count as found.
    """

    name: str
    table: str
    alike: Callable[[Row, Row], float]
    least: float
    columns: tuple[str, ...] = ()
    loosely: tuple[str, ...] = ()
    keep: Callable[[Row], bool] = _every
    together: str = ""


LOOSE = 0.7
"""Share of words that the quoted action and lead-in of a request must have in common with the gold's."""


def _explicit(row: Row) -> bool:
    return plain(row.get("explicit")) in ("true", "1", "yes")


def _kind(kind: str) -> Callable[[Row], bool]:
    return lambda row: row.get("kind") == kind


_AMOUNT_COLUMNS = ("per", "qualifier", "price_year")
MEASURES = (
    Measure("sections", "sections", matching.by_title, 0.9, ("number", "level", "kind", "parent", "contributor", "ministry_id")),
    Measure("participants", "participants", matching.by_equal("name"), 1.0, ("role", "side", "org", "org_id", "function")),
    Measure("statements", "statements", matching.by_statement, 0.7, ("verb", "act"), together="speaker"),
    Measure("requests, explicit", "requests", matching.by_request, 0.6, keep=_explicit),
    Measure(
        "requests, all", "requests", matching.by_request, 0.6,
        ("requester_id", "addressee_id", "act", "explicit", "deadline", "trigger"), ("action", "lead_in"),
    ),
    Measure("amounts: money", "amounts", matching.by_amount, 0.6, _AMOUNT_COLUMNS, keep=_kind("money")),
    Measure("amounts: percent", "amounts", matching.by_amount, 0.6, _AMOUNT_COLUMNS, keep=_kind("percent")),
    Measure("amounts: count", "amounts", matching.by_amount, 0.6, _AMOUNT_COLUMNS, keep=_kind("count")),
    Measure("ministries", "ministries", matching.by_equal("text", "ministry_id"), 1.0),
    Measure("references", "references", matching.by_reference, 0.8, ("target_id",)),
    Measure("dates", "dates", matching.by_equal("iso"), 1.0, ("iso_end", "role")),
    Measure("agreements", "agreements", matching.by_words_of("title"), 0.8, ("number", "parties", "signed", "expires", "first_year")),
    Measure("cases", "cases", matching.by_case, 0.8, ("ministry_id", "reported_at")),
    Measure("tables", "tables", matching.by_cells, 0.7, ("n_rows", "n_cols", "page", "page_end"), keep=lambda row: bool(row.get("cells"))),
)  # fmt: skip
DOCUMENT_COLUMNS = ("doc_type", "meeting_kind", "meeting_number", "meeting_date", "year", "language", "issuer_id")
QUOTED = ("statements", "requests", "amounts", "ministries", "references", "dates")
"""Tables whose rows must equal the slice of the text that they name."""
TRAP = 0.6
"""Share of a trap's words in a request that makes it caught."""


def same(column: str, gold: Row, found: Row, loosely: bool) -> bool:
    """Whether a pair agrees in a column."""
    want, got = gold[column], found.get(column)
    if loosely:
        return matching.overlap(want, got) >= LOOSE
    if column == "trigger":  # how many of the words around it belong to a trigger is a matter of taste
        first, second = set(words(want)), set(words(got))
        return bool(second) and (first <= second or second <= first)
    return plain(want) == plain(got)


def common_cells(gold: Row, found: Row) -> tuple[int, int, int]:
    """Cells in common, cells too many, and cells missed."""
    want, got = Counter(matching.cells(gold)), Counter(matching.cells(found))
    common = sum((want & got).values())
    return common, sum(got.values()) - common, sum(want.values()) - common

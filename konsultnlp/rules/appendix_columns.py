"""Which column of an appendix table holds what: by its head, else by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.rules.appendix_cells import only_ministries, parties_in

_DATE = regex.compile(
    r"\d{1,2}[./]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\p{L}{3,9}\.?\s\d{4}"
)
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_NUMBER = regex.compile(r"\d{1,3}[a-z]?[.)]?")
_MEETING = regex.compile(
    r"(?:\d\.|bilateral\p{L}*|første|fyrste|andre|tredje|fjerde)\s(?:\p{L}+\s)?(?:konsultasjons)?møtet?\b.*\d{4}"
    r"|(?:\d\.|bilateral\p{L}*)\s?(?:kons\p{L}*\.?)?\s?\d{4}",
    regex.I,
)
# Rows at the top among which the head is looked for: a caption row or a title may stand above it.
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Index of each column, none where the table has no such one.

    Attributes:
        first_row: The first row after the head.
        names_cases: Whether the head of the title column says that it lists cases.
        names_agreements: Whether it says that it lists agreements.
    """

    first_row: int = 0
    number: int | None = None
    title: int | None = None
    parties: int | None = None
    signed: int | None = None
    expires: int | None = None
    first: int | None = None
    ministry: int | None = None
    reported: int | None = None
    kind: int | None = None
    names_cases: bool = False
    names_agreements: bool = False

    def are_agreements(self) -> bool:
        """Whether the rows are agreements: the head says so, or they have parties and dates."""
        dated = self.signed is not None or self.expires is not None or self.first is not None
        if self.title is None or self.names_cases:
            return False
        return (self.names_agreements and (dated or self.parties is not None)) or (
            self.parties is not None and dated and self.reported is None
        )

    def is_head(self, row: Sequence[str]) -> bool:
        """Whether a row repeats the head."""
        cells = [c for c in row if c]
        roles = [head_role(c) for c in cells]
        return len(cells) >= 2 and all(roles) and len(set(roles)) == len(roles)


def read_columns(rows: Sequence[Sequence[str]], full: Sequence[Sequence[str]], date: str = "") -> Columns:
    """Tells the columns of a table.

    Args:
        rows: Its cells, all rows of one length.
        full: The same with inherited text.
        date: The document's ISO date or year.
    """
    width = len(rows[0])
    roles, first_row = _by_heads(rows, full)
    where: dict[str, int] = {}
    for col, role in enumerate(roles):
        where.setdefault(role, col)
    named = {role for role in roles if role}
    body = [[row[col] for row in full[first_row:]] for col in range(width)]
    _by_content(where, roles, body, rows[first_row:], date)
    title = next((where[r] for r in ("agreement", "case", "title") if r in where), None)
    if title is None:
        free = [c for c in range(width) if c not in where.values() or roles[c] == "other"]
        free = [c for c in free if roles[c] != "other"] or free
        title = max(free, key=lambda c: sum(map(len, body[c])), default=None)
    return Columns(
        first_row=first_row,
        number=where.get("number"),
        title=title,
        parties=where.get("parties"),
        signed=where.get("signed"),
        expires=where.get("expires"),
        first=where.get("first"),
        ministry=where.get("ministry"),
        reported=where.get("reported"),
        kind=where.get("kind"),
        names_cases="case" in named and "agreement" not in named,
        names_agreements="agreement" in named,
    )


def _by_heads(rows: Sequence[Sequence[str]], full: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The role of each column by its head, and the first row after the head."""
    width = len(rows[0])
    best, at = [""] * width, -1
    for row in range(min(_HEAD_ROWS, len(rows) - 1)):
        roles = [head_role(cell) for cell in full[row]]
        if len(set(filter(None, roles))) > max(1, len(set(filter(None, best)))):
            best, at = roles, row
    if at < 0:
        return [""] * width, 0
    below = at + 1
    if below < len(rows) - 1:  # a second row of heads under merged ones: "Avtaleperiode" over "Fra" and "Til"
        inner = [head_role(cell) for cell in rows[below]]
        cells = [cell for cell in rows[below] if cell]
        if len(cells) >= 2 and len([r for r in inner if r]) == len(cells) and "" in rows[below]:
            best = [low or high for low, high in zip(inner, best, strict=True)]
            at = below
    return best, at + 1


def _by_content(
    where: dict[str, int], roles: list[str], body: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], date: str
) -> None:
    """Adds columns whose head says nothing, by what most of their cells hold."""

    def share(cells: Sequence[str], test: Callable[[str], object]) -> float:
        filled = [c for i, c in enumerate(cells) if c and sum(map(bool, rows[i])) > 1]
        return sum(bool(test(c)) for c in filled) / len(filled) if len(filled) > 1 else 0.0

    tests: list[tuple[str, Callable[[str], object], float]] = [
        ("reported", _MEETING.match, 0.6),
        ("number", _NUMBER.fullmatch, 0.8),
        ("parties", lambda c: len(parties_in(c, date)) > 1 and len(c) < 80, 0.6),
        ("ministry", lambda c: only_ministries(c, date), 0.7),
        ("first", _YEAR.fullmatch, 0.8),
        ("signed", _DATE.match, 0.6),
        ("expires", _DATE.match, 0.6),
    ]
    for role, test, least in tests:
        if role in where:
            continue
        for col, cells in enumerate(body):
            taken = any(col == c and r != "" for r, c in where.items())
            after = role != "expires" or col > where.get("signed", -1)
            if not taken and roles[col] == "" and after and share(cells, test) >= least:
                where[role] = col
                break
    responsible = where.get("ministry")
    if responsible is not None and share(body[responsible], lambda c: only_ministries(c, date)) < 0.5:
        del where["ministry"]  # "Ansvarlig" may name a person

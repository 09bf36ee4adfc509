"""Agreements and cases from the rows of appendix tables.

Supports: columns in any order, known by their heads or, where a head says nothing, by what stands in them; heads over
two rows; a number in its own column or before the title; ministries as group rows, as a column, merged over rows or
given once for the rows below; dates in words and figures, months and years; other columns, which are left out.
Avoids: group rows, repeated heads and empty rows; tables about anything else (agendas, budgets, attendance).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.grammar.ministries import find_ministries
from konsultnlp.grammar.table_heads import case_kind
from konsultnlp.rules.appendix_cells import date_pair, first_year, only_ministries, parties_in
from konsultnlp.rules.appendix_columns import Columns, read_columns


@dataclass(frozen=True, slots=True)
class AgreementHit:
    """A bilateral agreement in a table row.

    Attributes:
        number: As printed, without a closing dot.
        title: As printed, without the number.
        parties: As written.
        party_ids: What they mean, joined by ``;``.
        signed: ISO date, month or year, or empty.
        expires: The same.
        first_year: The year of the first agreement of its kind.
        row: Index of the row.
        rule: ``agreement-row``, or ``agreement-row-title-parties`` where the title alone names the parties.
    """

    number: str
    title: str
    parties: str
    party_ids: str
    signed: str
    expires: str
    first_year: int | None
    row: int
    rule: str


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case for cost estimates or law consultation in a table row.

    Attributes:
        kind: ``kostnadsberegning``, ``lovmedvirkning``, or empty where the document does not say.
        ministry_id: The ministry of its column or group; several joined by ``;``.
        title: As printed, without a number.
        reported_at: The meeting at which it was reported, as printed.
        row: Index of the row.
        rule: ``case-row``, ``case-row-group`` (the ministry is a group row's) or ``case-row-above`` (its cell is
            empty, and the ministry stands in a row above).
    """

    kind: str
    ministry_id: str
    title: str
    reported_at: str
    row: int
    rule: str


# "Avtaler om velferd", "Saker fra i fjor": the plural names a group
_PLURAL = regex.compile(
    r"(?:\p{L}*avtal(?:er|ar)|\p{L}*saker|nye|gjeldende|gjeldande|andre|øvrige|øvrege|avsluttede|avslutta)\b", regex.I
)
_SINGULAR = regex.compile(r"\p{L}*(?:avtale|avtala|erklæring|fråsegn)\b", regex.I)
# "1 Avtale", "12. Avtale", "3) Avtale", "2a Avtale", "4 – Avtale"
_LEADING = regex.compile(r"(?P<number>\d{1,3}[a-z]?)(?:[.):]|\s?[–-](?=\s))?\s{1,4}(?=[\p{Lu}«\"“])")
_BETWEEN = regex.compile(r"\b(?:mellom|millom)\s(?P<parties>[^.;]{2,120}?\bKS)\b")
_LIST = regex.compile(r"\bsaker\b|\boversik?t\b|\boversyn\b|\bliste\b", regex.I)

Rows = Sequence[Sequence[str]]


def agreements(rows: Rows, inherited: Rows | None = None, date: str = "") -> list[AgreementHit]:
    """The agreements a table lists; none if it is about something else.

    Args:
        rows: The cells.
        inherited: The same with the text that empty cells inherit from merged ones; without it ``rows``.
        date: The document's ISO date or year, which decides what an abbreviation means.
    """
    table = _Table.of(rows, inherited, date)
    if table is None or not table.columns.are_agreements():
        return []
    col = table.columns
    numbered = _numbered(table)
    hits: list[AgreementHit] = []
    for at in range(col.first_row, len(table.rows)):
        cells = table.full[at]
        if col.title is None or not table.rows[at][col.title] or col.is_head(table.rows[at]):
            continue
        title = cells[col.title]
        number = _cell(cells, col.number).rstrip(".) ")
        leading = _LEADING.match(title) if numbered else None
        if leading and not number:
            number, title = leading["number"], title[leading.end() :]
        if _is_group(table, at, number):
            continue
        written, rule = _cell(cells, col.parties), "agreement-row"
        between = _BETWEEN.search(title) if col.parties is None else None
        if between:
            written, rule = between["parties"], "agreement-row-title-parties"
        signed, ends = date_pair(_cell(cells, col.signed), date)
        begins, expires = date_pair(_cell(cells, col.expires), date)
        if col.signed is None:
            signed = begins if expires else ""
        if col.expires is None:
            expires = ends
        first = first_year(_cell(cells, col.first))
        hits.append(
            AgreementHit(
                number=number,
                title=title,
                parties=written,
                party_ids=";".join(parties_in(written, date)),
                signed=signed,
                expires=expires or begins,
                first_year=first,
                row=at,
                rule=rule,
            )
        )
    return hits


def cases(
    rows: Rows, inherited: Rows | None = None, heading: str = "", caption: str = "", date: str = ""
) -> list[CaseHit]:
    """The cases a table lists; none if it is about something else.

    Args:
        rows: The cells.
        inherited: The same with the text that empty cells inherit from merged ones; without it ``rows``.
        heading: Headings over the table, the nearest first, one a line; they say which kind of case it lists.
        caption: Its caption, which says so first.
        date: The document's ISO date or year, which decides what an abbreviation means.
    """
    table = _Table.of(rows, inherited, date)
    if table is None or table.columns.are_agreements():
        return []
    col = table.columns
    groups = [_group_ministry(table, at) for at in range(len(table.rows))]
    with_ministry = col.ministry is not None or any(groups)
    kinds = [case_kind(text) for text in (caption, *heading.splitlines())]
    kind = next((k for k in kinds if k), "")
    if not (col.reported is not None or with_ministry or (col.names_cases and _LIST.search(f"{heading} {caption}"))):
        return []
    own_kinds = any(case_kind(cell) for row in table.rows for cell in row)
    if not kind and not (col.reported is not None and (col.names_cases or with_ministry)) and not own_kinds:
        return []
    numbered = _numbered(table)
    hits: list[CaseHit] = []
    group = above = group_kind = ""
    for at in range(col.first_row, len(table.rows)):
        cells = table.full[at]
        if col.is_head(table.rows[at]) or not any(table.rows[at]):
            continue
        if groups[at]:
            group, above = groups[at], ""
            continue
        if col.title is None or not table.rows[at][col.title]:
            continue
        title = cells[col.title]
        number = _cell(cells, col.number)
        leading = _LEADING.match(title) if numbered else None
        if leading and not number:
            number, title = leading["number"], title[leading.end() :]
        if _is_group(table, at, number):
            group_kind = _single(case_kind(title)) or group_kind
            continue
        ministry, rule = group, "case-row-group" if group else "case-row"
        if col.ministry is not None:
            own = _ministries(_cell(cells, col.ministry), date)
            ministry, rule = (own, "case-row") if own else (above or group, "case-row-above" if above else rule)
            above = own or above
        hits.append(
            CaseHit(
                kind=_single(case_kind(_cell(cells, col.kind))) or group_kind or _single(kind),
                ministry_id=ministry,
                title=title,
                reported_at=_cell(cells, col.reported),
                row=at,
                rule=rule,
            )
        )
    return hits


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of one length, as printed and with inherited text."""

    rows: list[list[str]]
    full: list[list[str]]
    columns: Columns
    date: str

    @classmethod
    def of(cls, rows: Rows, inherited: Rows | None, date: str) -> _Table | None:
        width = max((len(r) for r in rows), default=0)
        if width < 2 or len(rows) < 2:
            return None
        own = [_padded(r, width) for r in rows]
        full = [_padded(r, width) for r in inherited] if inherited is not None else own
        if len(full) != len(own):
            full = own
        return cls(own, full, read_columns(own, full, date), date)


def _padded(row: Sequence[str], width: int) -> list[str]:
    cells = [" ".join(str(cell).split()) for cell in row]
    return cells + [""] * (width - len(cells))


def _cell(cells: Sequence[str], col: int | None) -> str:
    return "" if col is None else cells[col]


def _single(kind: str) -> str:
    """A kind, or empty where two are named."""
    return "" if ";" in kind else kind


def _ministries(text: str, date: str) -> str:
    return ";".join(dict.fromkeys(h.ministry_id for h in find_ministries(text, date)))


def _numbered(table: _Table) -> bool:
    """Whether titles begin with a number: most do, so that a title's own figure is left alone."""
    col = table.columns
    if col.title is None or col.number is not None:
        return False
    rows = range(col.first_row, len(table.rows))
    titles = [table.rows[at][col.title] for at in rows if sum(map(bool, table.rows[at])) > 1]
    return 2 * sum(bool(_LEADING.match(t)) for t in titles) > len(titles) > 0


def _alone(table: _Table, at: int) -> tuple[str, bool] | None:
    """The only text of a row, and whether its cell is merged over the whole row; none if it has several."""
    filled = [i for i, cell in enumerate(table.rows[at]) if cell]
    if len(filled) != 1:
        return None
    text = table.rows[at][filled[0]]
    # a cell merged downwards into the row is text of the row's own
    others = [cell for i, cell in enumerate(table.full[at]) if i != filled[0] and cell]
    if any(cell != text for cell in others):
        return None
    return text, len(others) == len(table.full[at]) - 1


def _group_ministry(table: _Table, at: int) -> str:
    """The ministries a group row names, or empty for any other row."""
    alone = _alone(table, at)
    if alone is None:
        return ""
    found = only_ministries(alone[0], table.date)
    return ";".join(found)


def _is_group(table: _Table, at: int, number: str) -> bool:
    """Whether a row names a group and is no record."""
    alone = _alone(table, at)
    if alone is None or number:
        return False
    text, whole = alone
    if whole or _PLURAL.match(text):
        return True
    col = table.columns
    if col.are_agreements():
        # without a number, a party or a date a row is an agreement only if it calls itself one
        return col.number is not None or not _SINGULAR.search(text)
    return False

"""Which columns can be corrected, and with what: codes, ids, dates, numbers and truth values of the contract.

Every refusal is a `ValueError` whose message names the column, the value and what was expected.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from typing import Any

from konsultnlp.columns import column_types, label
from konsultnlp.corrections.model import ADDED, CHECKED, DELETED, KINDS, ROW
from konsultnlp.lexicon import forms, table
from konsultnlp.records import QuotedRecord, Record

_PLACE = "it follows from the quote; correct the text, or delete the row and add it where it stands"
_MADE = "the program makes it from the file"
FIXED = {
    **dict.fromkeys(("page", "page_end", "bbox", "boxes", "char_start", "char_end", "section_id", "turn_id"), _PLACE),
    **dict.fromkeys(
        ("doc_id", "rule", "source", "sha256", "pages", "text_layer", "warnings", "n_rows", "n_cols"), _MADE
    ),
}
"""Columns that cannot be corrected, and why."""

SAID = frozenset(
    ("title", "name", "action", "lead_in", "addressee", "requester", "speaker", "contributor", "org", "caption", "number",
     "parties", "reported_at")
)  # fmt: skip
"""Columns that hold words of the source: a correction must be found there."""

_FIXED_TABLES = ("documents", "sections", "tables")
"""Tables on whose rows others hang: no row can be added to them or deleted."""

_MOST = 12
"""Allowed values that a message lists; of more, those that look most alike."""

_PARTIAL = re.compile(r"(?:\d{4}|-)(?:-\d{2}(?:-\d{2})?)?")
_NORWEGIAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEX = re.compile(r"[0-9a-f]{8,}")
_DATES = {"meeting_date": "day", "iso": "partial", "iso_end": "partial", "signed": "partial", "expires": "partial"}
_PARTIES = frozenset(("issuer_id", "addressee_id", "speaker_org_id", "org_id", "party_ids"))
_ANYBODY = frozenset(("requester_id", "contributor_id", "person_id"))
_SEVERAL = frozenset(
    ("requester_id", "addressee_id", "ministry_id", "party_ids", "person_id", "speaker_org_id", "org_id")
)
_RANGES = {
    "meeting_number": (1, 4), "level": (1, 20), "list_index": (1, 10_000), "year": (1800, 2200), "price_year": (1800, 2200),
    "first_year": (1800, 2200),
}  # fmt: skip


def field_named(kind: type[Record], name: str) -> str:
    """The column that somebody means: by its name, or by its label in bokmål, nynorsk or English.

    Raises:
        ValueError: There is none; the message lists the columns.
    """
    plain = _plain(name)
    if plain in map(_plain, word_forms("action", ROW)):
        return ROW
    if kind.TABLE == "documents" and plain in map(_plain, word_forms("action", CHECKED)):
        return CHECKED
    for column in kind.columns():
        if plain in {_plain(column), *(_plain(label(kind.TABLE, column, lang)) for lang in ("nb", "nn", "en"))}:
            return column
    open_ones = ", ".join(c for c in kind.columns() if c not in FIXED and c != kind.ID)
    raise ValueError(f"field: {kind.TABLE} has no column {name!r}; expected one of {open_ones}")


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


@cache
def word_forms(kind: str, code: str) -> tuple[str, ...]:
    """The words of a kind (``head``, ``truth``, ``action``) that mean a code, the code itself first."""
    rows = table("correction_words", "kind", "code", "forms")
    return next(((code, *forms(r["forms"])) for r in rows if (r["kind"], r["code"]) == (kind, code)), (code,))


def code_of(kind: str, word: str) -> str:
    """The code that a word means, or empty."""
    plain = _plain(word)
    for row in table("correction_words", "kind", "code", "forms"):
        if row["kind"] == kind and plain in map(_plain, word_forms(kind, row["code"])):
            return row["code"]
    return ""


def check_open(kind: type[Record], column: str) -> None:
    """Refuses a column that cannot be corrected."""
    reason = FIXED.get(column)
    if column == kind.ID or (column == "table_id" and kind.TABLE == "tables"):
        reason = "ids are made from the quote"
    if reason:
        raise ValueError(f"field: {column!r} cannot be corrected: {reason}")


def check_row(table_name: str, new: str) -> str:
    """What is to be done with a row: `ADDED` or `DELETED`."""
    code = code_of("action", new)
    if code not in (ADDED, DELETED):
        raise ValueError(f"new value: {new!r} is nothing that can be done to a row; expected {ADDED} or {DELETED}")
    if table_name in _FIXED_TABLES:
        raise ValueError(f"table: rows of {table_name} cannot be {code}: other rows hang on them")
    if code == ADDED and not issubclass(KINDS[table_name], QuotedRecord):
        raise ValueError(f"table: rows of {table_name} cannot be added: they do not stand in running text")
    return code


def check_checked(new: str) -> str:
    """Which tables of a document were read through: ``true`` for all, their names joined by ``;``, ``false`` for none."""
    truth = code_of("truth", new)
    if truth:
        return truth
    names = [n.strip() for n in new.split(";") if n.strip()]
    wrong = [n for n in names if n not in KINDS]
    if wrong or not names:
        raise ValueError(f"new value: {new!r}; expected true, false, or tables joined by ;: {', '.join(KINDS)}")
    return ";".join(sorted(names))


def parse(kind: type[Record], column: str, text: str) -> Any:
    """The value of a cell for a column, or the reason why it has none.

    Raises:
        ValueError: The column cannot be corrected, or the value is not among those it may have.
    """
    types = column_types(kind)
    if column not in types:
        raise ValueError(f"field: {kind.TABLE} has no column {column!r}; expected one of {', '.join(types)}")
    check_open(kind, column)
    if column == kind.QUOTE and not text:
        raise ValueError(f"{column}: a row must quote something; to take it out, set {ROW} to {DELETED}")
    if types[column] == "boolean":
        truth = code_of("truth", text)
        if not truth:
            raise ValueError(f"{column}: {text!r} is no truth value; expected true or false")
        return truth == "true"
    if types[column] == "integer":
        return _integer(column, text)
    if types[column] == "number":
        return _number(column, text)
    return _text(kind, column, text)


def _integer(column: str, text: str) -> int | None:
    if not text and column != "level":
        return None
    low, high = _RANGES.get(column, (0, 10**9))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ValueError(f"{column}: {text!r}; expected a whole number from {low} to {high}")
    return int(text)


def _number(column: str, text: str) -> Decimal | None:
    if not text:
        return None
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".", 1)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"{column}: {text!r} is no number; expected figures such as 400000000 or 10.7")
    return number


def _text(kind: type[Record], column: str, text: str) -> str:
    if column in _DATES or column == "deadline":
        return _date(column, text)
    codes, may_be_empty = _codes(kind.TABLE, column)
    if codes:
        if text.casefold() in codes:
            return text.casefold()
        if text or not may_be_empty:
            raise ValueError(
                f"{column}: {text!r}; expected {_listed(text, codes)}{' or nothing' if may_be_empty else ''}"
            )
    if text and (column in _PARTIES or column in _ANYBODY or column == "ministry_id"):
        return _ids(column, text)
    if text and column in ("request_id", "parent_id") and not _HEX.fullmatch(text):
        raise ValueError(f"{column}: {text!r} is no id of a row")
    return text


def _ids(column: str, text: str) -> str:
    parts = [p.strip() for p in text.split(";")] if column in _SEVERAL else [text]
    known = _ministries() if column == "ministry_id" else _ministries() | _parties()
    for part in parts:
        if part in known or (column in _ANYBODY and _SLUG.fullmatch(part)):
            continue
        if column in _ANYBODY:
            raise ValueError(f"{column}: {part!r} is no id; expected small letters, figures and hyphens, as in kd-2006")
        raise ValueError(f"{column}: {part!r} is no known id; expected {_listed(part, sorted(known))}")
    return ";".join(parts)


def _date(column: str, text: str) -> str:
    norwegian = _NORWEGIAN.fullmatch(text)
    if norwegian:
        text = f"{norwegian[3]}-{int(norwegian[2]):02d}-{int(norwegian[1]):02d}"
    if not text or (column == "deadline" and not re.match(r"\d{4}-\d", text)):
        return text
    full = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
    fits = bool(full) or (_DATES.get(column) == "partial" and bool(_PARTIAL.fullmatch(text)))
    if fits:
        try:
            padded = text.replace("--", "2000-", 1) if text.startswith("--") else text
            date.fromisoformat(padded + "-01-01"[: 10 - len(padded)] if len(padded) < 10 else padded)
        except ValueError:
            fits = False
    if not fits:
        more = ", 2021-05 or --05" if _DATES.get(column) == "partial" else ""
        raise ValueError(f"{column}: {text!r} is no date; expected one such as 2021-05-31{more}")
    return text


@cache
def _codes(table_name: str, column: str) -> tuple[tuple[str, ...], bool]:
    if (table_name, column) == ("set_aside", "reason"):
        return tuple(r["code"] for r in table("set_aside_reasons", "code")), False
    for row in table("codes", "table", "column", "codes", "empty"):
        if (row["table"], row["column"]) == (table_name, column):
            return forms(row["codes"]), row["empty"] == "true"
    return (), True


def codes(table_name: str, column: str) -> tuple[str, ...]:
    """The codes that a column may hold; empty for one that is free."""
    return _codes(table_name, column)[0]


@cache
def _ministries() -> frozenset[str]:
    return frozenset(r["id"] for r in table("ministries", "id"))


@cache
def _parties() -> frozenset[str]:
    named = {r["party_id"] for r in table("party_names", "party_id")}
    named |= {r["party_id"] for r in table("parties", "party_id") if r["party_id"]}
    return frozenset(n for n in named if not n.startswith("@"))


def _listed(text: str, allowed: tuple[str, ...] | list[str]) -> str:
    if len(allowed) <= _MOST:
        return "one of " + ", ".join(allowed)
    alike = get_close_matches(text, allowed, 5, 0.3)
    return f"one of {len(allowed)} ids in konsultnlp/lexicon" + (f", such as {', '.join(alike)}" if alike else "")

"""When an extracted row is the gold row: how alike two rows are, and who is paired with whom."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import fuzz

from konsultnlp.evaluation.rows import Row

_DASHES = re.compile(r"[‐‑‒–—−]")
_QUOTES = re.compile(r"[«»“”„\"´`’']")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# The marks of a truth file: tables and contents pages, which are no running text; page and note marks, headings, items.
_APART = re.compile(r"\[(table|toc)\].*?\[/\1\]", re.DOTALL)
_MARKS = re.compile(r"\[page \d+\]|\[fn \d+\]|\f|^#+ |^[ \t]*- |^\|.*\|$", re.MULTILINE)


def plain(value: Any) -> str:
    """A value without what does not tell two apart: case, kinds of dashes and quotation marks, white space, a closing stop."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = unicodedata.normalize("NFC", str(value)).replace("\u00ad", "")
    text = _QUOTES.sub("'", _DASHES.sub("-", text))
    return re.sub(r"\s+", " ", text).strip(" \t•-*.:;").casefold()


def words(value: Any) -> list[str]:
    """The words of a value."""
    return _WORD.findall(plain(value))


def overlap(a: Any, b: Any) -> float:
    """The share of words, counted with repeats, that two texts have in common: 0 to 1."""
    first, second = Counter(words(a)), Counter(words(b))
    union = sum((first | second).values())
    return sum((first & second).values()) / union if union else 1.0


def by_text(gold: Row, found: Row) -> float:
    """How alike two quotes are."""
    return overlap(gold.get("text"), found.get("text"))


def by_title(gold: Row, found: Row) -> float:
    """How alike two headings are, by their letters."""
    return fuzz.ratio(plain(gold.get("title")), plain(found.get("title"))) / 100


def by_words_of(name: str) -> Callable[[Row, Row], float]:
    """How alike two rows are by the words of one column."""
    return lambda gold, found: overlap(gold.get(name), found.get(name))


def by_equal(*names: str) -> Callable[[Row, Row], float]:
    """1 where all of these columns are equal, else 0."""
    return lambda gold, found: float(all(plain(gold.get(n)) == plain(found.get(n)) for n in names))


def by_request(gold: Row, found: Row) -> float:
    """By the quote; of two rows that quote one sentence, act and action tell which is which."""
    alike = by_text(gold, found)
    if alike >= 0.6:
        alike += 0.01 * (plain(gold.get("act")) == plain(found.get("act")))
        alike += 0.01 * overlap(gold.get("action"), found.get("action"))
    return alike


def by_statement(gold: Row, found: Row) -> float:
    """By the quote; of two rows that quote one sentence, the speaker tells which is which."""
    return by_text(gold, found) + 0.2 * (plain(gold.get("speaker")) == plain(found.get("speaker")))


def by_amount(gold: Row, found: Row) -> float:
    """By the quote, where the values are equal."""
    for name in ("value", "value_max"):
        if number(gold.get(name)) != number(found.get(name)):
            return 0.0
    return 0.5 + 0.5 * by_text(gold, found)


def by_reference(gold: Row, found: Row) -> float:
    """By the normal form or the quote, where the kinds are equal."""
    if gold.get("kind") != found.get("kind"):
        return 0.0
    return max(overlap(gold.get("normalized"), found.get("normalized")), by_text(gold, found))


def by_case(gold: Row, found: Row) -> float:
    """By the title, where the kinds are equal."""
    return (gold.get("kind") == found.get("kind")) * overlap(gold.get("title"), found.get("title"))


def by_cells(gold: Row, found: Row) -> float:
    """How many words two tables' cells have in common."""
    return overlap(" ".join(cells(gold)), " ".join(cells(found)))


def cells(table: Row) -> list[str]:
    """A table's cells that hold something."""
    return [plain(cell) for row in table.get("cells") or [] for cell in row if plain(cell)]


def number(value: Any) -> float | str | None:
    """A number from JSON or CSV; None for an empty cell."""
    if value in (None, ""):
        return None
    try:
        return round(float(value), 6)
    except ValueError:
        return str(value)


def tokens(text: str) -> list[str]:
    """Words and signs of a text, one after the other."""
    return _TOKEN.findall(re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\u00ad", "")))


def truth_tokens(text: str) -> list[str]:
    """The tokens of a truth file without its marks, tables and contents pages."""
    return tokens(_MARKS.sub(" ", _APART.sub(" ", text)))


def pair(
    gold: Sequence[Row], found: Sequence[Row], alike: Callable[[Row, Row], float], least: float
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs rows one to one, the most alike first.

    Returns:
        The pairs, the gold rows without a partner, and the found rows without one.
    """
    scored = sorted(
        ((alike(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        key=lambda t: (-t[0], abs(t[1] - t[2])),
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if score < least:
            break
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], found[j]))
    return (
        pairs,
        [g for i, g in enumerate(gold) if i not in left],
        [f for j, f in enumerate(found) if j not in right],
    )

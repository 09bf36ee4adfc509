"""Tables of contents: lines with leader dots or a page number at the right edge, under a heading that says so."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from konsultnlp.pdf.model import Line

# Tried only where a row of leaders begins, and not given back in part.
_LEADERS = regex.compile(r"(?<!\.\s?)(?:\.\s?){4,}+\s*\d{1,4}$|(?<!…)…++\s*\d{1,4}$|(?<!_)_{4,}+\s*\d{1,4}$")
_HEADING = regex.compile(
    r"^(?:Innhold|Innhald|Innholdsfortegnelse|Innhaldsliste|Innhaldsoversyn|Innholdsoversikt)\s*:?$",
    regex.IGNORECASE,
)
_PAGE_NUMBER = regex.compile(r"^\d{1,4}$")
MIN_LINES = 3


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """A page's lines without those of a table of contents (and its heading)."""
    entry = [_is_entry(line) for line in lines]
    drop: set[int] = set()
    at = 0
    while at < len(lines):
        headed = bool(_HEADING.match(lines[at].text))
        start = at + 1 if headed else at
        stop = start
        # An entry may wrap: one line without a number between two with one.
        while stop < len(lines) and (entry[stop] or (stop + 1 < len(lines) and entry[stop + 1] and stop > start)):
            stop += 1
        leaders = sum(bool(_LEADERS.search(lines[i].text)) for i in range(start, stop))
        if stop - start >= MIN_LINES and (headed or leaders >= MIN_LINES):
            drop.update(range(at, stop))
            at = stop
        else:
            at += 1
    return [line for i, line in enumerate(lines) if i not in drop]


def _is_entry(line: Line) -> bool:
    if _LEADERS.search(line.text):
        return True
    if len(line.words) < 2 or not _PAGE_NUMBER.match(line.words[-1].text):
        return False
    return line.words[-1].x0 - line.words[-2].x1 > 2 * line.size

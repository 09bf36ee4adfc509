"""Where a quote stands in a text, and what follows from the place: section, page, box."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from konsultnlp.collection import Records
from konsultnlp.records import QuotedRecord

Pages = Sequence[Sequence[int]]
"""``(offset, page)`` for each offset from which on the text stands on another page."""

_QUOTING = ("statements", "requests", "set_aside", "amounts", "ministries", "references", "dates")


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """All places of a quote; where it is not found as it stands, with other white space."""
    words = quote.split()
    if not words:
        return []
    exact = [(m.start(), m.end()) for m in re.finditer(f"(?={re.escape(quote)})", text)]
    if exact:
        return [(start, start + len(quote)) for start, _ in exact]
    return [(m.start(), m.end()) for m in re.finditer(r"\s+".join(map(re.escape, words)), text)]


def locate(text: str, quote: str, near: tuple[int | None, int | None] = (None, None)) -> tuple[int, int]:
    """The place of a quote: the only one, or the only one that overlaps ``near``.

    Raises:
        ValueError: The text does not say it, or in several places.
    """
    found = occurrences(text, quote)
    if not found:
        raise ValueError(f"the source does not say {quote[:80]!r}; a quote must be copied from it")
    start, end = near
    if len(found) > 1 and start is not None and end is not None:
        found = [(a, b) for a, b in found if a < end and b > start] or found
    if len(found) > 1:
        places = ", ".join(str(a) for a, _ in found[:5])
        raise ValueError(
            f"the source says {quote[:80]!r} in {len(found)} places (at {places}); give char_start and char_end"
        )
    return found[0]


def page_at(pages: Pages, offset: int) -> int | None:
    """The page on which a character stands."""
    at = bisect_right([p[0] for p in pages], offset) - 1
    return pages[max(at, 0)][1] if pages else None


def follows(records: Records, pages: Pages, start: int, end: int) -> dict[str, Any]:
    """The columns that follow from a place: section, page and, where another row quotes just that, the boxes."""
    inside = [s for s in records.sections if s.char_start is not None and s.char_start <= start < (s.char_end or 0)]
    section = max(inside, key=lambda s: (s.char_start or 0, s.level), default=None)
    twin = next((r for r in _quoting(records) if (r.char_start, r.char_end) == (start, end) and r.boxes), None)
    return {
        "section_id": section.section_id if section else "",
        "page": twin.page if twin else page_at(pages, start),
        "bbox": twin.bbox if twin else "",
        "boxes": twin.boxes if twin else "",
        "char_start": start,
        "char_end": end,
    }


def _quoting(records: Records) -> Iterator[QuotedRecord]:
    for table in _QUOTING:
        for row in records.of(table):
            assert isinstance(row, QuotedRecord)
            yield row

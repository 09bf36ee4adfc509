"""Running heads, feet and page numbers: found by their repetition over pages, never by a margin alone.

A row at a page's top or bottom is furniture where (a) the same words (digits aside) stand at the same height on several
pages and no page has running text there, or (b) it is a page number that counts up with the pages, or (c) rows of other
words but one small style stand at that height on most pages, apart from the text (a chapter's name as running head),
or (d) small rows that are no sentence stand in the margin, apart from the text: the only head of a document of two pages, an
address at the foot of a letter. Above the first page's text stands a letterhead, which is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from konsultnlp.pdf.rows import Row

EDGE_ROWS = 4
"""How many rows at either end of a page are looked at."""
SAME_HEIGHT = 2.5
"""Points by which a running head may move from page to page."""
MIN_SHARE = 0.3
"""Share of pages that a running head stands on (odd and even pages may differ)."""

APART = 0.6
"""White space between furniture and text, as a share of the furniture's size: more than between lines of one text."""

SMALL = 0.95
"""A running head that is told by its type is set this much smaller than the text."""

MARGIN = 0.09
"""Share of the page's height within which a head or foot is told by its place and type alone."""
_SENTENCE = regex.compile(
    r"[.;:!?]$|^(?:kilde|kjelde|vedlegg|kopi|tabell|figur|note|\*|\(?\d{1,2}\)?\s)", regex.IGNORECASE
)
_PAGE_OF = regex.compile(r"(?:^|\s)(?:side|s\.|page)\s?(\d{1,4})(?:\s?(?:av|of|/)\s?\d{1,4})?$", regex.IGNORECASE)
_NUMBER = regex.compile(
    r"^(?:side|s\.|page)?\s*+[-–(]?\s*+(\d{1,4})\s*+[-–)]?(?:\s*+(?:/|av|of)\s*+\d{1,4})?$", regex.IGNORECASE
)
_NUMBER_AT_END = regex.compile(r"^(\d{1,4})\s+\p{L}|\p{L}\s+(\d{1,4})$")
_DIGITS = regex.compile(r"\d+")


@dataclass(slots=True)
class _Edge:
    """A row near a page's end. ``rank`` 0 is the outermost one."""

    page: int
    rank: int
    row: Row
    gap: float

    @property
    def key(self) -> str:
        return _DIGITS.sub("#", self.row.text.casefold()).strip()


@dataclass(slots=True)
class Furniture:
    """What was learnt of a document's furniture; pages may come in portions."""

    heads: dict[tuple[bool, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    pages_seen: int = 0

    def strip(self, pages: Sequence[tuple[int, float, list[Row]]]) -> dict[int, list[Row]]:
        """Removes furniture.

        Args:
            pages: Number (1-based), height in points and rows of each page.

        Returns:
            The rows of running text of each page, by page number.
        """
        self.pages_seen += len(pages)
        drop: set[int] = set()
        heights = {number: height for number, height, _ in pages}
        for at_top in (True, False):
            edges = {number: _edges(number, rows, at_top) for number, _, rows in pages}
            found: set[int] = set()
            while True:  # from the outside in: a row counts only when all rows outside it are furniture
                outer = [e for side in edges.values() if (e := _outermost(side, found)) is not None]
                new = self._repeated(outer, at_top, len(pages)) | _numbers(outer)
                new |= _styled(outer, edges, len(pages)) | _numbered_heads(outer, edges)
                if not new - found:
                    break
                found |= new
            usual = _usual_size(edges)
            for number, side in edges.items():
                drop |= _apart(side, found) | _in_margin(side, heights[number], at_top, usual)
        return {number: [r for r in rows if id(r) not in drop] for number, _, rows in pages}

    def _repeated(self, edges: list[_Edge], at_top: bool, n_pages: int) -> set[int]:
        groups: dict[str, list[_Edge]] = defaultdict(list)
        for edge in edges:
            groups[edge.key].append(edge)
        drop: set[int] = set()
        for key, members in groups.items():
            known = self.heads.get((at_top, key), [])
            for height in sorted({round(e.row.baseline) for e in members}):
                same = [e for e in members if abs(e.row.baseline - height) <= SAME_HEIGHT]
                learnt = any(abs(h - height) <= SAME_HEIGHT for h in known)
                if not learnt and len({e.page for e in same}) < max(2, MIN_SHARE * n_pages):
                    continue
                if not learnt and _text_there(edges, same, height, at_top):
                    continue
                drop.update(id(e.row) for e in same)
                self.heads[at_top, key].append(float(height))
        return drop


def _outermost(side: Sequence[_Edge], found: set[int]) -> _Edge | None:
    return next((e for e in side if id(e.row) not in found), None)


def _apart(side: Sequence[_Edge], found: set[int]) -> set[int]:
    """Of a page's furniture rows those that white space parts from the text; what stands close to it belongs to it."""
    rows = []
    for edge in side:
        if id(edge.row) not in found:
            break
        rows.append(edge)
    while rows and rows[-1].gap < APART * rows[-1].row.size:
        rows.pop()
    return {id(e.row) for e in rows}


def _in_margin(side: Sequence[_Edge], height: float, at_top: bool, usual: float) -> set[int]:
    """Small rows in the margin that white space parts from the text and that are no sentence."""
    block: list[_Edge] = []
    for edge in side:
        row = edge.row
        near = row.bottom < MARGIN * height if at_top else row.top > (1 - MARGIN) * height
        if not near or row.size >= SMALL * usual or _SENTENCE.search(row.text):
            return set()
        block.append(edge)
        if edge.gap > 1.2 * row.size:
            break
    else:
        return set()
    numbered = any((m := _PAGE_OF.search(e.row.text)) and int(m.group(1)) == e.page for e in block)
    return {id(e.row) for e in block} if numbered or not at_top or block[0].page > 1 else set()


def _edges(page: int, rows: Sequence[Row], at_top: bool) -> list[_Edge]:
    """The rows at one end of a page, the outermost first."""
    ordered = list(rows) if at_top else list(reversed(rows))
    found = []
    for rank, row in enumerate(ordered[:EDGE_ROWS]):
        if not at_top and len(row.words) > 1 and (0 in row.raised or row.words[0].text[0] in "*†‡"):
            break  # a footnote, and notes may well say the same on many pages
        inner = ordered[rank + 1] if rank + 1 < len(ordered) else None
        gap = 1e9 if inner is None else (inner.top - row.bottom if at_top else row.top - inner.bottom)
        found.append(_Edge(page, rank, row, gap))
    return found


def _text_there(edges: Sequence[_Edge], same: Sequence[_Edge], height: float, at_top: bool) -> bool:
    """Whether other pages have text that is no such row at this height or further out: then it is a heading that
    happens to stand at the top of several pages.
    """
    mine = {e.page for e in same}
    keys = {e.key for e in same}
    for edge in edges:
        if edge.page in mine or edge.key in keys:
            continue
        outside = edge.row.baseline <= height + 1 if at_top else edge.row.baseline >= height - 1
        # A letterhead or title may stand as high on the first page; it is set larger.
        title_page = at_top and edge.page == 1 and edge.rank == 0
        if outside and not title_page and not _NUMBER.match(edge.row.text):
            return True
    return False


def _numbers(edges: Sequence[_Edge]) -> set[int]:
    """Page numbers: outermost rows whose number minus the page's is the same on all pages."""
    by_shift: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        match = _NUMBER.match(edge.row.text)
        if match:
            by_shift[int(match.group(1)) - edge.page].append(edge)
    found: set[int] = set()
    for shift, members in by_shift.items():
        # On a single page only a number apart from the text, and the page's own, is believed.
        if len(members) == 1 and not (shift == 0 and members[0].gap > 1.2 * members[0].row.size):
            continue
        found.update(id(e.row) for e in members)
    return found


def _numbered_heads(edges: Sequence[_Edge], sides: dict[int, list[_Edge]]) -> set[int]:
    """Running heads with the page's number at one end ("4  Økonomi" on even pages, "Avtaler  5" on odd ones)."""
    usual = _usual_size(sides)
    by_shift: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        match = _NUMBER_AT_END.search(edge.row.text)
        if match and edge.row.size < SMALL * usual and edge.gap > 1.2 * edge.row.size:
            by_shift[int(match.group(1) or match.group(2)) - edge.page].append(edge)
    return {id(e.row) for members in by_shift.values() if len(members) > 1 for e in members}


def _usual_size(sides: dict[int, list[_Edge]]) -> float:
    """The text's size, to go by the rows within the outermost two."""
    inner = sorted(e.row.size for side in sides.values() for e in side if e.rank > 1)
    return inner[len(inner) // 2] if inner else 0.0


def _styled(edges: Sequence[_Edge], sides: dict[int, list[_Edge]], n_pages: int) -> set[int]:
    """Running heads that change from chapter to chapter: outermost, small, apart from the text, at one height."""
    by_place: dict[tuple[int, float], list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_place[round(edge.row.baseline / SAME_HEIGHT), round(edge.row.size, 1)].append(edge)
    usual = _usual_size(sides)
    found: set[int] = set()
    for members in by_place.values():
        if len(members) < max(3, 0.6 * n_pages):
            continue
        if all(e.row.size < SMALL * usual and e.gap > 1.2 * e.row.size for e in members):
            found.update(id(e.row) for e in members)
    return found

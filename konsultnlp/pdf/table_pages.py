"""Which pages may hold a table: a count of strokes through PDFium, so that the slow reader opens only those."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

from konsultnlp.grammar.table_heads import head_role
from konsultnlp.pdf.bare import Handle, bare, handle

Path: TypeAlias = tuple[float, float, float, float, int]
"""A path object's left, low, right and high edge in PDF user space, and of how many parts it is made."""

# As for the table reader: thinner than this is a rule; shorter than that is none.
_THIN = 3.2
_SHORTEST = 7.0
# Path objects looked at on a page; one that has more is a map, and the table reader decides.
_MOST = 4000
# … and strokes under words: a page with more has drawings.
_MOST_LINES = 600
_DEEP = 3
# A path of this many parts and larger than that may hold a whole grid.
_GRID_PARTS = 4
_LARGE = (60.0, 20.0)
# A rule as long as the page is high is the page's frame.
_FRAME = 0.85


@dataclass(frozen=True, slots=True)
class PageStats:
    """Strokes of a page.

    Attributes:
        horizontal: Rules across, pieces at one height counted once.
        vertical: Rules down, those of a frame around the page left out.
        stacked: Most rules across that begin and end at the same places.
        pieced: Most of those that are drawn in several pieces, as rules of cells are.
        side_by_side: Most boxes at one height.
        grids: Paths that may hold a whole grid.
        heads: Whether a line of the text is made of column heads.
    """

    horizontal: int = 0
    vertical: int = 0
    stacked: int = 0
    pieced: int = 0
    side_by_side: int = 0
    grids: int = 0
    heads: bool = False


def may_hold_table(stats: PageStats) -> bool:
    """Whether the slow reader should look at the page: it has crossing rules, stacked ones, or boxes side by side.

    A rule at a running head and one at the foot, boxes and frames around text, and underlines are not enough.
    """
    return (
        (stats.vertical >= 1 and stats.horizontal >= 2)
        or stats.vertical >= 2
        or stats.stacked >= 3
        or stats.pieced >= 2
        or stats.side_by_side >= 2
        or stats.grids >= 1
        or stats.heads
    )


def page_stats(page: Any, text: str = "", paths: Sequence[Path] | None = None) -> PageStats:
    """Counts the strokes of a page.

    Args:
        page: A ``pypdfium2.PdfPage``.
        text: The page's text, a printed line a line, if tables without rules shall be found as well.
        paths: Its `page_paths`, where they are known.
    """
    turned = page.get_rotation() in (90, 270)
    height = page.get_height()
    levels: dict[int, set[tuple[int, int]]] = defaultdict(set)
    boxes: dict[tuple[int, int], set[int]] = defaultdict(set)
    upright: set[tuple[int, int, int]] = set()
    grids = 0
    for left, low, right, high, parts in page_paths(page) if paths is None else paths:
        x0, y0, x1, y1 = (low, left, high, right) if turned else (left, low, right, high)
        if y1 - y0 <= _THIN and x1 - x0 >= _SHORTEST:
            levels[round((y0 + y1) / 4)].add((round(x0), round(x1)))
        elif x1 - x0 <= _THIN and _SHORTEST <= y1 - y0 < _FRAME * height:
            upright.add((round(x0 / 2), round(y0), round(y1)))
        elif x1 - x0 > _THIN and y1 - y0 > _THIN:
            boxes[round(y0 / 2), round(y1 / 2)].add(round(x0 / 4))
            grids += parts >= _GRID_PARTS and x1 - x0 > _LARGE[0] and y1 - y0 > _LARGE[1]
    extents = [
        (round(min(a for a, _ in pieces) / 4), round(max(b for _, b in pieces) / 4), len(pieces) > 1)
        for pieces in levels.values()
    ]
    stacked = Counter((x0, x1) for x0, x1, _ in extents)
    pieced = Counter((x0, x1) for x0, x1, several in extents if several)
    return PageStats(
        horizontal=len(levels),
        vertical=len(upright),
        stacked=max(stacked.values(), default=0),
        pieced=max(pieced.values(), default=0),
        side_by_side=max(map(len, boxes.values()), default=0),
        grids=grids,
        heads=has_heads(text),
    )


def level_strokes(page: Any, paths: Sequence[Path]) -> Iterator[tuple[float, float, float, float]]:
    """The thin strokes of a page that lie level, as left, low, right and high edge in PDF user space.

    Args:
        page: A ``pypdfium2.PdfPage``.
        paths: Its `page_paths`.
    """
    turned = page.get_rotation() in (90, 270)
    for left, low, right, high, _ in paths[:_MOST_LINES]:
        across, along = (right - left, high - low) if turned else (high - low, right - left)
        if across <= _THIN and along > across:
            yield left, low, right, high


def has_heads(text: str) -> bool:
    """Whether one of the lines is made of column heads: "Sak Oppmeldt", "Nr. Avtale Parter Inngått"."""
    for line in text.splitlines():
        words = line.split()
        # heads begin with a capital; "til", "frå", "møte" stand in any sentence
        known = {_role(w) for w in words if w[0].isupper()} - {""}
        if 2 <= len(words) <= 14 and len(known) >= max(2, 0.4 * len(words)):
            return True
    return False


@lru_cache(maxsize=4096)
def _role(word: str) -> str:
    return head_role(word)


@cache
def _calls() -> tuple[Any, ...]:
    return (
        bare("FPDFPage_CountObjects"), bare("FPDFPage_GetObject", Handle), bare("FPDFPageObj_GetType"),
        bare("FPDFPageObj_GetBounds"), bare("FPDFPath_CountSegments"),
    )  # fmt: skip


def page_paths(page: Any) -> list[Path]:
    """The page's path objects, those inside forms included; of a map's only so many."""
    import pypdfium2.raw as raw

    count, get, kind_of, bounds_of, segments_of = _calls()
    box = (ctypes.c_float * 4)()
    sides = [ctypes.byref(box, i * ctypes.sizeof(ctypes.c_float)) for i in range(4)]
    whole = handle(page.raw)
    found: list[Path] = []
    stack = [(get(whole, i), 0) for i in range(count(whole) - 1, -1, -1)]
    while stack and len(found) < _MOST:
        obj, depth = stack.pop()
        kind = kind_of(obj)
        if kind == raw.FPDF_PAGEOBJ_PATH and bounds_of(obj, *sides):
            left, low, right, high = box
            points = segments_of(obj)
            found.append((left, low, right, high, 1 if points < 2 * _GRID_PARTS else _parts(obj, points)))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            form = ctypes.cast(obj, raw.FPDF_PAGEOBJECT)
            inner = [handle(raw.FPDFFormObj_GetObject(form, i)) for i in range(raw.FPDFFormObj_CountObjects(form))]
            stack.extend((part, depth + 1) for part in reversed(inner))
    return found


def _parts(path: Handle, points: int) -> int:
    import pypdfium2.raw as raw

    typed = ctypes.cast(path, raw.FPDF_PAGEOBJECT)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(typed, i)) for i in range(min(points, 200)))
    return sum(kind == raw.FPDF_SEGMENT_MOVETO for kind in kinds)

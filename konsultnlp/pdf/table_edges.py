"""Strokes of a page as a table's rules: horizontal and vertical edges and shaded boxes.

A rule reaches us as a line, as a thin filled rectangle, as the side of a stroked rectangle, as a row of dots, or as a
corner of a path; a double border is one rule. A stroke under words (underline, link) is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from konsultnlp.pdf.ink import Ink
from konsultnlp.pdf.model import Box
from konsultnlp.pdf.table_text import TableWord

# Points. A filled rectangle thinner than this is a line; Word and browsers draw borders so.
THIN = 3.2
# Edges nearer than this are one: the two strokes of a double border, the ends of two cells' borders.
NEAR = 3.0
# Pieces of one dotted or dashed rule.
DASH_GAP = 4.5
# A shorter edge is a dot, a tick, part of a glyph or a check mark.
SHORTEST = 7.0
# More strokes than this are a map or a chart, and no table is looked for.
MOST = 6000


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight rule: at ``at`` (y of a horizontal, x of a vertical one) from ``start`` to ``end``.

    ``breaks`` are the places where the pieces it was drawn in meet: the corners of cells. One that is not ``drawn`` is
    the edge of shaded cells.
    """

    at: float
    start: float
    end: float
    breaks: tuple[float, ...] = ()
    drawn: bool = True

    @property
    def length(self) -> float:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Strokes:
    """What a page holds of rules."""

    horizontal: tuple[Edge, ...] = ()
    vertical: tuple[Edge, ...] = ()
    fills: tuple[Box, ...] = ()


def read_strokes(ink: Ink, words: Sequence[TableWord]) -> Strokes:
    """The rules of a page; ``words`` are its words, so that underlines can be told from rules."""
    dx, dy, width, height = ink.dx, ink.dy, ink.width, ink.height
    rects, lines, curves = ink.rects, ink.lines, ink.curves
    if len(rects) + len(lines) + len(curves) > MOST:
        return Strokes()

    def box(o: dict[str, Any]) -> Box:
        x0, x1 = sorted(min(max(v - dx, 0.0), width) for v in (o["x0"], o["x1"]))
        top, bottom = sorted(min(max(v - dy, 0.0), height) for v in (o["top"], o["bottom"]))
        return x0, top, x1, bottom

    fills = [box(o) for o in rects if o.get("fill") and not _white(o.get("non_stroking_color"))]
    fills = list(dict.fromkeys(f for f in fills if f[2] - f[0] > THIN and f[3] - f[1] > THIN))
    raw: list[tuple[bool, float, float, float]] = []  # (horizontal, at, start, end)

    def add(x0: float, top: float, x1: float, bottom: float) -> None:
        if bottom - top <= THIN and x1 - x0 >= bottom - top:
            raw.append((True, (top + bottom) / 2, x0, x1))
        if x1 - x0 <= THIN and bottom - top >= x1 - x0:
            raw.append((False, (x0 + x1) / 2, top, bottom))

    def seen(o: dict[str, Any], at: Box) -> bool:
        """Not white, or white on a shaded ground."""
        if o.get("stroke"):
            colour = o.get("stroking_color")
        elif o.get("fill"):
            colour = o.get("non_stroking_color")
        else:
            return False
        if not _white(colour):
            return True
        x, y = (at[0] + at[2]) / 2, (at[1] + at[3]) / 2
        return any(f[0] - 2 <= x <= f[2] + 2 and f[1] - 2 <= y <= f[3] + 2 for f in fills)

    for o in lines:
        b = box(o)
        if seen(o, b) and (b[2] - b[0] < 1.5 or b[3] - b[1] < 1.5):
            add(*b)
    for o in rects:
        x0, top, x1, bottom = b = box(o)
        if not seen(o, b):
            continue
        if x1 - x0 <= THIN or bottom - top <= THIN:
            add(*b)
        elif o.get("stroke") and not _white(o.get("stroking_color")):
            for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
                add(*side)
    for o in curves:
        b = box(o)
        points = [(x - dx, y - dy) for x, y in o.get("pts", ())]
        if not seen(o, b) or len(points) > 60:
            continue
        if b[2] - b[0] <= THIN or b[3] - b[1] <= THIN:
            add(*b)
        elif o.get("stroke") and all(_straight(p, q) for p, q in pairwise(points)):
            for (xa, ya), (xb, yb) in pairwise(points):
                add(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    flat = [Edge(at, s, e) for across, at, s, e in raw if across]
    return strokes_of(flat, [Edge(at, s, e) for across, at, s, e in raw if not across], fills, words)


def strokes_of(
    horizontal: Iterable[Edge], vertical: Iterable[Edge], fills: Sequence[Box], words: Sequence[TableWord]
) -> Strokes:
    """Pieces of rules as whole rules; strokes under words, ticks and dots left out."""
    horizontal, vertical = joined(horizontal), joined(vertical)
    return Strokes(
        tuple(h for h in horizontal if h.length >= SHORTEST and not _underlines(h, words)),
        tuple(v for v in vertical if v.length >= SHORTEST),
        tuple(fills),
    )


def joined(edges: Iterable[Edge]) -> list[Edge]:
    """Edges that lie on one line and touch, or nearly, as one; their meeting points become ``breaks``."""
    out: list[Edge] = []
    for group in _levels(edges):
        run: list[Edge] = []
        reach = 0.0
        for edge in sorted(group, key=lambda e: (e.start, e.end)):
            if run and edge.start > reach + DASH_GAP:
                out.append(_one(run))
                run = []
            reach = max(reach, edge.end) if run else edge.end
            run.append(edge)
        if run:
            out.append(_one(run))
    return sorted(out, key=lambda e: (e.at, e.start))


def _levels(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges grouped by where they lie; a group spans less than `NEAR`, so that near rows do not run together."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if groups and edge.at - groups[-1][0].at < NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _one(run: Sequence[Edge]) -> Edge:
    start, end = min(e.start for e in run), max(e.end for e in run)
    weight = sum(e.length for e in run)
    at = sum(e.at * e.length for e in run) / weight if weight else run[0].at
    ends = sorted({round(v, 1) for e in run for v in (e.start, e.end)})
    # dots and dashes meet everywhere; pieces as long as a cell tell where cells meet
    pieces = [e for e in run if e.length >= SHORTEST]
    breaks: list[float] = []
    if len(pieces) * 2 > len(run):
        for value in ends:
            closes = any(abs(e.end - value) <= 1.5 for e in pieces)
            opens = any(abs(e.start - value) <= 1.5 for e in pieces)
            crossed = any(e.start + 1.5 < value < e.end - 1.5 for e in pieces)
            inner = start + NEAR < value < end - NEAR
            if closes and opens and inner and not crossed and (not breaks or value - breaks[-1] > NEAR):
                breaks.append(value)
    return Edge(at, start, end, tuple(breaks))


def _underlines(edge: Edge, words: Sequence[TableWord]) -> bool:
    """Whether the edge lies close under words and is just as long as they are."""
    over = [
        w
        for w in words
        if not w.turn
        and -0.5 < edge.at - w.baseline < 0.32 * w.size
        and w.x1 > edge.start + 0.5
        and w.x0 < edge.end - 0.5
    ]
    if not over:
        return False
    left, right = min(w.x0 for w in over), max(w.x1 for w in over)
    slack = 0.35 * over[0].size
    return abs(left - edge.start) < slack and abs(right - edge.end) < slack


def _straight(p: tuple[float, float], q: tuple[float, float]) -> bool:
    return abs(p[0] - q[0]) < 0.8 or abs(p[1] - q[1]) < 0.8


def _white(colour: Any) -> bool:
    """Whether a PDF colour value is white; an unknown one is not."""
    if colour is None:
        return False
    values = colour if isinstance(colour, tuple | list) else (colour,)
    try:
        numbers = [float(v) for v in values]
    except (TypeError, ValueError):
        return False
    if len(numbers) == 4:
        return all(n <= 0.01 for n in numbers)  # CMYK: no ink
    return bool(numbers) and all(n >= 0.99 for n in numbers)

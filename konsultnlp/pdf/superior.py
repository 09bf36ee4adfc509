"""A font's own superior figures: glyphs that PDFium calls "1" though they are drawn small and high, on the line itself.

Supports: footnote marks set so by typesetting programs ("kr¹", "¹Rekna"), told by their width. Avoids: figures of numbers,
and all figures of a font that has only been seen with one width.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from konsultnlp.pdf.glyphs import Glyphs

NARROW = 0.8
"""A superior figure is at most this share as wide as the font's usual one."""
SIZE, RISE = 0.6, 0.35
"""How large and how high above the line a superior figure is taken to be, in shares of the font's size."""
LONGEST = 2
"""Figures of a footnote mark."""

Widths = dict[tuple[str, str], Counter[float]]
"""Font and figure → how often which width was seen, in shares of the font's size."""


def lift_superiors(glyphs: Glyphs, widths: Widths) -> None:
    """Gives superior figures next to a letter or a stop the size and the baseline that they seem to have, in place.

    Args:
        glyphs: A page's glyphs.
        widths: What was seen on the pages before; added to.
    """
    texts = glyphs.texts
    seen: dict[int, float] = {}
    for i, text in enumerate(texts):
        if text.isdecimal():
            seen[i] = _width(glyphs, i)
            widths.setdefault((glyphs.font(i).name, text), Counter())[seen[i]] += 1
    narrow = {i for i, width in seen.items() if _is_narrow(width, widths[glyphs.font(i).name, texts[i]])}
    for i in sorted(narrow):
        if i - 1 in narrow:
            continue
        end = i
        while end in narrow:
            end += 1
        before = texts[i - 1] if i else ""
        after = texts[end] if end < len(texts) else ""
        closes = bool(before) and not before.isdecimal() and not (after and after.isalnum())
        opens = not before and after[:1].isupper()
        if end - i <= LONGEST and (closes or opens):
            for at in range(i, end):
                font = glyphs.font(at)
                glyphs.baselines[at] -= RISE * font.size
                glyphs.font_ids[at] = len(glyphs.fonts)
                glyphs.fonts.append(replace(font, size=SIZE * font.size))


def _width(glyphs: Glyphs, at: int) -> float:
    size = glyphs.font(at).size
    return round(float(glyphs.x1[at] - glyphs.x0[at]) / size, 2) if size else 0.0


def _is_narrow(width: float, seen: Counter[float]) -> bool:
    usual, count = max(seen.items(), key=lambda item: (item[1], item[0]))
    return count > 1 and 0 < width <= NARROW * usual

"""A font's own superior figures: glyphs that PDFium calls "1" though they are drawn small and high, on the line itself.

Supports: footnote marks set so by typesetting programs ("kr¹", "¹Rekna"), told by their width. Avoids: figures of numbers,
and all figures of a font that has only been seen with one width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from konsultnlp.pdf.reader import Glyph

NARROW = 0.8
"""A superior figure is at most this share as wide as the font's usual one."""
SIZE, RISE = 0.6, 0.35
"""How large and how high above the line a superior figure is taken to be, in shares of the font's size."""
LONGEST = 2
"""Figures of a footnote mark."""

Widths = dict[tuple[str, str], Counter[float]]
"""Font and figure → how often which width was seen, in shares of the font's size."""


def lift_superiors(glyphs: Sequence[Glyph | None], widths: Widths) -> None:
    """Gives superior figures next to a letter or a stop the size and the baseline that they seem to have, in place.

    Args:
        glyphs: A page's glyphs, ``None`` where white space was drawn.
        widths: What was seen on the pages before; added to.
    """
    figures = [i for i, g in enumerate(glyphs) if g is not None and g.text.isdecimal()]
    for i in figures:
        glyph = glyphs[i]
        if glyph is not None:
            widths.setdefault((glyph.font.name, glyph.text), Counter())[_width(glyph)] += 1
    narrow = {i for i in figures if _is_narrow(glyphs[i], widths)}
    for i in sorted(narrow):
        if i - 1 in narrow:
            continue
        end = i
        while end in narrow:
            end += 1
        before = glyphs[i - 1] if i else None
        after = glyphs[end] if end < len(glyphs) else None
        closes = before is not None and not before.text.isdecimal() and (after is None or not after.text.isalnum())
        opens = before is None and after is not None and after.text[0].isupper()
        if end - i <= LONGEST and (closes or opens):
            for glyph in glyphs[i:end]:
                if glyph is not None:
                    glyph.baseline -= RISE * glyph.font.size
                    glyph.font = replace(glyph.font, size=SIZE * glyph.font.size)


def _width(glyph: Glyph) -> float:
    return round((glyph.x1 - glyph.x0) / glyph.font.size, 2) if glyph.font.size else 0.0


def _is_narrow(glyph: Glyph | None, widths: Widths) -> bool:
    if glyph is None:
        return False
    seen = widths[glyph.font.name, glyph.text]
    usual, count = max(seen.items(), key=lambda item: (item[1], item[0]))
    return count > 1 and 0 < _width(glyph) <= NARROW * usual

"""Which words are underlined: a thin stroke lies close under them and is just as long as they are.

Supports: strokes drawn as lines or as thin boxes, one for each word or one for all. Avoids: rules that part text off (they
are longer than the words above them) and strike-outs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from konsultnlp.pdf.model import Box, Word

BELOW = 0.32
"""The stroke's distance from the baseline at most, as a share of the size."""
SLACK = 0.35
"""How much longer or shorter than the words it may be, as a share of the size."""
NEAR = 1.0
"""Strokes that part by less than this share of the size are one (a stroke for each word and each space)."""


def mark_underlined(words: Sequence[Word], strokes: Iterable[Box]) -> None:
    """Sets ``underlined`` on the words.

    Args:
        words: A page's words.
        strokes: Its thin strokes that lie level.
    """
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(round(word.baseline), []).append(word)
    for left, top, right, bottom in _whole(strokes):
        at = (top + bottom) / 2
        over = [
            word
            for row in range(round(at) - 12, round(at) + 2)
            for word in rows.get(row, ())
            if -0.5 < at - word.baseline < BELOW * word.size and word.x1 > left + 0.5 and word.x0 < right - 0.5
        ]
        if not over:
            continue
        slack = SLACK * over[0].size
        if abs(min(w.x0 for w in over) - left) < slack and abs(max(w.x1 for w in over) - right) < slack:
            for word in over:
                word.underlined = True


def _whole(strokes: Iterable[Box]) -> list[Box]:
    """Strokes at one height that meet, put together."""
    found: list[Box] = []
    for box in sorted(strokes, key=lambda b: (round(b[1]), b[0])):
        last = found[-1] if found else None
        if last and abs(last[1] - box[1]) < 0.8 and -1.0 < box[0] - last[2] < NEAR:
            found[-1] = (last[0], last[1], max(last[2], box[2]), last[3])
        else:
            found.append(box)
    return found

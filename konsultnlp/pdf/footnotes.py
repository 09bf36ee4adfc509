"""Footnotes: smaller lines at the foot of a page or column that begin with a raised mark; and the marks in the text."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from konsultnlp.pdf.blocks import Draft
from konsultnlp.pdf.labels import Label
from konsultnlp.pdf.model import Line, Word

SMALLER = 0.93
"""A footnote's size is at most this share of the body's."""
_MARK = regex.compile(r"^(?:\d{1,3}|[*†‡]{1,3})[).]?$")


def split_off(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[Draft]]:
    """Parts a page's lines into running text and footnotes.

    Args:
        lines: In reading order.
        body_size: The body's font size, in points.

    Returns:
        The lines of running text, and one draft a footnote, its mark left out.
    """
    text: list[Line] = []
    notes: list[Draft] = []
    called = {w.text for line in lines for i, w in enumerate(line.words) if i in line.raised and i}
    for part in _flows(lines):
        cut = _foot(part, body_size, called)
        text.extend(part[:cut])
        for line in part[cut:]:
            mark = _mark(line, called)
            if mark or not notes:
                rest = line.words[1:] if mark and len(line.words) > 1 else line.words
                notes.append(
                    Draft(
                        "footnote",
                        [Line(rest, line.page, line.column)],
                        Label(mark, False, False, 0, line.x0),
                    )
                )
            else:
                notes[-1].lines.append(line)
    return text, notes


def _flows(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that go down one column."""
    flows: list[list[Line]] = []
    for line in lines:
        last = flows[-1][-1] if flows else None
        if last is None or last.column != line.column or line.baseline < last.baseline:
            flows.append([line])
        else:
            flows[-1].append(line)
    return flows


def _mark(line: Line, called: set[str]) -> str:
    """The footnote mark that opens ``line``, or empty: a raised or smaller one, or any that the page's text calls."""
    first = line.words[0]
    mark = first.text.rstrip(").")
    small = 0 in line.raised or (len(line.words) > 1 and first.size <= 0.85 * line.size)
    return mark if _MARK.match(first.text) and (small or mark in called) else ""


def _foot(flow: Sequence[Line], body_size: float, called: set[str]) -> int:
    """Index of the first footnote line of a column; its length where there is none."""
    cut = len(flow)
    for i in range(len(flow) - 1, -1, -1):
        if flow[i].size > SMALLER * body_size:
            break
        if _mark(flow[i], called):
            cut = i
    return cut


def without_marks(lines: Sequence[Line], labels: set[str]) -> None:
    """Takes raised footnote marks out of running text, in place.

    Args:
        lines: Lines of running text.
        labels: The footnotes' marks in the document so far. A raised number without a footnote ("m²") stays.
    """
    for line in lines:
        if not line.raised:
            continue
        keep: list[Word] = []
        raised: set[int] = set()
        for i, word in enumerate(line.words):
            if i in line.raised and _is_mark(word.text, labels) and len(line.words) > 1:
                line.marks.extend((len(keep) - 1, part) for part in _parts(word.text))
                continue
            if i in line.raised:
                raised.add(len(keep))
            keep.append(word)
        if keep:
            line.words, line.raised = keep, frozenset(raised)


def _parts(text: str) -> list[str]:
    """ "1,2" → "1" and "2"."""
    return [p for p in regex.split(r"[,\s)]+", text) if p]


def _is_mark(text: str, labels: set[str]) -> bool:
    parts = _parts(text)
    return bool(parts) and all(p in labels for p in parts)

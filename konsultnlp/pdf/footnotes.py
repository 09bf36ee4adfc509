"""Footnotes: smaller lines at the foot of a page or column that begin with a raised mark; and the marks in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from konsultnlp.pdf.blocks import Draft
from konsultnlp.pdf.labels import Label
from konsultnlp.pdf.model import Line, Word, glued

SMALLER = 0.93
"""A footnote's size is at most this share of the body's."""
_ENDED = regex.compile(r"[.!?:;…»”)]$")
_AFTER_STOP = regex.compile(r"\p{L}{3}[.,;:!?»”)]+(\d{1,2})$")
_STUCK_MARK = regex.compile(r"^(?:\d{1,2}|[*†‡]{1,3})(?=\p{Lu}\p{Ll})")
_MARK = regex.compile(r"^(?:\d{1,3}|[*†‡]{1,3})[).]?$")


def _after_stop(word: str) -> regex.Match[str] | None:
    """A figure that stands right after a word and its full stop."""
    return _AFTER_STOP.search(word) if word[-1:].isdigit() else None  # few words end in one


def split_off(lines: Sequence[Line], body_size: float, before: Draft | None = None) -> tuple[list[Line], list[Draft]]:
    """Parts a page's lines into running text and footnotes.

    Args:
        lines: In reading order.
        body_size: The body's font size, in points.
        before: The last footnote of the page before; where it has not ended, small lines at the foot carry it on.

    Returns:
        The lines of running text, and one draft a footnote, its mark left out. The first one's mark is empty where it
        carries on the one before.
    """
    text: list[Line] = []
    notes: list[Draft] = []
    called = {w.text for line in lines for i, w in enumerate(line.words) if i in line.raised and i}
    # A font's own superior figures stand on the baseline, so that they are told by what they follow ("vedtatt.2").
    ends = [w.text for line in lines if line.size > SMALLER * body_size for w in line.words]
    called |= {m.group(1) for text in ends if (m := _after_stop(text))}
    goes_on = before is not None and not _ENDED.search(before.last.words[-1].text)
    for part in _flows(lines):
        cut = _foot(part, body_size, called, goes_on and not notes)
        text.extend(part[:cut])
        for line in part[cut:]:
            mark = _mark(line, called)
            if mark or not notes:
                rest = _without_mark(line, mark)
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
    if _MARK.match(first.text):
        return mark if small or mark in called else ""
    stuck = _STUCK_MARK.match(first.text)
    return stuck.group() if stuck and stuck.group() in called else ""


def _without_mark(line: Line, mark: str) -> list[Word]:
    """The words of a note's first line without its mark, which may stand close to the first word."""
    if not mark:
        return line.words
    first = line.words[0]
    if _MARK.match(first.text):
        return line.words[1:] or line.words
    n = len(mark)
    return [replace(first, text=first.text[n:], x0s=first.x0s[n:], x1s=first.x1s[n:]), *line.words[1:]]


def _foot(flow: Sequence[Line], body_size: float, called: set[str], goes_on: bool) -> int:
    """Index of the first footnote line of a column; its length where there is none."""
    cut = small = len(flow)
    for i in range(len(flow) - 1, -1, -1):
        if flow[i].size > SMALLER * body_size:
            break
        small = i
        if _mark(flow[i], called):
            cut = i
    return small if goes_on and 0 < small < len(flow) else cut


def without_marks(lines: Sequence[Line], labels: set[str]) -> None:
    """Takes raised footnote marks out of running text, in place.

    Args:
        lines: Lines of running text.
        labels: The footnotes' marks in the document so far. A raised number without a footnote ("m²") stays.
    """
    for line in lines:
        for i, word in enumerate(line.words):
            match = _after_stop(word.text)
            if match and match.group(1) in labels:
                at = match.start(1)
                line.words[i] = replace(word, text=word.text[:at], x0s=word.x0s[:at], x1s=word.x1s[:at])
                line.marks.append((i, match.group(1)))
                line.changed()
        if not line.raised:
            continue
        keep: list[Word] = []
        raised: set[int] = set()
        for i, word in enumerate(line.words):
            if i in line.raised and _is_mark(word.text, labels) and len(line.words) > 1:
                line.marks.extend((len(keep) - 1, part) for part in _parts(word.text))
                following = line.words[i + 1] if i + 1 < len(line.words) else None
                if keep and following is not None and glued(keep[-1], word) and glued(word, following):
                    line.words[i + 1] = replace(following, tight=True)  # "kr¹," is "kr,"
                continue
            if i in line.raised:
                raised.add(len(keep))
            keep.append(word)
        if keep:
            line.words, line.raised = keep, frozenset(raised)
        line.changed()


def _parts(text: str) -> list[str]:
    """ "1,2" → "1" and "2"."""
    return [p for p in regex.split(r"[,\s)]+", text) if p]


def _is_mark(text: str, labels: set[str]) -> bool:
    parts = _parts(text)
    return bool(parts) and all(p in labels for p in parts)

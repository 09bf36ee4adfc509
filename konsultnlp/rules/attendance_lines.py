"""Walks through the lines of an attendance list and says which piece of text stands under which label.

Supports: label and value on one line, on two, several labels in one paragraph, and all labels before all values
(documents whose two columns were read one after the other). Avoids: going on into the minutes themselves: a heading
that is no label, or a line of prose, ends the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from konsultnlp.context import TextBlock
from konsultnlp.rules.attendance_labels import Label, function_at, label_at, labels_inside
from konsultnlp.rules.attendance_orgs import Body
from konsultnlp.rules.attendance_people import read_people, share_listed

PROSE = 0.5
"""Less than this share of words that belong to a list makes a line prose."""

_PEOPLE = frozenset({"present", "side", "absent", "chair", "secretary"})
_STOP = regex.compile(r"(?<=\p{L}{3}|\))\.(?=\s|$)")
_TIMES = regex.compile(r"\d{1,2}[.:]?\s?(?:\p{L}{3,}|\d{1,2})|\bkl\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands under a label: ``kind`` is ``present``, ``absent``, ``chair`` or ``secretary``."""

    kind: str
    start: int
    end: int
    body: Body


@dataclass(slots=True)
class _Walk:
    text: str
    date: str
    pieces: list[Piece]
    pending: list[Label]
    label: Label | None = None
    side: Body = field(default_factory=Body)
    absent: bool = False
    opened: bool = False
    people: bool = False
    lists: dict[int, bool] = field(default_factory=dict)

    def meet(self, label: Label) -> None:
        """A new label."""
        if label.kind == "side":
            # "Forfall:" with nothing under it but "Fra KS:" goes for KS' people; with people of its own it is over.
            self.absent = self.absent and bool(self.pending) and self.pending[-1].kind == "absent"
            self.side = label.body
            if self.pending and self.pending[-1].kind in {"present", "absent"}:
                self.pending.pop()
        elif label.kind in {"present", "absent"}:
            self.absent = label.kind == "absent"
            self.side = Body() if label.kind == "present" else self.side
        self.opened = self.opened or label.kind in {"present", "side", "absent"}
        self.label = label
        self.pending.append(label)

    def take(self, start: int, end: int) -> None:
        """Text under the label met last."""
        if self.label is None or self.label.kind == "other":
            return
        self.add(self.label, start, end, self.side, self.absent)

    def add(self, label: Label, start: int, end: int, side: Body, absent: bool) -> None:
        """Text under ``label``."""
        if label.kind not in _PEOPLE:
            return
        function = label.kind in {"chair", "secretary"}
        body = Body() if function else side
        self.pieces.append(Piece(label.kind if function else "absent" if absent else "present", start, end, body))
        self.people = True


def pieces(text: str, blocks: Sequence[TextBlock], date: str) -> list[Piece]:
    """The pieces of ``text`` in which people are listed, with what their labels say.

    Args:
        text: Any text.
        blocks: Its lines.
        date: The document's date.
    """
    walk = _Walk(text, date, [], [])
    closed = False
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        label = label_at(text, block.start, block.end, date, opened=walk.opened and not closed)
        if label is None and block.kind == "paragraph" and walk.opened:
            label = _function_line(walk, block)
        if label is None and block.kind == "paragraph" and walk.people:
            _inside_prose(walk, block)
        if closed:
            closed = not _reopens(walk, label, block)
            if closed:
                continue
        if label is None:
            if block.kind == "heading" or block.kind in {"footnote", "caption"}:
                closed = walk.people
                continue
            if len(walk.pending) > 1:
                index = _columns(walk, blocks, index - 1)
                walk.pending = []
                continue
            if walk.label is None and not walk.pending and not (walk.opened and walk.people):
                continue  # no list has begun: whatever it looks like, it is none
            if not _is_list(walk, block):
                closed = walk.opened and walk.people
                walk.label = None
                continue
            walk.pending = []
            walk.take(block.start, block.end)
            continue
        _line(walk, label, block)
    return walk.pieces


def list_end(text: str, blocks: Sequence[TextBlock], date: str) -> tuple[int, list[tuple[int, int]]]:
    """Where the attendance list of ``text`` ends (0 where it has none), and the lines it takes up."""
    found = pieces(text, blocks, date)
    lines = [(b.start, b.end) for b in blocks if any(b.start <= p.start < max(b.end, b.start + 1) for p in found)]
    listed = [p.end for p in found if p.kind in {"present", "absent"}]
    return (max(e for s, e in lines if s <= max(listed)) if listed else 0), lines


def _reopens(walk: _Walk, label: Label | None, block: TextBlock) -> bool:
    """Whether a line after the list's end belongs to it all the same: a late "Referent: …", a heading "Deltakere"."""
    if label is None:
        return False
    if label.kind in {"chair", "secretary"}:
        start = label.end
        if walk.text[start : block.end].strip() and _few_words(walk.text[start : block.end]):
            walk.add(label, start, block.end, Body(), False)
        return False
    if label.kind == "present" and block.kind == "heading":
        walk.label, walk.side, walk.absent, walk.pending = None, Body(), False, []
        return True
    return False


def _inside_prose(walk: _Walk, block: TextBlock) -> None:
    """ "Møtet ble holdt i Oslo. Referent: Kari Moe, KRD" in a paragraph that is no list: the pen, or the chair."""
    places = labels_inside(walk.text, block.start, block.end)
    if not places or _is_list(walk, block):
        return
    for place in places:
        label = label_at(walk.text, place, block.end, walk.date, opened=True, colon=True)
        if label is not None and label.kind in {"chair", "secretary"}:
            stop = _STOP.search(walk.text, label.end, block.end)
            end = stop.start() if stop else block.end
            if _few_words(walk.text[label.end : end]):
                walk.add(label, label.end, end, Body(), False)


def _function_line(walk: _Walk, block: TextBlock) -> Label | None:
    """ "Referent Kari Moe, KRD" on a line of its own."""
    label = function_at(walk.text, block.start, block.end)
    if label is None or not _few_words(walk.text[block.start : block.end]):
        return None
    return label if share_listed(walk.text, label.end, block.end, walk.date) == 1 else None


def _few_words(value: str) -> bool:
    return len(value.split()) <= 12


def _is_list(walk: _Walk, block: TextBlock) -> bool:
    """Whether a line without a label goes on with the list."""
    text = walk.text[block.start : block.end]
    if walk.label and walk.label.kind == "other":
        return True
    if block.kind == "item" or len(text.split()) <= 5:
        return True
    known = walk.lists.get(block.start)
    if known is None:
        # "Møtet ble holdt i Oslo. Referent: …" is prose up to there
        labels = labels_inside(walk.text, block.start, block.end)
        share = share_listed(walk.text, block.start, labels[0] if labels else block.end, walk.date)
        known = walk.lists[block.start] = share >= PROSE
    return known


def _line(walk: _Walk, label: Label, block: TextBlock) -> None:
    """A line that begins with a label: the label, what follows it, and further labels inside it."""
    text, at = walk.text, block.start
    current: Label | None = label
    while current is not None:
        walk.meet(current)
        at = current.end
        following = label_at(text, at, block.end, walk.date, opened=True, colon=True)
        if following is not None and following.end > at:
            current = following
            continue
        current = None
        for place in labels_inside(text, at, block.end):
            found = label_at(text, place, block.end, walk.date, opened=True, colon=True)
            if found is not None:
                current = found
                break
        stop = current.start if current else block.end
        if text[at:stop].strip():
            walk.take(at, stop)
            walk.pending = []
            if walk.label and walk.label.kind in {"chair", "secretary"}:
                walk.label = None  # what follows without a label is not theirs


def _columns(walk: _Walk, blocks: Sequence[TextBlock], index: int) -> int:
    """Several labels without values, then the values: deals the lines out. Returns the index of the next line."""
    labels = walk.pending
    first = index
    while index < len(blocks):
        block = blocks[index]
        if block.kind == "heading" or label_at(walk.text, block.start, block.end, walk.date, opened=True) is not None:
            break
        if len(walk.text[block.start : block.end].split()) > 6 and not _listed(walk, block) and not _dated(walk, block):
            break
        index += 1
    values = list(blocks[first:index])
    if not values:
        walk.label = None
        return index + 1
    side = Body()
    for label, chunk in zip(labels, deal(walk, labels, values), strict=True):
        if label.kind == "side":
            side = label.body
        elif label.kind == "present":
            side = Body()
        for block in chunk:
            walk.add(label, block.start, block.end, side, label.kind == "absent")
    walk.label = labels[-1]
    walk.side, walk.absent = side, labels[-1].kind == "absent"
    return index


def _listed(walk: _Walk, block: TextBlock) -> bool:
    return share_listed(walk.text, block.start, block.end, walk.date) >= PROSE


def _dated(walk: _Walk, block: TextBlock) -> bool:
    return bool(_TIMES.search(walk.text, block.start, block.end))


def deal(walk: _Walk, labels: Sequence[Label], values: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Which lines stand under which label, in order: one each where the numbers agree, else those that fit best.

    With fewer values than labels the first labels stay empty.
    """
    if len(values) == len(labels):
        return [[v] for v in values]
    if len(values) < len(labels):
        empty = len(labels) - len(values)
        return [[] for _ in range(empty)] + [[v] for v in values]
    fits = [[_fit(walk, label, value) for value in values] for label in labels]
    # best[i][j]: the best score of the first i labels over the first j values, and where label i's share began
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(float("-inf"), 0)] * len(values)]
    for i in range(len(labels)):
        row = [(float("-inf"), 0)] * (len(values) + 1)
        for j in range(i + 1, len(values) + 1):
            total = 0.0
            for k in range(j - 1, i - 1, -1):
                total += fits[i][k]
                score = best[i][k][0] + total
                if score > row[j][0]:
                    row[j] = (score, k)
        best.append(row)
    shares: list[list[TextBlock]] = []
    j = len(values)
    for i in range(len(labels), 0, -1):
        k = best[i][j][1]
        shares.append(list(values[k:j]))
        j = k
    return shares[::-1]


def _fit(walk: _Walk, label: Label, value: TextBlock) -> float:
    """How well a line fits under a label."""
    people = read_people(walk.text, value.start, value.end, walk.date, singles=label.kind in {"chair", "secretary"})
    if label.kind == "other":
        return 1.0 if _dated(walk, value) and not people else 0.3 if not people else -1.0
    if not people:
        return -1.0
    score = 1.0
    if label.kind in {"chair", "secretary"}:
        score -= 0.4 * (len(people) - 1)
    if label.body.side == "ks":
        score += (
            0.2 if any("KS" in p.org for p in people) else -0.2 if any(p.role_side == "staten" for p in people) else 0.0
        )
    if label.body.side == "staten":
        score += 0.2 if any(p.role_side == "staten" for p in people) else 0.0
    return score

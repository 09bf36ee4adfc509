"""Where every character of a text stands, kept small: the printed lines, and the edges of the glyphs packed away.

A file of thousands of pages has tens of millions of characters. Their edges are kept in hundredths of a point, which is what
the tables print, as differences that zlib packs to about a byte a character; a few pages at a time are unpacked to look at.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

NO_LINE = -1
"""Line index of a character that stands on no page: a line feed or a space put in at a join."""
STEPS = 100
"""Steps a point: edges are printed with two decimals."""
CHUNK = 8192
"""Characters that are packed together, some three pages: a look at one quote shall not unpack much."""
UNPACKED = 2
"""Chunks that stay unpacked for the next look: a quote may lie over the border of two."""
HALF = 16
"""Bits of a number's low half."""
LEVEL = 4
"""zlib's level: a third smaller than 1 makes it, in little more time."""
_FAR = 2**29  # in steps: an edge further out, or one that is no number, comes of a damaged file

Ints = npt.NDArray[np.int32]


class Places:
    """The places of a text's characters: added block by block, packed as they come, read in any order."""

    __slots__ = ("_edges", "_ends", "_ids", "_length", "_lines", "_packed", "_pages", "_unpacked", "_waiting")

    def __init__(self) -> None:
        self._pages = array("i")
        self._lines = array("f")  # top and bottom of each printed line
        self._length = 0
        self._ids: list[Ints] = []  # of characters that wait until they are a chunk, as are their edges
        self._edges: list[Ints] = []
        self._waiting = 0
        self._packed: list[bytes] = []
        self._ends = array("q")  # the offset after each packed chunk
        self._unpacked: dict[int, tuple[Ints, Ints]] = {}

    @classmethod
    def none(cls, length: int) -> Places:
        """Of a text whose characters have no places."""
        made = cls()
        if length:
            made.add([NO_LINE] * length, [0.0] * length, [0.0] * length)
        return made

    def __len__(self) -> int:
        return self._length

    @property
    def nbytes(self) -> int:
        """Bytes they take."""
        waiting = sum(a.nbytes for a in (*self._ids, *self._edges))
        return sum(map(len, self._packed)) + waiting + 4 * (len(self._pages) + len(self._lines))

    def add_line(self, page: int, top: float, bottom: float) -> int:
        """The index of one more printed line."""
        self._pages.append(page)
        self._lines.append(top)
        self._lines.append(bottom)
        return len(self._pages) - 1

    def add(self, line_ids: Sequence[int], x0s: Sequence[float], x1s: Sequence[float]) -> None:
        """More characters: for each the index of its line, or `NO_LINE`, and its glyph's left and right edge in points."""
        self._ids.append(np.array(line_ids, np.int32))
        edges = np.array((x0s, x1s), np.float32).T.astype(np.float64) * STEPS
        self._edges.append(np.clip(np.nan_to_num(np.rint(edges)), -_FAR, _FAR).astype(np.int32))
        self._length += len(line_ids)
        self._waiting += len(line_ids)
        if self._waiting >= CHUNK:
            self._packed.append(_packed(np.concatenate(self._ids), np.concatenate(self._edges)))
            self._ends.append(self._length)
            self._ids, self._edges, self._waiting = [], [], 0

    def line(self, index: int) -> tuple[int, float, float]:
        """Page, top and bottom of a printed line."""
        return self._pages[index], self._lines[2 * index], self._lines[2 * index + 1]

    def between(self, start: int, end: int) -> tuple[Ints, Ints]:
        """Of the characters ``start:end`` the indices of their lines, and left and right edges in ``1 / STEPS`` points."""
        first = bisect_right(self._ends, start)
        at = self._begin(first)
        ids, edges = self._chunk(first)
        if end <= at + len(ids):
            return ids[start - at : end - at], edges[start - at : end - at]
        parts = [(ids[start - at :], edges[start - at :])]
        at += len(ids)
        while at < end:
            first += 1
            ids, edges = self._chunk(first)
            parts.append((ids[: end - at], edges[: end - at]))
            at += len(ids)
        return np.concatenate([i for i, _ in parts]), np.concatenate([e for _, e in parts])

    def line_near(self, offset: int) -> int:
        """The line of the first character at or after ``offset`` that has one, else of the last before it, else `NO_LINE`."""
        here = bisect_right(self._ends, offset)
        for n in range(here, len(self._ends) + 1):
            ids = self._chunk(n)[0][max(0, offset - self._begin(n)) :]
            placed = ids[ids != NO_LINE]
            if len(placed):
                return int(placed[0])
        for n in range(here, -1, -1):
            ids = self._chunk(n)[0][: max(0, offset - self._begin(n))]
            placed = ids[ids != NO_LINE]
            if len(placed):
                return int(placed[-1])
        return NO_LINE

    def _begin(self, n: int) -> int:
        return self._ends[n - 1] if n else 0

    def _chunk(self, n: int) -> tuple[Ints, Ints]:
        if n >= len(self._packed):
            if len(self._ids) > 1:
                self._ids, self._edges = [np.concatenate(self._ids)], [np.concatenate(self._edges)]
            return (self._ids[0], self._edges[0]) if self._ids else (np.zeros(0, np.int32), np.zeros((0, 2), np.int32))
        found = self._unpacked.get(n)
        if found is None:
            kept = list(self._unpacked.items())[1 - UNPACKED :]
            found = _unpacked(self._packed[n])
            self._unpacked = {**dict(kept), n: found}
        return found


def _packed(ids: Ints, edges: Ints) -> bytes:
    """A chunk as bytes: which characters have a place; of those the steps from line to line, and from edge to edge."""
    placed = ids != NO_LINE
    steps = np.diff(ids[placed], prepend=np.int32(0))
    widths = np.diff(edges[placed].ravel(), prepend=np.int32(0))
    # Low and high halves apart: the high ones are nearly all nought.
    numbers = np.concatenate((steps, widths)).astype("<i4")
    low = numbers.astype("<i2")
    high = ((numbers - low) >> HALF).astype("<i2")
    head = len(ids).to_bytes(4, "little") + np.packbits(placed).tobytes()
    return zlib.compress(head + low.tobytes() + high.tobytes(), LEVEL)


def _unpacked(chunk: bytes) -> tuple[Ints, Ints]:
    raw = zlib.decompress(chunk)
    n = int.from_bytes(raw[:4], "little")
    body = 4 + (n + 7) // 8
    placed = np.unpackbits(np.frombuffer(raw, np.uint8, body - 4, 4), count=n).astype(bool)
    low, high = np.frombuffer(raw, "<i2", offset=body).reshape(2, -1).astype(np.int32)
    numbers = low + (high << HALF)
    k = len(numbers) // 3
    ids = np.full(n, NO_LINE, np.int32)
    ids[placed] = np.cumsum(numbers[:k], dtype=np.int32)
    edges = np.zeros((n, 2), np.int32)
    edges[placed] = np.cumsum(numbers[k:], dtype=np.int32).reshape(-1, 2)
    return ids, edges

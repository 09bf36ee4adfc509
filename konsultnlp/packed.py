"""`Packed`: the rows of a table of one document as they are kept, a sequence that packs what is far behind.

A file of thousands of pages gives a hundred thousand rows, and as many blocks of text; as objects they take more memory than
all else that is kept of it. Up to `LOOSE` rows, more than most documents have, they are kept as they are.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar, overload

LOOSE = 256
"""Packed that are packed together, and the most that are kept unpacked for adding to."""

LEVEL = 6
"""zlib's level."""
MANY = 4000
"""What `kept` leaves as it is: blocks are looked at time and again, and a report of 300 pages has so many."""

R = TypeVar("R")
"""A row, or anything else that is a dataclass; those of one sequence are of one class."""


class Packed(Sequence[R], Generic[R]):
    """Rows in their order: to be read as a list is, and to be added to at the end.

    Args:
        rows: The first of them.
    """

    __slots__ = ("_last", "_packed", "_seen")

    def __init__(self, rows: Iterable[R] = ()) -> None:
        self._packed: list[bytes] = []
        self._last: list[R] = []
        self._seen: tuple[int, list[R]] = (-1, [])  # the chunk that was looked at last
        self.extend(rows)

    def append(self, row: R) -> None:
        """Adds a row."""
        if len(self._last) == LOOSE:
            self._packed.append(_packed(self._last))
            self._last = []
        self._last.append(row)

    def extend(self, rows: Iterable[R]) -> None:
        """Adds rows."""
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return LOOSE * len(self._packed) + len(self._last)

    def __iter__(self) -> Iterator[R]:
        for chunk in self._packed:
            yield from _unpacked(chunk)
        yield from self._last

    @overload
    def __getitem__(self, at: int) -> R: ...

    @overload
    def __getitem__(self, at: slice) -> list[R]: ...

    def __getitem__(self, at: int | slice) -> R | list[R]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        n = at + len(self) if at < 0 else at
        if not 0 <= n < len(self):
            raise IndexError(f"no row {at} of {len(self)}")
        return self._chunk(n // LOOSE)[n % LOOSE]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Packed, list)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(map(repr, self[:3]))
        return f"[{shown}{f', … {len(self) - 3} more' if len(self) > 3 else ''}]"

    def _chunk(self, n: int) -> list[R]:
        if n == len(self._packed):
            return self._last
        if self._seen[0] != n:
            self._seen = (n, _unpacked(self._packed[n]))
        return self._seen[1]


def kept(items: Sequence[R]) -> Sequence[R]:
    """A sequence that will not change: as it is, or packed where it is long."""
    if len(items) <= MANY:
        return tuple(items)
    return items if isinstance(items, Packed) else Packed(items)


def _packed(rows: list[R]) -> bytes:
    first: Any = rows[0]
    kind, names = type(first), [f.name for f in fields(first)]
    values = [[getattr(row, name) for name in names] for row in rows]
    return zlib.compress(pickle.dumps((kind, names, values), pickle.HIGHEST_PROTOCOL), LEVEL)


def _unpacked(chunk: bytes) -> list[R]:
    kind, names, values = pickle.loads(zlib.decompress(chunk))
    return [kind(**dict(zip(names, row, strict=True))) for row in values]

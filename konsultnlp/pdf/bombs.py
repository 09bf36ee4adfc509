"""A look at a file's packed streams before PDFium unpacks them: a few kilobytes can stand for gigabytes.

Supports: Flate streams wherever they stand, packed several times over as well. Avoids: streams of encrypted files, which cannot
be unpacked without their key, and other packings, which shrink little.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from konsultnlp.errors import BrokenPdf

MOST_UNPACKED = 64 << 20
"""Bytes of a stream of text, fonts or drawing: a page with a detailed map has some ten million."""
MOST_PICTURE = 1 << 30
"""Bytes of a picture: a coloured A3 page at 600 dots an inch has 209 million."""
MOST_TIMES = 1_100
"""What all streams may give, in lengths of the file: Flate shrinks to a thousandth at most, so more is counted twice and thrice."""
_LAYERS = 6
_STREAM = re.compile(rb"stream\r?\n")
_ENTRIES = 1024
"""Bytes before a stream in which its entries are looked for."""
_BITE = 1 << 20


def check_unpacked(path: Path) -> None:
    """Looks at all packed streams of a file.

    Args:
        path: The file; not empty.

    Raises:
        BrokenPdf: One of them unpacks to more than any honest one.
    """
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        left = MOST_TIMES * len(data)
        for found in _STREAM.finditer(data):
            most = (
                MOST_PICTURE if b"/Image" in data[max(0, found.start() - _ENTRIES) : found.start()] else MOST_UNPACKED
            )
            unpacked = unpacked_size(data, found.end(), most)
            left -= unpacked
            if unpacked > most or left < 0:
                raise BrokenPdf(
                    f"the stream at byte {found.start()} unpacks to more than {most >> 20} MB; the file is damaged, or made to do harm",
                    path=path,
                )


class _Layer:
    """One layer of a stream that may be packed several times over."""

    def __init__(self, depth: int) -> None:
        self._unpacker = zlib.decompressobj()
        self._depth = depth
        self._inner: _Layer | None = None
        self.seen = 0

    def take(self, piece: bytes, most: int) -> None:
        """Unpacks a piece; stops where this layer or one within it has given more than ``most`` bytes."""
        while piece and not self.ended and self.size <= most:
            out = self._unpacker.decompress(piece, _BITE)
            piece = self._unpacker.unconsumed_tail
            if not self.seen and self._depth < _LAYERS and _is_packed(out):
                self._inner = _Layer(self._depth + 1)
            self.seen += len(out)
            if self._inner is not None:
                try:
                    self._inner.take(out, most)
                except zlib.error:
                    self._inner = None  # it began as a packed stream does, and is none

    @property
    def size(self) -> int:
        """Bytes that it has given, or one within it, whichever are more."""
        return max(self.seen, self._inner.size if self._inner is not None else 0)

    @property
    def ended(self) -> bool:
        """Whether the stream is at its end."""
        return self._unpacker.eof


def unpacked_size(data: mmap.mmap | bytes, start: int, most: int) -> int:
    """How many bytes the stream that begins at ``start`` gives, if it is packed; it is left off soon after ``most``."""
    if not _is_packed(data[start : start + 2]):
        return 0
    layer = _Layer(1)
    try:
        for at in range(start, len(data), _BITE // 16):
            layer.take(data[at : at + _BITE // 16], most)
            if layer.ended or layer.size > most:
                break
    except zlib.error:
        pass  # damaged from here on, or no stream at all; what came before counts
    return layer.size


def _is_packed(data: bytes) -> bool:
    """Whether bytes begin as zlib's do."""
    return len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0

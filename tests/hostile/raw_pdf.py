"""Writes PDFs byte by byte, so that they can hold what no library would write."""

from __future__ import annotations

import zlib
from pathlib import Path

TEXT = (
    "KS ber regjeringen om at kommunene kompenseres fullt ut for nye oppgaver.",
    "Vi forventer at departementet legger frem en plan innen 1. mars 2025.",
    "Statsråd Kari Nordmann sa at hun ville følge opp saken med 400 mill. kroner.",
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = b"[0 0 595 842]"


def shown(*lines: str, size: float = 11, x: float = 70, top: float = 770, step: float = 14) -> bytes:
    """The operators that show lines of text."""
    out = [b"BT /F1 %g Tf %g TL %g %g Td" % (size, step, x, top)]
    for line in lines:
        safe = line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        out.append(b"(" + safe + b") Tj T*")
    return b"\n".join([*out, b"ET"])


GRID = b"".join(
    b"70 %d m 400 %d l S %d 500 m %d 600 l S\n" % (y, y, x, x)
    for y, x in zip((500, 525, 550, 575, 600), (70, 150, 230, 310, 400), strict=True)
)
"""Crossing rules, so that the table reader looks at the page as well."""
TABLE = GRID + b"\n".join(
    shown(word, x=x, top=y) for y in (508, 533, 558, 583) for x, word in ((75, "Sak"), (155, "Frist"), (235, "Ansvar"))
)


class RawPdf:
    """Objects by number, and a file of them.

    `page` adds a page to the tree; object 1 is the catalogue, 2 the tree's root, both written at the end unless `put`
    has set them.
    """

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}
        self.pages: list[int] = []
        self.catalog = b""
        self.trailer = b""
        self.last = 2

    def add(self, body: bytes) -> int:
        """A new object."""
        self.last += 1
        self.objects[self.last] = body
        return self.last

    def put(self, number: int, body: bytes) -> int:
        """An object of a number of one's own choice."""
        self.objects[number] = body
        self.last = max(self.last, number)
        return number

    def stream(self, data: bytes, entries: bytes = b"", packed: bool = False) -> int:
        """A new stream."""
        if packed:
            data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
        return self.add(stream(data, entries))

    def page(
        self, content: bytes | int = b"", entries: bytes = b"", box: bytes = A4, resources: bytes | None = None
    ) -> int:
        """A new page: its content, or the number of the stream with it."""
        at = content if isinstance(content, int) else self.stream(content)
        if resources is None:
            resources = b"/Font<</F1 " + FONT + b">>"
        body = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<<%s>>%s%s>>"
        number = self.add(body % (at, resources, b"/MediaBox" + box if box else b"", entries))
        self.pages.append(number)
        return number

    def bytes(self) -> bytes:
        """The whole file."""
        kids = b" ".join(b"%d 0 R" % n for n in self.pages)
        self.objects.setdefault(2, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self.pages)))
        self.objects.setdefault(1, b"<</Type/Catalog/Pages 2 0 R%s>>" % self.catalog)
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, int] = {}
        for number, body in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start, size = len(out), max(self.objects) + 1
        out += b"xref\n0 1\n0000000000 65535 f \n"
        for number, at in places.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, at)
        out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, self.trailer, start)
        return bytes(out)

    def write(self, path: Path) -> Path:
        """Writes the file."""
        path.write_bytes(self.bytes())
        return path


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream's object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def plain() -> RawPdf:
    """A sound file of one page with text and a grid."""
    made = RawPdf()
    made.page(shown(*TEXT) + TABLE)
    return made

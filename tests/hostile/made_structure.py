"""Files whose structure is hostile: trees, references, filters, boxes, numbers."""

from __future__ import annotations

import zlib

from raw_pdf import FONT, GRID, TABLE, TEXT, RawPdf, plain, shown, stream

MEGABYTE = 1 << 20


def squeezed(piece: bytes, size: int, before: bytes = b"") -> bytes:
    """``size`` bytes of a repeated piece, packed without ever being whole in memory."""
    packer = zlib.compressobj(6)
    block = piece * (MEGABYTE // len(piece))
    out = bytearray(packer.compress(before))
    for _ in range(size // len(block)):
        out += packer.compress(block)
    return bytes(out + packer.flush())


def flate_bomb() -> RawPdf:
    """Half a gigabyte of spaces in a page's content, after text and rules, packed to half a megabyte."""
    made = RawPdf()
    packed = squeezed(b" ", 512 * MEGABYTE, shown(*TEXT) + TABLE)
    made.page(made.add(stream(packed, b"/Filter/FlateDecode")))
    return made


def nested_flate_bomb() -> RawPdf:
    """A bomb in a bomb: half a gigabyte in two kilobytes."""
    made = plain()
    data = zlib.compress(zlib.compress(squeezed(b" ", 512 * MEGABYTE), 9), 9)
    made.page(made.add(stream(data, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")))
    return made


def bomb_in_a_map() -> RawPdf:
    """A ToUnicode map that unpacks to half a gigabyte."""
    made = RawPdf()
    to_unicode = made.add(stream(squeezed(b"% comment\n", 512 * MEGABYTE), b"/Filter/FlateDecode"))
    font = FONT[:-2] + b"/ToUnicode %d 0 R>>" % to_unicode
    made.page(shown(*TEXT) + TABLE, resources=b"/Font<</F1 %s>>" % font)
    return made


def bomb_in_an_object_stream() -> RawPdf:
    """An object stream that unpacks to half a gigabyte; the table of references names it."""
    made = plain()
    head = b"7 0 8 10 "
    data = squeezed(b"null      ", 512 * MEGABYTE)
    number = made.add(stream(data, b"/Type/ObjStm/N 2/First %d/Filter/FlateDecode" % len(head)))
    made.catalog = b"/Outlines %d 0 R" % number
    return made


def bomb_in_the_reference_table() -> bytes:
    """A reference table that is a stream of half a gigabyte."""
    body = plain()
    whole = body.bytes()
    at = len(whole)
    table = squeezed(b"\0" * 6, 512 * MEGABYTE)
    entries = b"/Type/XRef/W[1 3 2]/Size 89000000/Root 1 0 R/Filter/FlateDecode"
    return whole + b"\n90 0 obj\n" + stream(table, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % (at + 1)


def long_filter_chain() -> RawPdf:
    """Two thousand filters on one stream."""
    made = plain()
    made.page(made.add(stream(b"ab>", b"/Filter[%s]" % (b"/ASCIIHexDecode" * 2000))))
    return made


def many_pages(count: int = 4_000) -> RawPdf:
    """Thousands of pages, each of them the same object."""
    made = RawPdf()
    made.page(shown("Side"))
    made.pages *= count
    return made


def put_node(made: RawPdf, number: int, *kids: int, count: int = 1, parent: int = 0) -> None:
    """Puts a node of the page tree in."""
    above = b"/Parent %d 0 R" % parent if parent else b""
    made.put(number, b"<</Type/Pages%s/Kids[%s]/Count %d>>" % (above, b" ".join(b"%d 0 R" % k for k in kids), count))


def pages_that_are_not_there() -> RawPdf:
    """A count of a hundred thousand over one page."""
    made = plain()
    put_node(made, 2, made.pages[0], count=100_000)
    return made


def negative_count() -> RawPdf:
    """A count below nought."""
    made = plain()
    put_node(made, 2, made.pages[0], count=-3)
    return made


def deep_page_tree() -> RawPdf:
    """A page under twenty thousand nodes."""
    made = plain()
    page = made.pages[0]
    depth = 20_000
    for level in range(depth):
        put_node(made, 100 + level, 101 + level)
    put_node(made, 100 + depth, page)
    put_node(made, 2, 100)
    return made


def page_tree_in_a_ring() -> RawPdf:
    """A tree whose node is its own child."""
    made = plain()
    put_node(made, 2, made.pages[0], 2, 9, count=9)
    put_node(made, 9, 2, 9, count=3, parent=9)
    return made


def parents_in_a_ring() -> RawPdf:
    """A page without a box whose parents, asked for one, ask one another."""
    made = RawPdf()
    put_node(made, 9, 12, parent=10)
    put_node(made, 10, 9, parent=9)
    content = made.stream(shown(*TEXT) + TABLE)
    made.put(12, b"<</Type/Page/Parent 9 0 R/Contents %d 0 R>>" % content)
    put_node(made, 2, 10)
    return made


def references_in_a_ring() -> RawPdf:
    """Objects that are nothing but references to one another, wherever a value is wanted."""
    made = plain()
    made.put(20, b"21 0 R")
    made.put(21, b"20 0 R")
    made.put(22, b"22 0 R")
    for key in (b"/MediaBox 20 0 R", b"/Rotate 22 0 R", b"/Annots 20 0 R", b"/CropBox[0 0 22 0 R 20 0 R]"):
        made.page(shown(*TEXT) + TABLE, key, box=b"")
    made.page(shown(*TEXT) + TABLE, resources=b"/Font 20 0 R/XObject 22 0 R")
    made.page(shown(*TEXT) + TABLE, resources=b"/Font<</F1 22 0 R>>")
    made.page(22)
    made.page(made.add(b"<</Length 20 0 R/Filter 22 0 R/DecodeParms 20 0 R>>stream\n%s\nendstream" % shown(*TEXT)))
    made.catalog = b"/Outlines 20 0 R/Names 22 0 R/AcroForm 20 0 R/PageLabels 22 0 R/StructTreeRoot 20 0 R"
    made.trailer = b"/Info 20 0 R/ID 22 0 R"
    return made


def length_of_itself() -> RawPdf:
    """Streams whose length is the stream, another's stream, or far too much."""
    made = RawPdf()
    for length in (b"%d 0 R", b"-1", b"99999999999", b"0", b"(x)", b"<<>>"):
        number = made.last + 1
        value = length % number if b"%d" in length else length
        made.page(made.add(b"<</Length %s>>stream\n%s\nendstream" % (value, shown(*TEXT) + TABLE)))
    return made


def contents_in_a_ring() -> RawPdf:
    """Contents that are arrays of themselves."""
    made = plain()
    made.put(20, b"[20 0 R 21 0 R 20 0 R]")
    made.put(21, b"[20 0 R]")
    made.page(20)
    return made


def outlines_in_a_ring() -> RawPdf:
    """Outlines, names and a structure tree that go round."""
    made = plain()
    made.put(20, b"<</Type/Outlines/First 21 0 R/Last 21 0 R/Count 99999>>")
    made.put(21, b"<</Title(Ring)/Parent 20 0 R/Next 21 0 R/First 20 0 R/Last 21 0 R/Dest[21 0 R/Fit]>>")
    made.put(22, b"<</Kids[22 0 R]/Names[(a) 22 0 R]/Limits[(a)(z)]>>")
    made.put(23, b"<</Type/StructTreeRoot/K 23 0 R/ParentTree 22 0 R>>")
    made.catalog = (
        b"/Outlines 20 0 R/Names<</Dests 22 0 R/EmbeddedFiles 22 0 R>>/StructTreeRoot 23 0 R/PageMode/UseOutlines"
    )
    return made


def reference_tables_in_a_ring() -> bytes:
    """A trailer whose previous table is the same table."""
    whole = plain().bytes()
    at = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d/XRefStm %d" % (at, at))


def object_streams_in_a_ring() -> RawPdf:
    """Object streams that extend one another and hold themselves."""
    made = plain()
    entries = b"/Type/ObjStm/N 3/First 15/Extends %d 0 R"
    made.put(30, stream(b"30 0 31 5 32 10 null null null", entries % 31))
    made.put(31, stream(b"31 0 30 5 33 10 null null null", entries % 30))
    made.catalog = b"/Outlines 32 0 R/Names 33 0 R"
    return made


def deep_arrays() -> RawPdf:
    """Arrays and dictionaries a hundred thousand deep, in the file and in a page's content."""
    made = plain()
    made.put(20, b"[" * 100_000 + b"]" * 100_000)
    made.put(21, b"<</A" * 100_000 + b" 1" + b">>" * 100_000)
    made.catalog = b"/Outlines 21 0 R/Names 20 0 R"
    made.page(b"[" * 100_000 + shown(*TEXT) + TABLE, b"/Annots 20 0 R")
    made.page(b"/P <</A" * 100_000 + b" BDC " + shown(*TEXT) + TABLE)
    return made


def deep_states() -> RawPdf:
    """States saved a million times and marks opened thousands of times, and never closed."""
    made = plain()
    made.page(b"q " * 1_000_000 + shown(*TEXT) + TABLE)
    made.page(b"Q " * 1_000_000 + b"/P BMC " * 3_000 + b"BT " * 100_000 + shown(*TEXT) + GRID)
    return made


def without_an_end() -> bytes:
    """A file without its table of references."""
    return plain().bytes().split(b"xref")[0]


def absurd_trailer() -> bytes:
    """A table of references of four thousand million objects."""
    whole = plain().bytes()
    return whole.replace(b"xref\n0 1\n", b"xref\n0 4294967295\n").replace(b"/Size ", b"/Size 4294967295/Old ")


def encrypted_by_nonsense() -> list[RawPdf]:
    """Dictionaries of encryption that nobody can follow."""
    files = []
    for entries in (
        b"/Filter/Standard/V 1/R 2/O(x)/U(y)/P -1",
        b"/Filter/Standard/V 5/R 6/O(%s)/U(%s)/OE(x)/UE(y)/Perms(z)/P -1" % (b"a" * 48, b"b" * 48),
        b"/Filter/Standard/V 4/R 4/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF/StrF/None/O()/U()/P 0/Length 999999",
        b"/Filter/Unheard/V 99",
        b"",
    ):
        made = plain()
        number = made.add(b"<<" + entries + b">>")
        made.trailer = b"/Encrypt %d 0 R/ID[(a)(b)]" % number
        files.append(made)
    return files


def encrypted_in_a_ring() -> RawPdf:
    """A dictionary of encryption that points to itself; the rest is not encrypted."""
    made = plain()
    made.put(40, b"40 0 R")
    made.trailer = b"/Encrypt 40 0 R"
    return made

"""Files whose pages are hostile: sizes, turns, text without end, fonts, drawings, links, pictures, actions."""

from __future__ import annotations

from raw_pdf import A4, FONT, TABLE, TEXT, RawPdf, plain, shown, stream

BOXES = (
    b"[0 0 0 0]", b"[0 0 -595 -842]", b"[595 842 0 0]", b"[0 0 1e9 1e9]", b"[0 0 1e38 1e38]", b"[0 0 1000000000 1]",
    b"[-1e9 -1e9 1e9 1e9]", b"[nan nan nan nan]", b"[0 0 nan 842]", b"[0 0 1e400 842]", b"[0 0 0.000001 0.000001]",
    b"[0 0 595]", b"[0 0 595 842 5 6]", b"[]", b"[(a)(b)(c)(d)]", b"[/A/B/C/D]", b"595", b"null", b"<<>>", b"[[0 0] [1 1] 2 3]",
    b"[0 0 99999999999999999999 99999999999999999999]", b"[0 0 .. --]", b"[1e-40 1e-40 2e-40 2e-40]", b"",
)  # fmt: skip
TURNS = (
    b"45",
    b"-90",
    b"91",
    b"1e9",
    b"-2147483648",
    b"99999999999999999999",
    b"nan",
    b"(90)",
    b"[90]",
    b"90.5",
    b"3690",
)


def absurd_boxes() -> RawPdf:
    """A page of each size that makes no sense, and one with each such box inside a sound one."""
    made = RawPdf()
    for box in BOXES:
        made.page(shown(*TEXT) + TABLE, box=box)
        made.page(shown(*TEXT) + TABLE, b"/CropBox" + (box or b"[]"))
        made.page(shown(*TEXT) + TABLE, b"/CropBox[0 0 595 842]/BleedBox%s/UserUnit 1e30" % (box or b"[]"), box=box)
    return made


def empty_absurd_boxes() -> RawPdf:
    """The same sizes without any text, so that the page is drawn to see whether it is blank."""
    made = RawPdf()
    for box in BOXES:
        made.page(b"0 0 9999 9999 re f", box=box)
        made.page(b"", b"/UserUnit 1e9", box=box)
    return made


def absurd_turns() -> RawPdf:
    """Pages turned by what is no quarter turn."""
    made = RawPdf()
    for turn in TURNS:
        made.page(shown(*TEXT) + TABLE, b"/Rotate " + turn)
    for turn in (b"90", b"180", b"270"):
        made.page(shown(*TEXT) + TABLE, b"/Rotate " + turn, box=b"[595 842 0 0]")
    return made


def absurd_matrices() -> RawPdf:
    """Text and rules under matrices, sizes and spacings that make no sense."""
    made = RawPdf()
    for matrix in (
        b"0 0 0 0 0 0", b"1e20 0 0 1e20 0 0", b"1 0 0 1 1e30 1e30", b"-1 0 0 -1 0 0", b"1e-20 0 0 1e-20 0 0",
        b"nan 0 0 nan 0 0", b"1 0 0 0 0 0", b"0 1 -1 0 0 0", b"1e400 0 0 1 0 0", b"3.4e38 3.4e38 3.4e38 3.4e38 3.4e38 3.4e38",
    ):  # fmt: skip
        made.page(b"q " + matrix + b" cm " + shown(*TEXT) + TABLE + b" Q")
        text = shown(*TEXT).replace(b"Td", b"Td " + matrix + b" Tm", 1)
        made.page(text + TABLE)
    for size in (0, -11, 1e-30, 1e9, 1e38):
        made.page(shown(*TEXT, size=size) + TABLE)
    for state in (
        b"1e9 Tc",
        b"-1e9 Tw",
        b"0 Tz",
        b"-100 Tz",
        b"1e30 Tz",
        b"1e9 Ts",
        b"1e38 TL",
        b"nan Tc",
        b"7 Tr",
        b"99 Tr",
    ):
        made.page(state + b" " + shown(*TEXT) + TABLE)
    made.page(b"BT /F1 11 Tf 70 700 Td [(KS)1e30(ber)-1e30(om)nan(mer)] TJ ET " + TABLE)
    return made


def one_long_line() -> RawPdf:
    """One string of ten megabytes on one line."""
    made = RawPdf()
    sentence = "KS ber regjeringen om midler. "
    made.page(made.stream(shown(sentence * (10_000_000 // len(sentence))), packed=True))
    return made


def one_long_word() -> RawPdf:
    """A word of two million letters."""
    made = RawPdf()
    made.page(made.stream(shown("a" * 2_000_000), packed=True))
    return made


def one_crowded_page(characters: int = 1_000_000) -> RawPdf:
    """A page of a million characters in lines, and a sound one."""
    made = RawPdf()
    line = "Kommunene forventer at staten dekker utgiftene, og KS ber om {} mill. kroner i 2025."
    lines = [line.format(i) for i in range(characters // len(line))]
    made.page(made.stream(shown(*lines, size=1, step=0.06), packed=True))
    made.page(shown(*TEXT))
    return made


def one_spot() -> RawPdf:
    """Fifty thousand words on one spot."""
    made = RawPdf()
    made.page(made.stream(shown(*(f"ord{i}" for i in range(50_000)), step=0), packed=True))
    return made


def scattered_letters() -> RawPdf:
    """Sixty thousand letters strewn over the page, each a line of its own."""
    made = RawPdf()
    pieces = (
        b"1 0 0 1 %g %g Tm(%c)Tj" % (20 + i * 7919 % 550, 20 + (i * 104729 % 800_000) / 1000, 97 + i % 26)
        for i in range(60_000)
    )
    made.page(made.stream(b"BT /F1 6 Tf " + b"\n".join(pieces) + b" ET", packed=True))
    return made


def many_fonts() -> RawPdf:
    """A font and a size of its own for each of five thousand words."""
    made = RawPdf()
    fonts = b"".join(b"/F%d %s" % (i, FONT.replace(b"Helvetica", b"Font%d" % i)) for i in range(5000))
    shows = b"".join(b"BT /F%d %g Tf 70 %g Td(ord)Tj ET\n" % (i, 5 + i % 97 / 10, 800 - i * 0.15) for i in range(5000))
    made.page(made.stream(shows + TABLE, packed=True), resources=b"/Font<<%s>>" % fonts)
    return made


def many_paths() -> RawPdf:
    """Three hundred thousand rules, crossing, and a path of half a million points."""
    made = RawPdf()
    rules = b"".join(
        b"%g 20 m %g 800 l S 20 %g m 570 %g l S\n" % (20 + i % 5000 / 9, 20 + i % 5000 / 9, 20 + i % 7000 / 9, 20 + i % 7000 / 9)
        for i in range(150_000)
    )  # fmt: skip
    made.page(made.stream(shown(*TEXT) + rules, packed=True))
    points = b"".join(b"%d %d l " % (i * 7919 % 595, i * 104729 % 842) for i in range(500_000))
    made.page(
        made.stream(
            shown("Neste side har samme tekst, men ikke som topptekst.", *TEXT) + b"0 0 m " + points + b"S " + TABLE,
            packed=True,
        )
    )
    return made


def dense_grid() -> RawPdf:
    """A grid of four hundred by four hundred cells, each with a figure in it."""
    made = RawPdf()
    rules = b"".join(
        b"%g 20 m %g 820 l S 20 %g m 570 %g l S\n" % (20 + i * 1.375, 20 + i * 1.375, 20 + i * 2, 20 + i * 2)
        for i in range(401)
    )
    cells = b"".join(
        b"1 0 0 1 %g %g Tm(7)Tj\n" % (20.4 + x * 1.375, 20.5 + y * 2)
        for x in range(0, 400, 3)
        for y in range(0, 400, 3)
    )
    made.page(made.stream(rules + b"BT /F1 1 Tf " + cells + b" ET", packed=True))
    return made


def many_links() -> RawPdf:
    """Fifty thousand links over the text, among them some with absurd areas and targets."""
    made = RawPdf()
    areas = (b"[70 700 400 800]", b"[0 0 1e9 1e9]", b"[]", b"[nan 0 1 1]", b"[400 800 70 700]")
    targets = (
        b"(http://example.org/%d)",
        b"(javascript:alert\\(1\\))",
        b"(%s)" % (b"x" * 3000),
        b"<FEFF>",
        b"()",
        b"(\\000\\377)",
    )
    links = [
        made.add(
            b"<</Type/Annot/Subtype/Link/Rect%s/A<</S/URI/URI%s>>>>"
            % (
                areas[i % len(areas)],
                (targets[i % len(targets)] % i) if i % len(targets) == 0 else targets[i % len(targets)],
            )
        )
        for i in range(50_000)
    ]
    made.page(shown(*TEXT, *TEXT, *TEXT), b"/Annots[%s]" % b" ".join(b"%d 0 R" % n for n in links))
    return made


def many_pictures() -> RawPdf:
    """One picture drawn twenty thousand times, and pictures that say they are enormous."""
    made = RawPdf()
    small = made.stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    made.page(
        made.stream(b"q 500 0 0 700 40 40 cm /I Do Q " * 20_000, packed=True),
        resources=b"/XObject<</I %d 0 R>>" % small,
    )
    for size, filters in (
        (b"/Width 100000/Height 100000", b""), (b"/Width 2147483647/Height 2147483647", b""), (b"/Width -1/Height -1", b""),
        (b"/Width 60000/Height 60000", b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"),
        (b"/Width 60000/Height 60000", b"/Filter/JBIG2Decode"), (b"/Width 60000/Height 60000", b"/Filter/JPXDecode"),
        (b"/Width 60000/Height 60000", b"/Filter/DCTDecode"), (b"/Width 9/Height 9", b"/SMask 9999 0 R"),
    ):  # fmt: skip
        entries = b"/Type/XObject/Subtype/Image%s%s/ColorSpace/DeviceRGB/BitsPerComponent 8" % (size, filters)
        image = made.stream(b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 64, entries)
        made.page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject<</I %d 0 R>>" % image)
    return made


def forms_in_a_ring() -> RawPdf:
    """Forms that draw themselves and one another, and one that is drawn two to the power of twelve times."""
    made = RawPdf()
    entries = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A 20 0 R/B 21 0 R>>/Font<</F1 %s>>>>"
        % FONT
    )
    made.put(20, stream(b"/A Do /B Do " + shown(*TEXT) + TABLE, entries))
    made.put(21, stream(b"/A Do /A Do /B Do ", entries))
    made.page(b"/A Do /B Do", resources=b"/XObject<</A 20 0 R/B 21 0 R>>")
    for level in range(12):
        inner = b"/Resources<</XObject<</X %d 0 R>>/Font<</F1 %s>>>>" % (101 + level, FONT)
        made.put(100 + level, stream(b"/X Do /X Do ", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner))
    made.put(
        112, stream(shown("Bombe"), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 %s>>>>" % FONT)
    )
    made.page(shown(*TEXT) + TABLE + b" /X Do", resources=b"/XObject<</X 100 0 R>>/Font<</F1 %s>>" % FONT)
    return made


def patterns_in_a_ring() -> RawPdf:
    """Patterns, soft masks and letters (Type 3) that are drawn with themselves."""
    made = RawPdf()
    resources = b"/Font<</F1 22 0 R/F2 %s>>/Pattern<</P 20 0 R>>/ExtGState<</G 21 0 R>>/XObject<</X 24 0 R>>" % FONT
    made.put(
        20,
        stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1e-9/YStep 0/Resources<<%s>>" % resources,
        ),
    )
    made.put(21, b"<</SMask<</S/Alpha/G 24 0 R>>/Font[22 0 R 12]>>")
    made.put(
        22,
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[0 0 0 0 0 0]/FirstChar 0/LastChar 255/Widths[1e9]/CharProcs<</a 23 0 R>>/Encoding<</Differences[75/a 83/a]>>/Resources<<%s>>>>"
        % resources,
    )
    made.put(23, stream(b"1 0 d0 BT /F1 9 Tf (KS) Tj ET"))
    made.put(
        24,
        stream(
            b"/G gs /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency>>/Resources<<%s>>" % resources,
        ),
    )
    made.page(b"/G gs " + shown(*TEXT) + TABLE + b"/Pattern cs /P scn 0 0 999 999 re f /X Do", resources=resources)
    return made


FONTS = (
    b"null", b"(x)", b"<<>>", b"<</Type/Font>>", b"<</Type/Font/Subtype/Type0>>", b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[]>>",
    b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts 20 0 R>>", b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 20 0 R/DescendantFonts[20 0 R]>>",
    b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar -5/LastChar 999999999/Widths[1]>>", b"<</Type/Font/Subtype/Type1/BaseFont 20 0 R/Encoding 20 0 R/Widths 20 0 R>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/A/Encoding<</Differences[0/a -5/b 999999/c (d) 20 0 R]>>>>", b"<</Type/Font/Subtype/Type3>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/A/FirstChar 0/LastChar 255/Widths[%s]>>" % (b"1e38 -1e38 nan (a) " * 64),
    b"<</Type/Font/Subtype/Type1/BaseFont/A/FontDescriptor<</Ascent 1e30/Descent 1e30/FontBBox[nan 0 0 1e30]/Flags -1/FontFile 21 0 R>>>>",
    b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor<</Ascent nan/Descent -1e30/FontBBox 20 0 R/FontFile2 21 0 R>>>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/A/FontDescriptor<</FontFile3 21 0 R/MissingWidth 1e38>>/ToUnicode 21 0 R>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 22 0 R>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 23 0 R>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 24 0 R>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 23 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo 20 0 R/DW 1e38/W[0 99999999 5 3[1 2 (a)] 20 0 R]>>]>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniGB-UTF16-V/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/W2[0 99999999 1 1 1]/CIDToGIDMap 21 0 R>>]>>",
)  # fmt: skip


def broken_fonts() -> RawPdf:
    """Fonts, font programs and maps to Unicode that are none."""
    made = RawPdf()
    made.put(20, b"20 0 R")
    made.put(21, stream(b"\0\1\0\0\377\377" + bytes(range(256)) * 8, b"/Length1 -5/Length2 99999999"))
    made.put(
        22,
        stream(
            b"begincmap 1 begincodespacerange <00><ff> endcodespacerange 1 beginbfrange <00><ffffffff> <0041> endbfrange endcmap"
        ),
    )
    surrogates = b"".join(
        b"<%02x> <%s>\n"
        % (code, (b"d800", b"dc00", b"0000", b"fffe", b"202e", b"d83dde00", b"", b"00410301")[code % 8])
        for code in range(256)
    )
    made.put(
        23,
        stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00><ff> endcodespacerange 256 beginbfchar\n"
            + surrogates
            + b"endbfchar endcmap"
        ),
    )
    made.put(24, stream(b"begincmap /Own usecmap 1 beginbfchar <4b> <%s> endbfchar endcmap" % (b"0041" * 100_000)))
    for font in FONTS:
        made.page(shown(*TEXT) + TABLE, resources=b"/Font<</F1 %s>>" % font)
    return made


ACTIONS = (
    b"<</S/JavaScript/JS(while\\(true\\){app.alert\\('x'\\)})>>", b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>",
    b"<</S/URI/URI(file:///etc/passwd)>>", b"<</S/GoToR/F(\\\\\\\\host\\\\share\\\\x.pdf)/D[0/Fit]>>", b"<</S/SubmitForm/F(http://example.org/x)>>",
    b"<</S/ImportData/F(/etc/passwd)>>", b"<</S/GoToE/T 50 0 R>>", b"<</S/Named/N/Print/Next 51 0 R>>", b"<</S/Rendition/JS(x)>>",
)  # fmt: skip


def actions_and_attachments() -> RawPdf:
    """Scripts, programs to be started, forms to be sent, files within the file, and an XFA form."""
    made = RawPdf()
    made.put(50, b"<</R/C/N(x)/T 50 0 R>>")
    made.put(51, b"<</S/Named/N/Print/Next 51 0 R>>")
    inner = plain().bytes().replace(TEXT[0].encode("cp1252"), b"VEDLEGGETS HEMMELIGE TEKST".ljust(len(TEXT[0])))
    attached = made.stream(inner, b"/Type/EmbeddedFile/Subtype/application#2Fpdf", packed=True)
    spec = made.add(b"<</Type/Filespec/F(../../../etc/cron.d/x)/UF(../x.pdf)/EF<</F %d 0 R>>>>" % attached)
    xfa = made.stream(b"<xdp:xdp xmlns:xdp='x'><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;</xdp:xdp>")
    made.catalog = (
        b"/OpenAction %s/AA<</WC %s/DS %s>>/Names<</EmbeddedFiles<</Names[(x) %d 0 R]>>/JavaScript<</Names[(y) %s]>>>>"
        b"/AcroForm<</XFA %d 0 R/Fields[]/NeedAppearances true>>/NeedsRendering true/Collection<<>>"
        % (ACTIONS[0], ACTIONS[1], ACTIONS[0], spec, ACTIONS[0], xfa)
    )
    links = b"".join(b"<</Type/Annot/Subtype/Link/Rect[70 700 400 800]/A %s>>" % action for action in ACTIONS)
    file = (
        b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS %d 0 R>><</Type/Annot/Subtype/Screen/Rect[0 0 9 9]/AA<</PO %s>>>>"
        % (spec, ACTIONS[1])
    )
    made.page(shown(*TEXT) + TABLE, b"/AA<</O %s/C %s>>/Annots[%s%s]" % (ACTIONS[0], ACTIONS[1], links, file))
    return made


def endless_pages_of_marks() -> RawPdf:
    """Sixty pages of footnote marks, bullets, hyphens and page numbers, and nothing else."""
    made = RawPdf()
    for number in range(60):
        lines = [f"{i} " + "1) • - a) – 12 ¹ -" * 3 for i in range(60)]
        made.page(shown(*lines, size=9, step=12) + shown(f"{number + 1}", top=20), box=A4)
    return made

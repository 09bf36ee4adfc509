"""A page's glyphs through PDFium, as arrays: what each is, its edges, its baseline and its font.

PDFium has no call for all glyphs of a page, so that three calls a glyph are made; they are made without ctypes' checks of
argument types, which take longer than the calls themselves, and all reckoning is done on whole pages.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from konsultnlp.pdf.bare import bare, handle
from konsultnlp.pdf.model import LIGATURES, SYMBOL_BLANKS

Floats = npt.NDArray[np.float64]

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique", "kursiv")
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
# PDFium writes a hyphen at a line end as U+0002 or U+FFFE; private-use glyphs of Symbol and Wingdings are bullets.
_HYPHEN_MARKS = {0x02, 0xFFFE}
FULL_TURN = 2 * math.pi
NO_FONT = -1
LEVEL = 0.2
"""Writing turned by less than this many radians is level."""


@dataclass(frozen=True, slots=True)
class Font:
    """A text object's font as far as the layout needs it."""

    name: str
    bold: bool
    italic: bool
    size: float
    descent: float


@dataclass(slots=True)
class Glyphs:
    """A page's glyphs in drawing order.

    Attributes:
        texts: What each stands for; empty where white space or a line end was drawn.
        x0: Left edges.
        x1: Right edges.
        baselines: Distances of the baselines from the page's top.
        begins: Where their advance begins: a slanted "f" reaches out to the left of it, over the space before it.
        font_ids: Indices of their fonts; `NO_FONT` where white space was drawn.
        fonts: The fonts.
    """

    texts: list[str]
    x0: Floats
    x1: Floats
    baselines: Floats
    begins: Floats
    font_ids: npt.NDArray[np.intp]
    fonts: list[Font]

    def font(self, index: int) -> Font:
        """The font of one glyph."""
        return self.fonts[int(self.font_ids[index])]


class Frame:
    """From PDF user space to points from the displayed page's top left corner, as pdfplumber counts them."""

    def __init__(self, page: Any) -> None:
        self.left, self.low, right, high = page.get_mediabox()
        self.rotation = page.get_rotation()
        width, height = right - self.left, high - self.low
        self.width, self.height = (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: Any, y: Any) -> tuple[Any, Any]:
        """One point, or an array of them."""
        x, y = x - self.left, y - self.low
        if self.rotation == 90:
            x, y = y, self.height - x
        elif self.rotation == 180:
            x, y = self.width - x, self.height - y
        elif self.rotation == 270:
            x, y = self.width - y, x
        return x, self.height - y

    def box(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """A box, whichever way the page is turned."""
        (xa, ya), (xb, yb) = self.point(left, low), self.point(right, high)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


@cache
def _calls() -> tuple[Any, Any, Any]:
    return (
        bare("FPDFText_GetTextObject", ctypes.c_void_p),
        bare("FPDFText_GetCharOrigin"),
        bare("FPDFText_GetLooseCharBox"),
    )


def read_glyphs(textpage: Any, frame: Frame) -> Glyphs:
    """The glyphs of a page.

    Args:
        textpage: PDFium's handle of the page's text.
        frame: The page's frame.
    """
    chars, kept = _drawn(textpage, _codes(textpage))
    objects, places = _places(textpage, kept, chars)
    fonts = _Fonts(textpage, frame)
    ids = fonts.ids(kept, objects)
    texts = ["" if i == NO_FONT else c for c, i in zip(chars, ids, strict=True)]
    if not LIGATURES.keys().isdisjoint(map(ord, set(chars) - {""})):
        texts = [t.translate(LIGATURES) for t in texts]
    font_ids = np.array(ids, np.intp)
    boxes = places["box"].astype(np.float64)
    xa, _ = frame.point(boxes[:, 0], boxes[:, 3])
    xb, _ = frame.point(boxes[:, 2], boxes[:, 1])
    begins, baselines = frame.point(places["x"], places["y"])
    glyphs = Glyphs(texts, np.minimum(xa, xb), np.maximum(xa, xb), baselines, begins, font_ids, fonts.fonts)
    # One glyph that stands for several letters (a ligature) comes as several, each on the same spot.
    spots = places[["x", "y"]]
    again = (spots[1:] == spots[:-1]) & (font_ids[1:] != NO_FONT) & (font_ids[:-1] != NO_FONT)
    repeats = [i for i in (np.flatnonzero(again) + 1).tolist() if objects[i] == objects[i - 1]]
    return _without(glyphs, repeats, chars) if repeats else glyphs


def _without(glyphs: Glyphs, repeats: Sequence[int], chars: Sequence[str]) -> Glyphs:
    """Glyphs with the letters of ``repeats`` laid into the ones before."""
    texts, x1 = glyphs.texts, glyphs.x1
    first = last = -1
    for at in repeats:
        if at - 1 != last:
            first = at - 1
        last = at
        texts[first] += chars[at]
        x1[first] = max(x1[first], x1[at])
    keep = np.ones(len(texts), bool)
    keep[repeats] = False
    return Glyphs(
        list(compress(texts, keep.tolist())), glyphs.x0[keep], x1[keep], glyphs.baselines[keep], glyphs.begins[keep],
        glyphs.font_ids[keep], glyphs.fonts,
    )  # fmt: skip


def _codes(textpage: Any) -> Sequence[int]:
    """The page's code points, one for each of PDFium's character indices."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ()
    units = (ctypes.c_ushort * (count + 2))()
    if raw.FPDFText_GetText(textpage, 0, count, units) == count + 1:
        codes = list(units[:count])
        if not any(_is_half(code) for code in set(codes)):
            return codes
    # Some characters are left out of the text, or take two places in it: it has other indices.
    return [raw.FPDFText_GetUnicode(textpage, i) for i in range(count)]


def _is_half(code: int) -> bool:
    """Whether a code is half of a character beyond the first 65536."""
    return 0xD800 <= code <= 0xDFFF


def _drawn(textpage: Any, codes: Sequence[int]) -> tuple[list[str], list[int]]:
    """The characters that are drawn, blank ones as empty strings, and their indices.

    Spaces and line ends that PDFium puts in are left out: the gaps tell more.
    """
    generated = bare("FPDFText_IsGenerated")
    text = handle(textpage)
    known = {code: _char(code) for code in set(codes)}
    chars: list[str] = []
    kept: list[int] = []
    for index, code in enumerate(codes):
        char = known[code]
        if char or generated(text, index) != 1:
            chars.append(char)
            kept.append(index)
    return chars, kept


def _char(code: int) -> str:
    if code in _HYPHEN_MARKS:
        return "-"
    if code in SYMBOL_BLANKS or _is_half(code):
        return ""
    char = chr(code)
    return "" if char.isspace() or unicodedata.category(char) in ("Cc", "Cn") else char


_PLACE = np.dtype([("x", np.float64), ("y", np.float64), ("box", np.float32, 4)])
"""What PDFium tells of a glyph: where it begins, and its box (left, top, right, bottom)."""


def _places(textpage: Any, kept: Sequence[int], chars: Sequence[str]) -> tuple[list[int], npt.NDArray[np.void]]:
    """For each character its text object (0 for blank ones) and its place."""
    object_of, origin_of, box_of = _calls()
    text = handle(textpage)
    told = ctypes.create_string_buffer(_PLACE.itemsize)
    x, y, box = (ctypes.byref(told, field[1]) for field in (_PLACE.fields or {}).values())
    nowhere = bytes(_PLACE.itemsize)
    objects: list[int] = []
    places: list[bytes] = []
    for index, char in zip(kept, chars, strict=True):
        obj = object_of(text, index) if char else None
        if not obj:
            objects.append(0)
            places.append(nowhere)
            continue
        origin_of(text, index, x, y)
        box_of(text, index, box)
        objects.append(obj)
        places.append(told.raw)
    return objects, np.frombuffer(b"".join(places), _PLACE)


class _Fonts:
    """The fonts of a page, told by text object: all glyphs of one have one font and one size."""

    def __init__(self, textpage: Any, frame: Frame) -> None:
        self.fonts: list[Font] = []
        self._textpage = textpage
        self._upright = math.radians(-frame.rotation % 360)  # PDFium counts clockwise
        self._faces: dict[int, tuple[str, bool, bool, float]] = {}
        self._known: dict[tuple[int, float], int] = {}

    def ids(self, kept: Sequence[int], objects: Sequence[int]) -> list[int]:
        """Indices of the glyphs' fonts in ``fonts``; `NO_FONT` for blank glyphs, and where writing runs up the margin.

        Args:
            kept: PDFium's indices of the glyphs.
            objects: Their text objects.
        """
        of_object = {0: NO_FONT}
        for index, obj in zip(kept, objects, strict=True):
            if obj not in of_object:
                of_object[obj] = self._id(index, obj)
        return [of_object[obj] for obj in objects]

    def _id(self, index: int, obj: int) -> int:
        size = raw.FPDFText_GetFontSize(self._textpage, index)
        matrix = raw.FS_MATRIX()
        turned = 0.0
        if raw.FPDFText_GetMatrix(self._textpage, index, matrix):
            scale = (matrix.c**2 + matrix.d**2) ** 0.5
            size *= scale if scale > 0 else 1.0
            turned = abs(math.atan2(matrix.c, matrix.a) % FULL_TURN - self._upright) % FULL_TURN
        if LEVEL < turned < FULL_TURN - LEVEL:
            return NO_FONT
        font = raw.FPDFTextObj_GetFont(ctypes.cast(obj, raw.FPDF_PAGEOBJECT))
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = _face(self._textpage, index, font)
        if (key, size) not in self._known:
            self._known[key, size] = len(self.fonts)
            self.fonts.append(Font(face[0], face[1], face[2], size, face[3]))
        return self._known[key, size]


def _face(textpage: Any, index: int, font: Any) -> tuple[str, bool, bool, float]:
    """A font's name, whether it is bold and italic, and how deep it reaches below the line."""
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, buffer, 256, flags)
    name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    low = name.lower()
    # pdfplumber's boxes follow the font descriptor, and ours shall be the same. Where the descriptor says 0 and 0, PDFium
    # puts the height of "A" and the depth of "g", and a height below 0.7 em is never a font's ascent.
    ascent, descent = ctypes.c_float(), ctypes.c_float()
    found = (
        font
        and raw.FPDFFont_GetDescent(font, 1000.0, descent)
        and raw.FPDFFont_GetAscent(font, 1000.0, ascent)
        and ascent.value >= 700
        and descent.value > -295  # a deeper one is the font box, put in for a missing value
    )
    depth = abs(descent.value) / 1000.0 if found else 0.0
    weight = raw.FPDFText_GetFontWeight(textpage, index)
    bold = any(b in low for b in _BOLD) or bool(flags.value & _FORCE_BOLD) or weight >= 600
    italic = any(i in low for i in _ITALIC) or bool(flags.value & _ITALIC_FLAG)
    return name, bold, italic, min(depth, 0.5)

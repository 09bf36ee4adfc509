"""Tesseract, the OCR engine: is it there, with its Norwegian data, and what does it read in a picture?

Tesseract itself is a program of the system (the README says how to install it); `pytesseract` (extra ``ocr``) runs it. Its
hOCR output is used because it alone gives the box of every character, the baseline and the height of every line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from konsultnlp.pdf.scan_image import Gray

LANGUAGE = "nor"
"""Tesseract's Norwegian data, for bokmål and nynorsk alike."""
PAGE_SECONDS = 180
"""A page that takes longer is given up."""
START_SECONDS = 60
"""Within which Tesseract must say which languages it has."""
DPI = 300
"""Resolution at which pages are read: Tesseract is trained for letters of 20 to 40 pixels."""
_PACKAGES = ("pytesseract", "cv2")
# Where the installer for Windows puts Tesseract, which it does not add to the search path.
_WINDOWS_FOLDERS = ("ProgramFiles", "LOCALAPPDATA", "ProgramFiles(x86)")
_LINE_CLASSES = {"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"}
_DESCENDERS = frozenset("gjpqyQJ")
_MIN_FEET = 3
_TITLE = regex.compile(r"(\w+)((?: -?[\d.]+)+)")


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as Tesseract reads it.

    Attributes:
        text: Its characters; ``x0s`` and ``x1s`` hold one edge each for every one of them, in pixels.
        tops: Top of each character's box.
        feet: Bottom of each character's box.
        top: Top of its box, in pixels.
        bottom: Bottom of its box.
        confidence: 0 to 100, Tesseract's own estimate.
        rise: How high it is raised above the line, in pixels.
        scale: Its size as a share of the line's.
    """

    text: str
    x0s: tuple[float, ...]
    x1s: tuple[float, ...]
    tops: tuple[float, ...]
    feet: tuple[float, ...]
    top: float
    bottom: float
    confidence: float
    rise: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of words with its measures in pixels.

    Attributes:
        words: From left to right.
        baseline: Where the letters stand at the line's left end, from the picture's top.
        slope: Pixels by which the baseline falls for each pixel to the right.
        x0: Left edge of the line.
        height: From the top of "l" to the foot of "p".
        descent: From the baseline to the foot of "p".
    """

    words: tuple[OcrWord, ...]
    baseline: float
    slope: float
    x0: float
    height: float
    descent: float


@cache
def why_not() -> str:
    """Why pages cannot be read by OCR here, in a few words that say what to do; empty where they can."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        return 'install the extra: python -m pip install "konsultnlp[ocr]" (README: Scans)'
    program = _program()
    if not program:
        return "the program Tesseract is not installed (README: Scans)"
    try:
        # Asked without pytesseract, which loads pandas: most runs meet no scan.
        said = subprocess.run([program, "--list-langs"], capture_output=True, timeout=START_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return f"Tesseract does not start ({' '.join(str(error).split())[:80]})"
    languages = (said.stdout + said.stderr).decode("utf-8", "replace").split()
    return "" if LANGUAGE in languages else f"Tesseract lacks its Norwegian data, {LANGUAGE!r} (README: Scans)"


def _program() -> str:
    found = shutil.which("tesseract")
    if found or sys.platform != "win32":
        return found or ""
    folders = (Path(os.environ[name]) for name in _WINDOWS_FOLDERS if name in os.environ)
    places = (f / part / "tesseract.exe" for f in folders for part in ("Tesseract-OCR", "Programs/Tesseract-OCR"))
    return next((str(p) for p in places if p.exists()), "")


def read_lines(picture: Gray) -> list[OcrLine]:
    """The lines that Tesseract finds in a picture of `DPI`.

    Raises:
        RuntimeError: Tesseract failed, or took longer than `PAGE_SECONDS`.
    """
    import pytesseract
    from PIL import Image

    pytesseract.pytesseract.tesseract_cmd = _program()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for one another longer than they work
    hocr: Any = pytesseract.image_to_pdf_or_hocr(
        Image.fromarray(picture),
        lang=LANGUAGE,
        extension="hocr",
        config=f"--psm 3 --dpi {DPI} -c hocr_char_boxes=1",
        timeout=PAGE_SECONDS,
    )
    return parse_hocr(hocr)


def parse_hocr(hocr: bytes) -> list[OcrLine]:
    """Lines of Tesseract's hOCR with boxes of characters (`the format <http://kba.github.io/hocr-spec/1.2/>`_)."""
    lines = []
    for element in ElementTree.fromstring(hocr).iter():
        if element.get("class") not in _LINE_CLASSES:
            continue
        words = tuple(w for e in element if e.get("class") == "ocrx_word" and (w := _word(e)) is not None)
        if not words:
            continue
        values = _values(element)
        x0, _, _, bottom = values["bbox"]
        slope, offset = values.get("baseline", [0.0, 0.0])
        baseline = _stands_on(words, x0, slope) or bottom + offset
        height = values.get("x_size", [bottom - values["bbox"][1]])[0]
        descent = values.get("x_descenders", [0.22 * height])[0]
        lines.append(OcrLine(words, baseline, slope, x0, height, descent))
    return lines


def _stands_on(words: Sequence[OcrWord], x0: float, slope: float) -> float:
    """Where a line's letters stand at its left end, by the feet of those without a descender; 0 where there are too few.

    Tesseract's own baseline of a short line may lie by a sixth of the size too low.
    """
    feet = [
        foot - slope * (left - x0)
        for word in words
        for char, left, foot in zip(word.text, word.x0s, word.feet, strict=True)
        if char.isalnum() and char not in _DESCENDERS
    ]
    return median(feet) if len(feet) >= _MIN_FEET else 0.0


def _values(element: ElementTree.Element) -> dict[str, list[float]]:
    return {name: [float(v) for v in numbers.split()] for name, numbers in _TITLE.findall(element.get("title") or "")}


def _word(element: ElementTree.Element) -> OcrWord | None:
    text = ""
    x0s: list[float] = []
    x1s: list[float] = []
    tops: list[float] = []
    feet: list[float] = []
    for part in element.iter():
        chars = (part.text or "") if part.get("class") == "ocrx_cinfo" else ""
        if not chars or chars.isspace():
            continue
        left, high, right, low = _values(part)["x_bboxes"]
        step = (right - left) / len(chars)
        for i, char in enumerate(chars):
            # Boxes of neighbours may overlap; edges never run backwards.
            x0s.append(max(left + i * step, x0s[-1]) if x0s else left)
            x1s.append(max(left + (i + 1) * step, x0s[-1]))
            tops.append(high)
            feet.append(low)
            text += char
    if not text:
        return None
    values = _values(element)
    x0, top, x1, bottom = values["bbox"]
    x0s[0], x1s[-1] = x0, max(x1, x0s[-1])
    return OcrWord(text, tuple(x0s), tuple(x1s), tuple(tops), tuple(feet), top, bottom, values.get("x_wconf", [0.0])[0])

"""What the ink of a line shows beside what Tesseract reads in it: bullets, raised marks, words run together, the size.

All measures are in pixels; shares are of the line's font size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean, median

from konsultnlp.pdf.labels import LABEL, STRONG_BULLETS
from konsultnlp.pdf.scan_image import Scan, Spot
from konsultnlp.pdf.tesseract import OcrLine, OcrWord

UNSURE = 35.0
"""Confidence below which a "word" of signs, or of one letter, is taken for dirt."""
SMALL_LETTERS = frozenset("acemnorsuvwxzæø")
TALL_LETTERS = frozenset("bdfhklABDEFGHIKLMNOPRSTUVWXYZ0123456789")
TALL = 1.47
"""How much higher a capital or figure is than a small letter, where the page does not tell."""
MANY_LETTERS = 10
MIN_LETTERS = 4
ALIKE = 0.12
# A bullet: compact or flat, before a gap wider than a word space.
BULLET_FILL = 0.6
BULLET_HEIGHT = 0.5
BULLET_GAP = (0.45, 4.5)
FLOATING_GAP = 0.2
DASH_SHAPE = 1.8
DASHES = "-–—"
SPECKS = ".,·'`´"
"""As what dirt is read; none of them begins a word or stands alone."""
DIRT = 0.008
"""A spot smaller than this share of the size's square is none of a letter."""
# A raised mark: its foot this high above the baseline, its height within this range.
MARK_RISE = 0.18
MARK_HEIGHT = (0.24, 0.52)
MARK_SCALE = 0.6
RAISED_ONE = frozenset("1Il|!'‘’´")
"""What a raised 1 is read as; a quotation mark itself is less high than a figure."""
# A gap within a word that is a space: so wide, and at least that share of the line's usual space.
SPACE = 0.13
SPACE_TO_USUAL = 0.55
SPACE_TO_LETTERS = 1.6


SHORT_WORDS = frozenset(
    [
        "av",
        "at",
        "da",
        "de",
        "dei",
        "den",
        "det",
        "ei",
        "ein",
        "en",
        "er",
        "et",
        "for",
        "fra",
        "frå",
        "i",
        "kan",
        "med",
        "men",
        "mot",
        "må",
        "og",
        "om",
        "på",
        "seg",
        "som",
        "til",
        "ved",
        "vi",
        "vil",
        "å",
    ]
)
"""Words that are most often stuck to a neighbour."""


def letter_heights(line: OcrLine) -> tuple[list[float], list[float]]:
    """How high the line's small letters are, and its tall ones."""
    small: list[float] = []
    tall: list[float] = []
    for word in line.words:
        even = all(c in SMALL_LETTERS for c in word.text)
        for char, top, foot in zip(word.text, word.tops, word.feet, strict=True):
            # Where Tesseract has lost a letter's box it gives none, or the word's.
            if foot <= top or (char in SMALL_LETTERS and top <= word.top and not even):
                continue
            if char in SMALL_LETTERS:
                small.append(foot - top)
            elif char in TALL_LETTERS:
                tall.append(foot - top)
    return small, tall


def tall_to_small(lines: Sequence[OcrLine]) -> float:
    """How much higher tall letters are than small ones on a page: 1.4 to 1.55, by its typeface."""
    pairs = [letter_heights(line) for line in lines]
    ratios = [median(t) / median(s) for s, t in pairs if len(s) >= MANY_LETTERS and len(t) >= MIN_LETTERS]
    return median(ratios) if ratios else TALL


def letter_height(line: OcrLine, ratio: float) -> float:
    """How high the line's small letters are; 0 where there are too few letters to tell.

    Args:
        line: The line.
        ratio: See `tall_to_small`: in a short line tall letters tell, too.
    """
    small, tall = letter_heights(line)
    heights = small if len(small) >= MANY_LETTERS else [*small, *(h / ratio for h in tall)]
    if len(heights) < MIN_LETTERS:
        return 0.0
    middle = median(heights)
    # Heights are whole pixels: the mean of many tells more. Boxes that hold a neighbour's stroke, too, are left out.
    return mean([h for h in heights if abs(h - middle) <= ALIKE * middle] or [middle])


def mended(line: OcrLine, size: float, scan: Scan) -> list[OcrWord]:
    """The words of a line as its ink shows them, from left to right.

    Args:
        line: What Tesseract reads.
        size: The line's font size in pixels.
        scan: The picture.
    """
    sure = (w for w in line.words if w.confidence >= UNSURE or sum(c.isalnum() for c in w.text) > 1)
    words = _apart([real for w in sure if (real := _without_phantom(w, scan)) is not None], size)
    bullet, words = _bullet(line, words, size, scan)
    made: list[OcrWord] = [] if bullet is None else [bullet]
    spaces = [b.x0s[0] - a.x1s[-1] for a, b in pairwise(words)]
    least = _least_space(words, spaces, size, scan)
    for at, word in enumerate(words):
        if not at and (mark := _raised_first(line, word, size, scan)):
            made.extend(mark)
            continue
        for part in _parted(word, least, scan):
            made.extend(_raised_last(line, part, size, scan))
    return made


def _apart(words: list[OcrWord], size: float) -> list[OcrWord]:
    """Words whose boxes overlap, set apart: that there is a space between them Tesseract knows better than where it lies."""
    for i, (word, following) in enumerate(pairwise(words)):
        right = following.x0s[0] - SPACE * size
        if word.x1s[-1] > right:
            x0s = tuple(min(x, right) for x in word.x0s)
            words[i] = replace(
                word, x0s=x0s, x1s=tuple(max(min(x, right), x0) for x, x0 in zip(word.x1s, x0s, strict=True))
            )
    return words


def _least_space(words: Sequence[OcrWord], spaces: Sequence[float], size: float, scan: Scan) -> float:
    """The least gap that is a space in this line: near its usual one, and far wider than the gaps between letters."""
    if not spaces:
        return size
    gaps = sorted(
        gap
        for word in words
        for a, b in pairwise(scan.spots(word.x0s[0], word.top, word.x1s[-1], word.bottom))
        if (gap := b.x0 - a.x1) > 0
    )
    between_letters = gaps[int(0.9 * len(gaps))] if gaps else 0
    return max(SPACE * size, SPACE_TO_USUAL * median(spaces), SPACE_TO_LETTERS * between_letters)


def _parted(word: OcrWord, least: float, scan: Scan) -> Iterator[OcrWord]:
    """A word cut where white space of at least ``least`` stands in it ("kroneri" → "kroner", "i")."""
    spots = scan.spots(word.x0s[0], word.top, word.x1s[-1], word.bottom)
    reach = spots[0].x1 if spots else 0
    start = 0
    for spot in spots[1:]:
        if spot.x0 - reach >= least:
            cut = _cut(word, (spot.x0 + reach) / 2)
            # A figure's spaces ("1 200") and a dash's are left to Tesseract.
            if start < cut < len(word.text) and word.text[cut - 1].isalpha() and word.text[cut].isalpha():
                yield _slice(word, start, cut)
                start = cut
        reach = max(reach, spot.x1)
    yield _slice(word, start, len(word.text)) if start else word


def _cut(word: OcrWord, gap: float) -> int:
    """The index of the character after a gap: the nearest border of two boxes, or one beside it that leaves a short word whole.

    Boxes of characters are guesses and may lie off by one.
    """
    borders = [abs(word.x1s[i - 1] + word.x0s[i] - 2 * gap) for i in range(1, len(word.text))]
    nearest = borders.index(min(borders)) + 1
    for cut in (nearest, nearest - 1, nearest + 1):
        if 0 < cut < len(word.text) and {word.text[:cut].lower(), word.text[cut:].lower()} & SHORT_WORDS:
            return cut
    return nearest


def _slice(word: OcrWord, start: int, end: int) -> OcrWord:
    return replace(
        word,
        text=word.text[start:end],
        x0s=word.x0s[start:end],
        x1s=word.x1s[start:end],
        tops=word.tops[start:end],
        feet=word.feet[start:end],
    )


def _without_phantom(word: OcrWord, scan: Scan) -> OcrWord | None:
    """A word without what is none of it: a dash where the paper is blank, as which Tesseract reads some wide gaps, and specks."""
    specks = len(word.text) - len(word.text.lstrip(SPECKS))
    if specks == len(word.text):
        return None
    if specks and word.text[specks].isalpha():
        return _slice(word, specks, len(word.text))
    if word.text[0] not in DASHES:
        return word
    spots = scan.spots(word.x0s[0] - 2, word.top, word.x1s[-1] + 2, word.bottom)
    if spots and spots[0].width > DASH_SHAPE * spots[0].height:
        return word
    return _slice(word, 1, len(word.text)) if len(word.text) > 1 else None


def _bullet(line: OcrLine, words: list[OcrWord], size: float, scan: Scan) -> tuple[OcrWord | None, list[OcrWord]]:
    """The bullet that opens a line, as its ink shows it, and the words after it.

    Tesseract reads bullets as letters ("e", "o"), signs or not at all, or glues them to the word.
    """
    first = next((i for i, w in enumerate(words) if sum(c.isalnum() for c in w.text) > 1 or LABEL.match(w.text)), None)
    if first is None or first > 2:
        return None, words
    word = words[first]
    top, foot = line.baseline - 0.75 * size, line.baseline + 0.1 * size
    middle = (word.top + word.bottom) / 2
    inside = scan.spots(word.x0s[0] - BULLET_GAP[1] * size, min(top, middle), word.x1s[-1], max(foot, middle))
    inside = [s for s in inside if s.area > DIRT * size * size]
    letters = [s for s in inside if s.height > BULLET_HEIGHT * size or s.fill < BULLET_FILL]
    text_x0 = min((s.x0 for s in letters), default=0)
    marks = [s for s in inside if s.x1 <= text_x0]
    if len(marks) != 1:
        return None, words
    mark = marks[0]
    flat = mark.width > DASH_SHAPE * mark.height
    # A small round mark above the baseline is no letter and no stop, however near the text it stands.
    floating = not flat and mark.bottom < line.baseline - 0.08 * size and mark.height < 0.35 * size
    least = FLOATING_GAP if floating else BULLET_GAP[0]
    if not least * size <= text_x0 - mark.x1 <= BULLET_GAP[1] * size or mark.height > BULLET_HEIGHT * size:
        return None, words
    if not flat and (mark.bottom > line.baseline + 0.05 * size or (mark.fill < BULLET_FILL and not floating)):
        return None, words
    glyph = "-" if flat else STRONG_BULLETS[0]
    bullet = OcrWord(glyph, (mark.x0,), (mark.x1,), (mark.top,), (mark.bottom,), mark.top, mark.bottom, 100.0)
    return bullet, [_without_glued(word, text_x0), *words[first + 1 :]]


def _without_glued(word: OcrWord, text_x0: float) -> OcrWord:
    """A word without the signs that stand for the bullet before it ("-Samordne", "«Redusere")."""
    drop = 0
    while drop < len(word.text) - 1 and not word.text[drop].isalnum() and word.text[drop] not in "«\"'(":
        drop += 1
    if not drop and not word.text[0].isalnum() and word.x1s[0] < text_x0:
        drop = 1
    rest = _slice(word, drop, len(word.text))
    return replace(rest, x0s=(max(rest.x0s[0], min(text_x0, rest.x1s[0])), *rest.x0s[1:]))


def _raised_last(line: OcrLine, word: OcrWord, size: float, scan: Scan) -> list[OcrWord]:
    """A word and the raised figure at its end, if the ink shows one ("kroner1" → "kroner" and "1")."""
    digits = len(word.text) - len(word.text.rstrip("0123456789"))
    if not digits and word.text[-1] in RAISED_ONE:
        digits = 1
    if not 0 < digits <= 2 or digits == len(word.text):
        return [word]
    inside = scan.spots(word.x0s[0], word.top - 0.3 * size, word.x1s[-1] + 1, word.bottom)
    last = inside[-digits:]
    if len(last) < digits or not _are_raised(line, last, size):
        return [word]
    return [
        _slice(word, 0, len(word.text) - digits),
        _mark(line, _slice(word, len(word.text) - digits, len(word.text)), last),
    ]


def _raised_first(line: OcrLine, word: OcrWord, size: float, scan: Scan) -> list[OcrWord]:
    """The raised figure that opens a footnote, and the rest of its word ("1Rekna" → "1" and "Rekna"); nothing where there is none."""
    digits = len(word.text) - len(word.text.lstrip("0123456789"))
    if not digits and word.text[0] in RAISED_ONE:
        digits = 1
    if not 0 < digits <= 2:
        return []
    first = scan.spots(word.x0s[0] - 1, word.top - 0.3 * size, word.x1s[-1] + 1, word.bottom)[:digits]
    if len(first) < digits or not _are_raised(line, first, size):
        return []
    rest = [_slice(word, digits, len(word.text))] if digits < len(word.text) else []
    return [_mark(line, _slice(word, 0, digits), first), *rest]


def _are_raised(line: OcrLine, spots: Sequence[Spot], size: float) -> bool:
    def raised(spot: Spot) -> bool:
        baseline = line.baseline + line.slope * (spot.x0 - line.x0)
        return spot.bottom < baseline - MARK_RISE * size and MARK_HEIGHT[0] * size < spot.height < MARK_HEIGHT[1] * size

    return all(raised(s) for s in spots)


def _mark(line: OcrLine, word: OcrWord, spots: Sequence[Spot]) -> OcrWord:
    text = "".join("1" if c in RAISED_ONE else c for c in word.text)
    baseline = line.baseline + line.slope * (spots[0].x0 - line.x0)
    rise = baseline - mean(s.bottom for s in spots)
    return replace(word, text=text, top=min(s.top for s in spots), rise=rise, scale=MARK_SCALE)

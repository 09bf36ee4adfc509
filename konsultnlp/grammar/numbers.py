"""Reads the numbers in a text: digits and number words, with their value.

Supports: thousands set apart by a space of any kind or a full stop ("110 000", "44.000"), decimal commas, fractions ("2 ½"), a
unit without a space ("40mill."), number words in
bokmål and nynorsk from two up ("åtte", "hundre og femti", "tjueto"), "en halv" and "en" (for a scale or per cent only).
Avoids: parts of words, codes and longer numbers ("KS2", "covid-19", "1.2.3", "1/3", "10-årsvilkår"), clock times,
ordinals ("2. konsultasjonsmøte"), telephone numbers, years (they are marked as such).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import DASH, SPACE, Spans, low, one_of


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        value: What it says.
        shape: ``digits``, ``grouped`` (set with a thousands separator), ``year`` (four digits that may be a year),
            ``word``, ``one`` ("en", "ein", "1") or ``half`` ("en halv", "halvannen").
    """

    start: int
    end: int
    value: Decimal
    shape: str


_FRACTIONS = {"½": Decimal("0.5"), "1/2": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
# Units that slips or a narrow line put right beside a number.
_GLUED = r"(?:kr|kroner|mill|million(?:er|ar)?|mrd|milliard(?:er|ar)?|pst|prosent)(?!\p{L})"
_GROUP = rf"(?:{SPACE}\d{{3}}(?!\d))"
_DIGITS = regex.compile(
    # No letter, digit or mark of a code before it; a minus only where a space or bracket stands before it.
    rf"(?<![\p{{L}}\d_/§@#]|\d[.,:]|[\p{{L}}\d]{DASH}(?<!\d{DASH}))"
    rf"(?P<sign>(?<=[\s(])[-\u2212](?=\d))?"
    rf"(?:(?P<grouped>\d{{1,3}}{_GROUP}++|\d{{1,3}}(?:\.\d{{3}})++)|(?P<plain>\d+))"
    rf"(?:(?P<fraction>,\d{{1,4}})|{SPACE}?(?P<vulgar>[½¼¾])|{SPACE}(?P<vulgar>1/2))?"
    # No further digits, no ordinal's full stop before a small letter, no "10-års", "7/10", "kl. 10.15".
    rf"(?!\d|[.,:/]\d|{DASH}\p{{L}}|{DASH}{SPACE}og\b|/|:|\)[^\s.,;:)]|(?!{_GLUED})\p{{L}})",
    regex.IGNORECASE,
)
_HALF = regex.compile(r"(?<![\p{L}\d½¼¾]|\d\s)[½¼¾](?![\p{L}\d])")
_ORDINAL = regex.compile(rf"\.{SPACE}{{0,2}}(?:\p{{Ll}}|og{SPACE}\d|{DASH})")
_POINT = regex.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.,:])")
# Numbers of telephones, accounts and organisations, and clock times: no numbers of anything.
_NO_NUMBER = regex.compile(
    rf"(?<!\p{{L}})(?:(?:tlf|telefon|telefaks|mobil|faks|konto)(?:nr|nummer)?|org\.?{SPACE}?nr|orgnummer|saksn(?:r|ummer)|postboks|isbn)\.?:?{SPACE}*"
    rf"\+?[\d{SPACE[1:-1]}./-]{{3,25}}"
    rf"|(?<!\p{{L}})(?:kl|klokken|klokka)\.?{SPACE}?\d{{1,4}}(?:[.:]\d\d)?(?:{SPACE}?{DASH}{SPACE}?\d{{1,4}}(?:[.:]\d\d)?)?"
    rf"|(?<!\d)\d{{1,2}}[.:]\d\d{SPACE}?{DASH}{SPACE}?\d{{1,2}}[.:]\d\d(?!\d)",
    regex.IGNORECASE,
)


@cache
def _words() -> tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]:
    """Number words that count, "one" words, and halves: folded form → value."""
    kinds: dict[str, dict[str, Decimal]] = {"word": {}, "one": {}, "half": {}, "hundred": {}, "scale": {}}
    for row in lexicon.table("numbers", "forms", "value", "kind"):
        for form in lexicon.forms(row["forms"]):
            kinds[row["kind"]][form] = Decimal(row["value"])
    return kinds["word"], kinds["one"], kinds["half"]


def _any(forms: Iterable[str]) -> str:
    return one_of(forms, SPACE, any_case=True)


@cache
def _word_pattern() -> regex.Pattern[str]:
    words, ones, halves = _words()
    small = _any(words)
    tens = _any(w for w, v in words.items() if v >= 20)
    units = _any([w for w, v in words.items() if v < 10] + list(ones))
    simple = rf"(?:(?:{tens})(?:{units})|{small})"
    return regex.compile(
        # "fem-seks saker" is a range; any other hyphen makes a compound.
        rf"(?<![\p{{L}}\d])(?<!(?<!(?<!\p{{L}})(?:{small})){DASH})(?:"
        rf"(?P<half>{_any(halves)})"
        rf"|(?P<many>{simple}|{_any(ones)}){SPACE}?(?P<big>hundre|tusen)(?:{SPACE}og{SPACE}(?P<rest>{simple}))?"
        rf"|(?P<big>hundre|tusen)(?:{SPACE}og{SPACE}(?P<rest>{simple}))?"
        rf"|(?P<whole>{simple}){SPACE}og{SPACE}(?:en|ein|et|eit){SPACE}halv"
        rf"|(?P<simple>{simple})|(?P<one>{_any(ones)}))"
        rf"(?![\p{{L}}\d]|{DASH}(?!(?:{small})(?!\p{{L}}))\p{{L}}|{DASH}{SPACE}og\b)",
        regex.IGNORECASE,
    )


def _word_value(word: str) -> Decimal:
    """The value of one number word, compounds such as "tjueto" and "førtifem" included."""
    words, ones, _ = _words()
    known = words | ones
    folded = low(word)
    if folded in known:
        return known[folded]
    for tens in (w for w, v in words.items() if v >= 20):
        if folded.startswith(tens) and folded[len(tens) :] in known:
            return words[tens] + known[folded[len(tens) :]]
    raise ValueError(f"no number word: {word!r}")  # the pattern is made of the same words, so this cannot be


def _worded(text: str) -> list[Number]:
    found = []
    _, _, halves = _words()
    for match in _word_pattern().finditer(text):
        shape = "word"
        if match["half"]:
            value, shape = halves[" ".join(low(match["half"]).split())], "half"
        elif match["big"]:
            value = Decimal(100 if low(match["big"]) == "hundre" else 1000)
            value *= _word_value(match["many"]) if match["many"] else 1
            value += _word_value(match["rest"]) if match["rest"] else 0
        elif match["whole"]:
            value, shape = _word_value(match["whole"]) + Decimal("0.5"), "half"
        elif match["simple"]:
            value = _word_value(match["simple"])
        else:
            value, shape = Decimal(1), "one"
        found.append(Number(match.start(), match.end(), value, shape))
    return found


MOST_DIGITS = 15
"""Of a number: the largest funds of the world have fourteen in kroner, and sums reckoned with 28 digits must hold it."""
_LONGEST = 6  # digits without a separator
_PRICE = regex.compile(
    rf"(?<!\p{{L}})kr(?:oner)?\.?{SPACE}?\d|\d(?:,{DASH}|{SPACE}?kr(?:oner)?(?!\p{{L}}))", regex.IGNORECASE
)


def _digits(text: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text):
        written = match["grouped"] or match["plain"]
        plain = "".join(filter(str.isdecimal, written))
        if len(plain) > MOST_DIGITS:
            continue
        value = Decimal(plain + (match["fraction"] or "").replace(",", "."))
        if match["vulgar"]:
            value += _FRACTIONS[match["vulgar"]]
        if match["sign"]:
            value = -value
        if match["grouped"]:
            shape = "grouped"
        elif len(plain) == 4 and plain[:2] in {"17", "18", "19", "20"} and not _is_broken(match):
            shape = "year"
        else:
            shape = "one" if value == 1 else "digits"
        if shape != "grouped" and not _is_broken(match) and _ORDINAL.match(text, match.end()):
            continue
        if (
            shape == "digits"
            and len(plain) > _LONGEST
            and not _PRICE.search(text, max(0, match.start() - 6), match.end() + 8)
        ):
            continue  # a telephone or account number
        found.append(Number(match.start(), match.end(), value, shape))
    found += [Number(*m.span(), _FRACTIONS[m.group()], "half") for m in _HALF.finditer(text)]
    return found


def _is_broken(match: regex.Match[str]) -> bool:
    return bool(match["fraction"] or match["vulgar"])


def _points(text: str) -> list[Number]:
    """Decimal points, as slips for commas; the caller takes them only before a scale, a currency or per cent."""
    return [Number(m.start(), m.end(), Decimal(m.group()), "point") for m in _POINT.finditer(text)]


def find_numbers(text: str, skip: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """All numbers in order, none within another.

    Args:
        text: Any text.
        skip: Spans whose digits are no numbers (dates, references, addresses).
    """
    barred = Spans([*skip, *(m.span() for m in _NO_NUMBER.finditer(text))])
    out: list[Number] = []
    for number in sorted((*_digits(text), *_points(text), *_worded(text)), key=lambda n: (n.start, -n.end)):
        if (not out or number.start >= out[-1].end) and not barred.touch(number.start, number.end):
            out.append(number)
    return out

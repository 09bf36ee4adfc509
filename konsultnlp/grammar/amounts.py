"""Reads amounts: money in kroner, percentages, and counts of things, with bounds, ranges and rates.

Supports: "400 mill. kroner", "kr 250 000,-", "2 mrd.", "ein milliard", "mellom 12 og 18 mrd. kroner", "8–12 %", "30 til 35",
"henholdsvis 1 200 og 1 450 mill. kroner" (two amounts), "seks vedtatte lokale planer", a unit that stands with an earlier amount ("2 150
plasser … mot 1 980 i fjor"), fractions ("1–1½ prosent"), figures misread by OCR; bokmål and nynorsk.
Avoids: durations, ages, dates, years, times, frequencies, numbers of sections, papers, chapters, tables, telephones and
list items; other countries' money.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from konsultnlp.grammar.amount_context import per_of, price_year, price_year_at, qualifier_of
from konsultnlp.grammar.amount_ellipsis import LEAST_COUNT, carried, is_part_of
from konsultnlp.grammar.amount_units import GAP, Quantity, of_nouns, read_quantity
from konsultnlp.grammar.atoms import DASH, SPACE
from konsultnlp.grammar.counted_nouns import counted_noun, is_label
from konsultnlp.grammar.dates import date_spans
from konsultnlp.grammar.misread import as_meant
from konsultnlp.grammar.numbers import Number, find_numbers
from konsultnlp.grammar.references import reference_spans

__all__ = ["AmountHit", "find_amounts", "price_year"]


@dataclass(frozen=True, slots=True)
class AmountHit:
    """An amount.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        text: The shortest phrase with number, scale and unit.
        kind: ``money``, ``percent`` or ``count``.
        value: In kroner, per cent or things.
        value_max: The upper end of a range.
        unit: ``NOK``, ``%`` or the counted noun as written.
        per: ``year``, ``day``, ``month``, ``person`` or empty.
        qualifier: ``about``, ``at_least``, ``at_most``, ``over``, ``under``, ``nearly`` or empty.
        price_year: The year whose prices are meant.
        rule: ``money``, ``percent``, ``count``, each with ``-carried`` where the unit stands with an earlier amount, and
            ``-range`` where it has two ends.
    """

    start: int
    end: int
    text: str
    kind: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    per: str
    qualifier: str
    price_year: int | None
    rule: str


# ----------------------------------------------------------------------------------------------------------
# Numbers that share a unit

_TO = regex.compile(
    rf"{GAP}(?:(?P<dash>{DASH})|{SPACE}(?P<to>til|t\.o\.m\.|opp{SPACE}til){SPACE}){GAP}|{SPACE}(?P<to>til){SPACE}"
)
_AND = regex.compile(
    rf"(?P<comma>,){SPACE}|{SPACE}(?P<word>og|eller|respektive){SPACE}(?:(?:om{SPACE}lag|ca\.?|rundt|nærmere){SPACE})?"
)
_OUT_OF = regex.compile(
    rf"{SPACE}av{SPACE}(?:de{SPACE}|dei{SPACE}|i{SPACE}alt{SPACE}|totalt{SPACE})?", regex.IGNORECASE
)
_MELLOM = regex.compile(
    rf"(?<!\p{{L}})mellom{SPACE}(?:(?:om{SPACE}lag|ca\.?|rundt|kring|kr\.?|kroner){SPACE})?\Z", regex.IGNORECASE
)
_FRA = regex.compile(
    rf"(?<!\p{{L}})(?:fra|frå){SPACE}(?:(?:om{SPACE}lag|ca\.?|rundt|kr\.?|kroner){SPACE})?\Z", regex.IGNORECASE
)
# "høvesvis 2 290 til kommunane og 1 591 mill. kroner til …": words may stand between the two.
_EACH = regex.compile(
    rf"(?<!\p{{L}})(?:henholdsvis|høvesvis|respektive|hhv\.?){SPACE}(?:[^.;:\n]{{0,40}}{SPACE})?\Z", regex.IGNORECASE
)
_EACH_AND = regex.compile(rf"{SPACE}[^\d.;:\n]{{1,50}}{SPACE}og{SPACE}(?:[^\d.,;:\n]{{1,20}}{SPACE})?")
# Verbs of change: "øke fra 20 til 40 prosent" names two amounts, "varierer fra 5 til 10" a range.
_CHANGE = regex.compile(
    r"(?<!\p{L})(?:øk|auk|hev|redus|senk|sett|gå|gått|gik|gjekk|gjeng|stig|steg|vaks|voks|veks|fall|falt|kutt|endr|ned|opp|juster|utvid|mink"
    r"|bedr|betr|løft|trapp|\p{L}*dobl|halver|sank|søkk|utvikl|bevega|beveget)\p{L}*",
    regex.IGNORECASE,
)


def _link(text: str, a: Quantity, b: Quantity) -> str:
    """``range`` or ``list`` where two numbers stand beside each other and share a unit, else empty."""
    if _EACH_AND.fullmatch(text, a.end, b.start) and _EACH.search(text, max(0, a.start - 60), a.start):
        return "list"
    if b.start - a.end > 16 or "\n" in text[a.end : b.start]:
        return ""
    if a.own and b.own and _points(text, a) != _points(text, b):
        return ""  # "falle med 0,5 prosentpoeng til 3 prosent"
    rising = b.value > (a.value if a.own else a.number.value * _shared_scale(a, b))
    to = _TO.fullmatch(text, a.end, b.start)
    if to is not None:
        if to["dash"]:
            return "range" if rising else ""
        changed = (a.own or _FRA.search(text, max(0, a.start - 20), a.start)) and _changes(text, a.start)
        return "range" if rising and not changed else "list"
    if a.kind == "" and b.kind == "count" and b.number.value > _PROPORTION and _OUT_OF.fullmatch(text, a.end, b.start):
        return "list"  # "212 av de 230 skolene"
    joint = _AND.fullmatch(text, a.end, b.start)
    if joint is None:
        return ""
    between = joint["word"] == "og" and rising and _MELLOM.search(text, max(0, a.start - 24), a.start)
    return "range" if between else "list"


def _points(text: str, quantity: Quantity) -> bool:
    return bool(regex.search(r"prosent(?:p|en?h|ein)", text[quantity.number.end : quantity.end], regex.IGNORECASE))


def _changes(text: str, start: int) -> bool:
    return _CHANGE.search(text, max(0, start - 80), start) is not None


def _shared_scale(a: Quantity, b: Quantity) -> Decimal:
    """The scale that ``a`` takes from ``b``; a full sum takes none: "500 000 til 1 mill. kroner"."""
    return b.scale if a.number.value <= b.number.value * 20 else Decimal(1)


def _in_thousands(text: str, a: Quantity, b: Quantity) -> bool:
    """Whether "15–20 000" means 15 000 to 20 000."""
    return (
        b.number.shape == "grouped"
        and b.scale == 1
        and b.number.value % 1000 == 0
        and a.number.value * 1000 < b.number.value
        and text[a.end : b.start].strip() in {"-", "–", "—", "\u2010", "\u2011", "\u2212"}
    )


def _share(text: str, found: list[Quantity]) -> list[Quantity]:
    """Gives a number without a unit that of the next one: "henholdsvis 1 200 og 1 450 mill. kroner", "12 eller 13 kommuner"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        a, b = out[i], out[i + 1]
        if b.kind in {"", "barred"} or (a.kind != "" and not a.own):
            continue
        if a.kind == "":
            a = replace(a, own=False)
        link = "" if a.kind == "" and is_label(text, a.start, a.end) else _link(text, a, b)
        if not link or (a.number.shape == "one" and a.kind == "" and link != "range"):
            continue
        if a.kind == "" and link == "range" and _in_thousands(text, a, b):
            out[i] = replace(a, kind=b.kind, scale=Decimal(1000), unit=b.unit, own=False, rule=b.rule)
        elif a.kind == "" and (a.number.shape != "year" or b.number.shape == "year" or b.kind != "count"):
            out[i] = replace(a, kind=b.kind, scale=_shared_scale(a, b), unit=b.unit, own=False, rule=b.rule)
        elif a.kind == "money" and b.kind == "money" and a.own and a.scale == 1 and b.scale > 1 and a.value < 1000:
            out[i] = replace(a, scale=b.scale)  # "kr 5–10 mill."
    return out


# ----------------------------------------------------------------------------------------------------------
# Counts

_OF = regex.compile(rf"{SPACE}av{SPACE}\Z", regex.IGNORECASE)
_PROPORTION = 10  # "sju av ti kommuner" is a share, "212 av de 230 skolene" are two counts
_IN_A_YEAR = regex.compile(
    rf"(?<!\p{{L}})(?:i|for|fra|frå|siden|sidan|innen|innan|til|etter|før|av|og|mot|sommeren|høsten|våren|budsjettet){SPACE}\Z",
    regex.IGNORECASE,
)


def _count(text: str, bare: Quantity, earlier: Number | None) -> Quantity | None:
    """The count that a number without a unit makes with the noun after it."""
    number = bare.number
    whole = number.value == number.value.to_integral_value()
    if number.value < (LEAST_COUNT if whole else 0) or is_label(text, number.start, number.end):
        return None
    noun = counted_noun(text, number.end)
    if noun.kind != "noun":
        return replace(bare, kind="barred") if noun.kind == "barred" else None
    if number.shape == "year" and not _may_count(text, number):
        return None
    if number.value <= _PROPORTION and earlier is not None and _OF.fullmatch(text, earlier.end, number.start):
        return replace(bare, kind="barred")
    # A bracket between number and noun keeps the noun out of the quote: "25 000 (3 %) elever".
    end = number.end if "(" in text[number.end : noun.start] else noun.end
    return of_nouns(text, replace(bare, kind="count", end=end, rule="count"), noun)


# Years that texts of our time write about; other four digits before a noun are rather a count: "1850 elever".
_NEAR_YEARS = range(1960, 2060)


def _may_count(text: str, number: Number) -> bool:
    """Whether four digits are rather a count than a year: "om lag 2000 plasser"."""
    if _IN_A_YEAR.search(text, max(0, number.start - 12), number.start):
        return False
    return (
        number.value % 500 == 0
        or int(number.value) not in _NEAR_YEARS
        or bool(qualifier_of(text, number.start, number.end))
    )


# ----------------------------------------------------------------------------------------------------------
# What others call


def find_amounts(text: str, money_context: bool | None = None) -> list[AmountHit]:
    """All amounts in order, none within another.

    Args:
        text: Any text, one block a line.
        money_context: Whether "400 millioner" without "kroner" and without a counted noun is money; unknown means it is.
    """
    written, text = text, as_meant(text)
    numbers = find_numbers(text, (*date_spans(text), *reference_spans(text)))
    found: list[Quantity] = []
    for i, number in enumerate(numbers):
        if found and number.start < found[-1].end:
            continue  # the "tusen" of "hundre tusen kroner"
        read = read_quantity(text, number, found[-1].end if found else 0, money_context)
        if read is not None and read.kind == "":
            whole = found[-1] if found and found[-1].kind == "count" else None
            if whole is None or not is_part_of(text, read, whole):
                read = _count(text, read, numbers[i - 1] if i else None) or read
        if read is not None:
            found.append(read)
    shared = _share(text, found)
    kept: list[Quantity] = []
    for quantity in shared:
        settled = quantity if quantity.kind else carried(text, quantity, kept)
        if settled is not None:
            kept.append(settled)
    kept = [q for q in kept if q.kind != "barred"]
    hits = _hits(text, kept)
    return hits if text == written else [replace(h, text=written[h.start : h.end]) for h in hits]


def _hits(text: str, found: list[Quantity]) -> list[AmountHit]:
    hits: list[AmountHit] = []
    i = 0
    floor = 0
    while i < len(found):
        a = found[i]
        b = found[i + 1] if i + 1 < len(found) else None
        joined = b is not None and a.kind == b.kind and _link(text, a, b) == "range" and (not a.own or a.unit == b.unit)
        last = b if joined and b is not None else a
        i += 2 if joined else 1
        ceiling = found[i].start if i < len(found) else None
        money = a.kind == "money"
        if hits and hits[-1].kind != a.kind:
            floor = hits[-1].end
        per, floor = per_of(text, a.start, last.end, money=money, floor=floor, ceiling=ceiling)
        hits.append(
            AmountHit(
                a.start,
                last.end,
                text[a.start : last.end],
                a.kind,
                _plain(a.value),
                _plain(last.value) if joined else None,
                a.unit,
                per,
                qualifier_of(text, a.start, last.end),
                price_year_at(text, a.start, last.end, ceiling) if money else None,
                a.rule + ("-range" if joined else ""),
            )
        )
    return hits


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponents: 5600000000, not 5.6E+9."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()

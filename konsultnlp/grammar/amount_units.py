"""Reads the unit beside a number: scale, kroner, per cent; and makes a quantity of the two.

Supports: "mill.", "mrd.", "milliardar", "kr 250 000,-", "2021-kroner", "MNOK", "pst.", "prosentpoeng", "400 friske millioner".
Avoids: other countries' money, scales that count people ("5 millioner innbyggere" is a count).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import DASH, SPACE, low, one_of
from konsultnlp.grammar.counted_nouns import Noun, counted_noun
from konsultnlp.grammar.numbers import Number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, before ranges are made. ``own``: the unit stands at this number itself."""

    start: int
    end: int
    number: Number
    kind: str
    scale: Decimal = Decimal(1)
    unit: str = ""
    own: bool = True
    rule: str = ""

    @property
    def value(self) -> Decimal:
        """Number times scale."""
        return self.number.value * self.scale


GAP = rf"{SPACE}{{0,2}}"
"""What may stand between a number and its unit."""


@cache
def _scales() -> dict[str, Decimal]:
    rows = lexicon.table("numbers", "forms", "value", "kind")
    return {f: Decimal(r["value"]) for r in rows if r["kind"] == "scale" for f in lexicon.forms(r["forms"])}


# A word's end, or a small word that a slip or a scan has run into it: "kroneri året".
_END = r"(?:(?!\p{L})|(?=(?:i|og|til|på|per|pr|for|fra|frå|av)(?!\p{L})))"


@cache
def _unit_after() -> regex.Pattern[str]:
    scale = rf"(?P<scale>{one_of(_scales(), any_case=True)})(?!\p{{L}}(?<!\.\p{{L}}))"
    currency = (
        rf"(?P<currency>(?:friske\s|ekstra\s|norske\s)?(?:(?:19|20)\d\d-)?(?:kroners?|kronar|kronene|kronane|krone){_END}"
        r"|(?:(?:19|20)\d\d-)?kr(?!\p{L})\.?|(?-i:M?NOK)(?!\p{L}))"
    )
    percent = rf"(?P<percent>%|(?:prosent(?:poeng|enheter|enhet|einingar|eining|ene|ane|s)?{_END}|(?:pst|prst)(?!\p{{L}})\.?))"
    dash = rf"(?P<full>,{DASH})"
    return regex.compile(
        rf"(?:{GAP}{percent}|{dash}?(?:{GAP}{scale})?{GAP}{currency}|{dash}|{GAP}{scale})", regex.IGNORECASE
    )


_CURRENCY_BEFORE = regex.compile(
    rf"(?<!\p{{L}})(?P<currency>kr\.?|kroner|(?-i:M?NOK)){SPACE}{{0,2}}\Z", regex.IGNORECASE
)
_FOREIGN = regex.compile(
    rf"{GAP}(?:svenske|danske|islandske){SPACE}kroner|{GAP}(?:euro|dollar|pund|EUR|USD|SEK|DKK|GBP)(?!\p{{L}})",
    regex.IGNORECASE,
)


# "Folketallet er 5,3 millioner": a bare scale that is no money.
_OF_PEOPLE = regex.compile(
    rf"(?<!\p{{L}})(?:folketal|innbygg\p{{L}}{{0,6}}tal|befolkning|folkemengd|antall|tallet{SPACE}på|talet{SPACE}på)[^.!?\n]*\Z",
    regex.IGNORECASE,
)


# "flere hundre", "et par tusen": no number.
_VAGUE = regex.compile(
    rf"(?<!\p{{L}})(?:flere|fleire|mange|noen|nokre|nokon|et{SPACE}par|eit{SPACE}par){SPACE}\Z", regex.IGNORECASE
)
# A "1" or "én" that begins a range: "1 til 1,5 mrd.", "ett til to årsverk", "1–1½ prosent".
_BEGINS_RANGE = regex.compile(rf"{GAP}(?:til{SPACE}|{DASH}{GAP}(?=[\d½]))", regex.IGNORECASE)


def is_vague(text: str, number: Number) -> bool:
    """Whether a word before the number leaves open how many: "flere hundre", "et par tusen"."""
    return number.shape == "word" and _VAGUE.search(text, max(0, number.start - 10), number.start) is not None


def read_quantity(text: str, number: Number, floor: int, money_context: bool | None) -> Quantity | None:
    """The number with the unit beside it; a number with no unit beside it has an empty kind.

    Args:
        text: The text.
        number: A number in it.
        floor: Where the quantity before it ends; its "kroner" is not this one's.
        money_context: Whether a bare scale ("400 millioner") is money; unknown means it is.

    Returns:
        The quantity, or nothing where the number is none that counts.
    """
    start = number.start
    unit = _unit_after().match(text, number.end)
    before = _CURRENCY_BEFORE.search(text, max(floor, start - 8), start)
    if unit is not None and unit["percent"]:
        end = unit.end() - _stops_sentence(text, unit.end())
        return Quantity(start, end, number, "percent", unit="%", rule="percent")
    if is_vague(text, number):
        return None
    if _FOREIGN.match(text, unit.end() if unit is not None else number.end):
        return None
    if unit is None and before is None:
        if number.shape in {"half", "point"} or (number.shape == "one" and not _BEGINS_RANGE.match(text, number.end)):
            return None
        return Quantity(start, number.end, number, "")
    scale = _scales()[low(unit["scale"])] if unit is not None and unit["scale"] else Decimal(1)
    end = unit.end() if unit is not None else number.end
    money = before is not None or (unit is not None and bool(unit["currency"] or unit["full"]))
    if before is not None and before["currency"].upper() == "MNOK":
        scale = Decimal(1_000_000)
    if unit is not None and (unit["currency"] or "").upper() == "MNOK":
        scale = Decimal(1_000_000)
    if before is not None:
        start = before.start()
    if not money:
        # "5 millioner innbyggere" counts people; "400 millioner til" is money where the text is about money.
        noun = counted_noun(text, end)
        if noun.kind == "noun" and not noun.adjective:
            return of_nouns(text, Quantity(start, noun.end, number, "count", scale, rule="count"), noun)
        if noun.kind == "barred" or scale == 1000 or money_context is False:
            return None
        if not money_context and _OF_PEOPLE.search(text, max(0, start - 80), start):
            return None
    return Quantity(start, end - (money and _stops_sentence(text, end)), number, "money", scale, "NOK", rule="money")


def _stops_sentence(text: str, end: int) -> int:
    """1 where the full stop before ``end`` ends a sentence rather than the abbreviation "kr."."""
    if text[end - 1 : end] != ".":
        return 0
    rest = text[end : end + 3].lstrip()
    return int(text[end - 3 : end].casefold() == "kr." and (not rest or rest[0].isupper()))


def of_nouns(text: str, counted: Quantity, noun: Noun) -> Quantity:
    """A count of nouns, or money where the noun is a scale or kroner: "400 friske millioner", "5 000 nye kroner"."""
    unit = text[noun.start : noun.end]
    scale = _scales().get(unit.casefold(), Decimal(1))
    if scale > 1000 or unit.casefold() in {"kroner", "kroners", "kronene", "kronane"}:
        return replace(counted, kind="money", end=noun.end, scale=counted.scale * scale, unit="NOK", rule="money")
    return replace(counted, unit=unit)

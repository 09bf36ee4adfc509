"""Gives a number without a unit the one that stands earlier: "2 150 plasser … mot 1 980 i fjor", "3,2 prosent, mot 2,9 i 2008".

Supports: comparisons over time and place ("mot", "enn", "200 i 2011 og 300 i 2012", "30 i Molde"), parts of a whole ("Av 136 skoler har 20 …",
"hvorav 40", "900 av dem", "de siste fire"), answers to a number at a clause's end ("900 plasser, men bare rom for 700"), the
noun of "antall"; bokmål and nynorsk.
Avoids: years, labels ("tabell 3"), numbers in another sentence than what they count, but for whole thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from konsultnlp.grammar.amount_units import Quantity
from konsultnlp.grammar.atoms import SPACE
from konsultnlp.grammar.counted_nouns import counted_noun, is_label

LEAST_COUNT = 2
"""One of a thing is no count."""

_SENTENCE = regex.compile(rf"[.!?](?:{SPACE}|$)(?=\p{{Lu}}|$)|\n")
_HEDGE = rf"(?:(?:om{SPACE}lag|ca\.?|rundt|kring|nærmere|nærare|snaut|knapt|drøyt|over|under|vel|nær|bare|berre|kun|hele|heile){SPACE})?"

# ----------------------------------------------------------------------------------------------------------
# What stands around a number whose unit is left out

# "antall søkere gikk ned fra 6 300 …": what is counted stands before.
_NUMBER_OF = regex.compile(
    rf"(?<!\p{{L}})(?:antall(?:et)?|tallet{SPACE}på|talet{SPACE}på)(?={SPACE})", regex.IGNORECASE
)
_IS_NUMBER = regex.compile(
    rf"(?<!\p{{L}})(?:er|var|på|til|frå|fra|med|utgjør|utgjer|utgjorde|vart|ble|blei|mot|enn){SPACE}(?:[\p{{L}}.]+{SPACE}){{0,2}}\Z",
    regex.IGNORECASE,
)
# "1 310 av desse", "tre av dem"
_OF_THESE = regex.compile(rf"{SPACE}av{SPACE}(?:disse|desse|dem|dei|dette)(?!\p{{L}})", regex.IGNORECASE)
_A_SHARE = regex.compile(rf"(?:\d|\p{{L}}){SPACE}av{SPACE}\Z")  # "ni av ti av desse"
# "de siste fire", "hvorav 40"
_REST = regex.compile(
    rf"(?<!\p{{L}})(?:(?:de|dei){SPACE}(?:siste|første|fyrste|øvrige|andre|resterende|resterande)|hvorav|derav|herav|kvarav)"
    rf"{SPACE}{_HEDGE}\Z",
    regex.IGNORECASE,
)
# "Av 136 skoler har 20 …": before the whole
_OUT_OF = regex.compile(
    rf"(?<!\p{{L}})av{SPACE}(?:(?:de|dei|alle|totalt|til{SPACE}sammen|i{SPACE}alt|om{SPACE}lag|\p{{L}}+s){SPACE}){{0,2}}\Z",
    regex.IGNORECASE,
)
_PLURAL = regex.compile(r"(?:er|ar|ene|ane|ere)\Z")
# "mot 1 980 i fjor": before and after the other number of a comparison
_BESIDE = regex.compile(
    rf"(?:(?<!\p{{L}})(?:mot|enn|og|eller|til|fra|frå|på|mens{SPACE}\p{{L}}+|medan{SPACE}\p{{L}}+)|,){SPACE}{_HEDGE}\Z",
    regex.IGNORECASE,
)
_THEN = regex.compile(
    rf"{SPACE}(?:(?:fra|frå|i|for|ved|til|per|pr\.?){SPACE})?(?:i{SPACE}(?:fjor|år|dag)|(?:19|20)\d\d(?!\d)"
    rf"|(?:året|år|åra|årene){SPACE}(?:før|etter|(?:19|20)\d\d)|fjoråret|neste{SPACE}år|(?:forrige|førre|sist|siste){SPACE}år"
    rf"|\p{{L}}+{SPACE}år{SPACE}(?:før|tidligere|tidlegare|siden|sidan|senere|seinare)|(?:før|tidligere|tidlegare|sist)(?!\p{{L}})"
    rf"|på{SPACE}(?:samme|same){SPACE}tid)|{SPACE}i{SPACE}(?-i:\p{{Lu}}\p{{Ll}})",
    regex.IGNORECASE,
)
_AGAINST = regex.compile(rf"(?<!\p{{L}})mot{SPACE}{_HEDGE}\Z", regex.IGNORECASE)
_THERE = regex.compile(rf"{SPACE}?(?:[.,;)]|$)|{SPACE}(?:i|for|hos|blant|ved|på|per){SPACE}", regex.IGNORECASE)
# "rom for 700.": an answer at the end of a clause
_ANSWER = regex.compile(
    rf"(?<!\p{{L}})(?:til|for|om|på|er|var|ble|blei|vart|bare|berre|kun){SPACE}{_HEDGE}\Z", regex.IGNORECASE
)
_CLAUSE_END = regex.compile(rf"(?:[.;,](?!\d)|{SPACE}?\)|$)", regex.MULTILINE)
_REACH = 40


def carried(text: str, bare: Quantity, earlier: Sequence[Quantity]) -> Quantity | None:
    """The number with the unit of an earlier amount, or nothing where it is none that counts.

    Args:
        text: The text.
        bare: A number without a unit.
        earlier: The amounts before it, and what only looks like one, in order.
    """
    number = bare.number
    if number.shape in {"year", "one"} or is_label(text, bare.start, bare.end) or number.value < 0:
        return None
    named = _named_before(text, bare.start) if number.value >= LEAST_COUNT else ""
    if named and number.shape in {"grouped", "digits"}:
        return replace(bare, kind="count", unit=named, rule="count-carried")
    last = earlier[-1] if earlier else None
    if last is None or last.kind in {"", "barred"} or "\n" in text[last.end : bare.start]:
        return None
    within = not _SENTENCE.search(text, last.end, bare.start)
    before = text[max(0, bare.start - _REACH) : bare.start]
    if within and _compared(text, bare, before):
        return _as(bare, last)
    if last.kind != "count" or number.value < LEAST_COUNT or number.value != number.value.to_integral_value():
        return None
    of_these = _OF_THESE.match(text, bare.end) and not _A_SHARE.search(before)
    part = of_these or (within and (_REST.search(before) or is_part_of(text, bare, last)))
    ends = _CLAUSE_END.match(text, bare.end) and _ANSWER.search(before)
    answer = (number.shape == "grouped" and (within or ends)) or (within and ends and number.shape == "digits")
    return _as(bare, last) if part or answer else None


def is_part_of(text: str, bare: Quantity, whole: Quantity) -> bool:
    """Whether a number tells how many of the whole before it: "Av 136 skoler har 20 …"; a plural after it is its own noun."""
    if not _OUT_OF.search(text, max(0, whole.start - _REACH), whole.start):
        return False
    between = text[whole.end : bare.start]
    noun = counted_noun(text, bare.end)
    return (
        2 < len(between) < 2 * _REACH
        and bare.number.value <= whole.value
        and not _SENTENCE.search(between)
        and not (noun.kind == "noun" and _PLURAL.search(text[noun.start : noun.end]))
    )


def _compared(text: str, bare: Quantity, before: str) -> bool:
    if _THEN.match(text, bare.end):
        return _BESIDE.search(before) is not None
    return _AGAINST.search(before) is not None and _THERE.match(text, bare.end) is not None


def _as(bare: Quantity, last: Quantity) -> Quantity | None:
    """The number in the unit of ``last``; sums and shares must be of its order: "340 mill. kroner i 2009 og 410 i 2010"."""
    if last.kind == "money":
        scale = last.scale if bare.number.value <= last.number.value * 20 else Decimal(1)
        ratio = bare.number.value * scale / last.value if last.value else Decimal(0)
        if not Decimal("0.02") < ratio < 50:
            return None
    else:
        scale = Decimal(1)
    return replace(bare, kind=last.kind, scale=scale, unit=last.unit, own=False, rule=f"{last.kind}-carried")


def _named_before(text: str, start: int) -> str:
    """The noun of "antall …" in the clause before ``start``, if the number says how many there are."""
    before = text[max(0, start - 140) : start]
    if not _IS_NUMBER.search(before):
        return ""
    found = ""
    for match in _NUMBER_OF.finditer(before):
        noun = counted_noun(before, match.end())
        rest = before[noun.end :]
        found = before[noun.start : noun.end] if noun.kind == "noun" and not _SENTENCE.search(rest) else ""
    return found

"""Finds the noun that a number counts, without a tagger: "2 500 nye hyblar" counts "hyblar".

Supports: adjectives and participles between ("seks vedtatte lokale planer"), pairs of them ("kommunale og private"),
adjectives that stand for people ("7 500 unge"), names joined by a hyphen ("38 VTA-bedrifter"), nynorsk endings.
Avoids: spans of time and ages ("fire år"), frequencies ("to ganger"), fractions ("to tredeler"), labels ("tabell 3", "kapittel 2 og 3"), headings
("7 Nye veier"), a singular after an ordinal ("det 3 vedtaket"), verbs and function words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import SPACE


@dataclass(frozen=True, slots=True)
class Noun:
    """What stands after a number.

    Attributes:
        kind: ``noun`` (counted), ``barred`` (a span of time, a frequency, a fraction, foreign money) or ``none``.
        start: Offset of the noun.
        end: Offset after it.
        adjective: Whether it may as well be an adjective or a participle: "haldne", "avsatte".
    """

    kind: str
    start: int
    end: int
    adjective: bool = False


@cache
def _forms(table: str, name: str) -> frozenset[str]:
    rows = lexicon.table(table, "class", "forms")
    return frozenset(f for r in rows if r["class"] == name for f in lexicon.forms(r["forms"]))


@cache
def _barred() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that make a number no count, and endings that do."""
    classes = ("duration", "frequency", "currency", "fraction")
    forms = frozenset[str]().union(*(_forms("counted", c) for c in classes))
    return frozenset(f for f in forms if f[0] != "-"), tuple(sorted(f[1:] for f in forms if f[0] == "-"))


@cache
def _stops() -> frozenset[str]:
    return _forms("not_counted", "function") | _forms("not_counted", "verb")


def _is_barred(word: str) -> bool:
    words, endings = _barred()
    return word in words or (word.endswith(endings) and not word.endswith(("vår", "sår")))


# Nouns in -e that look like adjectives; all other words in -e may be adjectives.
_NOUN_IN_E = regex.compile(
    r"(?:ere|\p{L}{3}ene|\p{L}{3}ane|kilometer|område|møte|tilfelle|menneske|løyve|høve|styre|ønske|ynske|hefte|senter|stykke|merke|bilete|rike)\Z"
)
_COMPARATIVE = frozenset(
    [
        "større",
        "flere",
        "fleire",
        "færre",
        "bedre",
        "yngre",
        "eldre",
        "lengre",
        "tyngre",
        "dyrere",
        "billigere",
        "sterkere",
        "svakere",
        "tidligere",
        "høyere",
        "lavere",
        "nærmere",
        "senere",
        "mindre",
        "videre",
        "ytterligere",
    ]
)
# A singular noun or a participle ("finansiert"): no number above one counts it.
_SINGULAR = regex.compile(r"(?:et|en|heita|asjona|inga|het|heit|\p{L}{3}ert)\Z")
_PLURAL_IN_EN = frozenset({"fenomen", "tegn", "vitamin", "område", "gen"})
_WORD = regex.compile(rf"{SPACE}{{1,2}}(?P<word>\p{{L}}[\p{{L}}\d’'-]*+)")
_BRACKET = regex.compile(rf"{SPACE}\([^()\n]{{1,30}}\)")
_ACRONYM = regex.compile(r"\p{Lu}[\p{L}\d]*-\p{Ll}{3,}|\p{Lu}{2,5}-(?:er|ar|ene|ane)\Z")
_MOST_ADJECTIVES = 4


def _is_adjective(word: str) -> bool:
    if word in _forms("counted", "adjective") or word in _COMPARATIVE:
        return True
    return word.endswith("e") and len(word) > 3 and not _NOUN_IN_E.search(word)


def _is_noun(written: str) -> bool:
    """Whether a word may be a counted noun: a plural, lower case or an acronym with a noun."""
    word = written.casefold()
    if len(word) < 2 or word in _stops() or word.endswith("-"):
        return False
    if written in _forms("counted", "measure"):
        return True
    if not written[0].islower():
        return bool(_ACRONYM.match(written))
    return not (_SINGULAR.search(word) and word not in _PLURAL_IN_EN and len(word) > 4)


def counted_noun(text: str, at: int) -> Noun:
    """The noun after a number that ends at ``at``."""
    nothing = Noun("none", at, at)
    bracket = _BRACKET.match(text, at)
    here = bracket.end() if bracket else at
    last: tuple[int, int] | None = None  # the last adjective read
    for _ in range(_MOST_ADJECTIVES + 1):
        match = _WORD.match(text, here)
        if match is None:
            break
        written = match["word"]
        word = written.casefold()
        if word == "og" and last is not None and _pair_follows(text, match.end()):
            here = match.end()
            continue
        if word in _stops() or word == "året":  # "mot 3 250 året før"
            break
        if _is_barred(word):
            return Noun("barred", *match.span("word"))
        if word in _forms("counted", "degree"):
            here = match.end()
            continue
        if _is_adjective(word) and written[0].islower():
            last = match.span("word")
            here = match.end()
            continue
        if _is_noun(written) and not (last is not None and _stands_alone(text, last) and _looks_verbal(word)):
            return Noun("noun", *match.span("word"))
        break
    if last is not None and _stands_alone(text, last):
        return Noun("noun", *last, adjective=text[last[0] : last[1]].casefold() not in _forms("counted", "nominal"))
    return nothing


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    """Whether an adjective can be the noun itself: "unge", "ansatte", or a noun in -e that was taken for one."""
    word = text[span[0] : span[1]].casefold()
    if word in _forms("counted", "nominal"):
        return True
    return word not in _forms("counted", "adjective") and word not in _COMPARATIVE and len(word) > 4


def _looks_verbal(word: str) -> bool:
    """A present tense in -r after an adjective that stands alone: "70 ansatte mister jobben"."""
    return word in _stops()


def _pair_follows(text: str, at: int) -> bool:
    """Whether "og" joins two adjectives of one noun: "kommunale og private barnehager"."""
    first = _WORD.match(text, at)
    if first is None or not _is_adjective(first["word"].casefold()):
        return False
    second = _WORD.match(text, first.end())
    return second is not None and (_is_noun(second["word"]) or _is_adjective(second["word"].casefold()))


# ----------------------------------------------------------------------------------------------------------
# Before the number

_LAST_WORD = regex.compile(rf"(?P<word>[\p{{L}}§.-]+?)\.?:?{SPACE}{{0,2}}(?:nr\.?{SPACE})?\Z")
_CHAIN = regex.compile(
    rf"(?P<word>[\p{{L}}.]+?){SPACE}(?:\d{{1,3}}(?:[a-z]|\.\d{{1,2}})?(?:,{SPACE}|{SPACE}(?:og|eller|til){SPACE}|[–-])){{1,4}}\Z"
)
_LINE_START = regex.compile(r"(?:^|\n)\s{0,8}\Z")


@cache
def _label_words() -> frozenset[str]:
    return frozenset(f.rstrip(".") for f in _forms("counted", "label"))


_YEAR_WORDS = frozenset({"år", "året", "årene", "åra"})


def is_label(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start:end`` names something: "tabell 3", "kap. 571", a heading's number, "det 2 møtet"."""
    before = text[max(0, start - 60) : start]
    last = _LAST_WORD.search(before)
    if last is not None and last["word"].casefold().rstrip(".") in _label_words():
        # "omfatter i år fire møter": no year is written with a word
        return not (text[start].isalpha() and last["word"].casefold() in _YEAR_WORDS)
    chain = _CHAIN.search(before)
    if chain is not None and chain["word"].casefold().rstrip(".") in _label_words():
        return True
    after = _WORD.match(text, end)
    return bool(_LINE_START.search(before)) and after is not None and after["word"][0].isupper()

"""Reads what the words around an amount say of it: a bound or an estimate, what it is reckoned per, whose prices.

Supports: "om lag", "minst", "inntil", "mer enn", "i underkant av" and their nynorsk, negated bounds ("ikke mer enn" is at
most); "årlig", "per dag", "per innbygger", "i året", a daily price ("for eit liggedøgn"); "2010-kroner", "2022-priser".
Avoids: "i år" (a time, no rate), words of another amount in the same sentence.
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import SPACE, one_of


def _any(forms: list[str]) -> str:
    """An alternation of phrases, the longest first, any space between their words."""
    return one_of(forms, rf"{SPACE}{{1,2}}", any_case=True)


def _rows(table: str, value: str, position: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in lexicon.table(table, value, "position", "forms"):
        if row["position"] == position:
            found.setdefault(row[value], []).extend(lexicon.forms(row["forms"]))
    return found


# ----------------------------------------------------------------------------------------------------------
# Bounds and estimates


@cache
def _before() -> regex.Pattern[str]:
    groups = "|".join(f"(?P<{q}>{_any(forms)})" for q, forms in _rows("qualifiers", "qualifier", "before").items())
    # An article, a preposition or the currency may stand between: "mer enn de 500", "om lag kr 500".
    between = rf"(?:(?:de|dei|på|til|med|et|ein|eit|mellom|kr\.?|kroner|(?-i:NOK)){SPACE}{{1,2}}){{0,2}}"
    return regex.compile(rf"(?<!\p{{L}})(?:{groups}){SPACE}{{1,2}}{between}\Z", regex.IGNORECASE)


@cache
def _after() -> regex.Pattern[str]:
    groups = "|".join(f"(?P<{q}>{_any(forms)})" for q, forms in _rows("qualifiers", "qualifier", "after").items())
    return regex.compile(rf"{SPACE}(?:{groups})(?!\p{{L}})", regex.IGNORECASE)


_NEGATED = regex.compile(
    r"(?<!\p{L})(?:ikke|ikkje|ingen|inga|inkje|aldri|verken|korkje|neppe)(?!\p{L})(?![^\n]*(?<!\p{L})(?:at|men|som)(?!\p{L}))",
    regex.IGNORECASE,
)
# "tek over 40 skular", "legger opp til 19 foretak", "fordelt over 12 kommuner": the word belongs to the verb.
_PARTICLE = regex.compile(
    rf"(?<!\p{{L}})(?:(?:ta|tar|tek|tok|tatt|teke|tas|takast|før\p{{L}}*|flytt\p{{L}}*|fordel\p{{L}}*|spre\p{{L}}*){SPACE}"
    rf"(?:[\p{{L}}-]+{SPACE}){{0,2}}over|(?:legg\p{{L}}*|la|lagt|lagd|åpn\p{{L}}*|opn\p{{L}}*){SPACE}(?:[\p{{L}}-]+{SPACE}){{0,2}}opp{SPACE}til)"
    rf"{SPACE}{{1,2}}\Z",
    regex.IGNORECASE,
)
_OPPOSITE = {"over": "at_most", "under": "at_least"}
_CLAUSE_START = regex.compile(r"[.;:!?,]\s|\n|\s[–-]\s")


def _clause_before(text: str, start: int, reach: int = 120) -> str:
    """The words before ``start`` in its clause."""
    before = text[max(0, start - reach) : start]
    at = 0
    for match in _CLAUSE_START.finditer(before):
        at = match.end()
    return before[at:]


def qualifier_of(text: str, start: int, end: int) -> str:
    """The bound or estimate of the amount at ``start:end``: ``about``, ``at_least``, ``at_most``, ``over``, ``under``,
    ``nearly`` or empty.
    """
    before = text[max(0, start - 50) : start]
    match = _before().search(before)
    if match is not None and not _PARTICLE.search(before[: match.end()]):
        found = match.lastgroup or ""
        negated = found in _OPPOSITE and _NEGATED.search(_clause_before(text, start - len(before) + match.start(), 50))
        return _OPPOSITE[found] if negated else found
    after = _after().match(text, end)
    return (after.lastgroup or "") if after is not None else ""


# ----------------------------------------------------------------------------------------------------------
# Rates


@cache
def _people() -> str:
    rows = lexicon.table("counted", "class", "forms")
    return _any([f for r in rows if r["class"] == "person" for f in lexicon.forms(r["forms"])])


@cache
def _rate_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """What says a rate after the amount, before any amount, and before a sum of money only."""
    clause, after, money = (_rows("periods", "per", p) for p in ("clause", "after", "money"))
    person = (
        rf"(?:per|pr\.?|for{SPACE}(?:hver|kvar|hvert|kvart)|hver|kvar|til{SPACE}(?:hver|kvar)){SPACE}(?:\p{{Ll}}+e?{SPACE}){{0,1}}"
        rf"(?:{_people()})"
    )

    def pattern(*tables: dict[str, list[str]], people: bool) -> regex.Pattern[str]:
        merged: dict[str, list[str]] = {}
        for table in tables:
            for per, forms in table.items():
                merged.setdefault(per, []).extend(forms)
        groups = [f"(?P<{per}>{_any(forms)})" for per, forms in merged.items()]
        groups += [f"(?P<person>{person})"] if people else []
        return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(groups)})(?!\p{{L}}|{SPACE}(?:leder|leiar))", regex.IGNORECASE)

    return pattern(clause, after, people=True), pattern(clause, people=False), pattern(clause, money, people=True)


@cache
def _beside() -> regex.Pattern[str]:
    """A rate without a preposition right after the amount: "1 000 kroner måneden"."""
    groups = "|".join(f"(?P<{per}>{_any(forms)})" for per, forms in _rows("periods", "per", "beside").items())
    return regex.compile(rf"{SPACE}(?:{groups})(?!\p{{L}}|{SPACE}(?:før|etter|da|då|som))", regex.IGNORECASE)


_CLAUSE_END = regex.compile(
    rf"[;:!?\n()]|,{SPACE}|(?<!\b(?:pr|kr|ca|mill|mrd|pst|mnd|nr|bl\.a|inkl|ekskl))\.(?:{SPACE}|$)(?!\d)"
    rf"|{SPACE}(?:og{SPACE}at|men|mens|medan|slik{SPACE}at|hvorav|der){SPACE}",
    regex.IGNORECASE,
)
_REACH = 90
# "per kontrakt", "per plass": a rate of another kind; a year further on is not this amount's.
_OTHER_RATE = regex.compile(rf"{SPACE}(?:per|pr\.?){SPACE}(?!år|dag|døgn|måned|månad|mnd)\p{{L}}+", regex.IGNORECASE)


@cache
def _verbs() -> frozenset[str]:
    rows = lexicon.table("not_counted", "class", "forms")
    return frozenset(f for r in rows if r["class"] == "verb" for f in lexicon.forms(r["forms"]))


_AFTER_PREPOSITION = regex.compile(
    rf"(?<!\p{{L}})(?:for|til|i|av|ved|hos|frå|fra|blant){SPACE}(?:dei{SPACE}|de{SPACE})?\Z", regex.IGNORECASE
)


def _has_verb(words: str) -> bool:
    """Whether a verb keeps the rate from a count after a preposition: "tal for 17 foretak blir lagde fram månadleg"."""
    return not _verbs().isdisjoint(words.casefold().split())


def per_of(
    text: str, start: int, end: int, *, money: bool, floor: int = 0, ceiling: int | None = None
) -> tuple[str, int]:
    """What the amount at ``start:end`` is reckoned per: ``year``, ``day``, ``month``, ``person`` or empty.

    Args:
        text: The text.
        start: Where the amount begins.
        end: Where it ends.
        money: Whether it is money, which "de årlige bevilgningene" before it makes a rate.
        floor: Where the amount before it ends, with its own rate.
        ceiling: Where the amount after it begins.

    Returns:
        The rate, and from where words may say that of the next amount.
    """
    after_pattern, before_pattern, money_pattern = _rate_patterns()
    beside = _beside().match(text, end)
    if beside is not None:
        return beside.lastgroup or "", beside.end()
    limit = min(len(text), end + _REACH, ceiling if ceiling is not None else len(text))
    stop = _CLAUSE_END.search(text, end, limit)
    tail_end = stop.start() if stop is not None else limit
    after = after_pattern.search(text, end, tail_end)
    aside = not money and _AFTER_PREPOSITION.search(text, max(0, start - 12), start)
    if after is not None and not (aside and _has_verb(text[end : after.start()])):
        second = after_pattern.match(text, after.end() + 1) if after.lastgroup == "person" else None
        after = second or after  # "30 000 kroner per barn per måned"
        return after.lastgroup or "", after.end()
    if _OTHER_RATE.match(text, end):
        return "", end
    clause = _clause_before(text, start)
    clause = clause[max(0, floor - (start - len(clause))) :]
    found = ""
    for match in (money_pattern if money else before_pattern).finditer(clause):
        found = match.lastgroup or ""
    # a rate before the amount holds for the next one, too: "per elev fra 1 200 til 1 450 kroner"
    return found, floor if found else end


# ----------------------------------------------------------------------------------------------------------
# Prices

_PRICE_YEAR = regex.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)-?{SPACE}?(?:kroner|kr\b|krone|priser|prisar|prisnivå|pris|verdi|kroneverdi)"
    rf"|(?:prisnivå|priser|prisar|kroneverdi|pris-{SPACE}og{SPACE}lønnsnivå){SPACE}(?:per{SPACE}|fra{SPACE}|frå{SPACE}|i{SPACE}|for{SPACE})?"
    rf"(?P<year>(?:19|20)\d\d)(?!\d)",
    regex.IGNORECASE,
)


def price_year(text: str) -> int | None:
    """The year whose prices a phrase or footnote reckons in: "2010-kroner", "i 2022-priser" → 2010, 2022."""
    match = _PRICE_YEAR.search(text)
    return int(match["year"]) if match is not None else None


_PRICE_AFTER = 45


def price_year_at(text: str, start: int, end: int, ceiling: int | None = None) -> int | None:
    """The price year of the amount at ``start:end``, said in it or right after it."""
    limit = min(len(text), end + _PRICE_AFTER, ceiling if ceiling is not None else len(text))
    stop = regex.compile(rf"[;:!?\n]|\.(?:{SPACE}|$)").search(text, end, limit)
    return price_year(text[start : stop.start() if stop is not None else limit])

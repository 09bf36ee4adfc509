"""What headings are made of: their numbers, and what their words say of the text below them."""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import one_of

# Not a date: "16.10.01".
_NUMBER = regex.compile(
    r"^(?!\d{1,2}\.\d{1,2}\.\d{2})(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:[.):]|(?=\s))\s*(?:[–-]\s+)?(?<=\s)(?=\S)"
)
# "C.1", "A.2.3": a chapter's letter and a section's number.
_MIXED = regex.compile(r"^(?P<number>[A-ZÆØÅ](?:\.\d{1,2}){1,3})(?:[.):]|(?=\s))\s+(?=\S)")
# A letter alone is a number only before a capital: "A Praktisk", but not "I Oslo" or "Å lære".
_LETTER = regex.compile(
    r"^\(?(?P<number>[a-zæøåA-ZÆØÅ])\)\s+(?=\S)|^(?P<number>[A-ZÆØÅ])[.:]\s+(?=\p{Lu}\p{L}{2})"
    r"|^(?P<number>[A-HJ-NP-T])(?:\s+[–-])?\s+(?=\p{Lu}\p{Ll}{2})"
)
_ROMAN = regex.compile(r"^(?P<number>[IVX]{1,5})[.)]\s+(?=\S)|^(?P<number>[IVX]{2,5})\s+(?=\p{Lu}\p{Ll})")


def split_number(text: str) -> tuple[str, str, str]:
    """A heading into (number, title, kind of number): ``appendix``, ``case``, ``digits``, ``letter``, ``roman``, empty.

    >>> split_number("Vedlegg a) Oversikt")
    ('a', 'Oversikt', 'appendix')
    >>> split_number("2.1 Barnevern")
    ('2.1', 'Barnevern', 'digits')
    """
    for kind, pattern in _number_patterns():
        match = pattern.match(text)
        if match and (match.end() < len(text) or kind in ("appendix", "case")):
            number = regex.sub(r"\s*/\s*", "/", match.group("number") or "")
            return (
                number,
                text[match.end() :].strip() or text.strip(),
                "digits" if kind in ("chapter", "mixed") else kind,
            )
    return "", text.strip(), ""


@cache
def _number_patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """(kind of number, pattern for the start of a heading), the words before numbers from ``lexicon/heading_labels.csv``."""
    labels: dict[str, str] = {}
    for row in lexicon.table("heading_labels", "kind", "forms"):
        labels[row["kind"]] = one_of(lexicon.forms(row["forms"]))
    appendix = regex.compile(
        rf"^(?:(?:Utrykt|Trykt)\s)?(?:{labels['appendix']})(?:\s(?:nr\.?|NR\.?))?\s*(?P<number>\d{{1,2}}|[a-zæøåA-ZÆØÅ])?(?:\s*[).:–-]+|\s|$)\s*",
        regex.UNICODE,
    )
    case = regex.compile(
        rf"^(?:(?:Ad\s)?(?:{labels['case']})(?:\s(?:nr|NR)\.?)?|PS|FS)\s+(?P<number>(?:[A-ZÆØÅ]{{1,2}}\s)?\d{{1,3}}(?:\.\d{{1,2}})?(?:\s?[/-]\s?\d{{2,4}})?|[A-H](?=\s*[:.–-]))(?!\w)\s*[:.)–-]*\s*"
        r"|^(?P<number>(?:[A-ZÆØÅ]{1,2}\s)?\d{1,3}(?:\.\d{1,2})?\s?/\s?\d{2}(?:\d{2})?)\s*[:.)–-]*\s+(?=\p{Lu})"
    )
    chapter = regex.compile(
        rf"^(?:{labels['chapter']})\s+(?P<number>\d{{1,2}}|[IVX]{{1,4}})(?!\w|\.\d)\s*(?:[:.)–-]+\s*|\s+(?=\p{{Lu}}))"
    )
    return (
        ("appendix", appendix), ("case", case), ("chapter", chapter), ("digits", _NUMBER), ("mixed", _MIXED),
        ("roman", _ROMAN), ("letter", _LETTER),
    )  # fmt: skip


@cache
def heading_patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """(kind of section, pattern for the whole heading without its number), from ``lexicon/headings.csv``."""
    rows = lexicon.table("headings", "kind", "name", "pattern")
    return tuple((r["kind"], regex.compile(rf"(?:{r['pattern']})", regex.IGNORECASE)) for r in rows)

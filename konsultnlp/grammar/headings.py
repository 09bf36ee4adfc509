"""What headings are made of: their numbers, and what their words say of the text below them."""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon

_NUMBER = regex.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:[.)]|(?=\s))\s+(?=\S)")
_LETTER = regex.compile(r"^\(?(?P<number>[a-zæøåA-ZÆØÅ])\)\s+(?=\S)|^(?P<number>[A-ZÆØÅ])\.\s+(?=\p{Lu}\p{L}{2})")
_ROMAN = regex.compile(r"^(?P<number>[IVX]{1,5})[.)]\s+(?=\S)")
_APPENDIX = regex.compile(
    r"^(?:Vedlegg|VEDLEGG|Appendiks)\s*(?P<number>\d{1,2}|[a-zæøåA-ZÆØÅ])?(?:\s*[).:–-]+|\s|$)\s*",
    regex.UNICODE,
)
_CASE = regex.compile(
    r"^(?:Sak|SAK|Saksnr\.?|Sak nr\.?|PS|Ad sak)\s+(?P<number>(?:[A-ZÆØÅ]{1,2}\s)?\d{1,3}(?:\.\d{1,2})?(?:\s?/\s?\d{1,4})?)\s*[:.–-]?\s*"
)
_CHAPTER_WORD = regex.compile(r"^(?:Kapittel|Kap\.|Del|DEL)\s+(?P<number>\d{1,2}|[IVX]{1,4})\s*[:.–-]?\s*")


def split_number(text: str) -> tuple[str, str, str]:
    """A heading into (number, title, kind of number): ``appendix``, ``case``, ``digits``, ``letter``, ``roman``, empty.

    >>> split_number("Vedlegg a) Oversikt")
    ('a', 'Oversikt', 'appendix')
    >>> split_number("2.1 Barnevern")
    ('2.1', 'Barnevern', 'digits')
    """
    for kind, pattern in (
        ("appendix", _APPENDIX), ("case", _CASE), ("chapter", _CHAPTER_WORD), ("digits", _NUMBER), ("letter", _LETTER),
        ("roman", _ROMAN),
    ):  # fmt: skip
        match = pattern.match(text)
        if match and (match.end() < len(text) or kind in ("appendix", "case")):
            number = regex.sub(r"\s*/\s*", "/", match.group("number") or "")
            return (
                number,
                text[match.end() :].strip() or text.strip(),
                "digits" if kind == "chapter" else kind,
            )
    return "", text.strip(), ""


@cache
def heading_patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """(kind of section, pattern for the whole heading without its number), from ``lexicon/headings.csv``."""
    rows = lexicon.table("headings", "kind", "name", "pattern")
    return tuple((r["kind"], regex.compile(rf"(?:{r['pattern']})", regex.IGNORECASE)) for r in rows)

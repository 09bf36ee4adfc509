"""Reads long subjects of reported speech: bodies with lower-case words in their names, and people with their body or title.

Supports: "Foreningen for hjertesyke barn", "Det norske institutt for nordisk språk", "Fellesorganisasjonen (FO) v/ Marit Sol",
"Kari Nordli fra Landsforeningen for barnevernsbarn", "Per Aas, styreleiar i Vestlandsrådet,", "Ordføreren i Nord-Aurdal, Marit
Haug,". Avoids: subjects that hold a verb or a subordinate clause of their own, committees ("Utvalget for …").
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp.grammar.atoms import one_of
from konsultnlp.grammar.clause_words import is_a, verb_kind
from konsultnlp.grammar.names import NAME_WORD
from konsultnlp.lexicon import table
from konsultnlp.rules.attendance_roles import role_at
from konsultnlp.rules.speech_subjects import Unit

_S = r"[ \u00A0\u2009\u202F]"
_NAME = rf"(?P<name>{NAME_WORD}(?:{_S}(?:\p{{Lu}}\.{_S})?{NAME_WORD}){{1,3}})"
_NO_SUBJECT = frozenset({"ikke", "ikkje", "å", "ble", "blei", "vart"})
# "I forbundet mente Moe …": what begins so is no subject.
_ADVERBIAL = (
    rf"(?!(?:I|På|For|Fra|Frå|Til|Av|Om|Ved|Med|Etter|Hos|Under|Over|Mellom|Mot|Ifølge|Ifølgje|Gjennom|Som){_S})"
)
# "Arbeidet i nettverket": what stands before a body and a preposition is something of the body's.
_NO_PREPOSITION = r"(?!(?:i|på|for|fra|frå|til|av|om|ved|med|hos|mellom|mot|innen|innan)\s)"
_OF = rf"{_S}(?:fra|frå|i|hos|ved){_S}"


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """The whole subject, by what it begins with: a person and a body, a body, a person and a title, a title and a person."""
    ending = one_of(row["ending"] for row in table("body_heads", "ending"))
    # "Norsk forbund", "Det norske institutt", "Noregs miljø- og biovitskaplege universitet"
    head = rf"(?=\p{{Lu}}){_ADVERBIAL}(?:{_NO_PREPOSITION}\p{{L}}[\p{{L}}-]*{_S}(?:og{_S})?){{0,4}}?{_NO_PREPOSITION}[\p{{L}}-]*(?i:{ending})(?!\p{{L}})"
    # "for hjertesyke barn", "for tros- og livssynssamfunn", "i Møre og Romsdal"
    what_for = rf"(?:{_S}(?:for|mot|av|i|til|på|mellom|innen|innan)(?:{_S}(?:og{_S})?[\p{{L}}-]+){{1,6}}?)?"
    code = rf"(?:{_S}\(\p{{L}}{{2,12}}\))?"
    # "Hovedorganisasjonen Virke", "Landsorganisasjonen for fiskere (LFF)"
    body = rf"{head}(?:{_S}\p{{Lu}}\p{{L}}+)?{what_for}{code}"
    return (
        regex.compile(rf"{_NAME}{_OF}{body}"),
        regex.compile(rf"{body}(?:{_S}(?:v/{_S}?|ved{_S}){_NAME})?"),
        regex.compile(rf"{_NAME},{_S}(?P<title>[^,;:.()]{{4,80}}),"),
        regex.compile(rf"(?P<title>\p{{Lu}}\p{{Ll}}+){_OF}[^,;:.()]{{2,60}},{_S}{_NAME},"),
    )


def long_subject(text: str, start: int, end: int) -> Unit | None:
    """The subject that fills ``text[start:end]``, up to its verb.

    Args:
        text: The text.
        start: Where the sentence begins.
        end: Where its first reporting verb begins.

    Returns:
        A unit with the person's name, else the body's; None where the words are no such subject.
    """
    words = text[start:end].strip()
    if len(words) > 160:
        return None
    for pattern in _patterns():
        match = pattern.fullmatch(words)
        if match is None or _holds_a_verb(match):
            continue
        groups = match.groupdict()
        if groups.get("title") and role_at(groups["title"], 0, complement=False) is None:
            continue
        name = groups.get("name") or words
        return Unit("unknown", start, start + len(words), name, name, tagged=True)
    return None


def _holds_a_verb(match: regex.Match[str]) -> bool:
    """Whether a verb or a conjunction stands among the words: then they are no subject, but a sentence."""
    title = match.groupdict().get("title") or ""
    low = regex.findall(r"(?<![\p{L}-])\p{Ll}[\p{L}-]*", match.group().replace(title, ""))
    return any(verb_kind(w) is not None or is_a("at", w) or is_a("rel", w) or w in _NO_SUBJECT for w in low)

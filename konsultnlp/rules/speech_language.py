"""Tells bokmål from nynorsk, for the form of a verb's lemma ("si" or "seie") where the text's own form is the same in both."""

from __future__ import annotations

from functools import lru_cache

import regex

_WORD = regex.compile(r"\p{L}+")
# Function words that the other standard does not have; no endings, since surnames and compounds have them too.
_NYNORSK = frozenset(
    "ikkje frå ein eit eg dei ho vart vert verte blei vore meir noko nokon korleis kva kven kvar kvifor sjølv berre no då òg "
    "mellom anna difor vidare medan etter at sidan ikkje hjå deira dykk dykkar me oss hennar gjere vere kome kjem gjer tek gjev "
    "velkomen framlegg framlegget kommunar fylkeskommunar ynskjer ønskjer ønskte tenester tenestene høyring høyringa tilskot tilskotet "
    "innspel innspela løyving løyvingar løyse spurde svara meinte meiner takka nemnde peika lova bad gav gjekk heiter utgreiing "
    "kommunane fylkeskommunane regjeringa seier seie fleire mykje høve saman særleg like såleis mange".split()
) - {"at", "anna", "mellom", "etter", "mange", "like", "oss", "gjer", "sidan", "blei"}
_BOKMAAL = frozenset(
    "ikke fra en et jeg de hun ble blir bli vært mer noe noen hvordan hva hvem hvor hvorfor selv bare nå da derfor videre mens "
    "velkommen forslag kommuner fylkeskommuner ønsker tjenester tjenestene høring høringen tilskudd tilskuddet innspill spurte "
    "mente mener takket nevnte pekte lovet ga gikk utredning "
    "hos deres dere hennes gjøre være komme kommer gjør tar gir kommunene fylkeskommunene regjeringen sier si flere mye sammen "
    "særlig slik".split()
) - {"de", "da", "si", "slik", "komme", "tar", "gir"}


@lru_cache(maxsize=256)
def is_nynorsk(text: str) -> bool:
    """Whether more of the words that only one standard has are nynorsk."""
    words = [w.casefold() for w in _WORD.findall(text)]
    return sum(w in _NYNORSK for w in words) > sum(w in _BOKMAAL for w in words)

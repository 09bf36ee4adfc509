"""Reads subjects that are several people without their names: "Begge", "Flere fra KS-delegasjonen", "Representantene fra KS".

Supports: bokmål and nynorsk, quantity words with "av", "fra", "i", "blant", delegations, representatives and participants.
Avoids: groups that only are spoken of ("Flere kommuner mente" in a survey), parties with a word of their own ("Begge parter").
"""

from __future__ import annotations

import regex

from konsultnlp.grammar.atoms import lazy

_S = r"[ \u00A0\u2009\u202F]"
# "Begge sa": two who spoke just before; "De sa": after joint speakers; "Begge parter" and "Begge departementene" are others.
_BOTH = lazy(
    rf"(?:(?P<two>begge(?:{_S}to)?|de{_S}to|dei{_S}to)|dei?)(?={_S}(?!part|sider|sidene|deler|departement|to(?!\p{{L}}))\p{{Ll}})",
    regex.IGNORECASE,
)
_SOME = (
    r"(?:flere|fleire|noen|nokre|nokon|enkelte|einskilde|mange|de\sfleste|dei\sfleste|alle|et\spar|eit\spar|en|ein|ei|to|tre|fire|andre"
    r"|flertallet|fleirtalet)"
)
_SPEAKERS = (
    r"(?:representant(?:er|ene|ar|ane)|deltaker(?:e|ne)|deltakar(?:ar|ane)|medlem(?:mer|mene|mar|ane)"
    r"|møtedeltaker(?:e|ne)|møtedeltakar(?:ar|ane)|utsending(?:er|ene|ar|ane)|talspersoner)"
)
_DELEGATION = (
    r"(?:KS-?(?:delegasjonen|siden|sida|ledelsen|leiinga|gruppen|gruppa|representantene|representantane|delegatene|delegatane)"
    r"|KS(?:['’´`]s?|s)?(?:\ssin(?:e)?|\ssi)?(?:\s(?:delegasjon|side|representanter|representantar|ledelse|leiing|utsendinger|folk))?"
    r"|(?:delegasjonen|delegasjonane|delegasjonene)(?:\s(?:fra|frå|til)\sKS)?|kommunesiden|kommunesida|kommunesektoren"
    r"|statssekretærene|statssekretærane|ordførerne|ordførarane|statens\srepresentanter|staten\ssine\srepresentantar|departementene|departementa|fylkene|fylka|byene|byane)"
)
_OF = r"(?:av|fra|frå|i|blant|på|hos)"
_GROUP = lazy(
    rf"(?:{_SOME}{_S}(?:{_OF}{_S}(?:{_SPEAKERS}{_S}(?:{_OF}{_S}{_DELEGATION})|{_SPEAKERS}|{_DELEGATION})|{_SPEAKERS}(?:{_S}{_OF}{_S}{_DELEGATION})?)"
    rf"|{_SPEAKERS}{_S}{_OF}{_S}{_DELEGATION}|delegasjonen{_S}(?:fra|frå){_S}KS|(?:staten|KS)(?:s|['’´`]s?|{_S}sine)?{_S}{_SPEAKERS})(?!\p{{L}})",
    regex.IGNORECASE,
)
_OF_STATE = lazy(r"stat|departement|regjering", regex.IGNORECASE)


def both_at(text: str, at: int, end: int) -> int:
    """Where "Begge" that begins at ``at`` ends, or ``at``."""
    match = _BOTH.match(text, at, end)
    return match.end() if match else at


def group_at(text: str, at: int, end: int) -> tuple[int, str]:
    """Where a group that begins at ``at`` ends, and whose side it is on; ``(at, "")`` where none begins there."""
    match = _GROUP.match(text, at, end)
    if match is None:
        return at, ""
    side = "staten" if _OF_STATE.search(match.group()) else "ks"
    return match.end(), side

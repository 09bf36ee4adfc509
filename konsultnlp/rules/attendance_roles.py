"""Reads titles of people: which one, in the singular as written, and whose it is.

Supports: compounds ("helseminister"), coordinated first parts ("kommunal- og regionalminister"), ordinals
("1. nestleder"), modifiers ("politisk rådgiver"), complements ("leder av rådmannsutvalget"), plural and definite forms.
Avoids: the verb "leder": a title counts only where the caller expects one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp.grammar.atoms import one_of
from konsultnlp.lexicon import Row, forms, table

# "1.", "første": which of several deputies.
_ORDINAL = r"(?:\d\.\s?|første\s|fyrste\s|andre\s|annen\s|tredje\s)"
# Words before a title that belong to it.
_MODIFIER = (
    r"(?:politisk|administrerende|administrerande|adm\.|assisterende|assisterande|ass\.|konstituert|kst\.|fungerende"
    r"|fungerande|fung\.|daglig|dagleg|juridisk|faglig|fagleg|teknisk|stedfortredende|viseadministrerende"
    r"|viseadministrerande|avtroppende|påtroppende|tidligere|tidlegare|medisinsk|øverste|vise)\s?"
)
# "kommunal- og " of "kommunal- og regionalminister", "barne-, likestillings- og " of a longer one.
_JOINED = r"(?:\p{L}+-,?\s(?:\p{L}+-,?\s)?og\s)"
# What the person is the head or a member of, in lower case: "av fylkesordførarkollegiet", "for avdeling for kommuneøkonomi".
_LOWER = r"(?-i:\p{Ll})[\p{L}-]+"
# "direktør interessepolitikk", "avdelingsdirektør helse og velferd": what a director or adviser works with, up to a comma.
_FIELD = rf"(?:(?<=direktør|sjef|leder|leiar|rådgiver|rådgjevar|koordinator)\s(?!og\b|i\b|av\b|for\b|fra\b|frå\b|ved\b|samt\b|som\b|til\b){_LOWER}(?:\sog\s{_LOWER})?(?=\s?[,;(\n]|$))"
_COMPLEMENT = rf"(?:{_FIELD}|\s(?:av|for|i)\s(?!staten\b){_LOWER}(?:\s(?:og|for|av|i)\s{_LOWER}){{0,2}})?"

COLUMNS = ("singular", "definite", "plural", "side", "compound", "function")


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A title in a text.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character, complement included.
        text: The title in the singular, indefinite, spelled as in the text.
        head: Its last part as the lexicon has it ("minister").
        plural: Whether it stands in the plural and so goes for several names.
        definite: Whether it stands in the definite singular ("statsråden").
        side: Whose title it is: ``staten``, ``ks``, ``annen`` or empty.
        function: ``moteleder``, ``referent``, ``observator`` or empty.
    """

    start: int
    end: int
    text: str
    head: str
    plural: bool
    definite: bool
    side: str
    function: str


@cache
def _forms() -> dict[str, tuple[Row, str]]:
    """Form → (row, which form it is)."""
    found: dict[str, tuple[Row, str]] = {}
    for row in table("roles", *COLUMNS):
        found.setdefault(row["singular"], (row, "singular"))
        for column in ("definite", "plural"):
            for form in forms(row[column]):
                found.setdefault(form, (row, column))
    return found


@cache
def _pattern(complement: bool) -> regex.Pattern[str]:
    alone = one_of((form for form, (row, _) in _forms().items() if row["compound"] == "no"), any_case=True)
    compound = one_of((form for form, (row, _) in _forms().items() if row["compound"] == "yes"), any_case=True)
    word = rf"(?:(?P<alone>{alone})|(?P<first>[\p{{L}}-]{{0,40}}?)(?P<head>{compound}))(?!\p{{L}})"
    tail = _COMPLEMENT if complement else ""
    return regex.compile(
        rf"(?<![\p{{L}}-])(?P<role>{_ORDINAL}?(?:{_MODIFIER}){{0,2}}{_JOINED}?{word})(?P<of>{tail})", regex.IGNORECASE
    )


def _hit(match: regex.Match[str]) -> RoleHit:
    form = match["alone"] or match["head"]
    row, kind = _forms()[form.casefold()]
    singular = match["role"][: len(match["role"]) - len(form)] + _like(row["singular"], form)
    return RoleHit(
        match.start(), match.end(), singular + match["of"], row["singular"],
        kind == "plural", kind == "definite", row["side"], row["function"],
    )  # fmt: skip


def _like(word: str, model: str) -> str:
    """``word`` with the capital that ``model`` has."""
    return word.capitalize() if model[:1].isupper() else word


def role_at(text: str, at: int, end: int | None = None, *, complement: bool = True) -> RoleHit | None:
    """The title that begins at ``at``, or None.

    Args:
        text: Any text.
        at: Where it must begin.
        end: Where reading stops.
        complement: Whether "av rådmannsutvalget" after it belongs to it.
    """
    match = _pattern(complement).match(text, at, len(text) if end is None else end)
    return _hit(match) if match else None


def find_roles(text: str, start: int = 0, end: int | None = None) -> list[RoleHit]:
    """All titles in a text, without complements."""
    return [_hit(m) for m in _pattern(False).finditer(text, start, len(text) if end is None else end)]

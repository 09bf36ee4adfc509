"""What a reader of references finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceHit:
    """A reference.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        text: The quote.
        kind: ``proposisjon``, ``melding``, ``innstilling``, ``nou``, ``lov``, ``forskrift``, ``paragraf``,
            ``rundskriv`` or ``url``.
        normalized: Canonical form: "Meld. St. 8 (2015–2016)", "NOU 2014: 3", "kommuneloven § 5-3".
        target_id: Lovdata id of an act, else empty.
        rule: How it was found.
    """

    start: int
    end: int
    text: str
    kind: str
    normalized: str
    target_id: str
    rule: str


def make_hit(
    text: str, start: int, end: int, kind: str, normalized: str, target: str = "", rule: str = ""
) -> ReferenceHit:
    """The reference at ``start:end`` of ``text``."""
    return ReferenceHit(start, end, text[start:end], kind, normalized, target, rule)

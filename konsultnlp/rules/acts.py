"""The act of a row of reported speech, once the requests in its sentence are known.

A row is a ``request`` where the sentence holds an explicit request of the speaker's other than a position or warning;
an implicit one, a position or a warning makes it a ``position``, unless it promises, objects or agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import regex

from konsultnlp.rules.speech import StatementHit
from konsultnlp.rules.speech_content import only_must
from konsultnlp.rules.speech_verbs import lexical_act


class RequestLike(Protocol):
    """What this module needs to know of a request."""

    @property
    def act(self) -> str:
        """``request``, ``wish``, ``position``, ``warning`` …"""

    @property
    def explicit(self) -> bool:
        """Whether it has a request verb or noun of a party's."""

    @property
    def requester_id(self) -> str:
        """Whose it is; several joined by ``;``."""


_MUNICIPAL = frozenset({"ks", "kommunesektoren", "kommunene", "fylkeskommunene"})
_PERSON = regex.compile(r"[a-z]+(?:-[a-z]+)+")  # a slug; a ministry's id ends in a year
_WEAK = frozenset({"position", "warning"})


def statement_act(hit: StatementHit, text: str, requests: Sequence[RequestLike]) -> str:
    """The final act of ``hit``.

    Args:
        hit: The row, with the act that its words alone suggest.
        text: The text it stands in.
        requests: The requests whose sentence the row quotes.
    """
    own = [r for r in requests if _is_own(hit, r)]
    if any(r.explicit and r.act not in _WEAK for r in own):
        return "request"
    if hit.act == "request" and requests:
        act, content_decides = lexical_act(hit.verb)
        # The request reader has judged the sentence: a wish of one's own ("ønsket å bidra") is none.
        return "position" if content_decides or act != "request" else "request"
    if hit.act == "position" and not requests and not lexical_act(hit.verb)[0].startswith("position"):
        content = text[hit.content_start : hit.end]
        return "information" if only_must(content) else "position"  # "Mange må i dag vente": a fact
    if own and hit.act in {"information", "thanks", "procedure"}:
        return "position"
    return hit.act


def _is_own(hit: StatementHit, request: RequestLike) -> bool:
    """Whether a request is the speaker's or that of the side he speaks for."""
    ids = set(request.requester_id.split(";")) - {""}
    if not ids or hit.person_id in ids or hit.speaker_org_id in ids:
        return True
    if hit.person_id and all(_PERSON.fullmatch(i) for i in ids):
        return False  # somebody else's, be it of the same side
    side = getattr(request, "requester_side", "")
    if side:
        return bool(side == hit.side)
    return hit.side == "ks" and bool(ids & _MUNICIPAL)

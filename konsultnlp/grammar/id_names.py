"""What an id of a party stands for, in words for people."""

from __future__ import annotations

from functools import cache

from konsultnlp import lexicon
from konsultnlp.grammar.ministry_register import ministries


def name_of(party_id: str, language: str = "nb") -> str:
    """The name of a party: ``hod-2004`` is Helse- og omsorgsdepartementet.

    Args:
        party_id: An id as in ``requester_id``, ``addressee_id`` or ``ministry_id``; of several, joined by ``;``, the names are joined
            by " og ".
        language: ``nb`` or ``nn``.

    Returns:
        The name, with a capital; an id that is no party's (a ``person_id``) comes back as it is.
    """
    return " og ".join(_names(language).get(one, one) for one in party_id.split(";"))


@cache
def _names(language: str) -> dict[str, str]:
    column = "name_nn" if language == "nn" else "name_nb"
    rows = lexicon.table("party_names", "party_id", "name_nb", "name_nn")
    parties = {row["party_id"]: row[column][:1].upper() + row[column][1:] for row in rows}
    return parties | {m.id: m.name_nn if language == "nn" else m.name_nb for m in ministries()}

"""Sentences that carry on a speaker's speech with a verb of their own: "Departementet ble oppfordret om …", "Viste til …".

Supports: passives whose subject is asked, by the side that speaks; notes without a subject after "Moe (KS):"; the
municipalities as the subject of a verb of asking ("Fylkeskommunene krever …"); "Vi" in notes. Avoids: who was asked by
others ("KS ble bedt om å svare", in KS' own speech), and deeds ("Kommunene krever inn avgiften").
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speaker_resolution import Resolver
from konsultnlp.rules.speech_subjects import SubjectReader
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit

_S = r"[ \u00A0\u2009\u202F]"
_ADVERBS = rf"(?:{_S}*{ADVERB}(?!\p{{L}}))*{_S}*"
_SKIP = lazy(_ADVERBS)
_MUNICIPAL = lazy(
    rf"(?:Både{_S})?(?P<who>(?:Fylkesk|K)ommun(?:ene|ane)|(?:Små|Stor)kommun(?:ene|ane)|Storby(?:ene|ane)|By(?:ene|ane)|Fylk(?:ene|a))"
    rf"(?:{_S}og{_S}(?:KS|fylkeskommun(?:ene|ane)|kommun(?:ene|ane)))?{_ADVERBS}"
)
_ASKS_BACK = lazy(r"\?\s*$")
# "Ønsker KS dette, må …", "Krever staten mer?": a condition, a question, a subject after the verb.
_CONDITION = lazy(r"\?\s*$|,\s(?:så\s)?(?:må|bør|vil|kan|skal|er|blir|vert|trengs|trengst|krever|krev|får)(?!\p{L})")
_SUBJECT_NEXT = lazy(
    rf"{_S}(?:KS|vi|de|dei|han|hun|ho|man|staten|\p{{L}}*departementet|regjering(?:en|a)|kommun(?:en|ene|ane)|(?:en|ein|ei|et|eit))(?!\p{{L}})"
)
_WE = lazy(rf"(?:Vi|Jeg|Me|Eg){_ADVERBS}")
# Verbs of asking that are deeds, needs or history with the municipalities as their subject.
_NO_ASKING = frozenset(
    {"trenge", "foreslå", "føreslå", "ønske", "ønskje", "ynskje", "invitere", "råde", "rå til", "savne", "sakne"}
)
_COLLECTS = lazy(rf"{_S}inn(?!\p{{L}})")


def carried_verb(
    reader: SubjectReader, resolver: Resolver, start: int, end: int, verbs: Sequence[VerbHit], *, noted: bool
) -> VerbHit | None:
    """The verb of a sentence that goes on with what the last speaker said, or None.

    Args:
        reader: Reads subjects out of the text.
        resolver: Knows who spoke last.
        start: Where the sentence begins.
        end: Where it ends.
        verbs: Its verbs.
        noted: Whether it stands after a label ("Moe (KS): …"), where "vi" is the speaker's side.
    """
    if not verbs:
        return None
    text = reader.text
    first = verbs[0]
    if first.start == start and first.tense == "past" and text[start].isupper():
        return first  # "Viste til …"
    finite = first.tense == "present" or (first.tense == "infinitive" and text.startswith("Kan", start))
    if noted and first.aux == start and finite and text[start].isupper():
        return None if _ASKS_BACK.search(text, start, end) else first  # "Ber departementet …", "Kan ikkje støtte …"
    asks = first.tense == "present" and first.aux == start and first.act == "request" and text[start].isupper()
    if asks and not _CONDITION.search(text, start, end) and not _SUBJECT_NEXT.match(text, first.end):
        return first  # "Ber om en ny vurdering.": a note among sentences
    we = _WE.match(text, start, end) if noted else None
    if we:
        return next((v for v in verbs if v.start == we.end() and v.party and v.tense in {"past", "present"}), None)
    municipal = _MUNICIPAL.match(text, start, end)
    if municipal:
        if resolver.last().side != "ks":
            return None
        return next(
            (
                v for v in verbs
                if v.start == municipal.end() and v.tense == "present" and v.act == "request"
                and v.lemma not in _NO_ASKING and not _COLLECTS.match(text, v.end, end)
            ),
            None,
        )  # fmt: skip
    return _asked(reader, resolver, start, end, verbs)


def _asked(reader: SubjectReader, resolver: Resolver, start: int, end: int, verbs: Sequence[VerbHit]) -> VerbHit | None:
    """ "Departementet ble (derfor) oppfordret om å …": asked by the other side, which has the word."""
    unit = reader.one(start, end)
    last = resolver.last()
    if unit is None or unit.kind != "party" or not last.side or unit.side == last.side:
        return None
    skip = _SKIP.match(reader.text, unit.end, end)
    place = skip.end() if skip else unit.end
    return next((v for v in verbs if v.tense == "passive" and v.aux == place and v.act == "request"), None)

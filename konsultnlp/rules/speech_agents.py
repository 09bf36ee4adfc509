"""Who is behind a passive ("støttet av Moe", "fra KS' side") and behind a sentence without a verb of speech ("Ifølge Moe").

Avoids: who is asked in a passive ("KS ble bedt om å …"), and agents that are no party of the meeting ("av utvalget").
"""

from __future__ import annotations

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speaker_resolution import Resolver
from konsultnlp.rules.speech_subjects import SubjectReader, Unit
from konsultnlp.rules.speech_verbs import ADVERB, VerbHit

_S = r"[ \u00A0\u2009\u202F]"
_FROM = lazy(rf"(?<!\p{{L}})(?:fra|frå){_S}", regex.IGNORECASE)
_BY = lazy(rf"(?<!\p{{L}})av{_S}(?:både{_S})?")
_BETWEEN = lazy(rf"(?<!\p{{L}})(?:fra|frå|av){_S}")
_SIDE = lazy(
    rf"(?:['’´`]s?|s)?{_S}(?:sin{_S}|si{_S})?sid[ea](?!\p{{L}})|['’´`]s?{_S}sid[ea](?!\p{{L}})|{_S}s(?:i"
    rf"|in){_S}sid[ea](?!\p{{L}})"
)
_NOT_BY = frozenset({"regjeringen", "regjeringa", "staten"})
_ACCORDING = lazy(rf"(?:Ifølge|I{_S}følge|Ifølgje|I{_S}følgje){_S}")
_FOR = lazy(rf"For{_S}")
_IS_FOR = lazy(rf"{_S}(?:er|var|ble|vart|blir|vert){_S}(?:det|dette){_S}")
_AFTER = lazy(rf"Etter{_S}")
_VIEW = lazy(
    rf"(?:['’´`]s?|s)?{_S}(?:sitt?{_S}|sin{_S}|si{_S})?(?:syn|mening|meining|vurdering|oppfatning|oppfatting"
    rf"|erfaring|skjønn)(?!\p{{L}})"
)
_NOUN = lazy(
    rf"(?:['’´`]s?|s)?{_S}(?:sitt?{_S}|sin{_S}|si{_S})?(?:viktigste{_S}|klare{_S}|første{_S}|fyrste{_S})?(?:hoved|hovud)?(?:syn"
    rf"|poeng|svar|spørsmål|innspill|innspel|budskap|bodskap|ønske|ønskje|mening|meining|vurdering"
    rf"|oppfatning|oppfatting|holdning|haldning|inntrykk|kommentar|forslag|framlegg|konklusjon|krav"
    rf"|standpunkt){_S}(?:er|var){_S}(?:at|om|å)(?!\p{{L}})"
)
_NOUN_FROM = lazy(
    rf"(?:Svaret|Spørsmålet|Innspillet|Innspelet|Budskapet|Bodskapen|Kravet|Ønsket|Beskjeden|Meldingen|Meldinga"
    rf"|Forslaget|Framlegget|Kommentaren){_S}(?:fra|frå){_S}"
)
_WAS = lazy(rf"{_S}(?:er|var){_S}(?:at|om|å)(?!\p{{L}})")


def agent_of(reader: SubjectReader, resolver: Resolver, start: int, end: int, verb: VerbHit) -> list[Unit]:
    """The agent of a passive, or nothing.

    Args:
        reader: Reads subjects out of the text.
        resolver: Knows who is on the list.
        start: Where the sentence begins.
        end: Where it ends.
        verb: The participle, with its auxiliary.
    """
    text = reader.text
    for place in (verb.after, verb.end):
        skip = regex.compile(rf"(?:{_S}*{ADVERB}(?!\p{{L}}))*{_S}*").match(text, place, end)
        at = skip.end() if skip else place
        for pattern in (_BY, _FROM):
            match = pattern.match(text, at, end)
            if match:
                units = _after(reader, resolver, match.end(), end)
                if units:
                    return units
    # "reist spørsmål fra Moe om": between verb and particle
    match = _BETWEEN.search(text, verb.end, verb.after)
    if match:
        units = _after(reader, resolver, match.end(), verb.after)
        if units:
            return units
    for pattern in (_FROM, _BY):
        for match in pattern.finditer(text, start, verb.start):
            if regex.search(r"(?<!\p{L})at\s", text[start : match.start()]):
                break
            units = _after(reader, resolver, match.end(), end)
            if units:
                return units
    # "…, ble det påpekt av Moe": the agent may also follow the words in between.
    match = _BY.search(text, verb.after, min(end, verb.after + 60))
    if match and not regex.search(r"(?<!\p{L})(?:at|om|som)\s|,", text[verb.after : match.start()]):
        units = _after(reader, resolver, match.end(), end)
        if units and all(u.kind != "party" for u in units):
            return units
    return []


def _after(reader: SubjectReader, resolver: Resolver, at: int, end: int) -> list[Unit]:
    """The parties after "av" or "fra", with or without "side"."""
    side = reader.one(at, end, genitive=True)
    if side is not None and _SIDE.match(reader.text, _bare_end(side), end) and resolver.knows(side):
        return [side]
    units = reader.read(at, end)
    known: list[Unit] = []
    for unit in units:
        if not resolver.knows(unit) or unit.text.casefold() in _NOT_BY:
            break
        known.append(unit)
    return known


def _bare_end(unit: Unit) -> int:
    """Where a unit ends without its genitive."""
    return unit.start + len(unit.text)


def attributed(reader: SubjectReader, resolver: Resolver, start: int, end: int) -> tuple[list[Unit], int]:
    """The party that a sentence without a verb of speech is attributed to, and where what it says begins."""
    text = reader.text
    match = _ACCORDING.match(text, start, end)
    if match:
        units = [u for u in reader.read(match.end(), end)[:1] if resolver.knows(u) and u.text.casefold() not in _NOT_BY]
        return units, units[0].end if units else start
    for opening, closing in ((_FOR, _IS_FOR), (_AFTER, _VIEW), (_FROM, _SIDE)):
        match = opening.match(text, start, end)
        if match is None:
            continue
        unit = reader.one(match.end(), end, genitive=opening is not _FOR)
        if unit is not None and unit.kind != "pronoun" and resolver.knows(unit):
            close = closing.match(text, _bare_end(unit) if opening is not _FOR else unit.end, end)
            if close:
                return [unit], start if opening is _FOR else close.end()
    unit = reader.one(start, end, genitive=True)
    if unit is not None and unit.kind != "pronoun" and resolver.knows(unit):
        close = _NOUN.match(text, _bare_end(unit), end)
        if close:
            return [unit], close.end()
    match = _NOUN_FROM.match(text, start, end)
    if match:
        unit = reader.one(match.end(), end)
        if unit is not None and resolver.knows(unit) and _WAS.match(text, unit.end, end):
            return [unit], unit.end
    return [], start

"""Tells a surname at the head of a sentence from a common word with a capital.

Supports: words that the text has in lower case elsewhere, function words, and nouns by the last part of the compound
("Kommunene", "Barnehageutvalget", "Rapporten"). Avoids: endings alone, since surnames end in -en and -et too (Moen, Holmset).
"""

from __future__ import annotations

import regex

# Words that begin a sentence and are nobody.
_FUNCTION = frozenset(
    "alle altså at av begge blant bortsett både da de deg dei den denne der deretter derfor dersom desse dessuten det dette difor "
    "disse du dykk då eg ein eit ellers elles en enkelte er et etter fire flere fleire for fordi forslaget forøvrig fra framlegget "
    "fram frem frå først fyrst gjennom han her ho hun hvis hva hvem hver hvilke hvor hvordan hvorfor i ifølge ifølgje igjen ikke "
    "ikkje imidlertid ingen innen innan innledningsvis innleiingsvis jeg kva kvar kven kvifor korleis man mange med medan mellom men "
    "mens mer mot ned neste no noen noko nokon nokre noe nå når og også om opp oppe overfor partane partene per på samlet samtidig "
    "samstundes selv sidan siden sjølv slik som spesielt særlig særleg så tilsvarende til to tre tross under unntatt ut uten utan ved "
    "vi vidare videre viss å år òg over avslutningsvis avsluttende flertallet fleirtalet mindretallet resten saka saken sakene sakane "
    "punktet temaet møtet møte referatet spørsmålet svaret talla tallene tala kontakten dialogen mye mykje lite hele heile andre annen "
    "annet anna ytterligere ytterlegare dagens nye ny nytt gode god godt stor store stort fortsatt framleis økt økte auka".split()
)
# Last parts of compounds that are institutions, groups, papers or matters, in the definite.
_NOUNS = regex.compile(
    r"\p{L}*(?:kommunen|kommunene|kommunane|kommuner|kommunar|sektoren|departementet|departementa|departementene|direktoratet|direktorata"
    r"|direktoratene|regjeringen|regjeringa|stortinget|utvalget|utvalet|utvalgene|rapporten|rapporteringen|rapporteringa|meldingen|meldinga|proposisjonen|forslaget"
    r"|framlegget|undersøkelsen|undersøkinga|undersøkelsene|undersøkingane|tilsynet|etaten|forbundet|foreningen|foreininga|organisasjonen|organisasjonene"
    r"|organisasjonane|partene|partane|ordningen|ordninga|ordningene|loven|lova|forskriften|forskrifta|reformen|reforma|tiltaket|tiltakene"
    r"|tiltaka|arbeidet|avtalen|avtala|budsjettet|tilskuddet|tilskotet|midlene|midlane|erfaringene|erfaringane|tallene|tala|tallet|talet|målet"
    r"|målene|måla|fylkene|fylka|fylket|byene|byane|staten|statsforvalteren|statsforvaltaren|fylkesmannen|fylkesmennene|rådet|styret|landsstyret"
    r"|hovedstyret|hovudstyret|gruppen|gruppa|arbeidsgruppen|arbeidsgruppa|sekretariatet|instituttet|senteret|nemnda|komiteen|partiet|eierne"
    r"|eigarane|brukerne|brukarane|elevene|elevane|lærerne|lærarane|ansatte|tilsette|foreldrene|barna|barnet|innbyggerne|innbyggjarane"
    r"|flyktningene|flyktningane|høringen|høyringa|evalueringen|evalueringa|analysen|strategien|planen|satsingen|satsinga|økningen|auken"
    r"|kostnadene|kostnadane|utgiftene|utgiftene|inntektene|inntektane|utviklingen|utviklinga|situasjonen|pandemien|krisen|krisa|media"
    r"|avisene|avisane|forskere|forskarar|eksperter|statistikken|spørsmål|svar|innspill|innspel|kommentarer|kommentarar|erfaringer|erfaringar)",
    regex.IGNORECASE,
)


def is_common_word(word: str, lower: frozenset[str] = frozenset()) -> bool:
    """Whether a capitalised word that begins a sentence is an ordinary word.

    Args:
        word: The word.
        lower: The words that the text at hand has in lower case.
    """
    low = word.casefold()
    return low in _FUNCTION or low in lower or bool(_NOUNS.fullmatch(low))


def lower_words(text: str) -> frozenset[str]:
    """The words of ``text`` that stand in lower case."""
    return frozenset(regex.findall(r"(?<![\p{L}-])\p{Ll}[\p{Ll}-]+(?![\p{L}])", text))

"""Recognises the sentences of minutes that report nobody's speech: the meeting's course, what was agreed, who came and went.

Supports: bokmål and nynorsk. Avoids: "Møtet med kommunene var nyttig" and the like, in which a speaker speaks of a meeting.
"""

from __future__ import annotations

import regex

from konsultnlp.rules.speech_words import is_common_word

_WAS = r"(?:ble|blei|vart|var|er|blir|vert)"
_PAPERS = (
    r"(?:Dagsorden(?:en)?|Saksliste[nr]?|Sakliste[nr]?|Sakslista|Saklista|Innkalling(?:en|a)?|Møteinnkalling(?:en|a)?|Referat(?:et|a|ene)?|Møtereferatet|Protokoll(?:en)?"
    r"|Dagsordenen|Agenda(?:en)?|Forslag(?:et)?\stil\sdagsorden)"
)
_PATTERNS = (
    regex.compile(rf"^{_PAPERS}\b.{{0,140}}?\b{_WAS}\b"),
    regex.compile(rf"^(?:Møtet|Konsultasjonsmøtet|Dagens\smøte)\s(?:{_WAS}\s(?:\p{{L}}+\s){{0,2}}?(?:slutt|hevet|heva|avsluttet|avslutta|satt|sett|åpnet|opna|ledet|leia|holdt|halde|gjennomført|utsatt|utsett|avlyst|berammet|lagt|ferdig)|sluttet|slutta|varte|varde|startet|starta|begynte|byrja|tok\sslutt)"),
    regex.compile(rf"^(?:Neste|Det\sneste)\s(?:\p{{L}}+)?(?:møte|møtet)(?:t)?\b"),
    regex.compile(r"^(?:Ingen|Det\s(?:var|ble|vart|blei|er|kom|framkom|fremkom)\s(?:ikke|ikkje|ingen|inga))\b[^.]{0,60}?\b(?:merknad|kommentar|saker|innvending|innspill|innspel|spørsmål|synspunkt)"),
    regex.compile(r"^Det\s(?:ble|vart|blei)\s(?:ikke|ikkje|ingen)\s(?:knyttet|knytt|fremmet|fremja|gitt|gjeve|reist|tatt|teke|meldt|framsatt|stilt)"),
    regex.compile(rf"^(?:Saken|Saka|Sakene|Sakane|Punktet|Temaet|Dokumentet|Listen|Lista|Oversikten|Oversikta)\s{_WAS}\s(?:\p{{L}}+\s){{0,2}}?(?:utsatt|utsett|tatt|teke|trukket|trekt|behandlet|handsama|drøftet|drøfta|gjennomgått|lagt|lagd|satt|sett|avsluttet|avslutta|diskutert)"),
    regex.compile(r"^(?:Saken|Saka|Sakene|Sakane|Temaet)\s(?:settes|tas|følges|vert\steke|vert\ssett|blir\stekne?|blir\statt|blir\ssatt|drøftes|utsettes)"),
    regex.compile(r"^(?:Hoveddelen|Hovuddelen|Resten|Første\sdel|Siste\sdel|Fyrste\sdelen|Siste\sdelen)\sav\smøtet\b"),
    regex.compile(rf"^(?:Det|Så|Deretter|Etter\sdette)\s?{_WAS}\s(?:det\s)?(?:\p{{L}}+\s){{0,2}}?(?:gitt\sordet|pause|lunsj|åpnet\sfor|opna\sfor|avholdt)"),
    regex.compile(r"^(?:Statsråden|Statsråd\s\p{Lu}\p{L}+|\p{Lu}\p{L}+)\s(?:måtte\s)?(?:forlate|forlot|gikk|gjekk|kom)\s(?:møtet|frå\smøtet|fra\smøtet|til\smøtet)"),
    regex.compile(r"^(?:Under|Til)\s(?:eventuelt|ymse|punktet|saken|saka)\b[^.]{0,40}\b(?:ingen|ikke|ikkje)\b"),
    regex.compile(rf"^(?:Det\s{_WAS}\s)?(?:Enighet|enighet|einigheit|semje|brei\ssemje|bred\senighet)\s(?:om|i)\s(?:\p{{L}}+\s){{0,2}}(?:dagsorden|saklista|sakslista|referatet)"),
)  # fmt: skip
_AGREED = regex.compile(
    rf"^(?:Partene|Partane|Begge\sparter|Begge\spartar|Møtet|Det\s{_WAS}|Det\svar)\b[^.]{{0,25}}?\b(?:enige|einige|samde|enighet|einigheit|semje|enighet|avtalt|avtala|avtalte|konkluderte|konkludert|besluttet|bestemt|vedtok|fast\sved|slutta\sseg|sluttet\sseg)\b"
)
_WILL = regex.compile(r"\b(?:enige|einige|samde|enighet|einigheit|semje|avtalt|avtala|avtalte|besluttet|bestemt)\b\s?(?:om\s)?(?:å|at\s[^.]{0,60}?\b(?:skal|skulle|vil|ville)\b)")
_PARTIES = regex.compile(r"^(?:Partene|Partane|Begge\sparter|Begge\spartar)\b")

_FOLLOW_UP = regex.compile(
    r"^\s*(?:\d+[.)]?\s*|[a-z]\)\s*)?(?:Konklusjon(?:er|ar)?|Oppfølging(?:spunkter|spunkt)?|Oppfølgjing(?:spunkt)?|Oppsummering|Videre\s(?:arbeid|oppfølging|prosess)|Vidare\s(?:arbeid|oppfølging|oppfølgjing)"
    r"|Aksjonspunkt(?:er)?|Tiltak|Avtalt\soppfølging|Vedtak|Beslutning(?:er)?|Avtalte\spunkt(?:er)?|Huskeliste|Ansvar\sog\sfrist)\s*[:.]?\s*$",
    regex.IGNORECASE,
)
# Who is to do something, and a verb in the present that is none of being, having or costing.
_DOES = r"(?:skal|vil|tek|gjev|gir|tar|går|ser|syter|(?!(?:er|har|blir|gjelder|koster|kostar|omfatter|omfattar|innebærer|viser)\b)\p{Ll}{2,}(?:er|ar|r))(?!\p{L})"
_TO_DO = regex.compile(
    rf"^(?:Det\sskal|(?P<who>\p{{Lu}}[\p{{L}}&/-]*)(?:\s(?:og|eller|samt)\s\p{{L}}+)*(?:-?\s?\p{{L}}+(?:departementet|direktoratet))?\s{_DOES})"
)
_PARTY_WORD = regex.compile(
    r"(?:KS|\p{Lu}{2,5}|\p{L}*departement(?:et|a|ene)|\p{L}*direktoratet|Regjering(?:en|a)|Staten|Kommun(?:ene|ane)|Fylkeskommun(?:ene|ane)|Part(?:ene|ane)"
    r"|Sekretariatet|Arbeidsgruppen|Arbeidsgruppa|Statsråden|Statssekretæren|Møteleder|Møteleiar|Referent)|.*-"
)


def nobodys_act(sentence: str) -> str:
    """The act of a sentence that reports nobody's speech, or empty where it may be somebody's."""
    plain = sentence.lstrip(" –-•")
    if any(p.search(plain) for p in _PATTERNS):
        return "procedure"
    if _AGREED.search(plain):
        return "commitment" if _WILL.search(plain) else "position"
    return "position" if _PARTIES.search(plain) else ""


def is_follow_up(heading: str) -> bool:
    """Whether what stands under ``heading`` is what was agreed ("Konklusjon:", "Oppfølging:"), not speech."""
    return bool(_FOLLOW_UP.match(heading))


def follow_up_act(sentence: str) -> str:
    """The act of a sentence under such a heading."""
    plain = sentence.lstrip(" –-•")
    known = nobodys_act(plain)
    if known:
        return known
    match = _TO_DO.match(plain)
    if match is None:
        return "information"
    who = match["who"]
    return "commitment" if not who or _PARTY_WORD.fullmatch(who) or not is_common_word(who) else "information"


_ABOUT = regex.compile(
    r"\b(?:ble|blei|vart|møtet|møte|saklista|sakslista|sakslisten|dagsorden|referatet|referat|punktet|eventuelt|ymse|vedlegg|vedlagt|konsultasjonsmøtet)\b", regex.IGNORECASE
)


def is_about_meeting(sentence: str) -> bool:
    """Whether a sentence without a speaker is about the meeting itself."""
    return bool(_ABOUT.search(sentence))

"""Recognises the sentences of minutes that report nobody's speech: the meeting's course, what was agreed, who came and went.

Supports: bokmål and nynorsk. Avoids: "Møtet med kommunene var nyttig" and the like, in which a speaker speaks of a meeting.
"""

from __future__ import annotations

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speech_words import is_common_word

_WAS = r"(?:ble|blei|vart|var|er|blir|vert)"
_BECAME = r"(?:ble|blei|vart)"
_FEW = r"(?:\p{L}+\s){0,2}?"

# --- the meeting and its papers
_PAPER = (
    r"(?:Dagsorden(?:en)?|Saksliste[nr]?|Sakliste[nr]?|Sakslista|Saklista|Innkalling(?:en|a)?|Møteinnkalling(?:en|a)?"
    r"|Referat(?:et|a|ene)?|Møtereferatet|Protokoll(?:en)?|Agenda(?:en)?|Forslag(?:et)?\stil\sdagsorden)"
)
_ENDED = (
    r"(?:slutt|hevet|heva|avsluttet|avslutta|satt|sett|åpnet|opna|ledet|leia|holdt|halde|gjennomført|utsatt|utsett"
    r"|avlyst|berammet|lagt|ferdig)"
)
_RAN = r"(?:sluttet|slutta|varte|varde|startet|starta|begynte|byrja|tok\sslutt)"
# --- remarks that nobody made
_REMARK = r"(?:merknad|kommentar|saker|innvending|innspill|innspel|spørsmål|synspunkt)"
_MADE = r"(?:knyttet|knytt|fremmet|fremja|gitt|gjeve|reist|tatt|teke|meldt|framsatt|stilt|trukket|trekt|konkludert|votert|vedtatt|vedteke)"
# --- what was done with a case
_CASE = (
    r"(?:(?:Saken|Saka|Sakene|Sakane|Punktet|Punkta|Punktene|Temaet|Temaene|Temaa|Dokumentet|Listen|Lista|Oversikten|Oversikta)"
    r"(?:\s(?:om|under|på)\s[^.,;]{2,60}?)?)"
)
_HANDLED = (
    r"(?:utsatt|utsett|tatt|teke|trukket|trekt|behandlet|handsama|drøftet|drøfta|gjennomgått|lagt|lagd|satt|sett"
    r"|avsluttet|avslutta|diskutert|framskyndet|framskynda|fremskyndet|strøket|stroke|overført|overførd|flyttet|flytta|avlyst|oversendt)"
)
_WILL_BE = r"(?:settes|tas|følges|drøftes|utsettes|vert\s(?:teke|sett)|blir\s(?:tekne?|tatt|satt))"
_HEARD = r"(?:Dette|Orienteringen|Orienteringa|Redegjørelsen|Innspillet|Innspillene|Innspelet|Innspela)"
_SLIDES = r"(?:Presentasjonen|Presentasjonane|Presentasjonene|Innlegget|Notatet|Foilene|Lysbildene|Dokumentet)"
_TALK = r"(?:diskusjon|drøfting|drøftelse|meningsutveksling|runde|samtale|ordskifte|debatt|dialog)"
_CLOCK = r"(?:Kl\.?|Klokka|Klokken)\s?\d{1,2}(?:[.:]?\d{2})?,?"
_SOMEBODY = r"(?:Statsråden|Statsråd\s\p{Lu}\p{L}+|\p{Lu}\p{L}+)"

_PATTERNS = tuple(
    regex.compile(rf"^(?:{pattern})")
    for pattern in (
        rf"{_PAPER}\b.{{0,140}}?\b{_WAS}\b",
        rf"(?:Møtet|Konsultasjonsmøtet|Dagens\smøte)\s(?:{_WAS}\s{_FEW}{_ENDED}|{_RAN})",
        r"(?:Neste|Det\sneste)\s(?:bilaterale\s|ordinære\s|politiske\s)?\p{L}*møtet?\b",
        r"(?:Hoveddelen|Hovuddelen|Resten|Første\sdel|Siste\sdel|Fyrste\sdelen|Siste\sdelen)\sav\smøtet\b",
        rf"(?:Ingen|(?:Elles|Ellers|Ut\sover\sdette|Utover\sdette|For\søvrig)\s(?:var|ble|vart|blei|lå|låg|kom|forelå)\sdet\s(?:ikke|ikkje|ingen|inga)|Det\s(?:var|ble|vart|blei|er|kom|framkom|fremkom)\s(?:ikke|ikkje|ingen"
        rf"|inga))\b[^.]{{0,60}}?\b{_REMARK}",
        rf"Det\s{_BECAME}\s(?:ikke|ikkje|ingen)\s{_MADE}",
        r"(?:Intet|Inkje|Ingenting|Ikke\snoe|Ikkje\snoko|Ingen\s(?:saker|merknader|merknadar))[.!]?$",
        r"(?:Elles|Ellers)\s(?:låg|lå|var|forelå)\sdet\s(?:ikke|ikkje|ingen)\b",
        rf"(?:Mer|Meir|Annet|Anna)\s{_BECAME}\s(?:ikke|ikkje)\b",
        r"Det\s(?:hadde|var)\s(?:det\s)?ingen\s(?:\p{L}+\s){0,3}(?:å\sinnvende|innvending|merknad|kommentar|imot|mot)",
        r"Møtet\s(?:slutt|heva|hevet|sluttet|slutta)[.!]?$",
        r"(?:Kort|Stikkord|Hovedpunkter|Hovudpunkt|Hovedpunktene|Hovudpunkta|Fra|Frå)\b[^.:]{0,60}(?:ordskiftet|diskusjonen|drøftingen"
        r"|drøftinga|samtalen|debatten|møtet|innleggene|innlegga)\s?:$",
        r"(?:Partene\smøtes|Partane\s(?:møtest|møtast))\s(?:att|igjen|på\snytt|til)\b",
        r"Saker\stil\s(?:neste|det\sneste)\s\p{L}*møte\b",
        r"(?:Under|Til)\s(?:eventuelt|ymse|punktet|saken|saka)\b[^.]{0,40}\b(?:ingen|ikke|ikkje)\b",
        rf"{_CASE}\s{_WAS}\s{_FEW}{_HANDLED}",
        rf"{_CASE}\s(?:utgikk|utgjekk|gikk\sut|gjekk\sut)",
        rf"(?:Saken|Saka|Sakene|Sakane|Temaet)\s{_WILL_BE}",
        rf"(?:Det|Så|Deretter|Etter\sdette)\s?{_WAS}\s(?:det\s)?{_FEW}(?:gitt\sordet|pause|lunsj|åpnet\sfor"
        rf"|opna\sfor|avholdt)",
        rf"(?:Det|Så|Deretter)\s(?:{_BECAME}|var|fulgte|følgde)\s(?:det\s)?(?:ein|en|ei)\s{_FEW}{_TALK}",
        rf"{_HEARD}\s{_BECAME}\s(?:tatt|teke)\s(?:til|med)",
        rf"{_SLIDES}\s(?:er|følger|følgjer|ligger|ligg|vert|blir|ble|vart)\s(?:\p{{L}}+\s)?(?:vedlagt|ved|sendt"
        rf"|lagt)",
        rf"(?:{_CLOCK}|Deretter|Så|Da|Då|Under\sveis|Undervegs|Underveis)\s(?:måtte\s)?(?:gikk|gjekk|forlot|forlét|kom|dro|drog|overtok"
        rf"|tok|ledet|leia|gå)\s(?:\p{{L}}+\s){{1,4}}?(?:over|(?:til\s)?(?:ei?n?\s)?votering|til\sstortinget|(?:fra|frå|til)?\s?møtet)",
        rf"{_SOMEBODY}\s(?:måtte\s)?(?:forlate|forlot|gikk|gjekk|kom)\s(?:møtet|frå\smøtet|fra\smøtet|til\smøtet)",
    )
)

# --- what the parties agreed on
_PARTIES = lazy(r"^(?:Partene|Partane|Begge\sparter|Begge\spartar)\b")
_AGREEING = (
    r"(?:enige|einige|samde|enighet|einigheit|semje|avtalt|avtala|avtalte|konkluderte|konkludert|besluttet"
    r"|bestemt|vedtok"
    r"|fast\sved|slutta\sseg|sluttet\sseg)"
)
_AGREED = lazy(rf"^(?:Partene|Partane|Begge\sparter|Begge\spartar|Møtet|Det\s{_WAS})\b[^.]{{0,25}}?\b{_AGREEING}\b")
_WILL = lazy(
    r"\b(?:enige|einige|samde|enighet|einigheit|semje|avtalt|avtala|avtalte|besluttet|bestemt)\b\s?(?:om\s)?"
    r"(?:å|at\s[^.]{0,60}?\b(?:skal|skulle|vil|ville)\b)"
)

_FOLLOW_UP = lazy(
    r"^\s*(?:\d+[.)]?\s*|[a-z]\)\s*)?(?:Konklusjon(?:er|ar)?|Oppfølging(?:spunkter|spunkt)?|Oppfølgjing(?:spunkt)?"
    r"|Oppsummering|Videre\s(?:arbeid|oppfølging|prosess)|Vidare\s(?:arbeid|oppfølging|oppfølgjing)"
    r"|Aksjonspunkt(?:er)?"
    r"|Tiltak|Avtalt\soppfølging|Vedtak|Beslutning(?:er)?|Avtalte\spunkt(?:er)?|Huskeliste|Ansvar\sog\sfrist)"
    r"\s*(?:[:.]?\s*$|:\s(?P<more>\S))",
    regex.IGNORECASE,
)
_RUN_IN = lazy(
    r"(?:Bakgrunn|Status|Innledning|Innleiing|Tema|Problemstilling|Diskusjon|Drøfting|Ordskifte|Debatt|Orientering|Fakta)\s?:\s{1,2}(?=\p{Lu})"
)
# Who is to do something, and a verb in the present that is none of being, having or costing.
_STATES = r"(?:er|har|blir|gjelder|koster|kostar|omfatter|omfattar|innebærer|viser)"
_DOES = rf"(?:skal|vil|tek|gjev|gir|tar|går|ser|syter|(?!{_STATES}\b)\p{{Ll}}{{2,}}(?:er|ar|r))(?!\p{{L}})"
_TO_DO = lazy(
    rf"^(?:Det\sskal|(?P<who>\p{{Lu}}[\p{{L}}&/-]*)(?:\s(?:og|eller|samt)\s\p{{L}}+)*"
    rf"(?:-?\s?\p{{L}}+(?:departementet|direktoratet))?\s{_DOES})"
)
_PARTY_WORD = lazy(
    r"(?:KS|\p{Lu}{2,5}|\p{L}*[Dd]epartement(?:et|a|ene)|\p{L}*[Dd]irektoratet|Regjering(?:en|a)|Staten"
    r"|Kommun(?:ene|ane)|Fylkeskommun(?:ene|ane)|Part(?:ene|ane)"
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
    match = _FOLLOW_UP.match(heading)
    return match is not None and not match["more"]


def follow_up_label(line: str) -> int:
    """How long such a label is where the line goes on after it ("Konklusjon: Partene er enige."), else 0."""
    match = _FOLLOW_UP.match(line)
    return match.start("more") if match is not None and match["more"] else 0


def run_in_label(line: str) -> int:
    """How long the label of a paragraph is that is no part of its first sentence ("Bakgrunn: Plikten gjelder fra mai."), or 0."""
    match = _RUN_IN.match(line)
    return match.end() if match else 0


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


_ABOUT = lazy(
    r"\b(?:ble|blei|vart|møtet|møte|saklista|sakslista|sakslisten|dagsorden|referatet|referat|punktet|eventuelt"
    r"|ymse|vedlegg|vedlagt|konsultasjonsmøtet)\b",
    regex.IGNORECASE,
)


def is_about_meeting(sentence: str) -> bool:
    """Whether a sentence without a speaker is about the meeting itself."""
    return bool(_ABOUT.search(sentence))

"""Says what part a date plays: a meeting's, a deadline's, or any other, from the words around it.

Supports: "Tid:", "Neste møte blir", "konsultasjonsmøtet 5. mars", "møtet med statsråden 3. mai", "referatet fra 3. mai", a line that
is only a date, with its place where it has a weekday; "innen", "før", "senest", "ikke senere enn", "frist", a
hearing's end, also with a few words between ("før neste runde 4. april", "innen slutten av mai", "fristen for vedtak bør
være 1. juli").
Avoids: "fra" (never a deadline), a hearing that is over, a letter's date ("Vår dato", "Oslo, 3. mai", below an address), a meeting about something
else or of another body ("møtet i hovedstyret").
"""

from __future__ import annotations

import regex

from konsultnlp.grammar.atoms import SPACE
from konsultnlp.grammar.date_tense import last_sentence

_WEEKDAY = r"(?:(?:man|mån|tirs|tys|ons|tors|fre|laur|lør|søn|sun)dag(?:en)?,?\s)?"

# ----------------------------------------------------------------------------------------------------------
# Meetings

_LABEL = regex.compile(
    rf"(?:^|\n|[.;]\s)(?:møte)?(?:tid|dato|tidspunkt|når|tid{SPACE}og{SPACE}(?:sted|stad)|dag)\s?:\s{{0,2}}{_WEEKDAY}\Z",
    regex.IGNORECASE,
)
_LETTER = regex.compile(
    r"\b(?:vår|deres|dykkar)\s(?:ref|dato)|\bsaks?(?:nr|nummer|behandler|handsamar)\b|\bpostboks\s\d|(?:^|\n|,\s)0\d{3}\s\p{Lu}|(?:^|\n)til\s?:",
    regex.IGNORECASE,
)
# What may stand beside a date that has a line to itself: a weekday before it, with the place; a time of day or a place after it.
_LINE_BEFORE = regex.compile(rf"(?:^|\n)\s{{0,4}}(?:\p{{L}}+,?\s(?=\p{{L}}+dag))?{_WEEKDAY}\Z", regex.IGNORECASE)
_LINE_AFTER = regex.compile(
    r",?\s{0,3}(?:(?:kl\b|klokken\b|klokka\b|\d{1,2}[.:]\d\d)[^\n]{0,60}|(?:på|i|ved)\s(?-i:\p{Lu})[^\n.!?]{0,60})?(?:\n|$)",
    regex.IGNORECASE,
)
# A meeting, and words that only say that and where it is held.
_MEETING = regex.compile(
    r"(?:\bkonsultasjonsmøt\p{L}*|\bkonsultasjon(?:en|ar|er|ane|ene)?\b"
    r"|\bbilateral\p{L}*\s(?:konsultasjons)?møt\p{L}*|\bmøte(?:t|ne|r)\b|\bmøta\b|(?:(?:^|\n)|\b\d\.\s)møte\b|\bmøte(?=\s(?:den\s)?(?:\p{L}+dag\s)?\Z)|\bmøt(?:tes|test|es|est|ast)\b"
    r"|\b(?:neste|forrige|førre|siste|førige|vårt|vårens|høstens|haustens)\s(?:\p{L}+\s)?møte\b"
    # "møtet fant sted 4. april, og det neste holdes 3. mai"
    r"|(?<=\bmøte.{3,60})\bdet\s(?:neste|forrige|førre|første|fyrste|andre|tredje|fjerde|siste)\b)",
    regex.IGNORECASE,
)
_BETWEEN_WORD = (
    r"(?:er|var|blir|ble|blei|vart|vert|skal|vil|som|bli|være|vere|verte|holdes|holdt|haldast|halde|halden|helde|avholdes"
    r"|avholdt|avhaldast|avhalde|finner|finn|fant|fann|sted|stad|berammet|beramma|fastsatt|fastsett|satt|sett|lagt|lagd"
    r"|planlagt|planlagd|flyttet|flytta|utsatt|utsett|avtalt|avtala|statsråd\p{L}*|minister\p{L}*|[\p{L}-]+ministeren|leiinga|ledelsen|til|den|på|i|om|mellom|staten|og|regjeringen|regjeringa|kommunesektoren|departementet"
    r"|digitalt|igjen|att|[\p{L}-]*departementet,?|[\p{L}]+-,?|med|hele|første|andre|tredje|fjerde|(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?,?"
    r"|(?-i:\p{Lu})[\p{L}-]*,?|\d{1,4}\.?|nr\.?|–|-)"
)
_ONLY_SETTING = regex.compile(rf"[,:(]?(?:\s{_BETWEEN_WORD}){{0,16}}\s?[,:(]?\s?\Z")
# Meetings of others: "hovedstyret behandlet saken i møtet 3. mai", "møtet i utvalget"
_OTHER_BODY = regex.compile(
    r"\b(?:\p{L}*styret|\p{L}*styremøte\p{L}*|\p{L}*utval(?:get|et)|nemnd(?:a|en)|\p{L}*rådet|\p{L}*komit[eé](?:en|a|møte\p{L}*)"
    r"|(?:stor|lands|fylkes|same)tinget|\p{L}*grupp(?:a|en))\b",
    regex.IGNORECASE,
)
_PROPER = regex.compile(r"konsultasjon|bilateral", regex.IGNORECASE)
_REACH = 110

# ----------------------------------------------------------------------------------------------------------
# Deadlines

_BY = (
    r"(?:innen|innan|før|senest|seinast|(?:ikke|ikkje)\s(?:senere|seinare|seinere)\senn"
    # "fristen for vedtak bør være", "fristen etter loven settes til"
    r"|\p{L}{0,20}frist(?:en)?\s[^.,;:\n]{1,60}?\s(?:er|var|blir|ble|vart|til|være|vere|verte|bli)"
    # "høringen går til", "høyringa varer fram til"
    r"|\p{L}*(?:høring|høyring)(?:en|a)?(?:\s\p{L}+){0,2}\s(?:går|varer|varar|løper)\s(?:fram\s|frem\s)?til(?:\sog\smed)?"
    r"|\p{L}{0,20}frist(?:en)?(?:\s(?:er|var|ble|blei|vart|blir|vert|på|til|satt|sett"
    r"|sattes|settes|fastsatt|fastsett|om|utløper|går|gjekk|gikk|ut|den|utsatt|utsett|utvida|utvidet)){0,4}:?)"
)
# Words between: "innen utgangen av", "senest fredag", "før neste runde", "innen klokken 12".
_BY_REST = (
    rf"(?:\s(?:den|og{SPACE}senest|helst|kl\.?|klokken|klokka|[\d.:]{{1,5}}|(?:utgangen|utgongen|slutten|midten|starten"
    r"|begynnelsen|byrjinga)\sav|(?:neste|første|fyrste)\s\p{L}+(?:\s\p{L}+)?|\p{L}+dag(?:en)?,?)){0,3}"
)
_DEADLINE = regex.compile(rf"\b{_BY}{_BY_REST}\s\Z", regex.IGNORECASE)
_MINUTES_OF = regex.compile(
    rf"\b(?:referat|protokoll|møtebok)(?:et|en|a)?\s(?:fra|frå|av)\s(?:den\s)?{_WEEKDAY}\Z", regex.IGNORECASE
)
_FROM = regex.compile(r"\b(?:fra|frå|f\.?o\.?m\.?|fra\sog\smed|frå\sog\smed)\s\Z", regex.IGNORECASE)
# A request that is to be met in a budget document of that month: "ber om at … i statsbudsjettet i oktober".
_BUDGET = regex.compile(
    r"\bi\s(?:revidert\snasjonalbudsjett|RNB|kommuneproposisjonen|statsbudsjettet|nasjonalbudsjettet)"
    r"(?:\sfor\s\d{4})?(?:\s\(RNB\))?\si\s\Z",
    regex.IGNORECASE,
)
_WANTED = regex.compile(
    r"\b(?:ber|bed|bad|ba|må|bør|forventer|ventar|forventar|foreslår|føreslår|anmoder|oppmodar|oppfordrer|krever|krev"
    r"|anbefaler|tilrår|ønsker|ønskjer|ynskjer)\b",
    regex.IGNORECASE,
)


def role_of(text: str, start: int, end: int, *, dated: bool = True) -> str:
    """``meeting``, ``deadline`` or ``other`` for the date at ``start:end`` of ``text``.

    Args:
        text: The text around it.
        start: Where the date begins.
        end: Where it ends.
        dated: Whether it has a day; a line with a month alone is no meeting.
    """
    before = text[max(0, start - _REACH) : start]
    if _MINUTES_OF.search(before):
        return "meeting"
    if _FROM.search(before):
        return "other"
    if _DEADLINE.search(before):
        return "deadline"
    if _BUDGET.search(before) and _WANTED.search(last_sentence(text[max(0, start - 3 * _REACH) : start])):
        return "deadline"
    if _is_meeting(text, start, end, last_sentence(before), dated):
        return "meeting"
    return "other"


def _is_meeting(text: str, start: int, end: int, sentence: str, dated: bool) -> bool:
    before = text[max(0, start - 60) : start]
    alone = dated and _LINE_BEFORE.search(before) and _LINE_AFTER.match(text, end)
    if alone or _LABEL.search(before):
        return _LETTER.search(text[:4000]) is None
    meetings = [m.end() for m in _MEETING.finditer(sentence)]
    if not meetings or (_OTHER_BODY.search(sentence) and not _PROPER.search(sentence)):
        return False
    return _ONLY_SETTING.fullmatch(sentence, meetings[-1]) is not None

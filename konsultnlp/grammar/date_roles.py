"""Says what part a date plays: a meeting's, a deadline's, or any other, from the words around it.

Supports: "Tid:", "Neste møte blir", "konsultasjonsmøtet 5. mars", a line that is only a date; "innen",
"før", "senest", "frist", also with a few words between ("før neste runde 4. april", "innen slutten av mai").
Avoids: "fra" (never a deadline), a letter's date ("Vår dato", "Oslo, 3. mai"), a meeting about something else.
"""

from __future__ import annotations

import regex

from konsultnlp.grammar.atoms import SPACE

_WEEKDAY = r"(?:(?:man|mån|tirs|tys|ons|tors|fre|laur|lør|søn|sun)dag(?:en)?,?\s)?"

# ----------------------------------------------------------------------------------------------------------
# Meetings

_LABEL = regex.compile(
    rf"(?:^|\n|[.;]\s)(?:møte)?(?:tid|dato|tidspunkt|når|tid{SPACE}og{SPACE}(?:sted|stad)|dag)\s?:\s{{0,2}}{_WEEKDAY}\Z",
    regex.IGNORECASE,
)
_LETTER = regex.compile(
    r"\b(?:vår|deres|dykkar)\s(?:ref|dato)|\bsaks?(?:nr|nummer|behandler|handsamar)\b", regex.IGNORECASE
)
# What may stand beside a date that has a line to itself: a weekday before it, a time of day after it.
_LINE_BEFORE = regex.compile(rf"(?:^|\n)\s{{0,4}}{_WEEKDAY}\Z", regex.IGNORECASE)
_LINE_AFTER = regex.compile(r",?\s{0,3}(?:(?:kl|klokken|klokka)\b[^\n]{0,60})?(?:\n|$)", regex.IGNORECASE)
# A meeting, and words that only say that and where it is held.
_MEETING = regex.compile(
    r"(?:\bkonsultasjonsmøt\p{L}*|\bkonsultasjon(?:en|ar|er|ane|ene)?\b"
    r"|\bbilateral\p{L}*\s(?:konsultasjons)?møt\p{L}*|\bmøte(?:t|ne|r)\b|\bmøta\b|(?:^|\n)møte\b|\bmøt(?:tes|test|es|est|ast)\b"
    r"|\b(?:neste|forrige|førre|siste|førige|vårt|vårens|høstens|haustens)\s(?:\p{L}+\s)?møte\b)",
    regex.IGNORECASE,
)
_BETWEEN_WORD = (
    r"(?:er|var|blir|ble|blei|vart|vert|skal|vil|bli|være|vere|verte|holdes|holdt|haldast|halde|halden|helde|avholdes"
    r"|avholdt|avhaldast|avhalde|finner|finn|fant|fann|sted|stad|berammet|beramma|fastsatt|fastsett|satt|sett|lagt|lagd"
    r"|planlagt|flyttet|flytta|til|den|på|i|om|mellom|staten|og|regjeringen|regjeringa|kommunesektoren|departementet"
    r"|digitalt|igjen|att|[\p{L}-]*departementet|med|hele|første|andre|tredje|fjerde|(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en)?,?"
    r"|\p{Lu}[\p{L}-]*|\d{1,4}\.?|nr\.?|–|-)"
)
_ONLY_SETTING = regex.compile(rf"[,:(]?(?:\s{_BETWEEN_WORD}){{0,12}}\s?[,:(]?\s?\Z")
_REACH = 110

# ----------------------------------------------------------------------------------------------------------
# Deadlines

_BY = (
    r"(?:innen|innan|før|senest|seinast|(?:ikke\ssenere|ikkje\ssein(?:a|e)re)\senn|\p{L}{0,20}frist(?:en)?\s(?:for|til)\s[^.,;:\n]{1,50}?\s(?:er|var|blir|ble|vart|til)"
    r"|\p{L}{0,20}frist(?:en)?(?:\s(?:er|var|ble|blei|vart|blir|vert|på|til|satt|sett"
    r"|sattes|settes|fastsatt|fastsett|om|utløper|går|gjekk|gikk|ut|den|utsatt|utsett|utvida|utvidet)){0,4}:?)"
)
# Words between: "innen utgangen av", "senest fredag", "før neste runde", "innen klokken 12".
_BY_REST = (
    rf"(?:\s(?:den|og{SPACE}senest|helst|kl\.?|klokken|klokka|[\d.:]{{1,5}}|(?:utgangen|utgongen|slutten|midten|starten"
    r"|begynnelsen|byrjinga)\sav|(?:neste|første|fyrste)\s\p{L}+(?:\s\p{L}+)?|\p{L}+dag(?:en)?,?)){0,3}"
)
_DEADLINE = regex.compile(rf"\b{_BY}{_BY_REST}\s\Z", regex.IGNORECASE)
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
    if _FROM.search(before):
        return "other"
    if _DEADLINE.search(before):
        return "deadline"
    if _BUDGET.search(before) and _WANTED.search(_last_sentence(text[max(0, start - 3 * _REACH) : start])):
        return "deadline"
    if _is_meeting(text, start, end, _last_sentence(before), dated):
        return "meeting"
    return "other"


def _is_meeting(text: str, start: int, end: int, sentence: str, dated: bool) -> bool:
    before = text[max(0, start - 60) : start]
    alone = dated and _LINE_BEFORE.search(before) and _LINE_AFTER.match(text, end)
    if alone or _LABEL.search(before):
        return _LETTER.search(text[:4000]) is None
    meetings = [m.end() for m in _MEETING.finditer(sentence)]
    return bool(meetings) and _ONLY_SETTING.fullmatch(sentence, meetings[-1]) is not None


_STOP = regex.compile(r"(?<!(?<!\d{3})\d|\s|\b(?:nr|kl|jf|pr|ca|kap|mill|mrd|pst))[.!?;]\s(?=\p{Lu}|\d)|\n")


def _last_sentence(before: str) -> str:
    """The part of ``before`` after its last full stop or line feed."""
    at = 0
    for match in _STOP.finditer(before):
        at = match.end()
    return before[at:]


_AHEAD = regex.compile(
    r"\b(?:skal|vil|kommer|kjem|legges?|leggast|leggjast|planlagt|planlagd|planlegger|planlegg|neste|tar|tek|må|bør|ber|bed"
    r"|innen|innan|senest|seinast|frist|fristen|melder|sender|gir|oversender|kan)\b",
    regex.IGNORECASE,
)
_BACK = regex.compile(
    r"\b(?:var|ble|blei|vart|hadde|la|fikk|fekk|kom|sendte|leverte|meldte|melde|vedtok|siden|sidan|etter|gikk|gjekk)\b",
    regex.IGNORECASE,
)


def looks_ahead(text: str, start: int) -> bool:
    """Whether the sentence before ``start`` speaks of what is to come."""
    sentence = _last_sentence(text[max(0, start - 200) : start])
    return bool(_AHEAD.search(sentence)) and not _BACK.search(sentence)

"""Reads deadlines that are no full date: "før jul", "innen slutten av 2015", "tidlig på våren".

Supports: innen/innan, før, senest/seinast, i løpet av, "tidlig på …", "kort tid etter …", "i statsbudsjettet i
oktober", "bevilges i nysalderingen", "alt i haust", "til neste møte"; bokmål and nynorsk.
Avoids: "innen helse og omsorg" (a field), "som før" and "enn før", a clause after "før" (the rules for requests read it), "fra" and "ut 2024" (when something holds).
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon

_SEASON = (
    r"(?:sommer(?:en|ferien)?|sommar(?:en|ferien)?|høst(?:en|ferien)?|haust(?:en|ferien)?|vår(?:en)?|vinter(?:en)?|jul[ae]?n?"
    r"|påske[nr]?|påska|nyttår|årsskiftet|årsskifte|pinse)"
)
_MONTH = r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
_NUMBER = r"(?:\d{1,2}|en|ei|ein|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tolv)"
_SPAN = r"(?:år|måneder?|månader?|månad|uker?|veker?|veke|dager?|dagar|døgn|timer|timar)"
_PART = r"(?:utgangen|utgongen|slutten|midten|starten|begynnelsen|byrjinga|løpet|løp)\sav"
_HALF = r"(?:(?:første|fyrste|andre|tredje|fjerde|[1-4]\.)\s(?:halvår|kvartal|tertial))"
# A time in words, with the year after it.
_TIME = (
    rf"(?:(?:{_PART}\s)?(?:neste\s|dette\s|inneværende\s|inneverande\s|kommende\s|komande\s|første\s|fyrste\s)?"
    rf"(?:{_SEASON}|{_MONTH}|{_HALF}|året|år|årets\s(?:slutt|utgang)|stortingsperioden|valgperioden|valperioden|perioden"
    rf"|budsjettåret|skoleåret|skuleåret|måneden|månaden|uka|veka)(?:\s(?:19|20)\d\d)?"
    rf"|(?:{_PART}\s)?(?:19|20)\d\d|{_NUMBER}\s{_SPAN}|(?:\p{{L}}+\s)?(?:kort|rimelig|rimeleg)\stid|fristen)"
)
_BUDGET = r"(?:revidert\s(?:nasjonal)?budsjett|RNB|kommuneproposisjonen|statsbudsjettet|nasjonalbudsjettet)(?:\s(?:for\s)?\d{4})?(?:\s\(RNB\))?"
# A noun phrase, up to the end of its clause: definite, or after "neste".
_NOUN_PHRASE = (
    r"(?:(?:neste|første|fyrste|ny|nytt|nye)(?:\s\p{Ll}+){1,3}|(?:(?:den|det|dei|de)\s(?:[\p{L}\d]+\.?\s){0,3})?\p{L}{3,}(?:en|et|a|ene|ane)"
    r"(?:\s(?:i|av|for|til|på|om)(?:\s[\p{L}\d-]+){1,3})?)"
)
_CLAUSE_END = r"(?=\s?(?:[.,;:!?)»]|$|\n|\s(?:og|slik|for)\s))"

_PHRASES = (
    ("by", rf"(?:innen|innan)\s{_TIME}(?!\p{{L}})(?:(?<={_SPAN})\setter\s\p{{Ll}}+(?:en|et|a)(?!\p{{L}}))?"),
    ("before", rf"før\s{_TIME}(?!\p{{L}})"),
    ("before-event", rf"(?:i\sgod\stid\s)?før\s(?P<np>{_NOUN_PHRASE}){_CLAUSE_END}"),
    (
        "latest",
        rf"(?:senest|seinast)\s(?:i|ved|til|innen|innan|på|om|under)\s(?:{_BUDGET}(?!\p{{L}})(?:\si\s{_MONTH}(?:\s\d{{4}})?)?|neste\s\p{{L}}*møte(?!\p{{L}})|[^.,;:\n]{{2,60}}?{_CLAUSE_END})",
    ),
    ("during", rf"i\sløpet\sav\s{_TIME}(?!\p{{L}})"),
    ("early", rf"(?:tidlig|tidleg|snarest)\s(?:på|i|til)?\s?{_TIME}(?!\p{{L}})"),
    (
        "soon-after",
        rf"(?:(?:kort|rimelig)\stid|rett|like|straks|umiddelbart|snarest)\setter\s(?P<np>{_NOUN_PHRASE}){_CLAUSE_END}",
    ),
    (
        "already",
        rf"(?:alt|allerede)\s(?:i\s(?:{_SEASON}|{_MONTH}|haust|høst|vår|sommer|sommar|år)|på\smøtet)(?!\p{{L}})",
    ),
    ("by-meeting", r"til\s(?:det\s)?neste\s\p{L}*møte(?!\p{L})"),
    ("budget", rf"i\s{_BUDGET}\si\s{_MONTH}"),
    ("budget-doer", rf"i\s(?:{_BUDGET}|nysalderingen)(?=\s\p{{Ll}}{{2,}}(?:er|ar|år)(?!\p{{L}}))"),
    (
        "budget-verb",
        rf"(?<=(?:\p{{Ll}}{{3}}(?:es|ast)|komme|kome|kjem|kommer|stå|skje|skjer)(?:\s(?:opp|inn|ut|fram|frem))?\s)i\s(?:{_BUDGET}|nysalderingen|nysalderinga)(?!\p{{L}})",
    ),
)


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile("|".join(rf"(?<!\p{{L}})(?:{p})" for _, p in _PHRASES), regex.IGNORECASE)


# "som før sommeren", "året før krisen", "ikke før": no deadline.
_NOT_BEFORE = regex.compile(
    r"\b(?:som|enn|fra|frå|ikke|ikkje|året|dagen|uka|veka|uken|måneden|månaden|tiden|tida|perioden|lenge|allerede|alt|også|òg)\s\Z",
    regex.IGNORECASE,
)
_PAST = regex.compile(r"\b(?:pandemi|krise|krig|reformen|tida|tiden)", regex.IGNORECASE)
_SIDE = regex.compile(r"\b(?:som|der|hvor|kor|kva|hva|dersom|hvis)\b", regex.IGNORECASE)


@cache
def _verbs() -> frozenset[str]:
    rows = lexicon.table("not_counted", "class", "forms")
    return frozenset(f for r in rows if r["class"] == "verb" for f in lexicon.forms(r["forms"]))


def in_side_clause(text: str, at: int) -> bool:
    """Whether ``at`` stands in a relative or other side clause: "planer som ble vedtatt før 1. mai"."""
    clause = text[max(text.rfind(c, 0, at) for c in ",;:") + 1 : at]
    return _SIDE.search(clause) is not None


def deadline_phrase(text: str) -> tuple[int, int, str] | None:
    """The first deadline in words, with its preposition: offsets and the phrase."""
    for match in _pattern().finditer(text):
        phrase = match.group()
        before = _NOT_BEFORE.search(text, max(0, match.start() - 12), match.start())
        # "allerede før pandemien" looks back, "allerede i RNB i mai" is a deadline all the same
        if (before and not phrase.casefold().startswith("i ")) or in_side_clause(text, match.start()):
            continue
        if match["np"] and (_PAST.search(phrase) or not _verbs().isdisjoint(phrase.casefold().split()[1:])):
            continue
        return match.start(), match.end(), phrase
    return None

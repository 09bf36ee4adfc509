"""Whether somebody says in a meeting what his side will do: "vil komme tilbake", "Svaret kommer før jul", "blir sendt i haust".

Supports: bokmål and nynorsk, verbs with a party as subject, passives and papers with a time, notes without a subject. Avoids: "vil" of
what will happen by itself, promises in a subordinate clause, what is wanted of somebody ("det er viktig at staten vil …"), plans of others.
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.lexicon import forms, table

# Adverbs between a subject and its verb.
ADVERB = (
    r"(?:\s(?:også|òg|nå|no|raskt|snart|gjerne|derfor|difor|selv|sjølv|fortsatt|framleis|likevel|aktivt|straks"
    r"|nøye|om\skort\stid|på\snytt|i\slikhet))"
)
PEOPLE = r"(?i:han|hun|ho|de|dei|vi|me|man|ein|en)"
MUNICIPAL = (
    r"KS|(?i:kommunene|kommunane|kommunesektoren|fylkeskommunene|fylkeskommunane|byene|byane|storbyene|storbyane"
    r"|sektoren|fylkene|fylka)"
)
STATE = (
    r"(?i:regjering(?:en|a)|departement(?:et|a|ene)|staten|statsråden|\p{L}+departementet|\p{L}*direktoratet)"
    r"|\p{Lu}{2,4}"
)


@cache
def _words(kind: str) -> str:
    """The words of one kind as alternatives, the longest first; "…" is up to two words."""
    found = {f for row in table("promises", "kind", "forms") if row["kind"] == kind for f in forms(row["forms"])}
    ordered = sorted(found, key=lambda f: (-len(f), f))
    return "|".join(regex.escape(f).replace(r"\ …\ ", r"\s(?:\p{L}+\s){0,2}").replace(r"\ ", r"\s") for f in ordered)


_MATTERS = rf"(?i:{_words('matter')})"
_NEW = r"[Dd]et\s(?:kommer|kjem)\s(?:en|ein|ei|et|eit|nye|ny)"
# "det skal lages en plan", "saka skal greiast ut": a matter as the subject promises only with "skal" or a passive.
_PASSIVE = r"(?:skal|vil)\s(?:\p{L}+\s)?\p{L}{3,}(?:es|ast)"
_COMMITMENT = {
    side: regex.compile(
        rf"(?<!\p{{L}})(?:(?:{PEOPLE}|{parties}){ADVERB}{{0,2}}\s(?:{_words('will')}|{_words('deed')})"
        rf"|{_MATTERS}{ADVERB}{{0,2}}\sskal|(?:skal|vil){ADVERB}?\s(?:{PEOPLE}|{parties})"
        rf"|skal{ADVERB}?\s{_MATTERS}|{_NEW}|(?:tar|tek|tok)\ssikte\spå{more})(?!\p{{L}})"
    )
    for side, parties, more in (("ks", MUNICIPAL, ""), ("staten", STATE, f"|{_PASSIVE}"))
}
# What happens by itself, what a verb of speech says, and other uses of "vil" and "skal" that promise nothing.
_NO_PROMISE = lazy(rf"\s(?:også\s|òg\s|kunne\s|ikke\s|ikkje\s)?(?:{_words('no-promise')})(?!\p{{L}})")
_STATE_PROMISES = lazy(rf"\s(?:også\s|òg\s)?(?:{_words('ks-asks')})(?!\p{{L}})")
# "skal bli sendt" and "vil bli lagt fram" promise all the same.
_PASSIVE_PROMISE = lazy(
    rf"\s(?:også\s|òg\s|nå\s|no\s|snart\s)?(?:bli|verte?)\s(?:\p{{L}}+\s)?(?:{_words('done')})(?!\p{{L}})"
)
_WILL_BE_DONE = lazy(rf"(?<!\p{{L}})(?:vil|skal)(?={_PASSIVE_PROMISE.pattern})")
# "skal gi kommunane eit utkast": giving somebody something is a promise, "vil gi større forskjeller" is none.
_RECEIVER = rf"(?:{MUNICIPAL}|(?i:{_words('receiver')}))"
_GIVES = lazy(rf"\s(?:også\s|òg\s|nå\s|no\s)?(?:gi|gje)\s(?:et\s|eit\s)?(?:\p{{L}}+\s)?{_RECEIVER}(?!\p{{L}})")
_MONTH = r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
_TIME = (
    r"(?:(?:til|før|innen|innan|i\sløpet\sav|over|utpå|etter)\s(?:\p{L}+\s)?(?:våren|sommeren|sommaren"
    r"|høsten|hausten|vinteren|jul|påske|nyttår|årsskiftet|ferien|uken|uka|veka|måneden|månaden)"
    r"|(?:i|på|til|innen|innan|før|neste)\s(?:neste\s)?(?:høst|haust|vår|sommer|sommar|vinter|år|uke|veke|måned|månad|møte)(?!\p{L})"
    r"|(?:om|innen|innan)\s(?:kort\stid|en|ei|ein|et|eit|få|noen|nokre|to|tre|fire)|snart|snarlig"
    rf"|(?:(?:i|innen|innan|før|til|senest|seinast|på)\s(?:\d{{1,2}}\.\s?)?|(?:den\s)?\d{{1,2}}\.\s){_MONTH}"
    r"|(?:i|til|før|innen|innan)\s(?:20\d\d|19\d\d|revidert|RNB|statsbudsjettet|kommuneproposisjonen|proposisjonen|budsjettet))"
)
# What the state announces with a time: "Forslaget sendes på høring før jul", "Planen blir send ut i haust", "vil foreligge i mai".
_ANNOUNCED = lazy(
    rf"(?<!\p{{L}})(?<!(?:først|fyrst|ikke|ikkje|aldri)\s)(?:(?:{_words('announced')})"
    rf"|(?:blir|vert)\s(?:\p{{L}}+\s)?(?:{_words('participle')})|(?:vil|skal)\s(?:foreligge|liggje\sføre|være\sklar|vere\sklar|komme|kome))(?!\p{{L}})"
    rf".{{0,80}}?(?<!\p{{L}}){_TIME}(?!\p{{L}})"
)
# "Lovforslaget kommer til Stortinget til våren", "kommer svaret før påske": what the state has to send.
_PAPER = rf"(?i:\p{{L}}*(?:{_words('paper')}))"
_COMES = lazy(
    rf"(?<!\p{{L}})(?:{_PAPER}(?:\si\s[\p{{L}}-]+(?:\sog\s[\p{{L}}-]+)?)?\s(?:kommer|kjem)|(?:kommer|kjem)\s{_PAPER})"
    rf"\s(?!ikke|ikkje|fra|frå|på\sdet|som)(?:\p{{L}}+\s){{0,4}}?{_TIME}"
)
# "Vil vurdere …", "Sender over …": notes that leave the speaker out; no question, and no condition ("Skal vi lykkes, må …").
_NOTED_PROMISE = lazy(
    r"^(?!.*\?\s*$)(?!.*,\s(?:så\s)?(?:må|bør|vil|kan|skal|er|blir|vert|trengs|trengst|krever|krev)(?!\p{L}))"
    rf"\s*(?:(?:Vil|Skal)(?=\s(?!(?:vi|me|de|dei|han|hun|ho|man|en|ein|alle|begge)\s)\p{{Ll}}+(?<![nt])\s)"
    rf"|(?!Vil|Skal)(?:{_words('note')})(?!\p{{L}}))"
)
# "KS skal få planen til uttalelse"
_SHALL_GET = lazy(rf"(?<!\p{{L}})(?:{MUNICIPAL})\sskal\s(?:også\s|òg\s|nå\s|no\s)?få(?!\p{{L}})")
# "Etter planen skal staten ta over": what is decided already.
_AS_PLANNED = lazy(r"(?<!\p{L})(?:etter\splanen|som\skjent|som\skjend)(?!\p{L})", regex.IGNORECASE)
_SUBORDINATE = lazy(
    r"(?<!\p{L})(?:hvor|der|som|hvis|dersom|når|om|fordi|kva|hva|korleis|hvordan|hvorvidt"
    r"|kor\svidt)\s(?:\p{L}+\s){0,2}$"
)
_NOT_NEXT = lazy(r"\s(?:\p{L}+\s)?(?:ikke|ikkje|lite|neppe|knapt|ingen|aldri)(?!\p{L})")


def promises(content: str, side: str, wished: regex.Pattern[str]) -> bool:
    """Whether the speaker's side says what it will do.

    Args:
        content: What was said.
        side: The speaker's side, which decides whose "vil" is a promise.
        wished: What before a "vil" makes a wish of it ("det er viktig at").
    """
    if _AS_PLANNED.search(content):
        return False
    municipal = side in {"ks", "annen"}
    follows = (_PASSIVE_PROMISE, _GIVES) if municipal else (_PASSIVE_PROMISE, _GIVES, _STATE_PROMISES)
    for match in _COMMITMENT["ks" if municipal else "staten"].finditer(content):
        if _SUBORDINATE.search(content, 0, match.start()) or wished.search(content, 0, match.start()):
            continue
        if not _NO_PROMISE.match(content, match.end()) or any(p.match(content, match.end()) for p in follows):
            return True
    noted = _NOTED_PROMISE.match(content)
    if noted and not _NO_PROMISE.match(content, noted.end()) and not _NOT_NEXT.match(content, noted.end()):
        return True
    return not municipal and any(
        not _SUBORDINATE.search(content, 0, m.start())
        for pattern in (_WILL_BE_DONE, _ANNOUNCED, _COMES, _SHALL_GET)
        for m in pattern.finditer(content)
    )

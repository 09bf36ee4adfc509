"""What a piece of reported speech does, read off its words: asks, promises, objects, agrees, holds an opinion, informs.

Supports: bokmål and nynorsk, the present of direct notes and the past of reported speech. Avoids: "må" in what others have
decided or announced, "vil" of what will happen by itself, promises inside a relative clause.
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp.lexicon import forms, table
from konsultnlp.rules.speech_words import alternatives

ORDER = ("request", "commitment", "objection", "support", "position", "question", "information", "thanks", "procedure")
"""Of several acts of one speaker in one sentence the first of these is the row's."""

# Adverbs between a subject and its verb.
_ADVERB = (
    r"(?:\s(?:også|òg|nå|no|raskt|snart|gjerne|derfor|difor|selv|sjølv|fortsatt|framleis|likevel|aktivt|straks"
    r"|nøye|om\skort\stid|på\snytt|i\slikhet))"
)
_PEOPLE = r"(?i:han|hun|ho|de|dei|vi|me|man|ein|en)"
_MUNICIPAL = (
    r"KS|(?i:kommunene|kommunane|kommunesektoren|fylkeskommunene|fylkeskommunane|byene|byane|storbyene|storbyane"
    r"|sektoren|fylkene|fylka)"
)
_STATE = (
    r"(?i:regjering(?:en|a)|departement(?:et|a|ene)|staten|statsråden|\p{L}+departementet|\p{L}*direktoratet)"
    r"|\p{Lu}{2,4}"
)
_MATTERS = r"(?i:det|dette|saken|saka|forslaget|framlegget|meldingen|meldinga|planen|strategien|arbeidet)"

# --- asking: a party and a request verb inside what is said ("sa at KS ber om et nytt møte")
_ASKS = rf"(?:{alternatives('asks')})"
# In the past only of the speaker and his own side: what the others proposed then is history.
_ASKED = rf"(?:{alternatives('asked')})"
# "ønsker å" asks only for what takes two.
_TOGETHER = (
    r"(?:videreføre|vidareføre|fortsette|halde\sfram)?\s?(?:samarbeid|delta|få|ta\sdel|bli\s|verte?\s|møte|drøfte"
    r"|diskutere|ha\s(?:\p{L}+\s){0,2}dialog|dialog)"
)
_OWN_DEED = rf"{_ADVERB}?\så\s(?!{_TOGETHER})"
_REQUEST = regex.compile(
    rf"(?<!\p{{L}})(?:(?:{_PEOPLE}|{_MUNICIPAL}|{_STATE}){_ADVERB}{{0,2}}\s{_ASKS}"
    rf"|{_PEOPLE}{_ADVERB}{{0,2}}\s{_ASKED})"
    rf"(?!\p{{L}})(?!\s(?:ikke|ikkje|inn)\b)(?!{_OWN_DEED})"
    rf"|(?<!\p{{L}}){_ASKS}{_ADVERB}?\s(?:{_PEOPLE}|{_MUNICIPAL})\s(?:at|om|å\sfå)(?!\p{{L}})"
)
_KS_ASKED = regex.compile(
    rf"(?<!\p{{L}})KS{_ADVERB}{{0,2}}\s{_ASKED}(?!\p{{L}})(?!\s(?:ikke|ikkje|inn)\b)(?!{_OWN_DEED})"
)
_OWN_DEED_FIRST = regex.compile(rf"(?=\s){_OWN_DEED}")

# --- promising
_WILL = (
    rf"(?:vil|ville|skal|skulle|(?:kommer|kjem|kom){_ADVERB}{{0,2}}\stil\så|(?:tar|tek|tok)\ssikte\spå|(?:legger"
    rf"|legg)\sopp\stil|planlegger|planlegg|akter)"
)
_DEEDS = (
    r"(?:(?:kommer|kjem)\s(?:\p{L}+\s){0,2}(?:tilbake|attende)|(?:følger|følgjer)\s(?:\p{L}+\s)?opp|(?:tar"
    r"|tek)\s(?:\p{L}+\s)?kontakt|(?:sender|oversender)(?!\p{L})"
    r"|(?:legger|legg)\s(?:\p{L}+\s)?(?:fram|frem)|(?:setter|set)\s(?:\p{L}+\s)?(?:ned|i\sgang)|inviterer\stil"
    r"|bidrar|bidreg|stiller\s(?:gjerne\s)?(?:opp|til|med)|(?:kommer|kjem)\smed\s(?:et|eit|en|ein|ei|nye?|nytt|forslag|framlegg)|(?:tar|tek)\spå\sseg|er\s(?:beredt|villige?|viljuge?|viljug)\stil\så)"
)
_NEW = r"[Dd]et\s(?:kommer|kjem)\s(?:en|ein|ei|et|eit|nye|ny)"
# "det skal lages en plan", "saka skal greiast ut": a matter as the subject promises only with "skal" or a passive.
_PASSIVE = r"(?:skal|vil)\s(?:\p{L}+\s)?\p{L}{3,}(?:es|ast)"
_COMMITMENT = {
    side: regex.compile(
        rf"(?<!\p{{L}})(?:(?:{_PEOPLE}|{parties}){_ADVERB}{{0,2}}\s(?:{_WILL}|{_DEEDS})"
        rf"|{_MATTERS}{_ADVERB}{{0,2}}\sskal|(?:skal|vil){_ADVERB}?\s(?:{_PEOPLE}|{parties})"
        rf"|skal{_ADVERB}?\s{_MATTERS}|{_NEW}|(?:tar|tek|tok)\ssikte\spå{more})(?!\p{{L}})"
    )
    for side, parties, more in (("ks", _MUNICIPAL, ""), ("staten", _STATE, f"|{_PASSIVE}"))
}
# What happens by itself, what a verb of speech says, and other uses of "vil" and "skal" that promise nothing.
_NO_PROMISE = regex.compile(rf"\s(?:også\s|òg\s|kunne\s|ikke\s|ikkje\s)?(?:{alternatives('no-promise')})(?!\p{{L}})")
# "skal bli sendt" and "vil bli lagt fram" promise all the same.
_PASSIVE_PROMISE = regex.compile(
    rf"\s(?:også\s|òg\s|nå\s|no\s|snart\s)?(?:bli|verte?)\s(?:\p{{L}}+\s)?(?:{alternatives('done')})(?!\p{{L}})"
)
_WILL_BE_DONE = regex.compile(rf"(?<!\p{{L}})(?:vil|skal)(?={_PASSIVE_PROMISE.pattern})")
# "skal gi kommunane eit utkast": giving somebody something is a promise, "vil gi større forskjeller" is none.
_RECEIVER = rf"(?:{_MUNICIPAL}|(?i:dem|dei|dere|dykk|alle|partene|partane|hver|kvar|den\senkelte|Stortinget|svar))"
_GIVES = regex.compile(rf"\s(?:også\s|òg\s|nå\s|no\s)?(?:gi|gje)\s(?:et\s|eit\s)?(?:\p{{L}}+\s)?{_RECEIVER}(?!\p{{L}})")
_MONTH = r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
# What the state announces with a time: "Forslaget sendes på høring før jul", "Planen blir send ut i haust".
_ANNOUNCED = regex.compile(
    r"(?<!\p{L})(?<!(?:først|fyrst|ikke|ikkje|aldri)\s)(?:(?:sendes|sendast|legges|leggjast|fremmes|fremjast|oversendes|oversendast|publiseres|besvares"
    r"|ferdigstilles|iverksettes|innføres)|(?:blir|vert)\s(?:\p{L}+\s)?(?:send|sende|sendt|oversendt?|lagt|lagd|fremmet|fremma|besvart|publisert|svar[at]+\spå))(?!\p{L})"
    r".{0,80}?(?<!\p{L})(?:(?:til|før|innen|innan|i\sløpet\sav|over|utpå|etter)\s(?:\p{L}+\s)?(?:våren|sommeren|sommaren"
    r"|høsten|hausten|vinteren|jul|påske|nyttår|årsskiftet|ferien|uken|uka|måneden|månaden)"
    r"|(?:i|neste|til|innen|innan|før)\s(?:høst|haust|vår|sommer|sommar|vinter|neste\såret?|år|uke|veke|måned|månad)"
    r"|(?:om|innen|innan)\s(?:kort\stid|en|ei|ein|et|eit|få|noen|nokre|to|tre|fire)|snart|snarlig"
    r"|(?:(?:i|innen|innan|før|til|senest|seinast)\s(?:\d{1,2}\.\s?)?|(?:den\s)?\d{1,2}\.\s)"
    rf"{_MONTH})(?!\p{{L}})"
)
# "Lovforslaget kommer til Stortinget til våren": what the state has to send.
_COMES = regex.compile(
    r"(?<!\p{L})(?i:\p{L}*(?:forslaget|framlegget|proposisjonen|meldingen|meldinga|planen|strategien|rundskrivet|svaret|utredningen"
    r"|utgreiinga|rapporten))\s(?:kommer|kjem)\s(?!ikke|ikkje|fra|frå|på\sdet|som)(?:\p{L}+\s){0,4}?"
    rf"(?:\d{{1,2}}\.\s{_MONTH}|(?:i|til|før|innen|innan|på|over|etter)\s(?:20\d\d|{_MONTH}|våren|sommeren|sommaren|høsten|hausten"
    r"|høst|haust|vår|jul|nyttår|påske|neste))"
)
# "Vil vurdere …", "Sender over …": notes that leave the speaker out; no question, and no condition ("Skal vi lykkes, må …").
_NOTED_PROMISE = regex.compile(
    r"^(?!.*\?\s*$)(?!.*,\s(?:så\s)?(?:må|bør|vil|kan|skal|er|blir|vert|trengs|trengst|krever|krev)(?!\p{L}))"
    r"\s*(?:(?:Vil|Skal)(?=\s(?!(?:vi|me|de|dei|han|hun|ho|man|en|ein|alle|begge)\s)\p{Ll}+(?<![nt])\s)|(?:Sender|Oversender|Inviterer|Bidrar|Bidreg)(?!\p{L})|(?:Kommer|Kjem)\s(?:\p{L}+\s){0,2}(?:tilbake|attende)"
    r"|(?:Følger|Følgjer)\s(?:\p{L}+\s){0,2}opp|(?:Tar|Tek)\s(?:\p{L}+\s){1,3}(?:med|opp|tilbake|attende|kontakt)|(?:Tar|Tek)\skontakt"
    r"|(?:Legger|Legg)\s(?:\p{L}+\s){0,3}(?:fram|frem))"
)
# "KS skal få planen til uttalelse"
_SHALL_GET = regex.compile(rf"(?<!\p{{L}})(?:{_MUNICIPAL})\sskal\s(?:også\s|òg\s|nå\s|no\s)?få(?!\p{{L}})")
_LEADS_IN = regex.compile(
    r"(?<!\p{L})(?:krav|krava|kravene|forventning(?:er|ar)?|forventningene|ønske|ønsker|ønskje|ønska|ønskene|oppfordring"
    r"|oppfordringer|oppmoding|oppmodingar|anmodning(?:er)?|anbefaling(?:er|ar)?|tilråding(?:ar)?)(?!\p{L})[^.:]*:\s*$"
)
_SUBORDINATE = regex.compile(
    r"(?<!\p{L})(?:hvor|der|som|hvis|dersom|når|om|fordi|kva|hva|korleis|hvordan|hvorvidt"
    r"|kor\svidt)\s(?:\p{L}+\s){0,2}$"
)

# --- where what is said is not the speaker's own: "varslet at søknader må leveres på nytt"
_REPORTED = regex.compile(
    r"(?<!\p{L})(?:\p{L}*(?:[Tt]all|[Tt]allene|[Tt]ala|[Rr]apporten|[Uu]ndersøkelsen|[Uu]ndersøkinga|[Kk]artleggingen"
    r"|[Kk]artlegginga|[Ee]valueringen|[Ee]valueringa|[Ss]tatistikken)(?:\s\p{L}+){0,4}?\s(?:viser|syner|viste|synte)"
    r"\sat(?!\p{L})"
    r"|(?:har|hadde)\s(?:\p{L}+\s)?(?:sagt|uttalt|uttala|meldt|hevdet|hevda)\sat(?!\p{L}))|"
    r"(?<!\p{L})(?:signal(?:er|et|a)?|vedtatt|vedteke|bestemt|varslet|varsla|opplyst|fastsatt|fastsett"
    r"|slått\sfast|pålagt)(?:\s\p{L}+){0,4}\s(?:om\s)?at(?!\p{L})"
)
# "et flertall av høringsinstansene støtter": others', not the speaker's.
_OTHERS = regex.compile(
    r"(?<!\p{L})(?:\p{L}*flertall\p{L}*|fleirtal\p{L}*|\p{L}*instans\p{L}*|mange|flere|fleire|enkelte|andre|noen|nokre|nokon"
    r"|de\sfleste|dei\sfleste|opposisjonen|Stortinget|kritikerne|\d+)(?:\s(?!at(?!\p{L})|men(?!\p{L}))[\p{L}-]+){0,4}\s$"
)
# "som i fjor måtte bruke": what somebody had to do, told in passing.
_IN_PASSING = regex.compile(r"(?<!\p{L})som\s(?:[\p{L}\d-]+\s){0,4}$")
_HAD_TO = regex.compile(r"måtte|burde")
# "gjentok sitt krav om", "gjentok KS' ønske om".
_REPEATS = regex.compile(
    r"\s*(?:sitt|sin|si|sine|KS[’'´]?|KS\ssitt|KS\ssin|KS\ssi)\s(?:\p{L}+\s)?(?:krav(?:et)?|ønske|ønskje|ynske|oppfordring|oppmoding|anmodning"
    r"|forventning|tilbud|bønn)(?:er|ar|a|en)?\s(?:om|til|på)(?!\p{L})"
)
_COURTESY = regex.compile(r"\så\s(?:kunne|få|bli|være|vere|møte)(?!\p{L})")  # "glad for å få være med"
_NEGATION = r"(?:ikke|ikkje|lite|neppe|knapt|ingen|aldri)"
_QUESTION = regex.compile(r"\?\s*[»”\"]?\s*$")
_PROCEDURE = regex.compile(
    r"^\s*(?:om\s|at\s|for\s|med\så\s|av\s|til\s)?(?:(?:ramm[ae](?:ne)?|hensikten|føremålet|formålet|opplegget"
    r"|gangen|bakgrunnen)\s(?:for|med|i)\s)?"
    r"(?:(?:konsultasjons)?møtet|dagens\smøte|dagsorden(?:en)?|sak(?:s)?lista|sak(?:s)?listen|referatet|referat"
    r"|programmet|deltakerne|deltakarane|neste\smøte|agendaen|innkalling(?:en|a))(?!\p{L})",
    regex.IGNORECASE,
)


@cache
def _stance(act: str, after: str = "") -> regex.Pattern[str]:
    words = {
        f
        for r in table("stance", "act", "after", "forms")
        if (r["act"], r["after"]) == (act, after)
        for f in forms(r["forms"])
    }
    alternatives = "|".join(regex.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))
    lead = rf"(?<!\p{{L}}){_NEGATION}\s(?:\p{{L}}+\s){{0,3}}?" if after else r"(?<!\p{L})"
    return regex.compile(rf"{lead}(?:{alternatives})(?!\p{{L}})", regex.IGNORECASE)


@cache
def _wished() -> regex.Pattern[str]:
    """ "det er viktig at staten …": what is wanted of somebody, no promise of his."""
    return regex.compile(
        rf"{_stance('position').pattern}\s(?:\p{{L}}+\s){{0,3}}at\s(?:\p{{L}}+\s){{0,3}}$",
        regex.IGNORECASE,
    )


_NEGATED_NEXT = regex.compile(rf"\s(?:\p{{L}}+\s)?{_NEGATION}(?!\p{{L}})")
_NEGATED = regex.compile(rf"(?<!\p{{L}}){_NEGATION}\s(?:\p{{L}}+\s){{0,2}}$")


def content_act(content: str, side: str) -> str:
    """What a piece of reported speech does.

    Args:
        content: What was said.
        side: The speaker's side, which decides whose "vil" is a promise.
    """
    if _PROCEDURE.search(content):
        return "procedure"
    if side != "staten" and (_LEADS_IN.search(content) or _REPEATS.match(content)):
        return "request"
    if _REQUEST.search(content) or (side == "ks" and _KS_ASKED.search(content)):
        return "request"
    if promises(content, side):
        return "commitment"
    if _stance("objection").search(content) or _stance("objection", "not").search(content):
        return "objection"
    support = _stance("support").search(content)
    if (
        support
        and not _NEGATED.search(content, 0, support.start())
        and not _OTHERS.search(content, 0, support.start())
        and not _COURTESY.match(content, support.end())
    ):
        return "support"
    own = _REPORTED.split(content)[0]
    if _stance("position", "not").search(own) or any(
        not (_HAD_TO.fullmatch(m.group()) and _IN_PASSING.search(own, 0, m.start()))
        for m in _stance("position").finditer(own)
    ):
        return "position"
    if _QUESTION.search(content):
        return "question"
    return "thanks" if _stance("thanks").search(content) else "information"


_MUST = regex.compile(r"må|måtte|lyt")


def only_must(content: str) -> bool:
    """Whether nothing but "må" makes a position of what was said: a demand or a mere fact, as its requests tell."""
    if _stance("position", "not").search(content):
        return False
    found = [m.group() for m in _stance("position").finditer(content)]
    return bool(found) and all(_MUST.fullmatch(word) for word in found)


def promises(content: str, side: str) -> bool:
    """Whether the speaker's side says what it will do."""
    for match in _COMMITMENT["ks" if side in {"ks", "annen"} else "staten"].finditer(content):
        if _SUBORDINATE.search(content, 0, match.start()) or _wished().search(content, 0, match.start()):
            continue
        follows = (_PASSIVE_PROMISE, _GIVES)
        if not _NO_PROMISE.match(content, match.end()) or any(p.match(content, match.end()) for p in follows):
            return True
    noted = _NOTED_PROMISE.match(content)
    if noted and not _NO_PROMISE.match(content, noted.end()) and not _NEGATED_NEXT.match(content, noted.end()):
        return True
    return side not in {"ks", "annen"} and any(
        not _SUBORDINATE.search(content, 0, m.start())
        for pattern in (_WILL_BE_DONE, _ANNOUNCED, _COMES, _SHALL_GET)
        for m in pattern.finditer(content)
    )


def first_act(acts: list[str]) -> int:
    """The index of the act that a row takes, -1 for none."""
    return min(range(len(acts)), key=lambda i: (ORDER.index(acts[i]), i)) if acts else -1


def verb_act(act: str, decides: str, content: str, side: str) -> str:
    """The act of one verb with what was said.

    Args:
        act: What the verb alone says is done.
        decides: Whether the content may change it: ``yes``, ``no``, or ``clause`` (see the lexicon of verbs).
        content: What was said.
        side: The speaker's side.
    """
    if act == "request" and decides == "yes":  # "ønsket …": a wish, an offer or a refusal
        if regex.match(r"\s*(?:ikke|ikkje)\b", content):
            return "objection"
        return "position" if _OWN_DEED_FIRST.match(content) else "request"
    said = content_act(content, side)
    if said == "procedure":
        return "procedure" if act in {"information", "question"} else act
    if decides == "no":
        return act
    if decides == "clause" and said in {"information", "question", "thanks"}:
        return "position" if regex.match(r"\s*(?:\p{L}+\s){0,4}?at\b", content) else "information"
    return act if said == "information" else said


def negated(act: str) -> str:
    """The act of a verb that is denied: "kunne ikke støtte", "lovet ikke"."""
    return {"support": "objection", "commitment": "objection", "request": "information"}.get(act, act)

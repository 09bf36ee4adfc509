"""What a piece of reported speech does, read off its words: asks, promises, objects, agrees, holds an opinion, informs.

Supports: bokmål and nynorsk, the present of direct notes and the past of reported speech. Avoids: "må" in what others have
decided or announced, "vil" of what will happen by itself, promises inside a relative clause.
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp.grammar.atoms import lazy, one_of
from konsultnlp.lexicon import forms, table
from konsultnlp.rules.speech_promises import ADVERB, MUNICIPAL, PEOPLE, STATE, promises
from konsultnlp.rules.speech_words import alternatives

ORDER = ("request", "commitment", "objection", "support", "position", "question", "information", "thanks", "procedure")
"""Of several acts of one speaker in one sentence the first of these is the row's."""

# --- asking: a party and a request verb inside what is said ("sa at KS ber om et nytt møte")
_ASKS = rf"(?:{alternatives('asks')})"
# In the past only of the speaker and his own side: what the others proposed then is history.
_ASKED = rf"(?:{alternatives('asked')})"
# "ønsker å" asks only for what takes two.
_TOGETHER = (
    r"(?:videreføre|vidareføre|fortsette|halde\sfram)?\s?(?:samarbeid|delta|få|ta\sdel|bli\s|verte?\s|møte|drøfte"
    r"|diskutere|ha\s(?:\p{L}+\s){0,2}dialog|dialog)"
)
_OWN_DEED = rf"{ADVERB}?\så\s(?!{_TOGETHER})"
_REQUEST = lazy(
    rf"(?<!\p{{L}})(?:(?:{PEOPLE}|{MUNICIPAL}|{STATE}){ADVERB}{{0,2}}\s{_ASKS}"
    rf"|{PEOPLE}{ADVERB}{{0,2}}\s{_ASKED})"
    rf"(?!\p{{L}})(?!\s(?:ikke|ikkje|inn)\b)(?!{_OWN_DEED})"
    rf"|(?<!\p{{L}})(?<!ikke\s)(?<!ikkje\s)(?<!å\s){_ASKS}{ADVERB}?\s(?:{PEOPLE}|{MUNICIPAL})\s(?:at|om|å\sfå)(?!\p{{L}})"
)
_KS_ASKED = lazy(rf"(?<!\p{{L}})KS{ADVERB}{{0,2}}\s{_ASKED}(?!\p{{L}})(?!\s(?:ikke|ikkje|inn)\b)(?!{_OWN_DEED})")
_OWN_DEED_FIRST = lazy(rf"(?=\s){_OWN_DEED}")

_LEADS_IN = lazy(
    r"(?<!\p{L})(?:krav|krava|kravene|forventning(?:er|ar)?|forventningene|ønske|ønsker|ønskje|ønska|ønskene|oppfordring"
    r"|oppfordringer|oppmoding|oppmodingar|anmodning(?:er)?|anbefaling(?:er|ar)?|tilråding(?:ar)?)(?!\p{L})[^.:]*:\s*$"
)
# --- where what is said is not the speaker's own: "varslet at søknader må leveres på nytt"
_REPORTED = lazy(
    r"(?<!\p{L})(?:\p{L}*(?:[Tt]all|[Tt]allene|[Tt]ala|[Rr]apporten|[Uu]ndersøkelsen|[Uu]ndersøkinga|[Kk]artleggingen"
    r"|[Kk]artlegginga|[Ee]valueringen|[Ee]valueringa|[Ss]tatistikken)(?:\s\p{L}+){0,4}?\s(?:viser|syner|viste|synte)"
    r"\sat(?!\p{L})"
    r"|(?:har|hadde)\s(?:\p{L}+\s)?(?:sagt|uttalt|uttala|meldt|hevdet|hevda)\sat(?!\p{L}))|"
    r"(?<!\p{L})(?:signal(?:er|et|a)?|vedtatt|vedteke|bestemt|varslet|varsla|opplyst|fastsatt|fastsett"
    r"|slått\sfast|pålagt)(?:\s\p{L}+){0,4}\s(?:om\s)?at(?!\p{L})"
)
# "et flertall av høringsinstansene støtter": others', not the speaker's.
_OTHERS = lazy(
    r"(?<!\p{L})(?:\p{L}*flertall\p{L}*|fleirtal\p{L}*|\p{L}*instans\p{L}*|mange|flere|fleire|enkelte|andre|noen|nokre|nokon"
    r"|de\sfleste|dei\sfleste|opposisjonen|Stortinget|kritikerne|partene|partane|(?:to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv)(?=\s\p{L}+er?\s)|\d+)(?:\s(?!at(?!\p{L})|men(?!\p{L}))[\p{L}-]+){0,4}\s$"
)
# "som i fjor måtte bruke": what somebody had to do, told in passing.
_IN_PASSING = lazy(r"(?<!\p{L})som\s(?:[\p{L}\d-]+\s){0,4}$")
_HAD_TO = lazy(r"måtte|burde")
# "gjentok sitt krav om", "gjentok KS' ønske om".
_REPEATS = lazy(
    r"\s*(?:sitt|sin|si|sine|KS[’'´]?|KS\ssitt|KS\ssin|KS\ssi)\s(?:\p{L}+\s)?(?:krav(?:et)?|ønske|ønskje|ynske|oppfordring|oppmoding|anmodning"
    r"|forventning|tilbud|bønn)(?:er|ar|a|en)?\s(?:om|til|på)(?!\p{L})"
)
_HAS_DONE = lazy(r"(?<!\p{L})(?:har|hadde)\s(?:\p{L}+\s){0,2}$")  # "SD har støttet forsøk": told
_COURTESY = lazy(r"\så\s(?:kunne|få|bli|være|vere|møte)(?!\p{L})")  # "glad for å få være med"
_NEGATION = r"(?:ikke|ikkje|lite|neppe|knapt|ingen|aldri)"
_TOLD = lazy(r"\s*(?:om\s)?at(?!\p{L})")  # "orienterte om at forslaget blir sendt på høring i mai"
_QUESTION = lazy(r"\?\s*[»”\"]?\s*$")
_PROCEDURE = lazy(
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
    alternatives = one_of(words, r"\s", any_case=True)
    lead = rf"(?<!\p{{L}}){_NEGATION}\s(?:\p{{L}}+\s){{0,3}}?" if after else r"(?<!\p{L})"
    return regex.compile(rf"{lead}(?:{alternatives})(?!\p{{L}})", regex.IGNORECASE)


@cache
def _wished() -> regex.Pattern[str]:
    """ "det er viktig at staten …": what is wanted of somebody, no promise of his."""
    return regex.compile(
        rf"{_stance('position').pattern}\s(?:\p{{L}}+\s){{0,3}}at\s(?:\p{{L}}+\s){{0,3}}$",
        regex.IGNORECASE,
    )


_NEGATED = lazy(rf"(?<!\p{{L}}){_NEGATION}\s(?:\p{{L}}+\s){{0,2}}$")


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
    if promises(content, side, _wished()):
        return "commitment"
    if _stance("objection").search(content) or _stance("objection", "not").search(content):
        return "objection"
    support = _stance("support").search(content)
    if (
        support
        and not _NEGATED.search(content, 0, support.start())
        and not _OTHERS.search(content, 0, support.start())
        and not _HAS_DONE.search(content, 0, support.start())
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


_MUST = lazy(r"må|måtte|lyt")


def only_must(content: str) -> bool:
    """Whether nothing but "må" makes a position of what was said: a demand or a mere fact, as its requests tell."""
    if _stance("position", "not").search(content):
        return False
    found = [m.group() for m in _stance("position").finditer(content)]
    return bool(found) and all(_MUST.fullmatch(word) for word in found)


def first_act(acts: list[str]) -> int:
    """The index of the act that a row takes, -1 for none."""
    return min(range(len(acts)), key=lambda i: (ORDER.index(acts[i]), i)) if acts else -1


def verb_act(act: str, decides: str, content: str, side: str) -> str:
    """The act of one verb with what was said.

    Args:
        act: What the verb alone says is done.
        decides: Whether the content may change it: ``yes``, ``no``, ``will`` or ``clause`` (see the lexicon of verbs).
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
    if decides in {"no", "will"}:
        told = act == "information" and said == "commitment" and _TOLD.match(content)
        return said if told else act
    if decides == "clause" and said in {"information", "question", "thanks"}:
        return "position" if regex.match(r"\s*(?:\p{L}+\s){0,4}?at\b", content) else "information"
    return act if said == "information" else said


def negated(act: str) -> str:
    """The act of a verb that is denied: "kunne ikke støtte", "lovet ikke"."""
    opposite = {"support": "objection", "commitment": "objection", "request": "information", "objection": "information"}
    return opposite.get(act, act)

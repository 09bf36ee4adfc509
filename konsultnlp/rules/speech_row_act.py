"""Which of a speaker's verbs in a sentence carries the row, and the act it has there.

Supports: the order of acts, denial ("kunne ikke støtte", "Verken Moe eller Lund støttet"), verbs that say nothing by themselves
("innledet, og pekte på at", "avsluttet med å takke"), promises after "ville". Avoids: requests, which are read by a module of their own.
"""

from __future__ import annotations

from konsultnlp.grammar.atoms import lazy
from konsultnlp.rules.speech_content import content_act, first_act, negated, verb_act
from konsultnlp.rules.speech_pieces import Clause
from konsultnlp.rules.speech_verbs import VerbHit
from konsultnlp.rules.speech_words import words_of

_LETTER = lazy(r"\p{L}{2}")
_AND = lazy(r"(?<!\p{L})(?:og|men|samt|så|deretter)(?!\p{L})")
_DENIED = lazy(r"(?<!\p{L})(?:ikke|ikkje|aldri)(?!\p{L})")
_DENIED_AFTER = lazy(r"\s(?:ikke|ikkje)(?!\p{L})(?!\så\b)")  # "manet til ikke å vente" is asked all the same
_CANNOT = lazy(r"(?:kan|kunne|vil|ville)\s(?:derfor\s|difor\s|heller\s)?(?:ikke|ikkje)\s$")
_NEITHER = lazy(r"(?:Verken|Hverken|Korkje)(?!\p{L})")
_WOULD = lazy(r"(?i:vil|ville|skal|skulle)(?!\p{L})")


def verb_and_act(text: str, clause: Clause, side: str) -> tuple[str, str]:
    """Of all verbs of the speaker the one whose act comes first, and that act.

    Args:
        text: The text.
        clause: The speaker's clause.
        side: The speaker's side.
    """
    if not clause.verbs:
        return "", content_act(text[clause.said : clause.end], side)
    acts = [_act_of(text, clause, index, side) for index in range(len(clause.verbs))]
    best = first_act(acts)
    if clause.verbs[best].lemma in words_of("weak"):
        stronger = (i for i in range(best + 1, len(acts)) if acts[i] == acts[best] and clause.verbs[i].tense != "light")
        best = next(stronger, best)
    return clause.verbs[best].lemma, acts[best]


def _act_of(text: str, clause: Clause, index: int, side: str) -> str:
    """The act of one of the verbs, with what is said up to the next one."""
    verb = clause.verbs[index]
    following = clause.verbs[index + 1] if index + 1 < len(clause.verbs) else None
    content = text[verb.after : following.aux if following else clause.end]
    if clause.rule == "tail" and index == 0:
        content = text[clause.start : verb.start]
    elif clause.rule == "passive":
        content = text[clause.start : verb.aux] + content
    act = verb_act(verb.act, verb.content, content, side)
    if following is not None and following.tense == "light":
        # "innledet med å vise til" is his opening; "avsluttet med å takke" is thanks.
        act = "procedure" if following.act != "information" else act
    elif act == "information" and len(clause.verbs) > 1 and not _LETTER.search(_AND.sub("", content)):
        act = "procedure"  # "innledet, og pekte på at": the verb that has something to say comes first
    if verb.lemma == "minne om" and act in {"commitment", "procedure"}:
        act = "information"  # a reminder of what is known
    if verb.content == "will" and verb.tense == "infinitive" and _WOULD.match(text, verb.aux):
        act = "commitment"  # "ville ta dette med seg"
    return negated(act) if _NEITHER.match(text, clause.start) or _is_denied(text, verb) else act


def _is_denied(text: str, verb: VerbHit) -> bool:
    """Whether "ikke" stands with the verb: "kunne ikke støtte", "støttet ikke"."""
    if verb.tense == "passive" and _CANNOT.search(text, max(0, verb.start - 40), verb.start):
        return True  # "Det kan ikke loves mer"
    return bool(_DENIED.search(text, verb.aux, verb.after) or _DENIED_AFTER.match(text, verb.after))

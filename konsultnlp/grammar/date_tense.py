"""Says whether the sentence around a date looks back or ahead, and where that sentence begins.

Supports: preterites and perfects ("ble", "har fått"), papers and meetings that bear the date ("invitasjonen av 20. desember");
modals, futures and words of planning ("skal", "kjem", "helst"); bokmål and nynorsk.
Avoids: calling a sentence with signs of both kinds either.
"""

from __future__ import annotations

from functools import cache

import regex

from konsultnlp import lexicon
from konsultnlp.grammar.atoms import SPACE, one_of

_STOP = regex.compile(r"(?<!(?<!\d{3})\d|\s|\b(?:nr|kl|jf|pr|ca|kap|mill|mrd|pst))[.!?;]\s(?=\p{Lu}|\d)|\n")


def last_sentence(before: str) -> str:
    """The part of ``before`` after its last full stop or line feed."""
    at = 0
    for match in _STOP.finditer(before):
        at = match.end()
    return before[at:]


def new_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two places."""
    return _STOP.search(text, start, min(len(text), end + 1)) is not None


_AHEAD = regex.compile(
    r"\b(?:skal|vil|kommer|kjem|legges?|leggast|leggjast|planlagt|planlagd|planlegger|planlegg|neste|tar|tek|må|bør|ber|bed"
    r"|innen|innan|senest|seinast|frist|fristen|melder|sender|gir|oversender|kan|helst|inviterer|ventes|ventast|lagt til|lagd til"
    # what is agreed lies ahead, though it was agreed in the past
    r"|avtalt|avtala|berammet|beramma|utsatt|utsett|utsette|flyttet|flytta|fastsatt|fastsett|varslet|varsla|lovet|lova|innkalt|innkalla|invitert)\b",
    regex.IGNORECASE,
)
# "har fått", "hadde vore", "er sendt": a perfect
_PERFECT = r"(?:har|er)\s(?:\p{L}+\s){0,2}\p{L}+(?:tt|dd|kt|lt|rt|nt|st|et|ert|vd|gd)"
# What bears the date: "invitasjonen fra departementet av 20. desember", "vårt brev 3. mars"
_BEARS = regex.compile(
    rf"(?<!\p{{L}})\p{{L}}*(?:brev|invitasjon|innkalling|notat|e-post|henvendelse|førespurnad|referat|vedtak|rapport|avtale|rundskriv|høringsnotat)"
    rf"(?:et|en|a|n)?{SPACE}(?:[^.,;:\n]{{1,40}}{SPACE})?(?:av|fra|frå|datert|den){SPACE}\Z",
    regex.IGNORECASE,
)


@cache
def _preterites() -> str:
    rows = lexicon.table("finite_verbs", "kind", "present", "past")
    past = {f for r in rows if r["kind"] not in {"modal", "noun", "say"} for f in lexicon.forms(r["past"])}
    past = (past | {"møttes", "møttest", "anmodet", "oppmoda"}) - {"så"}
    return one_of(past, any_case=True)


@cache
def _back() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_preterites()}|siden|sidan|{_PERFECT})(?!\p{{L}})", regex.IGNORECASE)


@cache
def _happened() -> regex.Pattern[str]:
    """A preterite with no more than a few words between it and the date: "sendte saken på høring 20. desember"."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_preterites()}){SPACE}(?:[\p{{L}}-]+{SPACE}){{0,4}}\Z", regex.IGNORECASE)


_AROUND = 200


def looks_ahead(text: str, start: int) -> bool:
    """Whether the sentence before ``start`` speaks of what is to come."""
    sentence = last_sentence(text[max(0, start - _AROUND) : start])
    return bool(_AHEAD.search(sentence)) and not _back().search(sentence)


def looks_back(text: str, start: int, end: int) -> bool:
    """Whether the sentence of the date at ``start:end`` tells of what has been: its verb stands before it or right after it."""
    before = last_sentence(text[max(0, start - _AROUND) : start])
    return not _AHEAD.search(before) and bool(_back().search(before) or _back().match(text, end + 1))


def has_happened(text: str, start: int) -> bool:
    """Whether what is dated has been, as far as its own verb or noun says: minutes tell of plans in the past tense, too."""
    before = last_sentence(text[max(0, start - _AROUND) : start])
    return bool(_BEARS.search(before) or (_happened().search(before) and not _AHEAD.search(before)))

"""Asides between two commas or dashes: "KS mener, og det har vi sagt før, at …", "Vi vil, på vegne av byene, be om …".

Supports: phrases that begin with a preposition, and remarks that begin with "og det", "og da særlig" and the like, where the clause goes
on behind them with what it still lacks. They are left out of the clauses, so that the words on both sides meet.
Avoids: relative and adverbial clauses (the clauses' own business), sources ("etter loven"), which say whose view a clause is.
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.clause_verbs import is_finite, low_at
from konsultnlp.grammar.clause_words import Token, is_a, is_passive, length_of, skip_adverbs, verb_kind

_LONGEST = 25
"""Tokens of the longest aside."""

_MARKS = frozenset({",", "–", "—"})
_PHRASE = frozenset(
    {
        "i",
        "som",
        "på",
        "med",
        "uten",
        "utan",
        "sammen",
        "saman",
        "ved",
        "for",
        "fra",
        "frå",
        "gjennom",
        "av",
        "under",
        "overfor",
    }
)
"""What begins an aside that is a phrase. "etter" and "ifølge" name a source; "til" mostly goes on with the clause."""
_REMARK = frozenset(
    {
        "det",
        "dette",
        "da",
        "då",
        "for",
        "ikke",
        "ikkje",
        "særlig",
        "særleg",
        "helst",
        "spesielt",
        "også",
        "òg",
        "kanskje",
    }
)
"""What follows "og" in a remark: "og det raskt", "og da særlig", "og for sikkerhets skyld også"."""
_GOES_ON = frozenset({"at", "å", "om", "til", "mot"})
_ARTICLES = frozenset(
    {
        "en",
        "ein",
        "et",
        "eit",
        "ei",
        "den",
        "de",
        "dei",
        "flere",
        "fleire",
        "noen",
        "nokre",
        "full",
        "fullt",
        "mer",
        "meir",
    }
)


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence without its asides."""
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        end = _end_of_aside(tokens, i, kept) if tokens[i].text in _MARKS else -1
        if end > i:
            i = end + 1
        else:
            kept.append(tokens[i])
            i += 1
    return kept


def _end_of_aside(tokens: Sequence[Token], at: int, kept: Sequence[Token]) -> int:
    """The mark that closes the aside which the mark at ``at`` opens, or -1 where it opens none."""
    first, mark = at + 1, tokens[at].text
    remark = low_at(tokens, first) in {"og", "men"} and low_at(tokens, first + 1) in _REMARK
    if not remark and low_at(tokens, first) not in _PHRASE:
        return -1
    end = next((i for i in range(first, min(first + _LONGEST, len(tokens))) if tokens[i].text in {mark, ":", ";"}), -1)
    if end < 0 or tokens[end].text != mark:
        return -1
    inside = range(first, end)
    told = any(is_finite(tokens, i) for i in inside)
    if (told and not remark) or any(is_a("at", tokens[i].low) or is_a("rel", tokens[i].low) for i in inside[1:]):
        return -1
    return end if _goes_on(tokens, skip_adverbs(tokens, end + 1), kept, told) else -1


def _goes_on(tokens: Sequence[Token], after: int, kept: Sequence[Token], told: bool) -> bool:
    """Whether the clause that an aside breaks off goes on with the token ``after``; ``told``: the aside is a clause itself."""
    begins = next((i + 1 for i in range(len(kept) - 1, -1, -1) if kept[i].text in {*_MARKS, ":", ";"}), 0)
    verb = next((i for i in range(len(kept) - 1, begins - 1, -1) if is_finite(kept, i)), -1)
    low = low_at(tokens, after)
    if verb < 0:  # "KS, på vegne av byene, ber om"
        return is_finite(tokens, after) and len(kept) > begins and not length_of("adv", kept, begins)
    between = kept[skip_adverbs(kept, verb + 1) :]
    bare = all(t.text[:1].isupper() or is_a("nominative", t.low) or is_a("adverb", t.low) for t in between)
    if told and not bare:
        return False  # "KS støtter dette, og det haster, om …": a clause of its own
    if low in _GOES_ON or (low in _ARTICLES and bare):
        return True
    waits = verb_kind(kept[verb].low) == "modal" and bare
    return waits and (is_passive(low) or low.endswith(("e", "å", "i", "a")))

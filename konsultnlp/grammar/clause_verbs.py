"""Whether a word is a finite verb where it stands, and whether a clause follows, judged by the words around it.

Supports: forms that are nouns or participles elsewhere ("møter", "ønsket"), infinitives after "å", "om" as if or as a preposition.
Avoids: words that are not in finite_verbs.csv.
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.clause_words import (
    Token,
    is_a,
    is_homograph,
    is_passive,
    is_past,
    may_be_participle,
    skip_adverbs,
    verb_kind,
)


def low_at(tokens: Sequence[Token], at: int) -> str:
    """The word at ``at`` with case folded away, empty outside the sentence."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def finite_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb comes before the next boundary."""
    i = at
    while i < len(tokens):
        low = tokens[i].low
        if low in {",", ";", ":", "(", ".", "?", "!", "–"} and not tokens[i - 1].text.endswith("-"):
            return False
        if i > at and (
            is_a("at", low) or is_a("rel", low) or is_a("adv", low) or low in {"å", "før", "siden", "inntil"}
        ):
            return False
        if is_a("coord", low) and is_finite(tokens, skip_adverbs(tokens, i + 1)):
            return False
        if is_finite(tokens, i):
            return i > at or low in {"er", "skal"}
        if i > at + (tokens[at].low != "det") and is_passive(low) and tokens[i].text.islower():
            return True
        i += 1
    return False


def verbs_after(tokens: Sequence[Token], at: int) -> int:
    """How many finite verbs follow in the sentence."""
    return sum(is_finite(tokens, i) for i in range(at + 1, len(tokens)))


_WISHES = frozenset({"ønsker", "ønskjer", "ynskjer", "ynsker"})
_PLURAL_OWNERS = frozenset({"følgende", "følgjande", "våre", "sine", "disse", "desse"})


def is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at ``at`` is a finite verb where it stands."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    kind = verb_kind(token.low)
    before = low_at(tokens, at - 1)
    if kind is None or (at and token.text[0].isupper() and not (before == ":" and at < 9)):
        return False  # after "Lid:" a sentence begins
    if before == "å":
        return False
    if before in {"en", "et", "ein", "eit", "ei", "den", "mer", "meir"} and kind != "modal":
        return before == "den" and kind == "aux"
    if before.endswith("ste") and low_at(tokens, at - 2) in {"våre", "vår", "vårt", "mine", "sine"}:
        return False  # "våre viktigste ønsker"
    if token.low in _WISHES and before in _PLURAL_OWNERS:
        return False  # "har følgende ønsker"
    if may_be_participle(token.low) and (is_a("plain_preposition", before) or is_a("auxiliary", before)):
        return False
    if is_homograph(token.low):
        return after_subject(tokens, at)
    return True


def after_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether a subject stands right before ``at``, adverbs aside, or a name or pronoun right after it."""
    i = at - 1
    if low_at(tokens, i) == ")":  # "Moe (HOD) la vekt på"
        i = next((k - 1 for k in range(i, max(-1, i - 6), -1) if tokens[k].low == "("), i)
    if i >= 0 and is_a("coord", tokens[i].low) and is_past(tokens[at].low):
        return True
    while i > 0 and (is_a("adverb", tokens[i].low) or is_a("negation", tokens[i].low)):
        i -= 1
    if i == 0 and is_a("plain_preposition", tokens[0].low):
        return False  # "I arbeidet er det viktig at"
    if i > 0 and tokens[i].low in {"det", "den", "dei", "de"} and is_a("plain_preposition", tokens[i - 1].low):
        return False  # "I det videre arbeidet"
    if i >= 0 and (tokens[i].text[0].isupper() or is_a("pronoun", tokens[i].low) or tokens[i].low == "som"):
        return True
    if i >= 0 and tokens[i].low.endswith(("ene", "ane", "en", "sektoren", "inga")) and len(tokens[i].low) > 5:
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and (
        after.text == "KS" or after.low in {"vi", "han", "hun", "ho"} or (at > 0 and after.text[:1].isupper())
    )


_THEN = frozenset({"da", "då", "her", "nå", "no", "der", "så", "dermed"})


def has_own_subject(tokens: Sequence[Token], coord: int, at: int) -> bool:
    """As in "og derfor er det viktig", "og her må staten": the adverb before the verb puts the subject after it."""
    if coord + 2 == at and low_at(tokens, at - 1) in _THEN and verb_kind(low_at(tokens, at)) == "modal":
        return True
    return (
        coord + 1 < at
        and is_a("front", low_at(tokens, coord + 1))
        and (is_a("nominative", low_at(tokens, at + 1)) or low_at(tokens, at + 1) == "det")
    )


def whether(tokens: Sequence[Token], at: int) -> bool:
    """Whether "om" at ``at`` may mean if or whether, by the word before it: "vurdere om", "spørsmål om", ", om"."""
    before = low_at(tokens, at - 1)
    if at == 0 or is_a("before_whether", before) or verb_kind(before) is not None:
        return True
    return before.endswith("e") and low_at(tokens, at - 2) in {"å", "skal", "kan", "vil", "må", "bør", "også", "òg"}


def has_answer(tokens: Sequence[Token]) -> bool:
    """Whether a main clause that begins with its verb follows: "Skal vi lykkes, (så) må …"."""
    commas = [i for i, t in enumerate(tokens) if t.low == ","]
    starts = [i + 2 if low_at(tokens, i + 1) == "så" else i + 1 for i in commas]
    return any(i < len(tokens) and is_finite(tokens, i) for i in starts)

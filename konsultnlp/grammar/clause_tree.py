"""A sentence's clauses: what each is made of, what it hangs on, who its subject is.

Supports: the subject before the verb, after it ("Derfor ber KS …"), after a fronted object ("Kostnaden bør staten ta"), and shared
with an earlier verb ("KS støtter X, og ber om Y"). Avoids: phrases within clauses. `konsultnlp.grammar.clauses` makes the clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from konsultnlp.grammar.clause_words import Token, is_a, is_passive, length_of, skip_adverbs, verb_kind

_ANSWERS = frozenset({"nei", "ja", "jo"})
_SUBJECTS = frozenset({"vi", "me", "jeg", "eg", "han", "hun", "ho"})
"""Pronouns whose form says that they are subjects."""


@dataclass(slots=True)
class Clause:
    """A clause of a sentence; all positions are indexes of tokens.

    Attributes:
        kind: ``main``, ``at``, ``rel``, ``adv`` or ``wh``.
        first: Its first token, the subjunction or conjunction included.
        body: Its first token after these.
        last: One past its last token, clauses within it included.
        verb: Its finite verb, or -1.
        parent: Index of the clause it hangs on, or -1.
        word: The subjunction ("at", "slik at", "dersom"), or empty.
        shares: Index of the clause whose subject it shares, or -1.
    """

    kind: str
    first: int
    body: int
    last: int = -1
    verb: int = -1
    parent: int = -1
    word: str = ""
    shares: int = -1


@dataclass(slots=True)
class Parse:
    """A sentence's tokens and clauses; ``clause_of[i]`` is the clause of token ``i``."""

    text: str
    tokens: list[Token]
    clauses: list[Clause] = field(default_factory=list)
    clause_of: list[int] = field(default_factory=list)
    opaque: list[bool] = field(default_factory=list)
    lows: list[str] = field(init=False)
    _own: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lays the words out, which every rule looks at time and again."""
        self.lows = [t.low for t in self.tokens]

    def low(self, at: int) -> str:
        """The word at ``at`` with case folded away, empty outside the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def within(self, inner: int, outer: int) -> bool:
        """Whether clause ``inner`` is clause ``outer`` or hangs on it."""
        while inner >= 0:
            if inner == outer:
                return True
            inner = self.clauses[inner].parent
        return False

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens ``first:last``."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def subject_of(parse: Parse, index: int) -> tuple[int, int, bool]:
    """The tokens of a clause's subject, as far as word order shows it.

    Returns:
        ``(first, last, inverted)``; ``first == last`` where there is none (a verb that shares another's subject has that one's).
        ``inverted``: the subject stands after the verb. Its end may then be too far to the right: only its beginning is sure.
    """
    clause = parse.clauses[index]
    if clause.shares >= 0:
        return subject_of(parse, clause.shares)
    if clause.verb < 0:  # a verb that the lexicon lacks, or a lead-in that breaks off: "… at staten:"
        return clause.body, clause.last if clause.kind == "at" else clause.body, False
    body = clause.body
    while body < clause.verb and (parse.low(body) in {"og", "men", ",", "–", "eller", "«", '"', *_ANSWERS}):
        body += 1
    # "Lid (KS): KS støtter …": what stands before the colon is a label.
    body = next((i + 1 for i in range(body, clause.verb - 1) if parse.low(i) == ":" and i < 12), body)
    tokens = parse.tokens
    before = [i for i in range(body, clause.verb) if not parse.opaque[i]]
    content = [i for i in before if tokens[i].low == "begge" or not _is_adverb(tokens[i].low)]
    fronted = not content or _is_fronted(parse, index, body)
    if clause.kind in {"rel", "wh"} or (clause.kind == "adv" and clause.word != "v1"):
        return body, clause.verb, False
    if clause.kind == "at" and not fronted:
        return body, clause.verb, False
    if not fronted:
        after = skip_adverbs(tokens, clause.verb + 1)
        # A fronted object: "Kostnaden bør staten ta", "Dette ber KS om".
        movable = verb_kind(parse.low(clause.verb)) == "modal" or parse.low(body) in {"dette", "det", "slik"}
        # "En slik ordning fraråder vi": a pronoun of that form is never an object.
        movable |= parse.low(after) in _SUBJECTS
        low = parse.low(clause.verb)
        free = verb_kind(low) in {"modal", "aux"} or (is_passive(low) and verb_kind(low) != "say")
        if free and parse.low(clause.verb + 1) == "det" and parse.clause_of[clause.verb + 1] == index:
            return clause.verb + 1, clause.verb + 2, True  # "Dette advares det mot", "Midlene bør det dobles på"
        if after < len(tokens) and movable and _is_plain_subject(parse, after) and not _is_plain_subject(parse, body):
            return after, after + 1, True
        return body, clause.verb, False
    first = skip_adverbs(tokens, clause.verb + 1)
    last = first
    while (
        last < len(tokens)
        and parse.clause_of[last] == index
        and tokens[last].low not in {",", ":", "å", "at", ".", ";"}
    ):
        last += 1
    return first, last, True


def _is_adverb(word: str) -> bool:
    return is_a("adverb", word) or is_a("negation", word)


def _is_plain_subject(parse: Parse, at: int) -> bool:
    token = parse.tokens[at]
    acronym = token.text.isupper() and len(token.text) > 1 and token.text.isalpha()
    return is_a("nominative", token.low) or acronym or token.low.endswith("departementet")


def _is_fronted(parse: Parse, index: int, body: int) -> bool:
    """Whether the clause begins with an adverbial, so that its subject follows the verb."""
    token = parse.tokens[body]
    if parse.clause_of[body] != index and parse.clauses[parse.clause_of[body]].kind == "adv":
        return True
    if length_of("adverb", parse.tokens, body) > 1:  # "Ikke minst er det …"
        return True
    if length_of("front_phrase", parse.tokens, body):
        return True
    if not is_a("front", token.low):
        return False
    if token.low in {"alle", "en", "ein"}:
        return False
    return not (
        token.low in {"også", "òg", "bare", "berre", "ikke", "ikkje", "kun", "selv", "sjølv", "særlig", "særleg"}
        and _more_before_verb(parse, index, body)
    )


def _more_before_verb(parse: Parse, index: int, body: int) -> bool:
    """Whether a noun follows the focusing adverb at ``body``: "Også staten må …"."""
    verb = parse.clauses[index].verb
    return body + 1 < verb and not is_a("front", parse.low(body + 1))


def own_tokens(parse: Parse, index: int) -> Sequence[int]:
    """The tokens of a clause that belong to no clause within it and stand in no brackets; for a finished parse."""
    own = parse._own.get(index)
    if own is None:
        own = [i for i, owner in enumerate(parse.clause_of) if owner == index and not parse.opaque[i]]
        parse._own[index] = own
    return own

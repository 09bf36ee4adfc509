"""Treebank tags to UD's parts of speech and features, and words to text: learnt from the parts that stand in both forms.

The treebank's morphology decides nearly everything. What it does not tell, the tree does: a verb is AUX where it governs an
infinitive, a participle or a predicate; a preposition is SCONJ before an infinitive or a clause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise

from norne import Sentence, Token

Pair = tuple[Token, Token]
"""The same word in the treebank's form and in UD's."""

_NO_MATTER = {"samset", "unorm"}
"""Compound, not standard spelling: UD leaves them out."""


def _governs(token: Token) -> tuple[str, ...]:
    """What hangs on a verb or a preposition, as far as its part of speech hangs on it."""
    if token.tag == "verb":
        return tuple(sorted({c.split(":")[0] for c in token.children} & {"INFV", "SPRED", "OPRED"}))
    if token.tag == "prep":
        found = set()
        for child in token.children:
            relation, tag, first = child.split(":", 2)
            if relation == "PUTFYLL":
                found.add(first if tag == "verb" else tag)
        return tuple(sorted(found & {"inf-merke", "sbu", "pres", "pret", "inf"}))
    return ()


def _features(token: Token) -> str:
    return "|".join(f for f in token.features.split("|") if f not in _NO_MATTER)


_KEYS: tuple[Callable[[Token], Hashable], ...] = (
    lambda t: (t.tag, t.features, t.lemma, t.relation, _governs(t)),
    lambda t: (t.tag, t.features, t.lemma, _governs(t)),
    lambda t: (t.tag, _features(t), t.lemma, _governs(t)),
    lambda t: (t.tag, _features(t), t.relation, _governs(t)),
    lambda t: (t.tag, _features(t), _governs(t)),
    lambda t: (t.tag, _features(t)),
    lambda t: (t.tag, t.relation),
    lambda t: t.tag,
)
"""More specific before less specific: the first that was seen decides."""


class TagMap:
    """The most frequent UD tag and features of a treebank word."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        """Learns from words in both forms."""
        self._seen: list[dict[Hashable, Counter[tuple[str, str]]]] = [defaultdict(Counter) for _ in _KEYS]
        for treebank, ud in pairs:
            for key, seen in zip(_KEYS, self._seen, strict=True):
                seen[key(treebank)][ud.tag, ud.features] += 1

    def __call__(self, token: Token) -> tuple[str, str]:
        """UPOS and features of a treebank word."""
        for key, seen in zip(_KEYS, self._seen, strict=True):
            if (found := seen.get(key(token))) is not None:
                return found.most_common(1)[0][0]
        return "X", ""


def _kind(form: str) -> str:
    """A word's kind for spacing: itself where it is a sign."""
    return "1" if form[0].isdigit() else "a" if any(c.isalnum() for c in form) else form


class Spaces:
    """Whether a space follows a word: by the two words' kinds; straight quotes open and close in turn."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Learns from sentences whose spaces are known."""
        self._seen: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
        self._left: dict[str, Counter[bool]] = defaultdict(Counter)
        self._right: dict[str, Counter[bool]] = defaultdict(Counter)
        for sentence in sentences:
            kinds = self._kinds(sentence)
            for token, (left, right) in zip(sentence.tokens, pairwise(kinds), strict=False):
                self._seen[left, right][token.space_after] += 1
                self._left[left][token.space_after] += 1
                self._right[right][token.space_after] += 1

    @staticmethod
    def _kinds(sentence: Sentence) -> list[str]:
        kinds, is_open = [], False
        for form in sentence.forms:
            kind = _kind(form)
            if kind == '"':
                is_open = not is_open
                kind = "“" if is_open else "”"
            kinds.append(kind)
        return kinds

    def __call__(self, sentence: Sentence) -> list[bool]:
        """For each word, whether a space follows."""
        kinds = self._kinds(sentence)
        spaces = [self._between(left, right) for left, right in pairwise(kinds)]
        return [*spaces, True]

    def _between(self, left: str, right: str) -> bool:
        for seen, key in ((self._seen, (left, right)), (self._right, right), (self._left, left)):
            counts = seen.get(key)  # type: ignore[attr-defined]
            if counts:
                return bool(counts.most_common(1)[0][0])
        return True


def pairs(uds: Iterable[Sentence], treebanks: Iterable[Sentence | None]) -> list[Pair]:
    """The words that stand in both forms."""
    return [
        pair
        for ud, treebank in zip(uds, treebanks, strict=True)
        if treebank
        for pair in zip(treebank.tokens, ud.tokens, strict=True)
    ]

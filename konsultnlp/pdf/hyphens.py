"""Layout hyphens: whether the hyphen at a line's end belongs to the word.

Decided by rule, in this order: what the hyphen looks like, what follows it, how the parts occur elsewhere in the
document, and a lexicon of words that are spelt with a hyphen. Every decision is recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import regex

from konsultnlp import lexicon

HYPHENS = "-‐‑\u00ad"
_WORD = regex.compile(r"[\p{L}\d][\p{L}\d.]*(?:[-‐‑][\p{L}\d]+)*-?")
# After a suspended first part: "pleie- og omsorgstjenester", "helse- eller sosial-", "barne-, ungdoms- og".
_SUSPENDED = regex.compile(r"^(?:og|eller|samt)\b|^[,/]", regex.IGNORECASE)
_ABBREVIATION = regex.compile(r"(?:^|[-/])\p{Lu}[\p{Lu}\d]+$")
_DIGIT = regex.compile(r"\d$")
_TAIL = regex.compile(r"[\p{L}\d./-]+$")
_HEAD = regex.compile(r"^[\p{L}\d]+(?:-[\p{L}\d]+)*")


HYPHENATING_SHARE = 0.03
"""A document of which this share of lines end in a hyphen was set with layout hyphens; a few are writers' own."""
MIN_SECOND_PART = 4


@cache
def _spelt_with_hyphen() -> frozenset[str]:
    return frozenset(r["word"].casefold() for r in lexicon.table("hyphens", "word") if not r["word"].endswith("-"))


@cache
def _names_in_one_word() -> frozenset[str]:
    """Names of ministries and agencies that are one word: "Finansdepartementet"."""
    found: set[str] = set()
    for file, columns in (("ministries", ("name_nb", "name_nn")), ("agencies", ("name_nb", "name_nn"))):
        for row in lexicon.table(file, *columns):
            found.update(name.casefold() for c in columns for name in lexicon.forms(row[c]) if name.isalpha())
    return frozenset(found)


@cache
def _first_parts() -> frozenset[str]:
    return frozenset(r["word"].casefold() for r in lexicon.table("hyphens", "word") if r["word"].endswith("-"))


class Vocabulary:
    """How words occur in the document, line ends left out."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.cased: Counter[str] = Counter()
        self._lines = 0
        self._cut_lines = 0

    @property
    def hyphenates(self) -> bool:
        """Whether the document was set with layout hyphens at all."""
        return self._cut_lines >= HYPHENATING_SHARE * self._lines

    def add(self, texts: Iterable[str]) -> None:
        """Counts the words of lines; a line's last word is left out where a hyphen cuts it."""
        for text in texts:
            found = _WORD.findall(text)
            self._lines += 1
            if found and text.rstrip()[-1:] in HYPHENS:
                self._cut_lines += 1
                found = found[:-1]
            for word in found:
                self.words[word.casefold()] += 1
                self.cased[word] += 1

    def join(self, before: str, after: str, opens_sentence: bool = False) -> tuple[bool, bool, str]:
        """Whether to keep the hyphen between a line's last token and the next line's first one.

        Args:
            before: Token that ends with a hyphen ("kollektiv-").
            after: Token that follows ("trafikken").
            opens_sentence: Whether ``before`` is a sentence's first word, so that its capital says nothing.

        Returns:
            (keep the hyphen, put a space after it, name of the rule).
        """
        if before.endswith("\u00ad"):
            return False, False, "soft-hyphen"
        stem = before[:-1]
        if not stem or not (stem[-1].isalnum() or stem[-1] in ")]»’'´"):
            return True, True, "dash"
        if _SUSPENDED.match(after):
            return True, True, "suspended-compound"
        tail = _TAIL.search(stem)
        first = tail.group() if tail else stem
        head_match = _HEAD.match(after)
        head = head_match.group() if head_match else after
        if not head:
            return True, True, "dash"
        if not head[0].islower():
            return True, False, "capital-or-digit-follows"
        if _DIGIT.search(first) or _ABBREVIATION.search(first):
            return True, False, "abbreviation-or-number-before"
        whole, hyphened = (first + head).casefold(), f"{first}-{head}".casefold()
        n_whole, n_hyphened = self.words[whole], self.words[hyphened]
        if n_whole or n_hyphened:
            keep = n_hyphened > n_whole
            return keep, False, "elsewhere-with-hyphen" if keep else "elsewhere-as-one-word"
        if whole in _names_in_one_word():
            return False, False, "name-in-one-word"
        last_part = first.rsplit("-", 1)[-1]
        known = f"{last_part.casefold()}-" in _first_parts() or len(first) == 1
        # "el-" + "ler" is no compound of "el": a second part has four letters at least.
        if hyphened in _spelt_with_hyphen() or (known and len(head) >= MIN_SECOND_PART):
            return True, False, "lexicon"
        if first.casefold() == head.casefold():
            return True, False, "doubled-word"
        # A name before a common noun keeps its hyphen ("Klimasats-" + "ordningen"): one that stands alone elsewhere with a
        # capital and never without, or any capital within a sentence where the document cuts no words at its line ends.
        if first[:1].isupper() and not opens_sentence:
            alone = self.cased[first] and not self.cased[first[:1].lower() + first[1:]]
            if alone or not self.hyphenates:
                return True, False, "name-before"
        return False, False, "layout-hyphen"

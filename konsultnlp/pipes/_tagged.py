"""Which sentences a tagger has to read for our rules, and the names that it finds in them.

Rules that know most names from lists ask a tagger for the rest: bodies and people that no list has. A sentence whose capitalised
words are all known (KS, ministries, agencies, people on the list), or begin it and are common words, holds none of those.
Supports: a tagger that reads sentences of one text together ("Moe" beside "Kari Moe"). Avoids: names without a capital.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex
from spacy.tokens import Doc

from konsultnlp.context import Context
from konsultnlp.grammar.names import TaggedName
from konsultnlp.grammar.parties import taken_by_parties
from konsultnlp.grammar.references import paper_spans
from konsultnlp.lexicon import table
from konsultnlp.pipes._names import names_in
from konsultnlp.rules.speech_words import is_common_word

# A word with a capital ("Kari", "eFlyt" is none), of two letters and more; and a word that is all in lower case.
_CAPITAL = regex.compile(r"(?<![\p{L}\d@./])\p{Lu}[\p{L}\d-]+")
_LOWER = regex.compile(r"(?<![\p{L}-])\p{Ll}+(?![\p{L}-])")
_LETTER = regex.compile(r"\p{L}")

_UNREAD = frozenset({"agenda"})
"""Kinds of sections that neither the rules for speakers nor those for requests read."""


_SILENT = frozenset({"heading", "caption"})
"""Kinds of blocks that they pass over."""


def common_words(text: str) -> frozenset[str]:
    """The words that a text has in lower case: at a sentence's start they are no names."""
    return frozenset(match.group() for match in _LOWER.finditer(text))


@cache
def _known_names() -> frozenset[str]:
    """Names of people and bodies; one that is a common word as well ("Posten", "Lie") stays worth a look."""
    return frozenset(
        row["name"] for row in table("known_names", "name", "person", "body") if row["person"] or row["body"]
    )


def worth_reading(
    text: str, sentences: Sequence[tuple[int, int]], ctx: Context, common: frozenset[str]
) -> list[tuple[int, int]]:
    """The sentences in which a tagger may find what the rules do not know.

    Args:
        text: A section's text.
        sentences: Offsets of its sentences.
        ctx: Its surroundings.
        common: The document's words in lower case.
    """
    if ctx.section_kind in _UNREAD or (ctx.section_kind == "attendance" and ctx.doc_type != "referat"):
        return []
    taken = taken_by_parties(text, ctx)
    for start, end in (*paper_spans(text), *((b.start, b.end) for b in ctx.blocks if b.kind in _SILENT)):
        taken[start:end] = b"\x01" * (end - start)
    return [span for span in sentences if _may_name(text, span, taken, common)]


def _may_name(text: str, span: tuple[int, int], taken: bytearray, common: frozenset[str]) -> bool:
    first = True
    for match in _CAPITAL.finditer(text, *span):
        opens, first = first and not _LETTER.search(text, span[0], match.start()), False
        if taken[match.start()]:
            continue
        word = match.group()
        if not opens or not is_common_word(word, common) or word in _known_names():
            return True
    return False


@dataclass(slots=True)
class Excerpt:
    """Some sentences of a text as one text: what the tagger reads.

    Attributes:
        text: The sentences, each on a line where it does not follow on the one before.
        starts: Where each begins in ``text``.
        origins: Where each begins in the whole text.
    """

    text: str
    starts: list[int]
    origins: list[int]

    def names(self, doc: Doc) -> tuple[TaggedName, ...]:
        """The names found in the excerpt, with offsets into the whole text; one across sentences is none."""
        found = []
        for name in names_in(doc):
            k = bisect_right(self.starts, name.start) - 1
            if k + 1 == len(self.starts) or name.end <= self.starts[k + 1]:
                shift = self.origins[k] - self.starts[k]
                found.append(TaggedName(name.start + shift, name.end + shift, name.label))
        return tuple(found)


def excerpt(text: str, sentences: Iterable[tuple[int, int]]) -> Excerpt:
    """Puts sentences together."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at, last = 0, 0
    for start, end in sentences:
        if parts:
            gap = text[last:start]
            parts.append(gap if gap == " " else "\n")
            at += 1
        starts.append(at)
        origins.append(start)
        parts.append(text[start:end])
        at, last = at + end - start, end
    return Excerpt("".join(parts), starts, origins)

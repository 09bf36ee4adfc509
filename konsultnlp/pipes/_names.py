"""The names that an ``ner`` component before ours has found, as plain values, with what taggers get wrong in our texts put right.

Supports: "Norsk Bonde- og Småbrukarlag" tagged in pieces, "Bane NOR" of which the code alone is tagged. Avoids: codes that may be
a benefit or a bill ("AAP", "RNB"), documents and schemes ("Perspektivmeldingen", "Fritidskortet").
"""

from __future__ import annotations

from functools import cache

import regex
from spacy.tokens import Doc

from konsultnlp.grammar.names import TaggedName
from konsultnlp.lexicon import table

_REST = regex.compile(r"-\s(?:og|eller)\s[\p{L}-]+")
# A capitalised word before a code, not at a sentence's start: "at Bane NOR må".
_BEFORE = regex.compile(r"(?<=[\p{Ll},(]\s)\p{Lu}\p{Ll}+\s$")


def names_in(doc: Doc) -> tuple[TaggedName, ...]:
    """The named entities of ``doc``, as our rules can use them; empty where no tagger ran."""
    text = doc.text
    found: list[TaggedName] = []
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        if found and start < found[-1].end:
            continue  # a part of the name before
        if rest := _REST.match(text, end - 1):
            end = rest.end()
        if _is_code(text[start:end]):
            before = _BEFORE.search(text, max(0, start - 40), start)
            start = before.start() if before and ent.label_ == "ORG" else start
        if not _is_no_body(text[start:end]):
            found.append(TaggedName(start, end, ent.label_))
    return tuple(found)


def _is_code(name: str) -> bool:
    return name.isupper() and " " not in name


def _is_no_body(name: str) -> bool:
    """A code that the lexicon does not have as a body, or one word that ends as documents and schemes do."""
    if _is_code(name):
        return name not in _known_bodies()
    return " " not in name and name.casefold().endswith(_not_bodies())


@cache
def _known_bodies() -> frozenset[str]:
    return frozenset(row["name"] for row in table("known_names", "name", "body") if row["body"] == "organisation")


@cache
def _not_bodies() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("not_bodies", "ending"))

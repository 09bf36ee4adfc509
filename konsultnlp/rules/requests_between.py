"""What may stand between a request verb and what it asks for: asides, phrases with a preposition, abbreviations in brackets."""

from __future__ import annotations

from konsultnlp.grammar.clause_words import skip_adverbs
from konsultnlp.rules.requests_scene import Scene

# What begins an adverbial between a verb and its complement: "i denne sammenheng", "ut fra dette".
ADVERBIAL = frozenset(
    {
        "i",
        "på",
        "for",
        "ved",
        "med",
        "av",
        "fra",
        "frå",
        "under",
        "etter",
        "gjennom",
        "ut",
        "innen",
        "innan",
        "sammen",
        "saman",
    }
)
ARTICLES = frozenset({"en", "ein", "ei", "et", "eit", "den", "full", "fullt"})


def past_aside(scene: Scene, index: int, at: int) -> int:
    """Past an aside between commas: "krever, slik landstinget vedtok, full dekning"."""
    if scene.parse.low(at) != ",":
        return at
    for i in range(at + 2, min(at + 15, len(scene.tokens))):
        if scene.parse.low(i) == ",":
            return skip_adverbs(scene.tokens, i + 1) if scene.parse.clause_of[at + 1] != index else at
    return at


def is_adverbial(scene: Scene, first: int, last: int) -> bool:
    """Whether the tokens are adverbs or a phrase that begins with a preposition: "i denne sammenheng"."""
    at = skip_adverbs(scene.tokens, first)
    return at >= last or scene.parse.low(at) in ADVERBIAL or scene.parse.low(at) in {"seg", "oss", "stor", "stort"}


def skip_abbreviation(scene: Scene, at: int) -> int:
    """Past a bracket such as "(BLD)"."""
    if scene.parse.low(at) == "(":
        for i in range(at + 1, min(at + 5, len(scene.tokens))):
            if scene.tokens[i].text == ")":
                return i + 1
    return at


def past_phrase(scene: Scene, index: int, at: int, stops: frozenset[str]) -> int:
    """Past a phrase with a preposition, up to one of the words: "ønsker sammen med staten å …", "krever i år et løft"."""
    if scene.parse.low(at) not in ADVERBIAL - {"for", "av"} or scene.parse.low(at + 1) in {"å", "at"}:
        return at
    ahead = range(at + 2, min(at + 9, len(scene.tokens)))
    found = next((i for i in ahead if scene.parse.low(i) in stops), -1)
    if found < 0 or any(
        scene.tokens[i].text in {",", ":"} or scene.parse.clause_of[i] != index for i in range(at, found)
    ):
        return at
    return found

"""Norwegian words to stems, for full-text search: what is put into the index, and what is looked up in it.

Supports: bokmål and nynorsk inflection of one word ("kommunane", "kommunene" and "kommuner" are one), by the Snowball stemmer
and a few endings that it lacks. Avoids: other words for the same ("skule" and "skole", "teneste" and "tjeneste", "auke" and
"øke" stay apart), compounds without a hyphen, words of two or three letters with their endings ("år", "året").
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version
from unicodedata import normalize

from konsultnlp.errors import UsageError

try:
    from snowballstemmer.norwegian_stemmer import NorwegianStemmer
except ModuleNotFoundError:
    raise UsageError(
        "search needs snowballstemmer, not installed here; install with: python -m pip install snowballstemmer"
    ) from None

FOLDING = 1
"""Changes when `stem` does: an index made otherwise finds nothing, or too little."""

MOST_STEMS = 100_000
"""Words whose stems are kept: a corpus has few words and many of each."""

_ACCENTS = str.maketrans("éèêëóòôúùûáàâ", "eeeeooouuuaaa")  # "idéen", "à", "fôr"; æ, ø and å are letters of their own
_LETTERS = re.compile(r"[^\W\d_]+")
# What the stemmer leaves on: "lederne", "ordningene" it knows; "moglegheitene" is "mulighetene" with another ending.
_ENDINGS = (("erne", "er"), ("ernes", "er"), ("heit", "het"), ("heita", "het"), ("heiter", "het"), ("heiten", "het"),
            ("heitene", "het"), ("heitane", "het"), ("heits", "het"))  # fmt: skip
_LEAST = 3
"""Letters that must be left before an ending of ours."""

# A phrase in quotes, or a word; both may be left out by "-" before, a word may be the beginning of one by "*" after.
_PIECE = re.compile(r'(?P<no>(?<!\S)[-–](?=[\w"]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"*]+)(?P<begins>\*)?|\*)')
_OR = frozenset({"OR", "ELLER"})
_AND = frozenset({"AND", "OG"})

_snowball = NorwegianStemmer()  # by name: stemmer("norwegian") takes another implementation where one is installed


@lru_cache(maxsize=MOST_STEMS)
def stem(word: str) -> str:
    """The stem of one word in lower case.

    The stemmer runs until nothing changes, since the stem of one form is often another form of the same word: "innsatsen",
    "innsats".

    >>> [stem(word) for word in ("kommunane", "kommunene", "kommuner")]
    ['kommun', 'kommun', 'kommun']
    """
    found = word.translate(_ACCENTS)
    for ending, instead in _ENDINGS:
        if found.endswith(ending) and len(found) - len(ending) >= _LEAST:
            found = found.removesuffix(ending) + instead
            break
    while (shorter := _snowball.stemWord(found)) != found and shorter:
        found = shorter
    return found.removesuffix("m") if found.endswith("mm") else found  # "flommen", "flom": no word ends in two


def stems(text: str) -> str:
    """The text with every word replaced by its stem.

    All that is no letter stays, so that the text keeps its number of words: where a stem stands among the stems, its word
    stands in the text, and FTS5 can mark it there.
    """
    return _LETTERS.sub(lambda match: stem(match[0]), normalize("NFC", text).lower())


def match_expression(query: str) -> str:
    """What somebody typed as an FTS5 query over stems.

    All words must be there, ``"in quotes"`` side by side; ``word*`` is the beginning of a word, ``-word`` must not be there, and
    ``OR`` or ``ELLER`` stands between alternatives. Words with a hyphen are found by any of their parts, and as a whole.

    Args:
        query: The words.

    Raises:
        UsageError: There is no word to look for.
    """
    groups: list[list[str]] = [[]]
    without: list[str] = []
    for piece in _PIECE.finditer(query):
        word = piece["word"] or ""
        if word in _OR:
            groups.append([])
        elif word not in _AND and (term := _term(piece["phrase"] or word, bool(piece["begins"]))):
            (without if piece["no"] else groups[-1]).append(term)
    wanted = " OR ".join(f"({' AND '.join(group)})" for group in groups if group)
    if not wanted:
        raise UsageError(f"nothing to look for in {query!r}; expected words, such as: kommunane finansiering -veg")
    return f"({wanted}) NOT ({' OR '.join(without)})" if without else wanted


def _term(text: str, begins: bool) -> str:
    """An FTS5 phrase; empty where the text has neither letter nor digit."""
    found = stems(text)
    if not any(c.isalnum() for c in found):
        return ""
    if not begins:
        return f'"{found}"'
    start = normalize("NFC", text).lower().translate(_ACCENTS)
    return f'("{start}" * OR "{found}")'  # the stem of "barnehage" is shorter than what was typed


def fingerprint() -> str:
    """By what stems are made; stems of different makes do not meet."""
    return f"snowball-norwegian {version('snowballstemmer')}, folding {FOLDING}"

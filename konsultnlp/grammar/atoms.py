"""The small pieces that the readers' patterns are built from, each named once.

Horizontal space is a class of its own: a line feed ends a block, so nothing but a wrapped name may cross one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

import regex

SPACE = r"[ \t\u00A0\u2007\u2009\u200A\u202F]"
"""One horizontal space: plain, non-breaking, figure, thin, hair or narrow non-breaking."""

DASH = r"[-\u2010\u2011\u2012\u2013\u2014\u2212]"
"""A hyphen, a non-breaking hyphen, a dash or a minus sign: texts mix them up."""

APOSTROPHE = r"['’‘´`]"
"""The apostrophes of texts: straight, curly, acute and grave."""

GENITIVE = rf"(?:{APOSTROPHE}?s(?!\p{{L}})|{APOSTROPHE}(?!\p{{L}}))?"
"""The end of a genitive, or nothing: "KDs", "KD’s", "KS’"."""

WORD_START = r"(?<![\p{L}\d])"
WORD_END = r"(?![\p{L}\d])"


def one_of(forms: Iterable[str], space: str = r"\ ", any_case: bool = False) -> str:
    """A pattern for any of some forms, of several that fit the longest.

    Forms with one first letter stand together behind it: where a text goes on with another they are passed over at once, which makes
    a list of hundreds four times as fast.

    Args:
        forms: As they are written, none of them a pattern.
        space: The pattern that stands for a space in them.
        any_case: Whether case will not count (`regex.IGNORECASE`).
    """
    groups: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        groups.setdefault(form[:1].casefold() if any_case else form[:1], []).append(form)
    parts = (f"{regex.escape(g[0][:1])}(?:{'|'.join(regex.escape(form[1:]) for form in g)})" for g in groups.values())
    return "|".join(parts).replace(r"\ ", space)


class _Lazy:
    """A pattern that is compiled on its first use; from then on its methods are those of the compiled one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = regex.compile(*self._made)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """``regex.compile`` put off until the pattern is used: most documents need few of the large ones."""
    return cast("regex.Pattern[str]", _Lazy(pattern, flags))


ADDRESS = regex.compile(
    r"(?:https?://(?:www\.[ ](?=[\w-]{2,40}\.))?|www\.)\S+|[\w.+-]{1,64}@[\w.-]+"
    r"|(?<![\w.@-])[\w-]{2,40}(?:\.[\w-]{2,40}){0,4}\.(?:no|com|org|net|eu|dk|se)(?!\w)(?:/\S*)?",
    regex.IGNORECASE,
)
"""A web or mail address, closing punctuation included; a line may have been broken after its "www."."""

# What every address holds; where none of it stands in a line the line need not be read for addresses, which is slow.
_ADDRESS_HINT = regex.compile(r"@|www\.|https?://|\.(?:no|com|org|net|eu|dk|se)(?!\w)", regex.IGNORECASE)


@lru_cache(maxsize=64)  # several readers look at one text in turn
def address_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the addresses of a text stand, closing punctuation included."""
    found: list[tuple[int, int]] = []
    read = 0
    for hint in _ADDRESS_HINT.finditer(text):
        if hint.start() < read:
            continue
        start, end = text.rfind("\n", 0, hint.start()) + 1, text.find("\n", hint.start())
        read = end if end >= 0 else len(text)
        found.extend(m.span() for m in ADDRESS.finditer(text, start, read))
    return tuple(found)


def low(written: str) -> str:
    """Case folded as a pattern that ignores case sees it: "maİ" matches "mai", though its İ folds to two characters."""
    return written.casefold().replace("\u0307", "")


class Spans:
    """Spans ``(start, end)``, none within another, and whether one of them touches a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [s for s, _ in self._spans]

    def touch(self, start: int, end: int) -> bool:
        """Whether ``start:end`` shares a character with a span."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._spans[at][1] > start

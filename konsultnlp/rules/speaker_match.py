"""Matches a name in a text with the people on the attendance list.

Supports: full names, surnames, parts of double surnames, misspellings ("Lund Tveitn"), names run together
("KariMoe"), people of one surname told apart by first name or title. Avoids: merging different real surnames that look
alike (Haug and Haugen, Nilsen and Nielsen, Hansen and Jansen).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from konsultnlp.context import Person
from konsultnlp.grammar.names import name_words

SHORTEST = 6
"""A surname below this length is never taken for a misspelling of another."""

LONG = 10
"""From this length on two slips are allowed, below one."""


def match_name(name: str, people: Sequence[Person], *, role: str = "", org: str = "") -> int | None:
    """The index of the one person that ``name`` means, or None where none or several could be meant.

    Args:
        name: As the text has it: "Tveiten", "Lund Tveiten", "Per Arne Lund Tveiten".
        people: The attendance list.
        role: A title beside the name, which tells two of one surname apart.
        org: A body beside the name, for the same.
    """
    found = candidates(name, people)
    if len(found) > 1 and role:
        found = [i for i in found if same_role(role, people[i].role)] or found
    if len(found) > 1 and org:
        found = [i for i in found if org in {people[i].org, people[i].org_id}] or found
    return found[0] if len(found) == 1 else None


def candidates(name: str, people: Sequence[Person]) -> list[int]:
    """All whom ``name`` could mean, by the most exact reading that anybody fits."""
    words = _folded(name)
    if not words:
        return []
    full = [_folded(p.name) for p in people]
    for fits in (_is_full, _is_surname, _is_part, _is_respelt, _is_run_together, _is_misspelt, _is_first_name):
        found = [i for i, person in enumerate(full) if person and fits(words, person)]
        if found:
            return found
    return []


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, ...]:
    """The words of a name, old and new spelling of one sound the same: "Nygaard" and "Nygård"."""
    return tuple(w.replace("aa", "å").replace("ö", "ø") for w in name_words(name))


def _is_full(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    return len(words) == len(person) and all(map(_same_word, words, person))


def _is_surname(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """The last word agrees, the others stand in the name in this order: "Lund Tveiten", "Kari Moe" of "Kari Lund Moe"."""
    return words[-1] == person[-1] and _in_order(words, person) and len(words) < len(person)


def _is_part(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Part of a double surname: "Lund" of "Kari Lund Moe", "Vik" of "Per Vik-Strand"."""
    inner = person[1:-1] + tuple(person[-1].split("-") if "-" in person[-1] else ())
    return len(words) <= len(inner) and _in_order(words, inner)


def _in_order(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Whether all words stand in the name in their order; an initial stands for its name."""
    rest = iter(person)
    return all(any(_same_word(w, p) for p in rest) for w in words)


def _same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    return (word.endswith(".") and other.startswith(word[:-1])) or (other.endswith(".") and word.startswith(other[:-1]))


# Spellings of one surname that sound the same; people of both spellings exist, so exact ones come first.
_SOUNDS = (
    ("å", "a"),
    ("ø", "o"),
    ("æ", "ae"),
    ("hl", "l"),
    ("th", "t"),
    ("w", "v"),
    ("ck", "k"),
    ("ch", "k"),
    ("ph", "f"),
    ("z", "s"),
    ("x", "ks"),
    ("qu", "kv"),
)


def _is_respelt(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Another spelling that sounds the same, or letters without their marks: "Dahl" of "Kari Dal", "Krakstad" of "Kråkstad"."""
    by_sound, theirs = tuple(map(_sound, words)), tuple(map(_sound, person))
    return _is_full(by_sound, theirs) or _is_surname(by_sound, theirs)


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    for spelling, plain in _SOUNDS:
        word = word.replace(spelling, plain)
    return word


def _is_run_together(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(person) > 1 and words[0] == "".join(person)


def _is_misspelt(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """One word a slip away from the person's, all others exact."""
    if len(words) > len(person):
        return False
    if len(words) == 1:
        return is_slip(words[0], person[-1])
    tail = person[-len(words) :] if len(words) < len(person) else person
    for against in {tail, (person[0], *person[len(person) - len(words) + 1 :])}:
        different = [(w, p) for w, p in zip(words, against, strict=True) if not _same_word(w, p)]
        if len(different) == 1 and is_slip(*different[0], beside_exact=True):
            return True
    return False


def is_slip(word: str, other: str, *, beside_exact: bool = False) -> bool:
    """Whether ``word`` is ``other`` with a slip of the pen, and no other surname.

    Args:
        word: Folded, as `konsultnlp.grammar.names.name_words` gives it.
        other: The word it may stand for.
        beside_exact: Whether another word of the name agrees exactly, which makes a different person unlikely.
    """
    shorter, longer = sorted((len(word), len(other)))
    if word == other or shorter < SHORTEST - 2 * beside_exact or word[0] != other[0]:
        return False
    if DamerauLevenshtein.distance(word, other) > (2 if longer >= LONG else 1):
        return False
    if beside_exact or _is_typing_slip(word, other):
        return True
    # Endings make other surnames (Haug, Haugen, Hauge), and so do the many patronymics (Nilsen, Nielsen).
    if word[-2:] != other[-2:] or (longer < 8 and word.endswith(("sen", "son"))):
        return False
    # One letter for another makes another surname (Helland, Hetland) more often than a letter too many or too few.
    return shorter != longer or sorted(word) == sorted(other) or longer >= LONG


def _is_typing_slip(word: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places, or one is doubled: slips that make no other surname."""
    if len(word) == len(other):
        return sorted(word) == sorted(other) and DamerauLevenshtein.distance(word, other) == 1
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) != 1 or long.endswith(("sen", "son")):
        return False
    return any(long[i] == long[i - 1] and long[:i] + long[i + 1 :] == short for i in range(1, len(long)))


def _is_first_name(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] == person[0]


def same_role(title: str, role: str) -> bool:
    """Whether a title in the text can be that of somebody with ``role``: "leder" of a "styreleder", not of a "nestleder"."""
    a, b = title.casefold().strip(), role.casefold().strip()
    if not a or not b:
        return False
    ministers = ("minister", "statsråd")
    if a.endswith(ministers) and b.endswith(ministers):
        return a == "statsråd" or b == "statsråd" or a == "minister" or _shares_start(a, b)
    a, b = _nynorsk_folded(a), _nynorsk_folded(b)
    if ("nestle" in a) != ("nestle" in b):
        return False
    return a == b or b.endswith(a) or a.endswith(b) or b.startswith(a + " ") or a.startswith(b + " ")


def _shares_start(a: str, b: str) -> bool:
    """ "kommunalministeren" of the "kommunal- og regionalminister"."""
    return a[:5] == b[:5]


def _nynorsk_folded(role: str) -> str:
    return role.replace("leiar", "leder").replace("rådgjevar", "rådgiver").replace("ordførar", "ordfører")

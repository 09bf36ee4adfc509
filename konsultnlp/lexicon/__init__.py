"""The lexicons: CSV files beside this module, which an analyst can read and add to, and the one loader for them.

Every file is UTF-8 with a header. Lines that begin with ``#`` are comments and name the file's sources. Cells that hold
several forms join them by ``|``. An analyst's folder with files of the same names and columns adds to them: see `use_lexicon`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from konsultnlp.errors import LexiconError, UsageError
from konsultnlp.lexicon.files import Row, abouts, forms, ours
from konsultnlp.lexicon.folder import Words, merged, read_folder

__all__ = ["ENVIRONMENT", "Row", "added", "chosen", "forms", "lent", "read_words", "table", "use_lexicon"]

ENVIRONMENT = "KONSULTNLP_LEXICON"
"""Environment variable with the folder of an analyst's words, where none is named otherwise."""


class _State:
    """Which words this process uses. Patterns are made of them and kept, so that they cannot change once they were read."""

    def __init__(self) -> None:
        self.words: Words | None = None
        self.chosen = False
        self.read: set[str] = set()
        self.lent: list[Words | None] = []


_state = _State()


def table(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of ``<name>.csv`` and those that an analyst's folder adds, validated and read once.

    Args:
        name: File name without its ending.
        columns: Columns the caller relies on; a missing one is an error.

    Raises:
        LexiconError: The file, a column or a cell is not what it should be; says which and what was expected.
    """
    return _table(name, columns, _words(name) if name in abouts() else None)


@cache
def _table(name: str, columns: tuple[str, ...], words: Words | None) -> tuple[Row, ...]:
    header, rows = ours(name)
    missing = [c for c in columns if c not in header]
    if missing:
        raise LexiconError(f"column {missing[0]!r} is missing; found {', '.join(header)}", path=f"{name}.csv")
    return merged(name, words) if words is not None and name in words.changes else rows


def added(name: str) -> tuple[Row, ...]:
    """The rows of a lexicon that an analyst's folder brought or changed."""
    known = set(map(_cells, ours(name)[1]))
    return tuple(row for row in table(name) if _cells(row) not in known)


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(row.values())


def _words(name: str) -> Words | None:
    if _state.lent:
        return _state.lent[-1]
    if not _state.chosen:
        _state.words, _state.chosen = read_words(os.environ.get(ENVIRONMENT)), True
    _state.read.add(name)
    return _state.words


def read_words(folder: str | Path | None) -> Words | None:
    """Reads and checks an analyst's folder; None where none is given.

    Raises:
        LexiconError: Something in it is not what it should be; ``konsultnlp lexicon --check`` shows all of that.
    """
    if not folder:
        return None
    words = read_folder(Path(folder).resolve())
    if words.faults:
        raise words.faults[0]
    return words


def chosen() -> str:
    """The folder that `use_lexicon` or the environment named; empty where there is none."""
    if _state.chosen:
        return str(_state.words.folder) if _state.words else ""
    named = os.environ.get(ENVIRONMENT, "")
    return str(Path(named).resolve()) if named else ""


def use_lexicon(folder: str | Path | None) -> None:
    """Adds the words of a folder to ours, for this process, before anything is read.

    Args:
        folder: It holds CSV files with the names and columns of ours, see ``konsultnlp lexicon --list``; None for ours alone.

    Raises:
        LexiconError: Something in the folder is not what it should be.
        UsageError: Words were read already: a document, or a pipeline, came first, or the folder has changed since.
    """
    words = read_words(folder)
    if late := _read_of(words):
        used = f"those of {_state.words.folder}" if _state.words else "ours alone"
        raise UsageError(
            f"other words are in use already ({used}; {', '.join(late)} were read) and cannot be changed; call use_lexicon before "
            "anything else, and for other words restart the notebook's kernel or the program"
        )
    _state.words, _state.chosen = words, True


def _read_of(words: Words | None) -> list[str]:
    """The files that were read and would have other words."""
    before, after = _state.words.changes if _state.words else {}, words.changes if words else {}
    return sorted(name for name in _state.read if before.get(name) != after.get(name))


@contextmanager
def lent(folder: str | Path | None) -> Iterator[None]:
    """Uses the words of a folder for what is read inside, where documents were read with them by other processes."""
    _state.lent.append(read_words(folder))
    try:
        yield
    finally:
        _state.lent.pop()

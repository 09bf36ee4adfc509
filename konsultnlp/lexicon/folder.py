"""An analyst's own words: a folder of CSV files with the names and columns of ours, read and checked."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import regex

from konsultnlp.errors import LexiconError
from konsultnlp.lexicon.files import FORMS, About, Row, abouts, forms, notes, ours

REMOVE = "remove"
"""A column that may come in addition to ours: ``yes`` takes the row, or its forms, away from ours."""

_YES, _NO = frozenset({"yes", "ja", "x", "true", "sann"}), frozenset({"", "no", "nei", "false", "usann"})
_SAVE = 'in Excel choose "CSV UTF-8 (semikolondelt)" where you save it'
_TABLES = (".xlsx", ".xls", ".ods", ".numbers", ".tsv", ".txt")
_TEXTS = re.compile(r"(?i)readme|les ?meg")
_DELIMITERS = ";,\t"
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Change:
    """A row of an analyst's file.

    Attributes:
        line: Its line in the file.
        row: Its cells, by column.
        remove: Whether it takes something away.
    """

    line: int
    row: Row
    remove: bool


@dataclass(eq=False, slots=True)
class Words:
    """What a folder adds to ours.

    Attributes:
        folder: The folder.
        fingerprint: A hash of its files' contents.
        changes: The rows, by file.
        faults: What is wrong in it; it must not be used then.
    """

    folder: Path
    fingerprint: str
    changes: dict[str, list[Change]] = field(default_factory=dict)
    faults: list[LexiconError] = field(default_factory=list)


def read_folder(folder: Path) -> Words:
    """Reads and checks all files of a folder; what is wrong is in ``faults``."""
    if not folder.is_dir():
        what = "a file is no lexicon folder; name the folder it is in" if folder.exists() else "no such lexicon folder"
        return Words(folder, "", faults=[LexiconError(what, path=folder)])
    faults: list[LexiconError] = []
    contents: dict[str, tuple[Path, bytes]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")) or not path.is_file():
            continue  # what systems and programs leave there
        if path.suffix.lower() == ".csv":
            if fault := _name_fault(path):
                faults.append(fault)
            else:
                contents[path.stem.lower()] = (path, path.read_bytes())
        elif path.suffix.lower() in _TABLES and not _TEXTS.match(path.stem):
            faults.append(LexiconError(f"{path.suffix} is not read, only .csv; {_SAVE}", path=path))
    if not contents and not faults:
        faults.append(LexiconError("holds no .csv file; konsultnlp lexicon NAME --to FOLDER makes one", path=folder))
    digest = hashlib.sha256()
    words = Words(folder, "", faults=faults)
    for name, (path, content) in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
        words.changes[name] = _File(abouts()[name], path, content, faults).changes
    words.fingerprint = digest.hexdigest()[:12]
    return words


def _name_fault(path: Path) -> LexiconError | None:
    name = path.stem.lower()
    if name in abouts():
        return None
    try:
        ours(name)
    except LexiconError:
        return LexiconError(
            f"there is no lexicon {path.stem!r}{_near(name, abouts())}; konsultnlp lexicon --list shows all", path=path
        )
    return LexiconError(
        "this lexicon is made by a script or holds the program's own words; it cannot be added to", path=path
    )


def _near(value: str, known: object) -> str:
    candidates = [str(k) for k in known if k]  # type: ignore[attr-defined]
    near = get_close_matches(value, candidates, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class _File:
    """One file: its rows in ``changes``, what is wrong with it in the ``faults`` that were given."""

    def __init__(self, about: About, path: Path, content: bytes, faults: list[LexiconError]) -> None:
        self._about = about
        self._path = path
        self._faults = faults
        self._seen: dict[tuple[str, ...], int] = {}
        self.changes: list[Change] = []
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self._fault(f"line {line}: not UTF-8 ({content[error.start : error.start + 1]!r}); {_SAVE}")
            return
        rows = _rows(text)
        line, header = next(rows, (1, []))
        self._columns = [cell.strip().lower() for cell in header]
        while self._columns and not self._columns[-1]:
            self._columns.pop()  # empty columns of a spreadsheet
        if self._header_holds(line):
            for line, cells in rows:
                self._take(line, cells)
            self._check_left()

    def _fault(self, message: str) -> None:
        self._faults.append(LexiconError(message, path=self._path))

    def _header_holds(self, line: int) -> bool:
        expected = (*self._about.header, REMOVE)
        before = len(self._faults)
        for column in self._columns:
            if column not in expected:
                self._fault(
                    f"line {line}: unknown column {column!r}{_near(column, expected)}; expected {', '.join(self._about.header)}"
                )
            elif self._columns.count(column) > 1:
                self._fault(f"line {line}: the column {column!r} stands there twice")
        for column in self._about.header:
            if column not in self._columns:
                self._fault(f"line {line}: column {column!r} is missing; expected {', '.join(self._about.header)}")
        return len(self._faults) == before

    def _take(self, line: int, cells: list[str]) -> None:
        if len(cells) > len(self._columns) and any(c.strip() for c in cells[len(self._columns) :]):
            self._fault(
                f"line {line} has {len(cells)} cells, expected {len(self._columns)}; is a cell with the delimiter in it not quoted?"
            )
            return
        cells = cells[: len(self._columns)] + [""] * (len(self._columns) - len(cells))
        row = {column: cell.strip() for column, cell in zip(self._columns, cells, strict=True)}
        mark = row.pop(REMOVE, "").lower()
        before = len(self._faults)
        if mark not in _YES | _NO:
            self._wrong(line, REMOVE, mark, "yes or nothing")
        remove = mark in _YES
        for column in self._about.header:
            if not remove or column in self._about.key or (self._about.words and column == FORMS):
                row[column] = self._checked(line, column, row[column])
        if len(self._faults) == before:
            self._check_twice(line, row)
            if remove:
                self._check_there(line, row)
        if len(self._faults) == before:
            whole = {column: row.get(column, "") for column in self._about.header}  # in the order of ours
            self.changes.append(Change(line, MappingProxyType(whole), remove))

    def _wrong(self, line: int, column: str, value: str, expected: str, near: str = "") -> None:
        self._fault(f"line {line}: column {column}: {value!r}; expected {expected}{near}")

    def _checked(self, line: int, column: str, value: str) -> str:
        """The value as ours have it; what is wrong becomes a fault."""
        about = self._about
        if column in about.closed:
            cells, members = about.allowed(column)
            if value not in cells and not (value and set(forms(value)) <= set(members)):
                shown = [m for m in members if m] + (["nothing"] if "" in cells else [])
                self._wrong(line, column, value, f"one of {', '.join(shown)}", _near(value, members))
            return value
        if not value:
            if all(row[column] for row in about.rows):
                self._wrong(line, column, value, "a value; the cell is empty")
            return value
        check = _TYPED.get(about.typed.get(column, ""))
        if check is None:
            return value
        read, expected = check(value)
        if read is None:
            self._wrong(line, column, value, expected)
        return read or ""

    def _check_twice(self, line: int, row: dict[str, str]) -> None:
        key = tuple(row[c] for c in self._about.key)
        for one in [(*key, form) for form in forms(row[FORMS])] if self._about.words else [key]:
            first = self._seen.setdefault(one, line)
            if first != line:
                column = FORMS if self._about.words else self._about.key[0]
                self._fault(
                    f"line {line}: column {column}: {one[-1] if self._about.words else one[0]!r} stands in line {first} already"
                )

    def _check_there(self, line: int, row: dict[str, str]) -> None:
        """What is taken away must be there."""
        about = self._about
        same = [r for r in about.rows if all(r[c] == row[c] for c in about.key)]
        column = FORMS if about.words else about.key[0]
        known = [form for r in same for form in forms(r[FORMS])] if about.words else [r[column] for r in about.rows]
        for value in forms(row[FORMS]) if about.words else ([] if same else [row[column]]):
            if value not in known:
                self._wrong(line, column, value, "one of ours, to take away", _near(value, known))

    def _check_left(self) -> None:
        """Patterns are made of the forms of a row, and one of none would match anything."""
        if not self._about.words:
            return
        for row in with_changes(self._about, self.changes):
            if not row[FORMS]:
                which = ", ".join(f"{c}={row[c]}" for c in self._about.key)
                self._fault(f"nothing would be left of {which}; expected one form to stay")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their line numbers, comments and empty rows left out."""
    lines = ["" if line.startswith(("#", '"#')) else line for line in text.splitlines()]
    first = next((line for line in lines if line.strip(_DELIMITERS + " ")), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(lines, delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _date(value: str) -> tuple[str | None, str]:
    day = _DAY.fullmatch(value)  # as a Norwegian spreadsheet saves it
    iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else value
    try:
        return datetime.strptime(iso, "%Y-%m-%d").strftime("%Y-%m-%d"), ""
    except ValueError:
        return None, "a date such as 2024-01-31"


def _number(value: str) -> tuple[str | None, str]:
    try:
        return str(Decimal(value)), ""
    except InvalidOperation:
        return None, "a number, with a point before decimals"


def _pattern(value: str) -> tuple[str | None, str]:
    try:
        regex.compile(value)
    except regex.error as error:
        return None, f"a regular expression ({error})"
    return value, ""


_TYPED: dict[str, Callable[[str], tuple[str | None, str]]] = {"date": _date, "number": _number, "pattern": _pattern}


def merged(name: str, words: Words) -> tuple[Row, ...]:
    """Our rows of a lexicon with those of a folder."""
    return tuple(with_changes(abouts()[name], words.changes.get(name, ())))


def with_changes(about: About, changes: Sequence[Change]) -> list[Row]:
    """Our rows after some changes."""
    rows = list(about.rows)
    for change in changes:
        at = [i for i, row in enumerate(rows) if all(row[c] == change.row[c] for c in about.key)]
        if about.words:
            given = forms(change.row[FORMS])
            had = {form for i in at for form in forms(rows[i][FORMS])}
            for i in at if change.remove else at[:1]:
                now = (
                    [f for f in forms(rows[i][FORMS]) if f not in given]
                    if change.remove
                    else [*forms(rows[i][FORMS]), *(f for f in given if f not in had)]
                )
                rows[i] = MappingProxyType({**rows[i], FORMS: "|".join(now)})
            if not at:
                rows.append(change.row)
        elif at:
            rows[at[0] : at[0] + 1] = [] if change.remove else [change.row]
        else:
            rows.append(change.row)
    return rows


def template(name: str, path: Path) -> None:
    """Writes a file to start from: our notes, the header, and our first two rows, which change nothing.

    Raises:
        LexiconError: There is no such lexicon, or the file stands there already.
    """
    if fault := _name_fault(Path(f"{name}.csv")):
        raise fault
    about = abouts()[name]
    if path.exists():
        raise LexiconError("stands there already and is left as it is; add your rows to it", path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:  # the mark tells Excel that it is UTF-8
        handle.writelines(f"{note}\r\n" for note in notes(name))
        writer = csv.writer(handle, delimiter=";", lineterminator="\r\n")
        writer.writerow((*about.header, REMOVE))
        writer.writerows([*(row[c] for c in about.header), ""] for row in about.rows[:2])

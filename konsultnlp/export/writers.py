"""All formats of an output behind one writer: rows go in document by document, and files come out together, whole.

Nothing of the formats' libraries is loaded before a format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from konsultnlp.collection import Records, TextBlock
from konsultnlp.columns import ALL_TABLES
from konsultnlp.errors import UsageError
from konsultnlp.export import excel_no
from konsultnlp.export.csv_files import PLAIN, CsvFiles
from konsultnlp.export.drafts import PART, Drafts, Part, remove_if_empty
from konsultnlp.records import ErrorRecord

FORMATS = ("csv", "parquet", "duckdb", "sqlite", "xlsx", "jsonl", "datapackage")
"""What can be asked for; ``csv`` is always written, whether asked for or not."""

PROFILES = ("excel-no",)
"""Further sets of CSV files, for programs that do not read the plain ones well."""

LIBRARIES = {
    "parquet": ("pyarrow",), "duckdb": ("duckdb", "pyarrow"), "sqlite": ("snowballstemmer",), "xlsx": ("xlsxwriter",),
}  # fmt: skip
"""What a format needs that konsultnlp does not bring; the extra ``formats`` holds all of it."""

_MAKERS = {
    "parquet": ("parquet_files", "ParquetFiles"),
    "duckdb": ("duckdb_file", "DuckdbFile"),
    "sqlite": ("sqlite_file", "SqliteFile"),
    "xlsx": ("workbook", "Workbook"),
    "jsonl": ("json_lines", "JsonLines"),
    "datapackage": ("datapackage", "DataPackage"),
}

ERRORS = PLAIN.name(ErrorRecord)

_DATABASE, _DATABASE_ROWS, _PACKAGE = "konsultnlp.duckdb", "konsultnlp-rows.duckdb", "datapackage.json"
_FILES = {
    "excel-no": tuple(excel_no.STYLE.name(kind) for kind in ALL_TABLES),
    "parquet": tuple(f"parquet/{kind.TABLE}.parquet" for kind in ALL_TABLES),
    "duckdb": (_DATABASE, _DATABASE_ROWS),
    "sqlite": ("konsultnlp.sqlite", "datasette/metadata.yaml", "datasette/plugins/konsult_stem.py"),
    "xlsx": ("konsultnlp.xlsx",),
    "jsonl": tuple(f"jsonl/{kind.TABLE}.jsonl" for kind in ALL_TABLES),
    "datapackage": (_PACKAGE,),
}
"""The files of each format and profile, known without its library, so that stale ones can be removed."""

_LOGS = (f"{_DATABASE}.wal", f"{_DATABASE}{PART}.wal", f"{_DATABASE_ROWS}{PART}.wal")
"""What DuckDB leaves beside a database where a program is cut off; it must not be taken for the new one's."""


class TableWriter(Protocol):
    """Writes the tables of an output."""

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows of one document; documents come in the order of the input.

        Args:
            records: Its rows.
            place: The absolute path or URL of its PDF, for links.
            blocks: The blocks of its clean text, for the formats that hold it.
        """

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read; may come at any time, in order."""

    def close(self) -> None:
        """Finishes the files and puts them in their places, all of them or none.

        Where no document was written, only ``errors.csv`` is replaced: a mistyped name must not empty an earlier output.
        """

    def abandon(self) -> None:
        """Removes what is unfinished; an earlier output stays as it was."""


def check(formats: Sequence[str], profile: str) -> None:
    """Refuses what cannot be written, before anything is read.

    Args:
        formats: Some of `FORMATS`.
        profile: One of `PROFILES`, or empty.

    Raises:
        UsageError: There is no such format or profile, or the library of a format is not installed.
    """
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"no format {name!r}; expected some of {', '.join(FORMATS)}")
        missing = [library for library in LIBRARIES.get(name, ()) if find_spec(library) is None]
        if missing:
            raise UsageError(
                f"the format {name!r} needs {' and '.join(missing)}, not installed here; "
                f"install with: python -m pip install {' '.join(missing)}"
            )
    if profile and profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}; expected one of {', '.join(PROFILES)}")


def open_writers(folder: Path, formats: Sequence[str] = (), profile: str = "") -> TableWriter:
    """A writer that hands the rows on to all formats that were asked for, and to the CSV files.

    Args:
        folder: The output folder; it is made.
        formats: Some of `FORMATS`.
        profile: One of `PROFILES`, or empty.

    Raises:
        UsageError: What `check` refuses.
    """
    check(formats, profile)
    folder.mkdir(parents=True, exist_ok=True)
    return _Writers(Drafts(folder), [name for name in _MAKERS if name in formats], profile)


class _Writers:
    """Hands on to all formats; the files of formats that were not asked for are removed in the end."""

    def __init__(self, drafts: Drafts, formats: Sequence[str], profile: str) -> None:
        self._drafts = drafts
        self._wanted = {*formats, profile}
        self._documents = 0
        self._parts: list[Part] = []
        try:
            self._parts.append(CsvFiles(drafts))
            if profile:
                self._parts.append(CsvFiles(drafts, excel_no.STYLE))
            self._parts.extend(_maker(name)(drafts) for name in formats)
        except BaseException:
            self.abandon()
            raise

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Writes the rows of one document."""
        self._documents += 1
        for part in self._parts:
            part.document(records, place, blocks)

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Writes rows of what could not be read."""
        for part in self._parts:
            part.errors(rows)

    def close(self) -> None:
        """Finishes the files and puts them in their places."""
        try:
            if self._documents:
                for part in self._parts:
                    part.complete()
                self._drafts.publish(last=ERRORS)
                self._remove_stale()
            else:
                self._drafts.publish([ERRORS])
                self._renew_description()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Removes what is unfinished."""
        for part in self._parts:
            with suppress(OSError):  # a full disk must not keep us from clearing up
                part.abandon()
        self._drafts.discard()

    def _remove_stale(self) -> None:
        """Removes what an earlier run wrote in formats that this one was not asked for; nothing else in the folder."""
        folder = self._drafts.folder
        for log in _LOGS:
            (folder / log).unlink(missing_ok=True)
        for name, files in _FILES.items():
            if name in self._wanted:
                continue
            for file in files:
                for stale in (folder / file, folder / (file + PART)):
                    stale.unlink(missing_ok=True)
                remove_if_empty((folder / file).parent, folder)

    def _renew_description(self) -> None:
        """A data package of an earlier run must fit the new ``errors.csv``."""
        folder = self._drafts.folder
        if not (folder / _PACKAGE).exists():
            return
        self._drafts.discard()
        if all((folder / PLAIN.name(kind)).exists() for kind in ALL_TABLES):
            _maker("datapackage")(self._drafts).complete()
            self._drafts.publish()
        else:
            (folder / _PACKAGE).unlink()


def _maker(name: str) -> Callable[[Drafts], Part]:
    module, maker = _MAKERS[name]
    made: Callable[[Drafts], Part] = getattr(import_module(f"konsultnlp.export.{module}"), maker)
    return made

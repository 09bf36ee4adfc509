"""The manifest: an SQLite file in the output folder with every input, what became of it, and its rows.

A result is written in one transaction, so that a run that is killed at any moment has for each input either all or nothing. The
next run reads on from there. Analysts may open it: the table ``inputs`` has a row a file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from konsultnlp.batch.inputs import Input
from konsultnlp.batch.result import FAILURE, Result, errors_from_json, errors_to_json
from konsultnlp.errors import UsageError

NAME = "manifest.sqlite"
"""The file's name in the output folder."""

FORMAT = 1
"""Changes when the tables below do; a manifest of another format is begun anew."""

_TABLES = (
    """CREATE TABLE inputs (
    place TEXT PRIMARY KEY,   -- absolute path or address
    name TEXT NOT NULL,       -- the file's name
    sha256 TEXT NOT NULL,     -- of its bytes; empty where they cannot be read
    doc_id TEXT NOT NULL,
    status TEXT NOT NULL,     -- success, partial or failure
    stage TEXT NOT NULL,      -- done; repeats, for a copy of an earlier input; or where it failed
    seconds REAL NOT NULL,
    pages INTEGER NOT NULL,
    warnings TEXT NOT NULL,   -- codes joined by ;
    errors TEXT NOT NULL,     -- rows of errors.csv, as JSON
    program TEXT NOT NULL,    -- version of the program and hash of its files
    model TEXT NOT NULL,      -- name and version of the pipeline
    options TEXT NOT NULL,    -- what else the result hangs on
    limits TEXT NOT NULL,     -- the time and memory that it was given
    finished TEXT NOT NULL    -- when, UTC
) WITHOUT ROWID""",
    "CREATE TABLE results (place TEXT PRIMARY KEY, payload BLOB NOT NULL)",
    "CREATE TABLE files (name TEXT PRIMARY KEY) WITHOUT ROWID -- texts and cells that runs have written here",
)

_NO_RESULT = (
    "cli.py", "cli_corrections.py", "codes.csv", "columns.csv", "correction_words.csv", "corrections", "export", "evaluation",
    "progress.py", "report", "report_texts.csv", "searching.py", "show", "stems.py",
)  # fmt: skip
"""Files and folders of the package that no result hangs on: a word changed in the report must not make an archive be read again."""

_LIMITED = ("timeout", "memory", "crashed")
"""Failures that may end otherwise with other limits."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What a result hangs on, besides the file: a change of any makes it stale.

    Attributes:
        program: See `program_version`.
        model: Name and version of the pipeline.
        options: Whether and with which OCR pages are read.
        limits: Time and memory a file may take; only failures by them hang on these.
    """

    program: str
    model: str
    options: str
    limits: str


class Manifest:
    """The manifest of an output folder; a context manager.

    Args:
        folder: The output folder, which exists.

    Raises:
        UsageError: Another run is writing to this folder, or the file is no manifest.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=1.0, isolation_level=None)
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("BEGIN EXCLUSIVE")
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    db.execute(f'DROP TABLE "{name}"')
                for statement in _TABLES:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {FORMAT}")
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            db.close()
            if "locked" in str(error):
                raise UsageError(
                    "another run is writing to this folder; wait for it, or choose another --out", path=self._path
                ) from None
            raise UsageError(f"the manifest cannot be written ({error})", path=self._path) from None
        except sqlite3.DatabaseError as error:
            db.close()
            raise UsageError(
                f"this is no manifest of ours, or a damaged one ({error}); remove it to begin anew", path=self._path
            ) from None
        return db

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def is_done(self, one: Input, maker: Maker) -> bool:
        """Whether there is a result for these bytes, made as ``maker`` would make it."""
        row = self._db.execute(
            "SELECT sha256, doc_id, program, model, options, limits, status, errors FROM inputs WHERE place = ?",
            (one.place,),
        ).fetchone()
        if row is None or not one.sha256:
            return False
        sha256, doc_id, program, model, options, limits, status, errors = row
        if (sha256, doc_id, program, model, options) != (
            one.sha256,
            one.doc_id,
            maker.program,
            maker.model,
            maker.options,
        ):
            return False
        limited = status == FAILURE and any(e.error in _LIMITED for e in errors_from_json(errors))
        return not limited or limits == maker.limits

    def enter(self, one: Input, result: Result, maker: Maker) -> None:
        """Writes a result down, whole or not at all."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._db.execute("BEGIN")
        self._db.execute(
            f"INSERT OR REPLACE INTO inputs VALUES ({','.join('?' * 15)})",
            (
                one.place, one.name, one.sha256, one.doc_id, result.status, result.stage, round(result.seconds, 3), result.pages,
                result.warnings, errors_to_json(result.errors), maker.program, maker.model, maker.options, maker.limits, now,
            ),
        )  # fmt: skip
        self._db.execute("DELETE FROM results WHERE place = ?", (one.place,))
        if result.payload:
            self._db.execute("INSERT INTO results VALUES (?, ?)", (one.place, result.payload))
        self._db.execute("COMMIT")

    def result(self, one: Input) -> Result:
        """The result of an input that `enter` wrote."""
        status, stage, errors, seconds, pages, warnings = self._db.execute(
            "SELECT status, stage, errors, seconds, pages, warnings FROM inputs WHERE place = ?", (one.place,)
        ).fetchone()
        payload = self._db.execute("SELECT payload FROM results WHERE place = ?", (one.place,)).fetchone()
        return Result(status, stage, errors_from_json(errors), seconds, pages, warnings, payload[0] if payload else b"")

    def keep_only(self, places: Iterable[str]) -> None:
        """Drops the inputs that are not among ``places``: those of an earlier run over other files."""
        self._db.execute("CREATE TEMP TABLE kept (place TEXT PRIMARY KEY)")
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((p,) for p in places))
        for table in ("inputs", "results"):
            self._db.execute(f"DELETE FROM {table} WHERE place NOT IN (SELECT place FROM kept)")
        self._db.execute("COMMIT")
        self._db.execute("DROP TABLE kept")

    def will_write(self, name: str) -> None:
        """Notes a file that is about to be written, so that a later run that does not write it can remove it."""
        self._db.execute("INSERT OR IGNORE INTO files VALUES (?)", (name,))

    def stale_files(self, written: set[str]) -> Iterator[str]:
        """Files of earlier runs that this one has not ``written``; each is forgotten when the next is asked for."""
        for (name,) in self._db.execute("SELECT name FROM files ORDER BY name").fetchall():
            if name not in written:
                yield name
                self._db.execute("DELETE FROM files WHERE name = ?", (name,))


def places(folder: Path) -> dict[str, str]:
    """Where each document's PDF is, by ``doc_id``; empty for a folder without a manifest."""
    if not (folder / NAME).is_file():
        return {}
    with closing(sqlite3.connect(f"{(folder / NAME).resolve().as_uri()}?mode=ro", uri=True)) as db:
        try:
            return dict(
                db.execute("SELECT doc_id, place FROM inputs WHERE doc_id != '' ORDER BY place DESC").fetchall()
            )
        except sqlite3.DatabaseError:
            return {}


@cache
def program_version() -> str:
    """The program's version, and a hash of its code and lexicons: a changed word list makes results stale."""
    from konsultnlp import __version__

    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.suffix in {".py", ".csv"}):
        if any(part in _NO_RESULT for part in path.relative_to(package).parts):
            continue
        digest.update(path.relative_to(package).as_posix().encode("utf-8"))
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def model_version(folder: Path | None, name: str) -> str:
    """A pipeline's name, version and, where it is a folder, a hash of its files."""
    if folder is None:
        return name
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
        digest.update(path.read_bytes())
    return f"{meta.get('name', name)}-{meta.get('version', '')}+{digest.hexdigest()[:12]}"

"""A part of a cluster's work: some inputs, read by one task, whose rows are one Parquet file a table."""

from __future__ import annotations

import hashlib
import json
import platform
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from konsultnlp.batch.finish import mark_twin, repeat_warning, warning_lines
from konsultnlp.batch.inputs import Input, sha256_of
from konsultnlp.batch.manifest import Maker
from konsultnlp.batch.pool import Limits, Pool
from konsultnlp.batch.result import SUCCESS, Result, unpacked
from konsultnlp.batch.run import maker_of
from konsultnlp.batch.store import Store
from konsultnlp.batch.worker import Settings
from konsultnlp.errors import UsageError
from konsultnlp.export.parts import MANIFEST, PartTables, manifest_file, read_errors, read_manifest
from konsultnlp.records import ErrorRecord

REPEATS = "repeats"
"""The stage, in the manifest, of an input that is a copy of an earlier one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What must be the same on all workers, or the output would depend on who read what."""

    python: str
    maker: Maker


@dataclass(frozen=True, slots=True)
class Job:
    """What all parts of a run have in common.

    Attributes:
        out: Where the parts go.
        settings: How files are read.
        limits: What a file may take.
        facts: What the workers have agreed on.
    """

    out: str
    settings: Settings
    limits: Limits
    facts: Facts


@dataclass(frozen=True, slots=True)
class Part:
    """Some inputs, in order. ``number`` counts from 1; ``key`` changes with whatever the rows hang on."""

    number: int
    key: str
    inputs: tuple[Input, ...]

    @property
    def name(self) -> str:
        """The name of its files; in the order of names the rows of all parts are in the order of the inputs."""
        return file_name(self.number, self.key)


@dataclass(slots=True)
class Done:
    """What a part gave; all that comes back from a worker.

    Attributes:
        documents: How many.
        rows: How many rows a table.
        errors: What could not be read.
        warnings: Warning codes with their source.
        read: How many inputs were read now; none where an earlier run had done it.
    """

    documents: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[ErrorRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    read: int = 0


def file_name(number: int, key: str) -> str:
    """The name of a part's files."""
    return f"part-{number:06d}-{key}.parquet"


def key_of(what: object) -> str:
    """A hash of something that JSON can hold."""
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode("utf-8")).hexdigest()[:16]


def parts_of(inputs: Sequence[Input], size: int, maker: Maker) -> Iterator[Part]:
    """The inputs in parts of ``size``."""
    made_by = [maker.program, maker.model, maker.options, maker.limits]
    for number, start in enumerate(range(0, len(inputs), size), 1):
        chosen = tuple(inputs[start : start + size])
        yield Part(number, key_of([made_by, [[i.place, i.sha256, i.same_as, i.repeats] for i in chosen]]), chosen)


@lru_cache(maxsize=4)
def facts(settings: Settings, limits: Limits) -> Facts:
    """The facts of the process that asks; a worker's are told to the client, and checked again with every part."""
    return Facts(python_version(), maker_of(settings, limits))


def python_version() -> str:
    """Of this process, without what does not change how files are read: ``3.13``."""
    return ".".join(platform.python_version_tuple()[:2])


def difference(ours: Facts, theirs: Facts) -> str:
    """What is not the same, with both values; empty where all is."""
    pairs = [
        ("Python", ours.python, theirs.python),
        ("konsultnlp", ours.maker.program, theirs.maker.program),
        ("the model", ours.maker.model, theirs.maker.model),
        ("OCR", ours.maker.options, theirs.maker.options),
    ]
    return "; ".join(f"{what} is {other} there and {mine} elsewhere" for what, mine, other in pairs if mine != other)


def hashes(inputs: Sequence[Input]) -> list[str]:
    """The hash of each input's bytes, see `sha256_of`."""
    return [sha256_of(one) for one in inputs]


def read_part(part: Part, job: Job) -> Done:
    """Reads a part's inputs and writes its tables, and last the manifest's part, which says that it is done.

    Raises:
        UsageError: This worker would read otherwise than the others.
        WorkersUnusable: No process can be started here.
        OSError: The tables cannot be written.
    """
    if other := difference(job.facts, facts(job.settings, job.limits)):
        raise UsageError(f"worker {platform.node()}: {other}; install the same everywhere")
    unread = [one for one in part.inputs if not one.repeats]
    with _pools.one(job.settings, job.limits) as pool:
        results = dict(pool.run(iter(unread)))
        lost = [one for one, result in results.items() if _is_lost(one, result)]
        results.update(pool.run(iter(lost)))
    tables = PartTables()
    rows: list[dict[str, Any]] = []
    done = Done(read=len(unread))
    for one in part.inputs:
        result = Result(SUCCESS, REPEATS) if one.repeats else results.pop(one)
        warnings = _take(one, result, tables, done)
        rows.append(_manifest_row(one, result, warnings, job.facts.maker))
        done.warnings.extend(_warnings(one, result.stage, warnings))
    done.rows = tables.counts
    store = Store(job.out)
    for table, data in tables.files():
        store.write(f"{table}/{part.name}", data)
    if not any(row["stage"] == "fetch" and row["sha256"] for row in rows):  # else the next run tries again
        store.write(f"{MANIFEST}/{part.name}", manifest_file(rows, done.rows))
    return done


def recall_part(part: Part, job: Job) -> Done:
    """What `read_part` gave in an earlier run."""
    store = Store(job.out)
    rows, counts = read_manifest(store.read(f"{MANIFEST}/{part.name}"))
    errors = read_errors(store.read(f"{ErrorRecord.TABLE}/{part.name}")) if counts[ErrorRecord.TABLE] else []
    warnings = [
        line
        for one, row in zip(part.inputs, rows, strict=True)
        for line in _warnings(one, row["stage"], row["warnings"])
    ]
    return Done(counts["documents"], counts, errors, warnings)


def _is_lost(one: Input, result: Result) -> bool:
    """Whether an input could be fetched for its hash, and not for reading: a fault on the way that may pass."""
    return result.stage == "fetch" and bool(one.sha256)


def _take(one: Input, result: Result, tables: PartTables, done: Done) -> str:
    """Takes over a result; gives the document's warning codes."""
    tables.errors(result.errors)
    done.errors.extend(result.errors)
    if not result.payload:
        return result.warnings
    contents = unpacked(result.payload)
    if one.same_as:
        mark_twin(contents.records, one.same_as)
    tables.document(contents.records, contents.text, contents.cells)
    done.documents += 1
    return contents.records.documents[0].warnings


def _warnings(one: Input, stage: str, codes: str) -> list[str]:
    return [repeat_warning(one)] if stage == REPEATS else warning_lines(one, codes)


def _manifest_row(one: Input, result: Result, warnings: str, maker: Maker) -> dict[str, Any]:
    return {
        "place": one.place, "name": one.name, "sha256": one.sha256, "doc_id": one.doc_id, "status": result.status,
        "stage": result.stage, "seconds": round(result.seconds, 3), "pages": result.pages, "warnings": warnings,
        "program": maker.program, "model": maker.model, "options": maker.options,
    }  # fmt: skip


class _Pools:
    """Watched processes that stay ready from one part to the next: to start one takes seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[tuple[Settings, Limits], Pool]] = []

    @contextmanager
    def one(self, settings: Settings, limits: Limits) -> Iterator[Pool]:
        """A pool for one thread of the Dask worker, which keeps the process that it has."""
        asked = (settings, limits)
        with self._lock:
            fitting = [entry for entry in self._idle if entry[0] == asked]
            pool = fitting[0][1] if fitting else Pool(1, settings, limits)
            if fitting:
                self._idle.remove(fitting[0])
        try:
            yield pool
        except BaseException:
            pool.__exit__(None, None, None)
            raise
        with self._lock:
            self._idle.append((asked, pool))

    def end(self) -> None:
        """Ends those that nobody uses."""
        with self._lock:
            ended = [pool for _, pool in self._idle]
            self._idle.clear()
        for pool in ended:
            pool.__exit__(None, None, None)


_pools = _Pools()


def end_pools() -> None:
    """Ends the processes of this worker that wait for more; if it is killed instead, they end by themselves."""
    _pools.end()

"""`extract_on_cluster`: a million inputs read by a Dask cluster, to Parquet files in parts.

The client holds the list of the inputs and counts; rows go from the workers to the output and never pass through the scheduler or
the client. Only as many parts as keep the workers busy are known to the scheduler at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

from distributed import Client, Future, LocalCluster, as_completed

from konsultnlp.batch.inputs import Input, Register, find_inputs, reason
from konsultnlp.batch.manifest import NAME as LOCAL_MANIFEST
from konsultnlp.batch.manifest import program_version
from konsultnlp.batch.part import (
    Done,
    Facts,
    Job,
    Part,
    difference,
    end_pools,
    facts,
    file_name,
    hashes,
    key_of,
    parts_of,
    python_version,
    read_part,
    recall_part,
)  # fmt: skip
from konsultnlp.batch.pool import Limits
from konsultnlp.batch.run import MAX_MEMORY, Summary, checked, error_row, size_of
from konsultnlp.batch.store import PART, Store
from konsultnlp.batch.worker import Settings
from konsultnlp.corrections.model import NAME as CORRECTIONS
from konsultnlp.errors import KonsultError, UsageError, WorkersUnusable
from konsultnlp.export.parts import DATA_TABLES, MANIFEST, errors_file
from konsultnlp.records import RECORD_TYPES, ErrorRecord

PARTITION = 64
"""Inputs a part: some minutes of work, which is what a worker that dies loses."""

RETRIES = 3
"""How often a part that failed is tried again, on another worker if there is one."""

PARTS_A_THREAD = 3
"""Parts for each thread of the cluster that the scheduler knows of at a time."""

CONNECT_SECONDS = 10
"""The scheduler must answer by then."""

WORKER_SECONDS = 120
"""A worker must have done the first task by then; a cluster that grows on demand needs a while."""

Told: TypeAlias = Callable[[Input, int, int], None]


def extract_on_cluster(
    paths: Sequence[str | Path],
    out: str | Path,
    scheduler: str = "",
    on_file: Told | None = None,
    model: str | Path | None = None,
    ocr: bool = True,
    *,
    workers: int = 0,
    timeout: float | None = None,
    max_memory: int = MAX_MEMORY,
    force: bool = False,
    partition: int = PARTITION,
    lexicon: str | Path | None = None,
) -> Summary:
    """Reads PDFs on a Dask cluster and writes every table of the contract as Parquet, ``OUT/<table>/part-<number>-<key>.parquet``.

    The rows are those of `konsultnlp.batch.extract`, in the same order if the parts are read in the order of their names. Besides
    the contract's tables there are ``texts`` (``doc_id``, ``text``), ``cells`` (``table_id``, ``row`` and ``column`` from 1,
    ``text``) and ``manifest`` (what became of each input). A part of the manifest is written when all of its tables are: a run
    that was stopped goes on where it was. Files of earlier runs over other inputs are removed at the end. A script that calls
    this without a ``scheduler`` needs ``if __name__ == "__main__":``, as always where processes are started.

    Args:
        paths: PDF files, folders of them, and addresses that fsspec opens (``s3://…``); all workers must be able to read them.
        out: The folder or address to write to; all workers must be able to.
        scheduler: The address of a Dask scheduler; empty for a cluster on this machine, which ends with the call.
        on_file: Called for each file with (input, how many are done, number of files), when its part is done.
        model: The spaCy pipeline that tags names, see `konsultnlp.load`; the workers must have it.
        ocr: Whether scanned pages are read by OCR, where it is installed.
        workers: Processes of a cluster on this machine; 0 for one a core, `konsultnlp.batch.run.MAX_WORKERS` at the most.
        timeout: Seconds a file may take; None for ten minutes, and ten seconds more for each page.
        max_memory: Megabytes the process that reads a file may hold.
        force: Whether files are read again that were read before.
        partition: Inputs a part.
        lexicon: A folder of words to add to ours, see `konsultnlp.use_lexicon`; all workers must see it at the same path.

    Returns:
        What was done; its ``exit_code`` is 1 where something could not be read.

    Raises:
        UsageError: The options make no sense, the scheduler does not answer, its workers are not alike, or cannot write.
        WorkersUnusable: The cluster is gone, or no process can be started on it.
    """
    settings, limits = checked(paths, out, model, ocr, workers, timeout, max_memory, lexicon)
    if partition < 1:
        raise UsageError(f"a part of {partition} inputs makes no sense; expected 1 or more")
    store = Store(str(out))
    store.check()
    there = store.names("")
    if LOCAL_MANIFEST in there:
        raise UsageError(f"{out}: here are the tables of a run without a cluster; choose another --out")
    if CORRECTIONS in there:
        raise UsageError(
            f"{out}: {CORRECTIONS} lies here, and a cluster applies no corrections; read without --engine dask"
        )
    inputs, missing = find_inputs(paths)
    with _client(scheduler, size_of(workers, -(-len(inputs) // partition))) as client:
        job = Job(store.address, settings, limits, _agreed(client, settings, limits))
        run = _Run(client, job, _registered(client, inputs, partition), partition, on_file)
        rows = [error_row(e) for e in missing]
        run.all(set() if force else store.names(MANIFEST))
        return run.end(rows)


@contextmanager
def _client(scheduler: str, size: int) -> Iterator[Client]:
    """A client of the scheduler, or of a cluster of our own."""
    cluster = None
    if not scheduler:
        # Dask counts the memory of its own processes only, and these hold little: the files are read in processes under watch.
        cluster = LocalCluster(
            n_workers=size, threads_per_worker=1, processes=True, memory_limit=0, dashboard_address="127.0.0.1:0",
            silence_logs=logging.ERROR,
        )  # fmt: skip
    try:
        try:
            client = Client(cluster or scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:  # a time-out is an OSError
            raise UsageError(
                f"{scheduler}: no Dask scheduler answers there ({reason(error)}); expected an address like tcp://host:8786"
            ) from None
        try:
            yield client
        finally:
            with suppress(Exception):  # a cluster that is gone has ended them
                client.run(end_pools)
            client.close()
    finally:
        if cluster is not None:
            cluster.close()


def _agreed(client: Client, settings: Settings, limits: Limits) -> Facts:
    """What the workers will read with, if that is the same on all.

    Raises:
        UsageError: It is not, or there is no worker.
    """
    key = f"konsultnlp-facts-{uuid4().hex[:8]}"
    future = client.submit(
        facts, settings, limits, key=key, pure=False
    )  # a task, since it makes a cluster grow from nothing
    try:
        first: Facts = future.result(timeout=WORKER_SECONDS)
        found: dict[str, Facts] = client.run(facts, settings, limits)
    except KonsultError:
        raise
    except TimeoutError:
        raise UsageError(
            f"{_where(client)}: no worker did anything for {WORKER_SECONDS} s; are there any, and are they idle?"
        ) from None
    except Exception as error:  # whatever a worker that lacks konsultnlp, or has an old Dask, says
        raise UsageError(
            f"{_where(client)}: a worker or the scheduler cannot run konsultnlp: {reason(error)}; install the same version everywhere"
        ) from None
    # The model and the OCR need not be on this machine, so the first worker's are the measure.
    measure = Facts(python_version(), replace(first.maker, program=program_version()))
    for address, theirs in sorted(found.items()):
        if other := difference(measure, theirs):
            raise UsageError(f"worker {address}: {other}; install the same everywhere")
    return measure


def _where(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler else "the cluster"


def _registered(client: Client, inputs: Sequence[Input], size: int) -> list[Input]:
    """The inputs with their hashes, which the workers make, and what they repeat, which only one can tell who sees all."""
    starts = range(0, len(inputs), size)
    found: dict[int, list[str]] = {}
    calls = ((start, hashes, (tuple(inputs[start : start + size]),)) for start in starts)
    for start, future in _rolled(client, calls):
        found[start] = _result(client, future)
    register = Register()
    return [
        register.enter(one, sha)
        for start in starts
        for one, sha in zip(inputs[start : start + size], found.pop(start), strict=True)
    ]


Call: TypeAlias = tuple[int, Callable[..., Any], tuple[Any, ...]]


def _rolled(client: Client, calls: Iterator[Call]) -> Iterator[tuple[int, Future]]:
    """Lets the cluster make numbered calls, some at a time; each call's number, and its future when it is done."""
    run = uuid4().hex[:8]
    numbers: dict[str, int] = {}
    futures = as_completed(loop=client.loop)

    def top_up() -> None:
        most = PARTS_A_THREAD * max(1, sum(client.nthreads().values()))  # a cluster may grow and shrink
        while len(numbers) < most and (call := next(calls, None)):
            number, function, args = call
            key = f"konsultnlp-{function.__name__}-{run}-{number}"
            numbers[key] = number
            futures.add(client.submit(function, *args, key=key, pure=False, retries=RETRIES))

    top_up()
    for future in futures:
        yield numbers.pop(future.key), future
        top_up()


def _result(client: Client, future: Future) -> Any:
    """What a call gave.

    Raises:
        UsageError: A worker cannot do what was asked for.
        WorkersUnusable: The cluster is gone.
    """
    try:
        return future.result()
    except CancelledError:
        raise WorkersUnusable(
            f"{_where(client)}: the scheduler is gone; the same command goes on where it was"
        ) from None


class _Run:
    """The parts of a run and what they gave."""

    def __init__(self, client: Client, job: Job, inputs: Sequence[Input], size: int, on_file: Told | None) -> None:
        self._client = client
        self._job = job
        self._store = Store(job.out)
        self._inputs = inputs
        self._size = size
        self._on_file = on_file
        self._told = 0
        self._done: dict[int, Done] = {}
        self._names: set[str] = set()
        self._given_up: set[str] = set()
        self._unchanged = 0

    def all(self, finished: set[str]) -> None:
        """Has all parts read but those whose names are ``finished``."""
        going: dict[int, Part] = {}

        def calls() -> Iterator[Call]:
            for part in parts_of(self._inputs, self._size, self._job.facts.maker):
                going[part.number] = part
                yield part.number, recall_part if part.name in finished else read_part, (part, self._job)

        for number, future in _rolled(self._client, calls()):
            part = going.pop(number)
            self._done[number] = self._outcome(part, future)
            for one in part.inputs:
                self._told += 1
                if self._on_file:
                    self._on_file(one, self._told, len(self._inputs))

    def _outcome(self, part: Part, future: Future) -> Done:
        unread = [one for one in part.inputs if not one.repeats]
        try:
            done: Done = _result(self._client, future)
        except KonsultError:
            raise
        except OSError as error:
            raise UsageError(f"{self._job.out}: a worker cannot write there: {reason(error)}") from None
        except Exception as error:  # the worker died each time, or a fault of ours: the other parts go on
            self._given_up.add(part.name)
            words = f"the part of the run that it is in was given up: {reason(error)}; the same command tries it again"
            rows = [
                ErrorRecord(source=one.name, stage="read", error="crashed", message=f"{one.shown}: {words}")
                for one in unread
            ]
            self._store.write(f"{ErrorRecord.TABLE}/{part.name}", errors_file(rows))
            return Done(rows={ErrorRecord.TABLE: len(rows)}, errors=rows, read=len(rows))
        self._names.add(part.name)
        self._unchanged += len(unread) - done.read
        return done

    def end(self, missing: Sequence[ErrorRecord]) -> Summary:
        """Writes what is left, removes what is not of this run, and sums up.

        Where nothing at all was read, nothing is removed: a mistyped name must not empty the tables of an earlier run.
        """
        summary = Summary(unchanged=self._unchanged, errors=list(missing))
        summary.rows = {kind.TABLE: 0 for kind in RECORD_TYPES} | {ErrorRecord.TABLE: len(missing)}
        for _, done in sorted(self._done.items()):
            summary.documents += done.documents
            summary.errors += done.errors
            summary.warnings += done.warnings
            for table, count in done.rows.items():
                summary.rows[table] += count
        first = file_name(0, key_of([[e.source, e.message] for e in missing]))
        if missing:
            self._store.write(f"{ErrorRecord.TABLE}/{first}", errors_file(missing))
        if summary.documents:
            errors = self._names | self._given_up | ({first} if missing else set())
            for table in (*DATA_TABLES, MANIFEST):
                self._keep_only(table, errors if table == ErrorRecord.TABLE else self._names)
        return summary

    def _keep_only(self, table: str, expected: set[str]) -> None:
        ours = {name for name in self._store.names(table) if name.startswith("part-")}
        stale = {name for name in ours if name not in expected and name.endswith((".parquet", PART))}
        self._store.remove(f"{table}/{name}" for name in sorted(stale))

"""Workers under watch: each file has a time limit and a memory limit; a worker that hangs, grows or dies is replaced.

The standard library's pools end with the first worker that dies, and can end none that hangs; so the processes are kept here.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from time import monotonic
from typing import Any

import psutil

from konsultnlp.batch import preload, worker
from konsultnlp.batch.inputs import Input
from konsultnlp.batch.result import Result, failure
from konsultnlp.errors import KonsultError, WorkersUnusable
from konsultnlp.lexicon import read_words

TICK = 0.2
"""Seconds between two looks at the workers' time and memory."""
CHILDREN_TICK = 1.0
"""Seconds between two looks at what workers have started: to find it, the system's whole list of processes is read."""
START_SECONDS = 300.0
"""A worker that is not ready by then is given up."""
FILE_SECONDS = 600.0
"""What a file may take where no limit is given, and `PAGE_SECONDS` more for every page that was read."""
PAGE_SECONDS = 10.0
STARTS = 3
"""Workers in a row that may die before they are ready."""
USED_SHARE = 0.5
"""A worker that holds more than this share of its limit after a file is replaced, so that no file pays for another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take: ``seconds`` (None: `FILE_SECONDS`, and more for each page) and ``memory`` in bytes."""

    seconds: float | None = None
    memory: int = 2 << 30


class _Worker:
    """One process and what it is doing."""

    def __init__(self, context: Any, settings: worker.Settings) -> None:
        self.conn, theirs = context.Pipe()
        self.process = context.Process(target=worker.serve, args=(theirs, settings), daemon=True)
        with _main_hidden():
            self.process.start()
        theirs.close()
        self.since = monotonic()
        self.ready = False
        self.one: Input | None = None
        self.pages = (0, 0)
        self._looked = self._looked_below = 0.0
        self._below = 0

    def send(self, one: Input) -> None:
        self.one, self.since, self.pages = one, monotonic(), (0, 0)
        with suppress(BrokenPipeError, OSError):  # it has died since; the next look tells
            self.conn.send(one)

    def held(self) -> int:
        """Bytes that it holds."""
        with suppress(psutil.Error):
            return int(psutil.Process(self.process.pid).memory_info().rss)
        return 0

    def held_in_all(self) -> int:
        """Bytes that it and what it started (Tesseract) hold; 0 if that was looked at a moment ago."""
        now = monotonic()
        if now - self._looked < TICK:
            return 0
        self._looked = now
        if now - self._looked_below > CHILDREN_TICK:
            self._looked_below, self._below = now, 0
            with suppress(psutil.Error):
                for child in psutil.Process(self.process.pid).children(recursive=True):
                    with suppress(psutil.Error):
                        self._below += child.memory_info().rss
        return self.held() + self._below

    def end(self) -> None:
        """Ends it and what it started, now."""
        with suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        self.process.kill()
        self.process.join()
        self.conn.close()

    def dismiss(self) -> None:
        """Lets an idle one go."""
        with suppress(BrokenPipeError, OSError):
            self.conn.send(None)
        self.process.join(timeout=5)
        self.end()


class Pool:
    """Up to ``size`` workers; a context manager that leaves none behind.

    Args:
        size: Processes at a time.
        settings: How files are read.
        limits: What a file may take.
    """

    def __init__(self, size: int, settings: worker.Settings, limits: Limits) -> None:
        self._size = size
        self._settings = settings
        self._limits = limits
        self._workers: list[_Worker] = []
        self._context = _context(settings)
        self._again: list[Input] = []
        self._died: set[str] = set()
        self._starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._workers:
            one.end() if one.one or not one.ready else one.dismiss()
        self._workers.clear()

    def run(self, inputs: Iterator[Input]) -> Iterator[tuple[Input, Result]]:
        """Each input with its result, in the order in which they are done.

        Raises:
            WorkersUnusable: No worker can be started.
            KonsultError: The model cannot be loaded.
        """
        waiting = self._next(inputs)
        while True:
            while waiting and (free := self._free()):
                free.send(waiting)
                waiting = self._next(inputs)
            busy = [w for w in self._workers if w.one]
            if not busy:
                return
            connection.wait([handle for w in busy for handle in (w.conn, w.process.sentinel)], TICK)
            for one in busy:
                result = self._look(one)
                if result is None:
                    continue
                done, one.one = one.one, None
                assert done is not None
                if one in self._workers and one.held() > USED_SHARE * self._limits.memory:
                    self._workers.remove(one)
                    one.dismiss()
                elif waiting and one in self._workers:  # it reads on while the result is written
                    one.send(waiting)
                    waiting = self._next(inputs)
                yield done, result
            waiting = waiting or self._next(inputs)

    def _next(self, inputs: Iterator[Input]) -> Input | None:
        return self._again.pop() if self._again else next(inputs, None)

    def _free(self) -> _Worker | None:
        for one in [w for w in self._workers if w.one is None]:
            if one.process.is_alive():
                return one
            self._drop(one)  # it died while it had nothing to do, which is no file's fault
        if len(self._workers) < self._size:
            self._workers.append(_Worker(self._context, self._settings))
            return self._workers[-1]
        return None

    def _look(self, one: _Worker) -> Result | None:
        """What has become of the file that a worker reads, if anything."""
        result = self._messages(one)
        if result is not None:
            return result
        assert one.one is not None
        shown, seconds = one.one.shown, monotonic() - one.since
        if not one.process.is_alive():
            return self._messages(one) or self._after_death(one, seconds)
        if not one.ready:
            if seconds > START_SECONDS:
                self._drop(one)
                raise WorkersUnusable(
                    f"a worker was not ready after {START_SECONDS:.0f} s; is the machine out of memory?"
                )
            return None
        held = one.held_in_all()
        if held > self._limits.memory:
            self._drop(one)
            limit, more = _megabytes(self._limits.memory), "allow more with --max-memory"
            return self._failed(
                one, "memory", f"{shown}: it took {_megabytes(held)} of memory, {limit} are allowed; {more}", seconds
            )
        allowed = self._limits.seconds
        if allowed is None:
            allowed = FILE_SECONDS + PAGE_SECONDS * one.pages[0]
        if seconds > allowed:
            self._drop(one)
            return self._failed(
                one, "timeout", f"{shown}: not done after {allowed:.0f} s; allow more with --timeout", seconds
            )
        return None

    def _after_death(self, one: _Worker, seconds: float) -> Result | None:
        """A worker has died: its file gets a second try, since the cause may have come from outside (a machine out of memory)."""
        self._drop(one)
        assert one.one is not None
        how = _how(one.process.exitcode)
        if not one.ready:
            self._starts += 1
            if self._starts >= STARTS:
                raise WorkersUnusable(
                    f"{STARTS} workers ended while they started, the last {how}; is the installation whole?"
                )
        elif one.one.place in self._died:
            return self._failed(
                one, "crashed", f"{one.one.shown}: the process that read it ended twice, {how}", seconds
            )
        else:
            self._died.add(one.one.place)
        self._again.append(one.one)
        return None

    def _failed(self, one: _Worker, code: str, message: str, seconds: float) -> Result:
        assert one.one is not None
        done, total = one.pages
        stage = "records" if total and done == total else "read"
        where = f" ({done} of {total} pages read)" if total else ""
        return failure(stage, one.one.name, code, message + where, seconds)

    def _messages(self, one: _Worker) -> Result | None:
        """Reads what a worker has said; its result, if that is among it."""
        try:
            while one.conn.poll():
                kind, value = one.conn.recv()
                if kind == worker.DONE:
                    done: Result = value
                    return done
                if kind == worker.UNUSABLE:
                    error: KonsultError = value
                    raise error
                if kind == worker.READY:
                    one.ready, one.since, self._starts = True, monotonic(), 0
                else:
                    one.pages = value
        except (EOFError, OSError):
            one.process.join(timeout=5)  # it is about to end; the exit code says how
        return None

    def _drop(self, one: _Worker) -> None:
        one.end()
        self._workers.remove(one)


_preloaded: list[str] = []
"""The words that the process which workers are forked from has read; it lives as long as this one."""


def _context(settings: worker.Settings) -> Any:
    """How processes are started: forked off a process that has loaded the model, where that is sound; else anew."""
    if sys.platform != "linux":  # macOS has it too, but its libraries do not bear to be forked
        return multiprocessing.get_context("spawn")
    words = read_words(settings.lexicon)
    fingerprint = words.fingerprint if words else ""
    if _preloaded and _preloaded != [fingerprint]:  # it has made patterns of other words, and cannot forget them
        return multiprocessing.get_context("spawn")
    _preloaded[:] = [fingerprint]
    context = multiprocessing.get_context("forkserver")
    os.environ[preload.MODEL] = settings.model
    os.environ[preload.LEXICON] = settings.lexicon
    context.set_forkserver_preload([preload.__name__])
    return context


_lock = threading.Lock()


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Keeps `multiprocessing` from running the caller's script again in the worker, which needs nothing of it.

    Otherwise a script without ``if __name__ == "__main__":`` would start itself in every worker; and from a daemonic process (a
    Dask worker) no process could be started.
    """
    with _lock:
        main = sys.modules["__main__"]
        config = multiprocessing.process.current_process()._config  # type: ignore[attr-defined]
        daemon = config.pop("daemon", None)
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            if daemon is not None:
                config["daemon"] = daemon


def _how(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"killed by signal {-exitcode}"
    return f"with exit code {exitcode}"


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.0f} MB"

"""A worker: a process that reads one PDF after another, and tells its master how far it is."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from time import monotonic
from typing import TYPE_CHECKING

from konsultnlp.batch.inputs import Input
from konsultnlp.batch.result import PARTIAL, SUCCESS, Result, failure, packed
from konsultnlp.errors import InputError, KonsultError
from konsultnlp.lexicon import use_lexicon
from konsultnlp.records import ErrorRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

READY, UNUSABLE, PAGE, DONE = "ready", "unusable", "page", "done"
"""What a worker says: the model is loaded; it cannot be; a page is read (done, in all); a file is done."""

PAGE_PULSE = 0.2
"""Seconds between two messages about pages."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read.

    Attributes:
        model: The pipeline, see `konsultnlp.load`; empty for the default.
        ocr: Whether scanned pages are read by OCR.
        max_memory: Bytes that a worker may hold.
        lexicon: The folder of an analyst's own words; empty for ours alone.
    """

    model: str = ""
    ocr: bool = True
    max_memory: int = 0
    lexicon: str = ""


COLLECT = (20_000, 20, 20)
"""When the collector looks for what refers to itself: seldom, since a document's rows and words never do."""


@lru_cache(maxsize=1)
def pipeline(model: str) -> Language:
    """The pipeline, loaded once a process; what is forked off this process later shares its memory."""
    from konsultnlp.pipeline import load  # spaCy: only workers pay for it

    nlp = load(model or None)
    gc.collect()
    gc.freeze()  # the collector would write to every object, and so copy the memory that forks share
    gc.set_threshold(*COLLECT)
    return nlp


def process(one: Input, nlp: Language, ocr: bool, on_page: Callable[[int, int], None] | None = None) -> Result:
    """Reads one input; whatever happens in Python becomes a result."""
    from konsultnlp.document import read

    start = monotonic()
    stage = "fetch"
    local = one.shown

    def told(error: BaseException) -> str:
        """The message, with the name that the caller knows in place of that of a fetched copy."""
        return str(error).replace(local, one.shown)

    try:
        with one.opened() as path:
            local, stage = str(path), "read"
            document = read(path, nlp, on_page, ocr)
            stage = "records"
            (row,) = document.records.documents
            errors = tuple(
                ErrorRecord(source=e.source, stage=e.stage, error=e.error, message=e.message.replace(local, one.shown))
                for e in document.errors
            )
            status = PARTIAL if errors else SUCCESS
            return Result(status, "done", errors, monotonic() - start, row.pages, row.warnings, packed(document))
    except InputError as error:
        return failure("read", one.name, error.code, told(error), monotonic() - start)
    except MemoryError:
        message = f"{one.shown}: it takes more memory than a file may; allow more with --max-memory"
        return failure(stage, one.name, "memory", message, monotonic() - start)
    except Exception as error:  # a fault of ours must not stop the rest; it is told, with its kind
        message = f"{one.shown}: unexpected {type(error).__name__}: {' '.join(told(error).split())[:300]}"
        return failure("fetch" if stage == "fetch" else "extract", one.name, "internal", message, monotonic() - start)


def serve(master: Connection, settings: Settings) -> None:
    """The worker's life: load, say so, read what is sent until ``None`` comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the master decides what an interrupt means
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        use_lexicon(settings.lexicon)  # before anything makes patterns of our words
        nlp = pipeline(settings.model)
    except KonsultError as error:
        master.send((UNUSABLE, error))
        return
    _limit_memory(settings.max_memory)
    master.send((READY, None))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while (one := master.recv()) is not None:
            master.send((DONE, process(one, nlp, settings.ocr, _Pulse(master))))


class _Pulse:
    """Tells the master about pages, not too often."""

    def __init__(self, master: Connection) -> None:
        self._master = master
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._last >= PAGE_PULSE or done == total:
            self._last = now
            self._master.send((PAGE, (done, total)))


def _die_with_parent() -> None:
    """Ends this process when its master is gone, even in the middle of a page that hangs."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _limit_memory(more: int) -> None:
    """Lets an allocation fail that would go far over the limit at once; the master watches the rest."""
    if more and sys.platform == "linux":
        import resource

        import psutil

        held = psutil.Process().memory_info().data
        with contextlib.suppress(ValueError, OSError):  # a lower limit is set from outside
            resource.setrlimit(resource.RLIMIT_DATA, (held + more, resource.RLIM_INFINITY))

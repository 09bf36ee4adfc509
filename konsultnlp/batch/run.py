"""`extract`: many inputs to one output folder, on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from konsultnlp.batch.finish import write_outputs
from konsultnlp.batch.inputs import Input, Register, find_inputs, is_remote, sha256_of
from konsultnlp.batch.manifest import Maker, Manifest, model_version, program_version
from konsultnlp.batch.pool import Limits, Pool
from konsultnlp.batch.result import SUCCESS, Result
from konsultnlp.batch.worker import Settings
from konsultnlp.corrections import Corrections
from konsultnlp.errors import KonsultError, UsageError
from konsultnlp.lexicon import chosen, lent, read_words
from konsultnlp.models import DEFAULT, RULES_ONLY, find
from konsultnlp.records import ErrorRecord

MAX_WORKERS = 8
"""Workers at the most where no number is given: more want more memory than a laptop has."""

MAX_MEMORY = 2048
"""Megabytes that a worker may hold where no limit is given."""


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        documents: Documents in the output.
        unchanged: Inputs that an earlier run had read, and that were not read again.
        rows: Rows written, by table.
        errors: What could not be read.
        warnings: Warning codes with their source, and corrections that could not be applied.
        corrections: How many corrections of ``corrections.csv`` came to which end.
    """

    documents: int = 0
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[ErrorRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    corrections: dict[str, int] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0: everything was read; 1: something was not."""
        return 1 if self.errors else 0


def extract(
    paths: Sequence[str | Path],
    out: str | Path,
    on_file: Callable[[Input, int, int], None] | None = None,
    model: str | Path | None = None,
    ocr: bool = True,
    *,
    workers: int = 0,
    timeout: float | None = None,
    max_memory: int = MAX_MEMORY,
    force: bool = False,
    formats: Sequence[str] = (),
    profile: str = "",
    lexicon: str | Path | None = None,
) -> Summary:
    """Reads PDFs and writes every table of the contract to a folder.

    Each file is read in a process of its own kind, under a time and a memory limit; one that breaks them, or the process, is a row
    in ``errors.csv``. What an earlier run to the same folder has read with the same program, model and options is not read
    again, so a run that was stopped goes on where it was.

    Args:
        paths: PDF files, folders of them, and addresses that fsspec opens (``s3://…``).
        out: The folder to write to; it is made. Files of an earlier run there are replaced.
        on_file: Called after each file with (input, how many are done, number of files), for a progress bar.
        model: The spaCy pipeline that tags names, see `konsultnlp.load`.
        ocr: Whether scanned pages are read by OCR, where it is installed.
        workers: Processes; 0 for one a core, `MAX_WORKERS` at the most.
        timeout: Seconds a file may take; None for ten minutes, and ten seconds more for each page.
        max_memory: Megabytes a process may hold.
        force: Whether files are read again that were read before.
        formats: What to write besides CSV, see `konsultnlp.export.writers.FORMATS`.
        profile: A dialect of CSV to write besides, see `konsultnlp.export.writers.PROFILES`.
        lexicon: A folder of words to add to ours, see `konsultnlp.use_lexicon`; without it the one that is in use here.

    Returns:
        What was done; its ``exit_code`` is 1 where something could not be read.

    Raises:
        UsageError: No path was given, ``out`` is a file or is being written to, there is no such model, format or profile, or
            ``corrections.csv`` in it is faulty.
        WorkersUnusable: No process can be started.
    """
    from konsultnlp.export.writers import check

    if is_remote(out):
        raise UsageError(f"{out}: an address takes the output only with --engine dask")
    settings, limits = checked(paths, out, model, ocr, workers, timeout, max_memory, lexicon)
    check(formats, profile)
    target = Path(out)
    maker = maker_of(settings, limits)
    target.mkdir(parents=True, exist_ok=True)
    corrections = Corrections.load(target)  # before files are read: a faulty line must not be told hours later
    inputs, missing = find_inputs(paths)
    with Manifest(target) as manifest:
        run = _Run(inputs, manifest, maker, force, on_file)
        with Pool(size_of(workers, len(inputs)), settings, limits) as pool:
            for one, result in pool.run(run.unread()):
                manifest.enter(one, result, maker)
                run.tell(one)
        rows = [error_row(e) for e in missing]
        with lent(settings.lexicon):  # the databases hold names of the words
            written = write_outputs(manifest, run.inputs, rows, target, formats, profile, corrections)
        if written.documents:
            manifest.keep_only(i.place for i in inputs)
    return Summary(
        written.documents, run.unchanged, dict(written.rows), written.errors, written.warnings, written.corrections
    )


def checked(
    paths: Sequence[str | Path],
    out: str | Path,
    model: str | Path | None,
    ocr: bool,
    workers: int,
    timeout: float | None,
    max_memory: int,
    lexicon: str | Path | None = None,
) -> tuple[Settings, Limits]:
    """What the options of `extract` mean.

    Raises:
        UsageError: They make no sense.
        LexiconError: Something in the folder of words is not what it should be.
    """
    if not paths:
        raise UsageError("no input given; name PDF files or folders")
    if workers < 0 or max_memory <= 0 or (timeout is not None and timeout <= 0):
        raise UsageError("workers, time and memory limits must be greater than nothing")
    if not is_remote(out) and Path(out).exists() and not Path(out).is_dir():
        raise UsageError("the output must be a folder, and this is a file", path=out)
    words = read_words(lexicon or chosen())
    return Settings(str(model or ""), ocr, max_memory << 20, str(words.folder) if words else ""), Limits(
        timeout, max_memory << 20
    )


class _Run:
    """The inputs of a run as they are met: hashed one by one, passed over where they are done already."""

    def __init__(
        self,
        inputs: Sequence[Input],
        manifest: Manifest,
        maker: Maker,
        force: bool,
        on_file: Callable[[Input, int, int], None] | None,
    ) -> None:
        self.inputs = list(inputs)
        self.unchanged = 0
        self._manifest = manifest
        self._maker = maker
        self._force = force
        self._on_file = on_file
        self._done = 0

    def unread(self) -> Iterator[Input]:
        """The inputs that must be read."""
        register = Register()
        for at, one in enumerate(self.inputs):
            known = register.enter(one, sha256_of(one))
            self.inputs[at] = known
            if known.repeats:
                self._manifest.enter(known, Result(SUCCESS, "repeats"), self._maker)
                self.tell(known)
            elif not self._force and self._manifest.is_done(known, self._maker):
                self.unchanged += 1
                self.tell(known)
            else:
                yield known

    def tell(self, one: Input) -> None:
        """Counts a file that is done."""
        self._done += 1
        if self._on_file:
            self._on_file(one, self._done, len(self.inputs))


def size_of(workers: int, files: int) -> int:
    """How many processes read at a time; ``workers`` is what was asked for."""
    return max(1, min(workers or min(os.cpu_count() or 1, MAX_WORKERS), files))


def maker_of(settings: Settings, limits: Limits) -> Maker:
    """What results hang on.

    Raises:
        ModelMissing: There is no such model.
        LexiconError: The folder of words cannot be read.
    """
    from konsultnlp.pdf.tesseract import why_not

    name = settings.model or DEFAULT
    folder = None if name == RULES_ONLY else find(name)
    by_ocr = "off" if not settings.ocr else ("missing" if why_not() else "tesseract")
    words = read_words(settings.lexicon)
    options = f"ocr={by_ocr}" + (f" lexicon={words.fingerprint}" if words else "")
    return Maker(program_version(), model_version(folder, name), options, f"{limits.seconds}s {limits.memory}B")


def error_row(error: KonsultError) -> ErrorRecord:
    """The row of an input that is not there."""
    return ErrorRecord(source=error.path.name if error.path else "", stage="read", error=error.code, message=str(error))

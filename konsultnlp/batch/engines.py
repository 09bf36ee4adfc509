"""Which engine reads: this machine's processes, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from konsultnlp.batch.inputs import Input, reason
from konsultnlp.batch.run import MAX_MEMORY, Summary, extract
from konsultnlp.errors import UsageError

LOCAL, DASK = "local", "dask"


def extract_with(
    engine: str,
    scheduler: str,
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
    """`konsultnlp.batch.extract`, or `konsultnlp.batch.cluster.extract_on_cluster`.

    Args:
        engine: `LOCAL` or `DASK`.
        scheduler: The address of a Dask scheduler; empty for one that is started here.

    The other arguments are those of `konsultnlp.batch.extract`.

    Raises:
        UsageError: There is no such engine, or it cannot do what is asked for.
    """
    if engine == LOCAL:
        if scheduler:
            raise UsageError(f"a scheduler ({scheduler}) is only used with --engine {DASK}")
        return extract(
            paths, out, on_file, model, ocr, workers=workers, timeout=timeout, max_memory=max_memory, force=force,
            formats=formats, profile=profile, lexicon=lexicon,
        )  # fmt: skip
    if engine != DASK:
        raise UsageError(f"there is no engine {engine!r}; expected {LOCAL} or {DASK}")
    if others := [*(name for name in formats if name != "parquet"), *filter(None, [profile])]:
        raise UsageError(f"--engine {DASK} writes Parquet and nothing else, not {', '.join(others)}")
    try:
        from konsultnlp.batch.cluster import extract_on_cluster  # not before it is wanted: Dask takes a while to load
    except ImportError as error:
        raise UsageError(
            f"--engine {DASK} needs more packages ({reason(error)}): pip install 'konsultnlp[cluster]'"
        ) from None
    return extract_on_cluster(
        paths, out, scheduler, on_file, model, ocr, workers=workers, timeout=timeout, max_memory=max_memory, force=force,
        lexicon=lexicon,
    )  # fmt: skip

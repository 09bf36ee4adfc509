"""Measures how the time of a job grows with the length of its text: as a ratio, so that the machine's speed does not matter."""

from __future__ import annotations

import time
from collections.abc import Callable

MOST = 3.0
"""Time at double length over time at length: 2 is linear, 4 quadratic."""
HOPELESS = 1.0
"""Seconds for a sixteenth of the length that nobody would wait out the whole of."""


def seconds(job: Callable[[], object], best_of: int = 1) -> float:
    """Processor seconds of a job, the least of some."""
    times = []
    for _ in range(best_of):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return min(times)


def of_length(unit: str, length: int) -> str:
    """A text of a length, of one piece over and over."""
    return (unit * (length // len(unit) + 1))[:length]


def growth(job: Callable[[str], object], unit: str, length: int, floor: float) -> float:
    """The ratio for a job on a text of ``length`` and one of half of that; 0 where it takes less than ``floor`` seconds.

    What is slow without growing faster than its text is measured at length; a ratio that is too high by chance is not found twice.
    """
    if seconds(lambda: job(of_length(unit, length // 16))) > HOPELESS:
        return float("inf")
    whole, half = of_length(unit, length), of_length(unit, length // 2)
    if seconds(lambda: job(whole)) < floor:
        return 0.0
    ratios = []
    for _ in range(2):
        ratios.append(seconds(lambda: job(whole), 2) / max(seconds(lambda: job(half), 2), 1e-5))
        if ratios[-1] < MOST:
            break
    return min(ratios)

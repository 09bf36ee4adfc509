"""Reads thousands of mutants and says what became of them; the ones that harm us are kept.

python tests/fuzz/campaign.py samples --count 2000 --seed 1 --keep found
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from mutate import mutants
from worker import Worker

BAD = ("fault", "died", "hung")
SLOW = 20.0
"""Seconds of processor time, some thirty times what a sample takes."""
LARGE = 1_500_000_000
"""Bytes."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Reads damaged PDFs and keeps those that harm.")
    parser.add_argument("folder", type=Path, help="sound PDFs")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60.0, help="of processor time for one file")
    parser.add_argument("--keep", type=Path, default=Path("found"), help="folder for the files that harm")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    given.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Worker(given.seconds) as worker:
        before = 0
        for name, data in mutants(given.folder, given.count, given.seed, given.first):
            path = Path(folder) / name
            path.write_bytes(data)
            answer = worker.read(path)
            path.unlink()
            counts[answer["outcome"]] += 1
            peak = answer.get("peak", 0)
            hungry, before = peak > LARGE and peak > before, peak
            slow = answer.get("seconds", 0.0) > SLOW
            counts["slow"] += slow
            counts["hungry"] += hungry
            if answer["outcome"] in BAD or slow or hungry:
                (given.keep / name).write_bytes(data)
                (given.keep / f"{name}.json").write_text(json.dumps(answer, indent=1), encoding="utf-8")
                last = (answer.get("trace") or "").strip().splitlines()[-1:]
                print(name, answer["outcome"], answer.get("seconds"), f"{peak >> 20} MB", *last, flush=True)
    print(json.dumps(counts))


if __name__ == "__main__":
    main()

"""Kills a run at random moments, again and again, and compares where it ends with an unbroken run.

    python tests/benchmarks/kills.py FOLDER_WITH_PDFS [--kills 20] [--seed 1]

Each of the rounds starts a run in a new folder, kills it with SIGKILL (on Windows: ends it) after a random part of the time that an
unbroken run takes, the end included, and starts it again until it ends by itself.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run with two workers."""
    command = [sys.executable, "-m", "konsultnlp", "extract", folder, "--out", out, "--workers", "2", "--no-ocr", "-q"]
    return subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def snapshot(out: Path) -> dict[str, bytes]:
    """Every file of an output but the manifest, which tells when and how fast."""
    files = [p for p in sorted(out.rglob("*")) if p.is_file() and not p.name.startswith("manifest.sqlite")]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def main() -> None:
    """Kills and compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        begin = time.monotonic()
        start(options.folder, work / "whole").wait()
        whole, seconds = snapshot(work / "whole"), time.monotonic() - begin
        same = killed = 0
        for n in range(options.kills):
            out = work / f"broken-{n}"
            run = start(options.folder, out)
            try:
                run.wait(timeout=chance.uniform(0.05, 1.02) * seconds)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                killed += 1
            start(options.folder, out).wait()
            same += snapshot(out) == whole
            print(f"{n + 1}: {'same' if snapshot(out) == whole else 'DIFFERENT'}", file=sys.stderr)
    print(f"{options.kills} rounds, {killed} killed in time, {same} with the files of an unbroken run")
    raise SystemExit(0 if same == options.kills else 1)


if __name__ == "__main__":
    main()

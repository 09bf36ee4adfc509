"""A coverage-guided fuzz run of reading: a file that takes a new way through the code is kept and changed further.

    pip install ".[fuzz]"
    python tests/fuzz/fuzz_read.py samples found -max_total_time=3600

The first folder holds sound PDFs to begin from. The second is libFuzzer's: what takes a new way is kept there, and a later
run goes on from it. All that begins with a dash is libFuzzer's own. It stops at the first file that breaks the contract, and
keeps that file as ``crash-…``, ``timeout-…`` or ``oom-…`` in the current folder. Linux and macOS.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]
with atheris.instrument_imports(include=["konsultnlp"]):
    from contract import outcome

    import konsultnlp

from mutate import mutant  # noqa: E402 (what changes the files is not what is watched)

LARGEST = 300_000
"""Bytes of a file to begin from: small ones are read, and changed, more often."""
LIMITS = (f"-max_len={2 * LARGEST}", "-timeout=60", "-rss_limit_mb=3000")
"""Seconds for a file and megabytes of memory, unless others are given."""


def main() -> None:
    """The command."""
    folders = [given for given in sys.argv[1:] if not given.startswith("-")]
    if len(folders) != 2 or not Path(folders[0]).is_dir():
        raise SystemExit(f"usage: {HERE.name} FOLDER-OF-PDFS FOLDER-FOR-WHAT-IS-FOUND [-libfuzzer-option …]")
    options = [given for given in sys.argv[1:] if given.startswith("-")]
    kept = Path(folders[1])
    kept.mkdir(parents=True, exist_ok=True)
    logging.disable()  # pdfminer has much to say about such files
    nlp = konsultnlp.load("none")
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, path in enumerate(sorted(Path(folders[0]).rglob("*.pdf"))):
            if path.stat().st_size <= LARGEST:
                (seeds / f"{number}.pdf").write_bytes(path.read_bytes())
        target = Path(folder) / "x.pdf"

        def read(data: bytes) -> None:
            target.write_bytes(data)
            outcome(target, nlp)

        def change(data: bytes, most: int, seed: int) -> bytes:
            changed = mutant(data, random.Random(seed)) or b"%PDF-1.7"
            return changed[:most]

        atheris.Setup([sys.argv[0], *LIMITS, *options, str(kept), str(seeds)], read, custom_mutator=change)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

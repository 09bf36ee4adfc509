"""What `konsultnlp extract` costs, as ratios against references measured in turn in the same run.

    python tests/benchmarks/speed.py FOLDER_WITH_PDFS [--pages 300] [--rounds 5] [--many 3000] [--json FILE]

The PDFs that have a text layer are repeated under new names until there are enough pages. Every command runs in a process of its
own; its cost is the processor time of the process and all that it starts, except where two workers are set against one, which is
the time on the clock: let nothing else run meanwhile. The bare tagger reads the same clean text, a text at a time as it is cut
into sections.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

import psutil

PLUMBER = """
import sys, pathlib, pdfplumber
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.pdf")):
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
"""

TAGGER = """
import json, sys, konsultnlp
nlp = konsultnlp.load()
texts = json.load(open(sys.argv[1], encoding="utf-8"))
with nlp.select_pipes(enable=["tok2vec", "ner"]):
    for doc in nlp.pipe(texts):
        pass
"""


LOOK = 0.02
"""Seconds between two looks at what processes have used."""


class Cost:
    """Seconds of one command: on the clock and of the processor."""

    def __init__(self, *command: object) -> None:
        start = time.perf_counter()
        with tempfile.TemporaryFile() as said:
            run = psutil.Popen([str(c) for c in command], stdout=said, stderr=subprocess.STDOUT)
            used: dict[int, float] = {}
            while run.poll() is None:
                self._look(run, used)
                time.sleep(LOOK)
            self.clock = time.perf_counter() - start
            said.seek(0)
            if run.returncode not in (0, 1):
                raise SystemExit(said.read().decode("utf-8", "replace"))
        self.processor = sum(used.values())

    @staticmethod
    def _look(run: psutil.Process, used: dict[int, float]) -> None:
        """Notes what the process and all below it have used: workers are nobody's children that the system would add up."""
        try:
            everyone = [run, *run.children(recursive=True)]
        except psutil.Error:
            return
        for one in everyone:
            with suppress(psutil.Error):
                times = one.cpu_times()
                used[one.pid] = times.user + times.system


def extract(folder: Path, out: Path, workers: int) -> Cost:
    """One whole run, from nothing."""
    shutil.rmtree(out, ignore_errors=True)
    return Cost(
        sys.executable, "-m", "konsultnlp", "extract", folder, "--out", out, "--workers", workers, "--no-ocr", "--quiet"
    )


def native(folder: Path) -> list[tuple[Path, int]]:
    """The PDFs with a text layer, and their pages."""
    import pypdfium2

    found = []
    for path in sorted(folder.glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        if all(page.get_textpage().count_chars() for page in pdf):
            found.append((path, len(pdf)))
        pdf.close()
    return found


def repeated(pdfs: list[tuple[Path, int]], folder: Path, *, pages: int = 0, documents: int = 0) -> int:
    """Fills a folder with copies under new names; returns the pages."""
    folder.mkdir()
    made = n = 0
    while made < pages or n < documents:
        path, count = pdfs[n % len(pdfs)]
        shutil.copy(path, folder / f"{n:05}-{path.name}")
        made, n = made + count, n + 1
    return made


def section_texts(pdfs: list[tuple[Path, int]], names: list[str]) -> list[str]:
    """The clean text of the files, a text a section, in the order of the copies."""
    import konsultnlp

    texts: dict[str, list[str]] = {}
    nlp = konsultnlp.load("none")
    for path, _ in pdfs:
        document = konsultnlp.read(path, nlp, ocr=False)
        starts = [0, *(s.char_start or 0 for s in document.sections), len(document.text)]
        ends = starts[1:]
        texts[path.name] = [
            document.text[a:b] for a, b in zip(starts, ends, strict=False) if document.text[a:b].strip()
        ]
    return [text for name in names for text in texts[name[6:]]]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=0, help="documents of the long run; 0 leaves it out")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pdfs = native(options.folder)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        pages = repeated(pdfs, work / "pdf", pages=options.pages)
        copies = sorted(p.name for p in (work / "pdf").glob("*.pdf"))
        (work / "texts.json").write_text(json.dumps(section_texts(pdfs, copies)), encoding="utf-8")
        rounds: dict[str, list[float]] = {}
        for _ in range(options.rounds):
            one = extract(work / "pdf", work / "out", 1)
            two = extract(work / "pdf", work / "out", 2)
            plumber = Cost(sys.executable, "-c", PLUMBER, work / "pdf")
            tagger = Cost(sys.executable, "-c", TAGGER, work / "texts.json")
            usage = Cost(sys.executable, "-m", "konsultnlp", "--help")
            typer = Cost(sys.executable, "-c", "import typer")
            for key, value in (
                ("extract / pdfplumber extract_text", one.processor / plumber.processor),
                ("extract / bare tagger", one.processor / tagger.processor),
                ("two workers / one, pages a second", one.clock / two.clock),
                ("--help / import typer", usage.processor / typer.processor),
                ("processor seconds a page", one.processor / pages),
                ("pages a second, two workers", pages / two.clock),
            ):
                rounds.setdefault(key, []).append(value)
                print(f"{key}: {value:.3f}", file=sys.stderr)
        figures.update({key: median(values) for key, values in rounds.items()})
        if options.many:
            costs = []
            small = sorted(pdfs, key=lambda p: p[1])[:4]
            for documents in (100, options.many):
                shutil.rmtree(work / "many", ignore_errors=True)
                pages = repeated(small, work / "many", documents=documents)
                costs.append(extract(work / "many", work / "out", 2).processor / pages)
            figures[f"seconds a page, {options.many} documents / 100"] = costs[1] / costs[0]
    for key, value in figures.items():
        print(f"{key:45} {value:8.3f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

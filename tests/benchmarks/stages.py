"""Where the time goes: processor seconds a page, stage by stage, over PDFs with a text layer.

    python tests/benchmarks/stages.py FOLDER_WITH_PDFS [--rounds 5]

Each stage is the difference between a reading that goes that far and one that stops before; the median of the rounds, after one that
does not count, in which patterns are compiled.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import konsultnlp
from konsultnlp.batch.result import packed
from konsultnlp.pdf.clean import read_pdf
from konsultnlp.pdf.reader import PdfFile


def glyphs(path: Path) -> None:
    """Reads words, and nothing more."""
    with PdfFile(path) as pdf:
        for _ in pdf.pages():
            pass


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rules, tagger = konsultnlp.load("none"), konsultnlp.load()
    stages: dict[str, Callable[[Path], object]] = {
        "glyphs to words (PDFium)": glyphs,
        "lines, tables, blocks": lambda p: read_pdf(p, ocr=False),
        "sections, people, rules": lambda p: konsultnlp.read(p, rules, ocr=False),
        "names (the tagger)": lambda p: konsultnlp.read(p, tagger, ocr=False),
        "rows packed for the manifest": lambda p: packed(konsultnlp.read(p, tagger, ocr=False)),
    }
    pdfs, pages = [], 0
    for path in sorted(options.folder.glob("*.pdf")):
        document = konsultnlp.read(path, tagger, ocr=False)
        if document.text and not document.errors:
            pdfs.append(path)
            pages += document.documents[0].pages
    costs: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(options.rounds):
        for name, stage in stages.items():
            start = time.process_time()
            for path in pdfs:
                stage(path)
            costs[name].append(time.process_time() - start)
    before = 0.0
    for name in stages:
        until = median(costs[name])
        print(f"{name:32} {1000 * (until - before) / pages:7.1f} ms a page")
        before = until
    print(f"{'all':32} {1000 * before / pages:7.1f} ms a page, {pages} pages")


if __name__ == "__main__":
    main()

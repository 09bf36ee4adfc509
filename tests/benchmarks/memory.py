"""Peak memory of reading one file, against its number of pages.

    python tests/benchmarks/memory.py PDF… [--pages 500 5000]

The PDFs are repeated to files of as many pages; each is read in a process of its own. Of the peaks the last is divided by the first.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

PAGES = (500, 5000)
_READ = """
import json, resource, sys, time
import konsultnlp
nlp = konsultnlp.load()
begun = time.process_time()
document = konsultnlp.read(sys.argv[1], nlp, ocr=False)
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
rows = sum(len(document.records.of(table)) for table in document.records.__slots__)
print(json.dumps({"pages": document.documents[0].pages, "peak_mb": peak, "seconds": seconds, "rows": rows}))
"""


def repeated(pdfs, pages, out):
    """Writes the pages of some PDFs over and over, until there are as many as wanted."""
    sources = [pdfium.PdfDocument(p) for p in pdfs]
    made = pdfium.PdfDocument.new()
    while len(made) < pages:
        for source in sources:
            made.import_pages(source, pages=list(range(min(len(source), pages - len(made)))))
            if len(made) == pages:
                break
    made.save(out)
    made.close()
    for source in sources:
        source.close()
    return out


def reading(path):
    """Reads a file in a process of its own: its pages and rows, the process's peak in MB, CPU seconds of the reading."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", nargs="+", type=Path)
    parser.add_argument("--pages", nargs="+", type=int, default=list(PAGES), help="sizes to compare, smallest first")
    given = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for pages in given.pages:
            got = reading(repeated(given.pdf, pages, Path(folder) / f"{pages}.pdf"))
            found.append(got)
            each = 1000 * got["seconds"] / got["pages"]
            print(
                f"{got['pages']:6} pages  peak {got['peak_mb']:5.0f} MB  {each:4.0f} ms a page  {got['rows']} rows",
                flush=True,
            )
    first, last = found[0], found[-1]
    print(f"peak {last['peak_mb'] / first['peak_mb']:.2f}", end=", ")
    print(f"time a page {last['seconds'] / last['pages'] / (first['seconds'] / first['pages']):.2f} times as much")


if __name__ == "__main__":
    main()

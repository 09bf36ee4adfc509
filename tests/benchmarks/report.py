"""How the report grows: the first view of 500 documents against that of 5, and what the other views cost.

    python tests/benchmarks/report.py OUT [--documents 500]

OUT is an output of ``konsultnlp extract samples``; its documents are repeated under new ids until there are enough. Chromium is
the one that KONSULTNLP_CHROMIUM names, else the first found. Times are those of the page's main thread, as the browser counts
them, the median of several visits. Exit code 1: the first view's ratio is over `MOST`.
"""

import argparse
import csv
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from konsultnlp.export.csv_files import as_csv, write_text
from konsultnlp.report import write_report
from konsultnlp.report.layout import LAYOUTS

MOST = 3.0
VISITS = 7


def repeated(out, target, documents):
    """An output of ``documents`` documents, made of those in ``out``."""
    tables = {}
    for table in LAYOUTS:
        with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            tables[table] = (next(reader), list(reader))
    header, rows = tables["documents"]
    ids = [row[header.index("doc_id")] for row in rows]
    new = [(ids[n % len(ids)], f"{ids[n % len(ids)]}-{n:04}") for n in range(documents)]
    for table, (header, rows) in tables.items():
        if table == "errors":
            made = rows
        else:
            at = header.index("doc_id")
            mine = {i: [r for r in rows if r[at] == i] for i in ids}
            made = [[*r[:at], fresh, *r[at + 1 :]] for old, fresh in new for r in mine[old]]
        write_text(target / f"{table}.csv", as_csv(header, made))
    for old, fresh in new:
        (target / "texts").mkdir(exist_ok=True)
        shutil.copy(out / "texts" / f"{old}.txt", target / "texts" / f"{fresh}.txt")
    return target, new[-1][1]


def cost(browser, url, ready):
    """Milliseconds of the main thread until ``ready`` is on the page, and the bytes of data read."""
    spent = []
    for _ in range(VISITS):
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        page.goto(url)
        page.wait_for_selector(ready)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
        after = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        spent.append(1000 * (after["TaskDuration"] - before["TaskDuration"]))
        page.context.close()
    return statistics.median(spent)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=500)
    options = parser.parse_args()
    program = os.environ.get("KONSULTNLP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    views = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for documents in (5, options.documents):
            out, doc_id = repeated(options.out, Path(folder) / str(documents), documents)
            began = time.process_time()
            report = write_report(out, pages=False)
            made = time.process_time() - began
            url = report.page.as_uri()
            index = sum((report.page.parent / "data" / f"{n}.js").stat().st_size for n in ("index", "texts"))
            views[documents] = (
                cost(browser, url, "figure canvas"),
                cost(browser, f"{url}#table=requests", "tbody td"),
                cost(browser, f"{url}#doc={doc_id}", ".list li"),
            )
            first, table, reading = views[documents]
            print(
                f"{documents} documents: made in {made:.1f} CPU s, first data {index / 1000:.0f} kB; main thread: "
                f"first view {first:.0f} ms, requests {table:.0f} ms, reading view {reading:.0f} ms"
            )
        browser.close()
    ratios = [b / a for a, b in zip(views[5], views[options.documents], strict=True)]
    print("ratios: first view {:.2f}, requests {:.2f}, reading view {:.2f}".format(*ratios))
    sys.exit(ratios[0] > MOST)


if __name__ == "__main__":
    main()

"""A real browser for the tests of the report: Chromium, driven by Playwright; the tests are skipped where either is missing."""

import os
import shutil
from pathlib import Path

import pytest
import report_pdfs

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium():
    """The browser's program: the one that KONSULTNLP_CHROMIUM names, else the first found."""
    return os.environ.get("KONSULTNLP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser():
    wanted = os.environ.get("KONSULTNLP_BROWSER") == "1"
    path = chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        assert not wanted, "KONSULTNLP_BROWSER=1, and Playwright is not installed: pip install .[browser]"
        pytest.skip("Playwright is not installed: the extra browser")
    if not path:
        assert not wanted, "KONSULTNLP_BROWSER=1, and no Chromium is found; KONSULTNLP_CHROMIUM may name it"
        pytest.skip("no Chromium is found")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A report of three small documents, one of them hostile, and its output folder; æøå and spaces in all paths."""
    from konsultnlp.batch import extract
    from konsultnlp.report import write_report

    root = tmp_path_factory.mktemp("rapport æøå")
    pdfs = root / "møter på vent"
    pdfs.mkdir()
    report_pdfs.letter(pdfs / "Møte 2021 æøå.pdf")
    report_pdfs.turned(pdfs / "snudd.pdf")
    report_pdfs.hostile(pdfs / "fiendtlig.pdf")
    (pdfs / "ødelagt.pdf").write_bytes(b"%PDF-1.4 og ikke mer")
    out = root / "ut"
    extract([pdfs], out, model="none", ocr=False)
    references = out / "references.csv"  # as if a reader had let the target of the hostile link through
    text = references.read_text(encoding="utf-8")
    references.write_text(
        text.replace("http://ond.example,,", "javascript:window.hit=6,,"), encoding="utf-8", newline=""
    )
    assert "javascript:" in references.read_text(encoding="utf-8")
    write_report(out, root / "rapport", pdfs=pdfs)
    write_report(out, root / "alt i ett.html", pdfs=pdfs, single_file=True)
    return root


class Visit:
    """A page of the report with all that its console says."""

    def __init__(self, page, url):
        self.page, self.url, self.complaints = page, url, []
        page.on("console", lambda m: m.type in {"error", "warning"} and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("requestfailed", lambda r: self.complaints.append(f"{r.url}: {r.failure}"))
        page.on("request", lambda r: r.url.startswith("http") and self.complaints.append(f"asks for {r.url}"))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
        )

    def go(self, hash_=""):
        """Opens an address of the report and waits until it is drawn."""
        self.page.goto("about:blank")
        self.page.goto(self.url + hash_)
        self.page.wait_for_selector("main h1")
        return self.page

    def axe(self):
        """Serious and critical faults that axe-core finds."""
        # By the debugger, not as a script element: the report's policy lets no foreign script in.
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        return [
            (v["id"], v["impact"], [n["target"] for n in v["nodes"]][:3])
            for v in found["violations"]
            if v["impact"] in {"serious", "critical"}
        ]


@pytest.fixture
def visit(browser, site):
    """Opens the folder's report; at the end its console must have been silent."""
    contexts = []

    def start(single=False, **options):
        options.setdefault("viewport", {"width": 1400, "height": 900})
        context = browser.new_context(**options)
        contexts.append(context)
        path = site / "alt i ett.html" if single else site / "rapport" / "index.html"
        start.visit = Visit(context.new_page(), path.as_uri())
        return start.visit

    yield start
    complaints = start.visit.complaints
    for context in contexts:
        context.close()
    assert complaints == []

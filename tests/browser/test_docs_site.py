"""The site of docs, built and opened from the disk: its search finds pages, and nothing is fetched from the network."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_search_works_from_the_disk_and_nothing_is_fetched(browser, tmp_path):
    pytest.importorskip("mkdocs", reason="the extra docs")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "nettsted")],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    page = browser.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((tmp_path / "nettsted" / "index.html").as_uri())
    page.click(".md-search__input")
    page.keyboard.type("tesseract")
    page.locator(".md-search-result__item a", has_text="OCR").first.wait_for(timeout=30_000)
    assert not wrong and asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    page.close()

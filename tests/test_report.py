"""The report as files: the same bytes twice, nothing that runs, and a word where something is missing."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import report_pdfs
from PIL import Image

from konsultnlp import lexicon
from konsultnlp.batch import extract
from konsultnlp.errors import UsageError
from konsultnlp.pdf.page_images import DPI, render_pages
from konsultnlp.records import RECORD_TYPES, ErrorRecord
from konsultnlp.report import page, write_report
from konsultnlp.report.documents import Utf16
from konsultnlp.report.encode import as_json, as_script
from konsultnlp.report.layout import LAYOUTS, columns


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf") / "møter på vent"
    folder.mkdir()
    report_pdfs.letter(folder / "Møte 2021 æøå.pdf")
    report_pdfs.turned(folder / "snudd.pdf")
    report_pdfs.hostile(folder / "fiendtlig.pdf")
    (folder / "ødelagt.pdf").write_bytes(b"%PDF-1.4 og ikke mer")
    return folder


@pytest.fixture(scope="module")
def out(pdfs, tmp_path_factory):
    """An output whose PDFs are no longer where they were read."""
    root = tmp_path_factory.mktemp("ut")
    shutil.copytree(pdfs, root / "lest her")
    extract([root / "lest her"], root / "tabeller æøå", model="none", ocr=False)
    shutil.rmtree(root / "lest her")
    return root / "tabeller æøå"


@pytest.fixture(scope="module")
def report(pdfs, out, tmp_path_factory):
    return write_report(out, tmp_path_factory.mktemp("r") / "min rapport", pdfs=pdfs)


def data(folder, name):
    """What a data file hands to the page."""
    text = (folder / "data" / f"{name}.js").read_text(encoding="utf-8")
    found = re.fullmatch(r"KN\.put\('([\w-]+)','(.*)'\);\n", text, re.DOTALL)
    assert found and found[1] == name
    return json.loads(re.sub(r"\\(.)", r"\1", found[2]))


def documents(out):
    with (out / "documents.csv").open(encoding="utf-8", newline="") as handle:
        return {row["source"]: row for row in csv.DictReader(handle)}


def rows(out, table):
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def digests(folder):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_same_output_same_bytes(pdfs, out, report, tmp_path):
    again = write_report(out, tmp_path / "igjen", pdfs=pdfs)
    assert digests(again.page.parent) == digests(report.page.parent)


def test_every_row_and_page_is_there(out, report):
    folder = report.page.parent
    assert (report.documents, report.pages, report.without_pdf, report.unread) == (3, 5, (), ())
    for table in data(folder, "index")["tables"]:
        chunks = [data(folder, f"t-{table['name']}-{k}") for k in range(table["chunks"])]
        assert sum(len(c["rows"]) for c in chunks) == table["n"] == len(rows(out, table["name"]))
        assert all(len(r) == len(table["columns"]) + 1 for c in chunks for r in c["rows"])
    assert len(list(folder.glob("pages/*/*.webp"))) == 5


def test_every_record_stands_in_its_document_where_the_text_has_it(out, report):
    for document in documents(out).values():
        shown = data(report.page.parent, f"d-{document['doc_id']}")
        mine = [r for r in rows(out, "requests") if r["doc_id"] == document["doc_id"]]
        found = {r["id"]: r for r in shown["records"] if r["t"] == "requests"}
        assert set(found) == {r["request_id"] for r in mine}
        for row in mine:
            record = found[row["request_id"]]
            assert shown["text"][record["s"] : record["e"]] == row["text"]
            assert len(record["b"]) == len(row["boxes"].split(";"))


def test_a_request_over_a_page_break_has_boxes_on_both(out, report):
    doc_id = documents(out)["Møte 2021 æøå.pdf"]["doc_id"]
    records = data(report.page.parent, f"d-{doc_id}")["records"]
    (crossing,) = [r for r in records if r["t"] == "requests" and len({b[0] for b in r["b"]}) == 2]
    assert {b[0] for b in crossing["b"]} == {1, 2}


@pytest.mark.parametrize("name", ["Møte 2021 æøå.pdf", "snudd.pdf"])
def test_boxes_lie_on_the_ink_of_the_picture(out, report, name):
    """Also where a page is turned or cropped: the ink of a line that stands alone ends where its box does."""
    doc_id = documents(out)[name]["doc_id"]
    shown = data(report.page.parent, f"d-{doc_id}")
    views = {p[0]: p[1:5] for p in shown["pages"]}
    checked = 0
    for record in shown["records"]:
        if record["t"] != "requests":
            continue
        for number, x0, top, x1, bottom in record["b"]:
            left, high, right, low = views[number]
            path = report.page.parent / "pages" / doc_id / f"{number}.webp"
            picture = np.asarray(Image.open(path).convert("L"))
            sx, sy = picture.shape[1] / (right - left), picture.shape[0] / (low - high)
            a, b, c, d = (x0 - left) * sx, (x1 - left) * sx, (top - high) * sy, (bottom - high) * sy
            strip = picture[round(c) + 1 : round(d) - 1]
            dark = np.flatnonzero((strip < 128).any(axis=0))
            # A full stop has some white behind it that is its own.
            assert abs(dark[0] - a) <= 2 and -1 <= b - dark[-1] <= 4, (name, number, record["id"])
            checked += 1
    assert checked >= 2


def test_a_crop_moves_the_view(out, report):
    doc_id = documents(out)["snudd.pdf"]["doc_id"]
    turned, cropped = data(report.page.parent, f"d-{doc_id}")["pages"]
    assert turned[1:5] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
    assert cropped[1:5] == pytest.approx([40, 841.89 - 700, 560, 841.89 - 60], abs=0.01)


def test_a_page_of_text_is_small_and_sharp_enough(pdfs):
    first = next(iter(render_pages(pdfs / "Møte 2021 æøå.pdf")))
    with Image.open(io.BytesIO(first.data)) as picture:
        assert picture.format == "WEBP"
        assert picture.width == pytest.approx(595.28 * DPI / 72, abs=1)
    assert len(first.data) < 200_000


# Nothing runs but what we wrote.


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(text):
    parser = Elements()
    parser.feed(text)
    return parser.found


def policy(text):
    (meta,) = [a for t, a in elements(text) if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in meta["content"].split(";"))


def test_policy_of_the_folder_allows_its_own_files_alone(report):
    rules = policy(report.page.read_text(encoding="utf-8"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in str(rules) and "http" not in str(rules)


def test_the_page_asks_for_nothing_outside_its_folder(report):
    found = elements(report.page.read_text(encoding="utf-8"))
    sources = [a["src"] for t, a in found if "src" in a] + [a["href"] for t, a in found if t == "link"]
    assert sources
    for source in sources:
        assert source == "data:," or (report.page.parent / source).is_file(), source
    assert not [a for t, a in found if any(n.startswith("on") or n == "style" for n in a)]
    for path in report.page.parent.glob("assets/*.css"):
        assert "url(" not in path.read_text(encoding="utf-8") and "@import" not in path.read_text(encoding="utf-8")


def test_no_script_of_ours_makes_html_of_text():
    for name, text in page.scripts():
        if name not in page.VENDOR:
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
            ), name


def test_single_file_holds_everything_and_runs_our_scripts_alone(pdfs, out, tmp_path):
    done = write_report(out, tmp_path / "post.html", single_file=True, pdfs=pdfs)
    assert done.page == tmp_path / "post.html" and [p.name for p in tmp_path.iterdir()] == ["post.html"]
    text = done.page.read_text(encoding="utf-8")
    found = elements(text)
    assert not [a for t, a in found if "src" in a]
    scripts = [a.get("type") for t, a in found if t == "script"]
    assert scripts.count(None) == len(page.scripts())
    assert set(scripts) == {None, "application/json", "text/plain"}
    rules = policy(text)
    assert rules["script-src"].count("sha256-") == len(page.scripts()) and "'self'" not in rules["script-src"]
    # No text of the hostile document opened or closed an element: those of the page and of the data are all there are.
    assert not [t for t, a in found if t in {"img", "svg", "svg/onload=window.hit=3"}]
    blocks = re.findall(r'<script type="application/json" id="data-(d-[\w-]+)">(.*?)</script>', text)
    assert len(blocks) == 3
    texts = [json.loads(b)["text"] for _, b in blocks]
    assert any(report_pdfs.HOSTILE[1] in t for t in texts)


@pytest.mark.parametrize(
    "text", [*report_pdfs.HOSTILE, "<!-- <script>", "a\u2028b\u2029c", "'); alert(1); ('", "\\u0027\\", "𝐀 &amp;"]
)
def test_text_stays_text_in_scripts(text):
    assert not re.search(r"[<>&\u2028\u2029]", as_json([text]))
    assert json.loads(as_json([text])) == [text]
    script = as_script("x", [text])
    assert not re.search(r"[<>\u2028\u2029]", script)
    inner = script.removeprefix("KN.put('x','").removesuffix("');\n")
    assert not re.search(r"(?<!\\)(?:\\\\)*'", inner), "the string ends too early"


def test_offsets_count_as_browsers_do():
    text = "a𝐀b𝐁c"
    units = Utf16(text)
    cut = text.encode("utf-16-le")
    for i in range(len(text) + 1):
        assert cut[: 2 * units.offset(i)].decode("utf-16-le") == text[:i]
    assert units.offset(-1) == -1


@pytest.mark.parametrize("doc_id", ["../../utenfor", "a/b", "", "a'b", ".."])
def test_an_id_cannot_lead_out_of_the_folder(tmp_path, doc_id):
    header = ",".join(columns("documents"))
    (tmp_path / "documents.csv").write_text(f'{header}\n"{doc_id}",x.pdf\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"documents\.csv: doc_id"):
        write_report(tmp_path, tmp_path / "ny")


# What is missing.


def test_without_pdfs_the_text_is_shown_and_told_why(out, tmp_path):
    done = write_report(out, tmp_path / "r", pdfs=tmp_path)
    assert done.without_pdf == tuple(documents(out))
    assert done.pages == 0
    for document in documents(out).values():
        shown = data(tmp_path / "r", f"d-{document['doc_id']}")
        assert shown["why"] == "gone" and shown["pages"] == [] and shown["text"]


def test_pdfs_are_found_where_they_were_read(pdfs, tmp_path):
    extract([pdfs / "snudd.pdf"], tmp_path / "ut", model="none", ocr=False)
    done = write_report(tmp_path / "ut")
    assert done.without_pdf == () and done.pages == 2


def test_a_pdf_that_has_changed_is_not_shown(pdfs, out, tmp_path):
    changed = tmp_path / "snudd.pdf"
    changed.write_bytes((pdfs / "snudd.pdf").read_bytes() + b"\n")
    assert "snudd.pdf" in write_report(out, tmp_path / "r", pdfs=tmp_path).without_pdf


def test_without_pages_when_asked(pdfs, out, tmp_path):
    done = write_report(out, tmp_path / "r", pdfs=pdfs, pages=False)
    assert done.without_pdf == () and not (tmp_path / "r" / "pages").exists()
    doc_id = documents(out)["snudd.pdf"]["doc_id"]
    assert data(tmp_path / "r", f"d-{doc_id}")["why"] == "off"


def test_an_output_in_which_nothing_was_read(tmp_path):
    (tmp_path / "tom.pdf").write_bytes(b"")
    extract([tmp_path / "tom.pdf"], tmp_path / "ut", model="none")
    done = write_report(tmp_path / "ut")
    assert done.page == tmp_path / "ut" / "report" / "index.html" and done.documents == 0
    overview = data(done.page.parent, "index")["overview"]
    assert overview["errors"] == [["empty-file", 1]]
    assert overview["errorRows"][0][0] == "tom.pdf"


def test_stale_documents_go_and_strangers_stay(pdfs, out, tmp_path):
    target = tmp_path / "r"
    write_report(out, target, pdfs=pdfs)
    (target / "notater.txt").write_text("mine", encoding="utf-8")
    extract([pdfs / "snudd.pdf"], tmp_path / "ut", model="none", ocr=False)
    write_report(tmp_path / "ut", target, pdfs=pdfs)
    assert len(list(target.glob("data/d-*.js"))) == len(list(target.glob("pages/*"))) == 1
    assert (target / "notater.txt").exists()


def test_no_output_folder_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="konsultnlp extract"):
        write_report(tmp_path)
    with pytest.raises(UsageError, match="no such folder"):
        write_report(tmp_path / "finnes ikke")


def test_another_page_is_not_overwritten(out, tmp_path):
    (tmp_path / "index.html").write_text("<p>my own page", encoding="utf-8")
    with pytest.raises(UsageError, match="no report of ours"):
        write_report(out, tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>my own page"


def test_command_line_says_where_it_is_and_what_is_missing(out, tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "konsultnlp", "report", *map(str, arguments)],
            capture_output=True, text=True, encoding="utf-8", cwd=Path(__file__).resolve().parents[1],
        )  # fmt: skip

    done = run(out, "--to", tmp_path / "r", "--pdfs", tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "r" / "index.html") in done.stderr
    assert "snudd.pdf: PDF not found" in done.stderr
    wrong = run(tmp_path / "r", "--lang", "nb")
    assert wrong.returncode == 2 and "documents.csv" in wrong.stderr
    assert run(out, "--lang", "sv").returncode == 2


def test_scripts_and_styles_are_each_about_one_thing():
    for name, text in (*page.scripts(), *page.styles()):
        if name not in page.VENDOR:
            assert len(text.splitlines()) < 400, name


# Words.


def test_every_column_and_table_has_words_in_three_languages():
    for pairs in page.texts().values():
        words = dict(pairs)
        assert len(words) == len(pairs) and all(words.values())
        for table in [*(kind.TABLE for kind in RECORD_TYPES), ErrorRecord.TABLE]:
            assert f"table.{table}" in words and f"table.{table}.note" in words and table in LAYOUTS
            assert all(f"col.{table}.{column}" in words for column in columns(table))


def test_layouts_name_columns_that_there_are():
    for table, layout in LAYOUTS.items():
        assert {c for c in (*layout.shown, *layout.filters) if not c.startswith("_")} <= set(columns(table))


def test_every_word_the_scripts_ask_for_is_there():
    keys = {row["key"] for row in lexicon.table("report_texts", "key", *page.LANGUAGES)}
    for name, text in page.scripts():
        if name not in page.VENDOR:
            for key in re.findall(r"""\bt\("([\w.-]+)\"""", text):
                assert key in keys, (name, key)


def test_figures_of_the_overview(out, report):
    overview = data(report.page.parent, "index")["overview"]
    assert overview["documents"] == 3 and overview["pages"] == 5
    assert sum(n for *_, n in overview["acts"]) == len(rows(out, "requests"))
    money = {year: (n, most) for year, n, *_, most in overview["money"]}
    assert money["2021"] == (2, 3_500_000_000)

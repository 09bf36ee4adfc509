"""The command line as a user meets it: what it writes, what it says, how it ends."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pdfs import FILLER, Sheet

from konsultnlp.export.writers import FORMATS, PROFILES
from konsultnlp.records import RECORD_TYPES


def run(*args, cwd=None):
    command = [sys.executable, "-m", "konsultnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


def rows(path):
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def snapshot(folder):
    """Every file but the manifest, which tells when and how fast."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("manifest.sqlite")]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


@pytest.fixture
def good(tmp_path):
    sheet = Sheet(tmp_path / "møte med æøå.pdf").text(70, 80, "Innspill fra KS", "Helvetica-Bold", 14)
    return sheet.lines(70, 110, *FILLER, "KS ber regjeringen om å bidra med 5 mill. kroner.").save()


def test_help_names_every_format_and_profile():
    text = " ".join(run("extract", "--help").stdout.split())
    assert all(re.search(rf"\b{name}\b", text) for name in FORMATS)
    assert all(name.replace("-", "- ") in text or name in text for name in PROFILES)  # a hyphen may end the line


def test_extract_writes_every_table_and_a_summary(good, tmp_path):
    done = run("extract", good, "--out", tmp_path / "ut")
    assert done.returncode == 0, done.stderr
    for kind in RECORD_TYPES:
        with (tmp_path / "ut" / f"{kind.TABLE}.csv").open(encoding="utf-8", newline="") as handle:
            assert next(csv.reader(handle)) == list(kind.columns())
    assert "1 document read" in done.stderr and "requests" in done.stderr
    (request,) = [r for r in rows(tmp_path / "ut" / "requests.csv") if r["explicit"] == "true"]
    assert request["text"] == "KS ber regjeringen om å bidra med 5 mill. kroner."
    (document,) = rows(tmp_path / "ut" / "documents.csv")
    text = (tmp_path / "ut" / "texts" / f"{document['doc_id']}.txt").read_text(encoding="utf-8")
    assert text[int(request["char_start"]) : int(request["char_end"])] == request["text"]
    assert document["doc_id"].startswith("mote-med-aeoa-")


@pytest.fixture
def two(samples):
    """Material with tables, and minutes."""
    return [samples / "2024-3-materiale.pdf", samples / "2025-1-referat-nynorsk.pdf"]


def test_a_rerun_gives_the_same_bytes(two, tmp_path):
    assert run("extract", *two, "--out", tmp_path / "a").returncode == 0
    assert run("extract", *two, "--out", tmp_path / "b").returncode == 0
    first = snapshot(tmp_path / "a")
    assert first == snapshot(tmp_path / "b")
    assert run("extract", *two, "--out", tmp_path / "a").returncode == 0
    assert first == snapshot(tmp_path / "a")


def test_ids_do_not_change_when_files_are_read_together(two, tmp_path):
    assert run("extract", *two, "--out", tmp_path / "all").returncode == 0
    together = {r["request_id"] for r in rows(tmp_path / "all" / "requests.csv")}
    alone = set()
    for pdf in two:
        assert run("extract", pdf, "--out", tmp_path / pdf.stem).returncode == 0
        alone |= {r["request_id"] for r in rows(tmp_path / pdf.stem / "requests.csv")}
    assert together == alone


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("tom.pdf", b"", "empty-file", "0 bytes"),
        ("word.pdf", b"PK\x03\x04 this is a docx", "not-a-pdf", "expected '%PDF-'"),
        ("kuttet.pdf", b"%PDF-1.4\n1 0 obj\n<<", "broken-pdf", "damaged"),
    ],
)
def test_a_bad_file_is_one_line_and_one_row_and_the_rest_is_read(good, tmp_path, name, content, code, words):
    (tmp_path / name).write_bytes(content)
    done = run("extract", tmp_path / name, good, "--out", tmp_path / "ut")
    assert done.returncode == 1
    (error,) = rows(tmp_path / "ut" / "errors.csv")
    assert (error["source"], error["stage"], error["error"]) == (name, "read", code)
    assert words in error["message"] and "\n" not in error["message"]
    assert len([line for line in done.stderr.splitlines() if name in line]) == 1
    assert "Traceback" not in done.stderr
    assert len(rows(tmp_path / "ut" / "documents.csv")) == 1


def test_a_file_that_is_cut_off_in_the_middle(samples, tmp_path):
    whole = next(samples.glob("*.pdf")).read_bytes()
    (tmp_path / "halv.pdf").write_bytes(whole[: len(whole) // 3])
    done = run("extract", tmp_path / "halv.pdf", "--out", tmp_path / "ut")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert rows(tmp_path / "ut" / "errors.csv")


def test_an_encrypted_file(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "låst.pdf"), encrypt=StandardEncryption("hemmelig", strength=128))
    canvas.drawString(70, 700, "Hemmelig")
    canvas.save()
    done = run("extract", tmp_path / "låst.pdf", "--out", tmp_path / "ut")
    assert done.returncode == 1
    (error,) = rows(tmp_path / "ut" / "errors.csv")
    assert error["error"] == "encrypted" and "password" in error["message"]


def test_a_missing_file_and_a_folder_without_pdfs(good, tmp_path):
    (tmp_path / "tom mappe").mkdir()
    done = run("extract", tmp_path / "finnes ikke.pdf", tmp_path / "tom mappe", good, "--out", tmp_path / "ut")
    assert done.returncode == 1
    assert [r["error"] for r in rows(tmp_path / "ut" / "errors.csv")] == ["no-file", "no-pdf-in-folder"]
    assert len(rows(tmp_path / "ut" / "documents.csv")) == 1


def test_a_page_without_text_is_told(good, tmp_path):
    sheet = Sheet(tmp_path / "skann.pdf").lines(70, 80, *FILLER).page()
    sheet.canvas.rect(100, 100, 200, 200, fill=1)
    sheet.save()
    done = run("extract", tmp_path / "skann.pdf", "--no-ocr", "--out", tmp_path / "ut")
    assert done.returncode == 1
    (document,) = rows(tmp_path / "ut" / "documents.csv")
    assert (document["text_layer"], document["warnings"]) == ("native", "page-without-text:2")
    (error,) = rows(tmp_path / "ut" / "errors.csv")
    assert error["error"] == "page-without-text" and "page 2" in error["message"]


def test_a_document_without_any_text_has_its_row(tmp_path):
    sheet = Sheet(tmp_path / "skann.pdf")
    sheet.canvas.rect(100, 100, 200, 200, fill=1)
    sheet.save()
    assert run("extract", tmp_path / "skann.pdf", "--no-ocr", "--out", tmp_path / "ut").returncode == 1
    (document,) = rows(tmp_path / "ut" / "documents.csv")
    assert document["text_layer"] == "none"
    assert rows(tmp_path / "ut" / "requests.csv") == []


def test_files_of_one_name_in_two_folders_are_two_documents(good, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    shutil.copy(good, tmp_path / "a" / "x.pdf")
    Sheet(tmp_path / "b" / "x.pdf").lines(70, 80, *FILLER).save()
    assert run("extract", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "ut").returncode == 0
    assert len({r["doc_id"] for r in rows(tmp_path / "ut" / "documents.csv")}) == 2


@pytest.mark.parametrize("args", [["extract"], ["extrakt"], ["extract", "x.pdf", "--ut", "y"]])
def test_wrong_usage_ends_with_2(args, tmp_path):
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_output_that_is_a_file_is_wrong_usage(good, tmp_path):
    (tmp_path / "ut").write_text("x", encoding="utf-8")
    done = run("extract", good, "--out", tmp_path / "ut")
    assert done.returncode == 2 and "must be a folder" in done.stderr


def test_a_mistyped_name_leaves_the_tables_of_an_earlier_run_alone(good, tmp_path):
    assert run("extract", good, "--out", tmp_path / "ut").returncode == 0
    before = snapshot(tmp_path / "ut")
    done = run("extract", tmp_path / "mote.pdf", "--out", tmp_path / "ut")
    assert done.returncode == 1 and "Nothing was read" in done.stderr
    after = snapshot(tmp_path / "ut")
    assert after.pop("errors.csv") != before.pop("errors.csv")
    assert after == before


def test_texts_of_an_earlier_run_do_not_stay(good, two, tmp_path):
    (tmp_path / "ut" / "texts").mkdir(parents=True)
    (tmp_path / "ut" / "texts" / "mine notater.txt").write_text("ikke rør", encoding="utf-8")
    assert run("extract", *two, "--out", tmp_path / "ut").returncode == 0
    assert run("extract", good, "--out", tmp_path / "ut").returncode == 0
    names = {p.name for p in (tmp_path / "ut" / "texts").iterdir()}
    (document,) = rows(tmp_path / "ut" / "documents.csv")
    assert names == {f"{document['doc_id']}.txt", "mine notater.txt"}
    assert not list((tmp_path / "ut" / "tables").glob("*.csv"))


def test_the_same_bytes_under_two_names_are_told(good, tmp_path):
    shutil.copy(good, tmp_path / "kopi.pdf")
    assert run("extract", good, tmp_path / "kopi.pdf", "--out", tmp_path / "ut").returncode == 0
    first, second = rows(tmp_path / "ut" / "documents.csv")
    assert second["warnings"] == f"same-as:{first['doc_id']}"


def test_quiet_shows_only_what_could_not_be_read(good, tmp_path):
    assert run("extract", good, "-q", "--out", tmp_path / "ut").stderr == ""
    done = run("extract", tmp_path / "borte.pdf", "-q", "--out", tmp_path / "ut")
    assert done.returncode == 1 and "borte.pdf" in done.stderr


def test_a_folder_given_to_read_is_told():
    import konsultnlp

    with pytest.raises(konsultnlp.InputError, match="folder"):
        konsultnlp.read(Path(__file__).parent)


def test_version():
    from konsultnlp import __version__

    assert run("--version").stdout.strip() == f"konsultnlp {__version__}"

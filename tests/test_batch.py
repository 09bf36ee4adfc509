"""A run over many files: in parallel, resumable, one bad file or dead process harms nothing else."""

import csv
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest
from pdfs import FILLER, Sheet
from processes import start, tree, workers

import konsultnlp
from konsultnlp.errors import UsageError


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def snapshot(folder):
    """Every file but the manifest, which tells when and how fast."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("manifest.sqlite")]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def manifest(folder):
    with closing(sqlite3.connect(folder / "manifest.sqlite")) as db:
        db.row_factory = sqlite3.Row
        return {row["name"]: dict(row) for row in db.execute("SELECT * FROM inputs")}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    """Six short letters."""
    folder = tmp_path_factory.mktemp("brev og sånt")
    for n in range(6):
        sheet = Sheet(folder / f"brev {n} æøå.pdf").text(70, 80, f"Innspill fra KS, sak {n}", "Helvetica-Bold", 14)
        sheet.lines(70, 110, *FILLER, f"KS ber regjeringen om å bidra med {n + 2} mill. kroner.").save()
    return folder


@pytest.fixture(scope="module")
def unbroken(pdfs, tmp_path_factory):
    out = tmp_path_factory.mktemp("unbroken") / "ut"
    assert konsultnlp.extract([pdfs], out, workers=1).exit_code == 0
    return out


def test_two_workers_write_what_one_writes(pdfs, unbroken, tmp_path):
    assert konsultnlp.extract([pdfs], tmp_path / "ut", workers=2).exit_code == 0
    assert snapshot(tmp_path / "ut") == snapshot(unbroken)


def test_the_manifest_has_every_input(pdfs, tmp_path):
    (tmp_path / "tom.pdf").write_bytes(b"")
    good = next(pdfs.glob("*.pdf"))
    shutil.copy(good, tmp_path / "kopi.pdf")
    (tmp_path / "mappe").mkdir()
    shutil.copy(good, tmp_path / "mappe" / "kopi.pdf")
    summary = konsultnlp.extract([good, tmp_path], tmp_path / "ut")
    assert summary.exit_code == 1 and summary.documents == 2
    found = manifest(tmp_path / "ut")
    assert {name: row["status"] for name, row in found.items()} == {
        good.name: "success", "kopi.pdf": "success", "tom.pdf": "failure",
    }  # fmt: skip
    assert found["tom.pdf"]["stage"] == "read" and found[good.name]["stage"] == "done"
    assert found[good.name]["program"].startswith(konsultnlp.__version__)
    with closing(sqlite3.connect(tmp_path / "ut" / "manifest.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM inputs").fetchone() == (4,)


def test_only_what_has_changed_is_read_again(pdfs, tmp_path):
    work = tmp_path / "inn"
    shutil.copytree(pdfs, work)
    out = tmp_path / "ut"
    assert konsultnlp.extract([work], out).unchanged == 0
    first = snapshot(out)
    assert konsultnlp.extract([work], out).unchanged == 6
    assert snapshot(out) == first
    changed = work / "brev 3 æøå.pdf"
    Sheet(changed).lines(70, 110, *FILLER, "KS ber regjeringen om å gi svar.").save()
    assert konsultnlp.extract([work], out).unchanged == 5
    assert "KS ber regjeringen om å gi svar." in {r["text"] for r in rows(out / "requests.csv")}
    assert "KS ber regjeringen om å bidra med 5 mill. kroner." not in {r["text"] for r in rows(out / "requests.csv")}
    assert len(list((out / "texts").iterdir())) == 6
    assert konsultnlp.extract([work], out, force=True).unchanged == 0
    assert konsultnlp.extract([work], out, model="none").unchanged == 0


def test_a_run_that_is_killed_goes_on_to_the_same_end(pdfs, unbroken, tmp_path):
    out = tmp_path / "ut"
    for _ in range(2):
        run = start(pdfs, "--out", out, "--workers", 2)
        done = len(manifest(out)) if (out / "manifest.sqlite").exists() else 0
        while run.poll() is None and not _has_more(out, done):
            time.sleep(0.02)
        everyone = tree(run) if run.poll() is None else []
        run.kill()
        run.wait()
        run.stdout.close()
        _, alive = psutil.wait_procs(everyone, timeout=20)
        assert not alive, "workers must not outlive the run"
    assert not (out / "requests.csv").exists() or snapshot(out) == snapshot(unbroken)
    last = start(pdfs, "--out", out, "--workers", 2)
    assert last.communicate()[0] == "" and last.returncode == 0
    assert snapshot(out) == snapshot(unbroken)


def _has_more(out, done):
    try:
        with closing(sqlite3.connect(f"file:{out / 'manifest.sqlite'}?mode=ro&nolock=1", uri=True)) as db:
            return db.execute("SELECT count(*) FROM inputs").fetchone()[0] > done
    except sqlite3.Error:
        return False


def kill_a_worker(run, name):
    """Kills the worker that reads the file of that name, as soon as one does."""
    while run.poll() is None:
        for worker in workers(run):
            with suppress(psutil.Error):
                if any(Path(f.path).name == name for f in worker.open_files()):
                    worker.kill()
                    worker.wait(30)  # or the next call would find, and kill, this one again
                    return
        time.sleep(0.02)


def long_file(path, samples, pages=400):
    import pypdfium2

    source = pypdfium2.PdfDocument(samples / "2024-3-materiale.pdf")
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages // len(source)):
        made.import_pages(source)
    made.save(str(path))
    return path


def test_a_worker_that_dies_is_replaced_and_its_file_read_again(samples, tmp_path):
    path = long_file(tmp_path / "lang.pdf", samples, 40)
    run = start(path, "--out", tmp_path / "ut", "--workers", 1)
    kill_a_worker(run, "lang.pdf")
    assert run.communicate()[0] == "" and run.returncode == 0
    assert manifest(tmp_path / "ut")["lang.pdf"]["status"] == "success"


def test_a_file_whose_worker_dies_twice_is_given_up(pdfs, samples, tmp_path):
    path = long_file(tmp_path / "lang.pdf", samples)
    run = start(path, next(pdfs.glob("*.pdf")), "--out", tmp_path / "ut", "--workers", 1)
    kill_a_worker(run, "lang.pdf")
    kill_a_worker(run, "lang.pdf")
    said = run.communicate()[0]
    assert run.returncode == 1 and said.count("\n") == 1 and "lang.pdf" in said
    (error,) = rows(tmp_path / "ut" / "errors.csv")
    assert (error["source"], error["error"]) == ("lang.pdf", "crashed") and "signal 9" in error["message"]
    assert len(rows(tmp_path / "ut" / "documents.csv")) == 1


@pytest.mark.parametrize(
    ("option", "code", "words"),
    [("--timeout=1", "timeout", "--timeout"), ("--max-memory=100", "memory", "--max-memory")],
)
def test_a_file_that_breaks_a_limit_harms_only_itself(pdfs, samples, tmp_path, option, code, words):
    path = long_file(tmp_path / "lang.pdf", samples)
    run = start(path, "--out", tmp_path / "ut", "--workers", 1, option)
    said = run.communicate()[0]
    assert run.returncode == 1 and "Traceback" not in said
    (error,) = rows(tmp_path / "ut" / "errors.csv")
    assert (error["source"], error["error"]) == ("lang.pdf", code) and words in error["message"]
    found = manifest(tmp_path / "ut")["lang.pdf"]
    assert (found["status"], found["stage"]) == ("failure", "read")


def test_with_other_limits_a_file_that_broke_them_is_read(samples, tmp_path):
    path = long_file(tmp_path / "lang.pdf", samples, 40)
    out = tmp_path / "ut"
    assert konsultnlp.extract([path], out, timeout=0.1).exit_code == 1
    assert konsultnlp.extract([path], out, timeout=0.1).unchanged == 1
    assert konsultnlp.extract([path], out).exit_code == 0


def test_two_runs_to_one_folder_do_not_mix(pdfs, samples, tmp_path):
    run = start(long_file(tmp_path / "lang.pdf", samples), "--out", tmp_path / "ut")
    while run.poll() is None and not (tmp_path / "ut" / "manifest.sqlite").exists():
        time.sleep(0.02)
    time.sleep(1)
    with pytest.raises(UsageError, match="another run"):
        konsultnlp.extract([pdfs], tmp_path / "ut")
    run.kill()
    run.communicate()


def test_a_damaged_manifest_is_told(pdfs, tmp_path):
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "manifest.sqlite").write_bytes(b"not a database, but long enough to look at" * 40)
    with pytest.raises(UsageError, match="remove it"):
        konsultnlp.extract([pdfs], tmp_path / "ut")


def test_a_script_without_a_main_guard_can_call_extract(pdfs, tmp_path):
    import subprocess
    import sys

    script = tmp_path / "skript.py"
    script.write_text(
        "import sys, konsultnlp\nprint('once')\n"
        "print(konsultnlp.extract([sys.argv[1]], sys.argv[2], workers=2).documents)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script, pdfs, tmp_path / "ut"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.split() == ["once", "6"], done.stderr

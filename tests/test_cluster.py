"""On a cluster the rows are those of one machine, whatever dies on the way; and what was read once is not read again."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from pdfs import FILLER, Sheet

pytest.importorskip("distributed", reason="the extra konsultnlp[cluster] is not installed")
pytest.importorskip("s3fs", reason="the extra konsultnlp[cluster] is not installed")
server = pytest.importorskip("moto.server", reason="moto[server] is not installed")

import fsspec  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from distributed import Client, LocalCluster  # noqa: E402

import konsultnlp  # noqa: E402
from konsultnlp.batch import extract  # noqa: E402
from konsultnlp.batch.cluster import extract_on_cluster  # noqa: E402
from konsultnlp.batch.engines import extract_with  # noqa: E402
from konsultnlp.errors import UsageError  # noqa: E402
from konsultnlp.export.csv_files import cell  # noqa: E402
from konsultnlp.records import RECORD_TYPES, ErrorRecord  # noqa: E402

TABLES = [kind.TABLE for kind in (*RECORD_TYPES, ErrorRecord)]
HIDDEN = "127.0.0.1:0"
"""A dashboard that is in nobody's way."""

RULES = "none"
"""The model of most tests here: it needs no loading."""


@pytest.fixture(scope="module")
def s3():
    """An S3 on this machine, which the environment points to; its address."""
    running = server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "made-up")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "made-up")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("botte")
        yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(scope="module")
def cluster(s3):
    with LocalCluster(2, threads_per_worker=1, memory_limit=0, dashboard_address=HIDDEN) as made:
        yield made


@pytest.fixture
def address(cluster):
    return cluster.scheduler_address


def letter(path, wish="å bidra med 5 mill. kroner"):
    path.parent.mkdir(parents=True, exist_ok=True)
    return Sheet(path).lines(70, 110, *FILLER, f"KS ber regjeringen om {wish}.").save()


@pytest.fixture
def letters(tmp_path):
    """Three letters in a folder."""
    folder = tmp_path / "brev"
    for name in ("a", "b", "c"):
        letter(folder / f"{name}.pdf", f"å følge opp sak {name} innen 1. mai 2025")
    return folder


def parts(out, table):
    return sorted((Path(out) / table).glob("*"))


def names(out):
    return {p.relative_to(out).as_posix() for p in Path(out).rglob("*") if p.is_file()}


def cluster_rows(out, table):
    """All rows, in the order of the parts' names, as CSV cells."""
    files = parts(out, table)
    assert all(f.suffix == ".parquet" for f in files)
    rows = [row for f in files for row in pq.read_table(f).to_pylist()]
    return [{name: cell(value) for name, value in row.items()} for row in rows]


def local_rows(out, table):
    with (Path(out) / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def assert_same_as_local(out, local):
    for table in TABLES:
        assert cluster_rows(out, table) == local_rows(local, table), table
    texts = {r["doc_id"]: r["text"] for r in cluster_rows(out, "texts")}
    assert texts == {p.stem: p.read_bytes().decode("utf-8") for p in (local / "texts").iterdir()}
    cells = {}
    for row in cluster_rows(out, "cells"):
        lines = cells.setdefault(row["table_id"], [])
        if int(row["row"]) > len(lines):
            lines.append([])
        assert (int(row["row"]), int(row["column"])) == (len(lines), len(lines[-1]) + 1)
        lines[-1].append(row["text"])
    expected = {}
    for path in (local / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            expected[path.stem] = list(csv.reader(handle))
    assert cells == expected


def test_the_rows_are_the_local_ones_though_a_worker_is_killed_in_the_middle(cluster, samples, tmp_path):
    folder = tmp_path / "inn"
    folder.mkdir()
    for name in ("2002-4-referat", "2024-3-materiale", "2025-1-referat-nynorsk"):
        shutil.copy(samples / f"{name}.pdf", folder)
    shutil.copy(folder / "2002-4-referat.pdf", folder / "3 samme innhold.pdf")
    (folder / "igjen").mkdir()
    shutil.copy(folder / "2024-3-materiale.pdf", folder / "igjen")
    (folder / "1 ingen pdf.pdf").write_text("Hei", encoding="utf-8")
    inputs = [folder, tmp_path / "mangler.pdf"]

    killed = []

    def kill(one, done, total):
        if not killed and 1 < done < total:
            busy = {w.nanny for w in cluster.scheduler.workers.values() if w.processing}
            victim = next((n for n in cluster.workers.values() if n.address in busy), None)
            if victim:
                killed.append(victim.pid)
                os.kill(victim.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    local = extract(inputs, tmp_path / "her", model=RULES)
    summary = extract_on_cluster(inputs, tmp_path / "ut", cluster.scheduler_address, kill, RULES, partition=1)
    assert killed
    assert_same_as_local(tmp_path / "ut", tmp_path / "her")
    assert (summary.documents, summary.rows, summary.errors, summary.warnings, summary.exit_code) == (
        local.documents, local.rows, local.errors, local.warnings, 1,
    )  # fmt: skip
    assert sum("same-as:2002-4-referat" in w for w in summary.warnings) == 1
    assert sum("read once" in w for w in summary.warnings) == 1
    assert not [name for name in names(tmp_path / "ut") if name.endswith(".part")]

    again = extract_on_cluster(inputs, tmp_path / "ut", cluster.scheduler_address, model=RULES, partition=1)
    assert again.unchanged == 5
    assert (again.documents, again.rows, again.errors, again.warnings) == (
        local.documents, local.rows, local.errors, local.warnings,
    )  # fmt: skip


def test_the_manifest_says_what_became_of_each_input(address, letters, tmp_path):
    (letters / "d.pdf").write_bytes(b"")
    extract_on_cluster([letters], tmp_path / "ut", address, model=RULES)
    rows = cluster_rows(tmp_path / "ut", "manifest")
    assert [(r["name"], r["status"]) for r in rows] == [
        ("a.pdf", "success"), ("b.pdf", "success"), ("c.pdf", "success"), ("d.pdf", "failure"),
    ]  # fmt: skip
    assert rows[0]["place"] == str((letters / "a.pdf").resolve())
    documents = {r["doc_id"]: r["sha256"] for r in cluster_rows(tmp_path / "ut", "documents")}
    assert {r["doc_id"]: r["sha256"] for r in rows[:3]} == documents
    assert rows[0]["program"].startswith(konsultnlp.__version__)


def test_a_changed_file_has_its_part_read_again_and_no_other(address, letters, tmp_path):
    out = tmp_path / "ut"
    assert extract_on_cluster([letters], out, address, model=RULES, partition=1).unchanged == 0
    before = {p: p.stat().st_mtime_ns for p in parts(out, "requests")}
    letter(letters / "b.pdf", "å la være")
    changed = extract_on_cluster([letters], out, address, model=RULES, partition=1)
    assert changed.unchanged == 2
    after = {p: p.stat().st_mtime_ns for p in parts(out, "requests")}
    assert len(after) == 3 and len(before.keys() & after.keys()) == 2
    assert all(before[p] == after[p] for p in before.keys() & after.keys())
    assert [r["text"] for r in cluster_rows(out, "requests") if r["explicit"] == "true"] == [
        "KS ber regjeringen om å følge opp sak a innen 1. mai 2025.",
        "KS ber regjeringen om å la være.",
        "KS ber regjeringen om å følge opp sak c innen 1. mai 2025.",
    ]


def test_a_part_that_was_not_finished_is_read_again(address, letters, tmp_path):
    out = tmp_path / "ut"
    extract_on_cluster([letters], out, address, model=RULES, partition=1)
    whole = names(out)
    parts(out, "manifest")[1].unlink()
    parts(out, "requests")[1].unlink()
    (out / "requests" / "part-000002-0123.parquet.ab.part").write_bytes(b"PAR1")
    assert extract_on_cluster([letters], out, address, model=RULES, partition=1).unchanged == 2
    assert names(out) == whole


def test_force_reads_all_again(address, letters, tmp_path):
    extract_on_cluster([letters], tmp_path / "ut", address, model=RULES)
    assert extract_on_cluster([letters], tmp_path / "ut", address, model=RULES).unchanged == 3
    assert extract_on_cluster([letters], tmp_path / "ut", address, model=RULES, force=True).unchanged == 0


def test_a_mistyped_name_leaves_the_earlier_tables(address, letters, tmp_path):
    extract_on_cluster([letters], tmp_path / "ut", address, model=RULES)
    documents = cluster_rows(tmp_path / "ut", "documents")
    summary = extract_on_cluster([tmp_path / "bref"], tmp_path / "ut", address, model=RULES)
    assert summary.exit_code == 1 and [e.error for e in summary.errors] == ["no-file"]
    assert cluster_rows(tmp_path / "ut", "documents") == documents


def endless(path, pages=4000):
    """A PDF of many dense pages that are one and the same: small, and long to read."""
    line = (
        "BT /F 6 Tf 20 {} Td (Kommunesektoren ber regjeringen om dette og hint i dag og i morgen og siden igjen.) Tj ET"
    )
    content = "\n".join(line.format(30 + 8 * n) for n in range(90)).encode("ascii")
    kids = " ".join(f"{4 + n} 0 R" for n in range(1, pages + 1))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content.decode('ascii')}\nendstream",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"]
        * pages,
    ]  # fmt: skip
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    path.write_bytes(data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii"))


def test_a_file_without_end_is_one_row_of_errors(address, letters, tmp_path):
    endless(letters / "b uten ende.pdf")
    summary = extract_on_cluster([letters], tmp_path / "ut", address, model=RULES, timeout=10)
    assert [(e.source, e.error) for e in summary.errors] == [("b uten ende.pdf", "timeout")]
    assert [r["source"] for r in cluster_rows(tmp_path / "ut", "documents")] == ["a.pdf", "b.pdf", "c.pdf"]


def test_from_bucket_to_bucket(address, letters, tmp_path):
    system = fsspec.filesystem("s3")
    for path in sorted(letters.iterdir()):
        system.put_file(str(path), f"botte/inn/{path.name}")
    local = extract([letters], tmp_path / "her", model=RULES)
    for unchanged in (0, 3):
        summary = extract_on_cluster(["s3://botte/inn"], "s3://botte/ut/tabeller", address, model=RULES, partition=2)
        assert (summary.documents, summary.unchanged, summary.exit_code) == (3, unchanged, 0)
        assert summary.rows == local.rows
    system.invalidate_cache()
    system.get("botte/ut/tabeller", str(tmp_path / "ut"), recursive=True)
    assert_same_as_local(tmp_path / "ut", tmp_path / "her")
    assert [r["place"] for r in cluster_rows(tmp_path / "ut", "manifest")] == [f"s3://botte/inn/{n}.pdf" for n in "abc"]

    system.put_file(str(letter(tmp_path / "ny.pdf", "å la være")), "botte/inn/c.pdf")
    changed = extract_on_cluster(["s3://botte/inn"], "s3://botte/ut/tabeller", address, model=RULES, partition=2)
    assert changed.unchanged == 2
    system.invalidate_cache()
    assert len(system.ls("botte/ut/tabeller/requests")) == 2


def test_a_bucket_that_is_not_there_is_told(address, letters):
    with pytest.raises(UsageError, match=r"s3://ingen/ut: cannot write there: .*bucket"):
        extract_on_cluster([letters], "s3://ingen/ut", address)
    summary = extract_on_cluster(["s3://ingen/inn"], "s3://botte/tom", address)
    assert [(e.error, e.message.split(":")[0]) for e in summary.errors] == [("no-file", "s3")]


def test_a_bucket_that_may_not_be_used_is_told(s3, address, letters, tmp_path):
    def checked_from(count):
        kind = {"Content-Type": "text/plain"}
        urllib.request.urlopen(urllib.request.Request(f"{s3}/moto-api/reset-auth", count, kind)).close()

    checked_from(b"0")
    try:
        with pytest.raises(UsageError, match=r"s3://botte/ut2: cannot write there: .+"):
            extract_on_cluster([letters], "s3://botte/ut2", address)
        with pytest.raises(UsageError, match=r"s3://botte/inn2: cannot be looked at: .+"):
            extract_on_cluster(["s3://botte/inn2"], tmp_path / "ut", address)
    finally:
        checked_from(b"inf")


def test_no_scheduler_answers(letters, tmp_path):
    for wrong in ("tcp://127.0.0.1:9", "hva som helst"):
        with pytest.raises(UsageError, match="no Dask scheduler answers there") as caught:
            extract_on_cluster([letters], tmp_path / "ut", wrong)
        assert str(caught.value).startswith(wrong) and "\n" not in str(caught.value)


def test_workers_with_another_version_are_told(letters, tmp_path):
    package = Path(konsultnlp.__file__).parent
    other = tmp_path / "annen" / "konsultnlp"
    shutil.copytree(package, other, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "errors.py").open("a", encoding="utf-8") as handle:
        handle.write("# changed\n")
    environment = {**os.environ, "PYTHONPATH": str(other.parent)}
    with LocalCluster(1, threads_per_worker=1, memory_limit=0, dashboard_address=HIDDEN) as mixed:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", mixed.scheduler_address, "--no-dashboard"]
        command += ["--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--local-directory", str(tmp_path)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        worker = subprocess.Popen(command, env=environment, cwd=other.parent, **quiet)
        try:
            with Client(mixed) as client:
                client.wait_for_workers(2)
            with pytest.raises(UsageError, match=r"konsultnlp is \d\S+ there and \d\S+ elsewhere"):
                extract_on_cluster([letters], tmp_path / "ut", mixed.scheduler_address, model=RULES)
        finally:
            worker.terminate()
            worker.wait()


@pytest.mark.parametrize(
    ("engine", "scheduler", "formats", "profile", "words"),
    [
        ("spark", "", (), "", "no engine 'spark'; expected local or dask"),
        ("local", "tcp://host:8786", (), "", "--engine dask"),
        ("dask", "", ("xlsx",), "", "writes Parquet and nothing else, not xlsx"),
        ("dask", "", ("parquet",), "excel-no", "not excel-no"),
    ],
)
def test_options_that_make_no_sense_together(letters, tmp_path, engine, scheduler, formats, profile, words):
    with pytest.raises(UsageError, match=words):
        extract_with(engine, scheduler, [letters], tmp_path / "ut", formats=formats, profile=profile)
    assert not (tmp_path / "ut").exists()


def test_a_folder_of_a_local_run_is_not_mixed_with(address, letters, tmp_path):
    extract([letters], tmp_path / "ut", model=RULES)
    with pytest.raises(UsageError, match="choose another --out"):
        extract_on_cluster([letters], tmp_path / "ut", address)


def test_corrections_are_not_passed_over(address, letters, tmp_path):
    (tmp_path / "corrections.csv").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="applies no corrections"):
        extract_on_cluster([letters], tmp_path, address)


def test_the_command_starts_a_cluster_of_its_own(letters, tmp_path):
    command = [sys.executable, "-m", "konsultnlp", "extract", str(letters), "--out", str(tmp_path / "ut")]
    command += ["--engine", "dask", "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "3 documents read" in done.stderr and "distributed" not in done.stderr
    assert len(cluster_rows(tmp_path / "ut", "documents")) == 3

"""Whatever files are called: what is written stays inside the output folder, and one is told from the other."""

import csv
import os
import sys
import unicodedata

import pytest
from raw_pdf import RawPdf, shown

from konsultnlp.batch import extract
from konsultnlp.document import read
from konsultnlp.errors import InputError

NAMES = {
    "dots": "...pdf.pdf",
    "up and out": "..%2f..%2fetc.pdf",
    "a path for another system": "..\\..\\verre.pdf",
    "composed": unicodedata.normalize("NFC", "Møte på Ås æøå.pdf"),
    "decomposed": unicodedata.normalize("NFD", "Møte på Ås æøå 2.pdf"),
    "spaces": "   referat    fra  møtet .pdf",
    "a line feed": "referat\nfra møtet.pdf",
    "an option": "--out=verre.pdf",
    "a hyphen": "-rf.pdf",
    "long": "a" * 246 + ".pdf",
    "no letter": "⚠️….pdf",
    "a device": "CON.pdf",
    "quotes": "\"'`$(touch verre)`'.pdf",
    "right to left": "referat\u202efdp.pdf",
    "a formula": "=cmd|' /C calc'!A0.pdf",
    "markup": "[bold red]referat[/].pdf",
}


def make(path, text="KS ber regjeringen om mer midler til kommunene."):
    made = RawPdf()
    made.page(shown(text))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return made.write(path)
    except (OSError, ValueError):
        pytest.skip("this system knows no such name")


def all_files(folder):
    return {p for p in folder.rglob("*") if p.is_file()}


def rows(out, table):
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def extracted(paths, tmp_path):
    """The output folder; nothing else may have changed."""
    out = tmp_path / "ut" / "her"
    before = all_files(tmp_path)
    extract(paths, out, ocr=False, workers=1)
    assert all(p.is_relative_to(out) for p in all_files(tmp_path) - before)
    assert before <= all_files(tmp_path)
    return out


def texts(out):
    return sorted(p.stem for p in (out / "texts").iterdir())


def test_files_of_any_name_are_told_apart_and_stay_inside(tmp_path):
    made = []
    for name in NAMES.values():
        try:
            made.append(make(tmp_path / "inn" / name, f"KS ber regjeringen om {len(made) + 10} mill. kroner i 2025."))
        except pytest.skip.Exception:
            continue
    assert len(made) > len(NAMES) / 2
    out = extracted([tmp_path / "inn"], tmp_path)
    documents = rows(out, "documents")
    assert sorted(d["source"] for d in documents) == sorted(p.name for p in made)
    assert len({d["doc_id"] for d in documents}) == len(made)
    assert texts(out) == sorted(d["doc_id"] for d in documents)
    assert all(set(d["doc_id"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for d in documents)
    assert rows(out, "errors") == []


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path):
    make(tmp_path / "inn" / "a" / "referat.pdf", "KS ber regjeringen om 10 mill. kroner.")
    make(tmp_path / "inn" / "b" / "referat.pdf", "KS ber regjeringen om 20 mill. kroner.")
    out = extracted([tmp_path / "inn"], tmp_path)
    assert len(texts(out)) == 2 and {a["value"] for a in rows(out, "amounts")} == {"10000000", "20000000"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are Unicode")
def test_a_name_that_is_no_unicode(tmp_path):
    make(tmp_path / "inn" / os.fsdecode(b"m\xf8te.pdf"), "KS ber regjeringen om 10 mill. kroner.")
    make(tmp_path / "inn" / os.fsdecode(b"m\xe5te.pdf"), "KS ber regjeringen om 20 mill. kroner.")
    (tmp_path / "inn" / os.fsdecode(b"\xff\xfe.pdf")).write_bytes(b"no PDF")
    out = extracted([tmp_path / "inn"], tmp_path)
    assert len(texts(out)) == 2 and len(rows(out, "documents")) == 2 and len(rows(out, "errors")) == 1


@pytest.mark.parametrize("name", ["x" * 5000 + ".pdf", "a\0b.pdf", "finnes ikke.pdf", ".", "..", ""], ids=repr)
def test_a_name_of_nothing_is_refused_with_a_reason(tmp_path, nlp, name):
    with pytest.raises(InputError) as caught:
        read(tmp_path / name, nlp)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path, nlp):
    os.mkfifo(tmp_path / "x.pdf")
    with pytest.raises(InputError):
        read(tmp_path / "x.pdf", nlp)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is open to root")
def test_a_file_that_may_not_be_read_is_refused_with_a_reason(tmp_path, nlp):
    path = make(tmp_path / "x.pdf")
    path.chmod(0)
    with pytest.raises(InputError):
        read(path, nlp)

"""The files of an output: which there are, when they appear, what a rerun leaves, and what the text formats hold."""

import csv
import json
import tracemalloc
from decimal import Decimal

import pytest
from export_rows import FAULT, small

from konsultnlp.columns import ALL_TABLES
from konsultnlp.errors import UsageError
from konsultnlp.export import writers
from konsultnlp.export.csv_files import as_csv
from konsultnlp.export.neutral import restore
from konsultnlp.export.writers import FORMATS, PROFILES, open_writers
from konsultnlp.records import RECORD_TYPES, RequestRecord

TABLES = {kind.TABLE for kind in ALL_TABLES}


def write(folder, documents, formats=(), profile="", faults=()):
    writer = open_writers(folder, formats, profile)
    for number, records in enumerate(documents):
        writer.document(records, str(folder / f"møte {number}.pdf"))
    writer.errors(faults)
    writer.close()


def names(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def snapshot(folder):
    return {name: (folder / name).read_bytes() for name in names(folder)}


def rows(path, **how):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, **how))


def test_without_a_format_there_are_the_csv_files_alone(tmp_path):
    write(tmp_path, [small("a"), small("b")], faults=[FAULT])
    assert names(tmp_path) == {f"{t}.csv" for t in TABLES}
    columns = RequestRecord.columns()
    both = [r for d in ("a", "b") for r in small(d).requests]
    expected = as_csv(columns, [[getattr(r, c) for c in columns] for r in both])
    assert (tmp_path / "requests.csv").read_bytes() == expected.encode("utf-8")
    assert rows(tmp_path / "errors.csv")[0]["message"] == FAULT.message


def test_each_format_writes_its_files(tmp_path):
    write(tmp_path, [small()], FORMATS, PROFILES[0], [FAULT])
    expected = {"datapackage.json", "konsultnlp.duckdb", "konsultnlp.xlsx", "konsultnlp.sqlite"}
    expected |= {"datasette/metadata.yaml", "datasette/plugins/konsult_stem.py"}
    for folder, ending in (("", "csv"), ("excel-no/", "csv"), ("parquet/", "parquet"), ("jsonl/", "jsonl")):
        expected |= {f"{folder}{t}.{ending}" for t in TABLES}
    assert names(tmp_path) == expected


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        writer = open_writers(tmp_path / name, [f for f in FORMATS if f != "duckdb"], PROFILES[0])
        writer.document(small(), "/data/møte.pdf")
        writer.close()
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_nothing_is_seen_of_an_output_before_it_is_whole(tmp_path):
    write(tmp_path, [small("gammel")], FORMATS, PROFILES[0])
    before = snapshot(tmp_path)
    writer = open_writers(tmp_path, FORMATS, PROFILES[0])
    writer.document(small("ny"), "")
    assert {n: b for n, b in snapshot(tmp_path).items() if n in before} == before
    writer.abandon()
    assert snapshot(tmp_path) == before


def test_an_abandoned_first_run_leaves_nothing(tmp_path):
    writer = open_writers(tmp_path / "ut", FORMATS, PROFILES[0])
    writer.document(small(), "")
    writer.abandon()
    assert list((tmp_path / "ut").iterdir()) == []


def test_a_format_that_fails_leaves_the_earlier_output_as_it_was(tmp_path, monkeypatch):
    write(tmp_path, [small("gammel")], ["parquet", "datapackage"])
    before = snapshot(tmp_path)
    writer = open_writers(tmp_path, ["parquet", "datapackage"])
    broken = small("ny")
    object.__setattr__(broken.requests[0], "page", "side to")  # no whole number: Parquet refuses it in the end
    writer.document(broken, "")
    with pytest.raises(Exception, match=r"side to|int"):
        writer.close()
    assert snapshot(tmp_path) == before


def test_formats_of_an_earlier_run_do_not_stay_behind_stale(tmp_path):
    (tmp_path / "mine").mkdir()
    for mine in ("notat.txt", "parquet/egen.parquet", "mine/fil.csv"):
        (tmp_path / mine).parent.mkdir(exist_ok=True)
        (tmp_path / mine).write_text("ikke rør", encoding="utf-8")
    write(tmp_path, [small("gammel")], FORMATS, PROFILES[0])
    (tmp_path / "konsultnlp.duckdb.wal").write_bytes(b"x")
    (tmp_path / "jsonl" / "requests.jsonl.part").write_bytes(b"x")
    write(tmp_path, [small("ny")], ["parquet"])
    assert names(tmp_path) == {
        *(f"{t}.csv" for t in TABLES), *(f"parquet/{t}.parquet" for t in TABLES),
        "notat.txt", "parquet/egen.parquet", "mine/fil.csv",
    }  # fmt: skip
    assert not (tmp_path / "jsonl").exists() and not (tmp_path / "excel-no").exists()


def test_where_nothing_was_read_only_the_errors_are_new(tmp_path):
    write(tmp_path, [small("gammel")], FORMATS, PROFILES[0])
    before = snapshot(tmp_path)
    write(tmp_path, [], ["xlsx"], faults=[FAULT])
    after = snapshot(tmp_path)
    assert {n for n in after if after[n] != before[n]} == {"errors.csv", "datapackage.json"}
    assert after.keys() == before.keys()
    errors = next(r for r in json.loads(after["datapackage.json"])["resources"] if r["name"] == "errors")
    assert errors["bytes"] == len(after["errors.csv"])


def test_where_nothing_was_ever_read_there_are_the_errors(tmp_path):
    write(tmp_path, [], FORMATS, PROFILES[0], [FAULT])
    assert names(tmp_path) == {"errors.csv"} and len(rows(tmp_path / "errors.csv")) == 1


@pytest.mark.parametrize(("formats", "profile", "allowed"), [(["pdf"], "", FORMATS), ([], "excel-sv", PROFILES)])
def test_what_there_is_not_is_refused_before_anything_is_written(tmp_path, formats, profile, allowed):
    with pytest.raises(UsageError) as caught:
        open_writers(tmp_path / "ut", formats, profile)
    assert all(name in str(caught.value) for name in allowed)
    assert not (tmp_path / "ut").exists()


def test_a_library_that_is_not_installed_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(writers.LIBRARIES, "parquet", ("pyarrow", "finnes_ikke"))
    with pytest.raises(UsageError, match=r"'parquet' needs finnes_ikke.*python -m pip install finnes_ikke$"):
        open_writers(tmp_path, ["parquet"])


def test_files_grow_on_the_disk_and_not_in_memory(tmp_path):
    records = small(quotes=[f"KS ber om svar nummer {n}." for n in range(300)])

    writer = open_writers(tmp_path, ["jsonl"], PROFILES[0])
    tracemalloc.start()
    for _ in range(20):
        writer.document(records, "")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    writer.close()
    assert peak < sum(p.stat().st_size for p in tmp_path.rglob("*")) / 10


def test_csv_for_norwegian_excel(tmp_path):
    quote = '=HYPERLINK("http://example.org";"KS; ber")'
    write(tmp_path, [small(quotes=(quote, "KS' krav er 2,5 %."))], profile="excel-no")
    raw = (tmp_path / "excel-no" / "amounts.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfamount_id;doc_id;") and b"\r\n" in raw
    requests = rows(tmp_path / "excel-no" / "requests.csv", delimiter=";")
    assert [r["text"] for r in requests] == ["'" + quote, "KS' krav er 2,5 %."]
    assert [restore(r["text"]) for r in requests] == [r["text"] for r in rows(tmp_path / "requests.csv")]
    assert requests[0]["explicit"] == "SANN"
    assert rows(tmp_path / "excel-no" / "participants.csv", delimiter=";")[0]["attended"] == "USANN"
    assert rows(tmp_path / "excel-no" / "amounts.csv", delimiter=";")[0]["value"] == "-2500000,5"
    assert rows(tmp_path / "amounts.csv")[0]["value"] == "-2500000.5"


def test_json_lines_have_typed_values_and_where_they_come_from(tmp_path):
    write(tmp_path, [small()], ["jsonl"], faults=[FAULT])
    lines = {
        kind.TABLE: [
            json.loads(line, parse_float=Decimal)
            for line in (tmp_path / "jsonl" / f"{kind.TABLE}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        for kind in ALL_TABLES
    }
    (request,) = lines["requests"]
    assert request["explicit"] is True and request["list_index"] is None and request["page"] == 2
    assert request["provenance"] == [
        {
            "page": 2,
            "x0": Decimal("70.00"),
            "top": Decimal("80.50"),
            "x1": Decimal("300.25"),
            "bottom": Decimal("92.00"),
        },
        {
            "page": 3,
            "x0": Decimal("70.00"),
            "top": Decimal("60.00"),
            "x1": Decimal("120.00"),
            "bottom": Decimal("72.00"),
        },
    ]
    assert (request["source"], request["sha256"], request["rule"]) == ("mote-0a1b2c3d.pdf", "ab" * 32, "verb-be-om")
    assert lines["amounts"][0]["value"] == Decimal("-2500000.5")
    assert lines["sections"][0]["provenance"] == [{"page": 1}]
    assert lines["documents"][0]["provenance"] == []
    assert lines["errors"] == [{c: getattr(FAULT, c) for c in FAULT.columns()}]
    for kind in RECORD_TYPES:
        for line in lines[kind.TABLE]:
            assert line.keys() == {*kind.columns(), "provenance", "source", "sha256"} - {"bbox", "boxes"}

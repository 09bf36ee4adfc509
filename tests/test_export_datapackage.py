"""The data package: Frictionless' own program accepts it, and would not if the files were otherwise."""

import json
import shutil

import pytest
from export_rows import FAULT, small
from frictionless import Package

from konsultnlp.columns import ALL_TABLES, column_types, describe
from konsultnlp.export.datapackage import DataPackage
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.writers import open_writers


@pytest.fixture
def out(tmp_path):
    writer = open_writers(tmp_path, ["datapackage"])
    writer.document(small("a", ["=1+1", 'KS, "ber" om\nmer']), "")
    writer.document(small("b"), "")
    writer.errors([FAULT])
    writer.close()
    return tmp_path


def faults(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    return [f"{task.name}: {e.type} {e.note}" for task in report.tasks for e in task.errors] + report.errors


def test_frictionless_accepts_it(out):
    assert faults(out) == []


def test_frictionless_accepts_it_for_the_samples(samples_out, tmp_path):
    for file in samples_out.glob("*.csv"):
        shutil.copy(file, tmp_path)
    drafts = Drafts(tmp_path)
    DataPackage(drafts).complete()
    drafts.publish()
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("true", "ja", "type-error"),
        (",2,", ",to,", "type-error"),
        ("verb-be-om", "verb-ber-om", "hash-count"),
    ],
)
def test_frictionless_finds_what_is_changed(out, old, new, fault):
    file = out / "requests.csv"
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode(), 1))
    assert any(fault in found for found in faults(out)), faults(out)


def test_its_keys_are_checked(out):
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    (out / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert faults(out) == []
    amounts = out / "amounts.csv"
    lines = amounts.read_bytes().splitlines(keepends=True)
    amounts.write_bytes(b"".join([*lines, lines[-1]]))
    assert any("primary-key" in found for found in faults(out))
    amounts.write_bytes(b"".join(lines))
    requests = out / "requests.csv"
    requests.write_bytes(requests.read_bytes().splitlines(keepends=True)[0])
    assert any("amounts: foreign-key" in found for found in faults(out))


def test_it_reads_the_rows_with_their_types(out):
    package = Package(str(out / "datapackage.json"))
    amount = package.get_resource("amounts").read_rows()[0]
    assert str(amount["value"]) == "-2500000.5" and amount["value_max"] is None and amount["page"] == 2
    assert package.get_resource("participants").read_rows()[0]["attended"] is False
    texts = [row["text"] for row in package.get_resource("requests").read_rows()]
    assert texts == ["=1+1", 'KS, "ber" om\nmer', "KS ber KD om å gi 2,5 mill. kroner."]


def test_it_describes_every_column(out):
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert [r["name"] for r in package["resources"]] == [k.TABLE for k in ALL_TABLES]
    for resource, kind in zip(package["resources"], ALL_TABLES, strict=True):
        fields = resource["schema"]["fields"]
        assert {f["name"]: f["description"] for f in fields} == describe(kind)
        assert {f["name"]: f["type"] for f in fields} == column_types(kind)
        assert resource["encoding"] == "utf-8" and resource["bytes"] == (out / resource["path"]).stat().st_size

"""The tables read back from an output folder, and names for ids."""

import pandas as pd
import pytest

import konsultnlp
from konsultnlp.errors import UsageError
from konsultnlp.records import RECORD_TYPES, ErrorRecord


def test_tables_come_back_as_the_document_gives_them(samples, nlp, tmp_path):
    files = [samples / "2016-2-referat.pdf", samples / "2024-3-materiale.pdf"]
    konsultnlp.extract(files, tmp_path)
    tables = konsultnlp.read_tables(tmp_path)
    assert set(tables) == {kind.TABLE for kind in (*RECORD_TYPES, ErrorRecord)}
    documents = [konsultnlp.read(f, nlp) for f in files]
    for kind in RECORD_TYPES:
        whole = pd.concat([d.to_frame(kind.TABLE) for d in documents], ignore_index=True)
        pd.testing.assert_frame_equal(tables[kind.TABLE], whole)
    assert tables["errors"].empty


def test_words_that_pandas_takes_for_nothing_stay_words(samples_out, tmp_path):
    for file in samples_out.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    table = tmp_path / "requests.csv"
    head = table.read_text(encoding="utf-8").splitlines()[0]
    row = ["NA" if name == "requester" else "null" if name == "text" else "" for name in head.split(",")]
    table.write_text(f"{head}\r\n{','.join(row)}\r\n", encoding="utf-8", newline="")
    (read,) = konsultnlp.read_tables(tmp_path)["requests"].to_dict("records")
    assert read["requester"] == "NA" and read["text"] == "null" and read["deadline"] == ""
    assert pd.isna(read["page"]) and not read["explicit"]


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no documents\.csv.*konsultnlp extract"):
        konsultnlp.read_tables(tmp_path / "finnes ikke")


@pytest.mark.parametrize(
    ("party_id", "language", "name"),
    [
        ("hod-2004", "nb", "Helse- og omsorgsdepartementet"),
        ("regjeringen", "nn", "Regjeringa"),
        ("kommunene;fylkeskommunene", "nb", "Kommunene og Fylkeskommunene"),
        ("kari-nordmann", "nb", "kari-nordmann"),
        ("", "nb", ""),
    ],
)
def test_ids_have_names(party_id, language, name):
    assert konsultnlp.name_of(party_id, language) == name


def test_every_party_that_a_record_may_name_has_a_name(samples_out):
    tables = konsultnlp.read_tables(samples_out)
    ids = {
        one
        for table, column in (("requests", "addressee_id"), ("requests", "requester_id"), ("ministries", "ministry_id"))
        for cell in tables[table][column]
        for one in cell.split(";")
    }
    people = set(tables["participants"]["person_id"])
    assert {i for i in ids - people - {""} if konsultnlp.name_of(i) == i} == set()

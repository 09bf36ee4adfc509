"""Parquet and DuckDB: the rows of the samples with their types, keys and descriptions."""

from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export_rows import FAULT, small
from hypothesis import given, settings
from hypothesis import strategies as st

import konsultnlp
from konsultnlp.columns import ALL_TABLES, describe, describe_table
from konsultnlp.export.arrow import Batches, fitted
from konsultnlp.export.drafts import Drafts
from konsultnlp.export.duckdb_file import DuckdbFile
from konsultnlp.export.frames import to_frame
from konsultnlp.export.writers import open_writers
from konsultnlp.records import RECORD_TYPES, ErrorRecord, RequestRecord


@pytest.fixture(scope="module")
def documents(samples, nlp):
    return [konsultnlp.read(samples / n, nlp) for n in ("2024-3-materiale.pdf", "2025-1-referat-nynorsk.pdf")]


@pytest.fixture(scope="module")
def out(documents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed") / "[ut] møter"  # what a database might take for a pattern
    writer = open_writers(folder, ["parquet", "duckdb"])
    for document in documents:
        writer.document(document.records, str(document.path.resolve()))
    writer.errors([FAULT])
    writer.close()
    return folder


@pytest.fixture
def base(out):
    with duckdb.connect(str(out / "konsultnlp.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_parquet_read_by_pandas_is_the_frame_of_the_records(out, documents, kind):
    rows = [row for d in documents for row in d.records.of(kind.TABLE)]
    expected = to_frame(kind.TABLE, rows)
    got = pq.read_table(out / "parquet" / f"{kind.TABLE}.parquet").to_pandas(types_mapper=None)
    assert list(got.columns) == list(expected.columns)
    for column in expected:
        values = got[column].astype(expected[column].dtype)
        assert values.equals(expected[column]), column


@pytest.mark.parametrize("kind", ALL_TABLES, ids=lambda k: k.TABLE)
def test_parquet_has_types_and_descriptions(out, kind):
    file = pq.ParquetFile(out / "parquet" / f"{kind.TABLE}.parquet")
    schema = file.schema_arrow
    assert schema.metadata[b"description"].decode("utf-8") == describe_table(kind)
    assert {f.name: f.metadata[b"description"].decode("utf-8") for f in schema} == describe(kind)
    if kind.TABLE == "amounts":
        assert schema.field("value").type == pa.decimal128(38, 10)
        assert schema.field("price_year").type == pa.int64()
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    if kind.TABLE == "requests":
        assert schema.field("explicit").type == pa.bool_() and schema.field("text").type == pa.string()


def test_amounts_are_exact_in_parquet(out, documents):
    values = pq.read_table(out / "parquet" / "amounts.parquet")["value"].to_pylist()
    assert values == [a.value for d in documents for a in d.amounts]


def test_a_number_that_does_not_fit_is_rounded_or_left_out():
    assert fitted(Decimal("10.7")) == Decimal("10.7")
    assert fitted(Decimal("0.12345678905")) == Decimal("0.1234567890")
    assert fitted(Decimal(10) ** 27 + Decimal("0.5")) == Decimal(10) ** 27 + Decimal("0.5")
    assert fitted(Decimal(10) ** 28) is None and fitted(None) is None


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 7), st.lists(st.integers(0, 9), max_size=12))
def test_batches_hand_on_every_row_once_and_in_order(size, counts):
    got, sizes = [], []

    def take(kind, rows):
        if kind is RequestRecord:
            got.extend(rows["text"].to_pylist())
            sizes.append(rows.num_rows)

    batches = Batches(take, size)
    expected = []
    for number, count in enumerate(counts):
        quotes = [f"{number}-{i}" for i in range(count)]
        batches.document(small(quotes=quotes))
        expected += quotes
    batches.flush()
    assert got == expected and all(n <= size for n in sizes) and all(n == size for n in sizes[:-1])


@pytest.mark.parametrize("kind", ALL_TABLES, ids=lambda k: k.TABLE)
def test_the_database_has_every_row_in_order_and_null_for_what_is_missing(base, documents, kind):
    rows = [FAULT] if kind is ErrorRecord else [row for d in documents for row in d.records.of(kind.TABLE)]
    expected = [tuple(None if getattr(r, c) == "" else getattr(r, c) for c in kind.columns()) for r in rows]
    assert base.execute(f'SELECT * FROM "{kind.TABLE}"').fetchall() == expected


def test_tables_views_and_columns_of_the_database_are_described(base):
    assert not base.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall()
    assert not base.execute("SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal").fetchall()
    bare = base.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    ).fetchall()
    assert {table for table, _ in bare} == {"names"}
    words = "SELECT comment FROM duckdb_columns() WHERE table_name = 'requests' AND column_name = 'act'"
    assert base.execute(words).fetchone() == (describe(RequestRecord)["act"],)


def test_keys_hold_in_the_database(out, tmp_path):
    copy = tmp_path / "kopi.duckdb"
    copy.write_bytes((out / "konsultnlp.duckdb").read_bytes())
    with duckdb.connect(str(copy)) as base:
        with pytest.raises(duckdb.ConstraintException, match=r"[Dd]uplicate"):
            base.execute("INSERT INTO requests SELECT * FROM requests LIMIT 1")
        with pytest.raises(duckdb.ConstraintException, match="foreign key"):
            base.execute("UPDATE amounts SET doc_id = 'finnes-ikke'")


def test_requests_joined_has_each_request_once_with_what_belongs_to_it(base, documents):
    records = [d.records for d in documents]
    ids = [r.request_id for d in records for r in d.requests]
    assert sorted(r[0] for r in base.execute("SELECT request_id FROM requests_joined").fetchall()) == sorted(ids)
    query = "SELECT request_id, meeting_date, section_title, amounts, ministries, doc_id FROM requests_joined"
    for request_id, date, section, amounts, ministries, doc_id in base.execute(query).fetchall():
        (d,) = (d for d in records if d.documents[0].doc_id == doc_id)
        (request,) = (r for r in d.requests if r.request_id == request_id)
        assert date == d.documents[0].meeting_date
        assert [section] == [
            s.title for s in d.sections if s.section_id == request.section_id
        ] or not request.section_id
        assert [a["text"] for a in amounts or []] == [a.text for a in d.amounts if a.request_id == request_id]
        inside = (request.char_start, request.char_end)
        assert ministries == (
            sorted({m.ministry_id for m in d.ministries if inside[0] <= m.char_start and m.char_end <= inside[1]})
            or None
        )


def test_ids_have_their_names_in_the_views(tmp_path):
    writer = open_writers(tmp_path, ["duckdb"])
    writer.document(small(), "")
    writer.close()
    with duckdb.connect(str(tmp_path / "konsultnlp.duckdb"), read_only=True) as base:
        request = base.execute("SELECT addressee_name, amounts, ministries, year FROM requests_joined").fetchone()
        statement = base.execute(
            "SELECT speaker_role, speaker_org_name, len(requests), section_title FROM statements_joined"
        ).fetchone()
    assert request[0] == "Kunnskapsdepartementet; regjeringen"
    assert request[1][0]["value"] == Decimal("-2500000.5") and request[2:] == (["kd-2006"], 2024)
    assert statement == ("leder", "KS", 1, "Skole")


def database(folder, records, most):
    drafts = Drafts(folder)
    file = DuckdbFile(drafts, most)
    for one in records:
        file.document(one, "")
    file.complete()
    drafts.publish()
    with duckdb.connect(str(folder / "konsultnlp.duckdb"), read_only=True) as base:
        keys = base.execute(
            "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchone()
        return base.execute("SELECT doc_id FROM requests").fetchall(), keys[0]


def test_a_very_large_database_goes_without_keys(tmp_path):
    rows, keys = database(tmp_path, [small("a"), small("b")], most=10)
    assert rows == [("a",), ("b",)] and keys == 1  # that of the names
    assert [p.name for p in tmp_path.iterdir()] == ["konsultnlp.duckdb"]


def test_rows_that_break_a_key_are_not_lost(tmp_path):
    rows, keys = database(tmp_path, [small("a"), small("a")], most=1000)
    assert rows == [("a",), ("a",)] and keys == 1

"""A long file takes hardly more memory than a short one, and its rows and places are those of the short one's pages."""

import dataclasses
import importlib.util
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import konsultnlp
from konsultnlp.packed import LOOSE, Packed
from konsultnlp.places import CHUNK, NO_LINE, STEPS, Places
from konsultnlp.records import DateRecord

BENCHMARK = Path(__file__).with_name("benchmarks") / "memory.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("memory_benchmark", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_ten_times_the_pages_take_hardly_more_memory(benchmark, samples, tmp_path):
    pytest.importorskip("resource")
    sources = [samples / "2024-3-materiale.pdf", samples / "2024-2-referat.pdf"]
    short, long = (benchmark.reading(benchmark.repeated(sources, n, tmp_path / f"{n}.pdf")) for n in (30, 300))
    assert long["rows"] > 8 * short["rows"]
    assert long["peak_mb"] < 1.3 * short["peak_mb"]


def test_a_repeated_file_has_the_rows_of_each_of_its_copies(benchmark, samples, nlp, tmp_path):
    source = samples / "2024-3-materiale.pdf"
    once = konsultnlp.read(source, nlp, ocr=False)
    pages = once.documents[0].pages
    copies = 2 + LOOSE // len(once.ministries)
    many = konsultnlp.read(benchmark.repeated([source], copies * pages, tmp_path / "many.pdf"), nlp, ocr=False)
    assert len(many.ministries) > LOOSE  # some are packed
    assert len({row.mention_id for row in many.ministries}) == len(many.ministries)
    for row in many.ministries:
        assert many.text[row.char_start : row.char_end] == row.text
    last = [(r.text, r.ministry_id, r.bbox, r.page) for r in many.ministries[-len(once.ministries) // 2 :]]
    before = (copies - 1) * pages
    wanted = [(r.text, r.ministry_id, r.bbox, r.page + before) for r in once.ministries]
    assert last == wanted[-len(last) :]


def dates(n):
    return [DateRecord(doc_id="a", date_id=str(i), text=f"{i}. mai", iso=f"2021-05-{i}", page=i) for i in range(n)]


@pytest.mark.parametrize("n", [0, 1, LOOSE, LOOSE + 1, 3 * LOOSE + 5])
def test_rows_are_read_as_a_list_is(n):
    plain = dates(n)
    rows = Packed(plain)
    assert rows == plain and plain == rows and len(rows) == n
    assert rows[2:] == plain[2:] and rows[::-7] == plain[::-7]
    assert [rows[i] for i in range(-n, n)] == [plain[i] for i in range(-n, n)]
    assert pickle.loads(pickle.dumps(rows)) == rows
    with pytest.raises(IndexError, match=str(n)):
        rows[n]


def test_rows_that_differ_far_back_are_not_equal():
    plain = dates(2 * LOOSE)
    other = [dataclasses.replace(plain[0], iso="1999"), *plain[1:]]
    assert Packed(plain) != Packed(other) and Packed(plain) != plain[:-1]


@given(st.data())
def test_places_come_back_as_they_were(data):
    """Blocks of several lines and gaps, over the borders of chunks; edges in hundredths of a point, also off the page."""
    edge = st.floats(-2000, 9000, width=32)
    lengths = data.draw(st.lists(st.sampled_from([1, 3, 40, CHUNK - 1, CHUNK + 3]), min_size=1, max_size=4))
    places, ids, edges = Places(), [], []
    for length in lengths:
        line = places.add_line(data.draw(st.integers(1, 99)), 10.0, 20.0)
        gap = data.draw(st.integers(1, 9))
        block = [NO_LINE if i % gap == 0 else line for i in range(length)]
        x0 = data.draw(edge)
        x0s, x1s = [x0 + i % 90 for i in range(length)], [x0 + i % 90 + 5.5 for i in range(length)]
        places.add(block, x0s, x1s)
        ids += block
        edges += zip(x0s, x1s, strict=True)
    assert len(places) == len(ids)
    start = data.draw(st.integers(0, len(ids)))
    end = data.draw(st.integers(start, len(ids)))
    got_ids, got_edges = places.between(start, end)
    assert got_ids.tolist() == ids[start:end]
    placed = np.array(ids[start:end]) != NO_LINE
    assert np.allclose(got_edges[placed] / STEPS, np.array(edges[start:end]).reshape(-1, 2)[placed], atol=0.006)
    ahead = [i for i in ids[start:] if i != NO_LINE] or [i for i in reversed(ids[:start]) if i != NO_LINE]
    assert places.line_near(start) == (ahead[0] if ahead else NO_LINE)

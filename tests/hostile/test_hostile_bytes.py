"""Any bytes, and sound files with any range of their bytes cut out, flipped, zeroed or repeated: read, or refused with a reason."""

import random

from conftest import FUZZ, hostile
from contract import outcome
from hypothesis import given
from hypothesis import strategies as st
from mutate import mutant

SMALL = 8 if not FUZZ else 1000
"""Sound files that take part, the smallest first: a short run shall be short."""

edits = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "zero", "repeat"]), st.floats(0, 1), st.integers(1, 3000), st.integers(1, 255)
    ),
    min_size=1,
    max_size=5,
)


def changed(data, kind, start, length, value):
    end = start + length
    middle = {
        "cut": b"",
        "flip": bytes(b ^ value for b in data[start:end]),
        "zero": bytes(len(data[start:end])),
        "repeat": data[start:end] * (2 + value % 8),
    }[kind]
    return data[:start] + middle + data[end:]


@hostile
@given(data=st.data(), edits=edits)
def test_a_file_with_damaged_ranges(tmp_path, bases, nlp, data, edits):
    whole = data.draw(st.sampled_from(bases[:SMALL])).read_bytes()
    for kind, place, length, value in edits:
        whole = changed(whole, kind, int(place * len(whole)), length, value)
    path = tmp_path / "x.pdf"
    path.write_bytes(whole)
    outcome(path, nlp)


@hostile
@given(data=st.data(), share=st.floats(0, 1))
def test_a_file_that_is_cut_off(tmp_path, bases, nlp, data, share):
    whole = data.draw(st.sampled_from(bases[:SMALL])).read_bytes()
    path = tmp_path / "x.pdf"
    path.write_bytes(whole[: int(share * len(whole))])
    outcome(path, nlp)


@hostile
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_file_whose_streams_or_entries_are_changed(tmp_path, bases, nlp, data, seed):
    whole = data.draw(st.sampled_from(bases[:SMALL])).read_bytes()
    path = tmp_path / "x.pdf"
    path.write_bytes(mutant(whole, random.Random(seed)))
    outcome(path, nlp)


@hostile
@given(head=st.sampled_from([b"", b"%PDF-1.7\n", b"\0" * 900 + b"%PDF-1.0"]), body=st.binary(max_size=3000))
def test_any_bytes(tmp_path, nlp, head, body):
    path = tmp_path / "x.pdf"
    path.write_bytes(head + body)
    outcome(path, nlp)

"""Files that no program would write by mistake: each is read or refused, in a process of its own, without a crash, a hang or a hunger."""

import made_pages
import made_structure
import pytest
from conftest import FUZZ
from made_structure import many_pages
from worker import Worker

import konsultnlp
from konsultnlp.errors import BrokenPdf, EncryptedPdf

BOMBS = ("flate_bomb", "nested_flate_bomb", "bomb_in_a_map", "bomb_in_an_object_stream", "bomb_in_the_reference_table")
STRUCTURE = (
    "long_filter_chain", "many_pages", "pages_that_are_not_there", "negative_count", "deep_page_tree", "page_tree_in_a_ring",
    "parents_in_a_ring", "references_in_a_ring", "length_of_itself", "contents_in_a_ring", "outlines_in_a_ring",
    "encrypted_in_a_ring", "reference_tables_in_a_ring", "object_streams_in_a_ring", "deep_arrays", "deep_states", "absurd_trailer",
)  # fmt: skip
PAGES = (
    "absurd_boxes", "empty_absurd_boxes", "absurd_turns", "absurd_matrices", "one_long_line", "one_long_word", "one_crowded_page",
    "one_spot", "scattered_letters", "many_fonts", "many_paths", "dense_grid", "many_links", "many_pictures", "patterns_in_a_ring",
    "broken_fonts", "actions_and_attachments", "endless_pages_of_marks",
)  # fmt: skip
SECONDS = 60
"""Of processor time; the slowest takes some ten, so this is a hang."""
MEMORY = 1_600_000_000
"""Bytes: what the program itself takes, and a page's picture of the largest size."""


@pytest.fixture(scope="module")
def worker():
    with Worker(SECONDS) as one:
        yield one


def made(name, tmp_path):
    """The file, or the files, of a builder."""
    builder = getattr(made_structure, name, None) or getattr(made_pages, name)
    files = builder()
    for number, file in enumerate(files if isinstance(files, list) else [files]):
        path = tmp_path / f"{name}-{number}.pdf"
        path.write_bytes(file if isinstance(file, bytes) else file.bytes())
        yield path


@pytest.mark.parametrize("name", [*STRUCTURE, *PAGES])
def test_a_hostile_file_is_read(name, tmp_path, worker):
    for path in made(name, tmp_path):
        answer = worker.read(path)
        assert answer["outcome"] == "read", answer
        assert answer["peak"] < MEMORY


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(name, tmp_path, nlp):
    (path,) = made(name, tmp_path)
    with pytest.raises(BrokenPdf, match="unpacks to more than 64 MB"):
        konsultnlp.read(path, nlp)


def test_forms_that_draw_one_another_without_end_are_ended_by_the_limit_on_memory(tmp_path):
    (path,) = made("forms_in_a_ring", tmp_path)  # PDFium follows them and takes all the memory there is
    (sound,) = made("one_long_line", tmp_path)
    summary = konsultnlp.extract([path, sound], tmp_path / "ut", ocr=False, max_memory=1000)
    assert [e.source for e in summary.errors] == [path.name] and summary.errors[0].error in ("memory", "crashed")
    assert summary.documents == 1


def test_encryption_that_cannot_be_followed_is_told(tmp_path, nlp):
    for path in made("encrypted_by_nonsense", tmp_path):
        with pytest.raises(EncryptedPdf):
            konsultnlp.read(path, nlp)


def test_a_file_without_its_end_is_read_or_refused(tmp_path, worker):
    (path,) = made("without_an_end", tmp_path)
    assert worker.read(path)["outcome"] in ("read", "broken-pdf")


def test_a_page_of_a_million_characters_is_told_and_the_next_one_is_read(tmp_path, nlp):
    (path,) = made("one_crowded_page", tmp_path)
    document = konsultnlp.read(path, nlp, ocr=False)
    (error,) = document.errors
    assert error.error == "page-unread" and "page 1" in error.message and "200000" in error.message
    assert [r.page for r in document.requests] and {r.page for r in document.requests} == {2}


def test_a_page_that_can_be_had_once_only_is_told(tmp_path, nlp):
    path = tmp_path / "x.pdf"
    path.write_bytes(
        b"%PDF-1.4\n15 0 obj<</Kids[2 0 R 0>endobj\n287 0 obj<<///Pages 15 0 R/ n\ntrailer<</Root 287 0 R>>2 0 obj<<>>stream\n\nendobj"
    )
    document = konsultnlp.read(path, nlp, ocr=False)
    assert [e.error for e in document.errors] == ["page-unread"] and "cannot be drawn" in document.errors[0].message


def test_a_map_of_rules_is_no_table_and_its_text_is_read(tmp_path, nlp):
    (path,) = made("many_paths", tmp_path)
    document = konsultnlp.read(path, nlp, ocr=False)
    assert {e.error for e in document.errors} == {"tables-unread"} and {r.page for r in document.requests} == {1, 2}


def test_scripts_programs_and_attachments_are_left_alone(tmp_path, nlp):
    (path,) = made("actions_and_attachments", tmp_path)
    document = konsultnlp.read(path, nlp, ocr=False)
    assert document.requests and "HEMMELIGE" not in document.text
    assert not [r for r in document.references if not r.normalized.startswith("http")]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not FUZZ, reason="takes a minute; set KONSULTNLP_FUZZ")
def test_a_hundred_thousand_pages(tmp_path, nlp):
    path = many_pages(100_000).write(tmp_path / "x.pdf")
    assert konsultnlp.read(path, nlp, ocr=False).documents[0].pages == 100_000

"""The samples: the PDFs are what the sources give, and the program finds in them what an annotator found."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import konsultnlp

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
STEMS = ["2024-3-materiale", "2025-1-referat-nynorsk"]
"""The documents that were read with most care; how the program does on all of them, `test_samples_quality` asks."""
BUILT = sorted(path.stem for path in (SAMPLES / "sources").glob("*.md"))
QUOTED = ("statements", "requests", "amounts", "ministries", "references", "dates")

each_sample = pytest.mark.parametrize("stem", STEMS)
each_built = pytest.mark.parametrize("stem", BUILT)


# --- reading the expected records -----------------------------------------------------------------


@cache
def expected(stem: str) -> dict[str, list[dict[str, Any]]]:
    """The annotator's rows by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (SAMPLES / "expected" / f"{stem}.gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row.pop("table"), []).append(row)
    return rows


@cache
def traps(stem: str) -> list[dict[str, Any]]:
    path = SAMPLES / "expected" / f"{stem}.traps.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text: str) -> str:
    """Unbreakable and other spaces folded, as a reader sees it."""
    return re.sub(r"\s+", " ", text).strip()


@cache
def truth(stem: str, tables: bool = True) -> str:
    """The truth text without its marks, on one line."""
    text = (SAMPLES / "expected" / f"{stem}.truth.txt").read_text(encoding="utf-8")
    if not tables:
        text = re.sub(r"\[table\].*?\[/table\]", " ", text, flags=re.DOTALL)
    text = re.sub(r"\[/?table\]|\[page \d+\]|\[fn \d+\]|^#+ |^ *- ", " ", text, flags=re.MULTILINE)
    return plain(re.sub(r" (?=[,.;:])", "", plain(text)))


@cache
def document(stem: str) -> Any:
    return konsultnlp.read(SAMPLES / f"{stem}.pdf")


def number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


def f1(want: Iterable[Any], got: Iterable[Any]) -> tuple[float, str]:
    """The F1 of two multisets, and what differs."""
    wanted, found = Counter(want), Counter(got)
    hits = sum((wanted & found).values())
    total = sum(wanted.values()) + sum(found.values())
    lines = [f"missed   {row}" for row in (wanted - found)] + [f"spurious {row}" for row in (found - wanted)]
    return (2 * hits / total if total else 1.0), "\n".join(lines)


def agree(stem: str, table: str, key: Callable[[Any], Any], at_least: float) -> None:
    """Compares a table with the expected one by ``key``, which reads an attribute by its name."""
    rows = expected(stem).get(table, [])
    open_cases = {key(row.get) for row in rows if row.get("optional")}
    want = [key(row.get) for row in rows if not row.get("optional")]
    found = [key(lambda name, r=record: getattr(r, name)) for record in getattr(document(stem), table)]
    score, difference = f1(want, [row for row in found if row not in open_cases])
    assert score >= at_least, f"{table}: F1 {score:.3f}\n{difference}"


# --- the PDFs -------------------------------------------------------------------------------------


@cache
def builder() -> ModuleType:
    pytest.importorskip("reportlab")
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@each_built
def test_building_twice_gives_the_same_bytes(stem: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert builder().build(stem, first).read_bytes() == builder().build(stem, second).read_bytes()


@each_built
def test_committed_pdf_is_what_the_source_gives(stem: str, tmp_path: Path) -> None:
    import pypdfium2
    import reportlab

    def pages(path: Path) -> list[str]:
        pdf = pypdfium2.PdfDocument(path)
        try:
            return [page.get_textpage().get_text_range() for page in pdf]
        finally:
            pdf.close()

    built = builder().build(stem, tmp_path)
    assert pages(built) == pages(SAMPLES / built.name)
    if reportlab.Version == builder().MADE_WITH:
        assert built.read_bytes() == (SAMPLES / built.name).read_bytes()


@each_sample
def test_norwegian_letters_and_signs_can_be_read_by_both_libraries(stem: str) -> None:
    import pdfplumber
    import pypdfium2

    path = SAMPLES / f"{stem}.pdf"
    with pdfplumber.open(path) as pdf:
        plumber = "".join(page.extract_text() for page in pdf.pages)
    pdf = pypdfium2.PdfDocument(path)
    pdfium = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    wanted = set("æøåØÅ§–") & set(truth(stem))
    assert wanted <= set(plumber) and wanted <= set(pdfium)
    assert "(cid:" not in plumber


# --- the program finds them -----------------------------------------------------------------------


@each_sample
def test_document_row(stem: str) -> None:
    want = expected(stem)["documents"][0]
    row = document(stem).to_frame("documents").iloc[0]
    assert {name: row[name] for name in want} == want


@each_sample
def test_text_is_the_truth_without_tables(stem: str) -> None:
    want = re.findall(r"\w+|[^\w\s]", truth(stem, tables=False))
    got = re.findall(r"\w+|[^\w\s]", document(stem).text)
    matcher = SequenceMatcher(None, want, got, autojunk=False)
    wrong = [f"{want[a:b]} → {got[c:d]}" for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    assert matcher.ratio() >= 0.995, "\n".join(wrong)


@each_sample
def test_every_quote_is_the_slice_it_says(stem: str) -> None:
    doc = document(stem)
    for table in QUOTED:
        for record in getattr(doc, table):
            assert doc.text[record.char_start : record.char_end] == record.text, table


@each_sample
def test_sections(stem: str) -> None:
    def key(get: Callable[[str], Any]) -> tuple[Any, ...]:
        names = ("number", "title", "level", "kind", "contributor_id", "ministry_id", "page", "page_end")
        return tuple(get(name) for name in names)

    agree(stem, "sections", key, 1.0)


@each_sample
def test_section_parents(stem: str) -> None:
    sections = document(stem).sections
    titles = {section.section_id: section.title for section in sections}
    found = [(section.title, titles.get(section.parent_id, "")) for section in sections]
    assert found == [(row["title"], row["parent"]) for row in expected(stem)["sections"]]


@each_sample
def test_participants(stem: str) -> None:
    def key(get: Callable[[str], Any]) -> tuple[Any, ...]:
        return tuple(get(n) for n in ("name", "role", "side", "org", "org_id", "function", "attended"))

    agree(stem, "participants", key, 1.0)


@each_sample
def test_agreements_and_cases(stem: str) -> None:
    def agreement(get: Callable[[str], Any]) -> tuple[Any, ...]:
        names = ("number", "title", "parties", "party_ids", "signed", "expires", "first_year", "page")
        return tuple(get(name) for name in names)

    def case(get: Callable[[str], Any]) -> tuple[Any, ...]:
        return tuple(get(name) for name in ("kind", "ministry_id", "title", "reported_at", "page"))

    agree(stem, "agreements", agreement, 1.0)
    agree(stem, "cases", case, 1.0)


@each_sample
def test_tables(stem: str) -> None:
    def key(get: Callable[[str], Any]) -> tuple[Any, ...]:
        return tuple(get(name) for name in ("caption", "page", "page_end", "n_rows", "n_cols"))

    agree(stem, "tables", key, 1.0)


@each_sample
def test_requests(stem: str) -> None:
    agree(stem, "requests", lambda get: (get("act"), plain(get("text"))), 0.9)


@each_sample
def test_explicit_requests_have_their_parties(stem: str) -> None:
    def key(get: Callable[[str], Any]) -> tuple[Any, ...]:
        if not get("explicit"):
            return ("implicit",)
        return (plain(get("text")), get("act"), get("requester_id"), get("addressee_id"), get("deadline"))

    rows = expected(stem)["requests"]
    open_cases = {key(row.get) for row in rows if row.get("optional")} | {("implicit",)}
    want = [key(row.get) for row in rows if row["explicit"] and not row.get("optional")]
    found = [key(lambda name, r=record: getattr(r, name)) for record in document(stem).requests]
    score, difference = f1(want, [row for row in found if row not in open_cases])
    assert score >= 0.9, f"F1 {score:.3f}\n{difference}"


@each_sample
def test_requests_have_their_page(stem: str) -> None:
    pages = {(plain(row["text"]), row["act"]): row["page"] for row in expected(stem)["requests"]}
    for record in document(stem).requests:
        page = pages.get((plain(record.text), record.act))
        assert page in (None, record.page), record.text


@each_sample
def test_no_trap_is_taken_for_a_request(stem: str) -> None:
    found = {plain(record.text) for record in document(stem).requests}
    assert not [trap for trap in traps(stem) if trap["text"] in found]


@each_sample
def test_statements_have_their_speaker(stem: str) -> None:
    def text(get: Callable[[str], Any]) -> str:
        return plain(get("text")).rstrip(".,")

    agree(stem, "statements", lambda get: (get("speaker"), text(get)), 0.9)


@each_sample
def test_amounts(stem: str) -> None:
    def key(get: Callable[[str], Any]) -> tuple[Any, ...]:
        return (get("kind"), number(get("value")), number(get("value_max")), get("per"), plain(get("text")))

    agree(stem, "amounts", key, 0.9)


@each_sample
def test_price_year_comes_from_the_footnote(stem: str) -> None:
    want = {plain(row["text"]): row["price_year"] for row in expected(stem)["amounts"] if row["price_year"]}
    found = {plain(r.text): r.price_year for r in document(stem).amounts if r.price_year}
    assert found == want


@each_sample
def test_ministries_references_and_dates(stem: str) -> None:
    agree(stem, "ministries", lambda get: (plain(get("text")), get("ministry_id"), get("page")), 0.95)
    agree(stem, "references", lambda get: (get("kind"), plain(get("normalized")), get("target_id") or ""), 0.95)
    agree(stem, "dates", lambda get: (plain(get("text")), get("iso"), get("role")), 0.95)


def test_private_blanks_of_a_symbol_font_are_blanks() -> None:
    document = konsultnlp.read(SAMPLES / "2005-2-materiale-tegnfeil.pdf", ocr=False)
    cells = [cell for table in document.cells.values() for row in table for cell in row]
    assert not re.search("[\ue000-\uf8ff]", document.text + "".join(cells))
    assert {row.parties for row in document.agreements} >= {"UFD og KS", "HOD og KS"}
    items = [r.text for r in document.requests if r.lead_in == "For 2006 ber KS regjeringen om:"]
    assert len(items) == 3 and all(text[0].isalpha() for text in items)

"""From an output folder to a report: every table once, then one document after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from konsultnlp.errors import UsageError
from konsultnlp.grammar.ministry_register import ministries
from konsultnlp.output import Output
from konsultnlp.pdf.page_images import render_pages
from konsultnlp.report import page
from konsultnlp.report.documents import Row, by_document, document_data
from konsultnlp.report.layout import DERIVED, ID_COLUMNS, LAYOUTS, columns
from konsultnlp.report.overview import Overview
from konsultnlp.report.pdfs import Pdfs
from konsultnlp.report.sinks import FolderSink, SingleSink, Sink

ROWS_A_FILE = 4000
"""Rows of a table in one data file: the first are on the screen while the rest loads."""

_DOC_ID = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Report:
    """What was written.

    Attributes:
        page: The page to open.
        documents: Documents in it.
        pages: Pages that are shown as pictures.
        without_pdf: Documents whose PDF was not found, by file name.
        unread: Documents of which a page could not be drawn, by file name.
    """

    page: Path
    documents: int
    pages: int
    without_pdf: tuple[str, ...]
    unread: tuple[str, ...]


def write_report(
    out: str | Path,
    to: str | Path | None = None,
    *,
    single_file: bool = False,
    pdfs: str | Path | None = None,
    lang: str = page.LANGUAGES[0],
    pages: bool = True,
    on_document: Callable[[str, int, int], None] | None = None,
) -> Report:
    """Writes a report that opens from the disk.

    Args:
        out: A folder that ``extract`` wrote.
        to: The folder to write to; without it, ``report`` inside ``out``.
        single_file: One file with everything inside, for mailing, in place of many.
        pdfs: Where to look for PDFs that are not where they were read.
        lang: The language in which the report opens: ``nb``, ``nn`` or ``en``.
        pages: Whether the PDF's pages are shown beside the text.
        on_document: Called before each document with (file name, its number from 1, number of documents).

    Raises:
        UsageError: ``out`` is no output folder, there is no such language, or ``to`` holds another page.
    """
    if lang not in page.LANGUAGES:
        raise UsageError(f"no language {lang!r}; expected one of {', '.join(page.LANGUAGES)}")
    output = Output(out)
    target = Path(to) if to else output.folder / "report"
    documents = _documents(output)
    finder = Pdfs(output, Path(pdfs) if pdfs else None)
    sink = _sink(target, single_file, lang)
    tables = {table: list(output.rows(table)) for table in LAYOUTS}
    _write_tables(sink, tables, documents, lang)
    records = {table: by_document(rows) for table, rows in tables.items() if ID_COLUMNS.get(table)}
    shown, without, unread = 0, [], []
    for number, document in enumerate(documents, 1):
        doc_id, source = document["doc_id"], document.get("source", "")
        if on_document:
            on_document(source, number, len(documents))
        mine = {table: found.get(doc_id, []) for table, found in records.items()}
        data = document_data(document, output.text(doc_id), mine, output.folder / "tables")
        pdf = finder.find(document) if pages else None
        if pdf:
            data["pages"] = list(_pages(sink, doc_id, pdf))
            shown += sum(bool(p[5]) for p in data["pages"])
        data["why"] = "" if data["pages"] else "unread" if pdf else "gone" if pages else "off"
        if pages and not pdf:
            without.append(source)
        elif data["why"] == "unread" or not all(p[5] for p in data["pages"]):
            unread.append(source)
        sink.data(f"d-{doc_id}", data)
    return Report(sink.finish(), len(documents), shown, tuple(without), tuple(unread))


def _documents(output: Output) -> list[dict[str, str]]:
    documents = list(output.rows("documents"))
    for row in documents:
        # It names files of the report; one that someone has edited must not lead out of its folder.
        if not _DOC_ID.fullmatch(row.get("doc_id", "")):
            raise UsageError(
                f"doc_id {row.get('doc_id', '')[:80]!r} is no id; expected letters, digits and hyphens; was the file edited?",
                path=output.folder / "documents.csv",
            )
    return documents


def _sink(target: Path, single_file: bool, lang: str) -> Sink:
    if single_file:
        path = target if target.suffix.lower() in {".html", ".htm"} else target / "report.html"
        return SingleSink(path, lang)
    if target.exists() and not target.is_dir():
        raise UsageError("the report must be a folder, and this is a file; --single-file writes a file", path=target)
    index = target / "index.html"
    if index.exists() and not page.is_report(index):
        raise UsageError("holds an index.html that is no report of ours; name another folder with --to", path=target)
    return FolderSink(target, lang)


def _write_tables(sink: Sink, tables: dict[str, list[dict[str, str]]], documents: Sequence[Row], lang: str) -> None:
    listed = []
    place = {d["doc_id"]: (d["doc_id"], d.get("title") or d.get("source", ""), d.get("year", ""), d.get("doc_type", ""))
             for d in documents}  # fmt: skip
    for table, rows in tables.items():
        names = [c for c in columns(table) if c != "doc_id"]
        chunks = max(1, -(-len(rows) // ROWS_A_FILE))
        for chunk in range(chunks):
            sink.data(f"t-{table}-{chunk}", _chunk(rows[chunk * ROWS_A_FILE :][:ROWS_A_FILE], names, place))
        layout = LAYOUTS[table]
        derived = [] if table in {"documents", "errors"} else list(DERIVED)
        listed.append(
            {"name": table, "n": len(rows), "chunks": chunks, "columns": names, "derived": derived, "shown": layout.shown,
             "filters": layout.filters, "ranges": layout.ranges, "id": ID_COLUMNS.get(table, "")}
        )  # fmt: skip
    overview = Overview(documents).data(tables["requests"], tables["amounts"], tables["errors"])
    known = [[m.id, m.abbr, m.name_nb, m.name_nn, m.valid_from.year, m.valid_to.year] for m in ministries()]
    sink.data("texts", page.texts())
    sink.data("index", {"lang": lang, "tables": listed, "ministries": known, "overview": overview})


def _chunk(rows: Sequence[Row], names: Sequence[str], place: dict[str, tuple[str, str, str, str]]) -> dict[str, Any]:
    """Rows of a table: the number of their document in ``docs``, then their cells."""
    numbers: dict[str, int] = {}
    cells = []
    for row in rows:
        doc_id = row.get("doc_id", "")
        number = numbers.setdefault(doc_id, len(numbers)) if doc_id in place else -1
        cells.append([number, *(row.get(n, "") for n in names)])
    return {"docs": [place[d] for d in numbers], "rows": cells}


def _pages(sink: Sink, doc_id: str, pdf: Path) -> Iterator[list[float]]:
    """Number, what the picture shows, and whether there is one, for each page."""
    try:
        for number, image in enumerate(render_pages(pdf), 1):
            if image is None:
                yield [number, 0, 0, 595, 842, 0]
            else:
                sink.image(doc_id, number, image.data)
                yield [number, *image.view, 1]
    except (OSError, ValueError):
        return

"""Many inputs to one output folder. One bad file harms only itself: it becomes a row in ``errors.csv``."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from konsultnlp.document import Document, read
from konsultnlp.errors import FileMissing, InputError, KonsultError, NoPdfInFolder, UsageError
from konsultnlp.export.csv_files import as_csv, write_text
from konsultnlp.pipeline import load
from konsultnlp.records import RECORD_TYPES, ErrorRecord

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        documents: Documents that were read.
        rows: Rows written, by table.
        errors: What could not be read.
        warnings: Warning codes with their source.
    """

    documents: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[ErrorRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0: everything was read; 1: something was not."""
        return 1 if self.errors else 0


def find_pdfs(paths: Sequence[str | Path]) -> tuple[list[Path], list[KonsultError]]:
    """The PDFs that paths name: files as they are, folders with all they hold below them, each once, in a fixed order.

    Args:
        paths: Files and folders.

    Returns:
        The files, and an error for each path that names nothing to read.
    """
    found: dict[Path, None] = {}
    errors: list[KonsultError] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(
                (Path(folder) / name for folder, _, names in os.walk(path) for name in names),
                key=lambda p: p.relative_to(path).as_posix(),
            )
            pdfs = [p for p in inside if p.suffix.lower() == ".pdf" and not p.name.startswith("._")]
            if not pdfs:
                errors.append(NoPdfInFolder("the folder holds no .pdf file, at any depth", path=path))
            found.update(dict.fromkeys(pdfs))
        elif path.exists():
            found[path] = None
        else:
            errors.append(FileMissing("no such file or folder; is the name spelt right?", path=path))
    unique = {p.resolve(): p for p in reversed(found)}
    return [p for p in found if unique[p.resolve()] is p], errors


def extract(
    paths: Sequence[str | Path],
    out: str | Path,
    on_file: Callable[[Path, int, int], None] | None = None,
    model: str | Path | None = None,
    ocr: bool = True,
) -> Summary:
    """Reads PDFs and writes every table of the contract to a folder.

    Args:
        paths: PDF files and folders of them.
        out: The folder to write to; it is made. Files of an earlier run there are replaced.
        on_file: Called before each file with (path, its number from 1, number of files), for a progress bar.
        model: The spaCy pipeline that tags names, see `konsultnlp.load`.
        ocr: Whether scanned pages are read by OCR, where it is installed.

    Returns:
        What was done; its ``exit_code`` is 1 where something could not be read.

    Raises:
        UsageError: No path was given, ``out`` is a file, or there is no such model.
    """
    if not paths:
        raise UsageError("no input given; name PDF files or folders")
    target = Path(out)
    if target.exists() and not target.is_dir():
        raise UsageError("the output must be a folder, and this is a file", path=target)
    nlp = load(model)
    target.mkdir(parents=True, exist_ok=True)
    files, missing = find_pdfs(paths)
    summary = Summary(errors=[_error_row(e) for e in missing])
    tables: dict[str, list[list[object]]] = {kind.TABLE: [] for kind in RECORD_TYPES}
    seen: set[str] = set()
    twins: dict[str, str] = {}
    written: set[str] = set()
    for document in _documents(files, nlp, summary, on_file, ocr):
        if document.doc_id in seen:
            # The same bytes under the same name in two folders are one document.
            summary.warnings.append(f"{document.path}: same content and name as an earlier input; read once")
            continue
        seen.add(document.doc_id)
        _warn_of_twin(document, twins)
        summary.documents += 1
        for kind in RECORD_TYPES:
            columns = kind.columns()
            tables[kind.TABLE].extend([getattr(r, c) for c in columns] for r in document.records.of(kind.TABLE))
        write_text(target / "texts" / f"{document.doc_id}.txt", document.text)
        for table_id, cells in document.cells.items():
            write_text(target / "tables" / f"{table_id}.csv", as_csv((), cells))
            written.add(table_id)
        warnings = document.records.documents[0].warnings
        summary.warnings.extend(f"{document.path.name}: {w}" for w in warnings.split(";") if w)
        summary.errors.extend(document.errors)
    summary.rows = {kind.TABLE: len(tables[kind.TABLE]) for kind in RECORD_TYPES}
    if summary.documents:  # a mistyped name must not empty the tables of an earlier run
        _drop_stale(target, {str(row[0]) for row in tables["documents"]}, written)
        for kind in RECORD_TYPES:
            write_text(target / f"{kind.TABLE}.csv", as_csv(kind.columns(), tables[kind.TABLE]))
    rows = [[getattr(e, c) for c in ErrorRecord.columns()] for e in summary.errors]
    write_text(target / "errors.csv", as_csv(ErrorRecord.columns(), rows))
    summary.rows["errors"] = len(rows)
    return summary


def _warn_of_twin(document: Document, twins: dict[str, str]) -> None:
    """Marks a document whose bytes were read before under another name, so that nobody counts its rows twice unawares."""
    (row,) = document.records.documents
    first = twins.setdefault(row.sha256, row.doc_id)
    if first != row.doc_id:
        codes = [*filter(None, row.warnings.split(";")), f"same-as:{first}"]
        document.records.documents = [replace(row, warnings=";".join(codes))]


def _drop_stale(target: Path, doc_ids: set[str], table_ids: set[str]) -> None:
    """Removes the texts and tables that an earlier run wrote here and this one did not; nothing else in the folder."""
    for table, column, folder, ending, kept in (
        ("documents", "doc_id", "texts", ".txt", doc_ids),
        ("tables", "table_id", "tables", ".csv", table_ids),
    ):
        old = target / f"{table}.csv"
        if not old.exists():
            continue
        with old.open(encoding="utf-8", newline="") as handle:
            listed = {row.get(column) or "" for row in csv.DictReader(handle)}
        for name in listed - kept - {""}:
            stale = target / folder / f"{name}{ending}"
            if stale.parent == target / folder:
                stale.unlink(missing_ok=True)


def _documents(
    files: Sequence[Path],
    nlp: Language,
    summary: Summary,
    on_file: Callable[[Path, int, int], None] | None,
    ocr: bool,
) -> Iterator[Document]:
    for number, path in enumerate(files, 1):
        if on_file:
            on_file(path, number, len(files))
        try:
            yield read(path, nlp, ocr=ocr)
        except InputError as error:
            summary.errors.append(_error_row(error))
        except Exception as error:  # a fault of ours must not stop the rest; it is told, with its kind
            message = f"{path}: unexpected {type(error).__name__}: {' '.join(str(error).split())[:300]}"
            summary.errors.append(ErrorRecord(source=path.name, stage="extract", error="internal", message=message))


def _error_row(error: KonsultError) -> ErrorRecord:
    return ErrorRecord(source=error.path.name if error.path else "", stage="read", error=error.code, message=str(error))

"""From the manifest to the output folder: tables, texts and cells, in the order of the inputs, a document at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from konsultnlp.batch.inputs import Input
from konsultnlp.batch.manifest import Manifest
from konsultnlp.batch.result import Contents, unpacked
from konsultnlp.collection import Records
from konsultnlp.corrections import Corrections
from konsultnlp.export.csv_files import as_csv, write_text
from konsultnlp.export.writers import TableWriter, open_writers
from konsultnlp.records import RECORD_TYPES, ErrorRecord


@dataclass(slots=True)
class Written:
    """What was written: documents, rows a table, errors, warnings with their source, and corrections by their outcome."""

    documents: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    errors: list[ErrorRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    corrections: dict[str, int] = field(default_factory=dict)


def write_outputs(
    manifest: Manifest,
    inputs: Sequence[Input],
    missing: Sequence[ErrorRecord],
    folder: Path,
    formats: Sequence[str],
    profile: str,
    corrections: Corrections,
) -> Written:
    """Writes all that the inputs gave. Tables are replaced whole; a text that stands there already is left alone.

    Where nothing at all was read, only ``errors.csv`` is written: a mistyped name must not empty the tables of an earlier run.
    """
    written = Written(rows=Counter({kind.TABLE: 0 for kind in RECORD_TYPES}), errors=list(missing))
    names: set[str] = set()
    writer = open_writers(folder, formats, profile)
    try:
        writer.errors(missing)
        for one in inputs:
            _write_one(manifest, one, folder, writer, written, names, corrections)
        written.rows["errors"] = len(written.errors)
        writer.close()
    except BaseException:
        writer.abandon()
        raise
    if not written.documents:
        return written
    corrections.close()
    written.corrections = corrections.counts()
    written.warnings.extend(corrections.lines())
    for name in manifest.stale_files(names):
        (folder / name).unlink(missing_ok=True)
    return written


def _write_one(
    manifest: Manifest,
    one: Input,
    folder: Path,
    writer: TableWriter,
    written: Written,
    names: set[str],
    corrections: Corrections,
) -> None:
    if one.repeats:
        written.warnings.append(repeat_warning(one))
        return
    result = manifest.result(one)
    written.errors.extend(result.errors)
    writer.errors(result.errors)
    if not result.payload:
        return
    contents = unpacked(result.payload)
    if one.same_as:
        mark_twin(contents.records, one.same_as)
    corrections.apply(contents.records, contents.text, contents.pages)
    for kind in RECORD_TYPES:
        written.rows[kind.TABLE] += len(contents.records.of(kind.TABLE))
    written.documents += 1
    writer.document(contents.records, one.place, contents.blocks())
    for name, text in _files(contents):
        names.add(name)
        _write_if_new(manifest, folder, name, text)
    written.warnings.extend(warning_lines(one, contents.records.documents[0].warnings))


def _files(contents: Contents) -> Iterator[tuple[str, str]]:
    yield f"texts/{contents.records.documents[0].doc_id}.txt", contents.text
    for table_id, cells in contents.cells.items():
        yield f"tables/{table_id}.csv", as_csv((), cells)


def _write_if_new(manifest: Manifest, folder: Path, name: str, text: str) -> None:
    """Writes a file unless it stands there already, as after a run that was stopped."""
    path = folder / name
    manifest.will_write(name)
    if not (path.is_file() and path.read_bytes() == text.encode("utf-8")):
        write_text(path, text)


def repeat_warning(one: Input) -> str:
    """What is said of an input that is not read again."""
    return f"{one.shown}: same content and name as an earlier input; read once"


def warning_lines(one: Input, codes: str) -> list[str]:
    """A document's warning codes, each with its source."""
    return [f"{one.name}: {code}" for code in codes.split(";") if code]


def mark_twin(records: Records, first: str) -> None:
    """Marks a document whose bytes were read before under another name, so that nobody counts its rows twice unawares."""
    (row,) = records.documents
    codes = [*filter(None, row.warnings.split(";")), f"same-as:{first}"]
    records.documents = [replace(row, warnings=";".join(codes))]

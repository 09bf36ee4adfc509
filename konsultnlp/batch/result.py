"""What became of one input, in a form that goes from process to process and into the manifest."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from konsultnlp.collection import Records, TextBlock
from konsultnlp.records import RECORD_TYPES, ErrorRecord

if TYPE_CHECKING:
    from konsultnlp.document import Document

SUCCESS, PARTIAL, FAILURE = "success", "partial", "failure"
"""Everything was read; something was not; nothing was."""

LEVEL = 6
"""zlib's level: a document's rows shrink to a tenth."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input.

    Attributes:
        status: `SUCCESS`, `PARTIAL` or `FAILURE`.
        stage: ``done``, or the stage in which it failed: ``fetch``, ``read``, ``records``.
        errors: Rows for ``errors.csv``.
        seconds: Wall time it took.
        pages: Its physical pages, as far as known.
        warnings: Codes joined by ``;``.
        payload: The document's rows, text and cells, packed; empty for a failure.
    """

    status: str
    stage: str = "done"
    errors: tuple[ErrorRecord, ...] = ()
    seconds: float = 0.0
    pages: int = 0
    warnings: str = ""
    payload: bytes = b""


@dataclass(slots=True)
class Contents:
    """What a payload holds.

    Attributes:
        records: The document's rows.
        text: Its clean text.
        cells: The cells of its tables, by ``table_id``.
        pages: ``[offset, page]`` for each offset from which on the text stands on another page.
    """

    records: Records
    text: str = ""
    cells: dict[str, list[list[str]]] = field(default_factory=dict)
    pages: list[list[int]] = field(default_factory=list)

    def blocks(self) -> list[TextBlock]:
        """The blocks of the text, a line each, with the page that each begins on."""
        starts = [offset for offset, _ in self.pages]
        found, offset = [], 0
        for line in self.text.split("\n"):
            if line:
                at = bisect_right(starts, offset)
                found.append(TextBlock(self.pages[at - 1][1] if at else 1, offset, line))
            offset += len(line) + 1
        return found


def failure(stage: str, source: str, code: str, message: str, seconds: float = 0.0) -> Result:
    """The result of an input of which nothing could be read."""
    row = ErrorRecord(source=source, stage=stage, error=code, message=message)
    return Result(FAILURE, stage, (row,), seconds)


def packed(document: Document) -> bytes:
    """A document's rows, text and cells as compressed JSON, a value a line, so that neither end holds it twice."""
    squeeze = zlib.compressobj(LEVEL)
    parts = [squeeze.compress(line) for line in _lines(document)]
    return b"".join([*parts, squeeze.flush()])


def _lines(document: Document) -> Iterator[bytes]:
    def line(kind: str, value: Any) -> bytes:
        return json.dumps([kind, value], ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"

    yield line("text", document.text)
    yield line("cells", document.cells)
    yield line("pages", document.clean.page_starts())
    for table, rows in document.records.plain_rows():
        yield line(table, rows)


def unpacked(payload: bytes) -> Contents:
    """What `packed` packed."""
    contents = Contents(Records())
    tables = {kind.TABLE for kind in RECORD_TYPES}
    for line in zlib.decompress(payload).splitlines():
        kind, value = json.loads(line)
        if kind in tables:
            contents.records.add_plain(kind, value)
        elif kind == "text":
            contents.text = value
        elif kind == "pages":
            contents.pages = value
        else:
            contents.cells = value
    return contents


def errors_to_json(rows: Sequence[ErrorRecord]) -> str:
    """Rows of ``errors.csv`` as the manifest keeps them."""
    return json.dumps([[getattr(r, c) for c in ErrorRecord.columns()] for r in rows], ensure_ascii=False)


def errors_from_json(text: str) -> tuple[ErrorRecord, ...]:
    """What `errors_to_json` wrote."""
    return tuple(ErrorRecord(**dict(zip(ErrorRecord.columns(), row, strict=True))) for row in json.loads(text))

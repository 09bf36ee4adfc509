"""What holds of any file whatsoever: it is read or refused with a reason, and what is read of it keeps the contract of the records."""

from __future__ import annotations

import math
from dataclasses import astuple
from pathlib import Path
from typing import Any

from konsultnlp.document import Document, read
from konsultnlp.errors import InputError
from konsultnlp.records import RECORD_TYPES, QuotedRecord


def outcome(path: Path, nlp: Any, ocr: bool = False) -> str:
    """Reads a file and holds what comes of it to the contract.

    Returns:
        ``read``, or the code of the error with which the file was refused.

    Raises:
        AssertionError: The contract is broken.
        Exception: Whatever else is raised is a fault of ours.
    """
    try:
        document = read(path, nlp, ocr=ocr)
    except InputError as error:
        assert str(error).startswith(f"{path}: ") and len(str(error).splitlines()) == 1, str(error)
        return error.code
    hold(document)
    return "read"


def hold(document: Document) -> None:
    """Holds a document that was read to the contract."""
    text, pages = document.text, document.documents[0].pages
    text.encode()
    for kind in RECORD_TYPES:
        rows = document.records.of(kind.TABLE)
        for row in rows:
            "".join(str(value) for value in astuple(row)).encode()
        if issubclass(kind, QuotedRecord):
            for row in rows:
                assert text[row.char_start : row.char_end] == row.text, (kind.TABLE, row)
                assert 1 <= row.page <= pages, (kind.TABLE, row.page, pages)
                box = [float(edge) for edge in row.bbox.split(",")]
                assert len(box) == 4 and all(map(math.isfinite, box)), (kind.TABLE, row.bbox)
    for table in document.cells.values():
        for cells in table:
            "".join(cells).encode()
    for error in document.errors:
        assert error.message and len(error.message.splitlines()) == 1, error.message

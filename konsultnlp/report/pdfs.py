"""Where the PDFs of an output lie: where they were when it was made, else in a folder that the user names."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

from konsultnlp.batch.manifest import places
from konsultnlp.errors import UsageError
from konsultnlp.output import Output


class Pdfs:
    """Finds a document's PDF; it is the one only if its bytes are the same.

    Args:
        output: The output, whose manifest knows where the PDFs were.
        folder: Where to look for those that are not there any more, at any depth.

    Raises:
        UsageError: ``folder`` is no folder.
    """

    def __init__(self, output: Output, folder: Path | None = None) -> None:
        self._read_at = places(output.folder)
        self._named: dict[str, list[Path]] = {}
        if folder is None:
            return
        if not folder.is_dir():
            raise UsageError("no such folder; --pdfs names the folder with the PDFs that were read", path=folder)
        for inside, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.lower().endswith(".pdf"):
                    self._named.setdefault(_key(name), []).append(Path(inside) / name)

    def find(self, document: dict[str, str]) -> Path | None:
        """The PDF of a row of ``documents.csv``, if it is to be had and has not changed since it was read."""
        read_at = self._read_at.get(document["doc_id"])
        candidates = ([Path(read_at)] if read_at else []) + self._named.get(_key(document.get("source", "")), [])
        return next((p for p in candidates if _same(p, document.get("sha256", ""))), None)


def _key(name: str) -> str:
    """A file name as it compares: macOS writes "å" as "a" and a ring."""
    return unicodedata.normalize("NFC", Path(name).name).casefold()


def _same(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest() == sha256
    except OSError:
        return False

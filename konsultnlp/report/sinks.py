"""Where the report's data goes: files beside the page, or blocks inside it."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import IO, Any, Protocol

from konsultnlp.export.csv_files import write_text
from konsultnlp.report import page
from konsultnlp.report.encode import as_json, as_script


class Sink(Protocol):
    """Takes the data as it is made and writes the page at the end."""

    def data(self, name: str, value: Any) -> None:
        """One piece of data, which the page loads when it needs it."""

    def image(self, doc_id: str, number: int, picture: bytes) -> None:
        """The picture of one page."""

    def finish(self) -> Path:
        """Writes what is left, and gives the page to open."""


class FolderSink:
    """A folder: ``index.html``, ``assets/``, ``data/`` and ``pages/``. What an earlier report left there goes.

    Args:
        folder: The folder; it is made.
        lang: The language in which the page opens.
    """

    def __init__(self, folder: Path, lang: str) -> None:
        self._folder, self._lang = folder, lang
        self._mine = page.is_report(folder / "index.html")
        self._written: set[Path] = set()

    def data(self, name: str, value: Any) -> None:
        """Writes ``data/<name>.js``."""
        path = self._folder / "data" / f"{name}.js"
        write_text(path, as_script(name, value))
        self._written.add(path)

    def image(self, doc_id: str, number: int, picture: bytes) -> None:
        """Writes ``pages/<doc_id>/<number>.webp``."""
        path = self._folder / "pages" / doc_id / f"{number}.webp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        self._written.add(path)

    def finish(self) -> Path:
        """Writes scripts, styles and the page, and removes data of documents that are no longer there."""
        scripts, styles = page.scripts(), page.styles()
        for name, text in (*scripts, *styles):
            write_text(self._folder / "assets" / name, text)
        if self._mine:
            stale = {*(self._folder / "data").glob("*.js"), *(self._folder / "pages").glob("*/*.webp")} - self._written
            for path in sorted(stale):
                path.unlink()
            for folder in sorted({p.parent for p in stale if p.suffix == ".webp"}):
                if not any(folder.iterdir()):
                    folder.rmdir()
        index = self._folder / "index.html"
        write_text(index, page.linked(self._lang, [n for n, _ in scripts], [n for n, _ in styles]))
        return index


class SingleSink:
    """One file with everything in it. It is written as it grows, so that pictures of many pages need no memory.

    Args:
        path: The file; its folder is made.
        lang: The language in which it opens.
    """

    def __init__(self, path: Path, lang: str) -> None:
        self._path = path
        self._draft = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._scripts = page.scripts()
        self._file: IO[str] = self._draft.open("w", encoding="utf-8", newline="\n")
        self._file.write(page.single_head(lang, self._scripts, page.styles()))

    def data(self, name: str, value: Any) -> None:
        """Writes a block of JSON, which is parsed when it is needed."""
        self._file.write(f'<script type="application/json" id="data-{name}">{as_json(value)}</script>\n')

    def image(self, doc_id: str, number: int, picture: bytes) -> None:
        """Writes a block of base64, which becomes a picture when its page comes near."""
        text = base64.b64encode(picture).decode("ascii")
        self._file.write(f'<script type="text/plain" id="page-{doc_id}-{number}">{text}</script>\n')

    def finish(self) -> Path:
        """Adds the scripts and gives the file its name."""
        self._file.write(page.single_tail(self._scripts))
        self._file.close()
        self._draft.replace(self._path)
        return self._path

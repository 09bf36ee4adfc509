"""Files in the making: each is written beside its place as ``name.part`` and takes its place only together with all others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from konsultnlp.collection import Records, TextBlock
from konsultnlp.records import ErrorRecord

PART = ".part"


class Part(Protocol):
    """One format of an output: takes rows as they come and completes its drafts; `Drafts.publish` puts them in place."""

    def document(self, records: Records, place: str, blocks: Sequence[TextBlock] = ()) -> None:
        """Takes the rows of one document; ``place`` is the absolute path or URL of its PDF, ``blocks`` its clean text."""

    def errors(self, rows: Sequence[ErrorRecord]) -> None:
        """Takes rows of what could not be read."""

    def complete(self) -> None:
        """Writes what is left to be written."""

    def abandon(self) -> None:
        """Lets go of what is open; the drafts themselves are removed by `Drafts.discard`."""


class Drafts:
    """The drafts of one output folder.

    Args:
        folder: Where the files shall be; it is made, and so are folders in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, IO[str] | IO[bytes]] = {}
        self._names: dict[str, None] = {}

    def reserve(self, name: str) -> Path:
        """The path of a draft that a library writes itself; what an earlier run left there is removed.

        Args:
            name: The file's place in the folder, with ``/``.
        """
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._names[name] = None
        return path

    def text(self, name: str, encoding: str = "utf-8") -> IO[str]:
        """Opens a draft for text; line ends are written as they are given."""
        handle = self.reserve(name).open("w", encoding=encoding, newline="")
        self._open[name] = handle
        return handle

    def binary(self, name: str) -> IO[bytes]:
        """Opens a draft for bytes."""
        handle = self.reserve(name).open("wb")
        self._open[name] = handle
        return handle

    def seal(self, name: str) -> Path:
        """Brings a draft safely to the disk and closes it; gives its path, or that of the file where there is no draft."""
        if name not in self._names:
            return self.folder / name
        handle = self._open.pop(name, None)
        if handle is not None:
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        else:
            with self._path(name).open("rb+") as written:
                os.fsync(written.fileno())
        return self._path(name)

    def forget(self, name: str) -> None:
        """Removes a closed draft that was only needed on the way."""
        self._path(name).unlink(missing_ok=True)
        self._names.pop(name, None)

    def publish(self, names: Sequence[str] | None = None, last: str = "") -> None:
        """Puts drafts in their places, in the order in which they were begun.

        Args:
            names: Only these; without it all.
            last: The one that comes after all others.

        Raises:
            PermissionError: A file cannot be replaced, as when it is open in a spreadsheet on Windows; it says which.
        """
        chosen = sorted(self._names if names is None else names, key=lambda name: name == last)
        for name in chosen:  # all are whole before the first takes its place
            self.seal(name)
        for name in chosen:
            try:
                self._path(name).replace(self.folder / name)
            except PermissionError as error:
                reason = f"{name} cannot be replaced; is it open in another program, such as Excel?"
                raise PermissionError(error.errno, reason, str(self.folder / name)) from error
            del self._names[name]

    def discard(self) -> None:
        """Removes all drafts that have not been put in their places."""
        for handle in self._open.values():
            with suppress(OSError):  # a full disk must not keep us from clearing up
                handle.close()
        self._open.clear()
        for name in self._names:
            self._path(name).unlink(missing_ok=True)
            remove_if_empty((self.folder / name).parent, self.folder)
        self._names.clear()

    def _path(self, name: str) -> Path:
        return self.folder / (name + PART)


def remove_if_empty(folder: Path, within: Path) -> None:
    """Removes a folder that a format had for itself, if nothing is left in it, and then the folder around it."""
    while folder != within and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

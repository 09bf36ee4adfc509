"""The place that a cluster writes to: a folder, on this machine or at an address, whose files are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from konsultnlp.batch.inputs import file_system, is_remote, reason
from konsultnlp.errors import UsageError

PART = ".part"
"""How the names of unfinished files end."""

_OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "memory"})
"""Kinds of addresses where a file appears when all of it is there, so that it needs no other name until then."""

_PROBE = f"probe{PART}"


class Store:
    """A folder for parts.

    Args:
        address: A path, or an address that fsspec opens.

    Raises:
        UsageError: What opens such an address is not installed.
    """

    def __init__(self, address: str) -> None:
        self.address = address if is_remote(address) else str(Path(address).resolve())
        self._system, root = file_system(self.address)
        self._root = root.rstrip("/")
        kinds = self._system.protocol
        self._kinds = {kinds} if isinstance(kinds, str) else set(kinds)

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of a file system that is mounted."""
        return bool(self._kinds & {"file", "local"})

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def check(self) -> None:
        """Writes a small file and removes it.

        Raises:
            UsageError: Nothing can be written here.
        """
        try:
            self.write(_PROBE, b"")
            self.remove([_PROBE])
        except Exception as error:  # each kind of address has errors of its own
            raise UsageError(f"{self.address}: cannot write there: {reason(error)}") from None

    def write(self, name: str, data: bytes) -> None:
        """Writes a file, whole or not at all; one of that name is replaced."""
        if self.is_local:
            path = Path(self._path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{uuid4().hex[:8]}{PART}")
            with draft.open("wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(path)
        elif self._kinds & _OBJECTS:
            self._system.pipe_file(self._path(name), data)
        else:
            draft_name = f"{self._path(name)}.{uuid4().hex[:8]}{PART}"
            self._system.makedirs(str(PurePosixPath(draft_name).parent), exist_ok=True)
            self._system.pipe_file(draft_name, data)
            self._system.mv(draft_name, self._path(name))

    def read(self, name: str) -> bytes:
        """A file's bytes.

        Raises:
            FileNotFoundError: There is none of that name.
        """
        data: bytes = self._system.cat_file(self._path(name))
        return data

    def names(self, folder: str) -> set[str]:
        """Names of the files of a folder here, as they are now; none where there is no such folder."""
        self._system.invalidate_cache()
        try:
            entries: list[dict[str, Any]] = self._system.ls(self._path(folder).rstrip("/"), detail=True)
        except FileNotFoundError:
            return set()
        return {PurePosixPath(e["name"]).name for e in entries if e["type"] == "file"}

    def remove(self, names: Iterable[str]) -> None:
        """Removes files; one that is gone already is none to remove."""
        paths = [self._path(name) for name in names]
        if not paths:
            return
        if not self.is_local:
            with suppress(FileNotFoundError):
                self._system.rm(paths)
            return
        for path in paths:
            Path(path).unlink(missing_ok=True)

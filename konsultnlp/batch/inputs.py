"""What is to be read: the PDFs that paths and addresses name, each once, in a fixed order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from konsultnlp.errors import FileMissing, KonsultError, NoPdfInFolder, UsageError, printable
from konsultnlp.ids import file_sha256, make_doc_id

REMOTE = "://"
"""What tells an address that fsspec opens (``s3://…``) from a path."""


@dataclass(frozen=True, slots=True)
class Input:
    """One PDF to read.

    Attributes:
        place: The file's absolute path, or its address, as it can be written.
        shown: The path as the caller gave it, for messages.
        sha256: Of its bytes; empty where they cannot be read.
        doc_id: What its document will be called.
        same_as: The ``doc_id`` of an earlier input with the same bytes under another name, if any.
        repeats: Whether an earlier input has the same bytes and the same name; such a one is not read again.
        path: The path under which the file is opened, which is not ``place`` where its name is no Unicode.
    """

    place: str
    shown: str
    sha256: str = ""
    doc_id: str = ""
    same_as: str = ""
    repeats: bool = False
    path: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.place).name if is_remote(self.place) else Path(self.place).name

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The file as a path on this machine; a remote one is fetched for as long as it is used."""
        if not is_remote(self.place):
            # a cluster's workers have other working folders, in which ``shown`` may name nothing
            yield Path(self.path or self.place)
            return
        with tempfile.TemporaryDirectory(prefix="konsultnlp-") as folder:
            local = Path(folder) / self.name
            system, inner = file_system(self.place)
            system.get_file(inner, str(local))
            yield local


def is_remote(path: str | Path) -> bool:
    """Whether a path is an address for fsspec."""
    return REMOTE in str(path)


def file_system(address: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path within it.

    Raises:
        UsageError: fsspec, or what it needs for this kind of address, is not installed.
    """
    try:
        import fsspec

        system, inner = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise UsageError(
            f"{address}: {' '.join(str(error).split())}; addresses need more packages: pip install 'konsultnlp[cluster]'"
        ) from None
    except ValueError as error:
        raise UsageError(f"{address}: no such kind of address ({error})") from None
    return system, inner


def reason(error: BaseException) -> str:
    """What an error says, in one line; its kind where it says nothing."""
    return " ".join(str(error).split())[:300] or type(error).__name__


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
            pdfs = [p for p in inside if _is_pdf(p.name)]
            if not pdfs:
                errors.append(NoPdfInFolder("the folder holds no .pdf file, at any depth", path=path))
            found.update(dict.fromkeys(pdfs))
        elif path.exists():
            found[path] = None
        else:
            errors.append(FileMissing("no such file or folder; is the name spelt right?", path=path))
    unique = {p.resolve(): p for p in reversed(found)}
    return [p for p in found if unique[p.resolve()] is p], errors


def find_inputs(paths: Sequence[str | Path]) -> tuple[list[Input], list[KonsultError]]:
    """The PDFs that paths and addresses name, in the order given; see `find_pdfs`."""
    inputs: dict[str, Input] = {}
    errors: list[KonsultError] = []
    for path in paths:
        if is_remote(path):
            found, missing = _remote_pdfs(str(path))
        else:
            pdfs, missing = find_pdfs([path])
            found = [Input(printable(p.resolve()), printable(p), path=str(p.resolve())) for p in pdfs]
        errors.extend(missing)
        for one in found:
            inputs.setdefault(one.place, one)
    return list(inputs.values()), errors


def _remote_pdfs(address: str) -> tuple[list[Input], list[KonsultError]]:
    system, inner = file_system(address)
    try:
        folder = system.isdir(inner)
        names = sorted(n for n in system.find(inner) if _is_pdf(PurePosixPath(n).name)) if folder else []
        exists = folder or system.exists(inner)
    except Exception as error:  # each kind of address has errors of its own
        raise UsageError(f"{address}: cannot be looked at: {reason(error)}") from None
    if folder:
        if not names:
            # ``path`` would make one slash of an address's two.
            return [], [NoPdfInFolder(f"{address}: the folder holds no .pdf file, at any depth")]
        addresses = [str(system.unstrip_protocol(n)) for n in names]
        return [Input(a, a) for a in addresses], []
    if exists:
        return [Input(address, address)], []
    return [], [FileMissing(f"{address}: no such file or folder; is the name spelt right?")]


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf") and not name.startswith("._")


class Register:
    """Tells which bytes, and which documents, were met before: the same bytes under the same name are one document."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._ids: set[str] = set()

    def enter(self, one: Input, sha256: str) -> Input:
        """The input with its hash and id, and what it repeats. Without a hash it stays as it is."""
        if not sha256:
            return one
        doc_id = make_doc_id(Path(one.name), sha256)
        first = self._first.setdefault(sha256, doc_id)
        repeats = doc_id in self._ids
        self._ids.add(doc_id)
        return replace(one, sha256=sha256, doc_id=doc_id, same_as="" if first == doc_id else first, repeats=repeats)


def sha256_of(one: Input) -> str:
    """The hash of an input's bytes; empty where they cannot be read: reading it will say why."""
    try:
        with one.opened() as path:
            return file_sha256(path)
    except OSError:
        return ""

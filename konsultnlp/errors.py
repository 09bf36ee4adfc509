"""The error family. Every error says file, page, value, what was expected and the likely cause, in one line."""

from __future__ import annotations

from pathlib import Path


def printable(path: str | Path) -> str:
    """A path as it can be written: bytes of a name that are no Unicode stand as ``\\xe5``."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class KonsultError(Exception):
    """Base of all errors that konsultnlp raises on purpose.

    Args:
        message: What was found, what was expected and the likely cause, in one line.
        path: The file concerned, if any.
        page: Its 1-based page, if any.
    """

    code = "error"

    def __init__(self, message: str, *, path: str | Path | None = None, page: int | None = None) -> None:
        self.message = " ".join(message.split())
        self.path = None if path is None else Path(path)
        self.page = page
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "" if self.path is None else f"{printable(self.path)}: "
        if self.page is not None:
            where += f"page {self.page}: "
        return where + self.message

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.path, self.page))


def _rebuild(kind: type[KonsultError], message: str, path: Path | None, page: int | None) -> KonsultError:
    return kind(message, path=path, page=page)


class UsageError(KonsultError):
    """The caller asked for something that makes no sense (exit code 2)."""

    code = "usage"


class ModelMissing(UsageError):
    """No spaCy pipeline of that name is installed, or it cannot be loaded (exit code 2)."""

    code = "model-missing"


class LexiconError(UsageError):
    """A lexicon file does not hold what its columns promise (exit code 2)."""

    code = "lexicon"


class WorkersUnusable(KonsultError):
    """No process can be started to read files in."""

    code = "workers"


class InputError(KonsultError):
    """An input could not be read; the code names the reason in ``errors.csv``."""

    code = "unreadable"


class FileMissing(InputError):
    """No file or folder of that name."""

    code = "no-file"


class NotAPdf(InputError):
    """The file's content is not a PDF, whatever its name says."""

    code = "not-a-pdf"


class EmptyFile(InputError):
    """The file has no bytes."""

    code = "empty-file"


class EncryptedPdf(InputError):
    """The PDF cannot be opened without a password."""

    code = "encrypted"


class BrokenPdf(InputError):
    """The PDF is damaged or cut off."""

    code = "broken-pdf"


class PageUnread(InputError):
    """One page is damaged; the others were read."""

    code = "page-unread"


class PageWithoutText(InputError):
    """A page is a picture without a text layer, and OCR is not to be had or finds nothing."""

    code = "page-without-text"


class GarbledText(InputError):
    """A page's text layer is nonsense, and OCR is not to be had or finds nothing."""

    code = "garbled-text"


class TablesUnread(InputError):
    """A page's text was read, but not its tables."""

    code = "tables-unread"


class NoPdfInFolder(InputError):
    """The folder holds no PDF."""

    code = "no-pdf-in-folder"

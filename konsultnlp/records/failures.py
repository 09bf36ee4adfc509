"""What could not be read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRecord:
    """An input that could not be read, or only partly. The only table that is not keyed by ``doc_id``.

    Attributes:
        source: Name of the file or folder.
        stage: ``read`` where the input was at fault, ``extract`` where the program was.
        error: Short code of the kind of fault, such as ``encrypted`` or ``page-without-text``.
        message: What was found, what was expected and the likely cause, in one line.
    """

    TABLE: ClassVar[str] = "errors"

    source: str
    stage: str
    error: str
    message: str

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The CSV header."""
        return tuple(f.name for f in fields(cls))

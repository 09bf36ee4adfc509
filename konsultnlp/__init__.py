"""Reads Norwegian consultation PDFs into records an analyst can trust.

`read` reads one PDF to a `Document`, `extract` writes the tables of many PDFs and `read_tables` reads them back as DataFrames,
`name_of` says whom an id means, `search` finds words in an output, `use_lexicon` adds words, `load` gives the pipeline.

>>> import konsultnlp
>>> doc = konsultnlp.read("samples/2024-3-materiale.pdf")  # doctest: +SKIP
>>> doc.to_frame("requests")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from konsultnlp.batch import extract
    from konsultnlp.document import Document, read
    from konsultnlp.errors import InputError, KonsultError
    from konsultnlp.export.frames import read_tables
    from konsultnlp.grammar.id_names import name_of
    from konsultnlp.lexicon import use_lexicon
    from konsultnlp.pipeline import load
    from konsultnlp.searching import search

__all__ = [
    "Document", "InputError", "KonsultError", "__version__", "extract", "load", "name_of", "read", "read_tables", "search",
    "use_lexicon",
]  # fmt: skip

_HOMES = {
    "Document": "document",
    "read": "document",
    "extract": "batch",
    "load": "pipeline",
    "name_of": "grammar.id_names",
    "read_tables": "export.frames",
    "search": "searching",
    "use_lexicon": "lexicon",
    "InputError": "errors",
    "KonsultError": "errors",
}


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


def __getattr__(name: str) -> Any:
    # Loaded on first use: "import konsultnlp" and "konsultnlp --help" stay quick.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"konsultnlp.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'konsultnlp' has no attribute {name!r}")

"""How a component lays its hits in a ``Doc``: a span group, and one plain row a span in the group's ``attrs``.

Plain values only (``Doc.to_bytes`` must work); the exact character offsets are in the row, the span is widened to whole
tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans


class Hit(Protocol):
    """Anything found in a text: a dataclass with offsets."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


H = TypeVar("H")


def write(doc: Doc, group: str, hits: Sequence[Any], label: Callable[[Any], str]) -> None:
    """Makes ``doc.spans[group]`` out of ``hits`` (dataclass instances with ``start`` and ``end``).

    Args:
        doc: The document to write to; an older group of that name is replaced.
        group: Name of the span group.
        hits: In the order in which they shall stand.
        label: The span label of a hit.
    """
    spans: list[Span] = []
    rows: list[dict[str, Any]] = []
    for hit in hits:
        span = doc.char_span(hit.start, hit.end, label=label(hit), alignment_mode="expand")
        if span is None:  # an empty document, or offsets outside it
            raise ValueError(f"no tokens at {hit.start}:{hit.end} of a text of {len(doc.text)} characters")
        spans.append(span)
        rows.append({k: str(v) if isinstance(v, Decimal) else v for k, v in asdict(hit).items()})
    doc.spans[group] = SpanGroup(doc, name=group, spans=spans, attrs={"rows": rows})


def read(doc: Doc, group: str, kind: type[H]) -> list[H]:
    """The hits in ``doc.spans[group]`` as instances of ``kind``; an empty list where the group is missing."""
    if group not in doc.spans:
        return []
    decimals = {f.name for f in fields(kind) if "Decimal" in str(f.type)}  # type: ignore[arg-type]
    hits = []
    for row in doc.spans[group].attrs.get("rows", []):
        values = {k: Decimal(v) if k in decimals and v is not None else v for k, v in row.items()}
        hits.append(kind(**values))
    return hits


def gather(whole: Doc, parts: Iterable[tuple[Callable[[int], int], Doc]]) -> None:
    """Lays the span groups and the named entities of the parts of a text into the ``Doc`` of the whole text.

    Args:
        whole: The ``Doc`` of the whole text.
        parts: For each part what turns its offsets into those of the whole, and its ``Doc``.
    """
    spans: dict[str, list[Span]] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    names: list[Span] = []
    for place, part in parts:
        for ent in part.ents:
            at = whole.char_span(place(ent.start_char), place(ent.end_char), label=ent.label_)
            if at is not None:
                names.append(at)
        for name, group in part.spans.items():
            for span, row in zip(group, group.attrs.get("rows", []), strict=True):
                start, end = place(row["start"]), place(row["end"])
                at = whole.char_span(start, end, label=span.label_, alignment_mode="expand")
                if at is not None:
                    spans.setdefault(name, []).append(at)
                    rows.setdefault(name, []).append({**row, "start": start, "end": end})
    whole.set_ents(filter_spans(names))
    for name, found in spans.items():
        whole.spans[name] = SpanGroup(whole, name=name, spans=found, attrs={"rows": rows[name]})


def expose(group: str, kind: type[Any]) -> None:
    """Makes the rows of a group readable as ``doc._.<group>``: a list of ``kind``, made anew on each look."""
    if not Doc.has_extension(group):
        Doc.set_extension(group, getter=lambda doc: read(doc, group, kind))

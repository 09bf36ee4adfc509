"""Which row a correction means, also after a newer program or another model has made the rows anew."""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.corrections.model import Correction, id_of, place_of, quote_of
from konsultnlp.ids import record_id
from konsultnlp.records import Record


def find(correction: Correction, rows: Sequence[Record], text: str) -> tuple[int | None, str]:
    """The position of the row that a correction means, or None and the reason why there is none.

    A row with the quote at the place where it stood comes first, whatever its id is now. Where the text has changed so that
    the quote no longer stands there, the id decides, then the only row of the table that quotes the same.

    Args:
        correction: The correction.
        rows: All rows of its table and document.
        text: The document's clean text.
    """
    quote, start, end = correction.quote, correction.char_start, correction.char_end
    by_id = next((i for i, r in enumerate(rows) if id_of(r) == correction.record_id), None)
    if start is not None and end is not None:
        here = [i for i, r in enumerate(rows) if place_of(r) == (start, end) and quote_of(r) == quote]
        if by_id in here:
            return by_id, ""
        if len(here) == 1:
            return here[0], ""
        if here:
            return None, f"{len(here)} rows quote this now, and none has its id"
        if text[start:end] == quote:
            return None, "the program makes no row of this quote now"
    if by_id is not None and (not quote or quote_of(rows[by_id]) == quote or start is None):
        return by_id, ""
    alike = [i for i, r in enumerate(rows) if quote and quote_of(r) == quote]
    if len(alike) == 1:
        return alike[0], ""
    if alike:
        return None, f"{len(alike)} rows quote this now, at other places than before"
    return None, "no row has this id or quotes this now"


def free_id(doc_id: str, table: str, quote: str, taken: set[str]) -> str:
    """An id, made as all ids are, that no row has."""
    ordinal = 0
    while (made := record_id(doc_id, table, quote, ordinal)) in taken:
        ordinal += 1
    return made

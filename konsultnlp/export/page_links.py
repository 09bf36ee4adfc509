"""Links from a row to its page in the PDF."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters at least: "C:" is a drive
_KEPT = "/:?&=+$,;@!*()'~%[]"
"""What is left alone in an address: it is one already, so its percent signs are escapes."""


def uri(place: str) -> str:
    """The address of a document, percent-encoded, without a fragment; empty where there is no place.

    Args:
        place: A path or a URL.
    """
    if not place:
        return ""
    if _URL.match(place):
        return quote(place.partition("#")[0], safe=_KEPT)
    return Path(place).absolute().as_uri()


def fragment(page: int) -> str:
    """What opens a PDF at a page, after ``#``."""
    return f"page={page}"

"""What a page may hold: far more than any printed page does, and little enough to be read in seconds.

A page over a limit is told and left out; it does not keep the rest of the file, or of the batch, from being read.
"""

from __future__ import annotations

MOST_CHARACTERS = 200_000
"""A page of a newspaper has some 30,000."""
MOST_EFFORT = 6_000_000
"""Bytes of a page's content that is looked at for tables, counted each time that they are drawn; a detailed map has a million."""
CALL_EFFORT = 1_000
"""… with so many on top each time: what is drawn within what is drawn takes time though it be short."""
MOST_CELLS = 10_000
"""Of a table on one page: a hundred rows of a hundred columns."""

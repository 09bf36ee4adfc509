"""The colours of the tables, from the palette of Okabe and Ito, which colour-blind readers can tell apart.

Each table has a line pattern of its own, too, so that the legend also works on a black-and-white print.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How a table's records are drawn.

    Attributes:
        colour: Of the line and the ground.
        dash: The pattern of the line, as SVG's ``stroke-dasharray``.
        filled: Whether the ground is tinted.
        slack: Points by which the line stands off the quote's box.
    """

    colour: str
    dash: str = ""
    filled: bool = True
    slack: float = 1.0


MARKS: dict[str, Mark] = {
    "requests": Mark("#D55E00"),
    "statements": Mark("#56B4E9", filled=False, slack=2.0),
    "amounts": Mark("#009E73"),
    "ministries": Mark("#E69F00", "5 2"),
    "references": Mark("#0072B2", "1.5 1.5"),
    "dates": Mark("#CC79A7", "7 2 1.5 2"),
    "set_aside": Mark("#F0E442", "3 3"),
    "sections": Mark("#000000", filled=False),
    "participants": Mark("#999999", "5 2"),
    "tables": Mark("#000000", "7 3", filled=False),
}
"""The tables whose rows have a place on the page, in the order of the legend."""

LAYERS = ("tables", "sections", "statements", "participants", "set_aside", "requests")
"""From the bottom up what may cover other records; the rest lies above. A request often is a whole statement."""

SHOWN = ("requests", "statements", "amounts", "ministries", "references", "dates")
"""Those that are drawn where nothing else is asked for."""

NAMES = {"PER": "#CC79A7", "ORG": "#E69F00", "GPE_ORG": "#F0E442", "GPE_LOC": "#56B4E9", "LOC": "#56B4E9"}
"""The labels of the named entities; all others are grey."""

"""Lists of requests: the lead-in that ends in a colon, and its items, each a request.

Supports: bullets and printed labels ("a)", "1."), nested items (left to their parent), a footnote between two items, a lead-in that is the last sentence of a paragraph
or that breaks off without its colon ("KS ber regjeringen om å").
Avoids: judging whether the lead-in asks for anything; `requests` does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.context import TextBlock

_LABEL = regex.compile(r"\s*(?:[-–•*·▪o]\s|\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[).]\s)\s*")
_AFTERTHOUGHT = regex.compile(r"(?<!\s)\s++–\s+\p{Lu}[^–]*$|(?:,|(?<!\s))\s++jf\.\s.*$")
# What may stand between two items where a page ends.
_ASIDE = frozenset({"footnote", "caption"})
# Words a lead-in may break off with where its colon was left out.
_OPEN_END = regex.compile(
    r"(?<!\p{L})(?:om|å|at|til|mot|må|bør|skal|følgende|følgjande|regjering(?:en|a)|staten|departementet)$"
)


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items under a lead-in.

    Attributes:
        lead: Offsets of the lead-in sentence.
        items: Offsets of the items without their labels, those of the first depth.
        blocks: Offsets of all blocks of the list, nested ones included.
    """

    lead: tuple[int, int]
    items: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...]


def find_lists(text: str, blocks: Sequence[TextBlock], sentences: Sequence[tuple[int, int]]) -> list[ItemList]:
    """The lists of a text that have a lead-in."""
    found: list[ItemList] = []
    i = 0
    while i < len(blocks):
        run = at = i + 1
        while at < len(blocks) and (blocks[at].kind in _ASIDE or _is_item(text, blocks[at])):
            at += 1
            run = at if blocks[at - 1].kind not in _ASIDE else run
        members = [b for b in blocks[i + 1 : run] if b.kind not in _ASIDE]
        lead = _lead_in(text, blocks[i], sentences) if members else None
        depth = min((b.depth for b in members), default=0)
        if lead is not None and (blocks[i].kind != "item" or blocks[i].depth < depth):
            items = tuple(strip_label(text, b.start, b.end) for b in members if b.depth == depth)
            found.append(ItemList(lead, items, tuple((b.start, b.end) for b in members)))
            i = run
        else:
            i += 1
    return found


def _lead_in(text: str, block: TextBlock, sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The last sentence of a block that ends as a lead-in does: with a colon, or with a word that needs another."""
    said = text[block.start : block.end].rstrip()
    if block.kind in {"heading", "caption"} or not (said.endswith(":") or _OPEN_END.search(said)):
        return None
    inside = [s for s in sentences if block.start <= s[0] and s[1] <= block.end]
    return inside[-1] if inside else None


def _is_item(text: str, block: TextBlock) -> bool:
    if block.kind == "item":
        return True
    return block.kind == "paragraph" and bool(_LABEL.match(text, block.start, block.end))


def strip_label(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of an item without its printed label and surrounding space."""
    match = _LABEL.match(text, start, end)
    if match is not None and match.end() < end:
        start = match.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def item_action(text: str, start: int, end: int) -> tuple[int, int]:
    """What an item wants: itself without final marks and afterthoughts."""
    match = _AFTERTHOUGHT.search(text, start, end)
    if match is not None and match.start() > start + 20:
        end = match.start()
    while end > start + 1 and (text[end - 1] in ".,;:" or text[end - 1].isspace()):
        end -= 1
    return start, end

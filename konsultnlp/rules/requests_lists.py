"""Lists of requests: a lead-in that ends in a colon, and its items, each a request.

Supports: bullets and printed labels ("a)", "1."), nested items (left to their parent), a lead-in that is the last sentence of a paragraph.
Avoids: lists of facts, of things supported, and what stands under a lead-in that asks for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.context import TextBlock

_LABEL = regex.compile(r"\s*(?:[-–•*·▪o]\s|\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[).]\s)\s*")
_AFTERTHOUGHT = regex.compile(r"\s+–\s+\p{Lu}[^–]*$|,?\s+jf\.\s.*$")


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
    """The lists of a text whose lead-in ends in a colon."""
    found: list[ItemList] = []
    blocks = [b for b in blocks if b.kind != "footnote"]  # a note at the page's foot may stand between two items
    i = 0
    while i < len(blocks):
        block = blocks[i]
        run = i + 1
        while run < len(blocks) and _is_item(text, blocks[run], blocks[run - 1] if run > i + 1 else None):
            run += 1
        if (
            block.kind not in {"heading", "caption"}
            and run > i + 1
            and text[block.start : block.end].rstrip().endswith(":")
        ):
            lead = [s for s in sentences if block.start <= s[0] and s[1] <= block.end]
            members = blocks[i + 1 : run]
            depth = min(b.depth for b in members)
            if lead and (block.kind != "item" or block.depth < depth):
                items = tuple(strip_label(text, b.start, b.end) for b in members if b.depth == depth)
                found.append(ItemList(lead[-1], items, tuple((b.start, b.end) for b in members)))
                i = run
                continue
        i += 1
    return found


def _is_item(text: str, block: TextBlock, _: TextBlock | None) -> bool:
    if block.kind == "item":
        return True
    return block.kind == "paragraph" and bool(_LABEL.match(text, block.start, block.end))


def strip_label(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of an item without its printed label and surrounding space."""
    match = _LABEL.match(text, start, end)
    if match is not None and match.end() < end:
        start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def item_action(text: str, start: int, end: int) -> tuple[int, int]:
    """What an item wants: itself without final marks and afterthoughts."""
    match = _AFTERTHOUGHT.search(text, start, end)
    if match is not None and match.start() > start + 20:
        end = match.start()
    while end > start and text[end - 1] in ".,;: \u00a0":
        end -= 1
    return start, end

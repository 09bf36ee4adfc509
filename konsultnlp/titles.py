"""Which of the headings on the first page is the document's title, and which lines around it are none at all.

What stands above the title is a letterhead ("KS", a ministry's name, an address); a line right below it that heads no text
("mellom regjeringen og KS", "REFERAT") goes on with it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from konsultnlp.grammar.front_lines import is_address, is_date_line, is_sender
from konsultnlp.headings import LARGER, TITLE_WORD, Heading, body_style
from konsultnlp.text import Block, CleanText, Style

_MEETING = regex.compile(r"konsultasjonsm|bilateral", regex.IGNORECASE)
TEXT = 60
"""Characters of the shortest paragraph that is running text."""


def split_title(clean: CleanText, found: Sequence[Heading], date: str = "") -> tuple[list[Heading], Heading | None]:
    """The headings without letterhead and subtitles, and the title among them.

    Args:
        clean: The clean text.
        found: Its headings, in text order.
        date: ISO date of the document (may be partial): decides what a ministry's abbreviation means.
    """
    front = _front(found)
    named = [h for h in front if not is_sender(h.text, date) and not _is_stamp(h, front)] or front
    title = _title(named, found, clean, body_style(clean))
    if title is None:
        return list(found), None
    title.rule = "title"
    at = found.index(title)
    kept = [title, *_without_subtitles(clean, found[at:])]
    return kept, title


def _is_stamp(heading: Heading, front: Sequence[Heading]) -> bool:
    """Whether a heading is one word in capitals above one that says what the document is: "KOPI", "UTKAST", "MOTTATT"."""
    below = front[front.index(heading) + 1 :]
    alone = heading.text.isupper() and len(heading.text.split()) == 1 and not TITLE_WORD.search(heading.text)
    return alone and any(TITLE_WORD.search(h.text) for h in below)


def _front(found: Sequence[Heading]) -> list[Heading]:
    """The headings of the first page before the first chapter that shows itself to be one."""
    front: list[Heading] = []
    for heading in found:
        if heading.block.page != found[0].block.page or heading.kind in ("attendance", "agenda", "appendix"):
            break
        if heading.number_kind and not _counts_the_meeting(heading):
            break
        if heading.kind == "input" and not _heads_the_document(heading, found):
            break
        front.append(heading)
    return front


def _title(front: Sequence[Heading], found: Sequence[Heading], clean: CleanText, body: Style) -> Heading | None:
    if not front:
        return None
    rest = [h for h in found if h not in front and h.kind != "appendix"]
    largest = max(h.block.style.size for h in front)
    heading_size = max((h.block.style.size for h in rest), default=0.0)
    titled = [h for h in front if h.block.style.size >= largest - 0.1]
    named = [h for h in titled if TITLE_WORD.search(h.text)] or [h for h in front if TITLE_WORD.search(h.text)]
    if not named and _below_an_address(front[0], clean):
        return front[0]
    if largest <= heading_size + 0.1 and not named:
        return None
    if largest < LARGER * body.size and not (named and rest):
        return None
    title = named[-1] if named and len(titled) > 1 and named[-1] in titled else (titled[0] if titled else named[0])
    if named and title not in named and named[0].block.style.size >= heading_size:
        title = named[0]
    return title


def _below_an_address(heading: Heading, clean: CleanText) -> bool:
    """Whether a letter's address or reference block stands above: then its first heading says what it is about."""
    above = (clean.text[b.start : b.end] for b in clean.blocks if b.start < heading.block.start)
    return heading.block.page == 1 and any(is_address(line) for line in above)


def _without_subtitles(clean: CleanText, found: Sequence[Heading]) -> list[Heading]:
    """The headings after the title, without those right below it that head no text."""
    kept = list(found[1:])
    last = found[0]
    while kept and not kept[0].number_kind and not kept[0].kind:
        lines = [b for b in clean.blocks if last.block.end <= b.start < kept[0].block.start]
        end = kept[1].block.start if len(kept) > 1 else len(clean.text)
        own = [b for b in clean.blocks if kept[0].block.end <= b.start < end]
        beside = any(h.style == kept[0].style for h in kept[1:])
        lower = kept[0].text[:1].islower() or TITLE_WORD.search(kept[0].text)
        if lines or any(_is_text(clean, b) for b in own) or (beside and not lower):
            break
        last = kept.pop(0)
    return kept


def _is_text(clean: CleanText, block: Block) -> bool:
    text = clean.text[block.start : block.end]
    return len(text) >= TEXT and text.endswith((".", ":", "!", "?")) and not is_date_line(text)


def _heads_the_document(heading: Heading, found: Sequence[Heading]) -> bool:
    """Whether a contribution's heading is the whole document's title, as in a letter: "Innspill fra KS til …"."""
    others = [h for h in found if h is not heading]
    if any(TITLE_WORD.search(h.text) for h in found[: found.index(heading)] if not h.kind):
        return False
    if _MEETING.search(heading.text):
        return not any(h.kind == "input" and h.style == heading.style for h in others)
    sizes = [h.block.style.size for h in others]
    return heading is found[0] and bool(sizes) and heading.block.style.size > max(sizes) + 0.4


def _counts_the_meeting(heading: Heading) -> bool:
    """ "4. KONSULTASJONSMØTE 16.10.01": the number counts the meeting, not the heading."""
    return bool(regex.match(r"(?:konsultasjons|bilateral|ordinære)", heading.title, regex.IGNORECASE)) and (
        "." in heading.text[:4]
    )

"""Headings to the section tree: levels, kinds, and whose text stands below them.

A heading's level follows from its type and its numbering together, never from a number alone, since numbers restart.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from konsultnlp.grammar.ministries import find_ministries, ministry_id
from konsultnlp.headings import Heading, find_headings
from konsultnlp.packed import Packed
from konsultnlp.text import Block, CleanText
from konsultnlp.titles import split_title

ALL = 0.7
"""A heading of which ministries' names are at least this share names them and nothing else."""


@dataclass(slots=True)
class Section:
    """A heading with the text below it.

    Attributes:
        start: Offset of the heading's first character.
        heading_end: Offset after its last character.
        own_end: Offset where the next heading begins (or the text ends): the section's own text.
        end: Offset where the section ends, subsections included.
        parent: Index of the parent section, or None.
        rule: What made it a heading: ``type``, ``number``, ``words``, ``title`` or ``no-heading`` (text before the first).
        unsure: Whether only one weak sign speaks for it.
    """

    start: int
    heading_end: int
    title: str
    number: str
    level: int
    kind: str
    page: int
    parent: int | None = None
    contributor: str = ""
    contributor_id: str = ""
    ministry_id: str = ""
    own_end: int = 0
    end: int = 0
    page_end: int = 0
    rule: str = "type"
    unsure: bool = False


@dataclass(slots=True)
class Outline:
    """The outcome: sections in text order, and the blocks with their kinds set right."""

    sections: list[Section]
    blocks: Sequence[Block]
    warnings: list[str] = field(default_factory=list)


def find_sections(clean: CleanText, date: str = "") -> Outline:
    """The section tree of a document.

    Args:
        clean: The clean text.
        date: ISO date of the document (may be partial): decides what a ministry's abbreviation in a heading means.
    """
    found, title = split_title(clean, find_headings(clean), date)
    sections = _tree(found, title, date)
    _set_ranges(sections, clean)
    heads = {c.block.start for c in found}
    blocks = Packed(replace(b, kind="heading", depth=0, label="") if b.start in heads else b for b in clean.blocks)
    warnings = sorted({f"heading-unsure:{s.page}" for s in sections if s.unsure}, key=lambda w: int(w.split(":")[1]))
    return Outline(sections, blocks, warnings)


@dataclass(slots=True)
class _Open:
    index: int
    candidate: Heading
    rank: tuple[int, float, int]


def _tree(found: Sequence[Heading], title: Heading | None, date: str) -> list[Section]:
    order: dict[tuple[int, float, str], int] = {}
    for candidate in found:
        order.setdefault(candidate.style, len(order))
    sections: list[Section] = []
    stack: list[_Open] = []
    for candidate in found:
        rank = (*candidate.style[:2], order[candidate.style])
        if candidate is title:
            stack = []
            number, heading = "", candidate.text
        else:
            number, heading = candidate.number, candidate.title
            if candidate.kind == "input":  # whose text it is ends where another's begins
                open_input = next((i for i, o in enumerate(stack) if o.candidate.kind == "input"), len(stack))
                del stack[open_input:]
            while stack and not _below(candidate, rank, stack):
                stack.pop()
        parent = stack[-1].index if stack else None
        level = sections[parent].level + 1 if parent is not None else 1
        hits = find_ministries(heading, date)
        ministries = ";".join(dict.fromkeys(hit.ministry_id for hit in hits if hit.ministry_id))
        alone = bool(hits) and sum(hit.end - hit.start for hit in hits) > ALL * len(heading)
        section = Section(
            candidate.block.start,
            candidate.block.end,
            heading,
            number,
            level,
            _kind(
                candidate, level, candidate is title, parent is not None and bool(sections[parent].contributor), alone
            ),
            candidate.block.page,
            parent,
            ministry_id=ministries,
            rule=candidate.rule,
            unsure=candidate.unsure,
        )
        _set_contributor(section, candidate, sections, date)
        sections.append(section)
        if section.kind not in ("front", "attendance"):
            stack.append(_Open(len(sections) - 1, candidate, rank))
    return sections


def _below(new: Heading, rank: tuple[int, float, int], stack: Sequence[_Open]) -> bool:
    """Whether ``new`` stands below the last of the open headings in the tree."""
    top = stack[-1]
    old = top.candidate
    if new.kind == "appendix" or new.number_kind == "case":
        return False
    if old.kind == "appendix":
        return rank > top.rank and new.number_kind != "digits"
    both = new.number_kind == old.number_kind == "digits"
    if both and new.style == old.style:
        return new.number.startswith(old.number + ".")
    if new.style == old.style:
        if new.kind == "input":
            return old.kind != "input" and bool(old.number)
        return old.kind == "input" and not new.number
    if new.kind == "input" and old.kind != "input" and old.number_kind == "digits":
        return True
    if both and new.number.startswith(old.number + "."):
        return True
    if old.kind == "input":
        # A contributor's own headings stand below it however they are set, unless they are set like one above it.
        if new.number_kind == "digits" and "." in new.number:
            return False
        above = stack[-2].rank if len(stack) > 1 else None
        return rank > above if above else rank > top.rank or new.block.style.size <= 1.1 * old.block.style.size
    return rank > top.rank


def _kind(candidate: Heading, level: int, is_title: bool, in_input: bool, ministry: bool) -> str:
    if is_title:
        return "front"
    if candidate.kind:
        return candidate.kind
    if candidate.number_kind == "digits":
        return "section" if "." in candidate.number or level > 1 else "chapter"
    if level == 1:
        return "chapter"
    if ministry and not in_input:  # "Kunnskapsdepartementet" below "Saker frå departementa" heads a part of its own
        return "section"
    capital = candidate.number_kind in ("letter", "roman") and candidate.number.isupper()
    return "section" if candidate.number_kind == "case" or (capital and not in_input) else "subheading"


def _set_contributor(section: Section, candidate: Heading, sections: Sequence[Section], date: str) -> None:
    if section.kind == "input":
        section.contributor = candidate.who.strip(" :")
        section.contributor_id = contributor_id(section.contributor, date)
        if not section.contributor_id and regex.match(r"departement", section.contributor, regex.IGNORECASE):
            section.contributor_id = _chapter_ministry(section, sections)
    elif section.parent is not None:
        above = sections[section.parent]
        section.contributor, section.contributor_id = above.contributor, above.contributor_id


def contributor_id(name: str, date: str = "") -> str:
    """What a contributor's name means: ``ks``, a ministry id, ``kommunesektoren`` and the like, or empty."""
    low = name.casefold().strip(" :.")
    if regex.match(r"ks\b|kommunenes sentralforbund|norske kommuners sentralforbund", low):
        return "ks"
    for word, meaning in (
        ("kommunesektor", "kommunesektoren"),
        ("regjering", "regjeringen"),
        ("staten", "staten"),
    ):
        if low.startswith(word):
            return meaning
    ids = [hit.ministry_id for hit in find_ministries(name, date) if hit.ministry_id]
    return ";".join(dict.fromkeys(ids)) or ministry_id(name, date)


def _chapter_ministry(section: Section, sections: Sequence[Section]) -> str:
    at = section.parent
    while at is not None:
        if sections[at].ministry_id:
            return sections[at].ministry_id
        at = sections[at].parent
    return ""


def _set_ranges(sections: list[Section], clean: CleanText) -> None:
    n = len(clean.text)
    last_pages = array("i", (clean.page_at(b.end - 1) or b.page for b in clean.blocks))
    for i, section in enumerate(sections):
        section.own_end = sections[i + 1].start if i + 1 < len(sections) else n
        following = (sections[j] for j in range(i + 1, len(sections)))
        after = next((s for s in following if s.level <= section.level), None)
        section.end = after.start if after else n
        while section.own_end > section.heading_end and clean.text[section.own_end - 1].isspace():
            section.own_end -= 1
        while section.end > section.heading_end and clean.text[section.end - 1].isspace():
            section.end -= 1
        inside = last_pages[slice(*clean.indices_between(section.start, section.end))]
        section.page_end = max(inside, default=section.page)

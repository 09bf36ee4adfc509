"""Blocks to the section tree: which blocks are headings, their numbers and levels, and whose text stands below them.

A heading is found by its type (size, weight, slant against the body's), its numbering or its words, and stands on its own
line. Its level follows from type and numbering, never from a number alone, since numbers restart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from konsultnlp.grammar.headings import heading_patterns, split_number
from konsultnlp.grammar.ministries import find_ministries, ministry_id
from konsultnlp.text import Block, CleanText, Style

MAX_HEADING = 260
"""Characters of the longest heading; longer blocks are text, however they are set."""
LARGER = 1.06
"""A size that is this many times the body's is a heading's."""

# "Dato: 3. mai", "Møteleder: …": a label with its value on the line. One of these is a label however it is set.
_RUN_IN = regex.compile(r"^\p{Lu}[\p{L} /-]{1,28}:\s+\S")
_KNOWN_LABEL = regex.compile(
    r"^(?:Dato|Tid|Tidspunkt|Sted|Stad|Møtested|Møtestad|Møteleder|Møteleiar|Ordstyrer|Ordstyrar|Referent|Til ?stede"
    r"|Til ?stades|Forfall|Saksbehandler|Sakshandsamar|Deres ref|Dykkar ref|Vår ref|Frist|Kopi|Til|Fra|Frå)\s*:",
    regex.IGNORECASE,
)
# A line of the title page that is nothing but a date: "Torsdag 24. august 2023 kl. 13.00–15.00".
_DATE_LINE = regex.compile(
    r"^(?:\p{L}+dag(?:en)?\s+)?(?:den\s+)?\d{1,2}\.\s?(?:(?:jan|feb|mars|apr|mai|jun|jul|aug|sep|okt|nov|des)\p{L}*\.?|\d{1,2}\.)\s?(?:\d{2,4})?[,\s]*(?:kl(?:okka|okken)?\.?\s?[\d.:–-]+.*)?$",
    regex.IGNORECASE,
)
_SIDE_LABEL = regex.compile(
    r"^(?:Fra|Frå|For|Observatør|Forfall|Meldt forfall|Sekretariat|Andre|Ikke til stede|Ikkje)\b.*:\s*$"
)
_SENTENCE_END = regex.compile(r"[.,;!]$")
_TITLE_WORD = regex.compile(
    r"referat|materiale|møtebok|protokoll|innspill|innspel|konsultasjonsm|bilateral|høring|høyring|uttalelse|fråsegn|notat",
    regex.IGNORECASE,
)


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
class _Candidate:
    block: Block
    text: str
    number: str
    title: str
    number_kind: str
    style: tuple[int, float, str]
    rule: str
    kind: str = ""
    who: str = ""
    unsure: bool = False


@dataclass(slots=True)
class Outline:
    """The outcome: sections in text order, and the blocks with their kinds set right."""

    sections: list[Section]
    blocks: tuple[Block, ...]
    warnings: list[str] = field(default_factory=list)


def find_sections(clean: CleanText, date: str = "") -> Outline:
    """The section tree of a document.

    Args:
        clean: The clean text.
        date: ISO date of the document (may be partial): decides what a ministry's abbreviation in a heading means.
    """
    body = body_style(clean)
    texts = [clean.text[b.start : b.end] for b in clean.blocks]
    found = [
        candidate
        for i, block in enumerate(clean.blocks)
        if (candidate := _candidate(i, clean.blocks, texts, body)) is not None
    ]
    found, title = _with_title(found, body)
    sections = _tree(found, title, date)
    _set_ranges(sections, clean)
    heads = {c.block.start for c in found}
    blocks = tuple(replace(b, kind="heading", depth=0, label="") if b.start in heads else b for b in clean.blocks)
    warnings = sorted({f"heading-unsure:{s.page}" for s in sections if s.unsure}, key=lambda w: int(w.split(":")[1]))
    return Outline(sections, blocks, warnings)


def body_style(clean: CleanText) -> Style:
    """The type that most of the text is set in."""
    weight: Counter[tuple[float, bool, bool, str]] = Counter()
    for block in clean.blocks:
        s = block.style
        if block.kind in ("paragraph", "item"):
            weight[s.size, s.bold, s.italic, s.font] += block.end - block.start
    if not weight:
        return Style()
    size, bold, italic, font = weight.most_common(1)[0][0]
    return Style(size, bold, italic, font)


def _candidate(i: int, blocks: Sequence[Block], texts: Sequence[str], body: Style) -> _Candidate | None:
    block, text = blocks[i], texts[i]
    if block.kind in ("footnote", "caption") or not 1 < len(text) <= MAX_HEADING or not any(c.isalpha() for c in text):
        return None
    if _SENTENCE_END.search(text) and not text.endswith(("m.v.", "m.m.", "mv.", "m.fl.", "o.l.", "mm.")):
        return None
    strong = _larger(block, body) or (block.style.bold and not body.bold)
    if _SIDE_LABEL.match(text) or _DATE_LINE.match(text) or (_RUN_IN.match(text) and not strong):
        return None
    if _KNOWN_LABEL.match(text) and not text.endswith(":"):
        return None
    number, title, number_kind = split_number(text)
    kind = who = ""
    for name, pattern in heading_patterns():
        match = pattern.fullmatch(title)
        if match:
            kind, who = name, match.groupdict().get("who") or ""
            break
    if number_kind == "appendix":
        kind = "appendix"
    following = next((b for b in blocks[i + 1 :] if b.kind != "footnote"), None)
    rule, unsure = _sign(block, text, title, number_kind, kind, body, following)
    if not rule:
        return None
    return _Candidate(block, text, number, title, number_kind, _style_key(block, body), rule, kind, who, unsure)


def _larger(block: Block, body: Style) -> bool:
    return block.style.size >= LARGER * body.size


def _sign(
    block: Block, text: str, title: str, number_kind: str, kind: str, body: Style, following: Block | None
) -> tuple[str, bool]:
    """What makes the block a heading, and whether that is all there is; an empty string where nothing does."""
    letters = [c for c in title if c.isalpha()]
    capitals = len(letters) > 3 and all(c.isupper() for c in letters)
    other_font = _family(block.style) != _family(body)
    stands_out = (block.style.bold and not body.bold) or _larger(block, body)
    if stands_out and not (block.kind == "item" and not number_kind):
        return "type", False
    if block.style.size < 0.9 * body.size:
        return "", False
    item_row = following is not None and following.kind == "item" and block.kind == "item"
    if block.style.italic and not body.italic and len(text) < 140 and not item_row and following is not None:
        return ("type", False) if not text.endswith(":") or kind else ("", False)
    if kind in ("input", "appendix", "attendance", "agenda") and block.kind != "item":
        # "Til stede:" with the names after it in a row is a label; alone on its line in the body's type it is one, too.
        return ("", False) if kind == "attendance" and not other_font else ("words", False)
    if number_kind == "case" and len(text) < 160:
        return "words", False
    if text.endswith((":", "?")) or (block.kind == "item" and number_kind != "digits"):
        return "", False
    if capitals and not block.style.centered and len(text) < 120 and block.gap > 0 and following is not None:
        return "type", True
    if other_font and len(text) < 120 and following is not None and following.style.font != block.style.font:
        return "type", True
    dotted = number_kind == "digits" and regex.match(r"^\d{1,2}\.\d", text)
    if dotted and len(text) < 120 and title[:1].isupper() and not item_row:
        return "number", True
    return "", False


def _family(style: Style) -> str:
    return regex.split(r"[-,]", style.font)[0].lower()


def _style_key(block: Block, body: Style) -> tuple[int, float, str]:
    """Sorts headings' types from the greatest to the least: bold or larger ones first, by size, then slanted ones."""
    strong = block.style.bold or _larger(block, body)
    letters = [c for c in block.style.font if c]
    slant = "italic" if block.style.italic else ""
    return (
        0 if strong else 1,
        -round(block.style.size * 2) / 2,
        _family(block.style) + slant if letters else slant,
    )


def _with_title(found: list[_Candidate], body: Style) -> tuple[list[_Candidate], _Candidate | None]:
    """Finds the document's title on its first page; what stands above it is a letterhead and no heading."""
    first = [c for c in found if c.block.page == (found[0].block.page if found else 0)]
    front: list[_Candidate] = []
    for candidate in first:
        numbered = candidate.number_kind and not _ordinal(candidate)
        if numbered or candidate.kind in ("attendance", "agenda", "input"):
            break
        front.append(candidate)
    if not front:
        return found, None
    rest = [c for c in found if c not in front and c.kind != "appendix"]
    largest = max(c.block.style.size for c in front)
    heading_size = max((c.block.style.size for c in rest), default=0.0)
    titled = [c for c in front if c.block.style.size >= largest - 0.1]
    named = [c for c in titled if _TITLE_WORD.search(c.text)] or [c for c in front if _TITLE_WORD.search(c.text)]
    if largest <= heading_size + 0.1 and not named:
        return found, None
    if largest < LARGER * body.size and not (named and rest):
        return found, None
    title = named[-1] if named and len(titled) > 1 and named[-1] in titled else (titled[0] if titled else named[0])
    if named and title not in named and named[0].block.style.size >= heading_size:
        title = named[0]
    above = front[: front.index(title)]
    title.rule = "title"
    # Two lines of one type are one title only where the layout has joined them; others below it stay headings.
    return [c for c in found if c not in above], title


def _ordinal(candidate: _Candidate) -> bool:
    """ "4. KONSULTASJONSMØTE 16.10.01": the number counts the meeting, not the heading."""
    return (
        bool(regex.match(r"(?:konsultasjons|bilateral)", candidate.title, regex.IGNORECASE))
        and "." in candidate.text[:4]
    )


@dataclass(slots=True)
class _Open:
    index: int
    candidate: _Candidate
    rank: tuple[int, float, int]


def _tree(found: Sequence[_Candidate], title: _Candidate | None, date: str) -> list[Section]:
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
        ministries = [hit.ministry_id for hit in find_ministries(heading, date)]
        section = Section(
            candidate.block.start,
            candidate.block.end,
            heading,
            number,
            level,
            _kind(candidate, level, candidate is title),
            candidate.block.page,
            parent,
            ministry_id=";".join(dict.fromkeys(m for m in ministries if m)),
            rule=candidate.rule,
            unsure=candidate.unsure,
        )
        _set_contributor(section, candidate, sections, date)
        sections.append(section)
        if section.kind not in ("front", "attendance"):
            stack.append(_Open(len(sections) - 1, candidate, rank))
    return sections


def _below(new: _Candidate, rank: tuple[int, float, int], stack: Sequence[_Open]) -> bool:
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


def _kind(candidate: _Candidate, level: int, is_title: bool) -> str:
    if is_title:
        return "front"
    if candidate.kind:
        return candidate.kind
    if candidate.number_kind == "digits":
        return "section" if "." in candidate.number or level > 1 else "chapter"
    if level == 1:
        return "chapter"
    return "section" if candidate.number_kind == "case" else "subheading"


def _set_contributor(section: Section, candidate: _Candidate, sections: Sequence[Section], date: str) -> None:
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
    last_page = {b.start: clean.page_at(b.end - 1) or b.page for b in clean.blocks}
    for i, section in enumerate(sections):
        section.own_end = sections[i + 1].start if i + 1 < len(sections) else n
        after = next((s for s in sections[i + 1 :] if s.level <= section.level), None)
        section.end = after.start if after else n
        while section.own_end > section.heading_end and clean.text[section.own_end - 1].isspace():
            section.own_end -= 1
        while section.end > section.heading_end and clean.text[section.end - 1].isspace():
            section.end -= 1
        inside = [last_page[b.start] for b in clean.blocks if section.start <= b.start < section.end]
        section.page_end = max(inside, default=section.page)

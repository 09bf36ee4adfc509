"""Which blocks are headings: by their type against the body's, their numbering, or their words.

A heading stands on its own line. Letterheads, label lines ("Dato: …") and lists of topics in running text are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.grammar.headings import heading_patterns, split_number
from konsultnlp.text import Block, CleanText, Style

MAX_HEADING = 260
"""Characters of the longest heading; longer blocks are text, however they are set."""
MAX_PLAIN = 120
MAX_BY_SPACE = 80
"""Characters of the longest heading that nothing but its place tells from the text."""
"""Characters of the longest heading that is set like the text."""
TITLE_WITHIN = 6
"""Blocks from the document's start among which a title that is set like the text is looked for."""
LARGER = 1.06
"""A size that is this many times the body's is a heading's."""

# "Dato: 3. mai", "Møteleder: …": a label with its value on the line. One of these is a label however it is set.
_RUN_IN = regex.compile(r"^\p{Lu}[\p{L} /-]{1,28}:\s+\S")
_KNOWN_LABEL = regex.compile(
    r"^(?:Dato|Tid|Tidspunkt|Sted|Stad|Møtested|Møtestad|Møteleder|Møteleiar|Ordstyrer|Ordstyrar|Referent|Til ?stede"
    r"|Til ?stades|Forfall|Saksbehandler|Sakshandsamar|Deres ref|Dykkar ref|Vår ref|Frist|Kopi|Til|Fra|Frå)\s*:",
    regex.IGNORECASE,
)
# A line of the title page that is nothing but a date: "Onsdag 3. mai 2017 kl. 9.00–10.30".
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
class Heading:
    """A block that is a heading.

    Attributes:
        number: As printed, without a closing dot.
        title: The rest of its text.
        number_kind: See `konsultnlp.grammar.headings.split_number`.
        style: Its type as a key that sorts from the greatest to the least.
        rule: What made it a heading: ``type``, ``number``, ``words``, ``space`` or ``title``.
        kind: What its words say of the text below: ``input``, ``appendix``, ``attendance``, ``agenda`` or empty.
        who: The contributor that an ``input`` names.
        unsure: Whether only one weak sign speaks for it.
    """

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


def find_headings(clean: CleanText) -> tuple[list[Heading], Heading | None]:
    """The headings of a document in text order, and the one among them that is its title."""
    body = body_style(clean)
    texts = [clean.text[b.start : b.end] for b in clean.blocks]
    found = [h for i in range(len(clean.blocks)) if (h := _heading(i, clean.blocks, texts, body)) is not None]
    found, title = _with_title(_with_plain_ones(found, clean.blocks, texts, body), body)
    return (found, title) if title else _with_plain_title(found, clean.blocks, texts, body)


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


def _heading(i: int, blocks: Sequence[Block], texts: Sequence[str], body: Style) -> Heading | None:
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
    return Heading(block, text, number, title, number_kind, _style_key(block, body), rule, kind, who, unsure)


def _with_plain_ones(found: list[Heading], blocks: Sequence[Block], texts: Sequence[str], body: Style) -> list[Heading]:
    """Adds headings that are set like the text: lines numbered from 1 with text below each, and the document's title.

    Only where the document's type tells no headings apart: a numbered list in a well set document is a list.
    """
    if sum(c.rule == "type" for c in found) > 1:
        return found
    added: list[Heading] = []
    numbered: list[Heading] = []
    spaced: list[Heading] = []
    for i, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        number, heading, kind = split_number(text)
        after = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind != "footnote"), None)
        short = len(text) <= MAX_PLAIN and heading[:1].isupper() and not _SENTENCE_END.search(text)
        if block.kind in ("footnote", "caption") or not short or after is None:
            continue
        if not kind and _by_space(i, blocks, texts):
            spaced.append(Heading(block, text, "", text, "", _style_key(block, body), "space", unsure=True))
        if kind == "digits" and number == str(len(numbered) + 1) and blocks[after].kind == "paragraph":
            if len(texts[after]) > MAX_PLAIN or _SENTENCE_END.search(texts[after]):
                numbered.append(Heading(block, text, number, heading, kind, _style_key(block, body), "number"))
        elif i < TITLE_WITHIN and block.page == blocks[0].page and _TITLE_WORD.search(text) and not _RUN_IN.match(text):
            added.append(Heading(block, text, number, heading, kind, _style_key(block, body), "words"))
    taken = {c.block.start for c in found}
    plain = numbered if len(numbered) > 1 else spaced if len(spaced) > 1 else []
    first = added[:1]
    new = [
        c
        for c in first + plain
        if c.block.start not in taken and (c in first or c.block not in [f.block for f in first])
    ]
    return sorted([*found, *new], key=lambda c: c.block.start)


def _by_space(i: int, blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether a short line stands by itself between two paragraphs of running text."""
    block, text = blocks[i], texts[i]
    if block.kind != "paragraph" or -1 < block.gap <= 0 or not 2 < len(text) <= MAX_BY_SPACE or not text[:1].isupper():
        return False
    if not text[-1:].isalnum() or _DATE_LINE.match(text) or ":" in text or i == 0:
        return False
    above = next((j for j in range(i - 1, -1, -1) if blocks[j].kind != "footnote"), None)
    below = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind != "footnote"), None)
    if above is None or below is None:
        return False
    return (above == 0 or _is_text(blocks[above], texts[above])) and _is_text(blocks[below], texts[below])


def _is_text(block: Block, text: str) -> bool:
    """Whether a block is running text: it ends as a sentence does and is no short line."""
    return block.kind in ("paragraph", "item") and text[-1:] in ".?!" and len(text) > 60


def _with_plain_title(
    found: list[Heading], blocks: Sequence[Block], texts: Sequence[str], body: Style
) -> tuple[list[Heading], Heading | None]:
    """The document's first line as its title, where it says what the document is and nothing else is one."""
    if not blocks or blocks[0].kind != "paragraph" or not found or found[0].block.start == blocks[0].start:
        return found, None
    text = texts[0]
    if len(text) > MAX_PLAIN or not _TITLE_WORD.match(text) or _SENTENCE_END.search(text) or _RUN_IN.match(text):
        return found, None
    title = Heading(blocks[0], text, "", text, "", _style_key(blocks[0], body), "title")
    return [title, *found], title


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


def _with_title(found: list[Heading], body: Style) -> tuple[list[Heading], Heading | None]:
    """Finds the document's title on its first page; what stands above it is a letterhead and no heading."""
    first = [c for c in found if c.block.page == (found[0].block.page if found else 0)]
    front: list[Heading] = []
    for heading in first:
        numbered = heading.number_kind and not _ordinal(heading)
        if (
            numbered
            or heading.kind in ("attendance", "agenda")
            or (heading.kind == "input" and not _heads(heading, found))
        ):
            break
        front.append(heading)
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


def _heads(heading: Heading, found: Sequence[Heading]) -> bool:
    """Whether a contribution's heading is the whole document's title: the first, and set larger than all others."""
    sizes = [c.block.style.size for c in found[1:]]
    return heading is found[0] and bool(sizes) and heading.block.style.size > max(sizes) + 0.4


def _ordinal(heading: Heading) -> bool:
    """ "4. KONSULTASJONSMØTE 16.10.01": the number counts the meeting, not the heading."""
    return (
        bool(regex.match(r"(?:konsultasjons|bilateral)", heading.title, regex.IGNORECASE)) and "." in heading.text[:4]
    )

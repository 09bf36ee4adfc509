"""Which blocks are headings: by their type against the body's, their numbering, or their words.

A heading stands on its own line. Letterheads, label lines ("Dato: …") and lists of topics in running text are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

import regex

from konsultnlp.grammar.front_lines import is_address, is_date_line, is_known_label, is_ks, is_run_in
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
FRONT_LINES = 15
"""Lines from the document's start among which addresses and reference blocks stand."""
LARGER = 1.06
"""A size that is this many times the body's is a heading's."""

_SIDE_LABEL = regex.compile(
    r"^(?:Fra|Frå|For|Observatør|Forfall|Meldt forfall|Sekretariat|Andre|Ikke til stede|Ikkje)\b.*:\s*$"
)
_SENTENCE_END = regex.compile(r"[.,;!]$")
# Words of running text; no attendance list has them.
_PROSE = regex.compile(
    r"\b(?:er|var|har|at|ikke|ikkje|som|det|vi|skal|bør|må|vil|kan|blir|ble|vart|vert)\b", regex.IGNORECASE
)
_WEB = regex.compile(r"^(?:https?://|www\.)|\S@\S")
TITLE_WORD = regex.compile(
    r"referat|materiale|møtebok|protokoll|innspill|innspel|konsultasjonsm|bilateral|høring|høyring|uttalelse|fråsegn|notat"
    r"|saksgrunnlag|saksliste|sakliste|sakshefte|underlag",
    regex.IGNORECASE,
)
"""What a title says that a heading does not: what the document is, or for which meeting."""


@dataclass(slots=True)
class Heading:
    """A block that is a heading.

    Attributes:
        number: As printed, without a closing dot.
        title: The rest of its text.
        number_kind: See `konsultnlp.grammar.headings.split_number`.
        style: Its type as a key that sorts from the greatest to the least.
        rule: What made it a heading: ``type``, ``number``, ``words`` or ``space``; ``title`` for the document's.
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


class _Texts(Sequence[str]):
    """The text of each block, cut out when it is looked at: all together they take as much memory as the document's."""

    def __init__(self, clean: CleanText) -> None:
        self._clean = clean

    def __len__(self) -> int:
        return len(self._clean.blocks)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        block = self._clean.blocks[at]
        return self._clean.text[block.start : block.end]


def find_headings(clean: CleanText) -> list[Heading]:
    """The headings of a document in text order, its title and the names in a letterhead among them."""
    body = body_style(clean)
    texts = _Texts(clean)
    blocks = _without_link_underlines(clean)
    found = [h for i in range(len(blocks)) if (h := _heading(i, blocks, texts, body)) is not None]
    found = _without_labels(found, blocks, texts)
    return _with_plain_title(_with_plain_ones(found, blocks, texts, body), blocks, texts, body)


def _without_link_underlines(clean: CleanText) -> list[Block]:
    """The blocks; those that are links are not underlined as headings are."""
    linked = {link.start for link in clean.links}
    return [
        replace(b, style=replace(b.style, underlined=False)) if b.style.underlined and b.start in linked else b
        for b in clean.blocks
    ]


def body_style(clean: CleanText) -> Style:
    """The type that most of the text is set in."""
    weight: Counter[tuple[float, bool, bool, str, bool]] = Counter()
    for block in clean.blocks:
        s = block.style
        if block.kind in ("paragraph", "item"):
            weight[s.size, s.bold, s.italic, s.font, s.underlined] += block.end - block.start
    if not weight:
        return Style()
    size, bold, italic, font, underlined = weight.most_common(1)[0][0]
    return Style(size, bold, italic, font, underlined=underlined)


def _heading(i: int, blocks: Sequence[Block], texts: Sequence[str], body: Style) -> Heading | None:
    block, text = blocks[i], texts[i]
    if block.kind in ("footnote", "caption") or not 1 < len(text) <= MAX_HEADING or not any(c.isalpha() for c in text):
        return None
    if _SENTENCE_END.search(text) and not text.endswith(("m.v.", "m.m.", "mv.", "m.fl.", "o.l.", "mm.")):
        return None
    following = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind != "footnote"), None)
    if is_date_line(text) or (is_known_label(text) and not text.endswith(":")) or _is_address(i, blocks, texts):
        return None
    side = _SIDE_LABEL.match(text) or is_ks(text)
    strong = _stands_out(block, body) or text.isupper()
    told = strong and following is not None and len(_PROSE.findall(texts[following])) > 2
    if side and not told:  # "Fra KS:" before names; before running text it says whose text that is
        return None
    if is_run_in(text) and not strong:
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
    if side and kind != "input":
        return None
    rule, unsure = _sign(
        block, text, title, number_kind, kind, body, blocks[following] if following is not None else None
    )
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
        elif i < TITLE_WITHIN and block.page == blocks[0].page and TITLE_WORD.search(text) and not is_run_in(text):
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
    if not text[-1:].isalnum() or is_date_line(text) or ":" in text or i == 0:
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
) -> list[Heading]:
    """The document's first line as a heading, where it says what the document is and nothing else does."""
    if not blocks or blocks[0].kind != "paragraph" or not found or found[0].block.start == blocks[0].start:
        return found
    text = texts[0]
    if any(TITLE_WORD.search(h.text) for h in found if h.block.page == blocks[0].page and not h.kind):
        return found
    if len(text) > MAX_PLAIN or not TITLE_WORD.match(text) or _SENTENCE_END.search(text) or is_run_in(text):
        return found
    return [Heading(blocks[0], text, "", text, "", _style_key(blocks[0], body), "words"), *found]


def _without_labels(found: list[Heading], blocks: Sequence[Block], texts: Sequence[str]) -> list[Heading]:
    """The headings without labels that the lexicon does not know: such a line stands in a row with other labels."""
    heads = {h.block.start for h in found}

    def in_row(heading: Heading) -> bool:
        at = next(i for i, b in enumerate(blocks) if b.start == heading.block.start)
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(blocks)]
        return any(is_run_in(texts[i]) and blocks[i].start not in heads for i in beside)

    return [h for h in found if not is_run_in(h.text) or len(h.text.split(":")[0].split()) > 2 or not in_row(h)]


def _is_address(i: int, blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether a line of the first page belongs to a letterhead's address."""
    return i < FRONT_LINES and blocks[i].page == blocks[0].page and is_address(texts[i])


def _stands_out(block: Block, body: Style) -> bool:
    """Bold, larger or underlined type where the text is not."""
    return (
        (block.style.bold and not body.bold) or (block.style.underlined and not body.underlined) or _larger(block, body)
    )


def _larger(block: Block, body: Style) -> bool:
    return block.style.size >= LARGER * body.size


def _sign(
    block: Block, text: str, title: str, number_kind: str, kind: str, body: Style, following: Block | None
) -> tuple[str, bool]:
    """What makes the block a heading, and whether that is all there is; an empty string where nothing does."""
    letters = [c for c in title if c.isalpha()]
    capitals = len(letters) > 3 and all(c.isupper() for c in letters)
    other_font = _family(block.style) != _family(body)
    if _stands_out(block, body) and not _WEB.search(text) and not (block.kind == "item" and not number_kind):
        return "type", False
    if block.style.size < 0.9 * body.size:
        return "", False
    item_row = following is not None and following.kind == "item" and block.kind == "item"
    if block.style.italic and not body.italic and len(text) < 140 and not item_row and following is not None:
        return ("type", False) if not text.endswith(":") or kind else ("", False)
    if kind in ("input", "appendix", "attendance", "agenda") and block.kind != "item":
        # "Til stede:" with the names after it in a row is a label; alone on its line in the body's type it is one, too.
        return ("", False) if kind == "attendance" and not (other_font or capitals) else ("words", False)
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
    return style.font.partition(",")[0].partition("-")[0].lower()


def _style_key(block: Block, body: Style) -> tuple[int, float, str]:
    """Sorts headings' types from the greatest to the least: bold or larger ones first, by size, then slanted ones."""
    strong = block.style.bold or _larger(block, body)
    letters = [c for c in block.style.font if c]
    slant = ("italic" if block.style.italic else "") + ("underlined" if block.style.underlined else "")
    return (
        0 if strong else 1,
        -round(block.style.size * 2) / 2,
        _family(block.style) + slant if letters else slant,
    )

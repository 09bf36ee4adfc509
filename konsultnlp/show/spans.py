"""A stretch of the text with its spans or names, drawn by spaCy's displaCy in our colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from konsultnlp.errors import UsageError
from konsultnlp.show import html
from konsultnlp.show.colours import MARKS, NAMES, SHOWN
from konsultnlp.text import CleanText

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

PREFIX = "konsult_"
MOST_CHARACTERS = 6000
"""What is drawn at once: a few pages. The rest is left out, and that is told."""
GREY = "#BBBBBB"
_GROUPS = ("requests", "statements", "amounts", "ministries", "set_aside")
"""The groups that the pipes write; a document may lack those of which it holds nothing."""
_ENTITY = (
    '<mark style="background:{bg};color:#000;padding:.1em .3em;margin:0 .1em;border-radius:.3em">{text}'
    '<span style="font-size:.75em;font-weight:bold;margin-left:.4em">{label}{kb_link}</span></mark>'
)
"""displaCy's own leaves the letters white on a light ground in a dark notebook."""
_LINE = "background:{bg};top:{top_offset}px;height:4px;left:-1px;width:calc(100% + 5px);position:absolute"
_SPAN = {
    "span": '<span style="display:inline-block;position:relative;vertical-align:top;height:{total_height}px">{text}'
    "{span_slices}{span_starts}</span> ",
    "slice": f'<span style="{_LINE}"></span>',
    "start": f'<span style="{_LINE}"><span style="background:{{bg}};color:#000;z-index:10;position:absolute;top:-.5em;'
    'padding:2px 3px;font-size:10px;font-weight:bold;line-height:1;border-radius:3px;white-space:nowrap">'
    "{label}{kb_link}</span></span>",
}
"""displaCy's own breaks the labels into lines that lie over each other, and makes all that is marked bold."""


def show_spans(doc: Doc, clean: CleanText, start: int, end: int, groups: Iterable[str], style: str) -> html.Html:
    """``text[start:end]`` with its spans, a block a line.

    Args:
        doc: The ``Doc`` of the whole text.
        clean: The same text with its blocks.
        start: Offset of the first character.
        end: Offset after the last one; at most `MOST_CHARACTERS` are drawn.
        groups: Tables whose span groups are drawn ("requests" or "konsult_requests"); none means all.
        style: ``span`` for the span groups, ``ent`` for the names.

    Raises:
        UsageError: No such style or span group.
    """
    if style not in ("span", "ent"):
        raise UsageError(f"no style {style!r}; there are 'span' (requests, amounts …) and 'ent' (names)")
    labelled = [(e.label_, e) for e in doc.ents] if style == "ent" else _of_groups(doc, groups)
    stop = min(end, start + MOST_CHARACTERS)
    blocks = [(max(b.start, start), min(b.end, stop)) for b in clean.blocks if b.end > start and b.start < stop]
    if not blocks:
        return html.Html(html.box(["<p>no text here</p>"]), "spans")
    make = _as_names if style == "ent" else _as_spans
    place = f"from page {clean.page_at(start)}, characters {start}–{stop}"
    parts = [f'<p class="t">{html.text(place)}</p>', _render([make(doc, *b, labelled) for b in blocks], style)]
    if stop < end:
        parts.append(f"<p>{end - stop} characters more: show_spans(start={stop}, end={end}) goes on</p>")
    return html.Html(html.box(parts), f"spans {place}")


def _of_groups(doc: Doc, groups: Iterable[str]) -> list[tuple[str, Span]]:
    """The spans of the groups, each with its label: the table and what the span is."""
    names = [groups] if isinstance(groups, str) else list(groups)
    tables = [name.removeprefix(PREFIX) for name in names] or [g for g in _GROUPS if g in SHOWN]
    known = sorted({*_GROUPS, *(name.removeprefix(PREFIX) for name in doc.spans)})
    for table in tables:
        if table not in known:
            raise UsageError(f"no span group {table!r}; there are {', '.join(known)}")
    return [(f"{t}: {span.label_}", span) for t in tables if PREFIX + t in doc.spans for span in doc.spans[PREFIX + t]]


def _as_spans(doc: Doc, start: int, end: int, labelled: Sequence[tuple[str, Span]]) -> dict[str, Any]:
    """A block for displaCy, with the spans that touch it.

    displaCy puts a space after each token. What is printed without a space between is handed over as one, where no span begins
    or ends there: "ut." and not "ut .".
    """
    block = doc.char_span(start, end, alignment_mode="expand")
    inside = [(label, max(s.start, block.start), min(s.end, block.end)) for label, s in labelled if _touch(s, block)]
    edges = {edge for _, first, last in inside for edge in (first, last)}
    units: list[str] = []
    at: dict[int, int] = {block.end: 0}
    for token in block:
        if not units or token.i in edges or doc[token.i - 1].whitespace_:
            units.append("")
        at[token.i] = len(units) - 1
        units[-1] += token.text
    at[block.end] = len(units)
    return {
        "tokens": units,
        "spans": [{"start_token": at[f], "end_token": at[e], "label": html.text(label)} for label, f, e in inside],
    }


def _touch(a: Span, b: Span) -> bool:
    return bool(a.start < b.end and b.start < a.end)


def _as_names(doc: Doc, start: int, end: int, labelled: Sequence[tuple[str, Span]]) -> dict[str, Any]:
    """A block for displaCy, with the names in it."""
    return {
        "text": doc.text[start:end],
        "ents": [
            {"start": s.start_char - start, "end": s.end_char - start, "label": html.text(label)}
            for label, s in labelled
            if start <= s.start_char and s.end_char <= end
        ],
    }


def _render(blocks: list[dict[str, Any]], style: str) -> str:
    from spacy import displacy

    key = "spans" if style == "span" else "ents"
    labels = {span["label"] for block in blocks for span in block[key]}
    options: dict[str, Any] = {"colors": {label: _colour(label) for label in labels}}
    if style == "ent":
        options["template"] = _ENTITY
    else:
        options |= {"template": _SPAN, "top_offset": 30, "span_label_offset": 9}
    drawn: str = displacy.render(blocks, style=style, manual=True, jupyter=False, options=options)
    return drawn


def _colour(label: str) -> str:
    table = label.split(":")[0]
    return NAMES.get(label) or (MARKS[table].colour if table in MARKS else GREY)

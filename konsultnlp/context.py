"""What a pipe may know of the document around its text: plain values that travel with the ``Doc``.

A pipe that is used alone, in anybody's pipeline, meets a ``Doc`` without a context and falls back on the defaults here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "konsultnlp"
"""Where the context lies in ``Doc.user_data``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the attendance list, as the records have them."""

    person_id: str
    name: str
    role: str = ""
    side: str = ""
    org: str = ""
    org_id: str = ""
    function: str = ""
    attended: bool = True


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One line of the text: offsets into it, kind (``heading``, ``paragraph``, ``item``, ``footnote``, ``caption``),
    printed label and nesting depth.
    """

    start: int
    end: int
    kind: str = "paragraph"
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one section's text.

    Attributes:
        date: ISO date of the document ("2021-04-15", "2021" where only the year is known), or empty; decides what
            an abbreviation or a short law name means.
        doc_type: ``materiale``, ``referat``, ``innspill``, ``annet`` or empty.
        section_kind: Kind of the section.
        contributor: Whose text it is, as written ("KS"), or empty.
        contributor_id: What that means ("ks", "kd-2006"), or empty.
        ministry_id: The ministry of the chapter, or empty; several joined by ``;``.
        people: The attendance list.
        abbreviations: What the document itself says its abbreviations mean ("KUD" → "kud-2022").
        blocks: The lines of the text; empty means: every line is a paragraph, a bullet makes it an item.
    """

    date: str = ""
    doc_type: str = ""
    section_kind: str = ""
    contributor: str = ""
    contributor_id: str = ""
    ministry_id: str = ""
    people: tuple[Person, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    blocks: tuple[TextBlock, ...] = field(default_factory=tuple)

    def to_dict(self) -> dict[str, Any]:
        """Plain values only, so that ``Doc.to_bytes`` works."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Context:
        """The reverse of `to_dict`; unknown keys are ignored."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        known["people"] = tuple(Person(**p) for p in known.get("people", ()))
        known["blocks"] = tuple(TextBlock(**b) for b in known.get("blocks", ()))
        return cls(**known)

    def with_blocks_for(self, text: str) -> Context:
        """Itself, or with blocks read off ``text`` where it has none: one a line, a leading bullet makes an item."""
        if self.blocks:
            return self
        blocks, at = [], 0
        for line in text.split("\n"):
            bullet = line.lstrip()[:2] in {"- ", "– ", "• ", "* "}
            blocks.append(TextBlock(at, at + len(line), "item" if bullet else "paragraph", "", int(bullet)))
            at += len(line) + 1
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return Context(**{**values, "blocks": tuple(blocks)})


def set_context(doc: Doc, context: Context) -> Doc:
    """Lays a context beside the text of ``doc``."""
    doc.user_data[KEY] = context.to_dict()
    return doc


def get_context(doc: Doc) -> Context:
    """The context of ``doc``, with blocks; the default one where none was set."""
    return Context.from_dict(doc.user_data.get(KEY, {})).with_blocks_for(doc.text)

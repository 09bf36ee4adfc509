"""Attendance told in sentences: "Fra KS møtte leder X og nestleder Y", "Statsråden ledet møtet", "Z hadde meldt forfall".

Supports: bokmål and nynorsk, both orders ("KS stilte med …", "Fra KS stilte …"). Avoids: the minutes themselves: only what
stands before the first chapters is read, and of a document that has a list only its front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from konsultnlp.context import TextBlock
from konsultnlp.grammar.names import name_words
from konsultnlp.grammar.sentences import split_block
from konsultnlp.rules.attendance_labels import label_at
from konsultnlp.rules.attendance_orgs import Body, is_party, read_body, read_party
from konsultnlp.rules.attendance_people import RawPerson, read_people
from konsultnlp.rules.speech_words import is_common_word

HEADINGS = 3
"""A document without a list is read up to this heading."""

_PASSIVE = r"(?:ble|blei|vart|var|er|blir)"
_CAME = regex.compile(
    rf"\b(?:deltok|deltek|møtte|stilte|(?:til\s?stede|tilstede|til\sstades?)\s(?:fra|frå|for)\s[^.:]{{2,70}}?\svar|(?:til\s?stede|tilstede|til\sstades?|deltakere|deltakarar|frammøtte)\svar|{_PASSIVE}\s(?:også\s|òg\s)?(?:til\s?stede|tilstede|til\sstades?"
    rf"|representerte?)|bestod?\sav|bestod?\sforuten)\b",
    regex.IGNORECASE,
)
_ABSENT = regex.compile(
    r"\b(?:meldt|melde|meldte|melder|hadde|hatt|har)\s(?:forfall|frafall|fravær)|\bforfall\s(?:hadde|har)\b|\bkunne\sikk?je?\smøte\b",
    regex.IGNORECASE,
)
_CHAIR = regex.compile(
    rf"\b(?:le(?:det|dde)|leia|leidde|leda)\smøtet\b|\bmøtet\s{_PASSIVE}\s(?:ledet|leia|leidd|leda)\sav\b"
    rf"|\bvar\s(?:møteleder|møteleiar|ordstyrer|ordstyrar)\b|\b(?:møteleder|møteleiar|ordstyrer|ordstyrar)\svar\b",
    regex.IGNORECASE,
)
_SECRETARY = regex.compile(
    r"\bvar\sreferent\b|\breferent\svar\b|\b(?:førte|skrev|skreiv|tok|stod\sfor|sto\sfor)\s(?:referat(?:et)?|protokoll(?:en)?)\b"
    rf"|\b(?:referat|protokoll)(?:et|en)?\s{_PASSIVE}\s(?:ført|førd|skrevet|skrive|skriven|tatt|teke|laget|laga|utarbeid\p{{L}}*)\sav\b"
    r"|\bførte\si\spennen\b",
    regex.IGNORECASE,
)
_CLOSING = regex.compile(
    r"(?:med\s(?:vennlig\s|venleg\s|beste?\s)?|vennlig\s|venleg\s)?(?:hilsen|helsing)\b[ ,.]*", regex.IGNORECASE
)
_LISTS = frozenset({"present", "side", "absent"})
_PARTY = r"(?P<who>[\p{Lu}\p{Ll}][\p{L}\s,-]{1,80}?)(?P<short>\s\((?-i:\p{Lu}{2,6})\))?"
# Whose people come next: "Fra KS møtte", "KS stilte med", "KS ved", "departementet v/".
_MARKERS = (
    regex.compile(
        rf"\b(?:fra|frå|for|på\svegne\sav)\s{_PARTY}(?=\s(?:møtte|deltok|stilte|var|kom|ble|vart|blei)\b)",
        regex.IGNORECASE,
    ),
    regex.compile(
        rf"(?:(?<=^)|(?<=\b(?:møtte|og|av|med"
        rf"|mellom)\s))(?P<who>[\p{{L}}][\p{{L}}\s-]{{1,60}}?)(?P<short>\s\((?-i:\p{{Lu}}{{2,6}})\))?\s(?:(?:{_PASSIVE}\s)?(?:møtte|deltok|stilte"
        rf"|representert)\s)?(?:ved|v/|med)(?=\s?\p{{L}})",
        regex.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody a sentence tells of; ``kind`` is ``present``, ``absent``, ``chair`` or ``secretary``."""

    kind: str
    raw: RawPerson
    body: Body


def read_told(text: str, blocks: Sequence[TextBlock], date: str, *, listed: bool) -> list[Told]:
    """The people that sentences in the front of ``text`` tell of.

    Args:
        text: Any text.
        blocks: Its lines.
        date: The document's date.
        listed: Whether there is an attendance list besides; then only the lines before the first chapter are read.
    """
    found: list[Told] = []
    for block in _front(text, blocks, date, 1 if listed else HEADINGS, listed=listed):
        for start, end in split_block(text, block.start, block.end):
            found.extend(told_in(text, start, end, date))
    return found


def sides_in(text: str, start: int, end: int, date: str, body: Body) -> list[tuple[int, int, str, Body]]:
    """The parts of a running list in which sentences say whose people come next.

    Args:
        text: Any text.
        start: Where the list begins.
        end: Where it ends.
        date: The document's date.
        body: Whose people the label above it announces.

    Returns:
        ``(start, end, kind, body)`` a part; the whole list where it has no such sentences. A part of kind ``told`` says who
        led the meeting or wrote the minutes.
    """
    if not is_told(text[start:end]):
        return [(start, end, "present", body)]
    parts: list[tuple[int, int, str, Body]] = []
    for first, last in split_block(text, start, end):
        label = label_at(text, first, last, date, opened=True, colon=True)
        functions = label is not None and label.kind in {"chair", "secretary"}
        if functions or _CHAIR.search(text, first, last) or _SECRETARY.search(text, first, last):
            parts.append((first, last, "told", Body()))
        elif _ABSENT.search(text, first, last):
            parts.append((first, last, "absent", Body()))
        elif _CAME.search(text, first, last):
            for scope_start, scope_end, scope in _scopes(text, first, last, date):
                body = scope if scope.side else body
                parts.append((scope_start, scope_end, "present", body))
        else:
            parts.append((first, last, "present", body))
    return parts


def is_told(text: str) -> bool:
    """Whether a paragraph tells who came, was absent, led the meeting or wrote the minutes."""
    return any(p.search(text) for p in (_CAME, _ABSENT, _CHAIR, _SECRETARY))


def _front(text: str, blocks: Sequence[TextBlock], date: str, headings: int, *, listed: bool) -> Iterator[TextBlock]:
    """The paragraphs before the given number of headings, titles, labels and what stands before a list not counted."""
    seen = 0
    begun = False
    for block in blocks:
        label = label_at(text, block.start, block.end, date, opened=True)
        labelled = label is not None
        if block.kind == "heading":
            seen += begun and not labelled
            if seen >= headings:
                return
        elif not labelled and block.kind in {"paragraph", "item"}:
            begun = begun or not listed
            yield block
        # A ministry's bare name may be the letterhead; with a colon it opens a list.
        opens = label is not None and label.kind in _LISTS and (label.kind != "side" or text[label.end - 1] == ":")
        begun = begun or (opens if listed else labelled)


def told_in(text: str, start: int, end: int, date: str) -> Iterator[Told]:
    """The people that one sentence tells of."""
    line = text[start:end]
    label = label_at(text, start, end, date, opened=True, colon=True)
    if label is not None and label.kind in {"chair", "secretary"}:
        people = read_people(text, label.end, end, date, singles=True, shared=True)
        yield from (Told(label.kind, person, Body()) for person in people)
        return
    if _CHAIR.search(line) or _SECRETARY.search(line):
        kind = "chair" if _CHAIR.search(line) else "secretary"
        people = [
            p for p in read_people(text, start, end, date, singles=True)
            if len(name_words(text[p.start : p.end])) > 1 or not is_common_word(text[p.start : p.end])
        ]  # fmt: skip
        yield from (Told(kind, p, Body()) for p in people[:1])
        return
    if _ABSENT.search(line):
        yield from (Told("absent", p, Body()) for p in read_people(text, start, end, date))
        return
    if not _CAME.search(line):
        return
    for scope_start, scope_end, body in _scopes(text, start, end, date):
        last = body.side
        for person in read_people(text, scope_start, scope_end, date):
            own = read_body(person.org, date).side if person.org else ""
            last = own or person.role_side or last
            yield Told("present", person, body if body.side else Body(last))


def read_signature(text: str, blocks: Sequence[TextBlock], date: str) -> Told | None:
    """Who signs minutes at their end: "Med hilsen / Kari Moe / referent"."""
    closing = next(
        (i for i in range(len(blocks) - 1, -1, -1) if _CLOSING.match(text, blocks[i].start, blocks[i].end)), None
    )
    if closing is None:
        return None
    start = _CLOSING.match(text, blocks[closing].start, blocks[closing].end)
    ends = [b.end for b in blocks[closing : closing + 4]]
    people = read_people(text, start.end() if start else blocks[closing].end, ends[-1], date)
    return Told("secretary", people[0], Body()) if people else None


def _scopes(text: str, start: int, end: int, date: str) -> list[tuple[int, int, Body]]:
    """The parts of a sentence and whose people stand in each."""
    marks: list[tuple[int, int, Body]] = []
    for pattern in _MARKERS:
        for match in pattern.finditer(text[start:end], overlapped=True):
            body = read_party(match["who"] + (match["short"] or ""), date)
            if body.side and (is_party(match["who"], date) or body.org == match["who"].strip()):
                marks.append((start + match.start(), start + match.end(), body))
    came = _CAME.search(text, start, end)
    if came and not any(s < came.end() <= e + 1 or s >= came.start() for s, e, _ in marks):
        inherited = next((b for s, e, b in marks if e <= came.start()), Body())
        marks.append((came.start(), came.end(), inherited))
    marks.sort(key=lambda m: m[0])
    scopes: list[tuple[int, int, Body]] = []
    edges = [(start, start, Body()), *marks]
    for index, (_, at, body) in enumerate(edges):
        stop = edges[index + 1][0] if index + 1 < len(edges) else end
        if at < stop:
            scopes.append((at, stop, body))
    return scopes

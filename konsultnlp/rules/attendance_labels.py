"""Recognises the labels of an attendance list: who is present, from which side, who is absent, who leads, who writes.

Supports: labels on their own line, before their value, and one after the other in a running paragraph ("Til stede:
Fra staten: … Fra KS: …"), bokmål and nynorsk; the words are in ``lexicon/attendance_labels.csv``. Avoids: "til stede" and
"fra KS" in running text: a label ends with a colon, or is all there is on its line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp.grammar.atoms import one_of
from konsultnlp.lexicon import forms, table
from konsultnlp.rules.attendance_orgs import Body, is_party, read_party

_MEETING = r"(?:\s(?:i|på|under|ved|til)\s(?:(?:\p{L}+)?møtet|(?:enkelt)?sak(?:er|ene|a|en)?))?(?:\s(?:i|på|via|over)\s(?-i:\p{Lu})[\p{L}\d]+)?"
_WHO = r"(?P<who>[^:\n.;()]{2,90}?(?:\([^()\n]{2,12}\))?)"
_FROM = rf"(?:representant(?:er|ar)?\s|repr\.\s|delta\p{{L}}+\s)?(?:fra|frå|for)\s{_WHO}"
_TAIL = (
    r"(?:\s(?:deltok|deltek|møtte|møtt|stilte|var\stil\s?stede|var\stil\sstades)(?:\s(?:følgende|følgjande|også"
    r"|òg))?)?"
)
_END = r"\s{0,2}(?P<colon>:)"
_LEAD = " \t\u00a0*_•-–"


def _phrases(kind: str) -> str:
    """The labels of a kind as alternatives, the longest first."""
    found = [
        f for row in table("attendance_labels", "kind", "forms") if row["kind"] == kind for f in forms(row["forms"])
    ]
    return one_of(found, r"\s", any_case=True)


@cache
def _kinds() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Each kind of label with its pattern; the more specific before the less specific."""
    present = _phrases("present")
    patterns = (
        ("absent", rf"(?:{_phrases('absent')}){_MEETING}(?:\s(?:frå|fra)\s[^:\n]{{2,40}}?)?{_END}"),
        ("chair", rf"(?:{_phrases('chair')}){_END}"),
        ("secretary", rf"(?:{_phrases('secretary')})\.?{_END}"),
        ("side", rf"(?:(?:{present})\s)?{_FROM}{_TAIL}{_END}"),
        ("side", rf"sekretariat(?:et)?{_END}"),
        ("present", rf"(?:{present}){_MEETING}{_END}"),
        ("other", rf"(?:{_phrases('other')})\.?{_END}"),
    )
    return tuple((kind, regex.compile(pattern, regex.IGNORECASE)) for kind, pattern in patterns)


def function_at(text: str, at: int, end: int) -> Label | None:
    """A label of the chair or the secretary that has no colon and begins at ``at``, or None."""
    for kind, pattern in _before_a_name():
        match = pattern.match(text, at, end)
        if match:
            return Label(kind, at, match.end(), Body())
    return None


@cache
def _before_a_name() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """ "Referent Kari Moe", "Referat ved Kari Moe, KRD": without a colon a label only where a name, or a title, follows."""
    return tuple(
        (
            kind,
            regex.compile(
                rf"(?:{_phrases(kind)})\.?(?:\sved|\sv/)?\s+(?=(?:(?-i:\p{{Ll}})\p{{L}}+\s){{0,2}}(?-i:\p{{Lu}})\p{{L}}+\s\p{{L}})",
                regex.IGNORECASE,
            ),
        )
        for kind in ("chair", "secretary")
    )


# A party's bare name, "KS:"; of a ministry's name the commas too: "Barne-, likestillings- og inkluderingsdepartementet:".
_BARE = regex.compile(
    rf"(?P<who>(?-i:\p{{Lu}})[^:\n;.,()\d]{{1,70}}?(?:\s?\([^()\n]{{2,12}}\))?){_TAIL}{_END}", regex.IGNORECASE
)
_BARE_MINISTRY = regex.compile(
    rf"(?P<who>(?-i:\p{{Lu}})[\p{{L}}\s,-]{{3,90}}?departementet(?:\s?\([^()\n]{{2,12}}\))?){_TAIL}{_END}",
    regex.IGNORECASE,
)


@cache
def _inside() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Where a label may begin inside a running paragraph: "… (adm.) Fra KS: …", "… (KRD). KS: …"."""
    named = "|".join((_phrases("absent"), _phrases("chair"), _phrases("secretary"), _phrases("other")))
    listed = rf"(?:{_FROM}{_TAIL}|{named}|observatør(?:er|ar)?|sekretariat(?:et)?){_END}"
    return (
        regex.compile(rf"(?<=[.;)\s])(?={listed})", regex.IGNORECASE),
        regex.compile(r"(?<=[.;)]\s{1,2})\p{Lu}[^:;.,()\d]{1,60}:"),
    )


@dataclass(frozen=True, slots=True)
class Label:
    """A label of an attendance list.

    ``kind`` is ``present``, ``side``, ``absent``, ``chair``, ``secretary`` or ``other``; ``start:end`` covers the colon.
    """

    kind: str
    start: int
    end: int
    body: Body


def label_at(text: str, at: int, end: int, date: str, *, opened: bool, colon: bool = False) -> Label | None:
    """The label that begins at ``at``, or None.

    Args:
        text: Any text.
        at: Where it must begin.
        end: End of the line; what stands alone on it needs no colon.
        date: The document's date.
        opened: Whether a list has begun, in which a party's bare name ("KS:") is a label too.
        colon: Whether it must end with a colon all the same.
    """
    while at < end and text[at] in _LEAD:
        at += 1
    line = text[at:end].rstrip()
    found = _labelled(line, at, date, opened)
    if found is None and not colon and ":" not in line:
        found = _labelled(line + ":", at, date, opened)
        # Alone on its line without a colon: nothing but the label, and no "Sak" or "Fra", which begin other lines too.
        if found is None or found.end != at + len(line) + 1 or found.kind == "other":
            return None
        party = regex.sub(r"^(?:fra|frå)\s", "", line, flags=regex.IGNORECASE)
        if found.kind == "side" and not is_party(party, date) and not party.casefold().startswith("sekretariat"):
            return None
        return Label(found.kind, at, at + len(line), found.body)
    return found


def _labelled(line: str, at: int, date: str, opened: bool) -> Label | None:
    """The label with a colon that ``line`` begins with; ``at`` is where the line begins."""
    for kind, pattern in _kinds():
        match = pattern.match(line)
        body = _body(match, date) if match else None
        if match and body is not None:
            return Label(kind, at, at + match.end(), body)
    for pattern in (_BARE_MINISTRY, _BARE) if opened else ():
        match = pattern.match(line)
        if match and _is_short(match["who"]):
            body = read_party(match["who"], date)
            if body.side or body.function:
                return Label("side", at, at + match.end(), body)
    return None


def _is_short(who: str) -> bool:
    return len(who.split()) <= 8


def _body(match: regex.Match[str], date: str) -> Body | None:
    who = match.groupdict().get("who")
    if not who:
        return Body()
    if regex.search(r"\b(?:er|var|ble|blir|vart|har|hadde|kan|skal|må)\b", who):
        return None
    body = read_party(who, date)
    known = (
        body.side or body.org or body.function or regex.match(r"(?:sekretariat|møte)", who.strip(), regex.IGNORECASE)
    )
    return body if known else None


def labels_inside(text: str, start: int, end: int) -> list[int]:
    """Offsets after ``start`` at which a label with a colon may begin inside a running paragraph."""
    found = {m.start() for pattern in _inside() for m in pattern.finditer(text, start, end)}
    return sorted(at for at in found if at > start)

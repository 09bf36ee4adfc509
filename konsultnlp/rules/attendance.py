"""Reads the attendance of a meeting: who was there, in which capacity, on whose side.

Supports: one running paragraph, lists, one person a line, label and value on separate lines, all labels before all
values, sentences ("KS møtte med leder …"), absence, chair and secretary, also where the secretary stands at the end of
the minutes. Avoids: unnamed people ("representanter fra administrasjonen"), people whom somebody stands in for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from konsultnlp.context import Person, TextBlock
from konsultnlp.grammar.ministries import ministry_id
from konsultnlp.grammar.names import name_words, person_id
from konsultnlp.rules.attendance_lines import Piece, pieces
from konsultnlp.rules.attendance_narrative import Told, read_signature, read_told, sides_in, told_in
from konsultnlp.rules.attendance_orgs import Body, is_party, read_body
from konsultnlp.rules.attendance_people import RawPerson, read_people
from konsultnlp.rules.attendance_table import as_list
from konsultnlp.rules.speaker_match import match_name


@dataclass(frozen=True, slots=True)
class AttendanceHit:
    """Somebody on the attendance list.

    Attributes:
        name: As printed.
        role: Title in the singular as written.
        side: ``staten``, ``ks`` or ``annen``.
        org: Body as written, "KS" on KS' side where none is printed.
        org_id: Ministry id, ``ks`` or empty.
        function: ``moteleder``, ``referent``, ``adm`` or empty.
        attended: False for those who could not come.
        start: Offset of the name.
        end: Offset after the name.
        rule: What found it.
    """

    name: str
    role: str
    side: str
    org: str
    org_id: str
    function: str
    attended: bool
    start: int
    end: int
    rule: str

    @property
    def person_id(self) -> str:
        """The slug of the name."""
        return person_id(self.name)

    def person(self) -> Person:
        """The same for a `konsultnlp.context.Context`."""
        return Person(
            self.person_id, self.name, self.role, self.side, self.org, self.org_id, self.function, self.attended
        )


def read_attendance(text: str, blocks: Sequence[TextBlock], date: str) -> list[AttendanceHit]:
    """The people on the attendance list of ``text``.

    Args:
        text: A document's clean text, or the front part of minutes.
        blocks: Its lines; empty means: one a line feed.
        date: The document's ISO date or year, which decides what an abbreviation means.

    Returns:
        One hit a person, in the order of the text.
    """
    lines = list(blocks) or _lines(text)
    found: list[AttendanceHit] = []
    late: list[tuple[Piece, RawPerson]] = []
    inside: list[Told] = []
    for piece in _by_side(text, pieces(text, lines, date), date):
        if piece.kind == "told":
            inside.extend(told_in(text, piece.start, piece.end, date))
            continue
        names = piece.kind in {"chair", "secretary"}
        for raw in read_people(text, piece.start, piece.end, date, singles=names, shared=names):
            if names:
                late.append((piece, raw))
            else:
                _add(found, _settle(text, raw, piece.body, date, piece.kind == "absent", "attendance-list"))
    told = [*inside, *read_told(text, lines, date, listed=bool(found))]
    for item in told:
        if item.kind != "chair" and item.kind != "secretary":
            _add(found, _settle(text, item.raw, item.body, date, item.kind == "absent", "attendance-told"))
    for piece, raw in late:
        _add_function(found, _settle(text, raw, piece.body, date, False, f"attendance-{piece.kind}"), piece.kind)
    for item in told:
        if item.kind in {"chair", "secretary"}:
            _told_function(text, found, item, date)
    if found and not any(hit.function == "referent" for hit in found):
        signature = read_signature(text, lines, date)
        if signature is not None:
            _told_function(text, found, signature, date)
    return sorted(found, key=lambda h: h.start)


def read_attendance_table(rows: Sequence[Sequence[str]], date: str) -> list[AttendanceHit]:
    """The people on an attendance list set as a table, in its order; none where it is another table. Offsets are -1.

    Args:
        rows: Cells, a header row ("Navn, Stilling, Organisasjon") included or not.
        date: The document's ISO date or year.
    """
    hits = read_attendance(as_list(rows, date), (), date)
    return [replace(hit, start=-1, end=-1, rule="attendance-table") for hit in hits]


def merged(listed: Sequence[AttendanceHit], others: Sequence[AttendanceHit]) -> list[AttendanceHit]:
    """Two lists of one meeting's people as one; who stands on both is filled in from the second."""
    found = list(listed)
    for hit in others:
        if hit.function in {"moteleder", "referent"}:
            _add_function(found, hit, "chair" if hit.function == "moteleder" else "secretary")
        else:
            _add(found, hit)
    return found


def _lines(text: str) -> list[TextBlock]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(TextBlock(at, at + len(line)))
        at += len(line) + 1
    return found


def _by_side(text: str, found: Sequence[Piece], date: str) -> Iterator[Piece]:
    """The pieces, one that changes sides in sentences ("… Fra KS møtte …", "X hadde meldt forfall") cut up."""
    for piece in found:
        if piece.kind != "present":
            yield piece
            continue
        for start, end, kind, body in sides_in(text, piece.start, piece.end, date, piece.body):
            yield replace(piece, kind=kind, start=start, end=end, body=body)


def _settle(text: str, raw: RawPerson, label: Body, date: str, absent: bool, rule: str) -> AttendanceHit:
    """A person with the side, body and id that follow from its marks and the label above it."""
    own = read_body(raw.org, date) if raw.org else Body()
    generic = own.side == "staten" and is_party(raw.org, date) and not own.org
    org, org_id = "" if generic else raw.org, own.org_id
    side = label.side or own.side or raw.role_side
    if own.org_id and own.side:  # a ministry's own among "Andre", or a list whose sides nothing parts
        side = own.side
    if absent and own.side in {"staten", "ks"}:  # a list of absent people has both sides' under one label
        side = own.side
    elif absent and not own.side and raw.role_side:
        side = raw.role_side
    if raw.side and own.side not in {"staten", "ks"}:  # an observer, but one of a party's own
        side = raw.side
    side = side or ("annen" if raw.org else "staten")
    if not org and label.org:
        org, org_id = label.org, label.org_id
    if not org and not org_id and side == "staten":
        org_id = _ministers_own(raw.role, date)
    if side == "ks" and (not org or own.org_id == "ks" or own.side in {"", "ks"}):
        org, org_id = org or "KS", "ks"  # a county's or municipality's own people have no id
    function = raw.function or label.function
    return AttendanceHit(
        text[raw.start : raw.end], raw.role, side, org, org_id, function, not (absent or raw.absent),
        raw.start, raw.end, rule,
    )  # fmt: skip


def _ministers_own(role: str, date: str) -> str:
    """The ministry that a minister's title names: "helse- og omsorgsminister"."""
    return ministry_id(role[: -len("minister")] + "departementet", date) if role.casefold().endswith("minister") else ""


def _add(found: list[AttendanceHit], hit: AttendanceHit) -> None:
    """Adds somebody new, or fills in what the first mention left open."""
    for index, old in enumerate(found):
        if old.person_id == hit.person_id:
            found[index] = replace(
                old, role=old.role or hit.role, org=old.org or hit.org, org_id=old.org_id or hit.org_id,
                function=old.function or hit.function,
            )  # fmt: skip
            return
    found.append(hit)


def _add_function(found: list[AttendanceHit], hit: AttendanceHit, kind: str) -> None:
    """Gives somebody on the list the chair or the pen; who is not on it comes on it."""
    function = "moteleder" if kind == "chair" else "referent"
    people = [h.person() for h in found]
    index = match_name(hit.name, people, role=hit.role)
    if index is None:
        found.append(replace(hit, function=function))
    else:
        old = found[index]
        found[index] = replace(
            old,
            function=function if not old.function or old.function == "adm" else old.function,
            role=old.role or hit.role,
            org=old.org or hit.org,
            org_id=old.org_id or hit.org_id,
        )


def _told_function(text: str, found: list[AttendanceHit], item: Told, date: str) -> None:
    """A sentence that says who led the meeting or wrote the minutes."""
    hit = _settle(text, item.raw, item.body, date, False, "attendance-told")
    if any(h.function == ("moteleder" if item.kind == "chair" else "referent") for h in found):
        return
    if len(name_words(hit.name)) < 2 and match_name(hit.name, [h.person() for h in found]) is None:
        return  # one capitalised word that nobody on the list has for a name
    _add_function(found, hit, item.kind)

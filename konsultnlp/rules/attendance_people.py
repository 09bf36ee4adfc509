"""Puts people together from the pieces of an attendance list: name, title, body, marks.

Supports: title before or after the name, with or without a comma; plural titles that go for several names, while a
singular one goes for one; a body shared by two names ("A og B (KDD)"); a body before its people ("KS v/ A").
Avoids: filling in what is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from konsultnlp.rules.attendance_orgs import body_at, is_party, is_political_party, read_body
from konsultnlp.rules.attendance_roles import RoleHit, role_at
from konsultnlp.rules.attendance_tokens import Token, tokens

_ADM = regex.compile(r"adm(?:\.|inistrasjonen|inistrasjon)?", regex.IGNORECASE)
_LEADS = regex.compile(r"(?:leder|leiar|ledet|leda|leia|leidde)\s(?:av\s|for\s)?møtet\b", regex.IGNORECASE)
_WRITES = regex.compile(r"ref\.?|referat|skriv(?:er|ar)", regex.IGNORECASE)
_ABSENT = regex.compile(
    r"(?:meldt\s)?(?:forfall|frafall|fravær|fråvær)|(?:ikke|ikkje)\s(?:til\s?stede?s?|møtt)|fraværende"
    r"|fråverande",
    regex.IGNORECASE,
)
_NO_MARK = regex.compile(
    r"\d|^(?:for|vara|møter|møtte|møtande|stedfortreder|etter|ansatterepresentant|som|noe|noko|ikke|ikkje|til|frå"
    r"|fra|pva|under|siste|første|fyrste|deler|delar|del|digitalt|på|kun|berre|bare|via|per)\b",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class RawPerson:
    """Somebody as printed, before the side is settled. ``start:end`` is the name."""

    start: int
    end: int
    role: str = ""
    role_side: str = ""
    org: str = ""
    function: str = ""
    side: str = ""
    absent: bool = False


@dataclass(slots=True)
class _Reader:
    """The state while the pieces of one list are read from left to right."""

    text: str
    date: str
    singles: bool
    shared: bool
    people: list[RawPerson]
    prefix: bool = False
    current: RawPerson | None = None
    role: RoleHit | None = None
    spread: RoleHit | None = None
    waiting: str = ""
    waiting_for_all: bool = False
    function: str = ""
    group: int = 0
    previous: str = "line"
    joined: bool = False
    line: int = 0
    joining: bool = False

    def take_role(self, hit: RoleHit, following: str, after: str) -> None:
        """A title: of the next name, of the one before, or of the meeting itself."""
        names_next = following in {"name", "single"}
        if hit.function:
            if self.current and not names_next:
                self.mark_function(self.current, hit)
            elif names_next and hit.function != "observator":
                self.function = hit.function
            return
        if hit.plural:
            if names_next:
                self.spread, self.role = hit, None
            elif following != "from" and hit.head != "representant":  # "representanter fra administrasjonen" is nobody
                for person in self.people[self.group :]:
                    self.give_role(person, hit)
            else:
                self.current = None  # "og representanter fra administrasjonen": nobody's mark
            return
        behind = (
            self.current is not None and not self.current.role and self.previous in {"comma", "name", "bracket", "body"}
        )
        if names_next or not behind or (self.prefix and following == "comma" and after == "name"):
            self.role, self.spread = hit, None
            return
        assert self.current is not None
        self.give_role(self.current, hit)

    def give_role(self, person: RawPerson, hit: RoleHit) -> None:
        """A title that stands after the name."""
        if not person.role:
            person.role, person.role_side = hit.text, hit.side

    def mark_function(self, person: RawPerson, hit: RoleHit) -> None:
        """ "møteleder", "referent" or "observatør" beside a name."""
        if hit.function == "observator":
            person.side = "annen"
        else:
            person.function = hit.function

    def take_name(self, start: int, end: int) -> None:
        """Somebody new."""
        hit = self.role or self.spread
        person = RawPerson(start, end, hit.text if hit else "", hit.side if hit else "", self.waiting, self.function)
        if not self.waiting_for_all:
            self.waiting = ""
        if self.previous not in {"joint", "comma"}:
            self.group = len(self.people)
        self.role, self.function = None, ""
        self.joined = self.previous == "joint" or (self.previous == "role" and self.joining)
        self.current = person
        self.people.append(person)

    def take_body(self, written: str) -> None:
        """A body: of the name before it, or of those that follow."""
        if (
            self.current
            and not self.current.org
            and not self.role
            and self.previous in {"comma", "name", "role", "from", "bracket"}
        ):
            self.give_body(written)
        elif self.previous != "other" or not self.current:
            self.waiting = written
        else:
            self.waiting, self.current = written, None

    def give_body(self, written: str) -> None:
        """A body for the current person, and for those before who share it."""
        assert self.current is not None
        self.current.org = written
        if self.joined and self.previous == "from":  # "A, B og C fra KS"
            side = read_body(written, self.date).side
            for person in reversed(self.people[self.line : -1]):
                if person.org or person.function or (person.role_side and person.role_side != side):
                    break
                person.org = written
        if self.shared or self.spread:
            for person in self.people[self.group : -1]:
                if not person.org and person.function != "adm":
                    person.org = written

    def take_bracket(self, start: int, end: int) -> None:
        """What stands in brackets after a name."""
        inner = self.text[start:end]
        if self.current is None:
            if self.waiting:  # "KS (Kari Moe)"
                for person in read_people(self.text, start, end, self.date):
                    person.org = person.org or self.waiting
                    self.people.append(person)
            return
        if is_political_party(inner):
            return
        if body_at(self.text, start, end, self.date) >= end or (
            is_party(inner, self.date) and read_body(inner, self.date).org
        ):
            if not self.current.org:  # "Digitaliseringsdirektoratet (Digdir)": the name has been given
                self.give_body(inner.strip())
            return
        parts = [part.strip() for part in regex.split(r"\s*[,;/]\s*", inner)]
        if len(parts) > 1 and is_political_party(parts[-1]):  # "(Hedmark, Sp)": the county that elected a politician
            parts = [part for part in parts[:-1] if read_body(part, self.date).side]
        for part in parts:
            self.take_mark(part)

    def take_mark(self, mark: str) -> None:
        """One part of a bracket."""
        assert self.current is not None
        hit = role_at(mark, 0)
        if _LEADS.match(mark):
            self.current.function = "moteleder"
        elif _WRITES.fullmatch(mark):
            self.current.function = "referent"
        elif _ADM.fullmatch(mark):
            self.current.function = self.current.function or "adm"
        elif _ABSENT.match(mark):
            self.current.absent = True
        elif hit and hit.function:
            self.mark_function(self.current, hit)
        elif hit:
            self.give_role(self.current, hit)
            rest = regex.sub(r"^\s*(?:i|ved|for|fra|frå)\s", "", mark[hit.end :]).strip()
            if rest and read_body(rest, self.date).side:
                self.give_body(rest)
        elif mark and not is_political_party(mark) and not _NO_MARK.search(mark):
            body = read_body(mark, self.date)
            if body.side or (mark[:1].isupper() and len(mark) > 1):
                self.give_body(mark)


def read_people(
    text: str, start: int, end: int, date: str, *, singles: bool = False, shared: bool = False
) -> list[RawPerson]:
    """The people in ``text[start:end]``.

    Args:
        text: Any text.
        start: Where the list begins.
        end: Where it ends.
        date: The document's date, which decides what an abbreviation means.
        singles: Whether one capitalised word alone is a name ("Referent: Moe").
        shared: Whether a body after the last of several names goes for all of them.
    """
    pieces = [t for t in tokens(text, start, end, date) if t.kind != "note"]
    reader = _Reader(text, date, singles, shared, [])
    line_begins = True
    for index, token in enumerate(pieces):
        if line_begins and token.kind not in {"line", "other"}:
            reader.prefix, line_begins = token.kind == "role", False
        _feed(reader, token, pieces, index)
        line_begins = line_begins or token.kind == "line"
        reader.previous = token.kind if token.kind != "single" else "name"
    return reader.people


def _feed(reader: _Reader, token: Token, pieces: Sequence[Token], index: int) -> None:
    following = pieces[index + 1].kind if index + 1 < len(pieces) else "line"
    after = pieces[index + 2].kind if index + 2 < len(pieces) else "line"
    if token.kind == "role" and token.role:
        reader.joining = reader.previous == "joint"
        if following == "single" and not (reader.singles or token.role.plural):
            following = "name"
        reader.take_role(token.role, following, after)
    elif token.kind == "name":
        reader.take_name(token.start, token.end)
    elif token.kind == "single":
        _take_single(reader, token)
    elif token.kind == "body":
        before = pieces[index - 2].kind if index > 1 else "line"
        if reader.previous == "from" and before in {"comma", "line", "stop", "joint"} and following in {"role", "name"}:
            # ", frå KRD statssekretær Moe": of those who follow
            reader.current, reader.waiting, reader.waiting_for_all = None, reader.text[token.start : token.end], True
        else:
            reader.take_body(reader.text[token.start : token.end])
    elif token.kind == "via":
        reader.waiting_for_all = bool(reader.waiting)
        reader.current = None if reader.waiting else reader.current
    elif token.kind == "bracket":
        reader.take_bracket(token.start, token.end)
    elif token.kind == "line" or (token.kind == "stop" and reader.text[token.start] == "."):
        reader.role = reader.spread = reader.current = None
        reader.waiting, reader.waiting_for_all, reader.group = "", False, len(reader.people)
        reader.line = len(reader.people)
    elif token.kind == "other" and reader.current and _ABSENT.match(reader.text, token.start, token.end):
        reader.current.absent = True
    elif token.kind == "other" and reader.current and _ADM.fullmatch(reader.text, token.start, token.end):
        reader.current.function = reader.current.function or "adm"


def _take_single(reader: _Reader, token: Token) -> None:
    """One capitalised word: a surname after a title or where surnames alone are expected, else a body after a comma."""
    if reader.singles or (reader.role and reader.previous == "role"):
        reader.take_name(token.start, token.end)
    elif reader.current and not reader.current.org and reader.previous in {"comma", "from"}:
        reader.give_body(reader.text[token.start : token.end])


def share_listed(text: str, start: int, end: int, date: str) -> float:
    """How much of ``text[start:end]`` a list is made of, 0 to 1: words of titles, names and bodies among all words."""
    words = listed = 0
    for token in tokens(text, start, end, date):
        count = len(text[token.start : token.end].split())
        if token.kind in {"role", "name", "body", "bracket", "single", "note", "joint", "via", "from"}:
            listed += count
            words += count
        elif token.kind == "other":
            words += count
    return listed / words if words else 0.0

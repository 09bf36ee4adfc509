"""Corrections applied to a document's rows, after the program has made them and before they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from konsultnlp.collection import Records
from konsultnlp.corrections.find import find, free_id
from konsultnlp.corrections.links import pointed, relink
from konsultnlp.corrections.model import (
    ADDED,
    BY_HAND,
    CHECKED,
    COLUMNS,
    CORRECTED,
    DELETED,
    KINDS,
    NAME,
    ROW,
    STATUS_NAME,
    Correction,
    Status,
    id_of,
    place_of,
)
from konsultnlp.corrections.place import Pages, follows, locate
from konsultnlp.corrections.store import read_store
from konsultnlp.corrections.values import parse
from konsultnlp.export.csv_files import as_csv, cell, write_text
from konsultnlp.export.neutral import neutralise
from konsultnlp.records import QuotedRecord, Record

TOLD: tuple[Status, ...] = ("unmatched", "conflicting")
"""Outcomes that a run tells line by line."""


@dataclass(slots=True)
class Outcome:
    """What became of a correction.

    Attributes:
        correction: The correction.
        status: What became of it.
        reason: Why, where that needs a word.
    """

    correction: Correction
    status: Status
    reason: str = ""


@dataclass(slots=True)
class Corrections:
    """The corrections of an output folder, and what becomes of them in a run.

    Attributes:
        folder: The output folder.
        outcomes: What became of those whose documents have been met.
    """

    folder: Path
    outcomes: list[Outcome] = field(default_factory=list)
    _by_document: dict[str, list[Correction]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Corrections:
        """The corrections in a folder's ``corrections.csv``; none where there is no such file.

        Raises:
            CorrectionError: The file is not what it should be.
        """
        made = cls(folder)
        for correction in read_store(folder):
            made._by_document.setdefault(correction.doc_id, []).append(correction)
        return made

    def apply(self, records: Records, text: str, pages: Pages = ()) -> None:
        """Corrects a document's rows.

        Args:
            records: The rows as the program made them; they are changed.
            text: The document's clean text.
            pages: Where in the text each page begins.
        """
        doc_id = records.documents[0].doc_id
        mine = self._by_document.pop(doc_id, None)
        if mine:
            self.outcomes.extend(_Document(records, text, pages).apply(mine))

    def close(self) -> list[Outcome]:
        """Writes ``corrections_status.csv``, with those of documents that were not met; without corrections there is none."""
        for rest in self._by_document.values():
            self.outcomes.extend(Outcome(c, "unmatched", "this run has not read its document") for c in rest)
        self._by_document.clear()
        path = self.folder / STATUS_NAME
        if not self.outcomes:
            path.unlink(missing_ok=True)
            return []
        rows = [
            [o.status, o.reason, *(neutralise(cell(getattr(o.correction, c))) for c in COLUMNS)] for o in self.outcomes
        ]
        write_text(path, as_csv(("status", "reason", *COLUMNS), rows))
        return self.outcomes

    def counts(self) -> dict[str, int]:
        """How many came to which end."""
        return dict(Counter(o.status for o in self.outcomes))

    def lines(self) -> list[str]:
        """What must be told, a line a correction."""
        return [f"{NAME}: {o.status}: {o.correction.shown}: {o.reason}" for o in self.outcomes if o.status in TOLD]


class _Document:
    """One document's rows while they are corrected."""

    def __init__(self, records: Records, text: str, pages: Pages) -> None:
        self._records = records
        self._text = text
        self._pages = pages
        self._lists: dict[str, list[Record]] = {}
        self._touched: set[str] = set()

    def apply(self, corrections: Sequence[Correction]) -> list[Outcome]:
        """Applies all, rows that were added first: later lines may change them."""
        before = pointed(self._records)
        groups: dict[tuple[str, str, str], list[Outcome]] = {}
        outcomes = [Outcome(c, "applied") for c in corrections]
        for outcome in outcomes:
            groups.setdefault(outcome.correction.key, []).append(outcome)
        standing = {key: _standing(group) for key, group in groups.items()}
        for fields in sorted(standing.values(), key=lambda f: ROW not in f or f[ROW].correction.new != ADDED):
            self._group(fields)
        for table, rows in self._lists.items():
            if table in self._touched:
                # Stable: rows of one place stay in their order, a new one comes last.
                rows.sort(key=lambda r: -1 if place_of(r)[0] is None else place_of(r)[0] or 0)
            self._records.replace(table, rows)
        relink(self._records, before)
        return outcomes

    def _rows(self, table: str) -> list[Record]:
        """A table's rows as a list that can be changed."""
        if table not in self._lists:
            self._lists[table] = list(self._records.of(table))
        return self._lists[table]

    def _group(self, fields: dict[str, Outcome]) -> None:
        row = fields.pop(ROW, None)
        first = row or next(iter(fields.values()))
        rows = self._rows(first.correction.table)
        at, why = find(first.correction, rows, self._text)
        if row and row.correction.new == DELETED:
            if at is None:
                row.status, row.reason = "same already", why
            else:
                del rows[at]
            for outcome in fields.values():
                outcome.status, outcome.reason = "superseded", "the row was deleted"
            return
        if row:
            at, why = self._add(row, at, rows)
        if at is None:
            for outcome in fields.values():
                outcome.status, outcome.reason = "unmatched", why
            return
        for name, outcome in fields.items():
            if name != CHECKED:
                self._change(outcome, rows, at)

    def _add(self, outcome: Outcome, at: int | None, rows: list[Record]) -> tuple[int | None, str]:
        c = outcome.correction
        if at is not None and (id_of(rows[at]) == c.record_id or not c.old):
            outcome.status = "same already"
            return at, ""
        start, end = c.char_start, c.char_end
        if start is None or end is None or self._text[start:end] != c.quote:
            try:
                start, end = locate(self._text, c.quote)
            except ValueError as error:
                outcome.status, outcome.reason = "unmatched", str(error)
                return None, "its row could not be added"
        taken = {id_of(r) for r in rows}
        made = c.record_id if c.record_id not in taken else free_id(c.doc_id, c.table, c.quote, taken)
        kind = KINDS[c.table]
        values = {"text": self._text[start:end], **follows(self._records, self._pages, start, end)}
        rows.append(kind(doc_id=c.doc_id, rule=BY_HAND, **{kind.ID: made}, **values))
        self._touched.add(c.table)
        if c.table == "requests":  # what was set aside there is a request after all
            aside = self._rows("set_aside")
            aside[:] = [r for r in aside if place_of(r) != (start, end)]
        return len(rows) - 1, ""

    def _change(self, outcome: Outcome, rows: list[Record], at: int) -> None:
        c, row = outcome.correction, rows[at]
        now = cell(getattr(row, c.field))
        if now == c.new:
            outcome.status = "same already"
            return
        changes = {c.field: parse(type(row), c.field, c.new)}
        if c.field == "text" and isinstance(row, QuotedRecord):
            try:
                start, end = locate(self._text, c.new, (row.char_start, row.char_end))
            except ValueError as error:
                outcome.status, outcome.reason = "unmatched", str(error)
                return
            changes = {"text": self._text[start:end], **follows(self._records, self._pages, start, end)}
            self._touched.add(c.table)
        if now != c.old:
            outcome.reason = f"the program says {now!r} now"
        rule = row.rule if row.rule == BY_HAND or row.rule.startswith(CORRECTED) else CORRECTED + row.rule
        rows[at] = replace(row, rule=rule, **changes)


def _standing(group: Sequence[Outcome]) -> dict[str, Outcome]:
    """The last correction of each field; those before it are overruled."""
    last: dict[str, Outcome] = {}
    for outcome in group:
        before = last.get(outcome.correction.field)
        if before and before.correction.new != outcome.correction.new:
            same_hand = before.correction.who == outcome.correction.who
            before.status = "superseded" if same_hand else "conflicting"
            before.reason = f"overruled by {outcome.correction.new!r} ({_by(outcome.correction)})"
        elif before:
            before.status, before.reason = "superseded", "said again later"
        last[outcome.correction.field] = outcome
    return last


def _by(correction: Correction) -> str:
    return ", ".join(filter(None, (correction.who, correction.when))) or "a later line"

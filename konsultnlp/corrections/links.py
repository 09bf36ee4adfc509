"""Columns that point to other rows, set right after rows were added or deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from konsultnlp.collection import Records
from konsultnlp.records import AmountRecord


@dataclass(frozen=True, slots=True)
class Pointed:
    """The ids that rows of a document may point to, and the amounts that it had."""

    requests: frozenset[str]
    people: frozenset[str]
    amounts: frozenset[str]


def pointed(records: Records) -> Pointed:
    """What there is to point to now."""
    return Pointed(
        frozenset(r.request_id for r in records.requests),
        frozenset(p.person_id for p in records.participants),
        frozenset(a.amount_id for a in records.amounts),
    )


def relink(records: Records, before: Pointed) -> None:
    """Lets no row point to one that is gone, and amounts point to the request around them where either was added.

    Args:
        records: A document's rows; those that must are replaced.
        before: What `pointed` gave before rows were added and deleted.
    """
    now = pointed(records)
    gone, new = before.requests - now.requests, now.requests - before.requests
    if gone or new or now.amounts - before.amounts:
        records.replace("amounts", [_relinked(records, a, before, now) for a in records.amounts])
    people = before.people - now.people
    if people:
        rows = [replace(s, person_id="") if s.person_id in people else s for s in records.statements]
        records.replace("statements", rows)


def _relinked(records: Records, amount: AmountRecord, before: Pointed, now: Pointed) -> AmountRecord:
    if amount.request_id in now.requests:
        return amount
    among = now.requests
    if not amount.request_id and amount.amount_id in before.amounts:
        among = now.requests - before.requests  # the program has left it without one: only a new request may claim it
    points_to = _around(records, amount.char_start, amount.char_end, among)
    return replace(amount, request_id=points_to) if points_to != amount.request_id else amount


def _around(records: Records, start: int | None, end: int | None, among: frozenset[str]) -> str:
    """The first of some requests whose quote holds a place; empty where there is none."""
    if start is None or end is None or not among:
        return ""
    for request in records.requests:
        first, last = request.char_start, request.char_end
        if request.request_id in among and first is not None and last is not None and first <= start and end <= last:
            return request.request_id
    return ""

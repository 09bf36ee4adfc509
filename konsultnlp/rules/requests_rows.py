"""From what the rules see in a sentence to its rows: what is embedded goes, equals are joined, each gets its action.

What differs in none of act, requester, addressee and explicitness is one row.
"""

from __future__ import annotations

from dataclasses import dataclass

from konsultnlp.grammar.clause_words import Token
from konsultnlp.grammar.clauses import Parse
from konsultnlp.rules.requests_addressee import find_addressee
from konsultnlp.rules.requests_blockers import content_clauses, holds_modal
from konsultnlp.rules.requests_scene import Candidate, Scene

_CAUSES = frozenset({"ettersom", "ettersum", "siden", "sidan", "fordi"})
_CUT_WORDS = frozenset({"om", "dersom", "hvis", "viss", "slik", "mens", "medan"})


@dataclass(slots=True)
class Row:
    """A request of a sentence, with the tokens of its action ``first:last``."""

    candidate: Candidate
    first: int
    last: int
    addressee: str
    addressee_id: str


def _outranks(scene: Scene, outer: Candidate, inner: Candidate) -> bool:
    """Whether ``inner`` stands within what ``outer`` wants, and so is no request of its own."""
    if outer is inner:
        return False
    parse = scene.parse
    if outer.clause == inner.clause:
        return outer.rank > inner.rank or (outer.rank == inner.rank and outer.trigger[0] < inner.trigger[0])
    clause = parse.clauses[inner.clause]
    if parse.clauses[outer.clause].shares == inner.clause or clause.word in {"mens", "medan"}:
        return False
    wanted = parse.clauses[outer.clause].verb if outer.explicit else outer.action
    return parse.within(inner.clause, outer.clause) and clause.kind != "main" and clause.verb >= wanted


def rows_of(scene: Scene, candidates: list[Candidate]) -> list[Row]:
    """The rows of a sentence, in order."""
    kept = [c for c in candidates if not any(_outranks(scene, o, c) for o in candidates)]
    kept.sort(key=lambda c: (min(c.trigger), c.action))
    rows = []
    for candidate in kept:
        stops = [
            scene.parse.clauses[c.clause].first for c in kept if scene.parse.clauses[c.clause].first > candidate.action
        ]
        last = candidate.action_end if candidate.action_end > 0 else min([*stops, _end_of(scene, candidate)])
        last = _trim(scene.parse, candidate.action, last)
        written, identity = candidate.addressee, candidate.addressee_id
        if not written:
            written, identity = find_addressee(scene, candidate, candidate.target, last)
        rows.append(Row(candidate, candidate.action, last, written, identity))
    return _joined(scene, rows)


def _joined(scene: Scene, rows: list[Row]) -> list[Row]:
    """Equals made one; the one with the higher rank gives trigger and action."""
    done: list[Row] = []
    for row in rows:
        same = next((r for r in done if _key(r) == _key(row)), None)
        if same is None:
            done.append(row)
        elif row.candidate.rank > same.candidate.rank:
            done[done.index(same)] = row
        elif row.last > same.last and same.candidate.action_end < 0:
            same.last = row.last
    return done


def _key(row: Row) -> tuple[str, str, str, bool]:
    c = row.candidate
    return c.act, c.requester.id or c.requester.text, row.addressee_id or row.addressee, c.explicit


def _end_of(scene: Scene, candidate: Candidate) -> int:
    """Where the clause of a request, and what hangs on it, ends."""
    parse = scene.parse
    end = parse.clauses[candidate.clause].last
    for other in parse.clauses:
        if other.kind == "main" and other.first > candidate.action:
            end = min(end, other.first)
    if candidate.act == "position":
        # "mener at A må …, og at B kan …": the first content clause that only tells something is no part of it.
        contents = content_clauses(scene, candidate.clause, candidate.action)
        told = [i for i in contents[1:] if not holds_modal(scene, [i])]
        if told and holds_modal(scene, contents[:1]):
            end = min(end, parse.clauses[told[0]].first)
    return end


def _trim(parse: Parse, first: int, last: int) -> int:
    """The end of an action without final marks, a sentence's afterthought, or a condition that trails it."""
    for clause in parse.clauses:
        if not first + 2 < clause.first < last:
            continue
        before = parse.low(clause.first - 1)
        if before == "," and clause.kind == "adv" and clause.word in _CUT_WORDS:
            last = clause.first
        elif before == "," and clause.word in _CAUSES and clause.last >= last - 1:
            last = clause.first  # why it is wanted, and no part of what is wanted
        elif clause.kind == "rel" and before in {"noe", "noko"} and parse.low(clause.first - 2) == ",":
            last = clause.first - 1
        elif before in {"–", "—"} and clause.kind in {"main", "adv"}:
            last = clause.first
    for i in range(first + 2, last):  # a reference that trails it
        if parse.low(i) in {"jf.", "jf", "jfr.", "jamfør", "jfr"} and parse.low(i - 1) == ",":
            last = i - 1
            break
    while last > first + 1 and _is_loose(parse.tokens[last - 1]):
        last -= 1
    return max(last, first + 1)


def _is_loose(token: Token) -> bool:
    """Whether a token at the end of an action is no part of it: a mark or a conjunction."""
    mark = not token.text[-1].isalnum() and token.text not in {")", "»", "]", "%"}
    return mark or token.low in {"og", "men", "samt"}

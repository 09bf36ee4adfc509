"""By when a request wants to be met: a date, a phrase ("før sommeren"), or a clause ("før budsjettene vedtas").

Supports: what stands in the action, a clause in front of the sentence. Avoids: relative clauses, "ikke … før" (not a deadline but the
reverse), a clause about the wanted thing itself ("bør prøves ut før den innføres": an order of steps).
"""

from __future__ import annotations

from konsultnlp.context import Context
from konsultnlp.grammar.clause_words import is_a, is_passive
from konsultnlp.grammar.dates import find_deadline
from konsultnlp.rules.requests_rows import Row
from konsultnlp.rules.requests_scene import Scene

_ITSELF = frozenset({"de", "dei", "den", "han", "ho", "hun", "det"})


def row_deadline(scene: Scene, row: Row) -> str:
    """The deadline of a request as ISO date or words, or empty."""
    return deadline_in(scene, row.first, row.last) or _clause(scene, row)


def deadline_in(scene: Scene, first: int, last: int) -> str:
    """The deadline in the tokens ``first:last``, relative clauses left out."""
    if first >= last:
        return ""
    start, end = scene.tokens[first].start, scene.tokens[last - 1].end
    chars = list(scene.text[start:end])
    for clause in scene.parse.clauses:
        if clause.kind not in {"rel", "wh"} or clause.first <= first:
            continue
        stop = next(
            (i for i in range(max(clause.verb, clause.first), clause.last) if scene.tokens[i].text == ","), clause.last
        )
        for i in range(clause.first, min(stop, last)):
            token = scene.tokens[i]
            chars[token.start - start : token.end - start] = " " * (token.end - token.start)
    return phrase_deadline("".join(chars), scene.ctx)


def phrase_deadline(phrase: str, ctx: Context) -> str:
    """The deadline of a phrase as ISO date or words, or empty."""
    year = int(ctx.date[:4]) if ctx.date[:4].isdigit() else None
    found = find_deadline(phrase, year, ctx.date)
    if found is None:
        return ""
    before = phrase[: found[0]].casefold().split() + phrase[found[0] : found[1]].casefold().split()[:1]
    if "før" in before and any(is_a("negation", w) for w in before[: before.index("før")]):
        return ""  # "bør ikke begynne før 1. mai"
    return found[2]


def _clause(scene: Scene, row: Row) -> str:
    """The clause that says before what it shall be done: "før kontraktene lyses ut", in the action or in front."""
    candidate, parse = row.candidate, scene.parse
    if candidate.act == "warning" or not (candidate.explicit or candidate.rule.startswith("modal")):
        return ""
    for clause in parse.clauses:
        inside = row.first < clause.first < row.last
        in_front = clause.parent == candidate.clause and clause.first < parse.clauses[candidate.clause].verb
        if clause.word != "før" or clause.verb < 0 or not (inside or in_front):
            continue
        if parse.low(clause.first - 1) == "råd":
            continue  # "tas med på råd før …": an order of steps
        low = parse.low(clause.body)
        if low in _ITSELF and not (low == "det" and is_passive(parse.low(clause.verb))):
            continue
        if inside and any(is_a("negation", parse.low(i)) for i in range(row.first, clause.first)):
            continue
        stop = next((i for i in range(clause.verb, clause.last) if parse.low(i) in {",", ".", ";", ":"}), clause.last)
        return parse.slice(clause.first, stop)
    return ""

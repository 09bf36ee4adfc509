"""Splits a sentence into clauses without a parser: where each begins, its finite verb, what it hangs on.

Supports: main clauses joined by "og" and "men", clauses under "at" (said or left out after "mener", "sa"), relative and
adverbial clauses, indirect questions, conditions that begin with the verb ("Skal vi lykkes, må …"), verbs that share a subject.
Avoids: a tree of phrases. What is said in brackets is no clause; relative clauses without "som" are only stepped over.

Norwegian lets a clause have one finite verb, and that is the whole method: read from left to right, a subjunction opens
a clause, and a finite verb goes to the innermost open clause that has none yet, which closes those within it.
"""

from __future__ import annotations

from konsultnlp.grammar.clause_asides import without_asides
from konsultnlp.grammar.clause_tree import Clause, Parse, own_tokens, subject_of
from konsultnlp.grammar.clause_verbs import finite_ahead, has_answer, has_own_subject, is_finite, verbs_after, whether
from konsultnlp.grammar.clause_words import (
    Token,
    is_a,
    is_passive,
    is_past,
    length_of,
    may_be_participle,
    openers,
    skip_adverbs,
    tokenize,
    verb_kind,
)

__all__ = ["Clause", "Parse", "own_tokens", "parse_clauses", "subject_of"]

_BREAKS = frozenset({";", ":", "–", "—", "-"})


class _Builder:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.parse = Parse(text, tokens)
        self.tokens = tokens
        self.stack: list[int] = []
        self.coord = -1  # a conjunction since the last verb
        self.both = False  # "både" or "enten": the next conjunction joins nouns
        self.comma = -1  # a comma or dash since the last verb
        self.depth = 0
        self.open_clause("main", 0, 0, -1, "")

    def open_clause(self, kind: str, first: int, body: int, parent: int, word: str, shares: int = -1) -> int:
        self.parse.clauses.append(Clause(kind, first, body, -1, -1, parent, word, shares))
        index = len(self.parse.clauses) - 1
        self.stack.append(index)
        return index

    def top(self) -> Clause:
        return self.parse.clauses[self.stack[-1]]

    def reassign(self, first: int, at: int) -> None:
        """Gives the tokens from ``first`` to ``at`` to the clause on top."""
        for i in range(first, at):
            self.parse.clause_of[i] = self.stack[-1]

    def reset(self) -> None:
        self.coord = self.comma = -1

    def run(self) -> Parse:
        i = 0
        while i < len(self.tokens):
            i += self.read(i)
        self.close()
        return self.parse

    def put(self, at: int, count: int = 1) -> int:
        for _ in range(count):
            self.parse.clause_of.append(self.stack[-1])
            self.parse.opaque.append(self.depth > 0)
        return count

    def read(self, at: int) -> int:
        low = self.tokens[at].low
        if low in {"(", "["}:
            self.depth += 1
        if low in {")", "]"}:
            count = self.put(at)
            self.depth = max(0, self.depth - 1)
            return count
        if self.depth:
            return self.put(at)
        joined = at > 0 and self.tokens[at - 1].text.endswith("-")
        if (low == "," and not joined) or low in _BREAKS:
            self.comma, self.coord = at, -1
            count = self.put(at)
            top = self.top()
            if (
                top.kind in {"adv", "rel"}
                and 0 <= top.verb < at - (top.kind == "rel")
                and self.parse.low(top.first - 1) == ","
                and low == ","
            ):
                self.stack.pop()  # "Det er, slik vi ser det, nødvendig": the comma ends what another began
            return count
        if low not in openers():
            return self.word(at)
        if is_a("pairing", low):
            self.both = True
        if (fixed := length_of("adverb", self.tokens, at)) > 1 and any(
            is_a("coord", self.tokens[at + k].low) for k in range(fixed)
        ):
            return self.put(at, fixed)  # "først og fremst" joins nothing
        if is_a("coord", low) and not joined:
            self.coord = -1 if self.both and low != "men" else at
            self.both = False
            return self.put(at)
        return self.subjunction(at) or self.word(at)

    def word(self, at: int) -> int:
        """Takes a word that opens and joins nothing: a clause's finite verb, or any other."""
        low = self.tokens[at].low
        if is_finite(self.tokens, at):
            return self.put(at) if self.is_infinitive(at) else self.finite(at)
        if is_passive(low) and self.tokens[at].text.islower() and self.takes_passive(at):
            return self.finite(at)
        return self.put(at)

    def is_infinitive(self, at: int) -> bool:
        """Whether a form that may be finite hangs on a modal: "skal kunne", "kan lykkes", "vil måtte"."""
        top, low = self.top(), self.tokens[at].low
        if (
            top.verb < 0
            or verb_kind(self.parse.low(top.verb)) != "modal"
            or self.coord > top.verb
            or self.comma > top.verb
        ):
            return False
        if verb_kind(low) == "modal" and is_past(low):
            return True
        return low.endswith(("s", "ast"))

    def takes_passive(self, at: int) -> bool:
        """A passive in -s is finite only in a clause that has no verb yet."""
        top, before = self.top(), self.parse.low(at - 1)
        return top.verb < 0 and at > top.body and before != "å" and not is_a("plain_preposition", before)

    def subjunction(self, at: int) -> int:
        """Opens a clause where one begins at ``at``; returns how many tokens that takes."""
        low = self.tokens[at].low
        if low == "at":
            return self.open_at(at)
        if at == 0 and (phrase := length_of("front_phrase", self.tokens, at)):
            return self.put(at, phrase)  # "Inntil da ber KS om …"
        if low == "enten" and self.parse.low(at + 1) == "det" and is_finite(self.tokens, at + 2):
            return self.enter("adv", at, 1, low)
        if low == "som" and self.top().kind == "wh" and self.top().verb < 0:
            return 0  # "hvem som skal …": one clause
        if low == "som":
            nxt, low_marks = self.parse.low(at + 1), {t.low for t in self.tokens[:25]}
            if is_a("after_som", nxt) and not (at and self.parse.low(at - 1) == ","):
                return 0
            if at == 0:
                return (
                    self.enter("adv", at, 1, "som")
                    if finite_ahead(self.tokens, at + 1) and verbs_after(self.tokens, at) > 1 and "," in low_marks
                    else 0
                )
            ahead = finite_ahead(self.tokens, at + 1) or is_passive(nxt) or is_finite(self.tokens, at + 1)
            return self.enter("rel", at, 1, "som") if ahead else 0
        if length_of("rel_maybe", self.tokens, at):
            if (
                low in {"hvor", "kor"}
                and self.parse.low(at + 1) not in {"det", "vi"}
                and at
                and self.parse.low(at - 1) not in {","}
            ):
                nxt2 = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
                if nxt2 is not None and (
                    nxt2.text[0].islower()
                    and not is_a("pronoun", nxt2.low)
                    and nxt2.low not in {"kommunene", "kommunane", "staten"}
                ):
                    return self.enter("wh", at, 1, low) if finite_ahead(self.tokens, at + 1) else 0
            if finite_ahead(self.tokens, at + 1) and not is_finite(self.tokens, at + 1):
                return self.enter("rel" if at else "adv", at, 1, low)
            if is_finite(self.tokens, at + 1) and at and self.parse.low(at - 1) == "," and self.top().verb >= 0:
                return self.enter("rel", at, 1, low)
            return 0
        count = length_of("adv", self.tokens, at)
        if count:
            return (
                self.enter("adv", at, count, self.parse.slice(at, at + count).casefold())
                if verbs_after(self.tokens, at)
                else 0
            )
        count = length_of("wh", self.tokens, at)
        if count and finite_ahead(self.tokens, at + count):
            return self.enter("wh", at, count, self.parse.slice(at, at + count).casefold())
        count = length_of("adv_maybe", self.tokens, at)
        if count and self.may_open(at, count):
            return self.enter("adv", at, count, self.parse.slice(at, at + count).casefold())
        return 0

    def may_open(self, at: int, count: int) -> bool:
        """Whether a word that is mostly a preposition opens a clause: under a clause that has its verb, or first of all."""
        low = self.tokens[at].low
        nxt = self.parse.low(at + count)
        if self.top().verb < 0 and not (at == 0 and verbs_after(self.tokens, at) > 1):
            return at > 0 and self.parse.low(at - 1) in {"spørsmålet", "spørsmål"} and verbs_after(self.tokens, at) > 1
        if low in {"da", "då"} and at and self.parse.low(at - 1) != ",":
            return False
        if low == "om" and not whether(self.tokens, at):
            return False
        if low == "om":
            asking = any(is_a("asking", self.tokens[i].low) for i in range(max(0, at - 9), at))
            if nxt in {"at", "å"} or (asking and self.top().kind != "wh"):
                return False
            if is_a("about_noun", self.parse.low(at - 1)):
                return False
        if nxt == "at" or is_finite(self.tokens, at + count):
            return False
        return finite_ahead(self.tokens, at + count)

    def open_at(self, at: int) -> int:
        before = self.parse.low(at - 1)
        parse = self.parse
        word, kind = "at", "at"
        if is_a("adverbial_at", before):
            word, kind = f"{before} at", "adv"
            if before in {"til", "med", "av"}:  # "viser til at": what is said; "i tillegg til at": addition
                kind = "adv" if before == "til" and parse.low(at - 2) in {"tillegg", "grunn", "tross"} else "at"
        elif before == "for" and not any(is_a("fear_for", parse.low(at - k)) for k in (2, 3, 4)):
            word, kind = "for at", "adv"
        if self.coord >= 0 and skip_adverbs(self.tokens, self.coord + 1) == at:
            for depth in range(len(self.stack) - 1, 0, -1):  # "og at": beside the "at" before it
                sibling = parse.clauses[self.stack[depth]]
                if sibling.word.endswith("at"):
                    del self.stack[depth:]
                    kind, word = sibling.kind, sibling.word
                    break
            else:
                del self.stack[1:]
        elif self.comma == at - 1 and self.top().kind == "at" and self.top().verb >= 0:
            self.stack.pop()
        self.enter(kind, at, 1, word)
        return 1

    def enter(self, kind: str, at: int, count: int, word: str) -> int:
        parent, top = self.stack[-1], self.top()
        # "som A, og som B"; "som A, dersom B": beside the relative clause, not within it.
        beside = self.coord == at - 1 if kind == "rel" else kind in {"adv", "wh"} and self.comma == at - 1
        if beside and top.kind == "rel" and top.verb >= 0:
            parent = top.parent
            self.stack.pop()
        self.open_clause(kind, at, at + count, parent, word)
        self.put(at, count)
        self.reset()
        return count

    def finite(self, at: int) -> int:
        parse, low = self.parse, self.tokens[at].low
        top = self.top()
        adjacent = self.coord >= 0 and skip_adverbs(self.tokens, self.coord + 1) == at
        if top.verb >= 0 and parse.low(top.verb) == low and at - top.verb < 4 and self.coord < 0 and self.comma < 0:
            return self.put(at)  # written twice: "vi ber vi ber om"
        open_depth = next((d for d in range(len(self.stack) - 1, -1, -1) if parse.clauses[self.stack[d]].verb < 0), -1)
        conditional = at == 0 and self.tokens[-1].text != "?" and has_answer(self.tokens)
        if conditional:  # a condition that begins with its verb: "Skal vi lykkes, må …"
            self.open_clause("adv", 0, 0, 0, "v1")
            self.top().verb = 0
            return self.put(at)
        adjacent = adjacent and not has_own_subject(self.tokens, self.coord, at)
        if adjacent and top.verb >= 0 and self.comma != self.coord - 1:
            return self.joined(at, self.stack[-1])
        if open_depth >= 0:
            if may_be_participle(low) and open_depth < len(self.stack) - 1 and self.comma < 0 and self.coord < 0:
                return self.put(at)
            del self.stack[open_depth + 1 :]
            self.top().verb = at
            self.reset()
            return self.put(at)
        if may_be_participle(low) and self.coord < 0:
            return self.put(at)
        if adjacent:
            return self.joined(at, self.level_for(at))
        if self.coord >= 0:
            return self.coordinate(at)
        if self.comma >= 0:
            return self.after_comma(at)
        verb = parse.low(top.verb)
        if verb_kind(verb) == "say" or is_a("hoping", verb):
            first = skip_adverbs(self.tokens, self.after_subject_of(top))
            if first < at and parse.low(first) != "å" and not is_a("plain_preposition", parse.low(first)):
                self.open_clause("at", first, first, self.stack[-1], "at0")
                self.reassign(first, at)
                self.top().verb = at
                self.reset()
                return self.put(at)
        if is_past(low) and verb_kind(low) != "aux":
            return self.put(at)
        # A relative clause without "som": stepped over. Its subject, if one word, goes with it: "derfor vi ber".
        first = at - (is_a("nominative", self.tokens[at - 1].low) and at - 1 > top.verb)
        self.open_clause("rel", first, first, self.stack[-1], "rel0")
        self.reassign(first, at)
        self.top().verb = at
        self.reset()
        return self.put(at)

    def after_subject_of(self, clause: Clause) -> int:
        """Where the words after a verb and an inverted subject of one word begin: "mener KS", "sa hun"."""
        i = clause.verb + 1
        pre = self.tokens[clause.body] if clause.body < clause.verb else None
        if clause.shares >= 0:
            return i
        inverted = (
            pre is None
            or is_a("front", pre.low)
            or self.parse.clause_of[clause.body] != self.parse.clause_of[clause.verb]
        )
        if (
            inverted
            and i < len(self.tokens)
            and (self.tokens[i].text[0].isupper() or is_a("pronoun", self.tokens[i].low))
        ):
            i += 1
        return i

    def level_for(self, at: int) -> int:
        """The clause whose subject a verb after a comma and "og" shares."""
        parse = self.parse
        depth = len(self.stack) - 1
        low = self.tokens[at].low
        # A modal goes on with the nearest "at": "at X må økes, og bør sikres"; any other verb with the main clause.
        if verb_kind(low) == "modal" and low not in {"vil", "ville", "kan", "kunne"}:
            while depth > 0 and parse.clauses[self.stack[depth]].kind not in {"at", "main"}:
                depth -= 1
        else:
            past = is_past(low)
            while depth > 0:
                clause = parse.clauses[self.stack[depth]]
                if clause.kind == "main" or (
                    past and clause.kind == "at" and is_past(parse.low(clause.verb)) and not self.main_is_past()
                ):
                    break
                depth -= 1
        return self.stack[depth]

    def main_is_past(self) -> bool:
        return is_past(self.parse.low(self.parse.clauses[self.stack[0]].verb))

    def joined(self, at: int, index: int) -> int:
        """A further verb of the subject of clause ``index``: "og ber om …"."""
        model = self.parse.clauses[index]
        return self.beside(at, index, model.word, model.shares if model.shares >= 0 else index)

    def beside(self, at: int, index: int, word: str, shares: int = -1) -> int:
        """Opens a clause with the verb at ``at`` that begins at the conjunction and stands beside clause ``index``."""
        model, first = self.parse.clauses[index], self.coord
        while self.stack and self.stack[-1] != index:
            self.stack.pop()
        self.stack.pop()
        self.open_clause(model.kind, first, first + 1, model.parent, word, shares=shares)
        if model.kind == "main":
            self.stack = [self.stack[-1]]
        self.reassign(first, at)
        self.top().verb = at
        self.reset()
        return self.put(at)

    def coordinate(self, at: int) -> int:
        """A further clause with a subject of its own: ", og staten må …"."""
        with_comma = self.comma == self.coord - 1
        index = self.stack[0]
        if not with_comma:
            depth = len(self.stack) - 1
            while depth > 0 and self.parse.clauses[self.stack[depth]].kind in {"rel", "wh"}:
                depth -= 1
            index = self.stack[depth]
        return self.beside(at, index, "" if with_comma else self.parse.clauses[index].word)

    def after_comma(self, at: int) -> int:
        """A clause after a comma or dash without a conjunction."""
        first = self.comma
        del self.stack[1:]
        self.stack.pop()
        self.open_clause("main", first, first + 1, -1, "")
        self.stack = [self.stack[-1]]
        self.reassign(first, at)
        self.top().verb = at
        self.reset()
        return self.put(at)

    def close(self) -> None:
        """Says where each clause ends: with the last token of its own or of a clause that hangs on it."""
        parse = self.parse
        for i, owner in enumerate(parse.clause_of):
            while owner >= 0:
                parse.clauses[owner].last = max(parse.clauses[owner].last, i + 1)
                owner = parse.clauses[owner].parent


def parse_clauses(text: str, start: int = 0, end: int | None = None) -> Parse:
    """The clauses of one sentence, ``text[start:end]``, its asides left out."""
    tokens = without_asides(tokenize(text, start, len(text) if end is None else end))
    return _Builder(text, tokens).run()

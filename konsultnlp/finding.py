"""What our components find in the sections of a document, by the shortest way that the pipeline allows.

With a pipeline of our components and a tagger of names alone, the rules run on the bare text, and the tagger reads only the
sentences that may hold a name the rules do not know. Any other component may use or change the ``Doc``: then all go through
``nlp.pipe`` as they stand. Both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from konsultnlp.context import Context, set_context
from konsultnlp.grammar.amounts import AmountHit, find_amounts
from konsultnlp.grammar.ministries import MinistryHit
from konsultnlp.grammar.names import TaggedName
from konsultnlp.grammar.sentences import split
from konsultnlp.pipeline import PIPES, SECTIONS_AT_ONCE, TAGGING
from konsultnlp.pipes import _rows, ministries, speakers
from konsultnlp.pipes._tagged import Excerpt, excerpt, worth_reading
from konsultnlp.rules.requests import RequestHit, read_requests
from konsultnlp.rules.requests_set_aside import SetAsideHit
from konsultnlp.rules.speech import StatementHit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Part = tuple[str, Context]
"""A section's text and what is known around it."""


@dataclass(slots=True)
class Findings:
    """The hits in one section's text."""

    ministries: list[MinistryHit]
    statements: list[StatementHit]
    requests: list[RequestHit]
    set_aside: list[SetAsideHit]
    amounts: list[AmountHit]


def find_all(nlp: Language, parts: Iterable[Part], common: frozenset[str]) -> Iterator[Findings]:
    """What the pipeline finds in each part, in order.

    Args:
        nlp: The pipeline.
        parts: Sections' texts with their contexts; taken a few at a time.
        common: The words that the document has in lower case.
    """
    if _is_ours_alone(nlp):
        yield from _directly(nlp, parts, common)
        return
    for doc in docs_of(nlp, parts):
        yield Findings(
            _rows.read(doc, "konsult_ministries", MinistryHit),
            _rows.read(doc, "konsult_statements", StatementHit),
            _rows.read(doc, "konsult_requests", RequestHit),
            _rows.read(doc, "konsult_set_aside", SetAsideHit),
            _rows.read(doc, "konsult_amounts", AmountHit),
        )


def docs_of(nlp: Language, parts: Iterable[Part]) -> Iterator[Doc]:
    """Each part as a ``Doc`` that went through the whole pipeline."""
    for doc in nlp.pipe(set_context(nlp.make_doc(text), ctx) for text, ctx in parts):
        doc.tensor = doc.tensor[:0].copy()  # the tagger's vectors of its words: 170 MB of a thousand pages
        yield doc


def _is_ours_alone(nlp: Language) -> bool:
    """Whether the pipeline is ours in full, in its order, with nothing but a tagger of names before it."""
    kinds = [nlp.get_pipe_meta(name).factory for name in nlp.pipe_names]
    return tuple(k for k in kinds if k in PIPES) == PIPES and all(
        k in PIPES or (k in TAGGING and kinds.index(k) < kinds.index(PIPES[1])) for k in kinds
    )


def _directly(nlp: Language, parts: Iterable[Part], common: frozenset[str]) -> Iterator[Findings]:
    parts = iter(parts)
    tags = any(nlp.get_pipe_meta(name).factory == "ner" for name in nlp.pipe_names)
    while batch := list(islice(parts, SECTIONS_AT_ONCE)):
        names = _names(nlp, batch, common) if tags else [()] * len(batch)
        for (text, ctx), known in zip(batch, names, strict=True):
            yield _read(text, ctx.with_blocks_for(text), known)


def _names(nlp: Language, batch: Sequence[Part], common: frozenset[str]) -> list[tuple[TaggedName, ...]]:
    """The names in each part that its rules may need."""
    found: list[tuple[TaggedName, ...]] = [()] * len(batch)
    wanted: list[tuple[int, Excerpt]] = []
    for i, (text, ctx) in enumerate(batch):
        spans = worth_reading(text, split(text), ctx, common)
        if spans:
            wanted.append((i, excerpt(text, spans)))
    rest = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory not in TAGGING]
    for (i, part), doc in zip(wanted, nlp.pipe([e.text for _, e in wanted], disable=rest), strict=True):
        found[i] = part.names(doc)
    return found


def _read(text: str, ctx: Context, names: Sequence[TaggedName]) -> Findings:
    sentences = split(text)
    statements = speakers.find(text, sentences, ctx, names)
    asked = read_requests(text, sentences, ctx, statements, names)
    return Findings(ministries.find(text, ctx), statements, asked.requests, asked.set_aside, find_amounts(text))

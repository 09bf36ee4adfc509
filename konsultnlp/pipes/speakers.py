"""`konsult_speakers`: who said what in minutes, as a span group: one span a sentence, or a speaker's clause of it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.context import Context, get_context
from konsultnlp.grammar.names import TaggedName
from konsultnlp.grammar.sentences import split
from konsultnlp.pipes._names import names_in
from konsultnlp.pipes._rows import expose, write
from konsultnlp.rules.speech import StatementHit, find_statements

GROUP = "konsult_statements"
"""The span group; its labels are the acts."""

expose(GROUP, StatementHit)


@Language.factory("konsult_speakers", assigns=["doc.spans"])
def make_speakers(nlp: Language, name: str) -> Speakers:
    """The factory: ``nlp.add_pipe("konsult_speakers")``."""
    return Speakers()


class Speakers:
    """Writes ``doc.spans["konsult_statements"]``: one span a row, its rows in the group's ``attrs``.

    Only minutes have statements: with a context of another document type the group is empty. Without a context the text
    is read as minutes without an attendance list, and a capitalised word before a reporting verb is the speaker. Names in
    ``doc.ents``, where a tagger ran before, help where the list is silent.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Finds the statements in ``doc``."""
        text, context = doc.text, get_context(doc)
        write(doc, GROUP, find(text, split(text), context, names_in(doc)), lambda hit: hit.act)
        return doc


def find(
    text: str, sentences: Sequence[tuple[int, int]], ctx: Context, names: Sequence[TaggedName]
) -> list[StatementHit]:
    """The statements in a text with its context: none where it is no minutes."""
    return find_statements(text, sentences, ctx, names) if ctx.doc_type in {"", "referat"} else []

"""`konsult_ministries`: mentions of ministries, resolved by the document's date, as a span group."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.context import Context, get_context
from konsultnlp.grammar.ministries import MinistryHit, find_ministries
from konsultnlp.pipes._rows import expose, write

GROUP = "konsult_ministries"
"""The span group; its labels are ministry ids."""

expose(GROUP, MinistryHit)


@Language.factory("konsult_ministries", assigns=["doc.spans"])
def make_ministries(nlp: Language, name: str) -> Ministries:
    """The factory: ``nlp.add_pipe("konsult_ministries")``."""
    return Ministries()


class Ministries:
    """Writes ``doc.spans["konsult_ministries"]``: one span a mention, its rows in the group's ``attrs``."""

    def __call__(self, doc: Doc) -> Doc:
        """Finds the ministries in ``doc``; without a context the ministries of today are meant."""
        write(doc, GROUP, find(doc.text, get_context(doc)), lambda hit: hit.ministry_id)
        return doc


def find(text: str, ctx: Context) -> list[MinistryHit]:
    """The ministries in a text with its context."""
    return find_ministries(text, ctx.date, ctx.abbreviations or None)

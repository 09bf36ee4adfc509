"""`konsult_amounts`: money, percentages and counts as a span group."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.grammar.amounts import AmountHit, find_amounts
from konsultnlp.pipes._rows import expose, write

GROUP = "konsult_amounts"
"""The span group; its labels are ``money``, ``percent`` and ``count``."""

expose(GROUP, AmountHit)


@Language.factory("konsult_amounts", assigns=["doc.spans"])
def make_amounts(nlp: Language, name: str) -> Amounts:
    """The factory: ``nlp.add_pipe("konsult_amounts")``."""
    return Amounts()


class Amounts:
    """Writes ``doc.spans["konsult_amounts"]``: one span an amount, its rows in the group's ``attrs``."""

    def __call__(self, doc: Doc) -> Doc:
        """Finds the amounts in ``doc``."""
        write(doc, GROUP, find_amounts(doc.text), lambda hit: hit.kind)
        return doc

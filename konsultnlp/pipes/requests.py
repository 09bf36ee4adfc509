"""`konsult_requests`: who asks whom for what, explicit and implicit."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.context import get_context
from konsultnlp.grammar.sentences import split
from konsultnlp.pipes._names import names_in
from konsultnlp.pipes._rows import expose, read, write
from konsultnlp.rules.requests import RequestHit, find_requests
from konsultnlp.rules.speech import StatementHit

GROUP = "konsult_requests"
"""The span group; its labels are acts (``request``, ``demand``, ``wish`` …)."""

expose(GROUP, RequestHit)


@Language.factory("konsult_requests", assigns=["doc.spans"])
def make_requests(nlp: Language, name: str) -> Requests:
    """The factory: ``nlp.add_pipe("konsult_requests")``."""
    return Requests()


class Requests:
    """Writes ``doc.spans["konsult_requests"]``: one span a request, its rows in the group's ``attrs``.

    After `konsult_speakers` a speaker's requests are that speaker's. Bodies in ``doc.ents``, where a tagger ran before, can be
    addressees.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Finds the requests in ``doc``; without a context only what the text itself says of the parties is known."""
        statements = read(doc, "konsult_statements", StatementHit)
        hits = find_requests(doc.text, split(doc.text), get_context(doc), statements, names_in(doc))
        write(doc, GROUP, hits, lambda hit: str(hit.act))
        return doc

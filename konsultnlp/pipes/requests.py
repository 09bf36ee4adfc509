"""`konsult_requests`: who asks whom for what, explicit and implicit, and which sentences only look like it."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.context import get_context
from konsultnlp.grammar.sentences import split
from konsultnlp.pipes._names import names_in
from konsultnlp.pipes._rows import expose, read, write
from konsultnlp.rules.requests import RequestHit, read_requests
from konsultnlp.rules.requests_set_aside import SetAsideHit
from konsultnlp.rules.speech import StatementHit

GROUP = "konsult_requests"
"""The span group; its labels are acts (``request``, ``demand``, ``wish`` …)."""

SET_ASIDE = "konsult_set_aside"
"""The span group of sentences that hold a request's words and are none; its labels are reasons (``negated``, ``past`` …)."""

expose(GROUP, RequestHit)
expose(SET_ASIDE, SetAsideHit)


@Language.factory("konsult_requests", assigns=["doc.spans"])
def make_requests(nlp: Language, name: str) -> Requests:
    """The factory: ``nlp.add_pipe("konsult_requests")``."""
    return Requests()


class Requests:
    """Writes ``doc.spans["konsult_requests"]``, one span a request, and ``konsult_set_aside``; the rows are in the groups' ``attrs``.

    After `konsult_speakers` a speaker's requests are that speaker's. Bodies in ``doc.ents``, where a tagger ran before, can be
    addressees.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Finds the requests in ``doc``; without a context only what the text itself says of the parties is known."""
        text, statements = doc.text, read(doc, "konsult_statements", StatementHit)
        found = read_requests(text, split(text), get_context(doc), statements, names_in(doc))
        write(doc, GROUP, found.requests, lambda hit: str(hit.act))
        write(doc, SET_ASIDE, found.set_aside, lambda hit: str(hit.reason))
        return doc

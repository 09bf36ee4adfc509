"""`konsult_sentences`: sentence starts that know Norwegian abbreviations, ordinals and dates."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from konsultnlp.grammar.sentences import split


@Language.factory("konsult_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The factory: ``nlp.add_pipe("konsult_sentences", first=True)``."""
    return Sentences()


class Sentences:
    """Sets ``token.is_sent_start`` on every token of a ``Doc``. A line feed always ends a sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Splits ``doc``."""
        starts = {start for start, _ in split(doc.text)}
        for token in doc:
            # A token may begin before the sentence does where the tokenizer kept an opening quote with it.
            token.is_sent_start = token.i == 0 or any(
                at in starts for at in range(token.idx, token.idx + max(1, len(token)))
            )
        return doc

"""The spaCy pipeline: which model, which components, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

PIPES = ("konsult_sentences", "konsult_ministries", "konsult_speakers", "konsult_requests", "konsult_amounts")
"""Our components in the order in which they build on one another."""


def load(model: str | None = None) -> Language:
    """The pipeline that `konsultnlp.read` uses.

    Args:
        model: A spaCy pipeline to put our components after (``nb_core_news_sm``, or a folder); without it a blank
            bokmål tokenizer, which is all that the rules need.

    Returns:
        A pipeline that ends with the components in `PIPES`. Each can also be added to any other ``nb`` pipeline by its
        name: ``nlp.add_pipe("konsult_requests")``.

    Raises:
        OSError: spaCy finds no such model.
    """
    import spacy

    nlp = spacy.load(model) if model else spacy.blank("nb")
    for name in PIPES:
        if name not in nlp.pipe_names:
            # Sentence starts go first: a model's parser keeps those that are set.
            place = {"first": True} if name == "konsult_sentences" else {}
            nlp.add_pipe(name, **place)
    # Sections are short, and nothing here has a cost that grows with the text's length but the tokenizer.
    nlp.max_length = 100_000_000
    return nlp

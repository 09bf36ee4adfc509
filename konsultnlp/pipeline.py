"""The spaCy pipeline: which model, which components, in which order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from konsultnlp.errors import ModelMissing
from konsultnlp.lexicon import use_lexicon
from konsultnlp.models import DEFAULT, RULES_ONLY, find, read_meta

if TYPE_CHECKING:
    from spacy.language import Language

PIPES = ("konsult_sentences", "konsult_ministries", "konsult_speakers", "konsult_requests", "konsult_amounts")
"""Our components in the order in which they build on one another."""

SECTIONS_AT_ONCE = 32
"""Sections that the tagger reads in one go: more take more memory and are no faster."""

_TAGGERS = ("ner",)
"""A model's components that our records gain from; the others are loaded, but switched off."""

_EMBEDDINGS = ("tok2vec", "transformer")
"""What they read the words with."""

TAGGING = frozenset({*_TAGGERS, *_EMBEDDINGS})
"""Both: what finds names, and needs nothing but the words."""


def load(model: str | Path | None = None, lexicon: str | Path | None = None) -> Language:
    """The pipeline that `konsultnlp.read` uses.

    Args:
        model: The pipeline to put our components after: ``nb_konsult``, which ships with the package and is the default, the
            name of an installed one (``nb_core_news_lg``), a folder, or ``none`` for the rules alone. Only its ``ner`` is
            switched on; ``nlp.enable_pipe("morphologizer")`` switches on what else it has.
        lexicon: A folder of words to add to ours, see `konsultnlp.use_lexicon`; it holds for all that this process reads.

    Returns:
        A pipeline that ends with the components in `PIPES`. Each can also be added to any other ``nb`` pipeline by its
        name: ``nlp.add_pipe("konsult_requests")``.

    Raises:
        ModelMissing: No such model is installed, or the folder holds none that can be loaded.
        UsageError: The folder of words cannot be used, or other words are in use already.
    """
    import spacy

    if lexicon is not None:
        use_lexicon(lexicon)

    name = str(model or DEFAULT)
    nlp = spacy.blank("nb") if name == RULES_ONLY else _load(find(name))
    for pipe in PIPES:
        if pipe not in nlp.pipe_names:
            # Sentence starts go first: a model's parser keeps those that are set.
            place = {"first": True} if pipe == "konsult_sentences" else {}
            nlp.add_pipe(pipe, **place)
    # Sections are short, and nothing here has a cost that grows faster than the text's length.
    nlp.max_length = 100_000_000
    nlp.batch_size = SECTIONS_AT_ONCE
    return nlp


def _load(folder: Path) -> Language:
    import spacy

    meta = read_meta(folder)
    kept = {*TAGGING, *PIPES}
    try:
        return spacy.load(folder, disable=[name for name in meta.get("components", ()) if name not in kept])
    except (
        ValueError,
        OSError,
        ImportError,
        KeyError,
    ) as error:  # an unknown factory, another spaCy's format, cut-off files
        reason = " ".join(str(error).split())[:200]
        raise ModelMissing(
            f"the pipeline cannot be loaded ({reason}); expected one made for this spaCy, {spacy.__version__}",
            path=folder,
        ) from error

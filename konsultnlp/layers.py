"""The network layers of `nb_konsult` that spaCy does not have: embeddings of a word's parts and of what lists of names know of it,
and a memory of the document.

Both are registered as spaCy architectures (entry points), so that ``spacy.load`` finds them. They follow thinc's layer
protocol: ``forward`` returns the output and a function that turns the output's gradient into the input's.

Sources: hash embeddings and spaCy's ``MultiHashEmbed`` (Honnibal, https://explosion.ai/blog/bloom-embeddings); words
represented by their parts (Bojanowski et al. 2017, doi:10.1162/tacl_a_00051); a word's representation pooled over its
mentions (Akbik et al. 2019, "Pooled Contextualized Embeddings for Named Entity Recognition", doi:10.18653/v1/N19-1078).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.strings import get_string_id
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    uniqued,
    with_array,
)

from konsultnlp.lexicon import table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float32]

_KNOWN = ("person", "place", "body")
_UNKNOWN = ("", "", "")

MOST_WORDS = 200_000
"""Words whose features are kept in memory; with more the cache begins anew."""


def word_embed(width: int, columns: Sequence[str], rows: Sequence[int]) -> Model[Any, Any]:
    """The architecture ``konsultnlp.WordEmbed.v1``: a vector for each word, made of hash embeddings of its features.

    It is computed once for each different word of a batch, which makes it faster than ``MultiHashEmbed`` with fewer features.

    Args:
        width: Width of each table and of the output.
        columns: Features: ``LOWER``, ``SHAPE``, ``PREFIX1`` … (cased for one letter, else in lower case), ``SUFFIX1`` …, and the
            columns of ``lexicon/known_names.csv``: ``PERSON``, ``PLACE``, ``BODY``.
        rows: Rows of each feature's table.

    Returns:
        A model from documents to one array (words, ``width``) a document.

    Raises:
        ValueError: ``columns`` and ``rows`` differ in number, or a column is unknown.
    """
    if len(columns) != len(rows):
        raise ValueError(f"{len(columns)} columns and {len(rows)} numbers of rows; expected one for each")
    readers = [_reader(column) for column in columns]
    tables = [HashEmbed(width, n, column=i, seed=7 + i, dropout=0.0) for i, n in enumerate(rows, 1)]
    mix = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    one_word = chain(concatenate(*tables), mix)
    return chain(_features(readers), list2ragged(), with_array(uniqued(one_word, column=0)), ragged2list())


def _reader(column: str) -> Callable[[Token], int]:
    """What a column says of a word, as a 64-bit id."""
    if column == "LOWER":
        return lambda token: int(token.lower)
    if column == "SHAPE":
        return lambda token: int(token.shape)
    if column.lower() in _KNOWN:
        place = _KNOWN.index(column.lower())
        return lambda token: int(get_string_id(f"K{_known(token.text)[place]}"))
    kind, length = column[:6], column[6:]
    if kind not in {"PREFIX", "SUFFIX"} or not length.isdigit() or int(length) < 1:
        raise ValueError(f"unknown column {column!r}; expected LOWER, SHAPE, PREFIX1, SUFFIX3, PERSON or the like")
    n = int(length)
    if kind == "SUFFIX":
        return lambda token: int(get_string_id(f"S{token.lower_[-n:]}"))
    if n == 1:  # a capital tells names from words
        return lambda token: int(get_string_id(f"P{token.text[:1]}"))
    return lambda token: int(get_string_id(f"P{token.lower_[:n]}"))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {row["name"]: tuple(row[column] for column in _KNOWN) for row in table("known_names", "name", *_KNOWN)}


def _known(word: str) -> tuple[str, ...]:
    """What the lists know of a word; a genitive is told apart, capitals throughout ("MOE") are read as "Moe"."""
    names = _names()
    found = names.get(word) or (names.get(word.title()) if len(word) > 3 and word.isupper() else None)
    if found:
        return found
    owner = names.get(word[:-1].rstrip("'’")) if word.endswith("s") else None
    return tuple(kind and f"{kind}+s" for kind in owner) if owner else _UNKNOWN


def _features(readers: Sequence[Callable[[Token], int]]) -> Model[Any, Any]:
    """Documents to arrays of ids (words, 1 + columns); the first column is the word itself."""
    cache: dict[int, list[int]] = {}

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Ids], Any]:
        if len(cache) > MOST_WORDS:
            cache.clear()
        arrays = []
        for doc in docs:
            ids = []
            for token in doc:
                known = cache.get(token.orth)
                if known is None:
                    known = cache[token.orth] = [token.orth, *(read(token) for read in readers)]
                ids.append(known)
            arrays.append(np.asarray(ids, dtype="uint64").reshape(len(ids), 1 + len(readers)))
        return arrays, lambda _: []

    return Model("word_features", forward)


def pooled_tok2vec(embed: Model[Any, Any], encode: Model[Any, Any], width: int) -> Model[Any, Any]:
    """The architecture ``konsultnlp.PooledTok2Vec.v1``: what a word means here, and on average in the whole document.

    A name that a document introduces ("kommunaldirektør Kari Moe") is recognised where it stands bare ("Moe"), too.

    Args:
        embed: From documents to arrays of words.
        encode: From arrays of words to arrays of words in context.
        width: Width of ``encode`` and of the output.

    Returns:
        A model from documents to one array (words, ``width``) a document.
    """
    inner = chain(embed, encode)
    inner.set_dim("nO", width)
    mix = Maxout(width, 2 * width, nP=3, dropout=0.0, normalize=True)
    model: Model[Any, Any] = Model(
        "pooled_tok2vec", _pooled_forward, init=_pooled_init, layers=[inner, mix], dims={"nO": width}
    )
    model.set_ref("embed", embed)
    model.set_ref("encode", encode)
    return model


def _pooled_init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    inner, mix = model.layers
    inner.initialize(X=X)
    mix.initialize()


def _pooled_forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
    inner, mix = model.layers
    words, backprop_inner = inner(docs, is_train)
    width = model.get_dim("nO")
    groups = [_mentions(doc) for doc in docs]
    both = [np.hstack([x, _mean(x, *group)]) for x, group in zip(words, groups, strict=True)]
    borders = np.cumsum([len(x) for x in words])[:-1]
    mixed, backprop_mix = mix(np.vstack(both), is_train)
    out = [np.ascontiguousarray(x + y) for x, y in zip(words, np.split(mixed, borders), strict=True)]

    def backprop(d_out: list[Floats]) -> Any:
        d_both = np.split(backprop_mix(np.vstack(d_out)), borders)
        return backprop_inner(
            [
                d + d_pair[:, :width] + _mean(d_pair[:, width:], *group)  # a mean's gradient is the mean of gradients
                for d, d_pair, group in zip(d_out, d_both, groups, strict=True)
            ]
        )

    return out, backprop


def weighted_listener(tok2vec: Model[Any, Any], weight: float) -> Model[Any, Any]:
    """The architecture ``konsultnlp.Weighted.v1``: passes words through, and back only a share of what a component would change.

    Components that learn from every word (parts of speech, lemmas) would else shape the shared words for themselves alone.

    Args:
        tok2vec: A listener to the shared words.
        weight: The share of the gradient.
    """

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
        (listener,) = model.layers
        words, backprop = listener(docs, is_train)
        return words, lambda d_words: backprop([weight * d for d in d_words])

    width = tok2vec.get_dim("nO")
    return Model("weighted_listener", forward, init=_weighted_init, layers=[tok2vec], dims={"nO": width})


def _weighted_init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(X=X, Y=Y)


def _mentions(doc: Doc) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each word the number of its group (words alike but for case), and for each group its size."""
    _, group, size = np.unique(doc.to_array("LOWER"), return_inverse=True, return_counts=True)
    return group.reshape(-1), size


def _mean(x: Floats, group: NDArray[np.intp], size: NDArray[np.intp]) -> Floats:
    """For each word the mean over its group."""
    total = np.zeros((len(size), x.shape[1]), dtype="float32")
    np.add.at(total, group, x)
    return np.asarray((total / size[:, None])[group], dtype="float32")

"""The layers of the shipped pipeline: what a user of spaCy's architectures may rely on."""

import numpy as np
import pytest
import spacy
from thinc.api import Model

from konsultnlp.layers import pooled_tok2vec, weighted_listener, word_embed

WIDTH = 6
nlp = spacy.blank("nb")


def embed(columns=("LOWER", "SHAPE"), rows=(50, 50)):
    model = word_embed(WIDTH, columns, rows)
    model.initialize()
    return model


def vectors(model, text):
    doc = nlp.make_doc(text)
    (array,) = model.predict([doc])
    return {token.text: row for token, row in zip(doc, array, strict=True)}


def same(a, b):
    return np.allclose(a, b, atol=1e-6)


@pytest.mark.parametrize(
    ("columns", "alike", "unlike"),
    [
        (["LOWER"], ("moe", "Moe"), ("Moe", "Lid")),
        (["SHAPE"], ("Moe", "Lid"), ("Moe", "moe")),
        (["PREFIX1"], ("Moe", "Mork"), ("Moe", "moe")),
        (["PREFIX3"], ("Sande", "sandhaug"), ("Sande", "Strand")),
        (["SUFFIX5"], ("Helsetilsynet", "finanstilsynet"), ("Helsetilsynet", "Helseforetaket")),
        (["PERSON"], ("Kari", "Ola"), ("Kari", "Moe")),
        (["PERSON"], ("Moes", "Hagens"), ("Moes", "Moe")),
        (["PERSON"], ("HAGEN", "Hagen"), ("HAGEN", "HAGENN")),
        (["PLACE"], ("Tromsø", "Bergen"), ("Tromsø", "Sverige")),
        (["BODY"], ("Stortinget", "NRK"), ("Stortinget", "stortinget")),
    ],
)
def test_each_column_sees_what_it_says(columns, alike, unlike):
    found = vectors(embed(columns, [100]), " ".join({*alike, *unlike}))
    assert same(found[alike[0]], found[alike[1]])
    assert not same(found[unlike[0]], found[unlike[1]])


def test_columns_and_rows_must_agree():
    with pytest.raises(ValueError, match="2 columns and 1 numbers of rows"):
        word_embed(WIDTH, ["LOWER", "SHAPE"], [10])
    with pytest.raises(ValueError, match="unknown column 'PREFIX'"):
        word_embed(WIDTH, ["PREFIX"], [10])


def pooled():
    table = embed()
    twice = Model(
        "twice", lambda model, x, is_train: ([2 * a for a in x], lambda d: [2 * a for a in d]), dims={"nO": WIDTH}
    )
    model = pooled_tok2vec(table, twice, WIDTH)
    model.initialize(X=[nlp.make_doc("KS ber")])
    return model


def test_a_words_mentions_in_a_document_are_seen_together():
    model = pooled()
    alone, with_other = (model.predict([nlp.make_doc(text)])[0] for text in ("Moe svarte .", "Moe svarte . moe"))
    assert not same(alone[0], with_other[0])  # "moe" counts as another mention of "Moe"
    assert same(alone[1], with_other[1])


def test_documents_do_not_see_each_other():
    model = pooled()
    docs = [nlp.make_doc(text) for text in ("Moe svarte", "moe", "")]
    together = model.predict(docs)
    assert [len(a) for a in together] == [2, 1, 0]
    for doc, array in zip(docs[:2], together, strict=False):
        assert same(model.predict([doc])[0], array)


def slope(node, loss, row, column, step=1e-3):
    """How the loss changes with one weight of an embedding."""
    table = node.get_param("E")
    old, values = float(table[row, column]), []
    for weight in (old + step, old - step, old):
        table[row, column] = weight
        node.set_param("E", table)
        values.append(loss())
    return (values[0] - values[1]) / (2 * step)


def test_the_gradient_is_the_slope():
    """Finite differences against what training is told. A maxout has kinks, at which a few weights' slopes differ."""
    model = pooled()
    docs = [nlp.make_doc("Moe ba Moe om svar"), nlp.make_doc("moe og Lid")]
    rng = np.random.default_rng(0)
    target = [rng.normal(size=(len(d), WIDTH)).astype("float32") for d in docs]
    _, backprop = model(docs, is_train=True)
    backprop(target)
    (node,) = [n for n in model.walk() if n.name == "hashembed" and n.attrs["column"] == 1]
    gradient = node.get_grad("E").copy()

    def loss():
        return sum(float((a * t).sum()) for a, t in zip(model.predict(docs), target, strict=True))

    places = np.argwhere(np.abs(gradient) > 0.1)
    errors = [abs(slope(node, loss, r, c) / float(gradient[r, c]) - 1) for r, c in places]
    assert len(errors) > 10 and np.median(errors) < 0.1


def test_a_weighted_listener_passes_back_a_share():
    seen = []
    listener = Model(
        "listener",
        lambda model, docs, is_train: ([np.ones((len(d), WIDTH), "f") for d in docs], seen.extend),
        dims={"nO": WIDTH},
    )
    model = weighted_listener(listener, 0.25)
    (out,), backprop = model([nlp.make_doc("KS ber")], is_train=True)
    backprop([np.full((2, WIDTH), 4.0, "f")])
    assert same(out, 1) and same(seen[0], 1)

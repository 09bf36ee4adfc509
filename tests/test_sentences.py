"""Sentence ends in Norwegian: abbreviations, ordinals, dates."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.sentences import split


def sentences(text):
    return [text[s:e] for s, e in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Rammen er 400 mill. kroner og vokser.|KS er fornøyd.",
        "Det gjelder bl.a. barnevern, jf. Prop. 1 S.|Møtet tok det til etterretning.",
        "Møtet 22. april var det 2. konsultasjonsmøtet i år.|Det neste er 3. juni.",
        "Vi trenger 2 mrd.|Kommunene kan ikke vente.",
        "Det er p.t. uklart, mht. både tid og sted.|Vi kommer tilbake.",
        "Se pkt. 3 og kap. 571, nr. 4.|Der står det.",
        "Svaret kom i 2019.|Etter det var det stille.",
        "Hvem betaler?|Det er ikke avklart!|Vi venter.",
        "«Nå må noe skje.»|Slik var ordene.",
        "Innan 31. januar 2012 skal planen ligge føre.|HOD sender han ut.",
        "Se www.regjeringen.no/kdd.|Der ligger referatet.",
        "Auken er 40 pst.|Det held ikkje.",
        "K. Holm og A. B. Lie møtte.|Begge talte.",
        "Barn, unge, eldre osv.|Det gjelder alle.",
    ],
)
def test_splits(text):
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_a_block_ends_a_sentence():
    assert sentences("Overskrift uten punktum\nKS ber om svar.") == ["Overskrift uten punktum", "KS ber om svar."]


@given(st.text(alphabet="aÅ. \n1,;!?«»()–kl", max_size=80))
def test_sentences_lie_in_order_and_lose_only_white_space(text):
    spans = split(text)
    assert all(s < e for s, e in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())

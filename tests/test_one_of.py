"""One pattern of many forms: it finds what the plain alternatives, the longest first, would find."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.atoms import one_of

letters = st.text("aAbBkKæÆ.ß -(", min_size=1, max_size=4)


@given(st.lists(letters, min_size=1, max_size=8), st.text("aAbBkKæÆ.ß -(", max_size=30), st.booleans())
def test_it_finds_what_plain_alternatives_find(forms, text, any_case):
    flags = regex.IGNORECASE if any_case else 0
    plain = "|".join(regex.escape(f) for f in sorted(set(forms), key=lambda f: (-len(f), f)))
    expected = [m.span() for m in regex.finditer(plain, text, flags)]
    assert [m.span() for m in regex.finditer(one_of(forms, any_case=any_case), text, flags)] == expected


def test_what_stands_for_a_space():
    assert regex.fullmatch(one_of(["helse og omsorg", "helse"], r"\s{1,2}"), "helse  og\nomsorg")

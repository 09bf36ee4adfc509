"""Who can ask and be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from request_cases import HOD, KS, MINUTES

from konsultnlp.context import Context
from konsultnlp.grammar.parties import find_parties, side_of


def found(text, ctx=KS):
    return [(h.text, h.party_id, h.kind, h.side) for h in find_parties(text, ctx)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("KS ber staten svare.", [("KS", "ks", "party", "ks"), ("staten", "staten", "party", "staten")]),
        (
            "Kommunane og fylkeskommunane",
            [("Kommunane og fylkeskommunane", "kommunene;fylkeskommunene", "party", "ks")],
        ),
        ("Fylkeskommunene og KS", [("Fylkeskommunene og KS", "fylkeskommunene;ks", "party", "ks")]),
        ("Statlege styresmakter", [("Statlege styresmakter", "staten", "party", "staten")]),
        ("dialog med KMD", [("KMD", "kmd-2014", "ministry", "staten")]),
        ("KSF og KS2 er noe annet", []),
        ("Statskassen", []),
    ],
)
def test_parties(text, hits):
    assert found(text) == hits


@pytest.mark.parametrize("written", ["KS’", "KS'", "KS´", "KS’s", "regjeringens", "statens"])
def test_genitives(written):
    (hit,) = find_parties(f"{written} krav", KS)
    assert (hit.text, hit.genitive) == (written, True)


def test_a_genitive_of_two_words():
    (hit,) = find_parties("KS sitt krav", KS)
    assert (hit.text, hit.genitive) == ("KS", True)


def test_an_abbreviation_after_its_name_is_the_same_party():
    (hit,) = find_parties("Kunnskapsdepartementet (KD) og HOD kan svare.", Context(date="2023"))
    assert (hit.text, hit.party_id) == ("Kunnskapsdepartementet (KD) og HOD", "kd-2006;hod-2004")


def test_departementet_is_the_contributor_or_the_chapters_ministry():
    assert found("departementet", KS) == [("departementet", "kd-2006", "ministry", "staten")]
    assert found("departementet", HOD) == [("departementet", "hod-2004", "ministry", "staten")]


def test_departementet_of_a_chapter_of_two_ministries_stays_unresolved():
    assert found("Departementet", Context(ministry_id="kld-2014;oed-1997"))[0][1] == ""


def test_vi_is_the_contributor_if_there_is_one():
    assert found("Vi ser det") == [("Vi", "ks", "pronoun", "ks")]
    assert found("Vi ser det", Context()) == [("Vi", "", "pronoun", "")]


def test_people_of_the_attendance_list():
    assert found("Lid og Anne Lid svarte.", MINUTES)[0][1] == "anne-lid"
    assert found("Lid svarte.", KS) == []


def test_sides():
    assert [side_of(i) for i in ("ks", "kommunene", "staten", "hod-2004", "smk", "anne-lid", "")] == [
        "ks", "ks", "staten", "staten", "staten", "", "",
    ]  # fmt: skip


@given(st.text(max_size=100))
def test_slices_equal_their_quotes(text):
    for hit in find_parties(text, MINUTES):
        assert text[hit.start : hit.end] == hit.text

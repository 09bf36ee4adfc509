"""References to papers, acts, sections and addresses, old and new forms, both standards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.laws import act_of, find_laws
from konsultnlp.grammar.references import find_references, reference_spans

PAPERS = [
    # text, kind, normalized
    ("St.prp. nr. 9 (2006-2007)", "proposisjon", "St.prp. nr. 9 (2006–2007)"),
    ("St. prp.nr 14 (2004 - 05)", "proposisjon", "St.prp. nr. 14 (2004–2005)"),
    ("Ot.prp.nr. 8 (2002–2003)", "proposisjon", "Ot.prp. nr. 8 (2002–2003)"),
    ("Prop. 1 S Tillegg 3 (2015–2016)", "proposisjon", "Prop. 1 S Tillegg 3 (2015–2016)"),
    ("Prop. 33L (2015-2016)", "proposisjon", "Prop. 33 L (2015–2016)"),
    ("Prop. L 33 (2015–2016)", "proposisjon", "Prop. 33 L (2015–2016)"),
    ("Prop. 88 S", "proposisjon", "Prop. 88 S"),
    ("St.meld. nr 5 (2003–2004)", "melding", "St.meld. nr. 5 (2003–2004)"),
    ("Meld.St. 9 (2014-2015)", "melding", "Meld. St. 9 (2014–2015)"),
    ("stortingsmelding nr. 21 (2013–2014)", "melding", "Meld. St. 21 (2013–2014)"),
    ("Innst. S. nr. 71 (2007-2008)", "innstilling", "Innst. S. nr. 71 (2007–2008)"),
    ("Innst. O. nr. 7 (2005–2006)", "innstilling", "Innst. O. nr. 7 (2005–2006)"),
    ("Budsjett-innst. S. nr. 5 (2001–2002)", "innstilling", "Budsjett-innst. S. nr. 5 (2001–2002)"),
    ("Innst. 29 S (2014–2015)", "innstilling", "Innst. 29 S (2014–2015)"),
    ("Innst. 211 (2014–2015)", "innstilling", "Innst. 211 (2014–2015)"),
    ("NOU 2009:4", "nou", "NOU 2009: 4"),
    ("St.prp. nr. 1 Tillegg nr. 2 (2003–2004)", "proposisjon", "St.prp. nr. 1 Tillegg nr. 2 (2003–2004)"),
    ("St.prp. nr. 1 (2003–2004) Tillegg nr. 2", "proposisjon", "St.prp. nr. 1 Tillegg nr. 2 (2003–2004)"),
    ("Prop. 1 S (2015–2016) Tillegg 3", "proposisjon", "Prop. 1 S Tillegg 3 (2015–2016)"),
    ("B.innst. S. nr. 5 (2003–2004)", "innstilling", "B.innst. S. nr. 5 (2003–2004)"),
    ("budsjettinnst. S. nr. 5 (2003–2004)", "innstilling", "Budsjett-innst. S. nr. 5 (2003–2004)"),
    ("Innst. S. 71 (2007-2008)", "innstilling", "Innst. S. nr. 71 (2007–2008)"),
    ("forskrift av 7. mars 1989 nr. 412", "forskrift", "forskrift 7. mars 1989 nr. 412"),
    ("ferjeforskrifta (FOR-2009-03-07-412)", "forskrift", "FOR-2009-03-07-412"),
    ("byggteknisk forskrift (TEK10)", "forskrift", "byggteknisk forskrift"),
    ("rundskriv H-4/15", "rundskriv", "rundskriv H-4/15"),
    ("Rundskriv Udir-2-2015", "rundskriv", "rundskriv Udir-2-2015"),
    ("rundskriv nr. 4/2010", "rundskriv", "rundskriv 4/2010"),
]


def normalized(text, date="2012"):
    return [(h.text, h.normalized) for h in find_references(text, date)]


def test_papers_that_follow_by_their_number_alone():
    assert [n for _, n in normalized("Meld. St. 9 (2010–2011), 11 (2010-11) og 14 (2011–2012) viser det.")] == [
        "Meld. St. 9 (2010–2011)", "Meld. St. 11 (2010–2011)", "Meld. St. 14 (2011–2012)"]  # fmt: skip
    assert [n for _, n in normalized("NOU 2004: 3 og 2005: 9 og 12 kommuner")] == ["NOU 2004: 3", "NOU 2005: 9"]
    assert [n for _, n in normalized("Prop. 33 S (2010–2011) og 12 kommuner (2010–2011)")] == ["Prop. 33 S (2010–2011)"]


def test_a_regulation_to_come_has_no_name_yet():
    assert normalized("Ei ny forskrift om skuleskyss er på veg.") == []
    assert normalized("Forskrift om skoleskyss gjelder.")[0][1] == "forskrift om skoleskyss"


def test_an_address_whose_line_was_broken_after_www():
    assert normalized("Se http://www. eksempel.no/saker.") == [
        ("http://www. eksempel.no/saker", "http://www.eksempel.no/saker")]  # fmt: skip
    assert normalized("Se https://eksempel.no og alt.") == [("https://eksempel.no", "https://eksempel.no")]


SECTIONS = [
    # a letter at a sentence's end belongs to the section, one with a bracket does not
    ("Se fvl. § 11 b. Det gjelder alle.", "fvl. § 11 b", "forvaltningsloven § 11 b"),
    ("Se kommuneloven § 59 a) og resten.", "kommuneloven § 59", "kommuneloven § 59"),
    ("etter naturmangfaldlova §§ 8 og 9", "naturmangfaldlova §§ 8 og 9", "naturmangfoldloven §§ 8 og 9"),
    ("lov om sosiale tjenester § 4-2, lovens formål", "lov om sosiale tjenester § 4-2", "sosialtjenesteloven § 4-2"),
    (
        "lov 17/7-1998 nr. 61 (opplæringslova) § 9a-1",
        "lov 17/7-1998 nr. 61 (opplæringslova) § 9a-1",
        "opplæringslova § 9a-1",
    ),
    # "$", "S" or "8" that OCR reads for "§"
    ("etter kommuneloven $ 13 kan", "kommuneloven $ 13", "kommuneloven § 13"),
    ("etter pbl. 8 15-1 kan", "pbl. 8 15-1", "plan- og bygningsloven § 15-1"),
    ("etter kommunelova S 13 kan", "kommunelova S 13", "kommuneloven § 13"),
    ("etter kommuneloven 8 kommuner og kommuneloven s 13", "kommuneloven", "kommuneloven"),
    ("etter kommuneloven 8 500 kroner", "kommuneloven", "kommuneloven"),
]


@pytest.mark.parametrize(("text", "quote", "expected"), SECTIONS)
def test_sections_as_they_stand_and_as_they_are_meant(text, quote, expected):
    assert normalized(text)[0] == (quote, expected)


@pytest.mark.parametrize(("text", "kind", "normalized"), PAPERS)
def test_papers_in_their_many_spellings(text, kind, normalized):
    (hit,) = find_references(f"Vi viser til {text}, der dette står.", "2012")
    assert (hit.text, hit.kind, hit.normalized, hit.target_id) == (text, kind, normalized, "")


ACTS = [
    # date, text, quote, normalized, target
    ("2011", "etter kommunelovens regler", "kommunelovens", "kommuneloven", "lov-1992-09-25-107"),
    ("2021", "i kommunelova står", "kommunelova", "kommuneloven", "lov-2018-06-22-83"),
    ("2018-09-01", "i kommuneloven står", "kommuneloven", "kommuneloven", "lov-1992-09-25-107"),
    ("2021", "kommuneloven (1992) sa", "kommuneloven", "kommuneloven", "lov-1992-09-25-107"),
    ("2015", "Opplæringsloven sier", "Opplæringsloven", "opplæringslova", "lov-1998-07-17-61"),
    ("2025", "Opplæringsloven sier", "Opplæringsloven", "opplæringslova", "lov-2023-06-09-30"),
    ("2022", "plan-og bygningslova seier", "plan-og bygningslova", "plan- og bygningsloven", "lov-2008-06-27-71"),
    ("2022", "NAV-lova seier", "NAV-lova", "Nav-loven", "lov-2006-06-16-20"),
    ("2022", "psykisk helsevernloven", "psykisk helsevernloven", "psykisk helsevernloven", "lov-1999-07-02-62"),
    ("2022", "pasient- og brukarrettslova", "pasient- og brukarrettslova", "pasient- og brukerrettighetsloven", "lov-1999-07-02-63"),
    ("2019", "barnevernsloven gir", "barnevernsloven", "barnevernloven", "lov-1992-07-17-100"),
    ("2024", "barnevernsloven gir", "barnevernsloven", "barnevernsloven", "lov-2021-06-18-97"),
    ("2022", "eiendomsskatteloven", "eiendomsskatteloven", "eigedomsskattelova", "lov-1975-06-06-29"),
    ("2012", "Grunnlova § 49", "Grunnlova § 49", "Grunnloven § 49", "lov-1814-05-17"),
    ("2021-04-15", "forslag til tolkeloven", "tolkeloven", "tolkeloven", ""),
    ("2023", "forslag til tolkeloven", "tolkeloven", "tolkeloven", "lov-2021-06-11-79"),
    ("2010", "lov om barnehager § 8 sier", "lov om barnehager § 8", "barnehageloven § 8", "lov-2005-06-17-64"),
    ("2012", "lov 13. mars 1981 nr. 6 om noe", "lov 13. mars 1981 nr. 6", "forurensningsloven", "lov-1981-03-13-6"),
    (
        "2022",
        "Lov om integrering gjennom opplæring, utdanning og arbeid (integreringsloven) gjelder.",
        "Lov om integrering gjennom opplæring, utdanning og arbeid (integreringsloven)",
        "integreringsloven",
        "lov-2020-11-06-127",
    ),
    ("2012", "etter fjordvernloven", "fjordvernloven", "fjordvernloven", ""),
    ("2022", "pbl. § 1-1 sier", "pbl. § 1-1", "plan- og bygningsloven § 1-1", "lov-2008-06-27-71"),
    ("2022", "FVL § 34", "FVL § 34", "forvaltningsloven § 34", "lov-1967-02-10"),
    ("2022", "§ 1-3 i opplæringslova", "§ 1-3 i opplæringslova", "opplæringslova § 1-3", "lov-1998-07-17-61"),
    ("2022", "kommuneloven §§ 1-10 gjelder", "kommuneloven §§ 1-10", "kommuneloven §§ 1-10", "lov-2018-06-22-83"),
    ("2022", "opplæringslova § 9 A-5", "opplæringslova § 9 A-5", "opplæringslova § 9A-5", "lov-1998-07-17-61"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "text", "quote", "normalized", "target"), ACTS)
def test_acts_are_those_of_the_date(date, text, quote, normalized, target):
    (hit,) = find_references(text, date)
    assert (hit.text, hit.normalized, hit.target_id) == (quote, normalized, target)


def test_two_acts_may_share_an_ending():
    hits = find_references("etter barnehage- og opplæringsloven", "2012")
    assert [(h.text, h.target_id) for h in hits] == [
        ("barnehage-", "lov-2005-06-17-64"),
        ("opplæringsloven", "lov-1998-07-17-61"),
    ]


def test_sections_belong_to_the_act_beside_them():
    hits = find_references("Se kommuneloven § 5-3 og § 7-1, forslaget (§ 1-3) og fastlegeforskriften § 7.", "2022")
    assert [(h.text, h.normalized, h.target_id) for h in hits] == [
        ("kommuneloven § 5-3", "kommuneloven § 5-3", "lov-2018-06-22-83"),
        ("§ 7-1", "kommuneloven § 7-1", "lov-2018-06-22-83"),
        ("§ 1-3", "§ 1-3", ""),
        ("fastlegeforskriften § 7", "fastlegeforskriften § 7", ""),
    ]


def test_regulations():
    text = "etter forskrift om rammeplan for barnehagen er kravet nytt, og fastlegeforskriften gjelder"
    assert [(h.text, h.kind) for h in find_references(text, "2012")] == [
        ("forskrift om rammeplan for barnehagen", "forskrift"),
        ("fastlegeforskriften", "forskrift"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Loven sier det, og lovens krav er klare.",
        "Han lova å svare på nytt.",
        "ny opplæringslov og ny lov om barnevern",
        "helselovene og særloven",
        "kommuneproposisjonen og statsbudsjettet for 2012",
        "Dokument 8:7 S (2014–2015)",
        "forskriften og nye forskrifter",
        "Skriv til post@eksempel.no.",
    ],
)
def test_what_is_no_reference(text):
    assert find_references(text, "2012") == []


def test_addresses_lose_what_closes_the_sentence():
    text = "Se https://www.eksempel.no/a-b/(x), www.eksempel.no. Les (eksempel.no) og «eksempel.no/plan»."
    assert [h.normalized for h in find_references(text)] == [
        "https://www.eksempel.no/a-b/(x)", "www.eksempel.no", "eksempel.no", "eksempel.no/plan",
    ]  # fmt: skip


def test_register_lookups():
    assert act_of("kommuneloven").id == "lov-2018-06-22-83"
    assert act_of("no such thing") is None
    assert [(h.name, h.act.id) for h in find_laws("LOV-2018-06-22-83")] == [("kommuneloven", "lov-2018-06-22-83")]
    assert find_laws("lov 31. mars 1901 nr. 99")[0].act is None


PIECES = st.sampled_from(
    ["grİ. § 3", "bygnİngsloven", "lov om ", "kommuneloven", " § ", "1-3", "§§ 1", " og ", "plan- og ", "bygningsloven", "(", ")", "Prop. 1 S ", "(2010–2011)", "\n",
     "forskrift om ", "www.a.no", "Innst. ", "NOU 2010: ", "10", ", ", ". ", "lov 1. mai 2010 nr. ", "pbl."]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(["", "2010", "2022-04-22", "2021-04"]))
def test_any_text_gives_quotes_in_order(text, date):
    at = 0
    for hit in find_references(text, date):
        assert text[hit.start : hit.end] == hit.text
        assert at <= hit.start < hit.end
        at = hit.end
        assert hit.normalized
    assert all(s < e for s, e in reference_spans(text))


@pytest.mark.parametrize(
    "piece",
    [
        "§ 1 og ",
        "lov om ",
        "Lov om a (lov ",
        "plan- og ",
        "kommuneloven ",
        "forskrift om ",
        "Innst. ",
        "a.no/",
        "a-",
        "§ 1-3 i ",
    ],
)
def test_long_texts_are_read_in_one_go(piece):
    find_references(piece * 4000 + "bygningsloven", "2020")

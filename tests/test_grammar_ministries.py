"""Mentions of ministries, as an analyst would mark them by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.ministries import defined_abbreviations, find_ministries, ministry_id, ministry_name

MENTIONS = [
    # document's date, sentence, {quote: id} in order
    ("2000", "KUF og KD delte ansvaret.", [("KUF", "kuf-1991"), ("KD", "kd-kultur-1991")]),
    ("2007-03-01", "KD og AID svarte.", [("KD", "kd-2006"), ("AID", "aid-2006")]),
    ("2023", "AID og KUD svarte.", [("AID", "aid-2022"), ("KUD", "kud-2022")]),
    ("2019-02-01", "Vi viser til BLD.", [("BLD", "bld-2016")]),
    ("2016", "Vi viser til KRD sine tal.", [("KRD", "krd-1998")]),
    ("2021", "Saken fra Justis- og politidepartementet ligger der.", [("Justis- og politidepartementet", "jd-1819")]),
    ("2012", "Arbeids- og sosialdepartementets brev", [("Arbeids- og sosialdepartementets", "asd-2014")]),
    ("2006", "Arbeids- og sosialdepartementets brev", [("Arbeids- og sosialdepartementets", "asd-2004")]),
    ("2011", "KDs og HOD’s syn", [("KDs", "kd-2006"), ("HOD’s", "hod-2004")]),
    ("2011", "Utanriksdepartementet skreiv.", [("Utanriksdepartementet", "ud-1905")]),
    (
        "2011",
        "Fornyings-, administrasjons- og kyrkjedepartementet (FAD)",
        [("Fornyings-, administrasjons- og kyrkjedepartementet", "fad-2010"), ("FAD", "fad-2010")],
    ),
    ("2022", "KOMMUNAL- OG DISTRIKTSDEPARTEMENT", [("KOMMUNAL- OG DISTRIKTSDEPARTEMENT", "kdd-2022")]),
    (
        "2003",
        "Det kongelige kommunal- og regionaldepartement",
        [("kommunal- og regionaldepartement", "krd-1998")],
    ),
    ("2014", "Helse-og omsorgsdepartementet tok det opp.", [("Helse-og omsorgsdepartementet", "hod-2004")]),
    ("2014", "Kommunal og moderniseringsdepartementet", [("Kommunal og moderniseringsdepartementet", "kmd-2014")]),
    ("2014", "Samferdelsdepartementet er enig.", [("Samferdelsdepartementet", "sd-1946")]),
    (
        "2020",
        "Klima- og miljødepartementet og Olje- og energidepartementet",
        [("Klima- og miljødepartementet", "kld-2014"), ("Olje- og energidepartementet", "oed-1997")],
    ),
    (
        "2006",
        "Samferdsels- og Kommunaldepartementet",
        [("Samferdsels-", "sd-1946"), ("Kommunaldepartementet", "krd-1998")],
    ),
    (
        "2015",
        "Helse- og omsorgs-, Kunnskaps- og Finansdepartementet",
        [("Helse- og omsorgs-", "hod-2004"), ("Kunnskaps-", "kd-2006"), ("Finansdepartementet", "fin-2000")],
    ),
    ("2015", "HOD/KMD sender brev.", [("HOD", "hod-2004"), ("KMD", "kmd-2014")]),
    ("2015", "INNSPILL FRA KD", [("KD", "kd-2006")]),
    ("2022", "Statsministerens kontor (SMK)", [("Statsministerens kontor", "smk"), ("SMK", "smk")]),
]


@pytest.mark.parametrize(("date", "text", "expected"), MENTIONS)
def test_mentions_resolve_at_the_date_of_the_document(date, text, expected):
    assert [(h.text, h.ministry_id) for h in find_ministries(text, date)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Departementet og fagdepartementene er enige.",
        "Se www.eksempel.no/KD/plan og https://eksempel.no/HOD.",
        "Prosjektet er i KS2, etter KVU og AD-gruppe.",
        "SAMARBEID AD HOC OM FIN SKULE",
        "Det svenske finansdepartementet mener noe annet.",
        "SD = 3, og medianen er 4.",
        "et departement og ei avdeling",
        "Postboks 8100 Dep., 0032 Oslo, og Dep svarer ikke.",
    ],
)
def test_what_is_no_mention(text):
    assert find_ministries(text, "2012") == []


@pytest.mark.parametrize(
    ("date", "text", "expected"),
    [
        # a name soon after its ministry's end is still that ministry's, later it is short for another
        ("2005-02", "Helsedepartementet", "hd-2002"),
        ("2009", "Helsedepartementet", "hod-2004"),
        ("2005-02", "Fiskeridepartementet", "fid-1946"),
        ("2009", "Fiskeridepartementet", "fkd-2004"),
        ("2003", "Helsedepartementet", "hd-2002"),
        ("2003", "Kommunaldepartementet", "krd-1998"),
        ("2005", "Finansdep. svarer", "fin-2000"),
        ("2015", "Kommunal- og moderniseringsdept. svarer", "kmd-2014"),
        ("2001", "Kirke-, undervisnings- og forskningsdepartementet", "kuf-1991"),
        ("2013", "Helse- og omsorgsdeparternentet svarer", "hod-2004"),
        ("2013", "Møtet ba Kornmunal- og regionaldepartementet om svar", "krd-1998"),
    ],
)
def test_names_near_in_time_short_and_misread(date, text, expected):
    assert [h.ministry_id for h in find_ministries(text, date)] == [expected]


def test_the_text_may_define_an_abbreviation():
    text = "Barne- og familiedepartementet (BFD) leder arbeidet. BFD ber om svar."
    assert [h.ministry_id for h in find_ministries(text, "2019-02-01")] == ["bfd-2019"] * 3
    old = "Justis- og politidepartementet (heretter JD) leder. JD ber om svar."
    assert [h.ministry_id for h in find_ministries(old, "2020")] == ["jd-1819"] * 3
    assert defined_abbreviations(old, "2020") == {"JD": "jd-1819"}
    assert [h.ministry_id for h in find_ministries("JD svarte.", "2020", {"JD": "jd-1819"})] == ["jd-1819"]
    assert defined_abbreviations("Kunnskapsdepartementet (KS var enig)") == {}


def test_name_at_date_is_the_name_of_the_ministry_meant():
    (hit,) = find_ministries("Kultur- og kyrkjedepartementet", "2008")
    assert (hit.ministry_id, hit.name_at_date) == ("kkd-2002", "Kultur- og kirkedepartementet")


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("KDs", "2010", "kd-2006"),
        ("Kunnskapsdepartementet", "", "kd-2006"),
        ("KDD", "2021-11-01", "kdd-2022"),
        ("", "", ""),
        ("KS", "2010", ""),
        ("Innspill fra KD", "2010", ""),
        ("KD og HOD", "2010", ""),
    ],
)
def test_one_name_to_one_id(name, date, expected):
    assert ministry_id(name, date) == expected


def test_names_of_ids():
    assert ministry_name("dfd-2024") == "Digitaliserings- og forvaltningsdepartementet"
    assert ministry_name("no-such") == ""


PIECES = st.sampled_from(
    [
        "Utenriksdepartement",
        "İ",
        "KUltur",
        "Kommunal- og ",
        "departementet",
        "regional",
        "KD",
        "HOD",
        " og ",
        "- ",
        "(",
        ")",
        "FIN",
        "’s",
        "\n",
        "s ",
        "Helse-",
        ", ",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(["", "2010", "2022-04-22", "x", "99999-1-1"])
)
def test_any_text_gives_quotes_in_order(text, date):
    at = 0
    for hit in find_ministries(text, date):
        assert text[hit.start : hit.end] == hit.text
        assert at <= hit.start < hit.end
        at = hit.end
        assert hit.ministry_id
        assert hit.name_at_date


@pytest.mark.parametrize(
    "piece", ["Kommunal- og ", "departementet ", "Samferdsels- og ", "Kunnskapsdepartementet KD ", "KD (KD) "]
)
def test_long_texts_are_read_in_one_go(piece):
    find_ministries(piece * 5000 + "Kommunaldepartementet")

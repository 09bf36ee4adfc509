"""Agreements and cases from the rows of appendix tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konsultnlp.grammar.table_heads import case_kind, head_role
from konsultnlp.rules.appendices import agreements, cases
from konsultnlp.rules.appendix_cells import date_pair, first_year, iso_date, only_ministries, parties_in

HEAD = ["Nr.", "Avtale", "Parter", "Inngått", "Utløper", "Første avtale inngått"]


def brief(hits: list) -> list[tuple]:
    return [(h.number, h.title, h.party_ids, h.signed, h.expires, h.first_year) for h in hits]


# --------------------------------------------------------------------------------------------------------------------
# Agreements


def test_agreements_with_group_rows() -> None:
    rows = [
        HEAD,
        ["Avtaler om oppvekst", "", "", "", "", ""],
        ["1", "Avtale om skolemat", "KD og KS", "01.02.2019", "31.12.2022", "2011"],
        ["2", "Rammeavtale om leirskole", "KD, KMD og KS", "7.1.2020", "", ""],
        ["Avtaler om samferdsel", "", "", "", "", ""],
        ["3", "Avtale om havner", "Samferdselsdepartementet og KS", "1. mars 2021", "31.12.24", "mai 2003"],
    ]
    hits = agreements(rows, None, "2021-04-15")
    assert brief(hits) == [
        ("1", "Avtale om skolemat", "kd-2006;ks", "2019-02-01", "2022-12-31", 2011),
        ("2", "Rammeavtale om leirskole", "kd-2006;kmd-2014;ks", "2020-01-07", "", None),
        ("3", "Avtale om havner", "sd-1946;ks", "2021-03-01", "2024-12-31", 2003),
    ]
    assert [h.row for h in hits] == [2, 3, 5]
    assert {h.rule for h in hits} == {"agreement-row"}


def test_number_before_the_title_and_a_head_that_is_a_group() -> None:
    rows = [
        ["Avtaler om velferd (kvalitet", "Parter", "Inngått", "Utløper", "Første avtale"],
        ["1 Avtale om skolemat 2019–2023", "KD og KS", "01.02.2019", "31.12.2023", "2009"],
        ["2  Avtale om 100 nye leirskoler", "KD og KS", "01.03.2019", "31.12.2022", "2010"],
        ["Avtaler om samhandling", "", "", "", ""],
        ["3) Avtale om biblioteka", "KUD og KS", "12.06.2020", "30.06.2023", "2016"],
    ]
    assert [(h.number, h.title) for h in agreements(rows, None, "2021")] == [
        ("1", "Avtale om skolemat 2019–2023"),
        ("2", "Avtale om 100 nye leirskoler"),
        ("3", "Avtale om biblioteka"),
    ]


def test_merged_parties_are_inherited() -> None:
    rows = [
        HEAD,
        ["1", "Avtale om A", "HOD og KS", "2019-10-23", "2023", "2019"],
        ["2", "Avtale om B", "", "03.12.2020", "inntil videre", "2020"],
    ]
    full = [HEAD, rows[1], [*rows[2][:2], "HOD og KS", *rows[2][3:]]]
    hits = agreements(rows, full, "2023")
    assert [(h.parties, h.party_ids, h.expires) for h in hits] == [
        ("HOD og KS", "hod-2004;ks", "2023"),
        ("HOD og KS", "hod-2004;ks", ""),
    ]


def test_nynorsk_heads_other_order_and_other_columns() -> None:
    rows = [
        ["Partar", "Namn på avtalen", "Status", "Går ut", "Inngått", "Kontaktperson"],
        ["BLD, KRD og KS", "Avtale om skulemat", "Blir reforhandla", "30.06.2014", "05.09.2010", "Kari Vik"],
    ]
    assert brief(agreements(rows, None, "2011-04-29")) == [
        ("", "Avtale om skulemat", "bld-2010;krd-1998;ks", "2010-09-05", "2014-06-30", None)
    ]


def test_heads_over_two_rows() -> None:
    rows = [
        ["Nr.", "Avtale", "Parter", "Avtaleperiode", ""],
        ["", "", "", "Fra", "Til"],
        ["1", "Avtale om skolemat", "KD og KS", "mars 2018", "31.12.2022"],
    ]
    full = [["Nr.", "Avtale", "Parter", "Avtaleperiode", "Avtaleperiode"], [*rows[0][:3], "Fra", "Til"], rows[2]]
    assert brief(agreements(rows, full, "2021")) == [
        ("1", "Avtale om skolemat", "kd-2006;ks", "2018-03", "2022-12-31", None)
    ]


def test_one_column_holds_the_period() -> None:
    rows = [["Avtale", "Parter", "Varighet"], ["Avtale om skolemat", "KD og KS", "1.1.2020 – 31.12.2023"]]
    assert brief(agreements(rows, None, "2021"))[0][3:5] == ("2020-01-01", "2023-12-31")


def test_columns_without_heads_are_told_by_their_cells() -> None:
    rows = [
        ["1", "Avtale om A", "KD og KS", "01.02.2019", "31.12.2022", "2011"],
        ["2", "Avtale om B", "HOD og KS", "01.03.2019", "31.12.2023", "2012"],
    ]
    assert brief(agreements(rows, None, "2021"))[1] == (
        "2", "Avtale om B", "hod-2004;ks", "2019-03-01", "2023-12-31", 2012,
    )  # fmt: skip


def test_parties_in_the_title_only() -> None:
    rows = [
        ["Avtale", "Inngått", "Utløper"],
        ["Avtale mellom Kunnskapsdepartementet og KS om skolemat", "01.02.2019", "31.12.2022"],
    ]
    hit = agreements(rows, None, "2021")[0]
    assert (hit.parties, hit.party_ids) == ("Kunnskapsdepartementet og KS", "kd-2006;ks")
    assert hit.rule == "agreement-row-title-parties"


def test_a_head_repeated_among_the_rows_is_no_record() -> None:
    rows = [HEAD, ["1", "Avtale om A", "KD og KS", "01.02.2019", "", ""], HEAD]
    assert len(agreements(rows, None, "2021")) == 1


# --------------------------------------------------------------------------------------------------------------------
# Cases


def test_cases_under_ministries() -> None:
    rows = [
        ["Sak", "Oppmeldt"],
        ["Justis- og politidepartementet", ""],
        ["Felles nødnummer", "2. møte 2007"],
        ["Barne- og familiedepartementet (BFD)", ""],
        ["Ny lov om fosterhjem", "Bilateralt møte 2020"],
        ["Sak uten møte", ""],
    ]
    hits = cases(rows, None, "Vedlegg a) Oversikt over kostnadsberegningssaker", "", "2021")
    assert [(h.kind, h.ministry_id, h.title, h.reported_at, h.row) for h in hits] == [
        ("kostnadsberegning", "jd-1819", "Felles nødnummer", "2. møte 2007", 2),
        ("kostnadsberegning", "bfd-2019", "Ny lov om fosterhjem", "Bilateralt møte 2020", 4),
        ("kostnadsberegning", "bfd-2019", "Sak uten møte", "", 5),
    ]
    assert {h.rule for h in hits} == {"case-row-group"}


def test_cases_with_a_ministry_column_merged_over_rows() -> None:
    rows = [
        ["Departement", "Saksnr.", "Lovsak", "Innmeldt til møte", "Ansvarlig"],
        ["HOD", "1", "Endringer i helseloven", "1. møte 2019", "Ola Nes"],
        ["", "2", "Ny pasientlov", "2. møte 2019", "Kari Vik"],
        ["KD", "3", "Ny skolelov", "2. møte 2019", "Per Li"],
    ]
    full = [list(r) for r in rows]
    full[2][0] = "HOD"
    hits = cases(rows, full, "Saker", "Oversikt over lovmedvirkning", "2021")
    assert [(h.ministry_id, h.title, h.rule) for h in hits] == [
        ("hod-2004", "Endringer i helseloven", "case-row"),
        ("hod-2004", "Ny pasientlov", "case-row"),
        ("kd-2006", "Ny skolelov", "case-row"),
    ]
    assert {h.kind for h in hits} == {"lovmedvirkning"}
    assert [h.rule for h in cases(rows, None, "lovmedvirkning", "", "2021")][1] == "case-row-above"


def test_cases_in_nynorsk_with_the_kind_from_a_chapter_further_up() -> None:
    rows = [
        ["Sak", "Departement", "Meldt inn"],
        ["Krav til tunnelar", "SD", "4. møte 2010"],
        ["Valfag", "KD", "2. møte 2011"],
    ]
    hits = cases(rows, None, "Saker under arbeid\nKostnadsberekningar", "Tabell 1: Saker per april", "2011-04-29")
    assert [(h.kind, h.ministry_id) for h in hits] == [
        ("kostnadsberegning", "sd-1946"),
        ("kostnadsberegning", "kd-2006"),
    ]


def test_one_table_with_both_kinds() -> None:
    rows = [
        ["Sak", "Oppmeldt"],
        ["Kostnadsberegningssaker", ""],
        ["Sak A", "1. møte 2020"],
        ["Lovmedvirkningssaker", ""],
        ["Sak B", "2. møte 2020"],
    ]
    hits = cases(rows, None, "Kostnadsberegnings- og lovmedvirkningssaker", "", "2021")
    assert [(h.kind, h.title) for h in hits] == [("kostnadsberegning", "Sak A"), ("lovmedvirkning", "Sak B")]


def test_kind_the_document_does_not_say_stays_empty() -> None:
    rows = [["Sak", "Oppmeldt"], ["Sak A", "1. møte 2020"], ["Sak B", "2. møte 2020"]]
    assert [h.kind for h in cases(rows, None, "Vedlegg", "", "2021")] == ["", ""]


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        ([["Sak", "Tittel", "Ansvarlig"], ["1/21", "Godkjenning av innkalling", "Møteleder"]], "Saksliste"),
        ([["Tiltak", "2021", "2022"], ["Skolemat", "400", "500"]], "Kostnadsberegning av tiltakene"),
        ([["Navn", "Tittel", "Org"], ["Kari Vik", "statssekretær", "KMD"]], "Deltakere"),
        ([["Kommune", "Elever"], ["Voss", "1200"], ["Alta", "900"]], "Tall"),
        ([["Sak", "Oppmeldt"]], "Oversikt over kostnadsberegningssaker"),
        ([], ""),
    ],
)
def test_tables_about_something_else(rows: list[list[str]], heading: str) -> None:
    assert cases(rows, None, heading, "", "2021") == []
    assert agreements(rows, None, "2021") == []


def test_agreements_are_no_cases() -> None:
    rows = [HEAD, ["1", "Avtale om A", "KD og KS", "01.02.2019", "31.12.2022", "2011"]]
    assert cases(rows, None, "Oversikt over kostnadsberegningssaker", "", "2021") == []


# --------------------------------------------------------------------------------------------------------------------
# Cells and heads


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20.04.2018", "2018-04-20"),
        ("07.1.2020", "2020-01-07"),
        ("1. mars 2019", "2019-03-01"),
        ("31.12.21", "2021-12-31"),
        ("1.3.98", "1998-03-01"),
        ("2019-03-01", "2019-03-01"),
        ("mars 2018", "2018-03"),
        ("2018", "2018"),
        ("våren 2018", "2018"),
        ("20.04.2018 (forlenget)", "2018-04-20"),
        ("", ""),
        ("inntil videre", ""),
        ("4 år", ""),
    ],
)
def test_dates_in_cells(text: str, iso: str) -> None:
    assert iso_date(text) == iso


def test_periods_and_years_in_cells() -> None:
    assert date_pair("2019–2022") == ("2019", "2022")
    assert date_pair("01.01.2020 - 31.12.2023") == ("2020-01-01", "2023-12-31")
    assert first_year("2009") == first_year("1.2.2009") == first_year("Ca. 2009") == 2009
    assert first_year("ukjent") is None


def test_parties() -> None:
    assert parties_in("Helse- og omsorgsdepartementet og KS", "2021") == ["hod-2004", "ks"]
    assert parties_in("KS/KMD", "2021") == ["ks", "kmd-2014"]
    assert parties_in("Regjeringa og Kommunenes Sentralforbund", "2002") == ["regjeringen", "ks"]
    assert parties_in("KS Bedrift", "2021") == []
    assert only_ministries("Saker fra Kunnskapsdepartementet (KD)", "2021") == ["kd-2006"]
    assert only_ministries("Flytting av Kunnskapsdepartementet", "2021") == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Nr.", "number"),
        ("Utløper (dato)", "expires"),
        ("Går ut:", "expires"),
        ("Første avtale inngått", "first"),
        ("Inngått", "signed"),
        ("Oppmeldt til konsultasjonsmøte", "reported"),
        ("MELDT INN", "reported"),
        ("Ansvarleg departement", "ministry"),
        ("Partar¹", "parties"),
        ("Avtaler om felles digitale arkiv i staten", ""),
        ("Skredsikring", ""),
        ("", ""),
    ],
)
def test_heads(text: str, role: str) -> None:
    assert head_role(text) == role


def test_kinds() -> None:
    assert case_kind("Saker for kostnadsutrekning") == "kostnadsberegning"
    assert case_kind("Oversyn over lovmedverknad") == "lovmedvirkning"
    assert case_kind("Lovsaker") == "lovmedvirkning"
    assert case_kind("Kostnadsberekningar og lovmedverking") == "kostnadsberegning;lovmedvirkning"
    assert case_kind("Bilaterale avtaler") == ""


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Sak", "Avtale", "Parter", "Inngått", "Oppmeldt", "KD og KS", "1. møte 2020", "01.02.2019", "KD", ""]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.text(max_size=20), st.text(max_size=12))
def test_any_cells_are_read(rows: list[list[str]], heading: str, date: str) -> None:
    for hit in (*agreements(rows, None, "2021"), *cases(rows, None, heading + "\nlovsaker", date, "2021")):
        assert 0 <= hit.row < len(rows)
        assert any(hit.title in " ".join(cell.split()) for cell in rows[hit.row])
    assert isinstance(head_role(heading), str)

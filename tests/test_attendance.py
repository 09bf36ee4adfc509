"""Attendance lists in the forms that civil servants have given them, and who must come out of each.

Expected rows: name | role | side | org | function; a trailing "(absent)" after the name for those who could not come.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.context import TextBlock
from konsultnlp.rules.attendance import AttendanceHit, read_attendance, read_attendance_table


def row(hit: AttendanceHit) -> str:
    name = hit.name if hit.attended else f"{hit.name} (absent)"
    return " | ".join((name, hit.role, hit.side, hit.org, hit.function))


def rows(text: str, date: str = "2021-04-12", headings: tuple[str, ...] = ()) -> list[str]:
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = "heading" if line in headings or line.startswith("# ") else "paragraph"
        blocks.append(TextBlock(at, at + len(line), kind))
        at += len(line) + 1
    hits = read_attendance(text, blocks, date)
    assert all(text[h.start : h.end] == h.name for h in hits)
    return [row(h) for h in hits]


def expect(block: str) -> list[str]:
    return [" | ".join(c.strip() for c in line.split("|")) for line in block.strip().split("\n")]


def test_one_running_paragraph_with_inline_sides() -> None:
    text = (
        "Til stede: Fra staten: Statsråd Randi Vollen (KMD), statssekretær Pål Inge Krokstad Dyrnes (FIN), "
        "Eva Sæther (adm.). Fra KS: Styreleder Torgeir Aasgard, 1. nestleder Wenche Bø, Idar Holm (KS storbynettverk) "
        "Siv Rønning (rådmannsutvalget), Jo Lian (adm.)\n"
        "Dato: 12. april 2021 kl. 10–12\n"
        "Møteleder: Randi Vollen (KMD)\n"
        "Referent: Tor Berg og Ida Os (KMD)\n"
        "# 1. Åpning\n"
        "Vollen ønsket velkommen. Statsråd Kari Moe kunne ikke komme."
    )
    assert rows(text) == expect("""
        Randi Vollen | Statsråd | staten | KMD | moteleder
        Pål Inge Krokstad Dyrnes | statssekretær | staten | FIN |
        Eva Sæther | | staten | | adm
        Torgeir Aasgard | Styreleder | ks | KS |
        Wenche Bø | 1. nestleder | ks | KS |
        Idar Holm | | ks | KS storbynettverk |
        Siv Rønning | | ks | rådmannsutvalget |
        Jo Lian | | ks | KS | adm
        Tor Berg | | staten | KMD | referent
        Ida Os | | staten | KMD | referent
    """)


def test_plural_title_goes_for_all_and_singular_for_one() -> None:
    text = (
        "Tilstede:\n"
        "Fra staten:\n"
        "Kommunalminister Jorunn Hegge, statsrådene Ola Fure (KUF), Berit Skår (MD), statssekretærene Nils Eng (SHD), "
        "Tone Lie (FIN) og representanter fra administrasjonen.\n"
        "Fra Kommunenes Sentralforbund:\n"
        "Leder Kåre Grøtte, Aslaug Ness, Per W. Tveit, Anne-Lise Sand og representanter fra administrasjonen.\n"
        "Møteleder:\n"
        "Statsråd Jorunn Hegge\n"
        "Referent:\n"
        "Fredrik Hansson, KRD\n"
    )
    assert rows(text, "2001-03-05") == expect("""
        Jorunn Hegge | Kommunalminister | staten | | moteleder
        Ola Fure | statsråd | staten | KUF |
        Berit Skår | statsråd | staten | MD |
        Nils Eng | statssekretær | staten | SHD |
        Tone Lie | statssekretær | staten | FIN |
        Kåre Grøtte | Leder | ks | Kommunenes Sentralforbund |
        Aslaug Ness | | ks | Kommunenes Sentralforbund |
        Per W. Tveit | | ks | Kommunenes Sentralforbund |
        Anne-Lise Sand | | ks | Kommunenes Sentralforbund |
        Fredrik Hansson | | staten | KRD | referent
    """)


def test_one_person_a_line_title_after_the_name() -> None:
    text = (
        "# Til stades\n"
        "Frå Kunnskapsdepartementet:\n"
        "Marta Lid, statssekretær, møteleiar\n"
        "Olav Ry, avdelingsdirektør\n"
        "Frå KS:\n"
        "Ragnhild Øy, nestleiar\n"
        "Jon Tveit, rådmann, Osterdal kommune (til 15.50)\n"
        "Observatørar:\n"
        "Knut Vee, Fellesforbundet\n"
        "Åse Hatlen, rådmann (Nesøy kommune)\n"
        "Forfall:\n"
        "Siri Nes, fagsjef (KS)\n"
        "Geir Ås, statssekretær (FIN)\n"
    )
    assert rows(text, "2015") == expect("""
        Marta Lid | statssekretær | staten | Kunnskapsdepartementet | moteleder
        Olav Ry | avdelingsdirektør | staten | Kunnskapsdepartementet |
        Ragnhild Øy | nestleiar | ks | KS |
        Jon Tveit | rådmann | ks | Osterdal kommune |
        Knut Vee | | annen | Fellesforbundet |
        Åse Hatlen | rådmann | annen | Nesøy kommune |
        Siri Nes (absent) | fagsjef | ks | KS |
        Geir Ås (absent) | statssekretær | staten | FIN |
    """)


def test_all_labels_before_all_values() -> None:
    text = (
        "Til stede:\nForfall:\nMøteleder:\nReferent:\nMøtested:\nMøtetid:\n"
        "Guro Vik (KS), Arild Moen (KS), statssekretær Eli Berge (KD)\n"
        "Lars Øien (KS)\n"
        "Eli Berge\n"
        "Ulrik Dale (KD)\n"
        "Kirkegata 18\n"
        "12. mai kl. 09.00–10.30\n"
        "# 1 Godkjenning\n"
    )
    assert rows(text, "2018") == expect("""
        Guro Vik | | ks | KS |
        Arild Moen | | ks | KS |
        Eli Berge | statssekretær | staten | KD | moteleder
        Lars Øien (absent) | | ks | KS |
        Ulrik Dale | | staten | KD | referent
    """)


def test_no_side_labels() -> None:
    text = (
        "Til stede: Reidun Mo (KS), Odd Harald Li (KS), statssekretær Unni Falck (AAD), politisk rådgiver Kjell Aune (BFD), "
        "kommunalminister Gerd Sol, ordfører Arne Ek (Lundby kommune). Noen fra sekretariatet var også med."
    )
    assert rows(text, "2000-10-16") == expect("""
        Reidun Mo | | ks | KS |
        Odd Harald Li | | ks | KS |
        Unni Falck | statssekretær | staten | AAD |
        Kjell Aune | politisk rådgiver | staten | BFD |
        Gerd Sol | kommunalminister | staten | |
        Arne Ek | ordfører | annen | Lundby kommune |
    """)


def test_substitutes_and_part_of_the_meeting() -> None:
    text = (
        "Til stede:\nSvein Aker KRD\nBodil Enger, SSB (for Anne Sundt)\nTrond Vang, KS (siste del av møtet)\n"
        "Inger Sve pva Rolf Tangen, KS\nForfall: Ingen\n"
    )
    assert rows(text, "2000") == expect("""
        Svein Aker | | staten | KRD |
        Bodil Enger | | staten | SSB |
        Trond Vang | | ks | KS |
        Inger Sve | | ks | KS |
    """)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Fra KS møtte leder Halvor Brekke og nestleder Mona Tangen.",
            ["Halvor Brekke | leder | ks | KS | ", "Mona Tangen | nestleder | ks | KS | "],
        ),
        (
            "KS stilte med styreleder Halvor Brekke, Mona Tangen og Ivar Dokk.",
            ["Halvor Brekke | styreleder | ks | KS | ", "Mona Tangen |  | ks | KS | ", "Ivar Dokk |  | ks | KS | "],
        ),
        (
            "Statsråd Gry Haga og statssekretærane Ole Vik og Pia Strand møtte KS ved leiar Halvor Brekke, nestleiar "
            "Mona Tangen og Ivar Dokk.",
            [
                "Gry Haga | Statsråd | staten |  | ", "Ole Vik | statssekretær | staten |  | ",
                "Pia Strand | statssekretær | staten |  | ", "Halvor Brekke | leiar | ks | KS | ",
                "Mona Tangen | nestleiar | ks | KS | ", "Ivar Dokk |  | ks | KS | ",
            ],
        ),
        (
            "Statsråd Gry Haga ledet møtet. Arvid Lunde (KMD) førte referatet. Mona Tangen (KS) hadde meldt forfall.",
            [
                "Gry Haga | Statsråd | staten |  | moteleder", "Arvid Lunde |  | staten | KMD | referent",
                "Mona Tangen (absent) |  | ks | KS | ",
            ],
        ),
    ],
)  # fmt: skip
def test_told_in_sentences(text: str, wanted: list[str]) -> None:
    assert rows(text, "2016") == wanted


def test_a_running_paragraph_whose_sentences_change_sides() -> None:
    text = (
        "# Referat\nTil stede: Fra staten møtte statsråd Gry Haga (KMD, møteleder) og Ole Vik (KMD, adm.). Fra KS møtte styreleder "
        "Halvor Brekke, fylkesordfører Mona Tangen (Troms og Finnmark fylkeskommune) og Ivar Dokk (adm.). Pia Strand (SD) "
        "hadde meldt forfall. Rådgiver Arvid Lunde (KMD) skrev referatet.\n# Åpning\nHaga ønsket velkommen."
    )
    assert rows(text, "2020") == expect("""
        Gry Haga | statsråd | staten | KMD | moteleder
        Ole Vik | | staten | KMD | adm
        Halvor Brekke | styreleder | ks | KS |
        Mona Tangen | fylkesordfører | ks | Troms og Finnmark fylkeskommune |
        Ivar Dokk | | ks | KS | adm
        Pia Strand (absent) | | staten | SD |
        Arvid Lunde | Rådgiver | staten | KMD | referent
    """)


def test_a_county_on_ks_side_has_no_id() -> None:
    text = "Til stede:\nFra KS: leder Halvor Brekke, Mona Tangen (Møre og Romsdal fylkeskommune), Per Lie (rådmannsutvalget)\n"
    blocks = [TextBlock(0, 10), TextBlock(11, len(text) - 1)]
    assert [h.org_id for h in read_attendance(text, blocks, "2015")] == ["ks", "", "ks"]


def test_chair_and_secretary_in_prose_after_the_list() -> None:
    text = (
        "FINANSDEPARTEMENTET\n# 2. møte – referat\nTil stede:\nFra staten: statsråd Gry Haga, statssekretær Ole Vik (SD)\n"
        "Fra KS: leder Halvor Brekke, adm. dir. Mona Tangen, adm. direktør Ivar Dokk, samt representanter fra "
        "administrasjonen\nMøtet ble holdt i R5 mandag 3. mars. Møteleder var statsråd Haga. Referent: Pia Strand, FIN\n"
        "# 1) Åpning\nBrekke takket. Møteleder var Brekke."
    )
    assert rows(text, "2003") == expect("""
        Gry Haga | statsråd | staten | | moteleder
        Ole Vik | statssekretær | staten | SD |
        Halvor Brekke | leder | ks | KS |
        Mona Tangen | adm. dir. | ks | KS |
        Ivar Dokk | adm. direktør | ks | KS |
        Pia Strand | | staten | FIN | referent
    """)


def test_secretary_at_the_end_of_the_minutes() -> None:
    text = (
        "# Referat\nTil stede: Kari Vold (KS), Nina Aas (KMD)\n# 1. Status\nVold sa at arbeidet er i rute.\n"
        "Referent: Bo Strøm (KMD)"
    )
    assert rows(text, "2017")[-1] == "Bo Strøm |  | staten | KMD | referent"


def test_running_text_is_no_list() -> None:
    text = "# Referat\nDet var godt å få være til stede, sa Kari Vold.\nFra KS ble det vist til Per Moe sin rapport."
    assert rows(text) == []


def test_letterhead_and_party_brackets() -> None:
    text = (
        "Kunnskapsdepartementet\nDato: 3. mars 2016\nDeltakere\nKS: styreleder Ane Wold (Sp), Per Nor (Ap)\n"
        "Departementet: statsråd Bo Ek, Liv Dahl (observatør)\n"
    )
    assert rows(text, "2016-03-03") == expect("""
        Ane Wold | styreleder | ks | KS |
        Per Nor | | ks | KS |
        Bo Ek | statsråd | staten | |
        Liv Dahl | | annen | |
    """)


def test_list_set_as_a_table() -> None:
    hits = read_attendance_table(
        [["Navn", "Stilling", "Organisasjon"], ["Kari Moe", "statssekretær", "KMD"], ["Per Lie", "direktør", "KS"]],
        "2018",
    )
    assert [row(h) for h in hits] == [
        "Kari Moe | statssekretær | staten | KMD | ", "Per Lie | direktør | ks | KS | ",
    ]  # fmt: skip
    assert [h.org_id for h in hits] == ["kmd-2014", "ks"]


def table(*lines: str, date: str = "2018") -> list[str]:
    return [row(h) for h in read_attendance_table([[c.strip() for c in line.split("|")] for line in lines], date)]


def test_a_table_with_rows_that_name_the_side_and_remarks() -> None:
    assert table(
        "Namn | Stilling | Verksemd | Merknad", "Frå staten | | | ", "Kari Moe | statsråd | KMD | møteleiar",
        "Per Lie | statssekretær | FIN | sak 3/18", "Ola Os | rådgjevar | KMD | Referent", "Frå KS | | | ",
        "Gro Vik | styreleiar | KS | ", "Jo Dal | rådmann | KS | forfall",
    ) == expect("""
        Kari Moe | statsråd | staten | KMD | moteleder
        Per Lie | statssekretær | staten | FIN |
        Ola Os | rådgjevar | staten | KMD | referent
        Gro Vik | styreleiar | ks | KS |
        Jo Dal (absent) | rådmann | ks | KS |
    """)  # fmt: skip


def test_tables_of_other_shapes() -> None:
    assert table("Part | Fornavn | Etternavn | Tittel", "Staten | Kari | Moe | statsråd", "| Per | Lie | statssekretær",
                 "KS | Gro | Vik | nestleder") == expect("""
        Kari Moe | statsråd | staten | |
        Per Lie | statssekretær | staten | |
        Gro Vik | nestleder | ks | KS |
    """)  # fmt: skip
    assert table("Fra staten | Fra KS", "Statsråd Kari Moe (KMD) | Leder Gro Vik", "Per Lie (FIN) | ") == expect("""
        Kari Moe | Statsråd | staten | KMD |
        Per Lie | | staten | FIN |
        Gro Vik | Leder | ks | KS |
    """)
    assert table(
        "Til stede | Statsråd Kari Moe (KMD), Gro Vik (KS)", "Forfall | Per Lie (KS)", "Referent | Ola Os"
    ) == expect("""
        Kari Moe | Statsråd | staten | KMD |
        Gro Vik | | ks | KS |
        Per Lie (absent) | | ks | KS |
        Ola Os | | staten | | referent
    """)


def test_other_tables_hold_no_people() -> None:
    assert table("Sak | Departement | Meldt", "Leirskole i Nord | KD | 1. møte", "Ny veglov | SD | 2. møte") == []
    assert table("Navn | Merknad", "Skoleskyss i Nordre Land | utsatt", "Brannvern | meldt") == []


def test_bodies_right_after_names_without_a_comma() -> None:
    assert rows(
        "Til stede:\nKari Moe Kommunenes Sentralforbund\nPer Lie Statens vegvesen\nOla Os Nordre Land kommune", "2001"
    ) == expect("""
        Kari Moe | | ks | Kommunenes Sentralforbund |
        Per Lie | | staten | Statens vegvesen |
        Ola Os | | annen | Nordre Land kommune |
    """)


def test_what_politicians_have_in_brackets() -> None:
    assert rows(
        "Møtt:\nOrdførar Kari Moe (Nordland, Sp)\nHovudstyremedlem Per Lie (KrF)\nRådmann Ola Os, Lom kommune"
    ) == expect("""
        Kari Moe | Ordførar | ks | KS |
        Per Lie | Hovudstyremedlem | ks | KS |
        Ola Os | Rådmann | annen | Lom kommune |
    """)


def test_fields_of_work_departments_and_observers() -> None:
    assert rows(
        "Til stede:\nKari Moe, avdelingsdirektør helse og velferd, KS\nPer Lie, rådgiver, Kommunalavdelingen, KMD\n"
        "Ola Os, rådgiver, FIN (observatør)", "2018",
    ) == expect("""
        Kari Moe | avdelingsdirektør helse og velferd | ks | KS |
        Per Lie | rådgiver | staten | KMD |
        Ola Os | rådgiver | staten | FIN |
    """)  # fmt: skip


def test_a_body_after_several_people_with_titles() -> None:
    assert rows(
        "Deltakere: statsråd Kari Moe og statssekretær Per Lie fra KMD, leder Gro Vik og direktør Jo Dal fra KS", "2018"
    ) == expect("""
        Kari Moe | statsråd | staten | KMD |
        Per Lie | statssekretær | staten | KMD |
        Gro Vik | leder | ks | KS |
        Jo Dal | direktør | ks | KS |
    """)


@pytest.mark.parametrize(
    "ending",
    [
        "Fra staten: Ola Os, KMD (ref.)", "Referent Ola Os, KMD", "Ref.: Ola Os, KMD", "Skrive av: Ola Os (KMD)", "Referat ved Ola Os, KMD",
        "Referatet ble ført av Ola Os (KMD).", "# 1 Åpning\nMøtet ble hevet.\nMed hilsen\nOla Os, KMD",
    ],
)  # fmt: skip
def test_who_wrote_the_minutes(ending: str) -> None:
    found = rows(f"Til stede:\nStatsråd Kari Moe (KMD)\nLeder Gro Vik (KS)\n{ending}", "2018")
    assert found[-1] == "Ola Os |  | staten | KMD | referent"


def test_a_sentence_about_the_secretary_is_no_label() -> None:
    found = rows(
        "Til stede:\nStatsråd Kari Moe (KMD)\n# 1 Sak\nReferent Ola Os viste til at saken er utsatt til høsten.", "2018"
    )
    assert found == ["Kari Moe | Statsråd | staten | KMD | "]


def test_a_party_with_its_abbreviation() -> None:
    text = "Frå Kommunenes Sentralforbund (KS) møtte leiar Gro Vik og Jo Dal. Kari Moe (FIN) meldte forfall. Referent: Ola Os (KRD)."
    assert rows(text, "2003") == expect("""
        Gro Vik | leiar | ks | KS |
        Jo Dal | | ks | KS |
        Kari Moe (absent) | | staten | FIN |
        Ola Os | | staten | KRD | referent
    """)


@given(st.text(alphabet="Til stede:FraKS(,.)og\n PerMoestatsrådMøteleder–", max_size=120))
def test_any_text_gives_slices(text: str) -> None:
    for hit in read_attendance(text, (), "2020"):
        assert text[hit.start : hit.end] == hit.name
        assert hit.side in {"staten", "ks", "annen"}

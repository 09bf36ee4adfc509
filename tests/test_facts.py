"""Facts of the document, from its title, letterhead and label lines."""

import pytest
from test_sections import BODY, BOLD, CHAPTER, SECTION, TEXT, clean

from konsultnlp.facts import document_date, find_facts, language_of
from konsultnlp.sections import find_sections


def facts(*lines):
    text = clean(*lines)
    return find_facts(text, find_sections(text, document_date(text)).sections)


def test_minutes_with_a_letterhead():
    found = facts(
        ("DET KONGELIGE", BODY),
        ("KOMMUNAL- OG REGIONALDEPARTEMENT", BODY),
        ("Referat fra 3. konsultasjonsmøte", CHAPTER),
        ("Dato: 14. august 2008 kl. 12.00–14.00", BODY),
        ("Til stede", SECTION),
        TEXT,
        ("1 Åpning", SECTION),
        TEXT,
    )
    assert (found.doc_type, found.meeting_kind, found.meeting_number) == ("referat", "konsultasjonsmote", 3)
    assert (found.meeting_date, found.year, found.issuer_id) == ("2008-08-14", 2008, "krd-1998")


def test_agenda_material_without_a_date():
    found = facts(
        ("1 Det 2. konsultasjonsmøtet i 2019", CHAPTER), TEXT, ("2.1 Skole", SECTION), ("Innspill fra KS", BOLD), TEXT
    )
    assert (found.doc_type, found.meeting_number, found.meeting_date, found.year) == ("materiale", 2, "", 2019)
    assert found.title == "Det 2. konsultasjonsmøtet i 2019" and found.issuer_id == ""


def test_a_bilateral_meeting_has_no_number():
    found = facts(
        ("Referat frå bilateralt konsultasjonsmøte 3. mai 2016", CHAPTER),
        ("Til stades", SECTION),
        TEXT,
        ("1 Saker", SECTION),
        TEXT,
    )
    assert (found.meeting_kind, found.meeting_number, found.meeting_date) == ("bilateralt", None, "2016-05-03")


def test_the_meeting_and_its_year_may_stand_under_a_heading_of_their_own():
    found = facts(
        ("Referat", CHAPTER), ("Bilateralt møte mellom staten og KS", CHAPTER), ("Tid: 7/9-2011 kl. 9–10", BODY),
        ("Neste møte: februar 2012", BODY), ("Til stede", SECTION), TEXT, ("1 Sak", SECTION), TEXT,
    )  # fmt: skip
    assert (found.meeting_date, found.year) == ("2011-09-07", 2011)


@pytest.mark.parametrize("own", ["Oslo, 3. mai 2005", "Publisert 3. mai 2005"])
def test_the_date_of_the_paper_itself_is_not_the_meetings(own):
    found = facts(
        (own, BODY), ("Materiale til konsultasjonsmøtet 12. mai 2005", CHAPTER), ("1 Skole", SECTION), ("Innspill fra KS", BOLD), TEXT
    )  # fmt: skip
    assert found.meeting_date == "2005-05-12"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("4. KONSULTASJONSMØTE – REFERAT", 4),
        ("Det andre konsultasjonsmøtet", 2),
        ("Det 2 konsultasjonsmøtet", 2),
        ("Referat fra konsultasjonsmøte", None),
    ],
)
def test_meeting_numbers(title, number):
    assert (
        facts((f"{title} 2012", CHAPTER), ("Til stede", SECTION), TEXT, ("1 Sak", SECTION), TEXT).meeting_number
        == number
    )


def test_who_leads_the_meeting_has_issued_its_papers():
    found = facts(
        ("Materiale til 1. konsultasjonsmøte 2024", CHAPTER),
        ("1 Om møtet", SECTION),
        "Digitaliserings- og forvaltningsdepartementet (DFD) leder møtet. " + TEXT,
    )
    assert found.issuer_id == "dfd-2024"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kommunene mener at det ikke er nok, og ber om mer.", "nb"),
        ("Kommunane meiner at det ikkje er nok, og bed om meir.", "nn"),
        ("2014 2015", ""),
    ],
)
def test_language(text, language):
    assert language_of(text) == language

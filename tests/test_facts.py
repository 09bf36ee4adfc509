"""Facts of the document, from its title, letterhead and label lines."""

import pytest
from test_sections import BODY, BOLD, CHAPTER, SECTION, TEXT, clean

from konsultnlp.facts import document_date, document_language, find_facts, language_of
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


def test_minutes_whose_parts_say_who_spoke():
    found = facts(
        ("Referat fra bilateralt møte 2014", CHAPTER),
        ("1 Skole", SECTION),
        ("Fra KS:", BOLD),
        TEXT,
        ("Fra KD:", BOLD),
        TEXT,
    )
    assert (found.doc_type, found.meeting_kind) == ("referat", "bilateralt")


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


def test_the_language_is_that_of_most_blocks():
    text = clean(
        "Ministeren ønsket velkommen og sa at hun ikke kunne bli hele møtet, siden det var budsjettdag.",
        "Kommunene fikk ordet, og de mente at det er for mye som står uløst.",
        "Ho sa at dei ikkje ønskjer eit nytt møte no, men noko seinare.",
    )
    assert document_language(text) == "nb"


@pytest.mark.parametrize(
    ("title", "kind", "number", "year"),
    [
        ("Referat – konsultasjonsmøte 3/2014", "konsultasjonsmote", 3, 2014),
        ("KONSULTASJONSMØTE NR. 4/2002 – REFERAT", "konsultasjonsmote", 4, 2002),
        ("Konsultasjonsmøte nr. 1 i 2019 mellom staten og KS", "konsultasjonsmote", 1, 2019),
        ("Referat frå det fyrste ordinære konsultasjonsmøtet 2005", "konsultasjonsmote", 1, 2005),
        ("Referat frå konsultasjonsmøte 2/07", "konsultasjonsmote", 2, 2007),
        ("MATERIALE FRA2. KONSULTASJONSMØTE 2003", "konsultasjonsmote", 2, 2003),
        ("Rammene for 2013 – materiale til 2. konsultasjonsmøte 2012", "konsultasjonsmote", 2, 2012),
        ("Referat fra møtet mellom regjeringen og kommunesektoren 2009", "konsultasjonsmote", None, 2009),
        ("Konsultasjonsmøte 2. mai 2006", "konsultasjonsmote", None, 2006),
        ("Bilaterale drøftinger 2021 – 1. møte", "bilateralt", None, 2021),
    ],
)
def test_meetings_in_titles(title, kind, number, year):
    found = facts((title, CHAPTER), ("Til stede", SECTION), TEXT, ("1 Sak", SECTION), TEXT)
    assert (found.meeting_kind, found.meeting_number, found.year) == (kind, number, year)


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("Utsendt: 02.06.01", "Møtedato: 21.05.01 kl. 0900–1030"), "2001-05-21"),
        (("Avholdt: mandag 21. mai kl. 13:15 – 14:30, på Skype", "Godkjent: 01.06.2001"), "2001-05-21"),
        (("Publisert 09.06.2001", "Mandag 21. mai 2001 kl. 13.00–14.45, Kongens gate 20, Oslo"), "2001-05-21"),
        (("Bodø, måndag 21. mai 2001",), "2001-05-21"),
        (("Dato og tid: 21/5-2001 kl. 15",), "2001-05-21"),
        (("Møtet ble holdt mandag 21. mai 2001 kl. 10 i R5. Det forrige møtet var 2. februar.",), "2001-05-21"),
        (
            ("Det forrige møtet var 2. februar, og møtet 21. mai ble satt kl. 10 i møterommet som vanlig er.",),
            "2001-05-21",
        ),
        (
            ("Merknader må være sekretariatet i hende senest 14. mai, og referatet fra møtet 2. februar ligger ved.",),
            "",
        ),
        (("Et bilateralt møte 2. juni er avtalt med Finansdepartementet, og det neste møtet holdes 17. oktober.",), ""),
    ],
)
def test_the_meetings_date_and_not_another(lines, date):
    found = facts(
        ("Referat fra 2. konsultasjonsmøte 2001", CHAPTER),
        *lines,
        ("Til stede", SECTION),
        TEXT,
        ("1 Sak", SECTION),
        TEXT,
    )
    assert (found.meeting_date, found.year) == (date, 2001)


def test_the_date_above_the_title_is_that_of_the_paper():
    found = facts(
        "Oslo, 3. april 2007",
        ("Materiale til 2. konsultasjonsmøte", CHAPTER),
        "20. april 2007",
        ("1 Om", SECTION),
        TEXT,
    )
    assert found.meeting_date == "2007-04-20"


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Vi viser til invitasjonen av 20. januar og til konsultasjonsmøtet 5. mars.", "2013-03-05"),
        ("Konsultasjonsmøtet er fastsett til 5. mars. Vi viser òg til møtet 9. januar om barnevern.", "2013-03-05"),
        ("Møtet med statsråden 9. januar var nyttig. Svaret må komme før 5. mars.", ""),
    ],
)
def test_a_letter_is_written_for_a_meeting_to_come(sentence, date):
    found = facts(
        ("KS", BODY),
        "Postboks 1378 Vika",
        "Oslo, 8. februar 2013",
        ("Innspill fra KS til 1. konsultasjonsmøte 2013", CHAPTER),
        sentence,
        ("Skole", SECTION),
        TEXT,
    )
    assert (found.doc_type, found.meeting_number, found.meeting_date, found.year) == ("innspill", 1, date, 2013)
    assert (found.title, found.issuer_id) == ("Innspill fra KS til 1. konsultasjonsmøte 2013", "ks")


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("Utarbeidd av Finansdepartementet i samråd med KS",), "fin-2000"),
        (("Kunnskapsdepartementet",), "kd-2006"),
        (("Torsdag 4. juni 2015",), ""),
    ],
)
def test_who_has_issued_it_where_no_letterhead_says_so(lines, issuer):
    found = facts(("Materiale til 2. konsultasjonsmøte 2015", CHAPTER), *lines, ("1 Om", SECTION), TEXT)
    assert found.issuer_id == issuer


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("KS Agder", "KS Agder"),
        ("KS Storbynettverk", "KS Storbynettverk"),
        ("KS fjellnettverket", "KS fjellnettverket"),
        ("KS", "KS"),
        ("KS – kommunesektorens organisasjon", "KS"),
    ],
)
def test_a_letter_from_a_body_of_ks_has_the_bodys_name(line, sender):
    found = facts(
        line, ("Innspill til det 2. konsultasjonsmøtet 2019", CHAPTER), "Til Kommunal- og moderniseringsdepartementet",
        "Vi viser til møtet og ber regjeringen om å øke rammen for ordningen med 20 mill. kroner i året.",
    )  # fmt: skip
    assert (found.sender, found.issuer_id) == (sender, "ks")


def test_a_name_below_ks_is_no_body_of_ks():
    found = facts(
        "KS", ("Innspill til det 2. konsultasjonsmøtet 2019", CHAPTER), "Til Kommunal- og moderniseringsdepartementet",
        "Vi viser til møtet og ber regjeringen om å øke rammen for ordningen med 20 mill. kroner i året.",
        "Med hilsen", "KS", "Eldbjørg Haukvik", "direktør",
    )  # fmt: skip
    assert found.sender == "KS"

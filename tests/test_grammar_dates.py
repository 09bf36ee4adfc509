"""Dates, the year they leave out, and the part they play."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.dates import date_spans, find_dates, find_deadline

YEAR, DAY = 2012, "2012-08-24"

DATES = [
    # text, [(quote, iso, iso_end)]
    ("Brevet er datert 7. mai 2010.", [("7. mai 2010", "2010-05-07", "")]),
    ("9.november 2003, kl.0900 – 1100", [("9.november 2003", "2003-11-09", "")]),
    ("sendt 09.11.03 og 3/12-2011 og 3.4.2011 og 2011-04-15", [
        ("09.11.03", "2003-11-09", ""), ("3/12-2011", "2011-12-03", ""), ("3.4.2011", "2011-04-03", ""),
        ("2011-04-15", "2011-04-15", "")]),
    ("3. MARS 2011", [("3. MARS 2011", "2011-03-03", "")]),
    ("Vi kjem attende i september.", [("september", "2012-09", "")]),
    ("fra 1. august 2011 til 31. juli 2012", [("1. august 2011 til 31. juli 2012", "2011-08-01", "2012-07-31")]),
    ("5. og 6. mai 2011", [("5. og 6. mai 2011", "2011-05-05", "2011-05-06")]),
    ("1.–3. mai", [("1.–3. mai", "2012-05-01", "2012-05-03")]),
    ("avtala gjeld 1.1.2009- 31.12.2011", [("1.1.2009- 31.12.2011", "2009-01-01", "2011-12-31")]),
    ("mars og april 2010", [("mars og april 2010", "2010-03", "2010-04")]),
    ("i januar/februar 2012", [("januar/februar 2012", "2012-01", "2012-02")]),
    ("mellom 1. mars og 15. mai", [("1. mars og 15. mai", "2012-03-01", "2012-05-15")]),
    ("1. desember til 31. januar 2011", [("1. desember til 31. januar 2011", "2010-12-01", "2011-01-31")]),
    ("15. november–15. januar", [("15. november–15. januar", "2012-11-15", "2013-01-15")]),
    ("i mai og oktober 2010", [("mai", "2010-05", ""), ("oktober 2010", "2010-10", "")]),
    ("Det var i mai i fjor og i mars neste år.", [("mai", "2011-05", ""), ("mars", "2013-03", "")]),
    ("Brevet av 3. mai 2008 ble besvart 1. juni s.å.", [("3. mai 2008", "2008-05-03", ""), ("1. juni", "2008-06-01", "")]),
    ("Prøva varte frå mai til seint på hausten 2010.", [("mai", "2012-05", "")]),
    ("Prøvene varte i mai og hele høsten 2010.", [("mai", "2010-05", "")]),
    ("Vedtaket kom våren 2009. I mai ble det endret.", [("mai", "2009-05", "")]),
    ("Avtalen ble inngått 3. mai 2008. Rapporten skal legges fram i juni.", [
        ("3. mai 2008", "2008-05-03", ""), ("juni", "2012-06", "")]),
    ("Avtalen ble inngått 3. mai 2008.\nDen ble endret i juni.", [("3. mai 2008", "2008-05-03", ""), ("juni", "2012-06", "")]),
    ("Kommunene må svare innen 1. februar.", [("1. februar", "2013-02-01", "")]),
    ("Svar innan 15/9, sak 3/12.", [("15/9", "2012-09-15", "")]),
    ("Se brevet av 7/6 d.å.", [("7/6", "2012-06-07", "")]),
    ("Dato: 2.2.12", [("2.2.12", "2012-02-02", "")]),
    ("Svar innen 1.10.12, se punkt 3.4.12.", [("1.10.12", "2012-10-01", "")]),
    ("Tall pr. 31.12. og kl. 10.12.", [("31.12.", "2012-12-31", "")]),
    ("1. t.o.m. 3. mai 2012", [("1. t.o.m. 3. mai 2012", "2012-05-01", "2012-05-03")]),
    # what OCR misreads
    ("Det var l5. mars 2O11, og svar kom 1O. mai.", [("l5. mars 2O11", "2011-03-15", ""), ("1O. mai", "2011-05-10", "")]),
    # another year in the same sentence, and in one before
    ("Veksten startet i 2011. Saken ble sendt ut 31. mai.", [("31. mai", "2012-05-31", "")]),
    ("Loven kommer i august 2013. KS ber om svar innen 1. oktober.", [("august 2013", "2013-08", ""), ("1. oktober", "2012-10-01", "")]),
    ("Normen gjelder fra 1. august, og høsten 2011 var det 40 skoler.", [("1. august", "2012-08-01", "")]),
    # only one year fits the weekday
    ("Vi møttes fredag 3. mai.", [("3. mai", "2013-05-03", "")]),
    ("Vi møtest laurdag 5. mai.", [("5. mai", "2012-05-05", "")]),
    # the sentence looks back from August to a December, or ahead to a January
    ("Vi viser til invitasjonen fra departementet av 20. desember.", [("20. desember", "2011-12-20", "")]),
    ("Staten oppmoda i november kommunane om dette.", [("november", "2011-11", "")]),
    ("Dette kan skje, helst i januar.", [("januar", "2013-01", "")]),
    ("Møtet er utsatt til 20. desember.", [("20. desember", "2012-12-20", "")]),
    ("KS oppmoda staten om å svare før budsjettet i desember.", [("desember", "2012-12", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_and_their_years(text, expected):
    assert [(h.text, h.iso, h.iso_end) for h in find_dates(text, YEAR, DAY)] == expected


def test_without_a_year_a_date_stays_partial():
    assert [h.iso for h in find_dates("i mai, og 17. juni")] == ["--05", "--06-17"]
    assert [h.iso for h in find_dates("i mai", date="2009")] == ["2009-05"]
    assert [h.iso for h in find_dates("31. februar")] == ["--02"]


@pytest.mark.parametrize(
    "text",
    [
        "St.prp. nr. 9 (2003–2004) og Prop. 33 S (2011–2012)",
        "kl. 09.15–10.45, kap. 300, post 21, punkt 2.1.2 og versjon 1.2.3",
        "det 4. konsultasjonsmøtet for 2011",
        "August tok ordet. Mars er en planet.",
        "lov 13. mars 1981 nr. 6",
        "lov av 25.9.1992 nr. 107 og FOR-2003-06-27-792",
        "3.4.12 Samferdsel og 2.1.11 Helse",
        "17. mai-toget",
        "se https://eksempel.no/17. mai",
    ],
)
def test_what_is_no_date(text):
    assert [h.text for h in find_dates(text, YEAR)] in ([], ["mai"])


ROLES = [
    ("meeting", "Tid: Mandag 7. mai 2012 kl. 12.00–13.30"),
    ("meeting", "Dato: 7. mai"),
    ("meeting", "Referat\n7. mai 2012"),
    ("meeting", "Fredag 7. september kl. 12.00"),
    ("meeting", "Protokollen fra møtet 9. mars ble lest."),
    ("meeting", "Neste møte blir 5. oktober."),
    ("meeting", "Bilateralt møte mellom Helsedepartementet og KS 3. mars"),
    ("meeting", "Saka vart drøfta på konsultasjonsmøtet i februar."),
    ("meeting", "Torsdag 7. september, 14.30–16.00"),
    ("meeting", "Fredag 7. september 2012 på Teams"),
    ("meeting", "Bergen, fredag 7. september 2012"),
    ("meeting", "Konsultasjonsmøte nr. 3 i 2012 mellom staten og KS, onsdag 29.08.2012"),
    ("meeting", "Vi viser til møtet med statsråden 3. juni."),
    ("meeting", "Vi viser til møte 3. juni."),
    ("meeting", "møtet som er berammet til 4. mars"),
    ("meeting", "Et bilateralt møte med Landbruks- og matdepartementet er avtalt til 4. oktober."),
    ("meeting", "Det forrige møtet var godt, og det neste holdes 4. oktober."),
    ("meeting", "Referatet fra 17/4-2012 ble godkjent."),
    ("deadline", "KS ber om svar innen 1. mai."),
    ("deadline", "Svaret må komme ikke senere enn 1. mai."),
    ("deadline", "Svaret må kome ikkje seinare enn 1. mai."),
    ("deadline", "Fristen for vedtak bør være 1. juli."),
    ("deadline", "Fristen etter loven § 14 settes til 1. juli."),
    ("deadline", "Høyringa går til 1. november."),
    ("other", "Høringen varte til 1. november."),
    ("other", "Fristen er lang, og loven trer i kraft 1. juli."),
    ("other", "Hovedstyret behandlet saken i møtet 3. mai."),
    ("other", "Saka vart handsama på møtet i kontaktutvalet 3. mai."),
    ("other", "Til: KS\nDato: 7. mai"),
    ("other", "Postboks 8000 Dep, 0030 Oslo\n7. mai 2012"),
    ("other", "Prøva gjekk frå 7. mai."),
    ("deadline", "Tala må sendast seinast fredag 1. mai."),
    ("deadline", "Rapporten skal være ferdig innen slutten av april."),
    ("deadline", "Fristen for å melde inn saker er 4. mai."),
    ("deadline", "med høyringsfrist 1. oktober"),
    ("deadline", "før neste runde 4. april"),
    ("deadline", "KS forventer at staten svarer i statsbudsjettet i oktober."),
    ("other", "Ordningen gjelder senest fra 1. januar."),
    ("other", "Loven trådte i kraft 1. juli."),
    ("other", "Vår dato: 3. mai\nDeres ref: 12/34"),
    ("other", "Oslo, 3. mai"),
    ("other", "Det blir et møte om planen i september."),
    ("other", "Etter konsultasjonsmøtet la departementet fram saken 15. mai."),
    ("other", "Per 4. mars var ingen søknad kommet."),
]


@pytest.mark.parametrize(("role", "text"), ROLES)
def test_roles(role, text):
    assert [h.role for h in find_dates(text, YEAR, DAY)] == [role]


def test_meetings_in_a_row_are_all_meetings():
    assert [h.role for h in find_dates("møtene i mars, mai og oktober", YEAR)] == ["meeting"] * 3


DEADLINES = [
    ("KS ber om svar innen 1. november 2012.", "2012-11-01"),
    ("KS bed om svar før jul.", "før jul"),
    ("Vi ber om at saken blir løst før sommerferien.", "før sommerferien"),
    ("Tilskotet må vere på plass før neste skuleår.", "før neste skuleår"),
    ("Planen må legges fram innen slutten av 2013.", "innen slutten av 2013"),
    ("Et svar bør komme tidlig på høsten.", "tidlig på høsten"),
    ("Det må skje i løpet av 2014.", "i løpet av 2014"),
    ("Vi forventer et svar i RNB i mai.", "i RNB i mai"),
    ("Vi ber om at rammen økes allerede i RNB i mai.", "i RNB i mai"),
    ("KS ber om at staten senest i statsbudsjettet for 2007 dekker utgiftene.", "senest i statsbudsjettet for 2007"),
    ("Vi ber om et møte kort tid etter konsultasjonsmøtet.", "kort tid etter konsultasjonsmøtet"),
    ("Vi ønsker at staten er en pådriver innen helse og omsorg.", ""),
    ("Nivået må bli som før pandemien.", ""),
    ("Kommunene må høres før loven blir endret.", ""),
    ("Nivået må bli som det var allerede før pandemien.", ""),
    ("Støtten må gå til planer som ble vedtatt før 1. september.", ""),
    ("Ordningen bør gjelde fra 1. januar 2013 og ut 2014.", ""),
]


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_deadlines_of_requests(text, expected):
    found = find_deadline(text, YEAR, DAY)
    assert (found[2] if found else "") == expected
    if found:
        assert text[found[0] : found[1]]


PIECES = st.sampled_from(
    [
        "maİ 2010",
        "17. maİ",
        "1. ",
        "31. ",
        "mai",
        " 2010",
        "–",
        " og ",
        " til ",
        "3/12-2010",
        "innen ",
        "\n",
        "i ",
        "mars",
        ", ",
        ".",
        "12.",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)),
    st.sampled_from([None, 2012]),
    st.sampled_from(["", "2012", DAY, "x-y"]),
)
def test_any_text_gives_quotes_in_order(text, year, date):
    at = 0
    for hit in find_dates(text, year, date):
        assert text[hit.start : hit.end] == hit.text
        assert at <= hit.start < hit.end
        at = hit.end
    assert all(s < e for s, e in date_spans(text))
    found = find_deadline(text, year, date)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize(
    "piece", ["1. ", "mai ", "1. mai og ", "møtet i ", "12.12.12.", "1. mai 2020–", "før neste ", "frist "]
)
def test_long_texts_are_read_in_one_go(piece):
    find_dates(piece * 5000 + "1. mai", 2020)
    find_deadline(piece * 5000 + "1. mai", 2020)

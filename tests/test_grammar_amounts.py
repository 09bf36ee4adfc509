"""Amounts, as an analyst would mark them by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.grammar.amounts import find_amounts, price_year
from konsultnlp.grammar.numbers import find_numbers


def read(text):
    return [(h.text, h.kind, float(h.value)) for h in find_amounts(text)]


MONEY = [
    ("Vi får 25 mill. kroner til vei.", "25 mill. kroner", 25e6),
    ("Vi får 25\u00a0millioner til vei.", "25\u00a0millioner", 25e6),
    ("Det mangler 7 milliarder DSB har meldt om.", "7 milliarder", 7e9),
    ("Ramma er 1,4 mrd. og ligg fast.", "1,4 mrd.", 1.4e9),
    ("Prisen er kr 250 000,- for alt.", "kr 250 000,-", 250000),
    ("Prisen er 5.250,- for alt.", "5.250,-", 5250),
    ("Det kostar kroner 40 mill å byggje.", "kroner 40 mill", 40e6),
    ("Ramma er på ein milliard kroner.", "ein milliard kroner", 1e9),
    ("Over en halv milliard er brukt.", "en halv milliard", 5e8),
    ("Vi trenger to og en halv milliard kroner.", "to og en halv milliard kroner", 2.5e9),
    ("Det gis 1\u2009250\u2009000 kr i støtte.", "1\u2009250\u2009000 kr", 1250000),
    ("Det gis 4.5 mill. kr i støtte.", "4.5 mill. kr", 4.5e6),
    ("Støtten er hundre tusen kroner.", "hundre tusen kroner", 100000),
    ("Ca 200 mill NOK ble brukt.", "200 mill NOK", 200e6),
    ("Det kommer 400 friske millioner.", "400 friske millioner", 400e6),
    ("Satsen er 55,7 kroner.", "55,7 kroner", 55.7),
    ("Prisen er kr 1350000 for alt.", "kr 1350000", 1350000),
    ("Prisen er 1350000 kroner for alt.", "1350000 kroner", 1350000),
    ("Dei 90 mill. kronene er brukte.", "90 mill. kronene", 90e6),
    ("Etterslepet er 3 ½ mrd. kroner.", "3 ½ mrd. kroner", 3.5e9),
    ("Utstyret kostet 1½ million.", "1½ million", 1.5e6),
    ("Det er satt av 650mill. kroner.", "650mill. kroner", 650e6),
    ("Av dette er 45 mill. haldne att til reserven.", "45 mill.", 45e6),
    ("Av potten ble 45 mill. løyvd til drift.", "45 mill.", 45e6),
]


@pytest.mark.parametrize(("text", "quote", "value"), MONEY)
def test_money(text, quote, value):
    assert read(text) == [(quote, "money", value)]


PERCENT = [
    ("Dette er 12,4% av alle.", "12,4%", 12.4),
    ("Dette er 50 % av alle.", "50 %", 50),
    ("Dette er 40 pst. av alle.", "40 pst.", 40),
    ("Renta steig med 0,75 prosenteiningar.", "0,75 prosenteiningar", 0.75),
    ("Veksten var fem prosent.", "fem prosent", 5),
    ("Veksten var én prosent.", "én prosent", 1),
    ("Det endte på -0,1 prosent.", "-0,1 prosent", -0.1),
    ("Deflatoren er 2 1/2 prosent.", "2 1/2 prosent", 2.5),
]


@pytest.mark.parametrize(("text", "quote", "value"), PERCENT)
def test_percentages(text, quote, value):
    assert read(text) == [(quote, "percent", value)]


COUNTS = [
    ("Det er seks vedtatte lokale planer.", "seks vedtatte lokale planer", 6, "planer"),
    ("Vi treng 2 500 nye hyblar.", "2 500 nye hyblar", 2500, "hyblar"),
    ("Rundt 7 500 unge i fylket mangler bolig.", "7 500 unge", 7500, "unge"),
    ("Om lag 25 000 (3 %) elever flyttet.", "25 000", 25000, "elever"),
    ("De 40 mest utsatte skolene får mer.", "40 mest utsatte skolene", 40, "skolene"),
    ("Det er 20 kommunale og private barnehager.", "20 kommunale og private barnehager", 20, "barnehager"),
    ("Det finst 38 VTA-bedrifter.", "38 VTA-bedrifter", 38, "VTA-bedrifter"),
    ("Norge har 5 millioner innbyggere.", "5 millioner innbyggere", 5000000, "innbyggere"),
    ("Fylket har 44.000 km vei.", "44.000 km", 44000, "km"),
    ("Det trengs 2,5 årsverk.", "2,5 årsverk", 2.5, "årsverk"),
    ("I 2020 61 kommuner svarte.", "61 kommuner", 61, "kommuner"),
    ("Om lag 2000 nye plasser trengs.", "2000 nye plasser", 2000, "plasser"),
    ("Etter valget har hundre og femti kommunar svart.", "hundre og femti kommunar", 150, "kommunar"),
    ("Ordningen omfatter i år fire møter.", "fire møter", 4, "møter"),
    ("De 70 ansatte mister jobben.", "70 ansatte", 70, "ansatte"),
    ("Fylket har 1850 elever.", "1850 elever", 1850, "elever"),
    ("Gi Nav-kontorene 95 rådgivere mer.", "95 rådgivere", 95, "rådgivere"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), COUNTS)
def test_counts(text, quote, value, unit):
    found = [h for h in find_amounts(text) if h.kind == "count"]
    assert [(h.text, h.value, h.unit) for h in found] == [(quote, Decimal(str(value)), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Planen gjelder i fire år, 24 måneder eller 10 000 timer.",
        "Personer over 67 år, 6-åringer og 16- og 17-åringer.",
        "Det skjer to ganger i uken, hver fjerde måned.",
        "kap. 300, post 21 og § 3-1, jf. Prop. 33 S (2015–2016), NOU 2014: 3 og Meld. St. 2 (2010–2011)",
        "Møtet 7. mai kl. 1200–1330 ble ledet av 2. nestleder.",
        "Tabell 3 og figur 4 i kapittel 2 og 3, punkt 2.1 og vedlegg 5.",
        "Ring tlf. 22 24 90 90 eller 815 00 000.",
        "Saka har nummer 201203456 og konto 12345678901.",
        "3 Samferdsel\n4 Andre saker\n2.1 Skole",
        "I 2019 kommuner og stat møttes, og i 2021 økte dette.",
        "0–18 prosjektet, Skole 25 og covid-19 i KS2.",
        "Vi må tre inn, og fire på kravene.",
        "Det kostet 5 000 svenske kroner og 2 mrd. euro.",
        "det 3 vedtaket",
        "Tre av fire kommuner er enige, og sju av ti er glade.",
        "Han fikk flere hundre svar og mange tusen kommentarer.",
        "Det gikk med et par hundre millioner kroner.",
        "To femdeler av kommunene og tre firedelar av skulane er med.",
        "Dette kom i 1850 kommunene til gode.",
        "Fordelingen er 60/40, og kommunen har sagt nei til 300.",
        "Rv. 13, E 39 og fv. 17 til 0581 Oslo.",
    ],
)
def test_what_is_no_amount(text):
    assert read(text) == []


RANGES = [
    ("De tar imot 120–150 elever.", [(120, 150)]),
    ("mellom 12 og 18 mrd. kroner", [(12e9, 18e9)]),
    ("på 30 til 35 mrd. kroner", [(30e9, 35e9)]),
    ("3 - 5 milliardar kroner", [(3e9, 5e9)]),
    ("500 000 til 1 mill. kroner", [(500000, 1e6)]),
    ("et fall fra 40 prosent til 30 prosent", [(40, None), (30, None)]),
    ("økes fra 400 til 500 mill. kroner", [(400e6, None), (500e6, None)]),
    ("varierer fra 5 til 10 prosent", [(5, 10)]),
    ("henholdsvis 1 200 og 1 450 mill. kroner", [(1.2e9, None), (1.45e9, None)]),
    ("falle med 0,5 prosentpoeng til 3 prosent", [(0.5, None), (3, None)]),
    ("12 eller 13 kommuner", [(12, None), (13, None)]),
    ("fem-seks saker", [(5, 6)]),
    ("212 av de 230 skolene", [(212, None), (230, None)]),
    ("2 150 plasser står klare, mot 1 980 i fjor", [(2150, None), (1980, None)]),
    ("Vi venter 5 300 barn i år. Per 1. mai var 1 310 av disse på plass.", [(5300, None), (1310, None)]),
    ("Antall søkere gikk ned til 9 800.", [(9800, None)]),
    ("Talet er meir enn dobla, frå 4 000 til 9 000 barn", [(4000, None), (9000, None)]),
    ("en ramme på 1 til 1,5 mrd. kroner", [(1e9, 1.5e9)]),
    ("det trengs ett til to årsverk", [(1, 2)]),
    ("en eller annen gang får 3 kommuner plass", [(3, None)]),
    ("vekst på 1–1½ prosent", [(1, 1.5)]),
    ("koster 15–20 000 kroner", [(15000, 20000)]),
    ("fra tabell 1 til 5 prosent", [(5, None)]),
    ("høvesvis 2 600 til kommunane og 1 700 mill. kroner til fylka", [(2.6e9, None), (1.7e9, None)]),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ranges_and_shared_units(text, expected):
    found = [(float(h.value), None if h.value_max is None else float(h.value_max)) for h in find_amounts(text)]
    assert found == expected


ELLIPSES = [
    # text, the values in order
    ("Veksten er 3,1 prosent, mot 2,4 i fjor.", [3.1, 2.4]),
    ("Andelen er 44 pst. i 2001, mot 38 i 1999.", [44, 38]),
    ("Det gis 90 mill. kroner i 2010, 180 i 2011 og 270 i 2012.", [90e6, 180e6, 270e6]),
    ("Vi fekk 310 søknader i 2009 og 420 i 2010.", [310, 420]),
    ("Vi fikk 310 søknader, mot 420 året før.", [310, 420]),
    ("Satsen er 40 prosent i Halden og 30 i Moss.", [40, 30]),
    ("Av dei 84 sambanda ligg 61 på fylkesvegane.", [84, 61]),
    ("Av 80 skoler har 12 stengt.", [80, 12]),
    ("Av 80 skoler har 12 rektorer sluttet.", [80, 12]),
    ("Rådet har sju medlemmer, hvorav tre fra KS.", [7, 3]),
    ("Vi har fått 31 svar, de siste fire etter fristen.", [31, 4]),
    ("Kurset har 5400 deltakere, under 800 av dem er menn.", [5400, 800]),
    ("Det er søkt om 650 plasser, men rammen gir bare rom for 400.", [650, 400]),
    ("Staten ba om 12 000 plasser. Kommunene har sagt ja til 10 500.", [12000, 10500]),
    # another sentence, a label, another order of size, a share, a year: no amounts
    ("Vi har 31 skoler. Kommunen har plass til 12.", [31]),
    ("Det er 650 plasser, se tabell 4.", [650]),
    ("Det gis 900 mill. kroner, og 3 i 2011.", [900e6]),
    ("Det er 650 plasser, og 9 av 10 av disse er tatt.", [650]),
    ("Det er 650 plasser i år og opp mot 2020.", [650]),
]


@pytest.mark.parametrize(("text", "values"), ELLIPSES)
def test_a_number_takes_the_unit_of_an_earlier_one(text, values):
    assert [float(h.value) for h in find_amounts(text)] == values


MISREAD = [
    ("Vi får 4OO mill. kr0ner til vei.", "4OO mill. kr0ner", "money", 400e6),
    ("Det er l5O elever her.", "l5O elever", "count", 150),
    ("Vi får 80 mill. kroneri året.", "80 mill. kroner", "money", 80e6),
    ("Det er 7 prosenti snitt.", "7 prosent", "percent", 7),
    ("Rammen er 1 O00 000 kroner.", "1 O00 000 kroner", "money", 1e6),
]


@pytest.mark.parametrize(("text", "quote", "kind", "value"), MISREAD)
def test_what_ocr_misreads_is_quoted_as_it_stands_and_means_what_was_printed(text, quote, kind, value):
    assert [(h.text, h.kind, float(h.value)) for h in find_amounts(text)] == [(quote, kind, value)]


QUALIFIERS = [
    ("om lag 40 kommuner", "about"), ("rundt 40 kommuner", "about"), ("kring 9 mrd. kroner", "about"), ("ca. 40 %", "about"),
    ("minst 40 kommuner", "at_least"), ("40 kommuner eller flere", "at_least"), ("skal ikkje vere under 40 plassar", "at_least"),
    ("inntil 40 kommuner", "at_most"), ("maks. 40 elevar", "at_most"), ("må ikke tape mer enn 40 kroner", "at_most"),
    ("ingen får over 40 kroner", "at_most"), ("bør ikke overstige 40 kroner", "at_most"),
    ("mer enn 40 kommuner", "over"), ("meir enn 40 kommunar", "over"), ("i overkant av 40 mill. kroner", "over"),
    ("under 40 kommuner", "under"), ("færre enn 40 kommunar", "under"),
    ("opp mot 40 kommuner", "at_most"), ("i underkant av 40 kommuner", "nearly"), ("snautt 40 kommunar", "nearly"),
    ("staten tek over 40 skular", ""), ("da tar fylket over 40 skoler", ""),
    ("planen legger opp til 40 skoler", ""), ("opp til 40 skoler", "at_most"), ("spredt over 40 kommuner", ""),
    ("nærmere 40 kommuner", "nearly"), ("nær 40 kommunar", "nearly"), ("40 kommuner", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUALIFIERS)
def test_qualifiers(text, expected):
    assert [h.qualifier for h in find_amounts(text)] == [expected]


RATES = [
    ("Vi får 25 mill. kroner årlig.", ["year"]),
    ("De årlige rammene senkes med 30 millioner.", ["year"]),
    ("Kvart år får 70 elevar plass.", ["year"]),
    ("75 mill. kroner i året til kart", ["year"]),
    ("75 mill. kroner i år til kart", [""]),
    ("De kan teste 90 personer per dag.", ["day"]),
    ("Satsen for eit liggjedøgn blir 1 500 kroner.", ["day"]),
    ("Egenandelen er 1 000 kroner måneden.", ["month"]),
    ("700 kroner per innbygger i ett og samme år", ["person"]),
    ("9 000 kroner per avtale", [""]),
    ("Det gis 20 mill. kroner i året og 30 mill. kroner til vei.", ["year", ""]),
    ("Det gis 20 mill. kroner, og de årlige midlene skal økes.", [""]),
    ("Det koster 9 000 kroner per barn per måned.", ["month"]),
    ("Tilskotet per elev aukar frå 200 til 450 kroner.", ["person", "person"]),
    ("Vi får et årlig tilskudd på 3 mill. kroner til 40 skoler.", ["year", ""]),
    ("Tall for 40 skoler blir lagt fram månedlig.", [""]),
    ("Vi ber om 40 samlinger som staten holder hvert år.", ["year"]),
]


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates(text, expected):
    assert [h.per for h in find_amounts(text)] == expected


def test_price_years():
    assert [h.price_year for h in find_amounts("4,5 mrd. 2021-kroner, og 5 mill. kroner (2019-priser)")] == [2021, 2019]
    assert price_year("Tallet er oppgitt i 2010-kroner.") == 2010
    assert price_year("målt i prisnivå 2012") == 2012
    assert price_year("Tallet er fra 2010.") is None


def test_a_bare_scale_may_be_no_money():
    assert read("Folketallet er 5,3 millioner.") == []
    assert [h.kind for h in find_amounts("Det er 5,3 millioner.", money_context=False)] == []


PIECES = st.sampled_from(
    ["mİll. ", "3 mİll", "tİ ", "12", "1 000", "3,5", " og ", "–", " til ", " mill.", " kroner", "%", " nye", " kommuner", "kr ", "fra ", "to", "en halv", " milliard",
     " per dag", "årlig ", "(", ")", "\n", ". ", ",-", "2021-kroner", "antall ", "mellom "]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from([None, True, False]))
def test_any_text_gives_quotes_in_order(text, money):
    at = 0
    for hit in find_amounts(text, money):
        assert text[hit.start : hit.end] == hit.text
        assert at <= hit.start < hit.end
        at = hit.end
        assert hit.value_max is None or hit.value_max > hit.value
        assert "E" not in str(hit.value)
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1 000 ",
        "1.000 mill. kroner til ",
        "en halv ",
        "to og ",
        "5 nye ",
        "nye ",
        "2 og ",
        "fra 1 til 2 prosent ",
        "antall ",
        "9",
        "1l",
        "1O|",
        "kommuneloven 8 ",
        "henholdsvis 2 og ",
        "av 20 skoler 3 ",
        "mot 3 i fjor ",
    ],
)
def test_long_texts_are_read_in_one_go(piece):
    find_amounts(piece * 3000 + "12 kommuner")


@given(
    st.integers(1, 60),
    st.sampled_from(["", " "]),
    st.sampled_from(["kroner", "mill. kroner", "mrd. kroner", "prosent", "skoler"]),
)
def test_a_number_of_any_length_is_read_or_passed_over(digits, gap, unit):
    written = gap.join(["100", *["000"] * (digits // 3)]) if gap else "1" * digits
    for hit in find_amounts(f"KS ber om {written} {unit} og kr {written} til dette."):
        assert hit.value is not None and hit.value > 0


def test_the_largest_sums_are_read():
    (hit,) = find_amounts("Fondet har 20 000 000 000 000 kroner.")
    assert hit.value == 20 * 10**12

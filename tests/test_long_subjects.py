"""Subjects of reported speech that hold lower-case words, a body or a title: invented sentences, ``speaker|sentence``."""

import pytest

from konsultnlp.context import Context, Person
from konsultnlp.grammar.sentences import split
from konsultnlp.rules.speech import find_statements

PEOPLE = (
    Person("anne-lid", "Anne Lid", "styreleder", "ks", "KS", "ks", "moteleder"),
    Person("per-moe", "Per Moe", "statssekretær", "staten", "HOD", "hod-2004"),
)


def speakers(text):
    ctx = Context(date="2013", doc_type="referat", people=PEOPLE)
    return [hit.speaker for hit in find_statements(text, split(text), ctx)]


@pytest.mark.parametrize(
    "line",
    [
        "Norsk forbund for fjellrypejakt|Norsk forbund for fjellrypejakt mente at ordningen er for dårlig.",
        "Foreningen for hjemmeboende eldre|Foreningen for hjemmeboende eldre ønsket at saken utredes.",
        "Noregs miljø- og energifaglege universitet|Noregs miljø- og energifaglege universitet åtvara mot kutta.",
        "Samarbeidsrådet for tros- og livssynssaker|Samarbeidsrådet for tros- og livssynssaker ba Kunnskapsdepartementet om svar.",
        "Statsforvaltaren i Møre og Romsdal|Statsforvaltaren i Møre og Romsdal viste til tilsynet.",
        "Hovedorganisasjonen Vertshus|Hovedorganisasjonen Vertshus støttet forslaget.",
        "Landsorganisasjonen for fiskere (LFF)|Landsorganisasjonen for fiskere (LFF) pekte på at kvotene er små.",
        "Marit Sol|Fellesorganisasjonen (FO) v/ Marit Sol ba om svar.",
        "Kari Nordli|Kari Nordli fra Landsforeningen for barnevernsbarn pekte på at mange venter.",
        "Per Arne Aas|Per Arne Aas, styreleiar i Innlandsrådet, spurde kva som skjer no.",
        "Marit Haug|Ordføreren i Nord-Aurdal, Marit Haug, viste til rapporten.",
        "Lill Marie Sande|Leder i Norsk Hjelpepleierforbund, Lill Marie Sande, mente at det haster.",
        # people on the list are found in them, too
        "Per Moe|Per Moe, statssekretær i departementet, viste til rapporten.",
        "Anne Lid|Anne Lid fra Landsforeningen for kommunene pekte på at mange venter.",
    ],
)
def test_who_speaks(line):
    speaker, sentence = line.split("|")
    assert speakers(sentence) == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "I forbundet mente Moe at det haster.",
        "Rapporten fra universitetet viste at det haster.",
        "Det som universitetet gjorde, viste at det haster.",
        "Arbeidet i nettverket støttet kommunene.",
        "Brev fra Statsforvalteren i Innlandet påpekte at fristen er ute.",
        "Kostnadene ved senteret viste at det haster.",
        "Utvalget for barn og unge anbefalte at det haster.",
        "Kutt i universitetet ble varslet, og Moe viste til rapporten.",
    ],
)
def test_what_only_looks_like_a_body_does_not_speak(sentence):
    assert set(speakers(sentence)) <= {"Per Moe", ""}

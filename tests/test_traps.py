"""Sentences that look like requests and are none."""

import pytest
from request_cases import HOD, KS_NN, MINUTES, NOBODY, requests

TRAPS = {
    "negated": [
        "KS ber ikke om særordninger.",
        "KS krever ikke at alt dekkes.",
        "KS mener ikke at staten bør overta ansvaret.",
        "KS ønsker ikke flere øremerkede tilskudd.",
        "Det er ikke behov for nye regler.",
    ],
    "history": [
        "I 2019 ba KS om en gjennomgang.",
        "KS har tidligere bedt om en avklaring.",
        "Slik KS tidligere har foreslått, er ansvaret nå flyttet.",
        "KS ble bedt om å uttale seg.",
        "Skolene måtte stenge i mars 2020.",
        "Kommunene har lenge etterlyst en avklaring.",
    ],
    "third parties": [
        "Utvalget mener at kommunene bør få større frihet.",
        "Riksrevisjonen anbefaler at departementet følger opp saken.",
        "Legeforeningen krever bedre lønn.",
        "Undersøkelsen viser at behovet er stort, og at det er behov for plasser.",
        "I evalueringen anbefales det at ordningen gjøres permanent.",
        "Regjeringen foreslår å øke rammen med 200 mill. kroner.",
        "Regjeringen forventer at kommunene prioriterer dette.",
        "KS er kjent med at Stortinget har bedt om en evaluering.",
    ],
    "own doings": [
        "KS vil stille opp i arbeidet.",
        "KS ønsker å bidra i det videre arbeidet.",
        "KS skal selv foreslå en modell.",
        "KS håper å kunne bidra.",
        "Vi må sammen finne gode løsninger.",
    ],
    "duties, facts and consequences": [
        "Kommunene må i dag bruke store ressurser på rapportering.",
        "Forslaget medfører at kommunene må ansette flere.",
        "Konsekvensen er at mange kommuner må kutte i tilbudet.",
        "Etter loven må kommunene ha en plan.",
        "Kommunene må ha en beredskapsplan etter loven.",
        "Foreldre som ønsker plass, må søke innen 1. mars.",
        "Uten slike midler må kommunene redusere tilbudet.",
        "Elever med særskilte behov må ofte vente lenge.",
        "Det er ikke rimelig at kommunene må bære kostnaden.",
        "Da må flere fritidsklubber legges ned.",
        "Nå må noen av stillingene sies opp, og det merkes.",
    ],
    "subordinate clauses": [
        "Dette er oppgaver som må løses lokalt.",
        "Hvis tilbudet må legges ned, rammes mange unge.",
        "Når kommunene må vente på svar, øker kostnadene.",
        "Det er uklart om det trengs en egen lov.",
        "KS er i tvil om dette bør være et statlig ansvar.",
        "Hvordan dette bør løses, er ikke klart.",
    ],
    "support and courtesy": [
        "KS støtter forslaget om å utvide ordningen.",
        "KS er enig i at kommunene bør ha ansvaret.",
        "KS ønsker velkommen en gjennomgang.",
        "KS ønsker den nye ordningen velkommen.",
        "KS er positiv til at staten vil styrke feltet.",
        "Vi ber om forståelse for at fristen ikke kunne overholdes.",
    ],
    "things that require": [
        "Ordningen krever store ressurser.",
        "Tiltakene forutsetter at kommunene har nok ansatte.",
    ],
    "remarks and inferences": [
        "Det må understrekes at tallene er usikre.",
        "Det bør bemerkes at tallene er foreløpige.",
        "Det må antas at veksten fortsetter.",
        "Det er viktig å understreke at kommunene har gjort en stor innsats.",
        "Det er behov for å minne om at kommunene har gjort en stor innsats.",
    ],
    "forecasts": [
        "Kommunene forventer at utgiftene vil øke.",
        "Det vil trolig bli behov for flere ansatte.",
        "Behovet for sykehjemsplasser er størst i byene.",
    ],
    "questions": ["Bør staten ta over ansvaret?"],
    "plain opinion": [
        "KS mener at ordningen fungerer godt.",
        "KS mener det er uheldig at midlene trekkes ut.",
        "KS mener det er for tidlig å konkludere.",
        "God økonomi er viktig for alle innbyggere.",
    ],
}


@pytest.mark.parametrize("sentence", [s for group in TRAPS.values() for s in group])
def test_in_ks_text(sentence):
    assert requests(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "KS krev ikkje at alt skal dekkjast.",
        "Mange kommunar må leige inn vikarar for å halde tilbodet oppe.",
        "Fylkeskommunane har bede om innsyn fleire gonger.",
        "Ordninga føreset at kommunane legg inn eigne midlar.",
        "Tilsynet peikar på at kommunane bør bli betre.",
        "Kommunane ventar på svar frå direktoratet.",
        "Innbyggjarane ønskjer betre tilbod.",
        "Vinteren 2010 måtte fleire samband stengje.",
        "KS vil i denne samanhengen minne om at staten har lovt full finansiering.",
    ],
)
def test_in_nynorsk_text(sentence):
    assert requests(sentence, KS_NN) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Regjeringen vil foreslå en lovendring i 2014.",
        "Departementet vil be kommunene om nye tall til høsten dersom det blir nødvendig.",
        "Departementet må komme tilbake til dette i budsjettet.",
        "HOD har bedt Helsedirektoratet om en utredning.",
        "Utbyggingen krever koordinering.",
    ],
)
def test_in_a_ministrys_text(sentence):
    assert requests(sentence, HOD) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Saker til møtet må meldes inn innen 3. mars.",
        "Innspill bør være korte.",
        "Oversikten må leses i sammenheng med vedlegg b.",
        "Det er viktig at materialet er ferdig i tide.",
    ],
)
def test_the_documents_own_procedure(sentence):
    assert requests(sentence, NOBODY) == []


@pytest.mark.parametrize(
    ("speaker", "sentence"),
    [
        ("Lid", "Lid takket for at departementet har bedt om innspill."),
        ("Lid", "Lid orienterte om at kommunene må bruke mer tid på kontroll."),
        ("Lid", "Hun sa at KS er positive til tiltaket og vil bidra."),
        ("Lid", "Lid støttet forslaget om at saken bør utredes."),
        ("Lid", "Lid spurde om staten bør ta over ansvaret."),
        ("Lid", "Ho viste til at KS i fjor bad om det same."),
        ("Lid", "Lid svarte at kommunene står klare, men at de trenger forutsigbarhet."),
        ("Moe", "Moe sa seg enig i at ordningen bør forenkles."),
        ("Moe", "Moe sa at departementet vil be om en rapport fra direktoratet."),
        ("Moe", "Moe minnet om at kommunene må rapportere innen 1. mars."),
        ("Moe", "Moe mente at det ikke er behov for endringer."),
        ("Moe", "Moe la til grunn at tallene er riktige."),
    ],
)
def test_in_minutes(speaker, sentence):
    assert requests(sentence, MINUTES, speaker) == []


def test_headings_are_silent():
    from konsultnlp.context import Context, TextBlock

    text = "Staten må ta ansvar"
    ctx = Context(contributor="KS", contributor_id="ks", blocks=(TextBlock(0, len(text), "heading"),))
    assert requests(text, ctx) == []


def test_attendance_lists_are_silent():
    from konsultnlp.context import Context

    assert requests("KS ber om ordet.", Context(section_kind="attendance")) == []

"""Reported speech in the many forms that minutes have: invented sentences, marked up as in `test_speakers`."""

from __future__ import annotations

import pytest
from test_speakers import PEOPLE, found, marked

from konsultnlp.context import TextBlock
from konsultnlp.grammar.names import person_id
from konsultnlp.rules.speaker_match import candidates
from konsultnlp.rules.speech_procedure import follow_up_label, run_in_label

SPEAKERS = [
    # several without their names
    "[Torstein Vangberg|etterlyse|request: Vangberg etterlyste en plan.] "
    "[Åse Lillevold Kråkstad|støtte|support: Kråkstad støttet dette.] "
    "[Torstein Vangberg & Åse Lillevold Kråkstad|be om|request: Begge ba departementet om et svar.]",
    "[Ottar Brendeland & Torstein Vangberg|være åpen for|support: Brendeland og Vangberg var begge åpne for et møte.] "
    "[Ottar Brendeland & Torstein Vangberg|si seg villig til|commitment: De sa seg villige til å møtes før jul.]",
    "[Flere fra KS-delegasjonen|ta til orde for|request: Flere fra KS-delegasjonen tok til orde for en fast indeks.]",
    "[Fleire av representantane frå KS|uttrykkje uro for|position: Fleire av representantane frå KS uttrykte uro for dei minste kommunane.]",
    "[En av deltakerne fra KS|spørre|question: En av deltakerne fra KS spurte om fristen ligger fast.]",
    # not a group that speaks: what is told of others
    "[Torstein Vangberg|seie|information: Vangberg sa at sommaren var våt.] "
    "[Torstein Vangberg||information: Fleire kommunar har klaga.]",
    # titles: an ordinal, one who was named before
    "[Åse Lillevold Kråkstad|takke for|thanks: 2. nestleder takket for svaret.]",
    "Statssekretær Nygaard måtte gå kl. 14. [Ida Charlotte Nygaard|seie|information: Statssekretæren sa at saka er send til høyring.]",
    "[Torstein Vangberg|mene|position: KS-lederen mente at fristen bør utsettes.]",
    # an initial for a name, a label within a paragraph
    "[Åse Lillevold Kråkstad|foreslå|request: Åse L. Kråkstad foreslo et seminar.]",
    "[Ragnhild Aspelund|love|commitment: Statsråd R. Aspelund lovet et svar.]",
    "[Torstein Vangberg|be om|request: Vangberg ba om utsettelse.] [Leif Brunvoll||information: Brunvoll: Det er krevende.]",
    # passives without an agent belong to nobody at the head of a paragraph
    "[-|peke på|information: I diskusjonen ble det pekt på flere utfordringer.]",
    # two of one surname: who is asked answers
    "[Torstein Vangberg|be|request: Vangberg ba Sissel Berg i KS legge fram tallene.] "
    "[Sissel Berg|takke ja til|commitment: Det takket Berg ja til.]",
    # a surname of two people that nothing tells apart stays as written
    "[Pål Holm|foreslå|request: Holm foreslo et seminar], [Berg|støtte|support: noe Berg støttet.]",
    # an object or an adverb before the verb is no name
    "[Ragnhild Aspelund|love|commitment: Aspelund lovet et møte.] "
    "[Ragnhild Aspelund|takke ja til|commitment: Invitasjonen takket hun ja til.]",
    "[Torstein Vangberg|støtte|support: Vangberg støttet forslaget.] "
    "[Torstein Vangberg|gå imot|objection: Derimot gikk han imot den nye fristen.]",
    # the side in the genitive, an agent between verb and particle
    "[Kommunenes Sentralforbund|opplyse|information: Fra Kommunenes Sentralforbunds side ble det opplyst at halvparten har svart.]",
    "[Pål Holm|reise spørsmål om|question: Det ble reist spørsmål fra Holm om når ordningen starter.]",
    # speech in a relative clause, and in the clause after one that is no speech
    "[Torstein Vangberg|meine|position: Vangberg kom inn på tala, som han meinte er for låge.]",
    "[Ottar Brendeland|opplyse|information: JD var ikke til stede, men Brendeland opplyste at notatet er klart.]",
    # without a subject among sentences
    "[Torstein Vangberg|ta opp|information: Vangberg tok opp pensjon.] "
    "[Torstein Vangberg|be om|request: Ber òg om innsyn i utrekninga.]",
    # "verken … eller", support between commas, "så" as a verb
    "[Torstein Vangberg & Pål Holm|støtte|objection: Verken Vangberg eller Holm støttet dette.]",
    "[Torstein Vangberg|mene|position: Vangberg, med støtte fra Rune Berg, mente at fristen er for kort.]",
    "[Torstein Vangberg|se positivt på|support: Vangberg så positivt på invitasjonen.]",
]

VERBS = [
    "[Torstein Vangberg|understreke|position: Vangberg avsluttet med å understreke at avtalen må fornyes.]",
    "[Leif Brunvoll|innlede|information: Brunvoll innledet med å vise til tallene for første halvår.]",
    "[Torstein Vangberg|takke for|thanks: Vangberg avsluttet med å takke for møtet.]",
    "[Leif Brunvoll|minne om|information: Brunvoll merket seg synspunktene, men minnet om at ordningen er ny.]",
    "[Rune Berg|stille seg undrende til|objection: Rune Berg stilte seg dessuten undrende til tempoet.]",
    "[Rune Berg|si seg uenig i|objection: Rune Berg sa seg sterkt uenig i konklusjonen.]",
    "[Rune Berg|stille spørsmål ved|question: Rune Berg stilte spørsmål ved om tallene stemmer.]",
    "[Rune Berg|stille spørsmål ved|objection: Rune Berg stilte spørsmål ved beregningene.]",
    "[Torstein Vangberg|gi uttrykk for|position: Vangberg ga på vegne av kommunene uttrykk for at kravene må lempes.]",
    "[Torstein Vangberg|purre på|request: Vangberg purret på svar fra departementet.]",
    "[Leif Brunvoll|fremlegge|information: Brunvoll fremla tall for 2008.]",
    "[Leif Brunvoll|gå gjennom|information: Brunvoll gjekk gjennom tala.]",
    "[Ragnhild Aspelund|beklage|information: Aspelund beklaget at svaret ble forsinket.]",
    "[Ragnhild Aspelund|beklage|objection: Aspelund beklaget, men det er ikke aktuelt å endre loven.]",
    "[Ragnhild Aspelund|utelukke|information: Aspelund ville ikke utelukke endringer.]",
    "[Ragnhild Aspelund|love|objection: Aspelund viste forståelse for synspunktet, men kunne ikke love midler.]",
    "[Ragnhild Aspelund|ta med seg|commitment: Aspelund ville ta dette med seg til Finansdepartementet.]",
    "[Ragnhild Aspelund|ta med seg|information: Aspelund tok innspillene med seg.]",
    "[Ragnhild Aspelund|undersøke|commitment: Aspelund skulle undersøke saken.]",
    "[Torstein Vangberg|ha ingen merknader|information: Vangberg hadde ingen merknader.]",
    "[Torstein Vangberg|legge skjul på|position: Vangberg la ikke skjul på at KS er skuffet.]",
    # a verb that no lexicon has: speech; what else people do at a meeting: none
    "[Pål Holm|brumle|information: Holm brumlet noe om tallene.]",
    "[-||procedure: Holm forlot møtet kl. 13.]",
    "[Torstein Vangberg|seie|information: Vangberg sa at mykje er sagt.] [Torstein Vangberg||information: Det finst mange døme.]",
]

ACTS = [
    "[Leif Brunvoll|svare|commitment: Brunvoll svarte at tallene kommer innen 1. november.]",
    "[Leif Brunvoll|svare|commitment: Brunvoll svara at saka blir tema på møtet i haust.]",
    "[Leif Brunvoll|si|commitment: Brunvoll sa at svaret vil foreligge i løpet av uken.]",
    "[Ottar Brendeland|si|commitment: Brendeland sa at departementet er klar til å bidra.]",
    "[Ottar Brendeland|si|commitment: Brendeland sa at departementet vil foreslå en ny dato.]",
    "[Leif Brunvoll|orientere om|commitment: Brunvoll orienterte om at endringene sendes på høring i april.]",
    "[Leif Brunvoll|opplyse|information: Etter planen skal staten ta over ansvaret i mai, opplyste Brunvoll.]",
    "[Pål Holm|fortelle om|information: Holm fortalte om et prosjekt der fem kommuner deler legevakt.]",
    "[Ottar Brendeland|konstatere|information: Brendeland konstaterte at partene er enige om målet.]",
    "[Ottar Brendeland|presisere|information: Brendeland presiserte at departementet ikke ber kommunene om å kutte.]",
    "[Torstein Vangberg|seie|support: Vangberg sa at han kjende seg att i skildringa.]",
    "[-|spørje|question: Det vart spurt om kven som betaler.]",
    "[Torstein Vangberg|ta opp|position: Vangberg tok opp læreplassane, der staten etter hans meining har eit ansvar.]",
]

NOBODYS = [
    "[-||procedure: Punktet om digitalisering ble utsatt til neste møte.]",
    "[-||procedure: Elles låg det ikkje føre saker.]",
    "[-||procedure: Mer ble ikke tatt opp.]",
    "[-||procedure: Det hadde ingen noko å innvende mot.]",
    "[-||procedure: Møtet slutt.]",
    "[-||procedure: Partane møtest att 5. mai.]",
]


@pytest.mark.parametrize("markup", SPEAKERS + VERBS + ACTS + NOBODYS)
def test_a_paragraph(markup: str) -> None:
    text, rows = marked(markup)
    assert [row for row in found(text) if row[2] != "procedure" or row in rows] == rows


def test_labels_under_a_lead_in_are_speech() -> None:
    lines = [
        "Kort fra ordskiftet:",
        "Vangberg: Fastlegene slutter. Det haster.",
        "Berg (områdedirektør): Ber om svar før jul.",
    ]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        TextBlock(start, start + len(line), "item" if i else "paragraph")
        for i, (start, line) in enumerate(zip(starts, lines, strict=True))
    )
    assert found(text, blocks=blocks) == [
        ("", "", "procedure", "Kort fra ordskiftet:"),
        ("Torstein Vangberg", "", "information", "Vangberg: Fastlegene slutter."),
        ("Torstein Vangberg", "", "position", "Det haster."),
        ("Sissel Berg", "be om", "request", "Berg (områdedirektør): Ber om svar før jul."),
    ]


def test_items_under_a_speakers_lead_in_are_none() -> None:
    text = "Vangberg ba om følgende:\nen plan for opptrapping\net møte før jul"
    blocks = (TextBlock(0, 24, "paragraph"), TextBlock(25, 48, "item"), TextBlock(49, 64, "item"))
    assert [row[3] for row in found(text, blocks=blocks)] == ["Vangberg ba om følgende:"]


def test_a_run_in_label_is_no_part_of_the_sentence() -> None:
    assert found("Konklusjon: KRD sender et utkast i mai.") == [("", "", "commitment", "KRD sender et utkast i mai.")]
    assert found("Bakgrunn: Plikten gjelder fra 2010.")[0][3] == "Plikten gjelder fra 2010."
    assert follow_up_label("Konklusjon:") == 0
    assert run_in_label("Bakgrunnen er at loven er ny.") == 0


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("Krakstad", "Åse Lillevold Kråkstad"),  # letters without their marks
        ("Wangberg", "Torstein Vangberg"),  # sounds the same
        ("Holmen", ""),  # another surname
        ("Aspelien", ""),
    ],
)
def test_other_spellings_of_a_name(name: str, whom: str) -> None:
    assert [PEOPLE[i].person_id for i in candidates(name, PEOPLE)] == ([person_id(whom)] if whom else [])

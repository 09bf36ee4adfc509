"""Reported speech: invented sentences of minutes, each row marked up as ``[speaker|verb|act: text]``.

``-`` is nobody, ``A & B`` are joint speakers with one row each, an empty verb is a sentence that carries on. What stands
outside the brackets belongs to no row.
"""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.context import Context, Person, TextBlock
from konsultnlp.grammar.sentences import split
from konsultnlp.rules.acts import statement_act
from konsultnlp.rules.speech import StatementHit, chair_after, find_statements

PEOPLE = (
    Person("ragnhild-aspelund", "Ragnhild Aspelund", "statsråd", "staten", "KRD", "krd-1998", "moteleder"),
    Person("ottar-brendeland", "Ottar Brendeland", "statssekretær", "staten", "KRD", "krd-1998"),
    Person("ida-charlotte-nygaard", "Ida Charlotte Nygaard", "statssekretær", "staten", "JD", "jd-1819"),
    Person("leif-brunvoll", "Leif Brunvoll", "ekspedisjonssjef", "staten", "KRD", "krd-1998"),
    Person("torstein-vangberg", "Torstein Vangberg", "styreleder", "ks", "KS", "ks"),
    Person("ase-lillevold-krakstad", "Åse Lillevold Kråkstad", "nestleder", "ks", "KS", "ks"),
    Person("rune-berg", "Rune Berg", "hovedstyremedlem", "ks", "KS", "ks"),
    Person("sissel-berg", "Sissel Berg", "områdedirektør", "ks", "KS", "ks", "adm"),
    Person("pal-holm", "Pål Holm", "rådmann", "annen", "Storvik kommune"),
)
MARK = regex.compile(r"\[(?P<who>[^|\]]*)\|(?P<verb>[^|\]]*)\|(?P<act>[a-z]+): (?P<text>[^\]]*)\]")


def marked(markup: str) -> tuple[str, list[tuple[str, str, str, str]]]:
    """The plain text and its rows."""
    rows = []
    for match in MARK.finditer(markup):
        for who in match["who"].split(" & "):
            rows.append(("" if who == "-" else who, match["verb"], match["act"], match["text"]))
    return MARK.sub(lambda m: m["text"], markup), rows


def found(text: str, **context: object) -> list[tuple[str, str, str, str]]:
    ctx = Context(**{"date": "2009-03-01", "doc_type": "referat", "people": PEOPLE, **context})  # type: ignore[arg-type]
    hits = find_statements(text, split(text), ctx)
    assert all(h.start <= h.content_start <= h.end for h in hits)
    return [(h.speaker, h.verb, h.act, text[h.start : h.end]) for h in hits]


BOKMAAL = [
    # one speaker: surname, part of a double surname, misspelling, title, title and name, pronoun
    "[Torstein Vangberg|vise til|information: Vangberg viste til at 120 kommuner har underskudd.]",
    "[Åse Lillevold Kråkstad|mene|position: Lillevold mente ordningen er moden for endring.]",
    "[Åse Lillevold Kråkstad|opplyse|information: Lillevold Kråksta opplyste at tallene er fra i fjor.]",
    "[Ragnhild Aspelund|understreke|position: Statsråden understreket at avtalen ligger fast.]",
    "[Ragnhild Aspelund|takke for|thanks: Møteleder takket for oppmøtet.]",
    "[Ottar Brendeland|redegjøre for|information: Statssekretær Brendeland redegjorde for saken.]",
    "[Torstein Vangberg|kreve|request: KS-leder Torstein Vangberg krevde full kompensasjon.]",
    "[Pål Holm|fortelle om|information: Rådmann Holm fortalte om erfaringene i Storvik.]",
    "[Ida Charlotte Nygaard|bekrefte|information: Nygaard (JD) bekreftet at saken er til behandling.] "
    "[Ida Charlotte Nygaard|legge til|commitment: Hun la til at departementet vil komme tilbake til Stortinget.]",
    # people of one surname
    "[Rune Berg|etterlyse|request: Rune Berg etterlyste en plan.] "
    "[Sissel Berg|supplere|information: Områdedirektør Berg supplerte med tall fra 2008.]",
    # parties
    "[Torstein Vangberg|peke på|information: Vangberg pekte på tre forhold.] "
    "[Torstein Vangberg|be om|request: KS ba om at kravene lempes.]",
    "[KS|vise til|information: KS viste til tidligere innspill.]",
    "[Sissel Berg|orientere om|information: KS v/ Sissel Berg orienterte om undersøkelsen.]",
    "[Leif Brunvoll|legge fram|information: KRD (Brunvoll) la fram nye tall.]",
    "[Ottar Brendeland|si|information: Brendeland sa at saken er utredet.] "
    "[Ottar Brendeland|vise til|information: Departementet viste for øvrig til høringsnotatet.]",
    "[Finansdepartementet|varsle|information: Finansdepartementet varslet en gjennomgang.]",
    # inversion, tail, fronted clauses
    "[Rune Berg|spørre|question: I den forbindelse spurte Rune Berg om fristen gjelder alle.]",
    "[Torstein Vangberg|si ja til|commitment: Et slikt møte sa Vangberg ja til.]",
    "[Leif Brunvoll|svare|information: På spørsmål fra Vangberg svarte Brunvoll at midlene er overført.]",
    "[Torstein Vangberg|si|position: – Dette haster, sa Vangberg.]",
    "[Sissel Berg|påpeke|position: Rammene er for trange, påpekte områdedirektør Berg.]",
    "[Åse Lillevold Kråkstad|si|position: Når det gjelder tilsyn, sa Kråkstad at kommunene bør slippe dobbeltarbeid.]",
    "[Pål Holm|svare|information: Dette kunne ikke Holm svare på.]",
    # several verbs of one speaker: the act that comes first
    "[Torstein Vangberg|be om|request: Vangberg takket for orienteringen, viste til avtalen og ba om en ny vurdering.]",
    "[Ottar Brendeland|love|commitment: Brendeland sa at saken er krevende, men lovet å undersøke den.]",
    "[Rune Berg|stille spørsmål ved|question: Rune Berg kommenterte tallene, og stilte spørsmål ved om de er riktige.]",
    # a second speaker in the sentence
    "[Torstein Vangberg|foreslå|request: Vangberg foreslo et felles utvalg], og "
    "[Ragnhild Aspelund|være positiv til|support: Aspelund var positiv til det.]",
    "[Rune Berg|spørre|question: Rune Berg spurte om fristen kan utsettes], "
    "[Leif Brunvoll|svare|objection: svarte Brunvoll at det ikke er aktuelt.]",
    "[Sissel Berg|etterlyse|request: Sissel Berg etterlyste tall], mens "
    "[Pål Holm|advare mot|position: Holm advarte mot mer rapportering.]",
    "[Ragnhild Aspelund|invitere|request: Statsråden inviterte KS til et nytt møte], men "
    "[Torstein Vangberg|mene|position: styrelederen mente at departementet først må svare skriftlig.]",
    # joint speakers
    "[Torstein Vangberg & Rune Berg|si|support: Vangberg og Rune Berg sa begge at modellen var interessant.]",
    "[Ragnhild Aspelund & Torstein Vangberg|framheve|position: Både Aspelund og Vangberg framhevet samarbeidet.]",
    # speech that goes on
    "[Leif Brunvoll|orientere om|information: Brunvoll orienterte om tilskuddet.] "
    "[Leif Brunvoll||information: Det er utbetalt 40 mill. kroner.] "
    "[Leif Brunvoll||information: Rapporten viser til flere årsaker, og viste det seg at noen tall var gale, er det rettet opp.] "
    "[Leif Brunvoll||commitment: Departementet tar sikte på å evaluere ordningen.]",
    "[Pål Holm|innlede om|information: Holm innledet om nettverket.] "
    "[Pål Holm||information: Helsedirektoratet har opplyst at 40 kommuner deltar.] "
    "[Pål Holm||position: Det er viktig at staten bidrar.]",
    # passives
    "[Rune Berg|støtte|support: Ideen om et felles seminar ble støttet av Rune Berg.]",
    "[KS|peke på|information: Det ble fra KS’ side pekt på at reisetiden har økt.]",
    "[Ottar Brendeland|opplyse|information: Brendeland opplyste at loven er på høring.] "
    "[Ottar Brendeland|minne om|information: Fra departementets side ble det også minnet om fristen.]",
    "[Torstein Vangberg|ta opp|information: Vangberg tok opp pensjon.] "
    "[Torstein Vangberg|be om|request: Det ble dessuten bedt om innsyn i grunnlaget.]",
    # attributed without a verb of speech
    "[KS||position: For KS er det viktig at avtalen fornyes.]",
    "[Leif Brunvoll||information: Ifølge Brunvoll har 12 kommuner søkt.]",
    # labels
    "[Torstein Vangberg||position: Vangberg (KS): Ordningen bør videreføres.] [Torstein Vangberg||information: Den virker.]",
    # nobody's sentences
    "[-||procedure: Dagsorden ble godkjent uten merknader.]",
    "[-||procedure: Det ble ikke knyttet kommentarer til saken.]",
    "[-||procedure: Neste møte er 3. mai.]",
    "[-||procedure: Aspelund måtte gå fra møtet.]",
    "[-||procedure: Vangberg overrakte en rapport til statsråden.]",
    "[-||position: Partene er enige om målet.]",
    "[-||commitment: Det ble enighet om å nedsette en arbeidsgruppe.]",
    # somebody who is not on the list stays as written
    "[Tangen|mene|position: Tangen mente at tallene er gale.] [Tangen|vise til|information: Han viste til egne beregninger.]",
    # light verbs, modals, verbs that are speech only after direct speech
    "[Åse Lillevold Kråkstad|ta til etterretning|information: Kråkstad tok svaret til etterretning.]",
    "[Ottar Brendeland|bekrefte|information: Brendeland kunne bekrefte at fristen er utsatt.]",
    "[Torstein Vangberg|kalle|position: Vangberg kalte forslaget et skritt tilbake.]",
    "[Leif Brunvoll|anslå|information: Brunvoll anslo kostnadene til 40 mill. kroner.]",
    "[Rune Berg|peke på|information: Rune Berg innledet og pekte på at utgiftene har økt.]",
    "[Torstein Vangberg|avslutte|position: Samarbeidet bør fortsette, avsluttet Vangberg.]",
    "[-||procedure: Vangberg avsluttet foredraget.]",
    "[Torstein Vangberg|takke ja|commitment: Vangberg takket ja.]",
    "[Leif Brunvoll|svare|objection: Brunvoll svarte avkreftende.]",
    "[Leif Brunvoll|gi en orientering om|information: Brunvoll ga en kort og grei orientering om saken.]",
    # an object before the verb
    "[Torstein Vangberg|be om|request: Vangberg ba om innsyn i tallene], og "
    "[Leif Brunvoll|love|commitment: det lovet Brunvoll å gi.]",
    "[Torstein Vangberg|foreslå|request: Vangberg foreslo en felles uttalelse], "
    "[Ragnhild Aspelund|stille seg bak|support: noe Aspelund stilte seg bak.]",
    # slips of the pen that make no other surname
    "[Torstein Vangberg|si|information: Vangbreg sa at dette er kjent.]",
    "[Torstein Vangberg|si|information: Vangbergg sa at dette er kjent.]",
    # a pronoun passes over whom it cannot mean
    "[Åse Lillevold Kråkstad|spørre|question: Kråkstad spurte om fristen], og "
    "[Leif Brunvoll|svare|information: Brunvoll svarte at den er 1. mai.] "
    "[Åse Lillevold Kråkstad|mene|position: Hun mente det er for tidlig.]",
    # speech that goes on with a verb of its own
    "[Torstein Vangberg|vise til|information: Vangberg viste til rapporten.] "
    "[Torstein Vangberg|anmode om|request: KRD ble anmodet om å svare innen 1. mai.]",
    "[Sissel Berg|redegjøre for|information: Sissel Berg redegjorde for situasjonen.] "
    "[Sissel Berg|kreve|request: Fylkeskommunene krever et nytt oppgjør.] "
    "[Sissel Berg||information: Kommunene krever inn 40 millioner i avgift.]",
    "[Torstein Vangberg|vise til|information: Vangberg viste til Finland.] "
    "[Torstein Vangberg||information: I Finland krever staten en egen melding.]",
    # notes after a label
    "[Leif Brunvoll|gi en oversikt over|information: Brunvoll (KRD): Ga en oversikt over svarene.] "
    "[Leif Brunvoll|opplyse|information: Opplyste at 80 kommuner har svart.]",
    "[Rune Berg|spørre|question: Rune Berg: Spurte når loven trer i kraft.]",
    "[Rune Berg|be om|request: Rune Berg (KS): Takket for svaret og ba om at fristen utsettes.]",
    "[Torstein Vangberg||information: Vangberg (KS): Året har vært tungt.] "
    "[Torstein Vangberg|være bekymret for|position: Vi er bekymret for de minste.]",
    # what the state announces, what KS asks for in a list
    "[Ottar Brendeland|redegjøre for|information: Brendeland redegjorde for loven.] "
    "[Ottar Brendeland||commitment: Forslaget sendes på høring før jul.] "
    "[Ottar Brendeland||commitment: Departementet skal gi kommunene en veileder.] "
    "[Ottar Brendeland||information: Loven vil gi større forskjeller.]",
    "[Torstein Vangberg|vise til|information: Vangberg viste til tallene.] "
    "[Torstein Vangberg||position: Potten rekker ikke til alle.]",
    "[Torstein Vangberg|legge fram|request: Vangberg la fram følgende krav:]",
    "[-|opplyse|procedure: Det ble opplyst at neste møte er 4. juni.]",
    "[-||procedure: Kl. 10.15 gikk statsråden til votering, og Brendeland ledet resten av møtet.] "
    "[Ottar Brendeland|vise til|information: Møteleder viste til neste sak.]",
    # who is asked is no speaker
    "[Torstein Vangberg|si|information: Vangberg sa at saken er gammel.] "
    "[Torstein Vangberg||information: KS ble bedt om å svare i 2005.]",
]

NYNORSK = [
    "[Torstein Vangberg|peike på|information: Vangberg peika særleg på at kommunane har fått nye oppgåver.]",
    "[Åse Lillevold Kråkstad|streke under|position: Kråkstad streka under at tida er knapp.] "
    "[Åse Lillevold Kråkstad|meine|position: Ho meinte at fristen ikkje held.]",
    "[Leif Brunvoll|gjere greie for|information: Brunvoll gjorde kort greie for framlegget.] "
    "[Leif Brunvoll||commitment: Departementet tek sikte på å sende det på høyring.]",
    "[Rune Berg|lure på|question: Rune Berg lurte på kva som skjer no.] "
    "[Leif Brunvoll|svare|information: På det svara Brunvoll at ingenting er avgjort.]",
    "[Ragnhild Aspelund|ønskje velkomen|procedure: Statsråden ønskte velkomen til møtet.]",
    "[Torstein Vangberg|oppmode om|request: Vangberg oppmoda regjeringa om å vente.]",
    "[Ottar Brendeland|seie seg samd i|support: Brendeland sa seg samd i målet, men meinte at vegen dit må greiast ut.]",
    "[KS|vise til|information: Det vart frå KS si side vist til brevet av 3. mars.]",
    "[Pål Holm|spørje|question: Holm spurde om ordninga gjeld alle], [Leif Brunvoll|svare|information: svara Brunvoll at ho gjer det.]",
    "[Sissel Berg|åtvare mot|position: Sissel Berg åtvara mot fleire øyremerkte tilskot], medan "
    "[Ottar Brendeland|love|commitment: Brendeland lova å sjå på saka.]",
    "[Leif Brunvoll|stadfeste|information: Brunvoll kunne stadfeste at brevet er sendt.]",
    "[Torstein Vangberg|halde fram|position: Vangberg heldt fram at kommunane er pressa.]",
    "[Rune Berg|peike på|information: Rune Berg innleia, og peika på at straumen er dyr i nord.]",
    "[Torstein Vangberg|foreslå|request: Vangberg foreslo at partane møtest i mai, og at kommunane vert med.]",
    "[Torstein Vangberg|be om|request: Vangberg bad dessutan om tal for kvart fylke.]",
    "[Torstein Vangberg|syne til|information: Vangberg synte til kartlegginga.] "
    "[Torstein Vangberg|oppmode om|request: Departementet vart deretter oppmoda om å greie ut saka.]",
    "[Ottar Brendeland|orientere om|information: Brendeland orienterte om meldinga.] "
    "[Ottar Brendeland||commitment: Ho blir send ut i haust.]",
    "[Torstein Vangberg|seie|position: Nedlegging er ikkje noko alternativ, sa Vangberg.]",
    "[-||procedure: Saklista vart godkjend.]",
    "[-||procedure: Ingen hadde merknader til referatet.]",
    "[Ragnhild Aspelund|seie seg glad for|thanks: Aspelund sa seg glad for eit så godt oppmøte.]",
    "[Rune Berg|syne til|position: Rune Berg synte til at det trengst fleire folk.]",
]


@pytest.mark.parametrize("markup", BOKMAAL + NYNORSK)
def test_a_paragraph(markup: str) -> None:
    text, rows = marked(markup)
    wanted = [(who, verb, act, quote.strip()) for who, verb, act, quote in rows]
    assert found(text) == wanted


def test_list_under_a_lead_in_has_no_rows() -> None:
    text = "Vangberg ba om følgende:\nat fristen utsettes.\nat tallene legges fram.\nAspelund sa at dette er notert."
    lines = [0, *[i + 1 for i, c in enumerate(text) if c == "\n"]]
    ends = [*[i - 1 for i in lines[1:]], len(text)]
    kinds = ("paragraph", "item", "item", "paragraph")
    blocks = tuple(TextBlock(s, e, k) for s, e, k in zip(lines, ends, kinds, strict=True))
    assert [r[:3] for r in found(text, blocks=blocks)] == [
        ("Torstein Vangberg", "be om", "request"), ("Ragnhild Aspelund", "si", "information"),
    ]  # fmt: skip


def test_what_was_agreed_is_nobodys() -> None:
    text = "Oppfølging:\nKRD sender KS et notat innen 1. mai.\nSaken settes opp på neste møte.\nFristen er satt."
    blocks = tuple(
        TextBlock(text.index(line), text.index(line) + len(line), "heading" if i == 0 else "item")
        for i, line in enumerate(text.split("\n"))
    )
    assert [r[:3] for r in found(text, blocks=blocks)] == [
        ("", "", "commitment"), ("", "", "procedure"), ("", "", "information"),
    ]  # fmt: skip


def test_bulleted_minutes() -> None:
    text = "- Vangberg viste til tallene.\n- Han ba om et nytt møte.\n- Møtet ble hevet kl. 12."
    assert [r[:3] for r in found(text)] == [
        ("Torstein Vangberg", "vise til", "information"), ("Torstein Vangberg", "be om", "request"),
        ("", "", "procedure"),
    ]  # fmt: skip


def test_labels_signatures_and_attendance_are_no_speech() -> None:
    text = (
        "Dato: 3. mai 2009\nTil stede: Fra KS: Torstein Vangberg, Rune Berg\nMøteleder: Ragnhild Aspelund\n"
        "Aspelund ønsket velkommen.\nMed hilsen\nLeif Brunvoll\nekspedisjonssjef"
    )
    for kind in ("front", "chapter"):
        rows = found(text, section_kind=kind)
        assert [r[:3] for r in rows] == [("Ragnhild Aspelund", "ønske velkommen", "procedure")], kind


def test_the_chair_may_change() -> None:
    text = "Aspelund fikk en telefon, og Brendeland tok over møteledelsen.\nMøteleder ga ordet til Rune Berg."
    assert [r[0] for r in found(text)] == ["", "Ottar Brendeland"]
    people = chair_after(text, PEOPLE)
    assert [p.person_id for p in people if p.function == "moteleder"] == ["ottar-brendeland"]
    assert found("Møtelederen takket for møtet.", people=people)[0][0] == "Ottar Brendeland"
    assert chair_after("Vangberg tok over ordet.", PEOPLE) == PEOPLE


def test_real_surnames_that_look_alike_are_not_merged() -> None:
    people = (Person("kari-haugen", "Kari Haugen", side="ks", org_id="ks"), Person("jo-nilsen", "Jo Nilsen", side="ks"))
    for name in ("Hauge", "Haug", "Nielsen", "Jansen"):
        assert found(f"{name} viste til saken.", people=people)[0][0] == name


def test_turns_join_rows_without_a_break() -> None:
    text = "Vangberg tok opp fristen. Den er kort. Aspelund noterte seg dette. Vangberg takket."
    turns = [h.turn for h in find_statements(text, split(text), Context(people=PEOPLE))]
    assert turns[0] == turns[1] != turns[2] != turns[3] != turns[0]


class Request:
    """What the act of a row needs to know of a request."""

    def __init__(self, act: str, explicit: bool, requester_id: str, side: str = "") -> None:
        self.act, self.explicit, self.requester_id, self.requester_side = act, explicit, requester_id, side


@pytest.mark.parametrize(
    ("text", "request_", "act"),
    [
        ("Vangberg sa at saken haster.", Request("demand", False, "torstein-vangberg"), "position"),
        ("Vangberg viste til tallene.", Request("demand", False, "torstein-vangberg"), "position"),
        ("Vangberg sa at KS forventer svar.", Request("expectation", True, "ks", "ks"), "request"),
        ("Vangberg advarte mot kutt.", Request("warning", True, "torstein-vangberg"), "position"),
        ("Brendeland lovet å følge opp.", Request("demand", False, "ottar-brendeland"), "commitment"),
        ("Brendeland viste til at KS ba om dette.", Request("request", True, "ks", "ks"), "information"),
    ],
)
def test_the_act_once_requests_are_known(text: str, request_: Request, act: str) -> None:
    hit = find_statements(text, split(text), Context(people=PEOPLE))[0]
    assert statement_act(hit, text, [request_]) == act


def test_an_offer_is_no_request() -> None:
    text = "Vangberg ønsket å berømme departementet."
    hit = find_statements(text, split(text), Context(people=PEOPLE))[0]
    assert (hit.verb, statement_act(hit, text, [])) == ("ønske", "position")


@given(st.text(alphabet="Vangberg KSaio.,:–(\n)«»sa at viste til det ble av fra", max_size=160))
def test_any_text_gives_slices(text: str) -> None:
    for hit in find_statements(text, split(text), Context(people=PEOPLE)):
        assert isinstance(hit, StatementHit)
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.start <= hit.content_start <= hit.end


def test_a_body_from_the_list_speaks() -> None:
    people = (*PEOPLE, Person("nils-ry", "Nils Ry", "avdelingsdirektør", "staten", "Helsedirektoratet"))
    text = "Helsedirektoratet orienterte om piloten. Ry la til at den er forsinket. Helsedirektoratet beklaget dette."
    assert [r[:2] for r in found(text, people=people)] == [
        ("Helsedirektoratet", "orientere om"),
        ("Nils Ry", "legge til"),
        ("Nils Ry", "beklage"),
    ]


UNSURE_ACTS = [
    "[Torstein Vangberg|love|objection: Vangberg sa seg glad for svaret, men kunne ikke love noen endring i ordningen.]",
    "[Torstein Vangberg|støtte|objection: Vangberg takket for redegjørelsen, men kunne ikke støtte forslaget.]",
    "[Ragnhild Aspelund|svare|objection: Aspelund svarte at regjeringen deler målet, men at hun ikke kunne gå med på fristen.]",
    "[Ragnhild Aspelund|vise til|information: Aspelund viste til at et flertall av kommunene støtter forslaget.]",
    "[Torstein Vangberg|legge til|position: Vangberg la til at KS ikke krever egne midler til dette.]",
    "[Torstein Vangberg|gjenta|request: Vangberg gjentok sitt krav om en egen avtale, og mente at det haster.]",
    "[Torstein Vangberg|fortelle om|information: Vangberg fortalte om en kommune som i fjor måtte bruke reservene.]",
    "[-|påpeke|information: Det ble påpekt at flere kommuner har bygd nye lokaler.]",
    "[Torstein Vangberg|svare|commitment: Vangberg svarte at KS tar på seg oppgaven.]",
    "[Ragnhild Aspelund|varsle|commitment: Aspelund varslet at departementet kommer med et notat innen 1. mai.]",
    "[-||procedure: Det ble ikke trukket noen konklusjon.]",
    # notes without a subject
    "[Torstein Vangberg|takke for|thanks: Vangberg (KS): Takker for orienteringen.] "
    "[Torstein Vangberg|savne|request: Savner likevel et regnestykke.] "
    "[Torstein Vangberg|be|request: Ber departementet legge fram tallene.] "
    "[Torstein Vangberg|støtte|objection: Kan ikke støtte en så kort frist.]",
    "[Ragnhild Aspelund|ta med|commitment: Aspelund (KRD): Tar saken med til neste budsjettrunde.] "
    "[Ragnhild Aspelund||commitment: Planen kommer til Stortinget tidlig i 2010.] "
    "[Ragnhild Aspelund||objection: Fristen blir ikke flyttet.]",
    # what only looks like a promise or a refusal, in notes
    "[Torstein Vangberg||question: Vangberg (KS): Vil staten dekke dette?] "
    "[Torstein Vangberg||position: Skal målet nås, må tilskuddet økes.] "
    "[Torstein Vangberg||information: Enklere blir det ikke.] "
    "[Torstein Vangberg||information: Rapporten kommer til 3 konklusjoner.]",
    "[KS|forvente|request: I 2010 forventer KS høyere inntekter.]",
    # others' affairs and what was once
    "[Torstein Vangberg|opplyse|information: Vangberg opplyste at søknadene er mange.] "
    "[Torstein Vangberg||information: I fjor ba statsråden om nye tall, og de er sendt.]",
    "[Torstein Vangberg|uroe seg for|position: Vangberg uroet seg for at fristen er for knapp.]",
    "[Torstein Vangberg|mane til|request: Vangberg manet staten til ikke å vente.]",
]


@pytest.mark.parametrize("markup", UNSURE_ACTS)
def test_what_is_said_decides_the_act_where_the_verb_does_not(markup: str) -> None:
    text, rows = marked(markup)
    assert found(text) == rows


def test_a_must_that_nobody_asks_for_is_a_fact() -> None:
    text = "Vangberg opplyste at søknadene er mange. Mange må i dag vente i to år på svar."
    hit = find_statements(text, split(text), Context(people=PEOPLE))[1]
    assert (hit.act, statement_act(hit, text, [])) == ("position", "information")

"""Requests in other words than "X ber Y om": turned about, as nouns, in passives, by "de", in telegraph style."""

import pytest
from request_cases import HOD, KS, KS_NN, MINUTES, check, parts, requests

CLEFTS = [
    (
        "Det [KS](requester) [etterlyser](trigger) fra [staten](addressee), er [en samlet plan for rekruttering](action).",
        "request",
        "ks",
        "staten",
    ),
    ("Det [vi](requester) [ønsker](trigger), er at [ordningen gjøres varig](action).", "wish", "ks", ""),
    (
        "Det [KS](requester) [ber](trigger) [regjeringen](addressee) om, er [å utsette ikrafttredelsen](action).",
        "request",
        "ks",
        "regjeringen",
    ),
    (
        "Det [kommunene](requester) først og fremst [trenger](trigger), er [tid til å gjennomføre reformen](action).",
        "demand",
        "kommunene",
        "",
    ),
    ("Det er [en samlet nasjonal plan](action) [KS](requester) [etterlyser](trigger).", "request", "ks", ""),
    (
        "[En utvikling i denne retningen](action) vil [KS](requester) [advare](trigger) sterkt [mot](trigger).",
        "warning",
        "ks",
        "",
    ),
    (
        "[Ordningen bør gjøres frivillig](action), [mener](trigger) [KS](requester).",
        "position",
        "ks",
        "",
    ),
]


@pytest.mark.parametrize(("marked", "act", "requester", "addressee"), CLEFTS)
def test_what_is_wanted_before_the_verb(marked, act, requester, addressee):
    check(marked, act, True, requester, addressee)


def test_a_cleft_in_nynorsk():
    check(
        "Det [KS](requester) [saknar](trigger), er [ein tydeleg plan for breibandet](action).",
        "request",
        True,
        "ks",
        "",
        KS_NN,
    )


NOUNS = [
    ("[KS’](requester) [ønske er](trigger) [en overgangsperiode på tre år](action).", "wish", "ks", ""),
    ("[Kravet](trigger) fra [KS](requester) [om](trigger) [full finansiering](action) står fast.", "demand", "ks", ""),
    (
        "Et [krav](trigger) fra [KS](requester) [er at](trigger) [tilskuddet indeksreguleres](action).",
        "demand",
        "ks",
        "",
    ),
    (
        "[Oppfordringen](trigger) til [Kunnskapsdepartementet](addressee) [er](trigger) [å avklare ansvaret](action).",
        "request",
        "ks",
        "kd-2006",
    ),
    (
        "[KS](requester) [har](trigger) store [forventninger til at](trigger) [staten følger opp](action).",
        "expectation",
        "ks",
        "staten",
    ),
    (
        "[KS](requester) [ser med uro på at](trigger) [statlig styring øker](action).",
        "warning",
        "ks",
        "",
    ),
]


@pytest.mark.parametrize(("marked", "act", "requester", "addressee"), NOUNS)
def test_nouns(marked, act, requester, addressee):
    check(marked, act, True, requester, addressee)


NAMED = [
    (
        "[KS](requester) [advarer](trigger) [regjeringen](addressee) [mot](trigger) [å svekke lokaldemokratiet](action).",
        "warning",
        "regjeringen",
        KS,
    ),
    (
        "[KS](requester) [rår](trigger) [regjeringa](addressee) [frå](trigger) [å innføre ei slik norm](action).",
        "warning",
        "regjeringen",
        KS_NN,
    ),
    (
        "[KS](requester) [forventer](trigger) av [staten](addressee) [at](trigger) [den dekker kostnadene](action).",
        "expectation",
        "staten",
        KS,
    ),
    (
        "[KS](requester) [henstiller til](trigger) [regjeringen](addressee) [om](trigger) [å utsette saken](action).",
        "request",
        "regjeringen",
        KS,
    ),
    ("[KS](requester) [krever](trigger), slik landstinget vedtok, [full dekning](action).", "demand", "", KS),
    ("[KS](requester) [etterlyser](trigger) på sin side [tydelige signaler](action).", "request", "", KS),
    ("[Vi](requester) [forventer](trigger) [å bli hørt i saken](action).", "expectation", "", KS),
]


@pytest.mark.parametrize(("marked", "act", "addressee", "ctx"), NAMED)
def test_addressees_and_asides(marked, act, addressee, ctx):
    check(marked, act, True, "ks", addressee, ctx)


def test_two_addressees_in_a_sentence():
    rows = requests("KS åtvarar staten mot å skyve på kostnadene, og bed HOD leggje fram ein plan.", KS_NN)
    assert [(r.act, r.addressee_id) for r in rows] == [("warning", "staten"), ("request", "hod-2004")]


IMPLICIT = [
    ("[Det er](trigger) stor [trong for](trigger) [fleire omsorgsbustader](action).", "demand", ""),
    ("Ein [føresetnad](trigger) for at dette skal gå, er at [midlane kjem i tide](action).", "demand", ""),
    ("Universiteta [må](trigger) [utdanne fleire lærarar](action).", "demand", ""),
    ("I arbeidet er det viktig at kommunane vert høyrde.", "recommendation", ""),
]


@pytest.mark.parametrize(("marked", "act", "addressee"), IMPLICIT)
def test_implicit_in_nynorsk(marked, act, addressee):
    from request_cases import parts

    text, marks = parts(marked)
    (hit,) = requests(text, KS_NN)
    assert (hit.act, hit.explicit, hit.addressee_id) == (act, False, addressee)
    assert not marks["action"] or hit.action == marks["action"][0]


def test_the_municipalities_named_before():
    (hit,) = requests("Mange kommuner har meldt om problemer. De etterlyser klare retningslinjer.")
    assert (hit.requester, hit.requester_id, hit.act) == ("De", "kommunene", "request")


@pytest.mark.parametrize(
    ("text", "act", "ctx", "addressee"),
    [
        ("Departementet vert oppmoda om å sjå på saka på nytt.", "request", KS_NN, "hod-2004"),
        ("I tillegg bes regjeringen om å redegjøre for virkningene.", "request", KS, "regjeringen"),
        ("Det etterlyses en nærmere begrunnelse for kuttet.", "request", KS, ""),
        ("Det advares mot å innføre nye rapporteringskrav.", "warning", KS, ""),
        ("Det vert tilrådd at ordninga held fram.", "recommendation", KS_NN, ""),
    ],
)
def test_passives(text, act, ctx, addressee):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.addressee_id) == (act, True, addressee)


@pytest.mark.parametrize(
    ("text", "act", "requester", "addressee"),
    [
        ("Lid: Ber departementet vurdere saken på nytt.", "request", "anne-lid", "hod-2004"),
        ("Lid: Frarådet å endre ordningen.", "warning", "anne-lid", ""),
        ("Lid (KS): KS mener at staten bør ta kostnaden.", "position", "ks", "staten"),
        ("Staten må ta kostnaden, mente Lid.", "position", "anne-lid", "staten"),
        ("Lid fortalte at kommunene etterlyser veiledning.", "request", "kommunene", ""),
        ("Lid gjentok kravet fra landstinget om full dekning.", "demand", "anne-lid", ""),
    ],
)
def test_minutes(text, act, requester, addressee):
    (hit,) = requests(text, MINUTES, "Lid")
    assert (hit.act, hit.explicit, hit.requester_id, hit.addressee_id) == (act, True, requester, addressee)


def test_a_ministry_asks_ks_to_a_meeting():
    (hit,) = requests("Moe foreslo et eget møte om saken.", MINUTES, "Moe")
    assert (hit.act, hit.requester_id) == ("recommendation", "per-moe")


def test_list_under_a_noun_whose_items_name_who_shall_act():
    rows = requests("KS har to forventninger til det videre arbeidet:\n- staten bærer tapet\n- kommunene blir hørt")
    assert [(r.act, r.addressee_id, r.list_index) for r in rows] == [
        ("expectation", "staten", 1),
        ("expectation", "", 2),
    ]


@pytest.mark.parametrize(
    ("text", "ctx"),
    [
        ("Det vi ser, er at kommunene strever.", KS),
        ("Det KS ikke ønsker, er flere øremerkede tilskudd.", KS),
        ("Kravet fra staten om årlig rapportering står ved lag.", KS),
        ("I Finland krever staten at alle kommuner har en slik plan.", KS),
        ("KS har ingen forventning om at alt løses i år.", KS),
        ("I tråd med kommuneloven må budsjettet være i balanse.", KS),
        ("Elevtallet synker i mange kommuner, og disse må legge ned skoler.", KS),
        ("Det er bra at departementet foreslår en ny ordning.", KS),
        ("Som arbeidsgiver må kommunene følge arbeidsmiljøloven.", KS),
        ("Mange kommuner er små. De må samarbeide med andre.", KS),
        ("Ansatte må ha fagbrev for å få godkjenning.", KS),
        ("KS vil be medlemmene sine om innspel til saka.", KS_NN),
        ("Departementet la fram et forslag til ny lov i mai.", HOD),
        ("Regjeringen har lagt fram forslag om endringer i loven.", HOD),
    ],
)
def test_look_alikes(text, ctx):
    assert requests(text, ctx) == []


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("Lid", "Lid ønsket Moe lykke til i den nye rollen."),
        ("Lid", "Lid ønsket strategien velkommen, men hadde flere spørsmål."),
        ("Lid", "Tallene er for lave, mente Lid."),
        ("Moe", "Veksten blir 2 prosent, forventer departementet."),
        ("Moe", "Moe hadde forståelse for kravet fra KS."),
    ],
)
def test_look_alikes_in_minutes(speaker, text):
    assert requests(text, MINUTES, speaker) == []


FRONTED = [
    (
        "Inntil da [oppfordrer](trigger) [vi](requester) [kommunene](addressee) [til](trigger) [å dele utstyr](action).",
        "oppfordrer til",
    ),
    ("Fram til da [ber](trigger) [KS](requester) [om](trigger) [at prøveordningen går videre](action).", "ber om"),
    ("Enn så lenge [ber](trigger) [vi](requester) [om](trigger) [utsatt frist](action).", "ber om"),
]


@pytest.mark.parametrize(("marked", "trigger"), FRONTED)
def test_a_phrase_of_time_before_the_verb(marked, trigger):
    (hit,) = requests(parts(marked)[0])
    assert (hit.requester_id, hit.trigger, hit.action) == ("ks", trigger, parts(marked)[1]["action"][0])


def test_a_minister_is_asked_for_the_ministry():
    (hit,) = requests("Lid ba statssekretæren ta opp saken med etaten.", MINUTES, "Lid")
    assert (hit.requester_id, hit.addressee, hit.addressee_id) == ("anne-lid", "statssekretæren", "hod-2004")
    assert hit.action == "ta opp saken med etaten"


def test_a_minister_asks_for_himself_in_minutes():
    (hit,) = requests("Statssekretæren ba KS om å sende over tallene.", MINUTES, "Moe")
    assert (hit.requester_id, hit.requester_side, hit.addressee_id) == ("per-moe", "staten", "ks")


@pytest.mark.parametrize("owner", ["KS’ ønske", "KS sitt ønske"])
def test_a_request_somebody_repeats_is_its_owners(owner):
    (hit,) = requests(f"Lid gjentok {owner} om en egen avtale.", MINUTES, "Lid")
    assert (hit.requester_id, hit.act, hit.action) == ("ks", "wish", "en egen avtale")


@pytest.mark.parametrize("cause", ["ettersom sakene er tunge", "siden staten valgte løsningen", "fordi det haster"])
def test_why_something_is_wanted_is_no_part_of_it(cause):
    (hit,) = requests(f"KS ber om at det settes av mer tid, {cause}.")
    assert hit.action == "at det settes av mer tid"


@pytest.mark.parametrize(
    ("text", "addressee", "trigger", "action"),
    [
        ("Ber departementet legge fram tallene.", "hod-2004", "Ber", "legge fram tallene"),
        ("Savner et regnestykke for de små kommunene.", "", "Savner", "et regnestykke for de små kommunene"),
        ("Forventer at staten dekker resten.", "staten", "Forventer at", "staten dekker resten"),
    ],
)
def test_notes_leave_the_one_who_asks_out(text, addressee, trigger, action):
    (hit,) = requests(text, MINUTES, "Lid")
    assert (hit.requester_id, hit.addressee_id, hit.trigger, hit.action) == ("anne-lid", addressee, trigger, action)


@pytest.mark.parametrize(
    "text",
    [
        "KS ber kommunene som ikke har svart, om å svare innen 1. mai.",
        "KS oppfordrer kommunene som har ledige lokaler til å svare innen 1. mai.",
    ],
)
def test_an_addressee_with_a_relative_clause(text):
    (hit,) = requests(text)
    assert (hit.addressee_id, hit.action) == ("kommunene", "å svare innen 1. mai")


def test_somebody_is_asked_not_to_do_something():
    (hit,) = requests("KS ber departementet om ikke å endre satsene.")
    assert (hit.act, hit.addressee_id, hit.action) == ("request", "kd-2006", "ikke å endre satsene")


@pytest.mark.parametrize("verb", ["framhevet", "understreket"])
def test_how_important_something_is_says_that_it_is(verb):
    (hit,) = requests(f"Lid {verb} hvor viktig det er at kommunene får være med.", MINUTES, "Lid")
    assert (hit.act, hit.explicit, hit.trigger, hit.action) == (
        "recommendation",
        False,
        "viktig det er at",
        "kommunene får være med",
    )
    assert requests("Lid spurte hvor viktig det er å være med.", MINUTES, "Lid") == []


REFUSALS = [
    ("[KS](requester) [motsetter seg](trigger) [nye rapporteringskrav](action).", "warning"),
    ("[Vi](requester) [motsetter oss at](trigger) [ansvaret flyttes uten midler](action).", "warning"),
    ("[KS](requester) [kan ikke akseptere at](trigger) [egenandelen øker igjen](action).", "demand"),
]


@pytest.mark.parametrize(("marked", "act"), REFUSALS)
def test_refusing_something(marked, act):
    check(marked, act, True, "ks", "")


def test_a_lead_in_that_leads_to_nothing_wants_nothing():
    assert requests("Det vi ønsker oss, er:") == []

"""Requests whose words are parted, turned round, or lie in a judgement, a passive or a noun; bokmål and nynorsk."""

import pytest
from request_cases import HOD, KS, KS_NN, MINUTES, check, requests

from konsultnlp import lexicon
from konsultnlp.grammar.clause_words import verb_kind


@pytest.mark.parametrize(
    ("marked", "act", "ctx"),
    [
        ("[KS](requester) [mener](trigger), og det har vi skrevet før, [at](trigger) [rammen bør økes](action).", "position", KS),
        ("[Kommunane](requester) [treng](trigger), og det før jul, [ei tydeleg melding](action).", "demand", KS_NN),
        ("[Vi](requester) vil derfor, med støtte fra alle byene, [etterlyse](trigger) [en plan](action).", "request", KS),
        ("[KS](requester), på vegne av alle fylkene, [krever](trigger) [full dekning](action).", "demand", KS),
        ("[KS](requester) [fryktar](trigger), som i fjor, [at](trigger) [midlane blir borte](action).", "warning", KS_NN),
        ("Subsidiært [ber](trigger) [vi](requester) [om](trigger) [lengre frist](action).", "request", KS),
        ("Dernest [mener](trigger) [KS](requester) [at](trigger) [satsene bør økes](action).", "position", KS),
        ("[KS](requester) [ønsker](trigger) i denne saken [å møte departementet](action).", "wish", KS),
    ],
)  # fmt: skip
def test_asides_and_phrases_between_the_words(marked, act, ctx):
    (hit,) = requests(*_plain(marked, ctx))
    assert (hit.act, hit.explicit) == (act, True)
    assert hit.requester_id in {"ks", "kommunene"}
    _has_parts(hit, marked)


def test_an_aside_after_the_addressee():
    (hit,) = requests("KS ber regjeringen, og da særlig Finansdepartementet, om å svare.")
    assert (hit.addressee, hit.addressee_id, hit.trigger, hit.action) == (
        "regjeringen",
        "regjeringen",
        "ber om",
        "å svare",
    )


def test_a_clause_of_its_own_is_no_aside():
    rows = requests("KS støtter dette, og det bør skje raskt, om mulig i vår.")
    assert [(r.act, r.explicit) for r in rows] == [("recommendation", False)]


@pytest.mark.parametrize(
    ("marked", "act", "ctx"),
    [
        ("[Flere tilsyn](action) må [vi](requester) bestemt [fraråde](trigger).", "warning", KS),
        ("[Mot](trigger) [en slik sammenslåing](action) [advarer](trigger) [KS](requester).", "warning", KS),
        ("[Å vente til hausten](action) vil [vi](requester) [rå ifrå](trigger).", "warning", KS_NN),
        ("[At staten dekker tapet](action), [forutsetter](trigger) [vi](requester).", "expectation", KS),
        ("[At byane får vere med](action), [ser](trigger) [vi](requester) [som ein føresetnad](trigger).", "position", KS_NN),
        ("[Full dekning](action) [krever](trigger) [vi](requester) også i år.", "demand", KS),
    ],
)  # fmt: skip
def test_what_is_wanted_stands_first(marked, act, ctx):
    check(marked, act, True, "ks", "staten" if "staten" in marked else "", ctx)


@pytest.mark.parametrize(
    ("text", "act", "ctx"),
    [
        ("Skulle fristen bli endret, forventer KS en overgangstid.", "expectation", KS),
        ("Blir framlegget vedteke, bed vi om ei overgangsordning.", "request", KS_NN),
        ("Det er staten som bør betale, mener vi.", "position", KS),
        ("Det vi er uroet for, er at ordningen avvikles.", "warning", KS),
        ("Det eneste KS ber om, er et svar.", "request", KS),
        ("Alt vi trenger, er et svar.", "demand", KS),
        ("Det er derfor vi ber om et møte.", "request", KS),
        ("Utvalget vil ha en prøveordning, noe KS vil advare mot å gjøre permanent.", "warning", KS),
    ],
)
def test_conditions_clefts_and_tails(text, act, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.requester_id) == (act, True, "ks")


@pytest.mark.parametrize(
    ("text", "act", "trigger", "ctx"),
    [
        ("KS anser det for nødvendig at etatene samarbeider.", "position", "anser det for nødvendig at", KS),
        ("Vi held det for viktig at reforma går sakte.", "position", "held det for viktig at", KS_NN),
        ("Vi finner det rimelig at etaten betaler.", "position", "finner det rimelig at", KS),
        ("KS reknar det som sjølvsagt at avtalen vert følgd.", "expectation", "reknar det som sjølvsagt at", KS_NN),
        ("Det anses som avgjørende å komme tidlig inn.", "position", "anses som avgjørende", KS),
    ],
)
def test_judgements(text, act, trigger, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.requester_id, hit.trigger) == (act, True, "ks", trigger)


@pytest.mark.parametrize(
    ("text", "act", "requester", "addressee", "ctx"),
    [
        ("Departementet utfordres av KS til å møte byene.", "request", "ks", "kd-2006", KS),
        ("Det bes i tillegg om en oversikt over satsene.", "request", "ks", "", KS),
        ("Dette advares det sterkt mot.", "warning", "ks", "", KS),
        ("Fra KS’ side legges det vekt på at byene må bli hørt.", "position", "ks", "", KS),
        ("Fra vår side etterlyses en samlet plan.", "request", "ks", "", KS),
        ("KS blir invitert til å sende merknader.", "request", "hod-2004", "ks", HOD),
    ],
)
def test_passives(text, act, requester, addressee, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.requester_id, hit.addressee_id) == (act, True, requester, addressee)


def test_a_list_under_a_passive():
    rows = requests("Departementet bes dessuten:\n- avklare ansvaret\n- svare på brevet")
    assert [(r.act, r.addressee_id, r.action) for r in rows] == [
        ("request", "kd-2006", "avklare ansvaret"),
        ("request", "kd-2006", "svare på brevet"),
    ]


@pytest.mark.parametrize(
    ("text", "act", "requester", "action", "ctx"),
    [
        ("Vår henstilling til regjeringen er å vente.", "request", "ks", "å vente", KS),
        ("KS’ krav er uendret: Staten må betale.", "demand", "ks", "Staten må betale", KS),
        ("KS’ anmodning om en gjennomgang gjentas derfor.", "request", "ks", "en gjennomgang", KS),
        ("Det er et klart ønske fra fylkeskommunene om flere plasser.", "wish", "fylkeskommunene", "flere plasser", KS),
        ("Fra kommunene kommer det en klar oppfordring om å vente.", "request", "kommunene", "å vente", KS),
        ("Departementet får no eit framlegg frå KS om ein pilot.", "recommendation", "ks", "ein pilot", KS_NN),
        ("KS står fast ved sitt ønske om like satser.", "wish", "ks", "like satser", KS),
    ],
)  # fmt: skip
def test_nouns(text, act, requester, action, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.requester_id, hit.action) == (act, True, requester, action)


@pytest.mark.parametrize(
    ("text", "act", "ctx"),
    [
        ("KS setter sin lit til at etaten følger opp.", "wish", KS),
        ("KS kan tenkje seg å møte departementet om saka.", "wish", KS_NN),
        ("Vi ville satt stor pris på en oversikt før jul.", "wish", KS),
        ("Vi regner med svar før jul.", "expectation", KS),
        ("KS forventer en overgangstid på to år.", "expectation", KS),
        ("Departementet er uroet over at søknadene uteblir.", "warning", HOD),
        ("Nei, men vi rår departementet til å vente.", "recommendation", KS_NN),
    ],
)
def test_other_verbs(text, act, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit) == (act, True)


@pytest.mark.parametrize(
    ("text", "act", "action", "ctx"),
    [
        ("Det som mangler, er en avklaring.", "demand", "en avklaring", KS),
        ("Av avgjørende betydning er det at fristen holdes.", "demand", "fristen holdes", KS),
        ("Det haster for byene å få en avklaring.", "demand", "å få en avklaring", KS),
        ("Det kan vere verdt å prøve ein annan modell.", "recommendation", "prøve ein annan modell", KS_NN),
        ("Vår erfaring tilsier at skjemaet bør forenkles.", "recommendation", "forenkles", KS),
        ("Rammene bør det byggast på.", "recommendation", "det byggast på", KS_NN),
        ("Skal dette lykkes, kreves det at etatene deler data.", "demand", "etatene deler data", KS),
        ("Satsene må prisjusteres hvert år.", "demand", "prisjusteres hvert år", KS),
    ],
)
def test_implied(text, act, action, ctx):
    (hit,) = requests(text, ctx)
    assert (hit.act, hit.explicit, hit.action) == (act, False, action)


@pytest.mark.parametrize(
    ("text", "ctx"),
    [
        ("Vi finner det gledelig at staten følger opp.", KS),
        ("Vi ser det som uråd å byggje så mykje.", KS_NN),
        ("Departementet anser saken som avsluttet.", HOD),
        ("Vi setter pris på samarbeidet.", KS),
        ("KS regner med økte utgifter neste år.", KS),
        ("KS forventer høyere renter.", KS),
        ("Legeforeningen mener, og det har den rett i, at reglene bør endres.", KS),
        ("Det vi vet, er at kommunene har lite penger.", KS),
        ("Det forventes at utgiftene øker neste år.", HOD),
        ("Departementet har tidligere uttrykt ønske om et forsøk.", KS),
        ("Kravet fra staten er uendret.", KS),
        ("Regnskapet må avlegges i tide, jf. kommuneloven § 14-6.", KS),
        ("Kommuner med gjeld må melde fra om det, jf. kommuneloven § 14-5.", KS),
        ("Kommuner som deltar, må ha en avtale for å kunne søke.", KS),
        ("Barnehagane må då låne rom, og dei må tilsetje fleire.", KS_NN),
        ("Kommunene må regne med at rentene øker.", HOD),
        ("Til slikt trengst det fleire rom enn vi har no.", KS_NN),
        ("Av veksten er en del bundet, hvorav halvparten må dekkes lokalt.", KS),
    ],
)
def test_look_alikes(text, ctx):
    assert requests(text, ctx) == []


@pytest.mark.parametrize(
    ("text", "act", "explicit"),
    [
        ("Lid repliserte at kommunene trenger å vite mer.", "demand", True),
        ("Begge ba om at prøvetiden forlenges.", "request", True),
        ("KS-lederen takket, men ba om at planen legges fram.", "request", True),
        ("Hun gjentok oppfordringen fra møtet 4. mars om at satsene justeres.", "request", True),
        ("Til det bemerket Lid at målingen bør utvides.", "recommendation", False),
        ("Lid skjøt inn at staten bør betale.", "recommendation", False),
    ],
)
def test_minutes(text, act, explicit):
    (hit,) = requests(text, MINUTES, "Lid")
    assert (hit.act, hit.explicit) == (act, explicit)


@pytest.mark.parametrize(
    ("text", "ctx", "speaker"),
    [
        ("Kommunene må regne med at rentene øker.", MINUTES, "Moe"),
        ("Moe regnet med at tallene er klare i januar.", MINUTES, "Moe"),
        ("Lid mente at kommunene burde ha vært tatt med på råd.", MINUTES, "Lid"),
        ("Lid påpekte at stadig flere avganger må innstilles.", MINUTES, "Lid"),
        ("De store selskapene krever like vilkår.", KS, None),
        ("KS vil selv invitere til samlinger.", KS, None),
        ("Kommuner som melder seg på, må bruke skjemaet.", HOD, None),
        ("Kravene i loven § 6 må følges av alle.", HOD, None),
    ],
)
def test_more_look_alikes(text, ctx, speaker):
    assert requests(text, ctx, speaker) == []


def test_who_must_get_something_is_no_rule_for_whoever_does():
    (hit,) = requests("Kommuner som mister inntekter, må få kompensasjon.")
    assert (hit.act, hit.explicit) == ("demand", False)


def test_what_one_reminds_of_is_a_duty():
    assert requests("Moe minnet om at kommunene må rapportere.", MINUTES, "Moe") == []


def test_every_request_verb_is_known_to_the_clauses():
    rows = lexicon.table("request_verbs", "present")
    assert [f for r in rows for f in lexicon.forms(r["present"]) if verb_kind(f) is None] == ["beder"]


def _plain(marked, ctx):
    from request_cases import parts

    return parts(marked)[0], ctx


def _has_parts(hit, marked):
    from request_cases import parts

    marks = parts(marked)[1]
    assert ([hit.requester], hit.trigger, [hit.action]) == (
        marks["requester"],
        " ".join(marks["trigger"]),
        marks["action"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Helse- og omsorgsdepartementet må i styringsdialogen uttrykke forventning om at sykehusene varsler tidlig.",
        "Helse- og omsorgsdepartementet må gjenta kravet om felles planer.",
    ],
)
def test_what_a_ministry_must_expect_is_not_its_own_expectation(text):
    assert all(not hit.explicit for hit in requests(text, KS))

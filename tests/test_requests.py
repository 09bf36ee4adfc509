"""Requests: who wants what of whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from request_cases import HOD, KS, KS_NN, MINUTES, NOBODY, check, requests, said_by

from konsultnlp.grammar.sentences import split
from konsultnlp.rules.requests import find_requests

EXPLICIT = [
    (
        "[KS](requester) [ber](trigger) [staten](addressee) [om](trigger) [å dekke merkostnadene](action).",
        "request",
        "ks",
        "staten",
    ),
    (
        "[KS](requester) [ber](trigger) derfor [regjeringen](addressee) [vurdere en overgangsordning](action).",
        "request",
        "ks",
        "regjeringen",
    ),
    (
        "Dersom forslaget fremmes, [ber](trigger) [KS](requester) [om](trigger) [at kommunene kompenseres](action).",
        "request",
        "ks",
        "",
    ),
    (
        "[KS](requester) vil [be](trigger) [departementet](addressee) [vurdere om fristen kan utsettes](action).",
        "request",
        "ks",
        "kd-2006",
    ),
    (
        "[Vi](requester) vil igjen [oppfordre](trigger) [regjeringen og Stortinget](addressee) [til](trigger) [å finne en løsning](action).",
        "request",
        "ks",
        "regjeringen;stortinget",
    ),
    ("[KS](requester) [etterlyser](trigger) [en plan for opptrappingen](action).", "request", "ks", ""),
    ("[Kommunene](requester) [savner](trigger) [tydelige føringer](action).", "request", "kommunene", ""),
    (
        "[KS og fylkeskommunene](requester) [forventer at](trigger) [regjeringen leverer](action).",
        "expectation",
        "ks;fylkeskommunene",
        "regjeringen",
    ),
    (
        "Videre [forutsetter](trigger) [KS](requester) [at](trigger) [endringene fullfinansieres](action).",
        "expectation",
        "ks",
        "",
    ),
    (
        "[KS](requester) [anbefaler](trigger) [departementet](addressee) [å avvente evalueringen](action).",
        "recommendation",
        "ks",
        "kd-2006",
    ),
    ("[KS](requester) [går inn for](trigger) [å avvikle tilskuddet](action).", "recommendation", "ks", ""),
    ("[KS](requester) [krever](trigger) [full kompensasjon](action).", "demand", "ks", ""),
    ("[Kommunesektoren](requester) [trenger](trigger) [forutsigbare rammer](action).", "demand", "kommunesektoren", ""),
    ("[KS](requester) [ønsker](trigger) [å drøfte saken med departementet](action).", "wish", "ks", "kd-2006"),
    ("[KS](requester) [advarer](trigger) sterkt [mot](trigger) [å innføre en ny norm](action).", "warning", "ks", ""),
    ("[KS](requester) [mener](trigger) [staten bør ta regningen](action).", "position", "ks", "staten"),
    ("[KS](requester) [mener at](trigger) [ordningen ikke bør videreføres](action).", "position", "ks", ""),
    (
        "[KS](requester) [ser det som](trigger) svært [viktig at](trigger) [kommunene får medvirke](action).",
        "position",
        "ks",
        "",
    ),
    ("[Vårt](requester) viktigste [krav er at](trigger) [staten betaler](action).", "demand", "ks", "staten"),
    (
        "[KS](requester) [retter](trigger) en sterk [oppfordring til](trigger) [Stortinget](addressee) om [å avvise forslaget](action).",
        "request",
        "ks",
        "stortinget",
    ),
]


@pytest.mark.parametrize(("marked", "act", "requester", "addressee"), EXPLICIT)
def test_explicit(marked, act, requester, addressee):
    check(marked, act, True, requester, addressee)


NYNORSK = [
    ("[KS](requester) [bed](trigger) [staten](addressee) [dekkje utgiftene](action).", "request", True, "ks", "staten"),
    ("[Vi](requester) [bed](trigger) difor [om](trigger) [eit møte om saka](action).", "request", True, "ks", ""),
    (
        "[KS](requester) [oppmodar](trigger) [Stortinget](addressee) [om](trigger) [å auke løyvinga](action).",
        "request",
        True,
        "ks",
        "stortinget",
    ),
    (
        "Difor [føreset](trigger) [KS](requester) [at](trigger) [kommunane får full dekning](action).",
        "expectation",
        True,
        "ks",
        "",
    ),
    ("[KS](requester) vil [rå frå](trigger) [å endre kriteria](action).", "warning", True, "ks", ""),
    ("[KS](requester) [meiner](trigger) [kommunane sjølve må få velje](action).", "position", True, "ks", ""),
    (
        "[Vi](requester) [er opptekne av at](trigger) [dei minste kommunane får hjelp](action).",
        "position",
        True,
        "ks",
        "",
    ),
    ("Etter KS sitt syn [lyt](trigger) [staten ta kostnaden](action).", "demand", False, "ks", "staten"),
    ("Det [bør](trigger) difor [utarbeidast ein rettleiar](action).", "recommendation", False, "ks", ""),
    ("Det [trengst](trigger) [fleire stillingar](action).", "demand", False, "ks", ""),
    ("Dette [bør](trigger) [HOD ta tak i](action).", "recommendation", False, "ks", "hod-2004"),
]


@pytest.mark.parametrize(("marked", "act", "explicit", "requester", "addressee"), NYNORSK)
def test_nynorsk(marked, act, explicit, requester, addressee):
    check(marked, act, explicit, requester, addressee, KS_NN)


IMPLICIT = [
    ("[Regjeringen](addressee) [må](trigger) [legge fram en plan](action).", "demand", "regjeringen"),
    ("Skal vi lykkes, [må](trigger) [staten stille med midler](action).", "demand", "staten"),
    ("Kostnadene [må](trigger) [staten bære alene](action).", "demand", "staten"),
    ("Utgiftene [må](trigger) [dekkes av staten](action).", "demand", "staten"),
    ("Kommunene [må](trigger) [få dekket sine utgifter](action).", "demand", ""),
    ("Tilskuddet, som er på 40 mill. kroner, [bør](trigger) [dobles](action).", "recommendation", ""),
    ("[Det er](trigger) helt [nødvendig at](trigger) [regelverket forenkles](action).", "demand", ""),
    (
        "[Det er](trigger) [viktig](trigger) for kommunene [at](trigger) [fristene er realistiske](action).",
        "recommendation",
        "",
    ),
    (
        "[Det er](trigger) et klart [behov for](trigger) [bedre veiledning fra statlig hold](action).",
        "demand",
        "staten",
    ),
    ("[Full finansiering](action) [er en forutsetning](trigger) for reformen.", "demand", ""),
    ("[Det er](trigger) [ønskelig med](trigger) [en tettere dialog](action).", "wish", ""),
    ("KS understreker at reformen [må](trigger) [fullfinansieres](action).", "demand", ""),
]


@pytest.mark.parametrize(("marked", "act", "addressee"), IMPLICIT)
def test_implicit_in_a_partys_own_text(marked, act, addressee):
    hit = check(marked, act, False, "ks", addressee)
    assert hit.requester == "KS"


@pytest.mark.parametrize(("marked", "act", "addressee"), IMPLICIT)
def test_implicit_needs_a_voice(marked, act, addressee):
    assert requests(marked.replace("[", "").replace("]", ""), NOBODY) == []


STATE = [
    (
        "[HOD](requester) [ber](trigger) [kommunene](addressee) [om](trigger) [å melde inn behovet](action).",
        "request",
        True,
        "hod-2004",
        "kommunene",
    ),
    (
        "[Departementet](requester) [forventer at](trigger) [kommunene følger opp](action).",
        "expectation",
        True,
        "hod-2004",
        "kommunene",
    ),
    ("[Kommunene](addressee) [bes om](trigger) [å svare](action).", "request", True, "hod-2004", "kommunene"),
    ("[Kommunene](addressee) [må](trigger) [rapportere tallene](action).", "demand", False, "hod-2004", "kommunene"),
]


@pytest.mark.parametrize(("marked", "act", "explicit", "requester", "addressee"), STATE)
def test_the_states_own_text(marked, act, explicit, requester, addressee):
    hit = check(marked, act, explicit, requester, addressee, HOD)
    assert hit.requester_side == "staten"


MINUTED = [
    (
        "Lid",
        "Lid [ba](trigger) [departementet](addressee) [om](trigger) [å se på saken](action).",
        "request",
        True,
        "anne-lid",
        "hod-2004",
    ),
    ("Lid", "Hun [etterlyste](trigger) [en tidsplan](action).", "request", True, "anne-lid", ""),
    (
        "Lid",
        "Lid viste til svarene, og sa at staten [må](trigger) [ta sitt ansvar](action).",
        "demand",
        False,
        "anne-lid",
        "staten",
    ),
    ("Lid", "Det [bør](trigger) [ses på egenandelene](action).", "recommendation", False, "anne-lid", ""),
    ("Lid", "Lid pekte på [behovet for](trigger) [en rekrutteringsplan](action).", "demand", False, "anne-lid", ""),
    ("KS", "[KS](requester) [krevde at](trigger) [staten dekker tapet](action).", "demand", True, "ks", "staten"),
    ("KS", "Fra [KS](requester) ble det [bedt om](trigger) [at saken tas opp](action).", "request", True, "ks", ""),
    ("Lid", "[Kommunene](requester) [trenger](trigger) [mer tid](action), sa Lid.", "demand", True, "kommunene", ""),
    (
        "Moe",
        "Moe [inviterte](trigger) [KS](addressee) [til](trigger) [et seminar](action).",
        "request",
        True,
        "per-moe",
        "ks",
    ),
    (
        "Moe",
        "Hvis KS ser problemer, [er det fint om](trigger) [vi får vite det](action).",
        "recommendation",
        False,
        "per-moe",
        "ks",
    ),
]


@pytest.mark.parametrize(("speaker", "marked", "act", "explicit", "requester", "addressee"), MINUTED)
def test_minutes(speaker, marked, act, explicit, requester, addressee):
    check(marked, act, explicit, requester, addressee, MINUTES, speaker)


def test_the_requester_is_the_speaker_where_the_sentence_says_hun():
    (hit,) = requests("Hun ba om et nytt møte.", MINUTES, "Lid")
    assert (hit.requester, hit.requester_id, hit.requester_side) == ("Anne Lid", "anne-lid", "ks")


def test_two_speakers_in_a_sentence():
    text = "Lid etterlyste en plan, mens Moe advarte mot forhastede løsninger."
    lid, moe = said_by("Lid", text)[0], said_by("Moe", text)[0]
    middle = text.index(", mens")
    rows = find_requests(text, [(0, len(text))], MINUTES, [_with(lid, 0, middle), _with(moe, middle + 2, len(text))])
    assert [(r.requester_id, r.act, r.action) for r in rows] == [
        ("anne-lid", "request", "en plan"),
        ("per-moe", "warning", "forhastede løsninger"),
    ]
    assert {text[r.start : r.end] for r in rows} == {text}


def _with(hit, start, end):
    from dataclasses import replace

    return replace(hit, start=start, end=end)


# -- rows ---------------------------------------------------------------------------------------------------


def test_one_row_where_only_the_action_differs():
    (hit,) = requests("Gebyret må ikkje setjast opp, og eldre bygg må få unntak.", KS_NN)
    assert hit.action == "ikkje setjast opp, og eldre bygg må få unntak"


def test_two_rows_where_acts_differ():
    text = "KS ber om en avklaring, og forventer at byene blir hørt."
    first, second = requests(text)
    assert (first.act, first.action) == ("request", "en avklaring")
    assert (second.act, second.action) == ("expectation", "byene blir hørt")
    assert (first.start, first.end) == (second.start, second.end) == (0, len(text))


def test_two_rows_where_addressees_differ():
    rows = requests("Staten må ta kostnaden, og kommunene må få frihet til å velge.")
    assert [(r.addressee_id, r.action) for r in rows] == [("staten", "ta kostnaden"), ("", "få frihet til å velge")]


def test_what_is_asked_for_is_no_request_of_its_own():
    (hit,) = requests("KS ber departementet om å vurdere om fristen bør forlenges.")
    assert (hit.act, hit.explicit) == ("request", True)


def test_vi_is_the_contributor():
    (hit,) = requests("Vi ber om en avklaring.")
    assert (hit.requester, hit.requester_id) == ("Vi", "ks")


def test_a_dated_deadline():
    (hit,) = requests("KS ber regjeringen om å svare innen 1. oktober 2021.")
    assert hit.deadline == "2021-10-01"


def test_a_deadline_of_somebody_else_is_none():
    (hit,) = requests("KS ber om en oversikt, der det står hvem som skal svare før 1. januar 2022.")
    assert hit.deadline == ""


# -- properties ---------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "KS",
        "ber",
        "regjeringen",
        "om",
        "å",
        "at",
        "bør",
        "må",
        "ikke",
        "og",
        ",",
        ":",
        ".",
        "(",
        ")",
        "som",
        "dersom",
        "–",
        "mener",
        "det",
        "er",
        "viktig",
        "behov",
        "for",
        "krav",
        "vårt",
        "staten",
        "kommunene",
        "en",
        "plan",
        "økes",
        "\n",
        "-",
        "«ordning»",
        "1.",
        "2021",
        "vil",
        "følgende",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_and_slices_equal_their_quotes(text):
    for ctx in (KS, NOBODY, MINUTES):
        for hit in find_requests(text, split(text), ctx):
            assert 0 <= hit.start < hit.end <= len(text)
            assert text[hit.action_start : hit.action_end] == hit.action
            assert hit.start <= hit.action_start < hit.action_end <= hit.end
            assert hit.trigger and hit.act and hit.rule

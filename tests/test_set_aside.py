"""What holds a request's words and is none: the question that it fails, and the reason."""

from pathlib import Path

import pytest
from request_cases import HOD, KS, KS_NN, MINUTES, NOBODY, said_by

from konsultnlp import lexicon
from konsultnlp.grammar.sentences import split
from konsultnlp.rules.requests import read_requests

CODES = Path(__file__).parent.parent / "docs" / "koder.md"


def aside(text, ctx=KS, speaker=None):
    return read_requests(text, split(text), ctx, said_by(speaker, text) if speaker else ()).set_aside


@pytest.mark.parametrize(
    ("text", "question", "reason", "trigger", "ctx"),
    [
        ("Legeforeningen krever bedre lønn.", "whose", "third-party", "krever", KS),
        ("Utvalget meiner at kommunane bør slå seg saman.", "whose", "third-party", "meiner at", KS_NN),
        ("Riksrevisjonen har bedt om en ny vurdering.", "whose", "third-party", "har bedt om", KS),
        ("Ordninga krev ei ny vurdering.", "whose", "inanimate-subject", "krev", KS_NN),
        ("KS ønsker å bidra i arbeidet.", "whose", "own-part", "ønsker", KS),
        ("Departementet vil foreslå endringer i loven.", "whose", "plan", "foreslå", HOD),
        ("KS er enig i at ordningen bør avvikles.", "whose", "support", "bør", KS),
        ("I 2019 ba KS om en gjennomgang.", "when", "past", "ba om", KS),
        ("KS har tidligere advart mot dette.", "when", "past", "har advart mot", KS),
        ("Dersom kommunene må betale alene, stopper arbeidet.", "when", "conditional", "må", KS),
        ("KS forventer at utgiftene øker.", "when", "forecast", "forventer at", KS),
        ("KS krev ikkje at alt vert dekt.", "whether", "negated", "krev at", KS_NN),
        ("Det er ikke behov for nye regler.", "whether", "negated", "er behov for", KS),
        ("Bør staten ta dette ansvaret?", "whether", "question", "Bør", KS),
        ("Etter kommuneloven må kommunene ha en plan.", "whether", "duty", "må", KS),
        ("Skolene må i dag leie lokaler.", "whether", "fact", "må", KS),
        ("Forslaget medfører at staten må ansette flere.", "whether", "consequence", "må", KS),
        ("Det bør nevnes at tallene er usikre.", "whether", "remark", "bør", KS),
        ("KS mener at tallene er riktige.", "whether", "no-wish", "mener at", KS),
        ("KS ønsker å takke staten for samarbeidet.", "whether", "courtesy", "ønsker", KS),
        ("Innspill bes sendt til sekretariatet.", "whether", "procedure", "bes", NOBODY),
    ],
)  # fmt: skip
def test_reasons(text, question, reason, trigger, ctx):
    (hit,) = aside(text, ctx)
    assert (hit.question, hit.reason, hit.trigger) == (question, reason, trigger)
    assert text[hit.start : hit.end] == text


def test_the_questions_are_asked_in_order():
    (hit,) = aside("Legeforeningen krevde ikke full dekning.")
    assert (hit.question, hit.reason) == ("whose", "third-party")  # though it is past and negated as well


def test_reported_speech():
    (hit,) = aside("Lid spurte om staten bør ta over ansvaret, og Lid krever ikke svar nå.", MINUTES, "Lid")
    assert (hit.reason, hit.trigger) == ("negated", "krever")


def test_support_of_a_list():
    (hit,) = aside("Vi støtter forslagene om:\n- flere midler\n- friere bruk")
    assert (hit.reason, hit.trigger) == ("support", "forslagene")


@pytest.mark.parametrize(
    "text",
    [
        "KS ber om et svar, men krever ikke at alt avklares.",  # a request all the same
        "Dette er oppgaver som må løses lokalt.",  # a relative clause
        "Kommunene har 356 ordførere.",  # no words of a request
    ],
)
def test_nothing_is_set_aside(text):
    assert aside(text) == []


def test_every_reason_is_explained_and_has_an_example_that_gives_it():
    rows = lexicon.table("set_aside_reasons", "code", "question", "meaning", "example")
    codes = CODES.read_text(encoding="utf-8")
    for row in rows:
        assert row["meaning"] and f"`{row['code']}`" in codes
        contexts = {"plan": HOD, "procedure": NOBODY}
        assert [h.reason for h in aside(row["example"], contexts.get(row["code"], KS))] == [row["code"]]

"""By when a request wants to be met."""

import pytest
from request_cases import KS, KS_NN, requests


@pytest.mark.parametrize(
    ("text", "deadline", "ctx"),
    [
        ("KS ber om at saken avklares før kommunestyrene vedtar budsjettene.", "før kommunestyrene vedtar budsjettene", KS),
        ("Før kommunene kan vedta dette, må midlene være på plass.", "Før kommunene kan vedta dette", KS),
        ("KS ber departementet varsle før det inngås nye avtaler.", "før det inngås nye avtaler", KS),
        ("KS bed om eit svar alt i haust.", "alt i haust", KS_NN),
        ("Vi ønsker en avklaring allerede på møtet.", "allerede på møtet", KS),
        ("KS ber om en oversikt til neste møte.", "til neste møte", KS),
        ("Notatet bør senest til neste møte legges fram.", "senest til neste møte", KS),
        ("Midlene må bevilges i nysalderingen.", "i nysalderingen", KS),
        ("Dette må følges opp i revidert nasjonalbudsjett.", "i revidert nasjonalbudsjett", KS),
        ("KS krever at midlene kommer senest i RNB i mai 2022.", "senest i RNB i mai 2022", KS),
        ("Staten bør raskt, og ikke senere enn 1. oktober 2021, avklare saken.", "2021-10-01", KS),
        ("KS bed om svar innan to veker etter møtet.", "innan to veker etter møtet", KS_NN),
    ],
)  # fmt: skip
def test_deadlines(text, deadline, ctx):
    (hit,) = requests(text, ctx)
    assert hit.deadline == deadline


@pytest.mark.parametrize(
    "text",
    [
        "Ordningen bør ikke begynne før 1. mai 2022.",
        "Reformen bør ikke innføres før kommunene er hørt.",
        "Ordningen bør prøves ut før den innføres.",
        "KS advarer mot å innføre ordningen før regelverket er klart.",
        "KS ber om at forslaget i revidert nasjonalbudsjett endres.",
    ],
)
def test_none(text):
    (hit,) = requests(text)
    assert hit.deadline == ""

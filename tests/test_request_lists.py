"""Lists of requests: a lead-in, and items that are requests each."""

import pytest
from request_cases import requests

from konsultnlp.context import Context
from konsultnlp.grammar.sentences import split
from konsultnlp.rules.requests import find_requests

LEAD_INS = [
    ("KS ber regjeringen:", "request", True, "regjeringen"),
    ("KS ber departementet om å", "request", True, "kd-2006"),
    ("Når dette nå innføres, forventer KS at staten:", "expectation", True, "staten"),
    ("KS mener at regjeringen må:", "position", True, "regjeringen"),
    ("Våre viktigste krav er:", "demand", True, ""),
    ("KS har følgende krav til regjeringen:", "demand", True, "regjeringen"),
    ("Følgende tiltak bør prioriteres:", "recommendation", False, ""),
    ("Viktigst av alt må være å:", "demand", False, ""),
    ("Det er behov for:", "demand", False, ""),
]


@pytest.mark.parametrize(("lead_in", "act", "explicit", "addressee"), LEAD_INS)
def test_every_item_is_a_request(lead_in, act, explicit, addressee):
    text = f"Innspill fra KS\nDette haster. {lead_in}\n- sikre finansiering, \n- forenkle reglene innen 1. mai 2021.\nTakk."
    rows = requests(text)
    assert [text[r.start : r.end] for r in rows] == ["sikre finansiering,", "forenkle reglene innen 1. mai 2021."]
    assert [r.action for r in rows] == ["sikre finansiering", "forenkle reglene innen 1. mai 2021"]
    assert [r.list_index for r in rows] == [1, 2]
    assert [r.deadline for r in rows] == ["", "2021-05-01"]
    assert {(r.lead_in, r.act, r.explicit, r.addressee_id, r.requester_id) for r in rows} == {
        (lead_in, act, explicit, addressee, "ks")
    }


def test_printed_labels_are_no_part_of_an_item():
    text = "KS foreslår:\na) Fristen forlenges.\nb) Kravet må fjernes."
    assert [text[r.start : r.end] for r in requests(text)] == ["Fristen forlenges.", "Kravet må fjernes."]


def test_nested_items_are_left_to_their_parent():
    from konsultnlp.context import TextBlock

    text = "KS ber om:\nen plan\nførst for kysten\nmer tid"
    kinds = [("paragraph", 0), ("item", 1), ("item", 2), ("item", 1)]
    blocks, at = [], 0
    for line, (kind, depth) in zip(text.split("\n"), kinds, strict=True):
        blocks.append(TextBlock(at, at + len(line), kind, "", depth))
        at += len(line) + 1
    ctx = Context(contributor="KS", contributor_id="ks", blocks=tuple(blocks))
    rows = find_requests(text, split(text), ctx)
    assert [(r.action, r.list_index) for r in rows] == [("en plan", 1), ("mer tid", 2)]


def test_a_footnote_between_two_items():
    from konsultnlp.context import TextBlock

    text = "KS ber om:\nen plan\nTall fra 2020.\nmer tid"
    kinds = ["paragraph", "item", "footnote", "item"]
    blocks, at = [], 0
    for line, kind in zip(text.split("\n"), kinds, strict=True):
        blocks.append(TextBlock(at, at + len(line), kind, "", int(kind == "item")))
        at += len(line) + 1
    ctx = Context(contributor="KS", contributor_id="ks", blocks=tuple(blocks))
    rows = find_requests(text, split(text), ctx)
    assert [(r.action, r.list_index) for r in rows] == [("en plan", 1), ("mer tid", 2)]


@pytest.mark.parametrize(
    "lead_in", ["KS støtter at:", "Satsingen har tre deler:", "Vi er glade for at regjeringen vil:"]
)
def test_lists_that_ask_for_nothing(lead_in):
    assert requests(f"{lead_in}\n- satsene økes\n- reglene forenkles") == []


def test_items_under_a_neutral_lead_in_speak_for_themselves():
    rows = requests("KS vil fremheve følgende:\n- Finansieringen må avklares.\n- Arbeidet er i gang.")
    assert [(r.action, r.lead_in, r.list_index) for r in rows] == [("avklares", "", None)]

"""How the tests on requests are written: sentences with their parts marked, "[KS](requester) [ber](trigger) [staten](addressee) …"."""

import re

from konsultnlp.context import Context, Person
from konsultnlp.grammar.sentences import split
from konsultnlp.rules.requests import find_requests
from konsultnlp.rules.speech import StatementHit

_MARK = re.compile(r"\[([^\]]+)\]\((requester|trigger|addressee|action)\)")

PEOPLE = (
    Person("anne-lid", "Anne Lid", "nestleder", "ks", "KS", "ks"),
    Person("per-moe", "Per Moe", "statssekretær", "staten", "HOD", "hod-2004"),
)

KS = Context(date="2021", doc_type="materiale", contributor="KS", contributor_id="ks", ministry_id="kd-2006")
KS_NN = Context(date="2011", doc_type="materiale", contributor="KS", contributor_id="ks", ministry_id="hod-2004")
HOD = Context(date="2013", doc_type="materiale", contributor="HOD", contributor_id="hod-2004", ministry_id="hod-2004")
NOBODY = Context(date="2021", doc_type="materiale", section_kind="chapter")
MINUTES = Context(date="2013", doc_type="referat", ministry_id="hod-2004", people=PEOPLE)

SPEAKERS = {
    "Lid": ("Anne Lid", "anne-lid", "ks", "ks"),
    "Moe": ("Per Moe", "per-moe", "hod-2004", "staten"),
    "KS": ("KS", "", "ks", "ks"),
}


def parts(marked):
    """The sentence without its marks, and what is marked: kind → list of texts."""
    found = {"requester": [], "trigger": [], "addressee": [], "action": []}
    for text, kind in _MARK.findall(marked):
        found[kind].append(text)
    return _MARK.sub(r"\1", marked), found


def said_by(speaker, text):
    """One row of reported speech a sentence, all of it ``speaker``'s."""
    name, person, org, side = SPEAKERS[speaker]
    return [StatementHit(s, e, name, person, org, side, "", "", 0, "test", s) for s, e in split(text)]


def requests(text, ctx=KS, speaker=None):
    return find_requests(text, split(text), ctx, said_by(speaker, text) if speaker else ())


def check(marked, act, explicit, requester_id, addressee_id, ctx=KS, speaker=None):
    """Asserts that the sentence has exactly this request, with its marked parts."""
    text, marks = parts(marked)
    (hit,) = requests(text, ctx, speaker)
    assert (hit.act, hit.explicit, hit.requester_id, hit.addressee_id) == (act, explicit, requester_id, addressee_id)
    assert text[hit.start : hit.end] == text
    assert text[hit.action_start : hit.action_end] == hit.action
    assert hit.trigger == " ".join(marks["trigger"])
    if marks["requester"]:
        assert [hit.requester] == marks["requester"]
    if marks["addressee"]:
        assert [hit.addressee] == marks["addressee"]
    if marks["action"]:
        assert [hit.action] == marks["action"]
    return hit

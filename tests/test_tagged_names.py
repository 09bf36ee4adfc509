"""What names that a tagger found do for speakers and addressees: ``[Forum for barn](ORG)`` is tagged."""

import re

import pytest
import spacy
from spacy.tokens import Span

import konsultnlp
from konsultnlp.context import Context, Person, set_context
from konsultnlp.grammar.names import TaggedName
from konsultnlp.grammar.sentences import split
from konsultnlp.pipeline import PIPES
from konsultnlp.pipes._names import names_in
from konsultnlp.rules.requests import find_requests
from konsultnlp.rules.speech import find_statements

PEOPLE = (
    Person("anne-lid", "Anne Lid", "styreleder", "ks", "KS", "ks", "moteleder"),
    Person("per-moe", "Per Moe", "statssekretær", "staten", "HOD", "hod-2004"),
)
KS = Context(date="2021", doc_type="materiale", contributor="KS", contributor_id="ks", ministry_id="kd-2006")
_MARK = re.compile(r"\[([^\]]+)\]\(([A-Z_]+)\)")


def tagged(marked):
    """The plain text and its tagged names."""
    text, names, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        names.append(TaggedName(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], names


def speakers(marked, people=PEOPLE, names=True):
    text, found = tagged(marked)
    ctx = Context(date="2013", doc_type="referat", people=people)
    return [h.speaker for h in find_statements(text, split(text), ctx, found if names else ())]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("[Leger uten landegrenser](ORG) viste til høringen.", "Leger uten landegrenser"),
        ("[Unge funksjonshemmede i Nord](ORG) mente at ordningen er for dårlig.", "Unge funksjonshemmede i Nord"),
        ("[Fagskolen i Innherred](ORG) opplyste at tallene er fra i fjor.", "Fagskolen i Innherred"),
        ("Deretter viste [NHO](ORG) til høringen.", "NHO"),
        ("[Bygder mot ras](ORG) peika på at skulevegen er rasutsett.", "Bygder mot ras"),
    ],
)
def test_a_tagged_body_that_no_list_has_speaks(sentence, speaker):
    assert speakers(sentence) == [speaker]
    assert speakers(sentence, names=False) != [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("[Moe](ORG) mente at det haster.", "Per Moe"),
        ("[Lid](LOC) og [Moe](ORG) viste til høringen.", "Anne Lid"),
        ("[Moe](GPE_ORG) (HOD) svarte at saken er til behandling.", "Per Moe"),
        ("[Møteleder](ORG) takket for møtet.", "Anne Lid"),
    ],
)
def test_whoever_is_on_the_list_stays_who_he_is(sentence, speaker):
    assert speakers(sentence)[0] == speaker


@pytest.mark.parametrize(
    "sentence", ["[Moe i Redd Barna](ORG) mente at det haster.", "[Lid for styret](ORG) viste til høringen."]
)
def test_a_tagged_name_that_begins_with_a_listed_one_changes_nothing(sentence):
    assert speakers(sentence) == speakers(sentence, names=False)


@pytest.mark.parametrize("label", ["LOC", "GPE_LOC", "PROD", "EVT", "DRV", "MISC"])
def test_places_and_works_do_not_speak(label):
    sentence = f"[Vegen til Moen]({label}) viste seg å være stengt."
    assert speakers(sentence) == speakers(sentence, names=False)


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("KS ber om at [Norsk Tipping](ORG) legger fram tall for 2023.", "Norsk Tipping"),
        ("KS forventer at [Avinor](ORG) og [Bane for alle](ORG) deltar i arbeidet.", "Avinor og Bane for alle"),
        ("KS mener at [Vinmonopolet](ORG) må betale for skiltene.", "Vinmonopolet"),
    ],
)
def test_a_tagged_body_can_be_asked(sentence, addressee):
    text, names = tagged(sentence)
    (hit,) = find_requests(text, split(text), KS, (), names)
    assert (hit.requester_id, hit.addressee, hit.addressee_id) == ("ks", addressee, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "[NHO](ORG) ber regjeringen om å senke skattene.",
        "[Redd Barna](ORG) krever at staten tar ansvar.",
    ],
)
def test_what_a_tagged_body_asks_is_not_ours(sentence):
    """In KS' own text a third party's wish is no request."""
    text, names = tagged(sentence)
    assert find_requests(text, split(text), KS, (), names) == []


def test_what_is_known_keeps_its_meaning():
    text, names = tagged("KS ber om at [regjeringen](ORG) og [Kunnskapsdepartementet](ORG) svarer.")
    (hit,) = find_requests(text, split(text), KS, (), names)
    assert hit.addressee_id == "regjeringen;kd-2006"


def heard(text, *spans):
    """The names that our pipes take from tagged tokens ``(first, last + 1, label)``."""
    doc = spacy.blank("nb").make_doc(text)
    doc.set_ents([Span(doc, first, last, label) for first, last, label in spans])
    return [text[n.start : n.end] for n in names_in(doc)]


@pytest.mark.parametrize(
    ("text", "spans", "names"),
    [
        ("Norsk Bonde- og Småbrukarlag kravde svar.", [(0, 2, "ORG"), (3, 4, "ORG")], ["Norsk Bonde- og Småbrukarlag"]),
        ("KS mener at Bane NOR må svare.", [(4, 5, "ORG")], ["Bane NOR"]),
        ("KS venter at Perspektivmeldingen svarer.", [(3, 4, "ORG")], []),
        ("KS venter at Fritidskortet får midler.", [(3, 4, "ORG")], []),
        ("Telenor Norge svarte.", [(0, 2, "ORG")], ["Telenor Norge"]),
        ("Videre NHO og LO.", [(1, 2, "ORG"), (3, 4, "ORG")], ["NHO", "LO"]),
    ],
)
def test_what_taggers_get_wrong_is_put_right(text, spans, names):
    assert heard(text, *spans) == names


def test_any_tagger_before_ours_is_heard():
    """Entities that another component has set, under whatever model."""
    nlp = spacy.blank("nb")
    for name in PIPES:
        nlp.add_pipe(name)
    doc = nlp.make_doc("KS ber om at Norsk Tipping svarer.")
    doc.set_ents([Span(doc, 4, 6, "ORG")])
    set_context(doc, KS)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [row.addressee for row in doc._.konsult_requests] == ["Norsk Tipping"]


@pytest.mark.parametrize(("code", "addressee"), [("NHO", "NHO"), ("AAP", ""), ("RNB", ""), ("VTA", "")])
def test_a_code_counts_where_the_lexicon_has_it_as_a_body(code, addressee):
    """A tagger takes "AAP", a benefit, for a body as well."""
    nlp = konsultnlp.load("none")
    doc = set_context(nlp.make_doc(f"KS mener at {code} må gi flere muligheter."), KS)
    doc.set_ents([Span(doc, 3, 4, "ORG")])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [row.addressee for row in doc._.konsult_requests] == [addressee]

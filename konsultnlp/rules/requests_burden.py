"""Is "må" a demand, or does it tell of a duty, a fact, a consequence, or what one's own side has to do?

Supports: habits ("i dag"), laws, counts, losses, who gives or uses a service, duties that somebody is reminded of.
Avoids: other reasons why a sentence is no request (`requests_blockers`).
"""

from __future__ import annotations

from collections.abc import Sequence

from konsultnlp.grammar.clause_words import is_a, is_passive, skip_adverbs
from konsultnlp.grammar.clauses import own_tokens
from konsultnlp.rules.requests_scene import Scene
from konsultnlp.rules.requests_subject import Subject, antecedent, is_own, read_subject
from konsultnlp.rules.requests_words import any_in_group, in_group, words


def burden(scene: Scene, index: int) -> str:
    """Why "må" tells what somebody has to do anyway ("kommunene må i dag betale", "skolene må bruke tid på"), or empty.

    Of one's own side and of those who use or give services only what they must get, be or have is a demand.
    """
    parse, tokens = scene.parse, scene.tokens
    clause = parse.clauses[index]
    subject = read_subject(scene, index)
    own = own_tokens(parse, index)
    if (
        any(is_a("negation", parse.low(i)) for i in own if clause.verb < i <= clause.verb + 4)
        or parse.low(subject.first) == "ingen"
    ):
        return ""
    # "i større grad enn i dag" compares, and tells no fact.
    near = [
        i for i in own if clause.body <= i <= clause.verb + 8 and parse.low(i - 1) not in {"enn", "som", "fra", "frå"}
    ]
    told = near if is_own(scene, index, subject) else [i for i in near if i <= clause.verb + 5]
    if any(in_group("fact", tokens, i) and not _is_term(scene, i, clause.verb) for i in told):
        return "fact"
    if (
        parse.low(subject.first) in {"disse", "desse"}
        and antecedent(scene, subject) is not None
        and clause.kind == "main"
        and clause.first > 0
    ):
        return "consequence"  # "Folketallet synker i mange kommuner, og disse må …"
    if _is_reminded(scene, index) or _is_duty(scene, own):
        return "duty"
    if _is_statistic(scene, subject):
        return "fact"
    if _is_loss(scene, own, subject):
        return "consequence"
    after = skip_adverbs(tokens, subject.last if subject.inverted else clause.verb + 1)
    searched = (subject.inverted and subject.party is None) or is_a("front", parse.low(after))
    verb = _main_verb(scene, index, after) if searched else after
    if (
        parse.low(verb) in {"ha", "være", "vere"}
        and (subject.party is None or is_own(scene, index, subject))
        and any(parse.low(i) == "for" and parse.low(i + 1) == "å" for i in own if i > verb)
        and (
            parse.low(verb) == "ha" or any(parse.low(i + 2) in {"få", "kunne", "bli", "verte"} for i in own if i > verb)
        )
    ):
        return "duty"  # "Ansatte må ha fagbrev for å få …": the rule
    required = parse.low(subject.first).startswith(("krav", "plikt")) and not subject.inverted
    if required and any_in_group("rule", tokens, range(subject.first, min(subject.last, clause.verb))):
        return "duty"  # "Kravene i loven må følges"
    if is_passive(parse.low(verb)) or in_group("grant", tokens, verb):
        return ""
    if parse.low(subject.first).endswith(("er", "ar")) and parse.low(subject.first + 1) == "som":
        return "duty"  # "Kommuner som søker, må gjøre det gjennom …": a rule for whoever does
    if is_own(scene, index, subject):
        return "own-part"
    if parse.low(subject.first) in {"de", "dei", "disse", "desse"} and _service_before(scene, subject.first):
        return "consequence"  # "Skolene må leie inn vikarer, og de må …"
    first = subject.first
    while (
        first < subject.last
        and parse.low(first) in {"alle", "de", "dei", "flere", "fleire", "små", "store"}
        and first + 1 < subject.last
    ):
        first += 1
    serves = subject.party is None and first < subject.last and in_group("service", tokens, first)
    return "fact" if serves else ""


def _is_reminded(scene: Scene, index: int) -> bool:
    """As in "minnet om at kommunene må rapportere": a duty they have."""
    parent = scene.parse.clauses[index].parent
    return parent >= 0 and in_group("reminded", scene.tokens, scene.parse.clauses[parent].verb)


def _service_before(scene: Scene, at: int) -> bool:
    """Whether the sentence began with those who give or use a service."""
    return in_group("service", scene.tokens, 0) and at > 0


def _is_term(scene: Scene, at: int, verb: int) -> bool:
    """As in "må reguleres hvert år": how often something shall be done, no habit."""
    often = scene.parse.low(at) in {"hvert", "kvart", "hver", "kvar", "årlig", "årleg"}
    return often and any(is_passive(scene.parse.low(i)) for i in range(verb + 1, at))


def _is_duty(scene: Scene, own: Sequence[int]) -> bool:
    """Whether a clause names the rule it follows: "etter loven", "etter plan- og bygningsloven § 12", "i henhold til forskriften"."""
    for i in own:
        low = scene.parse.low(i)
        after = scene.parse.low(i + 1)
        bound = (low, after) in {
            ("henhold", "til"),
            ("tråd", "med"),
            ("medhold", "av"),
            ("medhald", "av"),
            ("samsvar", "med"),
        }
        if low in {"jf.", "jf", "jfr.", "jamfør"}:
            # "jf. loven § 5" after what somebody gets, or the state shall do, tells where it is to stand.
            bound = not any(p.side == "staten" and not p.genitive for p in scene.parties_in(own[0], i)) and not any(
                scene.parse.low(k) in words("receive") for k in own if k < i
            )
        if low in {"etter", "ifølge", "iht."} or bound:
            named = range(i + 1, min(i + 6, len(scene.tokens)))
            if in_group("attribution", scene.tokens, i) or any_in_group("rule", scene.tokens, named):
                return True
    return False


def _is_statistic(scene: Scene, subject: Subject) -> bool:
    """As in "Hver tredje stilling må lyses ut på nytt": a count."""
    first = subject.first
    return scene.parse.low(first) in {"hver", "hvert", "kvar", "kvart"} and scene.parse.low(first + 1) in words(
        "ordinal"
    )


def _is_loss(scene: Scene, own: Sequence[int], subject: Subject) -> bool:
    """As in "Da må noen skoler legges ned": what will be lost, told of an unnamed number."""
    return in_group("some", scene.tokens, subject.first) and any_in_group(
        "loss", scene.tokens, [i for i in own if i > subject.first]
    )


def _main_verb(scene: Scene, index: int, at: int) -> int:
    """The verb under a modal: the first passive or known infinitive from ``at`` on, else the word at ``at``."""
    for i in range(at, min(at + 10, len(scene.tokens))):
        low = scene.parse.low(i)
        if scene.parse.clause_of[i] != index:
            break
        if is_passive(low) or in_group("grant", scene.tokens, i):
            return i
        if low in {",", "å", "at"}:
            break
    return at

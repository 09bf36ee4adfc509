"""Finds reporting verbs with their particles: "viste særlig til", "ba KS om", "sa seg enig i", "la hun fram".

Supports: past, present, participle (passive, perfect), infinitive and s-passive, bokmål and nynorsk; adverbs, an object
or an inverted subject between verb and particle. Avoids: "viste det seg at", "prosjektet krever", and nouns of the same
form: whether a verb has a speaker is for `konsultnlp.rules.speech_clauses` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from konsultnlp.grammar.atoms import lazy
from konsultnlp.lexicon import forms, table
from konsultnlp.rules.speech_words import alternatives, words_of

COLUMNS = ("nb", "nn", "past", "present", "participle", "particle", "gap", "act", "content", "party")

_SPACE = r"[ \u00A0\u2009\u202F]"

# Adverbs and short phrases that may stand between subject, verb and particle.
ADVERB = (
    rf"(?:{alternatives('adverb')}|blant\sanna?e?t?|bl\.\s?a\.|m\.\s?a\.|på\svegn(?:e|er)\sav\s[\p{{L}}’'-]+(?:\sog\s[\p{{L}}’'-]+)?"
    r"|i\slikhet\smed\s\p{Lu}\p{L}+)"
)
_ADVERBS = rf"(?:{ADVERB}{_SPACE})*"
# An inverted subject: pronoun, title or up to five capitalised words, perhaps with a body in brackets.
_SUBJECT = (
    rf"(?:(?:hun|han|ho|hen|de|dei|vi|me|man|ein|en){_SPACE}"
    rf"|(?:(?:\p{{Ll}}[\p{{L}}-]*{_SPACE})?(?:\p{{Lu}}[\p{{L}}.'’-]*{_SPACE}|v/{_SPACE}?"
    rf"|og{_SPACE}){{1,5}}(?:\([^()\n]{{1,40}}\){_SPACE})?)"
    rf"|\p{{Ll}}[\p{{L}}-]*(?:en|et|eren|aren|a){_SPACE})"
)
# What a party or a group looks like as an object: capitalised words, definite nouns, "og", pronouns.
_OBJECT_WORD = (
    r"(?:\p{Lu}[\p{L}.'’-]*|(?!\p{Ll}*era\b)\p{Ll}[\p{L}-]*(?:en|et|ene|ane|ne|a|er|ar)|og|både|den|det|de|dei"
    r"|dem|ham|honom|han|henne|oss|"
    r"seg|sine|sin|si|sitt|nye|begge|alle|partene|partane)"
)
_OBJECT = rf"(?:{_OBJECT_WORD},?{_SPACE}){{0,10}}?"
_LOOSE = r"(?:(?!at\b|om\b)(?!\S+,\s(?:og|men|samt|men\sogså)\s)[^\s.;:]+\s){0,12}?"
_GAPS = {"adverb": "", "object": _OBJECT, "loose": _LOOSE}

_FILLERS = lazy(r"(?<!\S)(?:særlig|særleg|stor|sterk|stort|avgjørende|kort|nærmere|nærare|følgende|følgjande)\s")

_AUX = r"(?:ble|blei|vart|blev|blir|vert|verte|bli|er|var|har|hadde|ha|hatt|fått|få|vært|vore|blitt|vorte)"
_PASSIVE_AUX = r"(?:ble|blei|vart|blev|blir|vert|bli|verte|er|var|blitt|vorte)"
_IS_PASSIVE_AUX = lazy(_PASSIVE_AUX)
_MODAL = (
    r"(?:kunne|kan|ville|vil|måtte|må|skulle|skal|bør|burde|valgte\så|valde\så|ønsket\så|ønskte\så|ynskte\så"
    r"|måtte|fikk|fekk)"
)
# From an auxiliary to the verb: at most eight words, no comma, no new clause.
_BETWEEN = r"(?:(?!at\b|som\b|og\b)[^\s,;:.?!»”\"]+\s){0,8}"
_AFTER_AUX = lazy(rf"(?<!\p{{L}})(?P<aux>{_AUX})\s{_BETWEEN}$")
_AFTER_MODAL = lazy(rf"(?<!\p{{L}})(?P<aux>(?i:{_MODAL}))\s{_BETWEEN}$")
_AFTER_LIGHT = lazy(rf"(?<!\p{{L}})(?:med|ved)\så\s(?:{ADVERB}\s)*$")
_ARTICLE = lazy(r"(?<!\p{L})(?:en|ein|ei|et|eit)(?!\p{L})")
_NEXT_TO_MODAL = lazy(rf"(?<!\p{{L}}){_MODAL}\s(?:{ADVERB}\s)*$")
_BRACKETS = lazy(r"[()]")
_IN_BRACKETS = lazy(r"\s*\([^()]*\)")
# "Moe framholdt at …": a verb the lexicon does not know.
_UNKNOWN = lazy(
    rf"(?P<verb>\p{{Ll}}+(?:te|de|et|a|t|ldt|sa|so|lo))(?:{_SPACE}(?:{ADVERB}|\p{{Ll}}{{2,8}})){{0,2}}{_SPACE}at(?!\p{{L}})"
)
_WEAK = lazy(r"\p{Ll}{3,}(?:te|de|et|a)(?!\p{L})")
_MODAL_AND_VERB = lazy(
    rf"(?P<modal>kunne|ville|skulle){_SPACE}(?:{ADVERB}{_SPACE})*(?P<verb>(?!ikk|være|vere|bli|ha(?!\p{{L}}))\p{{Ll}}+(?:e|a|å|ø|i))(?!\p{{L}})"
)
_WORD = lazy(r"(?<![\p{L}-])\p{L}+(?![\p{L}]|-\p{L})")


@dataclass(frozen=True, slots=True)
class VerbHit:
    """A reporting verb in a text.

    Attributes:
        start: Offset of the verb.
        end: Offset after the verb.
        after: Offset after its particle.
        aux: Offset of the auxiliary or modal before it, or ``start`` where there is none.
        lemma: Infinitive with particle, in the text's standard.
        tense: ``past``, ``present``, ``perfect``, ``passive``, ``infinitive`` (after a modal), ``light`` ("med å …").
        act: What the verb alone says is done.
        content: Whether what was said decides: ``yes``, ``no``, ``will`` or ``clause`` (see the lexicon).
        party: Whether it is speech also in the present with a party as its subject ("KS viser til").
        tail: Whether it is speech only after direct speech (", avsluttet Moe").
    """

    start: int
    end: int
    after: int
    aux: int
    lemma: str
    tense: str
    act: str
    content: str
    party: bool = True
    tail: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    nb: str
    nn: str
    variants: tuple[str, ...]
    particles: tuple[str, ...]
    gap: str
    act: str
    content: str
    party: bool
    tail: bool


def _particle_end(particle: str, gap: str, text: str, at: int, end: int) -> int:
    """Where the particle of a verb that ends at ``at`` ends; -1 where it does not follow.

    What may stand between is one large pattern for each kind of gap, and a particle a small one: making a large one for each of
    hundreds of particles would take longer than reading the text. Only where a particle stands at several places that could
    be meant does the order of the whole decide.
    """
    if not particle:
        return at
    between = _between(gap)
    ends = [
        found.end()
        for found in _particle_words(particle).finditer(text, at + 1, end, overlapped=True)
        if between.fullmatch(text, at, found.start())
    ]
    if len(ends) < 2:
        return ends[0] if ends else -1
    whole = _particle_pattern(particle, gap).match(text, at, end)
    return whole.end() if whole else -1


@cache
def _between(gap: str) -> regex.Pattern[str]:
    """What may stand between a verb and its particle, the spaces around included."""
    inside = (
        rf"{_ADVERBS}{_SUBJECT}?{_ADVERBS}"
        if gap == "adverb"
        else rf"{_ADVERBS}(?:{_SUBJECT}{_ADVERBS})??{_GAPS[gap]}{_ADVERBS}"
    )
    return regex.compile(rf"{_SPACE}{inside}")


@cache
def _particle_words(particle: str) -> regex.Pattern[str]:
    """A particle that a space precedes."""
    return regex.compile(rf"(?<={_SPACE}){_spelled(particle)}(?!\p{{L}})")


@cache
def _particle_pattern(particle: str, gap: str) -> regex.Pattern[str]:
    """What follows the verb up to and with the particle."""
    return regex.compile(rf"{_between(gap).pattern}{_spelled(particle)}(?!\p{{L}})")


def _spelled(particle: str) -> str:
    """A particle as a pattern."""
    parts = [_either_number(w) for w in _BRACKETS.sub("", particle).split()]
    # "seg dessuten undrende til", "spørsmål fra Moe om"
    gaps = [rf"\s+(?:{ADVERB}\s+)*" if p == "seg" else r"\s+" for p in parts[:-1]]
    if len(parts) > 1 and parts[-1] in {"om", "ved"}:
        gaps[-1] += r"(?:(?:fra|frå|av|til|overfor)\s(?:[\p{L}.’'-]+\s){1,4}?)?"
    words = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
    return _ARTICLE.sub(r"\g<0>(?:\\s\\p{Ll}+){0,3}?", words)  # "en kort og god orientering om"


@cache
def _words_of_particle(particle: str) -> tuple[tuple[str, ...], ...]:
    """The forms of each word of a particle: a look for them spares making and trying patterns that cannot match."""
    words = _BRACKETS.sub("", particle).split()
    return tuple((word, _plurals()[word]) if word in _plurals() else (word,) for word in words)


def _either_number(word: str) -> str:
    """A word of a particle as a pattern; an adjective in the plural, too: "seg villige til", "begge opne for"."""
    plural = _plurals().get(word)
    return rf"(?:{word}|{plural})" if plural else regex.escape(word)


@cache
def _plurals() -> dict[str, str]:
    """Adjective → plural; the lexicon gives those that do not just take an -e."""
    pairs = (form.partition(">") for form in words_of("adjective"))
    return {word: plural or f"{word}e" for word, _, plural in pairs}


@cache
def _entries() -> dict[str, list[tuple[str, _Entry]]]:
    """Form → (tense, entry)."""
    found: dict[str, list[tuple[str, _Entry]]] = {}
    for row in table("speech_verbs", *COLUMNS):
        variants = sorted((p.strip() for p in row["particle"].split("|")), key=lambda p: (-len(p), p))
        entry = _Entry(
            row["nb"], forms(row["nn"])[0], forms(row["nn"])[1:], tuple(variants), row["gap"], row["act"], row["content"], row["party"] == "yes",
            row["party"] == "tail",
        )  # fmt: skip
        for tense in ("past", "present", "participle"):
            for form in forms(row[tense]):
                found.setdefault(form, []).append((tense, entry))
        for infinitive in dict.fromkeys((row["nb"], *forms(row["nn"]))):
            stem = infinitive.split()[0]
            found.setdefault(stem, []).append(("infinitive", entry))
            if stem.endswith("e"):  # split infinitives: "peika", and the s-passives "pekes", "peikast"
                found.setdefault(stem[:-1] + "a", []).append(("infinitive", entry))
                found.setdefault(stem[:-1] + "ast", []).append(("passive", entry))
            found.setdefault(stem + "s", []).append(("passive", entry))
    return found


def lexical_act(lemma: str) -> tuple[str, bool]:
    """The act of a lemma as `VerbHit` has it, and whether the content decides; ``("", True)`` for an unknown one."""
    return _by_lemma().get(lemma, ("", True))


@cache
def _by_lemma() -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for entries in _entries().values():
        for _, entry in entries:
            for particle in entry.particles:
                for verb in (entry.nb, entry.nn):
                    found.setdefault(_lemma(verb, particle), (entry.act, entry.content != "no"))
    return found


@cache
def _lemma(verb: str, particle: str) -> str:
    if particle.startswith("("):  # an object that tells this use of the verb from others, and no particle
        return verb
    plain = _FILLERS.sub("", _IN_BRACKETS.sub("", particle))
    return f"{verb} {plain}".strip()


def find_verbs(text: str, start: int, end: int, *, nynorsk: bool) -> list[VerbHit]:
    """Reporting verbs in ``text[start:end]``, in order, each read with its longest particle.

    Args:
        text: Any text.
        start: Where the sentence begins.
        end: Where it ends.
        nynorsk: Which standard's lemma is wanted.
    """
    hits: list[VerbHit] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        opens = not any(c.isalnum() for c in text[start : match.start()])
        if word[0].isupper() and not (opens and word[1:].islower()):
            continue
        options = _entries().get(word.casefold())
        if not options:
            continue
        hit = _read(text, start, end, match, options, nynorsk)
        if hit is not None:
            hits.append(hit)
    return hits


def _read(
    text: str, start: int, end: int, match: regex.Match[str], options: list[tuple[str, _Entry]], nynorsk: bool
) -> VerbHit | None:
    best: tuple[int, int, VerbHit] | None = None
    before, rest = text[start : match.start()], text[match.end() : end]
    for tense, entry in options:
        twofold = any(e is entry and t == "participle" for t, e in options)
        if (
            tense == "past"
            and any(e is entry and t == "infinitive" for t, e in options)
            and _NEXT_TO_MODAL.search(before)
        ):
            continue  # nynorsk "kunne stadfeste", which is "stadfeste" in the past too
        real = _tense(tense, before, twofold)
        if real is None:
            continue
        for particle in entry.particles:
            stands = all(any(form in rest for form in either) for either in _words_of_particle(particle))
            after = _particle_end(particle, entry.gap, text, match.end(), end) if stands else -1
            if (
                after < 0
                and real[0] == "passive"
                and particle.startswith("(")
                and particle.strip("()") in before.casefold()
            ):
                after = match.end()  # "Møtet ble åpnet": the object has become the subject
            if after < 0:
                continue
            verb = entry.nn if nynorsk else entry.nb
            if tense == "infinitive" and " " not in verb and match.group() in entry.variants:
                verb = match.group()  # "kunne ikkje gje lovnad"
            aux = start + real[1] if real[1] >= 0 else match.start()
            hit = VerbHit(
                match.start(), match.end(), after, aux, _lemma(verb, particle), real[0], entry.act, entry.content,
                entry.party, entry.tail,
            )  # fmt: skip
            rank = (len(particle), match.end() - after)
            if best is None or rank > best[:2]:
                best = (*rank, hit)
            break
    return best[2] if best else None


def _tense(form: str, before: str, twofold: bool) -> tuple[str, int] | None:
    """The real tense of a form, from what stands before it, and where its auxiliary begins (-1: none).

    Args:
        form: The tense the lexicon gives.
        before: The sentence up to the verb.
        twofold: Whether the form is past and participle at once ("understreket").
    """
    if form == "participle" or (form == "past" and twofold):
        aux = _AFTER_AUX.search(before)
        if aux is not None:
            passive = _IS_PASSIVE_AUX.fullmatch(aux["aux"])
            if form == "participle":
                return ("passive" if passive else "perfect"), aux.start()
            return None
        return ("past", -1) if form == "past" else None
    if form == "infinitive":
        if _AFTER_LIGHT.search(before):
            return "light", -1
        modal = _AFTER_MODAL.search(before)
        return ("infinitive", modal.start()) if modal else None
    return form, -1


def unknown_verb(text: str, at: int, end: int) -> VerbHit | None:
    """A verb that the lexicon does not have, by its form and the "at" after it, with the infinitive its past points to."""
    match = _UNKNOWN.match(text, at, end)
    return _weak_past(match["verb"], at) if match else None


def guessed_verb(text: str, at: int, end: int) -> VerbHit | None:
    """The verb at ``at``, after somebody who was there: a weak past ("utfylte"), or a modal and its infinitive ("ville ikke røpe")."""
    modal = _MODAL_AND_VERB.match(text, at, end)
    if modal:
        act = "commitment" if modal["modal"] != "kunne" else "information"
        stop = modal.end()
        return VerbHit(modal.start("verb"), stop, stop, at, modal["verb"], "infinitive", act, "yes")
    match = _WEAK.match(text, at, end)
    return _weak_past(match.group(), at) if match else None


def _weak_past(form: str, at: int) -> VerbHit:
    """A past with its infinitive by the ending."""
    lemma = form
    for ending in ("dde", "te", "de", "et", "a"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            lemma = form[: -len(ending)] + ("" if ending == "dde" else "e")
            break
    stop = at + len(form)
    return VerbHit(at, stop, stop, at, lemma, "past", "information", "yes")

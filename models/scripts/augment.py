"""Makes training texts more like government documents: the augmenter ``konsult.Augment.v1`` of `configs/nb_konsult.cfg`.

Other names in the same places, a ministry's code in brackets and a title beside people's names, headings in capitals, text in
lower case, line breaks, bullets, misspellings and what OCR makes of letters. Each is a share of documents; a text that was not
chosen goes through as it is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from konsultnlp.lexicon import table

Word = dict[str, Any]
"""A word with its annotation: ``text``, ``space``, ``pos``, ``morph``, ``lemma``, ``entity`` (BILUO), ``starts`` (a sentence)."""

TITLES = [
    "statsråd",
    "finansminister",
    "statssekretær",
    "avdelingsdirektør",
    "byrådsleder",
    "ordfører",
    "fylkesordfører",
    "kommunedirektør",
    "leder",
]
OCR = (("rn", "m"), ("m", "rn"), ("l", "1"), ("ø", "o"), ("å", "a"), ("æ", "ae"), ("I", "l"), ("e", "c"), ("O", "0"))  # fmt: skip
BULLETS = ("–", "•", "-", "*")

MOST_MENTIONS = 20_000
"""Names of one label and length that are kept for swapping."""


class NameBank:
    """Names to put in other names' places: parts of names from the lexicon, whole names from the texts seen so far."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.kinds: dict[str, str] = {}
        self.of_kind: dict[str, list[str]] = {}
        self.mentions: dict[tuple[str, int], list[list[Word]]] = {}
        for row in table("known_names", "name", "person", "place"):
            kind = row["person"].split("+")[0] or row["place"]
            if kind:
                self.kinds[row["name"]] = kind
                self.of_kind.setdefault(kind, []).append(row["name"])

    def keep(self, label: str, words: list[Word]) -> None:
        """Remembers a name."""
        kept = self.mentions.setdefault((label, len(words)), [])
        if len(kept) < MOST_MENTIONS:
            kept.append([dict(word) for word in words])
        else:
            kept[self.rng.randrange(MOST_MENTIONS)] = [dict(word) for word in words]

    def part(self, text: str, *, person: bool) -> str:
        """Another part of a name of the same kind: a given name for a given name; a genitive stays one."""
        if len(text) < 2 or not text[0].isupper():
            return text
        kind, ending = self.kinds.get(text, ""), ""
        if not kind and text.endswith("s") and text[:-1] in self.kinds:
            kind, ending = self.kinds[text[:-1]], "s"
        wanted = ("given", "family", "foreign-given", "foreign-family") if person else ("norwegian", "world")
        if kind not in wanted:
            if not person:
                return text
            kind = self.rng.choice(("family", "family", "given", "foreign-given", "foreign-family"))
        new = self.rng.choice(self.of_kind[kind])
        if text.isupper() and len(text) > 2:
            new = new.upper()
        return new if new.endswith("s") else new + ending


def _entities(words: list[Word]) -> list[tuple[int, int, str]]:
    found, start = [], 0
    for i, word in enumerate(words):
        if word["entity"][:2] in {"B-", "U-"}:
            start = i
        if word["entity"][:2] in {"L-", "U-"}:
            found.append((start, i + 1, word["entity"][2:]))
    return found


def _swap(words: list[Word], bank: NameBank, mentions: float) -> None:
    """Other names in the places of names; a name that comes again is the same name again."""
    parts: dict[str, str] = {}
    wholes: dict[tuple[str, ...], list[Word]] = {}
    for start, end, label in _entities(words):
        inside = words[start:end]
        if label in {"PER", "GPE_LOC", "LOC"}:
            for word in inside:
                old = word["text"]
                new = parts.setdefault(old, bank.part(old, person=label == "PER"))
                if new != old:
                    owner = new.endswith("s") and old.endswith("s") and not word["lemma"].endswith("s")
                    word["text"], word["lemma"] = new, new[:-1] if owner else new
        elif bank.rng.random() < mentions:
            key = tuple(word["text"] for word in inside)
            other = wholes.setdefault(key, bank.rng.choice(bank.mentions[label, end - start]))
            for word, replacement in zip(inside, other, strict=True):
                word.update({k: replacement[k] for k in ("text", "lemma", "pos", "morph")})


def _beside_people(words: list[Word], rng: random.Random, codes: list[str]) -> list[Word]:
    """ "statsråd" before a person's name, "(KDD)" after it."""
    people = [(start, end) for start, end, label in _entities(words) if label == "PER"]
    starts, ends = {s for s, _ in people}, {e for _, e in people}
    out: list[Word] = []
    for i, word in enumerate(words):
        if i in starts and rng.random() < 0.3:
            title = rng.choice(TITLES)
            morph = "Definite=Ind|Gender=Masc|Number=Sing"
            out.append({"text": title, "space": True, "pos": "NOUN", "morph": morph, "lemma": title, "entity": "O", "starts": word["starts"]})  # fmt: skip
            word["starts"] = False
        out.append(word)
        if i + 1 in ends and rng.random() < 0.4:
            code = rng.choice(codes)
            bracket = {"pos": "PUNCT", "morph": "", "entity": "O", "starts": False}
            out += [
                {**bracket, "text": "(", "lemma": "(", "space": False},
                {**bracket, "text": code, "lemma": code, "space": False, "pos": "PROPN", "entity": "U-ORG"},
                {**bracket, "text": ")", "lemma": ")", "space": word["space"]},
            ]
            word["space"] = True
    return out


def _lines(words: list[Word], rng: random.Random) -> list[Word]:
    """Line breaks before half of the sentences, some full stops gone, some bullets."""
    out: list[Word] = []
    for word in words:
        if word["starts"] and len(out) > 1 and rng.random() < 0.5:
            if out[-1]["text"] == "." and rng.random() < 0.2:
                out.pop()
            out[-1]["space"] = False
            plain = {"space": False, "morph": "", "entity": "O", "starts": False}
            out.append({**plain, "text": "\n", "pos": "SPACE", "lemma": "\n"})
            if rng.random() < 0.15:
                bullet = rng.choice(BULLETS)
                out.append({**plain, "text": bullet, "pos": "PUNCT", "lemma": bullet, "space": True, "starts": True})
                word["starts"] = False
        out.append(word)
    return out


def _capitals(words: list[Word], rng: random.Random) -> None:
    """Short sentences in capitals, as headings are."""
    borders = [i for i, word in enumerate(words) if word["starts"]] + [len(words)]
    for start, end in pairwise(borders):
        if end - start < 15 and rng.random() < 0.4:
            for word in words[start:end]:
                word["text"] = word["text"].upper()


def _noise(words: list[Word], rng: random.Random) -> None:
    """Letters that OCR mistakes, and neighbours that changed places."""
    for word in words:
        text = word["text"]
        if len(text) > 3 and rng.random() < 0.08:
            wrong, read = rng.choice(OCR)
            k = rng.randrange(1, len(text) - 1)
            slip = text[:k] + text[k + 1] + text[k] + text[k + 2 :]
            word["text"] = text.replace(wrong, read, 1) if wrong in text else slip


@registry.augmenters("konsult.Augment.v1")
def make_augmenter(
    swap: float, mentions: float, titles: float, lines: float, lower: float, capitals: float, noise: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """The augmenter.

    Args:
        swap: Share of documents whose people and places get other names.
        mentions: Share of the other names in them (bodies, works, events) that are swapped for whole names seen elsewhere.
        titles: Share with titles and ministry codes beside people's names.
        lines: Share with line breaks and bullets.
        lower: Share in lower case.
        capitals: Share with sentences in capitals.
        noise: Share with misspellings.
        seed: Of the random numbers.
    """
    rng = random.Random(seed)
    bank = NameBank(rng)
    codes = sorted({row["abbr"] for row in table("ministries", "abbr") if row["abbr"].isupper()})

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        words = _words(example)
        for start, end, label in _entities(words):
            bank.keep(label, words[start:end])
        before = [dict(word) for word in words]
        if rng.random() < swap:
            _swap(words, bank, mentions)
        if rng.random() < titles:
            words = _beside_people(words, rng, codes)
        if rng.random() < lines:
            words = _lines(words, rng)
        choice = rng.random()
        if choice < lower:
            for word in words:
                word["text"] = word["text"].lower()
        elif choice < lower + capitals:
            _capitals(words, rng)
        elif choice < lower + capitals + noise:
            _noise(words, rng)
        yield example if words == before else _example(nlp, words)

    return augment


def _words(example: Example) -> list[Word]:
    annotation = example.to_dict()
    tokens = annotation["token_annotation"]
    columns = (tokens[k] for k in ("ORTH", "SPACY", "POS", "MORPH", "LEMMA"))
    keys = ("text", "space", "pos", "morph", "lemma")
    words = [dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)]
    for word, entity, token in zip(words, annotation["doc_annotation"]["entities"], example.reference, strict=True):
        word["entity"], word["starts"] = entity or "O", bool(token.is_sent_start)
    return words


def _example(nlp: Language, words: list[Word]) -> Example:
    text = "".join(word["text"] + (" " if word["space"] else "") for word in words)
    annotation = {
        "doc_annotation": {"entities": [word["entity"] for word in words]},
        "token_annotation": {
            "ORTH": [word["text"] for word in words],
            "SPACY": [bool(word["space"]) for word in words],
            "POS": [word["pos"] for word in words],
            "MORPH": [word["morph"] for word in words],
            "LEMMA": [word["lemma"] for word in words],
            "SENT_START": [1 if word["starts"] else -1 for word in words],
        },
    }
    return Example.from_dict(nlp.make_doc(text), annotation)

"""Reads NorNE: the treebank's own `.conll` files (the training part) and the UD files (dev and test).

The UD versions of the training parts are not needed: what the treebank's tags, spaces and parts of speech become in UD is
learnt from dev and test, which stand in both forms (`treebank_to_ud.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("nob", "nno")
"""Bokmål and nynorsk, as the data names them."""

HELD_OUT = ("dev", "test")

_UD_NAMES = {"nob": "no_bokmaal", "nno": "no_nynorsk"}


@dataclass(slots=True)
class Token:
    """One word. In the treebank's form ``tag`` and ``features`` are the treebank's; in UD's form they are UD's."""

    form: str
    lemma: str
    tag: str
    features: str
    head: str
    relation: str
    entity: str
    """IOB2: ``B-PER``, ``I-PER``, ``O``."""
    space_after: bool = True
    number: str = ""
    children: tuple[str, ...] = ()
    """What hangs on the word in the treebank's tree, as `treebank_to_ud` needs it."""


@dataclass(slots=True)
class Sentence:
    """A sentence and where it comes from."""

    tokens: list[Token]
    file: str = ""
    headline: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The words."""
        return tuple(token.form for token in self.tokens)


@dataclass(slots=True)
class Parts:
    """One written standard: the training sentences in the treebank's form, dev and test in UD's and in the treebank's."""

    train: list[Sentence] = field(default_factory=list)
    ud: dict[str, list[Sentence]] = field(default_factory=dict)
    treebank: dict[str, list[Sentence | None]] = field(default_factory=dict)
    """By part, in step with ``ud``; None where the two forms do not have the same words."""


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    """The sentences of a ten-column file, as rows of columns."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        line = line.rstrip("\r")
        if line.startswith("#") and "\t" not in line:
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _entity(column: str) -> str:
    return next((part[5:] for part in column.split("|") if part.startswith("name=")), "O")


def _token(row: list[str], ud: bool) -> Token:
    number, form, lemma, upos, _, features, head, relation, _, last = row
    # UD writes a token's underlying form where it differs from the letters: "$," is the lemma of ","
    lemma = lemma if len(lemma) == 1 or not lemma.startswith("$") else form
    space = not (ud and "SpaceAfter=No" in last.split("|"))
    return Token(form, lemma, upos, "" if features == "_" else features, head, relation, _entity(last), space, number)


def read_ud(path: Path) -> list[Sentence]:
    """A UD file's sentences."""
    return [Sentence([_token(row, ud=True) for row in rows if row[0].isdigit()], path.name) for rows in _blocks(path)]


def read_treebank(path: Path) -> list[Sentence]:
    """A `.conll` file's sentences. A ``|`` closes a headline and is no word."""
    sentences = []
    for rows in _blocks(path):
        tokens = [_token(row, ud=False) for row in rows if row[1] != "|"]
        below: dict[str, list[Token]] = {}
        for token in tokens:
            below.setdefault(token.head, []).append(token)
        for token in tokens:
            token.children = tuple(
                sorted(
                    f"{child.relation}:{child.tag}:{child.features.split('|')[0]}"
                    for child in below.get(token.number, ())
                )
            )
        headline = any(row[1] == "|" and "<overskrift>" in row[5] for row in rows)
        if tokens:
            sentences.append(Sentence(tokens, path.name, headline))
    return sentences


def _ud_file(norne: Path, language: str, part: str) -> Path:
    """The UD file of a held-out part: as the public repository names it, or ``nob-ud-dev.conllu``."""
    names = (f"{language}-ud-{part}.conllu", f"ud/{language}/{_UD_NAMES[language]}-ud-{part}.conllu")
    found = next((norne / name for name in names if (norne / name).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{norne}: none of {', '.join(names)} there; expected a copy of NorNE")
    return found


def read(norne: Path, language: str) -> Parts:
    """One written standard, split as the official data is.

    Args:
        norne: The public repository, or a folder with ``nob/*.conll``, ``nob-ud-dev.conllu`` and so on.
        language: ``nob`` or ``nno``.

    Returns:
        The parts. A treebank file belongs to the training part when fewer than half of its sentences are held out.

    Raises:
        FileNotFoundError: The folder does not hold the data.
    """
    files = sorted([*norne.glob(f"{language}/*.conll"), *norne.glob(f"ndt/{language}/*.conll")])
    if not files:
        raise FileNotFoundError(
            f"{norne}: no {language}/*.conll or ndt/{language}/*.conll there; expected a copy of NorNE"
        )
    parts = Parts()
    for part in HELD_OUT:
        parts.ud[part] = read_ud(_ud_file(norne, language, part))
    held_out = {sentence.forms for part in HELD_OUT for sentence in parts.ud[part]}
    known: dict[tuple[str, ...], Sentence] = {}
    for path in files:
        sentences = read_treebank(path)
        for sentence in sentences:
            known.setdefault(sentence.forms, sentence)
        if 2 * sum(sentence.forms in held_out for sentence in sentences) < len(sentences):
            # A sentence that also stands in dev or test ("Foto: Scanpix") stays: the official training part has it too.
            parts.train += sentences
    for part in HELD_OUT:
        parts.treebank[part] = [known.get(sentence.forms) for sentence in parts.ud[part]]
        for ud, treebank in zip(parts.ud[part], parts.treebank[part], strict=True):
            if treebank:
                ud.headline, ud.file = treebank.headline, treebank.file
    return parts

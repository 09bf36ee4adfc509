"""Words a second of a pipeline's ``tok2vec`` and ``ner`` beside the plain recipe's network: `python scripts/speed.py MODEL PLAIN_CFG FOLDER`.

The two run in turn, over the texts in the folder (``*.txt``), several times; of each the median counts, so that a busy machine
harms both alike. Prints a line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import load_config

ROUNDS = 7
WORDS_A_TEXT = 300


def texts_in(folder: Path) -> list[str]:
    """The texts, in pieces of about the length of a section."""
    pieces = []
    for path in sorted(folder.glob("*.txt")):
        words = path.read_text(encoding="utf-8").split()
        pieces += [" ".join(words[i : i + WORDS_A_TEXT]) for i in range(0, len(words), WORDS_A_TEXT)]
    if not pieces:
        raise FileNotFoundError(f"{folder}: no *.txt there; expected texts to measure on")
    return pieces


def plain(config: Path, labels: tuple[str, ...]) -> Language:
    """The plain recipe's network; its speed does not hang on its weights, so it is not trained."""
    nlp = spacy.util.load_model_from_config(load_config(config), auto_fill=True, validate=False)
    for label in labels:
        nlp.get_pipe("ner").add_label(label)
    nlp.initialize()
    return nlp


def measure(model: Path, config: Path, texts: list[str]) -> dict[str, float]:
    """Medians in words a second, and their ratio."""
    nlp = spacy.load(model)
    for name in nlp.pipe_names:
        if name not in {"tok2vec", "ner"}:
            nlp.disable_pipe(name)
    networks = {"nb_konsult": nlp, "plain": plain(config, nlp.get_pipe("ner").labels)}
    seconds: dict[str, list[float]] = {name: [] for name in networks}
    words = 0
    for _ in range(ROUNDS):
        for name, network in networks.items():
            start = time.perf_counter()
            words = sum(len(doc) for doc in network.pipe(texts))
            seconds[name].append(time.perf_counter() - start)
    speed = {name: words / statistics.median(taken) for name, taken in seconds.items()}
    return {"words": words, **speed, "ratio": speed["nb_konsult"] / speed["plain"]}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), texts_in(Path(sys.argv[3])))))

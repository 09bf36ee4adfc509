"""Floors that only ever rise for the shipped pipeline, on the NorNE data beside the annotated documents (KONSULTNLP_GOLD)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from konsultnlp.models import DEFAULT, find

SCRIPTS = Path(__file__).resolve().parents[1] / "models" / "scripts"

FLOORS = {
    "nob dev": {"ents_f": 0.808, "lemma_acc": 0.965},
    "nob test": {"ents_f": 0.742, "pos_acc": 0.96, "lemma_acc": 0.963, "sents_f": 0.955, "sents_f_lines": 0.966},
    "nno dev": {"ents_f": 0.784, "lemma_acc": 0.964},
    "nno test": {"ents_f": 0.75, "pos_acc": 0.96, "lemma_acc": 0.961, "sents_f": 0.92, "sents_f_lines": 0.963},
}


def run(script, *args):
    done = subprocess.run(
        [sys.executable, SCRIPTS / script, *args], capture_output=True, text=True, encoding="utf-8", cwd=SCRIPTS.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def corpus(gold, tmp_path_factory):
    folder = tmp_path_factory.mktemp("norne")
    run("convert.py", gold / "norne", folder)
    return folder


@pytest.fixture(scope="session")
def scores(corpus):
    run("evaluate.py", find(DEFAULT), corpus, corpus / "metrics.json")
    return json.loads((corpus / "metrics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("part", "score"), [(part, score) for part, floors in FLOORS.items() for score in floors])
def test_the_pipeline_does_not_fall_below_its_floors(scores, part, score):
    assert scores[part][score] >= FLOORS[part][score]


def test_the_figures_it_ships_with_are_those_measured(scores):
    shipped = json.loads((find(DEFAULT) / "meta.json").read_text(encoding="utf-8"))["performance"]
    for part in FLOORS:
        assert shipped[part]["ents_f"] == pytest.approx(scores[part]["ents_f"], abs=0.003)
    assert shipped["ents_f"] == shipped["nob dev"]["ents_f"]


def test_treebank_tags_become_ud_tags(corpus):
    """Learnt on one held-out part, checked on the other."""
    for shares in json.loads((corpus / "tag_map.json").read_text(encoding="utf-8")).values():
        assert shares["upos"] >= 0.995 and shares["upos+features"] >= 0.994 and shares["space"] >= 0.996


def test_the_card_shows_the_figures_it_ships_with(tmp_path):
    card = SCRIPTS.parent / "README.md"
    copy = tmp_path / "README.md"
    copy.write_text(card.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "experiments.csv").write_bytes((SCRIPTS.parent / "experiments.csv").read_bytes())
    run("card.py", find(DEFAULT), copy)
    assert copy.read_text(encoding="utf-8") == card.read_text(encoding="utf-8")


def trained(corpus, out):
    """The recipe, a few steps of it on a few documents."""
    command = [
        sys.executable, "-m", "spacy", "train", "configs/nb_konsult.cfg", "--code", "scripts/augment.py", "--output", out,
        "--paths.train", corpus / "nob-dev.spacy", "--paths.dev", corpus / "nno-dev.spacy", "--corpora.train.limit", "40",
        "--corpora.dev.limit", "20", "--training.max_steps", "8", "--training.eval_frequency", "8",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=SCRIPTS.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "model-last"


def test_the_recipe_trains_and_one_seed_gives_one_pipeline(corpus, tmp_path):
    first, second = (trained(corpus, tmp_path / name) for name in ("a", "b"))
    for name in ("tok2vec", "ner", "morphologizer", "trainable_lemmatizer", "senter"):
        assert (first / name / "model").read_bytes() == (second / name / "model").read_bytes(), name


def test_a_trained_pipeline_is_shipped_without_words_of_its_texts(corpus, scores, tmp_path):
    model = trained(corpus, tmp_path / "a")
    run("ship.py", model, corpus / "metrics.json", tmp_path / "shipped", "0.1.0")
    words = set(json.loads((model / "vocab" / "strings.json").read_text(encoding="utf-8")))
    kept = set(json.loads((tmp_path / "shipped" / "vocab" / "strings.json").read_text(encoding="utf-8")))
    assert "Oslo" in words and "Oslo" not in kept and "PER" in kept
    meta = json.loads((tmp_path / "shipped" / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["version"]) == ("nb", "konsult", "0.1.0")

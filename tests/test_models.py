"""Pipelines by name: the one that ships, others that are installed, folders, and none."""

import subprocess
import sys

import pytest
import spacy

import konsultnlp
from konsultnlp.errors import ModelMissing
from konsultnlp.models import DEFAULT, find, installed

NORNE_LABELS = {"DRV", "EVT", "GPE_LOC", "GPE_ORG", "LOC", "MISC", "ORG", "PER", "PROD"}
MOST_MEGABYTES = 20


def run(*args):
    command = [sys.executable, "-m", "konsultnlp", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a pipeline package of a given name and language, as pip would lay it out."""

    def make(name, lang="nb"):
        root = tmp_path / "site"
        inner = root / name / f"{name}-3.8.0"
        nlp = spacy.blank(lang)
        nlp.add_pipe("ner").add_label("PER")
        nlp.initialize()
        nlp.meta.update(version="3.8.0", performance={"ents_f": 0.839, "speed": 9000.0})
        inner.parent.mkdir(parents=True)
        nlp.to_disk(inner)
        (root / name / "__init__.py").write_text(
            "raise ImportError('is not imported to be listed')\n", encoding="utf-8"
        )
        info = root / f"{name}-3.8.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(root))
        monkeypatch.setenv("PYTHONPATH", str(root))
        return inner

    return make


def test_ours_is_listed_with_its_figures():
    done = run("models")
    assert done.returncode == 0, done.stderr
    assert f"{DEFAULT} (default)" in done.stdout and "--model NAME" in done.stdout
    (ours,) = [m for m in installed() if m.name == DEFAULT]
    assert str(ours.folder) in done.stdout.replace("\n", "")
    assert f"{100 * ours.scores['ents_f']:.1f}" in done.stdout and f"{ours.scores['speed']:,.0f}" in done.stdout


def test_ours_is_small_and_has_the_official_labels():
    (ours,) = [m for m in installed() if m.name == DEFAULT]
    assert ours.megabytes <= MOST_MEGABYTES
    nlp = konsultnlp.load()
    assert set(nlp.get_pipe("ner").labels) == NORNE_LABELS
    assert set(nlp.disabled) == {"morphologizer", "trainable_lemmatizer", "senter"}


def test_ours_holds_no_words_of_its_training_texts():
    nlp = konsultnlp.load()
    assert "Stoltenberg" not in nlp.vocab.strings and "Oslo" not in nlp.vocab.strings
    assert not len(nlp.vocab.vectors)


def test_ours_needs_nothing_but_spacy_to_load():
    code = f"import spacy; print(spacy.load({str(find(DEFAULT))!r})('Kari Moe bor i Oslo.').ents)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert "Kari Moe" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kari Nordby fra Oslo takket for møtet.", [("Kari Nordby", "PER"), ("Oslo", "GPE_LOC")]),
        ("Dei reiste frå Bergen til Førde med Torbjørg Hjelle.", [("Bergen", "GPE_LOC"), ("Førde", "GPE_LOC"), ("Torbjørg Hjelle", "PER")]),
        ("Ordførar Olav Sande i Stryn tok ordet.", [("Olav Sande", "PER"), ("Stryn", "GPE_LOC")]),
    ],
)  # fmt: skip
def test_ours_reads_both_written_standards(text, names):
    assert [(ent.text, ent.label_) for ent in konsultnlp.load()(text).ents] == names


def test_what_else_ours_has_can_be_switched_on():
    nlp = konsultnlp.load()
    for name in list(nlp.disabled):
        nlp.enable_pipe(name)
    doc = nlp("Kommunane treng meir pengar.")
    assert [t.pos_ for t in doc] == ["NOUN", "VERB", "ADJ", "NOUN", "PUNCT"]
    assert [t.lemma_ for t in doc][:2] == ["kommune", "trenge"]


def test_an_installed_package_is_listed_and_used(install):
    folder = install("nb_core_news_lg")
    done = run("models")
    assert "nb_core_news_lg" in done.stdout and "83.9" in done.stdout and "9,000" in done.stdout, done.stderr
    assert find("nb_core_news_lg") == folder
    assert "ner" in konsultnlp.load("nb_core_news_lg").pipe_names


def test_packages_of_other_languages_are_not_listed(install):
    install("da_core_news_sm", lang="da")
    assert [m.name for m in installed()] == [DEFAULT]


def test_a_folder_is_taken(install):
    folder = install("min_modell")
    assert find(str(folder)) == folder


def test_a_missing_name_says_what_there_is(tmp_path):
    with pytest.raises(
        ModelMissing, match=r"no pipeline 'finnes_ikke' is installed here; expected .* nb_konsult or none$"
    ):
        konsultnlp.load("finnes_ikke")
    with pytest.raises(ModelMissing, match=r"did you mean nb_konsult\?"):
        konsultnlp.load("nb_konsultt")
    with pytest.raises(ModelMissing, match="spacy-models/releases"):
        konsultnlp.load("nb_core_news_lg")
    with pytest.raises(ModelMissing, match="the folder holds no spaCy pipeline"):
        konsultnlp.load(tmp_path)
    with pytest.raises(ModelMissing, match="a file is no pipeline"):
        konsultnlp.load(__file__)


def test_the_command_line_says_so_in_one_line(tmp_path, samples):
    done = run("extract", samples, "--out", tmp_path / "ut", "--model", "nb_finnes_ikke")
    assert done.returncode == 2 and "nb_finnes_ikke" in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and not (tmp_path / "ut").exists()


def test_a_broken_pipeline_is_told_with_its_folder(install):
    folder = install("nb_brukket")
    (folder / "ner" / "model").write_bytes(b"\x00")
    with pytest.raises(ModelMissing, match="cannot be loaded") as error:
        konsultnlp.load("nb_brukket")
    assert error.value.path == folder


@pytest.mark.parametrize("meta", ["{", "[]", ""])
def test_a_cut_off_description_is_told(install, meta):
    folder = install("nb_avkortet")
    (folder / "meta.json").write_text(meta, encoding="utf-8")
    with pytest.raises(ModelMissing, match=r"meta\.json"):
        konsultnlp.load(folder)
    assert [m.name for m in installed()] == [DEFAULT]


def test_rules_alone(tmp_path):
    assert not {"tok2vec", "ner"} & set(konsultnlp.load("none").pipe_names)

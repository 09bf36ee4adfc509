import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def gold_root():
    """The folder with annotated documents (``corpus/``, ``gold/``, ``eval/score.py``), if there is one."""
    name = os.environ.get("KONSULTNLP_GOLD")
    return Path(name).resolve() if name else None


@pytest.fixture(scope="session")
def gold():
    root = gold_root()
    if root is None:
        pytest.skip("KONSULTNLP_GOLD is not set")
    assert (root / "gold").is_dir(), f"KONSULTNLP_GOLD={root} has no folder gold/"
    return root


@pytest.fixture(scope="session")
def samples():
    return ROOT / "samples"


@pytest.fixture(scope="session")
def nlp():
    import konsultnlp

    return konsultnlp.load()


@pytest.fixture(scope="session")
def corpus_out(gold, tmp_path_factory):
    """The corpus, extracted once for all tests that look at the outcome."""
    from konsultnlp.batch import extract

    out = tmp_path_factory.mktemp("corpus") / "out"
    extract([gold / "corpus"], out)
    return out


@pytest.fixture(scope="session")
def samples_out(samples, tmp_path_factory):
    from konsultnlp.batch import extract

    out = tmp_path_factory.mktemp("samples") / "out"
    assert extract([samples], out).exit_code == 0
    return out

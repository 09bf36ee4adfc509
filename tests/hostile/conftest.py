import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fuzz"))

FUZZ = int(os.environ.get("KONSULTNLP_FUZZ", "0"))
"""Files of a longer run, see docs/developers.md; without it the run is short and always the same."""

settings.register_profile("short", max_examples=25, derandomize=True, deadline=None, database=None)
settings.register_profile("long", max_examples=max(FUZZ, 1), deadline=None)
hostile = settings.get_profile("long" if FUZZ else "short")
hostile = settings(hostile, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture(scope="session")
def bases(samples):
    """The sound files from which damaged ones are made, the smallest first."""
    folders = [samples]
    if os.environ.get("KONSULTNLP_GOLD"):
        folders.append(Path(os.environ["KONSULTNLP_GOLD"]) / "corpus")
    files = sorted((p for folder in folders for p in folder.glob("*.pdf")), key=lambda p: (p.stat().st_size, p.name))
    assert files
    return files

"""Every notebook runs from top to bottom beside the samples, and draws what it promises."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = {"01_kom_i_gang": 3}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def pictures(notebook: Any) -> list[bytes]:
    """The drawn figures, as PNG."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    found = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    return [base64.b64decode(picture) for picture in found]


def test_there_are_notebooks() -> None:
    assert {path.stem for path in NOTEBOOKS} >= set(FIGURES)


@each_notebook
def test_notebook_is_committed_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@each_notebook
def test_notebook_defines_nothing_to_import(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "import konsultnlp" in code
    assert not [line for line in code.splitlines() if line.lstrip().startswith(("def ", "class ", "async def "))]


@each_notebook
def test_notebook_runs_and_draws_its_figures(path: Path, tmp_path: Path) -> None:
    # a copy of the two folders, so that nothing is written into the repository
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    drawn = pictures(notebook)
    assert len(drawn) == FIGURES.get(path.stem, len(drawn))
    assert all(picture.startswith(b"\x89PNG") for picture in drawn)

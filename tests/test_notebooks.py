"""Every notebook runs from top to bottom beside the samples, draws what it promises, and saves it in the size it promises."""

from __future__ import annotations

import base64
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("matplotlib")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = {
    "01_kom_i_gang": 1,
    "02_hvem_ber_hvem_om_hva": 3,
    "03_belop_over_tid": 3,
    "04_folg_en_sak_gjennom_arene": 2,
    "05_kvalitet_evaluer_og_rett": 2,
}
WIDTH = round(16 / 2.54 * 300)
"""Pixels of 16 cm at 300 dots an inch."""

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def pictures(notebook: Any) -> list[bytes]:
    """The drawn figures, as PNG."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    found = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    return [base64.b64decode(picture) for picture in found]


def pages(notebook: Any) -> int:
    """How many pages of a PDF were drawn."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum("data:image/png" in output.get("data", {}).get("text/html", "") for output in outputs)


def test_the_notebooks_are_those_that_are_known() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(FIGURES)


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
def test_notebook_runs_and_draws_its_figures(path: Path, tmp_path: Path, samples_out: Path) -> None:
    # a copy of the folders, so that nothing is written into the repository
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("__pycache__", "sources"))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(ROOT / "notebooks" / "figurer.mplstyle", folder)
    if not path.stem.startswith("01"):  # which reads the samples; the others go on from its tables
        shutil.copytree(samples_out, folder / "tabeller")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    drawn = pictures(notebook)
    assert len(drawn) == FIGURES[path.stem]
    assert all(picture.startswith(b"\x89PNG") for picture in drawn)
    saved = sorted((folder / "figurer").glob(f"{path.stem[:2]}_*.png"))
    assert len(saved) == len(drawn)
    assert {struct.unpack(">I", file.read_bytes()[16:20])[0] for file in saved} == {WIDTH}
    assert pages(notebook) >= 1 or path.stem[:2] in ("03", "04")
    assert not [o for cell in notebook.cells for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    if path.stem.startswith("01"):
        assert (folder / "tabeller" / "requests.csv").read_bytes() == (samples_out / "requests.csv").read_bytes()
        excel = (folder / "tabeller" / "excel-no" / "requests.csv").read_text(encoding="utf-8-sig")
        assert excel.startswith("request_id;doc_id;") and "ø" in excel

"""The README's words hold: its commands are the ones that are run, its Python runs, its codes exist."""

import re
from pathlib import Path

import pandas
import pytest
from typer.testing import CliRunner

from konsultnlp.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUALITY = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "python -m pip install . && konsultnlp extract samples --out out",
        'python -m pip install ".[test]" && python -m pytest',
    ],
)
def test_the_two_commands_stand_in_the_readme_and_in_ci(command):
    assert f"\n{command}\n" in README
    script = ROOT / ".ci" / "run"
    if script.exists():
        assert f"\n{command}\n" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_in_the_readme_runs(code, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    if "print" in code:
        assert "request" in capsys.readouterr().out


def test_every_warning_code_is_explained():
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "konsultnlp").rglob("*.py"))
    codes = {"same-as"} | set(re.findall(r'f"([a-z]+(?:-[a-z]+)+):\{', source)) | {"page-unread", "tables-unread"}
    assert codes and all(f"`{code}:" in README for code in codes), codes


def test_the_counts_and_the_row_it_shows_are_what_the_samples_give(tmp_path):
    ran = CliRunner().invoke(app, ["extract", str(ROOT / "samples"), "--out", str(tmp_path)])
    assert ran.exit_code == 0
    shown = re.findall(r"^[a-z]+ +\d+$", README, re.MULTILINE)
    assert len(shown) > 3 and all(line in ran.output.splitlines() for line in shown)
    row = [cell.strip() for cell in re.search(r"^\| KS \|.*$", README, re.MULTILINE)[0].strip("|").split("|")]
    columns = ["requester", "addressee", "act", "explicit", "trigger", "text", "deadline", "page"]
    rows = pandas.read_csv(tmp_path / "requests.csv", dtype=str)
    first = rows[rows["text"].str.startswith(row[columns.index("text")].rstrip(" …"))].iloc[0]
    assert [str(first[c]).startswith(cell.rstrip(" …")) for c, cell in zip(columns, row, strict=True)] == [True] * 8
    # The same output gives the figures that the page about quality shows.
    ran = CliRunner().invoke(app, ["evaluate", str(ROOT / "samples" / "expected"), str(tmp_path), "--errors", "0"])
    shown = QUALITY.partition("F1 by year, type and language\n")[2].partition("```")[0].splitlines()
    assert len(shown) == 6 and set(shown) <= {line.rstrip() for line in ran.output.splitlines()}

"""A new user follows the README alone, in a folder that holds nothing but the samples, and misses no step."""

import csv
import os
import shlex
import shutil
import subprocess
import sys

from walk import ROOT, steps

STEPS = steps((ROOT / "README.md").read_text(encoding="utf-8"))

# What a name at the head of a command is here: the Python that runs the tests.
PROGRAMS = {"konsultnlp": [sys.executable, "-m", "konsultnlp"], "python": [sys.executable]}


def test_the_readme_leads_from_the_pdfs_to_a_kept_correction(tmp_path):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    outputs = []
    for step in STEPS:
        for name, text in step.files.items():
            (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
        program, *arguments = shlex.split(step.command)
        ran = subprocess.run(
            [*PROGRAMS[program], *arguments], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "200"}, timeout=900,
        )  # fmt: skip
        assert ran.returncode == 0, f"{step.command}\n{ran.stderr}"
        lines = [" ".join(line.split()) for line in (ran.stdout + ran.stderr).splitlines()]
        assert all(line in lines for line in step.shown), f"{step.command}\n{ran.stdout}{ran.stderr}"
        outputs.append(lines)
    assert (tmp_path / "out" / "report" / "index.html").is_file()
    find = [i for i, step in enumerate(STEPS) if step.command.startswith("python -c")]
    assert STEPS[0].command.startswith("konsultnlp extract samples") and find
    with (tmp_path / "out" / "requests.csv").open(encoding="utf-8", newline="") as handle:
        rows = [r for r in csv.DictReader(handle) if r["addressee_id"] == "kd-2006"]
    found = [line.split()[:3] for line in outputs[find[0]][1:]]
    assert len(rows) > 5 and found == [[r["request_id"], r["doc_id"], r["page"]] for r in rows]

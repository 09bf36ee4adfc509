"""Writes a pipeline's figures into the model card: `python scripts/card.py PIPELINE README.md`.

What stands between ``<!-- figures -->`` and ``<!-- /figures -->`` is replaced, likewise ``experiments``.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

PARTS = ("nob dev", "nob test", "nno dev", "nno test")
LABELS = {
    "ents_f": "names, F1", "ents_p": "names, precision", "ents_r": "names, recall", "pos_acc": "UPOS", "morph_acc": "features",
    "lemma_acc": "lemma", "sents_f": "sentences, F1",
    "sents_f_lines": "sentences, headlines on lines of their own",
}  # fmt: skip


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in [header, ["---"] * len(header), *rows]]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "none there" if share is None else f"{100 * share:.1f}"


def figures(performance: dict[str, Any], megabytes: float) -> str:
    """The tables of scores, by part and by label."""
    rows = [
        [label, *(f"{100 * performance[part][score]:.1f}" for part in PARTS)]
        for score, label in LABELS.items()
        if score in performance[PARTS[0]]
    ]
    types = sorted({kind for part in PARTS for kind in performance[part]["ents_per_type"]})
    by_type = [[kind, *(_percent(performance[part]["ents_per_type"].get(kind)) for part in PARTS)] for kind in types]
    speed = performance.get("speed_beside_plain")
    lines = [_table(["", *PARTS], rows), "", "Names by label, F1:", "", _table(["", *PARTS], by_type), ""]
    if speed:
        lines.append(
            f"Speed of `tok2vec` and `ner` on one core of a busy server: {speed['nb_konsult']:,.0f} words a second, where the plain "
            f"recipe's network reads {speed['plain']:,.0f} in the same run: {speed['ratio']:.2f} of its speed. Size: {megabytes:.1f} MB."
        )
    return "\n".join(lines)


def experiments(path: Path) -> str:
    """The table of what was tried."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(line for line in handle if not line.startswith("#")))
    wrong = next((row for row in rows if len(row) != len(rows[0])), None)
    if wrong:
        raise SystemExit(
            f"{path}: {wrong[0]!r} has {len(wrong)} cells, expected {len(rows[0])}; is a comma not quoted?"
        )
    return _table(rows[0], rows[1:])


def fill(card: str, name: str, content: str) -> str:
    """The card with what stands between two marks replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(card):
        raise SystemExit(f"the card has no <!-- {name} --> … <!-- /{name} -->")
    return pattern.sub(lambda m: f"{m[1]}\n{content}\n\n{m[2]}", card)


if __name__ == "__main__":
    pipeline, path = Path(sys.argv[1]), Path(sys.argv[2])
    performance = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))["performance"]
    size = sum(p.stat().st_size for p in pipeline.rglob("*") if p.is_file()) / 1e6
    card = path.read_text(encoding="utf-8")
    card = fill(card, "figures", figures(performance, size))
    card = fill(card, "experiments", experiments(path.parent / "experiments.csv"))
    path.write_text(card, encoding="utf-8", newline="\n")

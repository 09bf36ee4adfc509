"""What a trained pipeline can do: `python scripts/evaluate.py MODEL CORPUS OUT.json [TEXTS]`.

Scores are those of `spacy evaluate` on the four held-out parts. The speed, beside the plain recipe's network, is measured on the
``*.txt`` files in TEXTS, or on the held-out parts where there is no such folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import spacy
from norne import HELD_OUT, LANGUAGES
from spacy.cli.evaluate import evaluate as spacy_evaluate
from spacy.tokens import DocBin
from speed import measure, texts_in

SCORES = ("ents_f", "ents_p", "ents_r", "pos_acc", "morph_acc", "lemma_acc", "sents_f")
PLAIN = Path(__file__).parents[1] / "configs" / "plain.cfg"


def evaluate(model: Path, corpus: Path, texts: Path | None) -> dict[str, Any]:
    """Scores by part ("nob dev"), speed and size."""
    found: dict[str, Any] = {}
    for part in HELD_OUT:
        for language in LANGUAGES:
            scores = spacy_evaluate(str(model), corpus / f"{language}-{part}.spacy", silent=True)
            found[f"{language} {part}"] = {
                name: round(scores[name], 4) for name in SCORES if scores.get(name) is not None
            }
            lines = spacy_evaluate(str(model), corpus / f"{language}-{part}-lines.spacy", silent=True)
            if lines.get("sents_f") is not None:
                found[f"{language} {part}"]["sents_f_lines"] = round(lines["sents_f"], 4)
            types = scores.get("ents_per_type") or {}
            found[f"{language} {part}"]["ents_per_type"] = {k: round(v["f"], 4) for k, v in sorted(types.items())}
    pieces = texts_in(texts) if texts and texts.is_dir() else _held_out(corpus)
    found["speed"] = {k: round(v, 3) for k, v in measure(model, PLAIN, pieces).items()}
    found["megabytes"] = round(sum(p.stat().st_size for p in model.rglob("*") if p.is_file()) / 1e6, 2)
    return found


def _held_out(corpus: Path) -> list[str]:
    vocab = spacy.blank("nb").vocab
    files = sorted(corpus.glob("n??-test.spacy"))
    return [doc.text for file in files for doc in DocBin().from_disk(file).get_docs(vocab)]


if __name__ == "__main__":
    result = evaluate(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[4]) if len(sys.argv) > 4 else None)
    Path(sys.argv[3]).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for part in (f"{language} {part}" for part in HELD_OUT for language in LANGUAGES):
        print(part, {k: v for k, v in result[part].items() if k != "ents_per_type"})
    print({k: v for k, v in result.items() if k in {"speed", "megabytes"}})

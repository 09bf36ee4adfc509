"""Puts a trained pipeline into the package: `python scripts/ship.py MODEL METRICS.json OUT VERSION`.

Words of the training texts stay behind: of the vocabulary only the strings that the components need are kept.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.strings import StringStore

DESCRIPTION = "Norwegian bokmål and nynorsk: names, parts of speech, lemmas and sentence starts, for konsultnlp."
SOURCES = [
    {
        "name": "NorNE, annotations on the Norwegian Dependency Treebank",
        "url": "https://github.com/ltgoslo/norne",
        "license": "CC0 (annotations); no text of it is included",
    },
    {"name": "GeoNames, places in the lists of names", "url": "https://www.geonames.org", "license": "CC BY 4.0"},
    {"name": "Faker, people's names in the lists", "url": "https://github.com/joke2k/faker", "license": "MIT"},
    {"name": "CLDR, countries in the lists", "url": "https://cldr.unicode.org", "license": "Unicode licence"},
]


def needed_strings(nlp: Language) -> set[str]:
    """Strings that labels, features and edit trees refer to."""
    kept: set[str] = set()
    for name, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            kept.update(str(label).replace("=", "|").split("|"))
            kept.add(str(label))
        if name == "trainable_lemmatizer":
            for node in srsly.msgpack_loads(pipe.trees.to_bytes())["trees"]:
                kept.update(nlp.vocab.strings[node[key]] for key in ("orig", "subst") if key in node)
    return kept


def ship(model: Path, metrics: dict[str, Any], out: Path, version: str) -> None:
    """Writes the pipeline to ``out``, with its figures in ``meta.json``."""
    nlp = spacy.load(model)
    texts = [
        "KS ber Kari Moe i Kommunal- og distriktsdepartementet om 20 mill. kroner.",
        "Ho meinte at kommunane burde få meir.",
    ]
    before = [_read(nlp, text) for text in texts]
    nlp.meta.update(
        name="konsult",
        version=version,
        description=DESCRIPTION,
        author="The konsultnlp authors",
        license="MIT",
        sources=SOURCES,
    )
    nlp.meta["spacy_version"] = ">=3.8.0,<3.9.0"
    dev = metrics["nob dev"]
    nlp.meta["performance"] = {
        "ents_f": dev["ents_f"],  # on the same set as the official pipelines' own figure
        "speed": metrics.get("speed", {}).get("nb_konsult"),
        "speed_beside_plain": metrics.get("speed"),
        **{part: scores for part, scores in metrics.items() if isinstance(scores, dict) and part != "speed"},
    }
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)
    StringStore(sorted(needed_strings(nlp))).to_disk(out / "vocab" / "strings.json")
    shipped = spacy.load(out)
    after = [_read(shipped, text) for text in texts]
    if before != after:
        raise SystemExit(f"{out}: the shipped pipeline reads differently from {model}: {before} and {after}")


def _read(nlp: Language, text: str) -> list[tuple[str, ...]]:
    doc = nlp(text)
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.ent_type_, str(t.is_sent_start)) for t in doc]


if __name__ == "__main__":
    ship(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), Path(sys.argv[3]), sys.argv[4])

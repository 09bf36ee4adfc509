"""The spaCy pipelines that can tag names for us: which are installed, where, how good; and which one a name means."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import metadata
from pathlib import Path
from typing import Any

from konsultnlp.errors import ModelMissing

DEFAULT = "nb_konsult"
"""The pipeline that ships with the package, used where none is named."""

LANGUAGES = frozenset({"nb", "nn", "no", "xx"})
"""Languages of installed pipelines that are listed: Norwegian, and the many-language ones."""

RULES_ONLY = "none"
"""The name that means no pipeline: a tokenizer and our components."""

RELEASES = "https://github.com/explosion/spacy-models/releases"
"""Where the official pipelines' wheels are found."""

_OFFICIAL = re.compile(r"[a-z]{2}_\w+_(?:sm|md|lg|trf)")
_SHIPPED = Path(__file__).parent / "trained"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A pipeline on this machine.

    Attributes:
        name: What ``--model`` and `konsultnlp.load` call it.
        version: Its version.
        folder: Where it lies.
        megabytes: Size on disk.
        components: What it consists of, in order.
        scores: Its own figures, as its ``meta.json`` has them: ``ents_f`` and the like as shares, ``speed`` in words a second.
    """

    name: str
    version: str
    folder: Path
    megabytes: float
    components: tuple[str, ...] = ()
    scores: dict[str, Any] = field(default_factory=dict)


def installed() -> list[ModelInfo]:
    """The pipelines that can be named, ours first, then the Norwegian spaCy packages of this environment by name."""
    ours = [_info(meta.parent.name, meta.parent) for meta in sorted(_SHIPPED.glob("*/meta.json"))]
    others = []
    for point in metadata.entry_points(group="spacy_models"):
        folder = _package_folder(point.value)
        if folder is not None and point.name not in {m.name for m in ours}:
            with suppress(ModelMissing):  # somebody else's broken package is nothing to name
                if str(read_meta(folder).get("lang")) in LANGUAGES:
                    others.append(_info(point.name, folder))
    return ours + sorted(others, key=lambda m: m.name)


def find(name: str) -> Path:
    """The folder of the pipeline that ``name`` means.

    Args:
        name: A name from `installed`, or a folder that holds a spaCy pipeline.

    Raises:
        ModelMissing: Neither.
    """
    models = installed()
    for model in models:
        if model.name == name:
            return model.folder
    folder = Path(name)
    if (folder / "meta.json").is_file() and (folder / "config.cfg").is_file():
        return folder
    if folder.is_dir():
        raise ModelMissing("the folder holds no spaCy pipeline; expected config.cfg and meta.json in it", path=folder)
    if folder.is_file():
        raise ModelMissing(
            "a file is no pipeline; expected the folder that holds its config.cfg and meta.json", path=folder
        )
    known = [*(m.name for m in models), RULES_ONLY]
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    if _OFFICIAL.fullmatch(name):
        hint = f"; install its wheel, which is found at {RELEASES}, with `python -m pip install WHEEL`"
    raise ModelMissing(
        f"no pipeline {name!r} is installed here; expected a folder with one, or {' or '.join(known)}{hint}"
    )


def _package_folder(package: str) -> Path | None:
    """The folder with ``meta.json`` of an installed pipeline package; it is not imported, which would load spaCy."""
    from importlib.util import find_spec

    spec = find_spec(package.split(":")[0])
    if spec is None or not spec.origin:
        return None
    root = Path(spec.origin).parent
    inner = sorted(p.parent for p in root.glob("*/config.cfg"))
    return inner[0] if inner else None


def read_meta(folder: Path) -> dict[str, Any]:
    """A pipeline's own description.

    Raises:
        ModelMissing: It cannot be read.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelMissing(f"meta.json cannot be read ({error}); is the pipeline complete?", path=folder) from error
    if not isinstance(meta, dict):
        raise ModelMissing("meta.json does not hold an object; is the pipeline complete?", path=folder)
    return meta


def _info(name: str, folder: Path) -> ModelInfo:
    meta = read_meta(folder)
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
    return ModelInfo(
        name,
        str(meta.get("version", "")),
        folder,
        size,
        tuple(meta.get("components", ())),
        meta.get("performance") or {},
    )

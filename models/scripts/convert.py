"""NorNE to spaCy's binary format: `python scripts/convert.py NORNE FOLDER`.

Writes ``train.spacy`` and ``dev.spacy`` (both written standards), and for each standard ``dev`` and ``test``, ten sentences a
document as `spacy convert -n 10` makes them; and again as ``dev-lines`` and ``test-lines``, where headlines are lines of their own, as
on the page. Prints how sure the mapping from treebank tags to UD is: learnt on one of the held-out parts, checked on the other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from norne import HELD_OUT, LANGUAGES, Parts, Sentence, Token, read
from spacy.lang.nb import Norwegian
from spacy.tokens import Doc, DocBin
from treebank_to_ud import Pair, Spaces, TagMap, pairs

SENTENCES_A_DOC = 10


def _pairs(parts: dict[str, Parts], held_out: Sequence[str]) -> list[Pair]:
    return [
        pair for lang in parts for part in held_out for pair in pairs(parts[lang].ud[part], parts[lang].treebank[part])
    ]


def check(parts: dict[str, Parts]) -> dict[str, dict[str, float]]:
    """Shares of words with the right UPOS, right UPOS and features, right space: learnt on the other held-out part."""
    shares = {}
    for learn, test in (HELD_OUT, HELD_OUT[::-1]):
        tag_map = TagMap(_pairs(parts, [learn]))
        spaces = Spaces(s for p in parts.values() for s in p.ud[learn])
        for language, part in parts.items():
            words = pairs(part.ud[test], part.treebank[test])
            mapped = [(tag_map(treebank), (ud.tag, ud.features)) for treebank, ud in words]
            space = [
                guess == token.space_after
                for sentence in part.ud[test]
                for guess, token in zip(spaces(sentence)[:-1], sentence.tokens, strict=False)
            ]
            shares[f"{language} {test}"] = {
                "upos": sum(a[0] == b[0] for a, b in mapped) / len(mapped),
                "upos+features": sum(a == b for a, b in mapped) / len(mapped),
                "space": sum(space) / len(space),
            }
    return shares


def _doc(nlp: Norwegian, sentences: Sequence[Sentence], lines: bool) -> Doc:
    tokens: list[Token] = []
    starts: list[bool] = []
    for sentence in sentences:
        tokens += sentence.tokens
        starts += [i == 0 for i in range(len(sentence.tokens))]
        if lines and sentence.headline:
            tokens[-1] = replace(tokens[-1], space_after=False)
            tokens.append(Token("\n", "\n", "SPACE", "", "", "", "O", space_after=False))
            starts.append(False)
    return Doc(
        nlp.vocab,
        words=[t.form for t in tokens],
        spaces=[t.space_after for t in tokens],
        pos=[t.tag for t in tokens],
        morphs=[t.features for t in tokens],
        lemmas=[t.lemma for t in tokens],
        ents=[t.entity for t in tokens],
        sent_starts=starts,
    )


def docs(nlp: Norwegian, sentences: Sequence[Sentence], *, lines: bool = False) -> list[Doc]:
    """Ten sentences a document; ``lines``: headlines end in a line feed."""
    starts = range(0, len(sentences), SENTENCES_A_DOC)
    return [_doc(nlp, sentences[i : i + SENTENCES_A_DOC], lines) for i in starts]


def _write(path: Path, made: list[Doc]) -> None:
    DocBin(docs=made).to_disk(path)


def convert(norne: Path, out: Path) -> None:
    """Writes the folder."""
    nlp = Norwegian()
    out.mkdir(parents=True, exist_ok=True)
    parts = {language: read(norne, language) for language in LANGUAGES}
    shares = check(parts)
    tag_map = TagMap(_pairs(parts, HELD_OUT))
    spaces = Spaces(s for p in parts.values() for part in HELD_OUT for s in p.ud[part])
    train: list[Doc] = []
    for language, part in parts.items():
        for sentence in part.train:
            for token, space in zip(sentence.tokens, spaces(sentence), strict=True):
                token.space_after = space
                token.tag, token.features = tag_map(token)
        print(f"{language}: {len(part.train)} sentences for training", file=sys.stderr)
        train += docs(nlp, part.train)
        for name in HELD_OUT:
            _write(out / f"{language}-{name}.spacy", docs(nlp, part.ud[name]))
            _write(out / f"{language}-{name}-lines.spacy", docs(nlp, part.ud[name], lines=True))
    _write(out / "train.spacy", train)
    _write(out / "dev.spacy", [doc for part in parts.values() for doc in docs(nlp, part.ud["dev"])])
    (out / "tag_map.json").write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")
    for name, share in shares.items():
        print(name, " ".join(f"{k} {v:.4f}" for k, v in share.items()), file=sys.stderr)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))

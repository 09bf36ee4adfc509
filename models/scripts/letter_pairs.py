"""Makes `konsultnlp/lexicon/letter_pairs.csv`: how likely a letter is after another in Norwegian. `python scripts/letter_pairs.py NORNE FILE`.

Counts of letters only, over the words of NorNE's UD files (bokmål and nynorsk); no text of it can be had from them.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
START, END, OTHER = "^", "$", "?"
ADDED = 0.5
"""Added to every count, so that no pair is impossible."""


def counts(folder: Path) -> Counter[str]:
    """Pairs of letters in the words of all ``.conllu`` files of a folder."""
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit() and any(c.isalpha() for c in cells[1]):
                word = [c if c in LETTERS else OTHER for c in cells[1].lower()]
                found.update(a + b for a, b in pairwise([START, *word, END]))
    return found


def main(norne: str, target: str) -> None:
    """Writes the table."""
    pairs = counts(Path(norne))
    totals: Counter[str] = Counter()
    for pair, n in pairs.items():
        totals[pair[0]] += n
    seconds = [*LETTERS, OTHER, END]
    lines = [
        "# How likely a letter is after another in Norwegian words: log2 of the probability, ^ for a word's start, $ for its end,",
        "# ? for all other letters and for pairs with them. Made by models/scripts/letter_pairs.py out of counts over NorNE (CC0).",
        "pair,bits",
    ]
    for first in [START, *LETTERS]:
        for second in seconds:
            bits = math.log2((pairs[first + second] + ADDED) / (totals[first] + ADDED * len(seconds)))
            lines.append(f"{first}{second},{bits:.1f}")
    lines.append(f"{OTHER},-10.0")
    Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Makes `konsultnlp/lexicon/ocr_real_words.csv`: misreadings of lexicon words that are words themselves. `python scripts/ocr_real_words.py NORNE FILE`.

A form is a word where NorNE (bokmål and nynorsk) holds it; single forms, no text of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from konsultnlp.grammar import ocr_reading

LEAST = 3
"""Times that a form must be met: fewer are mistakes."""
NO_WORDS = {"na", "pa"}
"""Met as parts of names and foreign words only."""


def main(norne: str, target: str) -> None:
    """Writes the table."""
    counts: Counter[str] = Counter()
    for path in sorted([*Path(norne).glob("*.conllu"), *Path(norne).glob("n??/*.conll")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 5 and cells[0].isdigit():
                counts[cells[1].lower()] += 1
    words = {form for form, n in counts.items() if n >= LEAST}
    known = ocr_reading._words()
    forms = {form for word in known for form in ocr_reading._misreadings(word)}
    lines = [
        "# Forms that may be misread words of the lexicons and are words themselves, so that nothing is read into them. Made by",
        "# models/scripts/ocr_real_words.py: forms that NorNE (CC0) holds.",
        "form",
        *sorted((forms & words) - known - NO_WORDS),
    ]
    Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

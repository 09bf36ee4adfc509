"""Scores an output against gold: tallies a measure and a document, the sums over groups, and every difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import LCSseq

from konsultnlp.evaluation.matching import overlap, pair, tokens, truth_tokens
from konsultnlp.evaluation.measures import (
    DOCUMENT_COLUMNS,
    MEASURES,
    QUOTED,
    TRAP,
    Measure,
    common_cells,
    same,
)
from konsultnlp.evaluation.partial import checks
from konsultnlp.evaluation.rows import Row, Rows, read_gold, read_output

TEXT, SCANNED_TEXT, CELLS, SLICES, TRAPS = "text", "text, scans", "table cells", "quotes", "traps"


@dataclass(slots=True)
class Tally:
    """Rows found, extracted too many, and missed; for a share ("traps avoided") the right ones and the wrong ones.

    Attributes:
        hits: Right.
        spurious: Extracted, and not in the gold.
        missed: In the gold, and not extracted.
        share: Whether it counts right and wrong only, so that precision, recall and F1 are one figure.
    """

    hits: int = 0
    spurious: int = 0
    missed: int = 0
    share: bool = False

    @property
    def n(self) -> int:
        """Rows in the gold."""
        return self.hits + self.missed

    @property
    def precision(self) -> float:
        """The share of extracted rows that are right."""
        if self.share:
            return self.recall
        found = self.hits + self.spurious
        return self.hits / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share of gold rows that were found."""
        return self.hits / self.n if self.n else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Tally) -> None:
        """Adds another's counts."""
        self.hits += other.hits
        self.spurious += other.spurious
        self.missed += other.missed
        self.share = other.share


@dataclass(frozen=True, slots=True)
class Difference:
    """Where output and gold differ.

    Attributes:
        measure: The measure, or the table and column ("requests.act").
        document: The stem of the file.
        kind: ``missed``, ``spurious`` or ``wrong``.
        text: The quote, name or title.
        gold: The gold's value, where a column is wrong.
        found: The output's.
        page: The page, where one is known.
    """

    measure: str
    document: str
    kind: str
    text: str
    gold: str = ""
    found: str = ""
    page: str = ""


Tallies = dict[str, Tally]


@dataclass(slots=True)
class Evaluation:
    """The outcome.

    Attributes:
        by_document: For each document its tallies by measure; a column's is named ``table.column``.
        differences: All differences, in order of the documents.
        missing: Gold documents that the output lacks; all of their rows are missed.
        about: The documents' rows of the gold, or the output's where the gold has none.
        partial: Gold documents of which only some tables, or only corrected rows, are known.
        by_hand: Rows of the output that corrections have changed or added: what is scored is not the program alone.
    """

    by_document: dict[str, Tallies] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    about: dict[str, Mapping[str, object]] = field(default_factory=dict)
    partial: int = 0
    by_hand: int = 0

    @property
    def total(self) -> Tallies:
        """The tallies over all documents."""
        return _sum(self.by_document.values())

    def by(self, column: str) -> dict[str, Tallies]:
        """The tallies by a column of the documents' rows: ``year``, ``doc_type`` or ``language``."""
        groups: dict[str, list[Tallies]] = defaultdict(list)
        for name, tallies in self.by_document.items():
            groups[str(self.about[name].get(column) or "–")].append(tallies)
        return {key: _sum(groups[key]) for key in sorted(groups)}

    def worst(self, most: int) -> list[Difference]:
        """Differences, those of the measures with the lowest F1 first, and taken from the measures in turn."""
        total = self.total
        by_measure: dict[str, list[Difference]] = defaultdict(list)
        for difference in self.differences:
            by_measure[difference.measure].append(difference)
        order = sorted(by_measure, key=lambda m: (total[m].f1 if m in total else 0.0, m))
        chosen: list[Difference] = []
        for turn in range(max(map(len, by_measure.values()), default=0)):
            chosen.extend(by_measure[m][turn] for m in order if turn < len(by_measure[m]))
        return sorted(chosen[:most], key=lambda d: order.index(d.measure))


def evaluate(gold: str | Path, output: str | Path) -> Evaluation:
    """Scores what `konsultnlp.extract` wrote against gold.

    Args:
        gold: A folder with ``<name>.gold.jsonl`` (a JSON object a line: ``table`` and that table's columns) and, where there are
            any, ``<name>.truth.txt`` and ``<name>.traps.jsonl``; ``samples/README.md`` describes them.
        output: The output folder. Documents are matched by the stem of their file's name.

    Raises:
        UsageError: A folder does not hold what it should.
    """
    wanted, found = read_gold(Path(gold)), read_output(Path(output))
    result = Evaluation()
    for name, rows in wanted.items():
        got = found.get(name)
        if got is None:
            result.missing.append(name)
        result.partial += rows.checked is not None
        result.by_hand += got.by_hand if got else 0
        result.about[name] = {**(got.about if got else {}), **rows.about}
        result.by_document[name] = _document(rows, got or Rows(name), result.differences)
    return result


def _sum(parts: Iterable[Tallies]) -> Tallies:
    total: Tallies = {}
    for tallies in parts:
        for name, tally in tallies.items():
            total.setdefault(name, Tally()).add(tally)
    return total


def _document(gold: Rows, found: Rows, differences: list[Difference]) -> Tallies:
    tallies: Tallies = {}
    if gold.text is not None and found.text is not None:
        want, got = truth_tokens(gold.text), tokens(found.text)
        common = LCSseq.similarity(want, got)
        tallies[SCANNED_TEXT if gold.scanned else TEXT] = Tally(common, len(got) - common, len(want) - common)
    checked = gold.checked
    if checked is not None:
        _corrected(gold, found, tallies, differences)
    about = gold.of("documents") if checked is None or "documents" in checked else []
    for want_row, got_row in zip(about, found.of("documents"), strict=False):
        _columns("documents", DOCUMENT_COLUMNS, (), [(want_row, got_row)], gold.name, tallies, differences)
    for measure in MEASURES:
        if checked is not None and measure.table not in checked:
            continue
        if gold.of(measure.table) or measure.table not in ("statements", "tables"):
            _measure(measure, gold, found, tallies, differences)
    _slices(found, tallies, differences)
    _traps(gold, found, tallies, differences)
    return tallies


def _measure(measure: Measure, gold: Rows, found: Rows, tallies: Tallies, differences: list[Difference]) -> None:
    want = [r for r in gold.of(measure.table) if measure.keep(r)]
    got = [r for r in found.of(measure.table) if measure.keep(r)]
    pairs, missed, spurious = pair(want, got, measure.alike, measure.least)
    # An optional row is a case that the rules leave open: finding it counts neither as right nor as wrong.
    pairs = [(g, f) for g, f in pairs if not g.get("optional")]
    missed = [g for g in missed if not g.get("optional")]
    apart = [p for p in pairs if measure.together in p[0] and not same(measure.together, *p, False)]
    tally = Tally(len(pairs) - len(apart), len(spurious) + len(apart), len(missed) + len(apart))
    tallies[measure.name] = tally
    name = gold.name
    differences.extend(_wrong(measure.name, name, measure.together, g, f) for g, f in apart)
    differences.extend(Difference(measure.name, name, "missed", _label(g), page=_page(g)) for g in missed)
    differences.extend(Difference(measure.name, name, "spurious", _label(f), page=_page(f)) for f in spurious)
    _columns(measure.table, measure.columns, measure.loosely, pairs, name, tallies, differences)
    if measure.table == "tables":
        for g, f in pairs:
            tallies.setdefault(CELLS, Tally()).add(Tally(*common_cells(g, f)))


def _columns(
    table: str,
    columns: Sequence[str],
    loosely: Sequence[str],
    pairs: Sequence[tuple[Row, Row]],
    name: str,
    tallies: Tallies,
    differences: list[Difference],
) -> None:
    for g, f in pairs:
        for column in (*columns, *loosely):
            if column not in g or (column in loosely and not g[column]):
                continue
            right = same(column, g, f, column in loosely)
            tallies.setdefault(f"{table}.{column}", Tally(share=True)).add(
                Tally(hits=int(right), missed=int(not right), share=True)
            )
            if not right:
                differences.append(_wrong(f"{table}.{column}", name, column, g, f))


def _corrected(gold: Rows, found: Rows, tallies: Tallies, differences: list[Difference]) -> None:
    for c in checks(gold, found):
        tallies.setdefault(c.measure, Tally(share=True)).add(Tally(int(c.right), missed=int(not c.right), share=True))
        if not c.right:
            differences.append(Difference(c.measure, gold.name, c.kind, _label(c.row), c.gold, c.found, _page(c.row)))


def _slices(found: Rows, tallies: Tallies, differences: list[Difference]) -> None:
    if found.text is None:
        return
    tally = tallies.setdefault(SLICES, Tally(share=True))
    for table in QUOTED:
        for row in found.of(table):
            start, end = row.get("char_start"), row.get("char_end")
            right = start not in (None, "") and found.text[int(start) : int(end or 0)] == row.get("text")
            tally.add(Tally(hits=int(right), missed=int(not right), share=True))
            if not right:
                differences.append(Difference(SLICES, found.name, "wrong", _label(row), page=_page(row)))


def _traps(gold: Rows, found: Rows, tallies: Tallies, differences: list[Difference]) -> None:
    for trap in gold.traps:
        if any(overlap(trap["text"], r["text"]) >= TRAP for r in gold.of("requests")):
            continue  # the sentence holds a request besides
        caught = next((r for r in found.of("requests") if overlap(trap["text"], r["text"]) >= TRAP), None)
        tallies.setdefault(TRAPS, Tally(share=True)).add(
            Tally(hits=int(caught is None), missed=int(caught is not None), share=True)
        )
        if caught is not None:
            reason = str(trap.get("reason", ""))
            differences.append(
                Difference(
                    TRAPS, gold.name, "spurious", _label(trap), reason, str(caught.get("trigger", "")), _page(caught)
                )
            )


def _wrong(measure: str, name: str, column: str, gold: Row, found: Row) -> Difference:
    return Difference(
        measure, name, "wrong", _label(gold), str(gold.get(column, "")), str(found.get(column) or ""), _page(found)
    )


def _label(row: Row) -> str:
    return str(row.get("text") or row.get("title") or row.get("name") or row.get("caption") or row.get("source") or "")


def _page(row: Row) -> str:
    return str(row.get("page") or "")

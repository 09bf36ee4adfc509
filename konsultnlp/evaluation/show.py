"""The outcome of an evaluation for people: tables on the terminal, and one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from rich.console import Console
from rich.markup import escape as escape_markup
from rich.table import Table

from konsultnlp.evaluation.measures import MEASURES
from konsultnlp.evaluation.partial import ADDED_FOUND, DELETED_AVOIDED
from konsultnlp.evaluation.result import (
    CELLS,
    SCANNED_TEXT,
    SLICES,
    TEXT,
    TRAPS,
    Difference,
    Evaluation,
    Tallies,
    Tally,
)

GROUPS = ("year", "doc_type", "language")
"""Columns of the documents table by which the figures are split."""
SPLIT = {
    "sections": "sections", "participants": "people", "statements": "statements", "requests, explicit": "explicit",
    "requests, all": "requests", "amounts: money": "money", TRAPS: "traps",
}  # fmt: skip
"""Measures shown for each group, with their heads."""
HEADS = ("measure", "in gold", "precision", "recall", "F1")
_SPLIT_HEADS = ("", "files", *SPLIT.values())
_LONGEST = 160
"""Characters of a quote that are shown."""


def measure_rows(tallies: Tallies) -> Iterator[tuple[str, str, str, str, str]]:
    """The lines of the main table: each measure, and below it the columns of its rows with the share that is right."""
    shown: list[tuple[str, str]] = [(TEXT, ""), (SCANNED_TEXT, ""), ("", "documents")]
    shown += [(m.name, m.table if m.columns or m.loosely else "") for m in MEASURES]
    shown += [(CELLS, ""), (TRAPS, ""), (SLICES, ""), (ADDED_FOUND, ""), (DELETED_AVOIDED, "")]
    # Three measures are of the amounts table: its columns stand below the last of them.
    last = {table: name for name, table in shown if table}
    for name, table in shown:
        if name in tallies:
            yield name, *_figures(tallies[name])
        if table and last[table] == name:
            yield from (
                (f"  {column}", *_figures(tally)) for column, tally in tallies.items() if column.startswith(f"{table}.")
            )


def _figures(tally: Tally) -> tuple[str, str, str, str]:
    if tally.share:
        return str(tally.n), "", "", f"{tally.recall:.3f}"
    return str(tally.n), f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def group_rows(result: Evaluation) -> Iterator[tuple[str, ...]]:
    """The lines of the split: a group, its documents, and the F1 of each of `SPLIT`."""
    for column in GROUPS:
        for group, tallies in result.by(column).items():
            documents = sum(str(about.get(column) or "–") == group for about in result.about.values())
            figures = [f"{tallies[m].f1:.3f}" if m in tallies and tallies[m].n else "–" for m in SPLIT]
            yield (group, str(documents), *figures)


def describe(difference: Difference) -> str:
    """A difference in one line."""
    d = difference
    place = f"{d.document}, page {d.page}" if d.page else d.document
    quote = d.text if len(d.text) <= _LONGEST else f"{d.text[:_LONGEST]}…"
    if d.kind == "wrong":
        return f"{place}: gold {d.gold!r}, found {d.found!r}: {quote}"
    if d.measure == TRAPS:
        return f"{place}: taken for a request ({d.gold}): {quote}"
    return f"{place}: {d.kind}: {quote}"


def notes(result: Evaluation) -> Iterator[str]:
    """What must be known to read the figures."""
    if result.partial:
        yield (
            f"of {result.partial} of {len(result.by_document)} documents only checked tables or corrected rows are known; "
            "figures with 'correct' in their names count the program's own mistakes: how many are mended, not how good it is"
        )
    if result.by_hand:
        yield (
            f"{result.by_hand} rows of the output were corrected by hand; to score the program, extract to a folder without "
            "corrections"
        )


def show(console: Console, result: Evaluation, errors: int) -> None:
    """Prints the tables and the worst differences.

    Args:
        console: Where to.
        result: The evaluation.
        errors: Differences to show.
    """
    table = Table(box=None, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="left" if head == HEADS[0] else "right")
    for row in measure_rows(result.total):
        table.add_row(*row)
    console.print(table)
    split = Table(box=None, pad_edge=False, title="F1 by year, type and language", title_justify="left")
    for head in _SPLIT_HEADS:
        split.add_column(head, justify="right" if head else "left")
    for cells in group_rows(result):
        split.add_row(*cells)
    console.print()
    console.print(split)
    for note in notes(result):
        console.print(f"[yellow]note:[/] {escape_markup(note)}", highlight=False)
    for name in result.missing:
        console.print(f"[yellow]not in the output:[/] {escape_markup(name)}", highlight=False)
    measure = ""
    for difference in result.worst(errors):
        if difference.measure != measure:
            measure = difference.measure
            console.print(f"\n[bold]{escape_markup(measure)}[/]", highlight=False)
        console.print(f"  {escape_markup(describe(difference))}", highlight=False)


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #8886}"
    "th:first-child,td:first-child{text-align:left;white-space:pre}caption{text-align:left;font-weight:bold}"
    "h2{margin-top:2.5rem}li{margin:.3rem 0}.low{font-weight:bold;color:#b3261e}@media(prefers-color-scheme:dark){.low{color:#ff8a80}}"
)
LOW = 0.9
"""Figures below this stand out on the page."""


def html_page(result: Evaluation) -> str:
    """One page with the tables and all differences; it runs no script and loads nothing."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>konsultnlp: evaluation</title>',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>',
        "<h1>Evaluation</h1>",
        f"<p>{len(result.by_document)} documents; {len(result.missing)} not in the output.</p>",
        *(f"<p>{escape(note[:1].upper() + note[1:])}.</p>" for note in notes(result)),
        _html_table("All documents", HEADS, list(measure_rows(result.total))),
        _html_table("F1 by year, type and language", _SPLIT_HEADS, list(group_rows(result))),
        _html_table(
            "F1 by document", ("document", *SPLIT.values()),
            [
                (name, *(f"{t[m].f1:.3f}" if m in t and t[m].n else "–" for m in SPLIT))
                for name, t in result.by_document.items()
            ],
        ),
    ]  # fmt: skip
    by_measure: dict[str, list[Difference]] = {}
    for difference in result.worst(len(result.differences)):
        by_measure.setdefault(difference.measure, []).append(difference)
    for measure, differences in by_measure.items():
        items = "".join(f"<li>{escape(describe(d))}</li>" for d in differences)
        parts.append(f"<h2>{escape(measure)}: {len(differences)}</h2><ul>{items}</ul>")
    return "\n".join([*parts, "</body></html>\n"])


def _html_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def cell(text: str) -> str:
        low = text[:2] in ("0.", "1.") and len(text) == 5 and float(text) < LOW
        return f'<td class="low">{text}</td>' if low else f"<td>{escape(text)}</td>"

    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

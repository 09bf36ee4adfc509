"""What the command line shows: a progress bar while it runs, a summary when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from konsultnlp.corrections.model import STATUS_NAME
from konsultnlp.models import DEFAULT, RELEASES, RULES_ONLY, ModelInfo

if TYPE_CHECKING:
    from konsultnlp.batch import Summary
    from konsultnlp.batch.inputs import Input
    from konsultnlp.errors import KonsultError
    from konsultnlp.lexicon.files import About
    from konsultnlp.report import Report
    from konsultnlp.searching import Hit

MOST_WARNINGS = 20
"""Warnings and errors that are printed; all of them stand in the files."""


class Progress:
    """A bar that counts files.

    Args:
        console: Where it is drawn; one that is quiet or no terminal shows none.
    """

    def __init__(self, console: Console) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=console, transient=True, disable=not console.is_terminal or console.quiet,
        )  # fmt: skip
        self._task = self._bar.add_task("Starting", total=None)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def file(self, one: Input, done: int, total: int) -> None:
        """Shows that ``done`` of ``total`` files are done, this one the last."""
        self.named(one.name, done, total)

    def named(self, name: str, done: int, total: int) -> None:
        """The same for something that has only a name."""
        self._bar.update(self._task, description=escape(name[:60]), completed=done, total=total)


def show(console: Console, summary: Summary, out: str | Path) -> None:
    """Prints documents, records a table, warnings and errors; a quiet console shows the errors alone."""
    quiet = console.quiet
    console.quiet = False
    if quiet:
        _lines(console, "not read", "red", [e.message for e in summary.errors])
        return
    if not summary.documents:
        _lines(console, "not read", "red", [e.message for e in summary.errors])
        console.print(f"Nothing was read; only the errors were written to {escape(str(out))}", highlight=False)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, count in summary.rows.items():
        table.add_row(name, str(count), style="red" if name == "errors" and count else None)
    console.print(table)
    _lines(console, "warning", "yellow", summary.warnings)
    _lines(console, "not read", "red", [e.message for e in summary.errors])
    if summary.corrections:
        ends = ", ".join(f"{count} {status}" for status, count in sorted(summary.corrections.items()))
        console.print(f"corrections: {ends}; see {STATUS_NAME}", highlight=False)
    again = f" ({summary.unchanged} of them unchanged since an earlier run)" if summary.unchanged else ""
    console.print(
        f"{summary.documents} document{'' if summary.documents == 1 else 's'} read{again}, tables in {escape(str(out))}",
        highlight=False,
    )


def _lines(console: Console, label: str, colour: str, lines: Sequence[str]) -> None:
    for line in lines[:MOST_WARNINGS]:
        console.print(f"[{colour}]{label}:[/] {escape(line)}", highlight=False)
    if len(lines) > MOST_WARNINGS:
        console.print(f"[{colour}]… and {len(lines) - MOST_WARNINGS} more, see the files[/]")


def show_models(console: Console, models: Sequence[ModelInfo]) -> None:
    """Prints the pipelines that ``--model`` can name, with their own figures, how to switch and how to add one."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("model", "version", "names F1", "words/s", "MB"):
        table.add_column(column, justify="left" if column in {"model", "version"} else "right")
    for model in models:
        f1, speed = model.scores.get("ents_f"), model.scores.get("speed")
        table.add_row(
            model.name + (" (default)" if model.name == DEFAULT else ""), model.version,
            f"{100 * f1:.1f}" if f1 else "–", f"{speed:,.0f}" if speed else "–", f"{model.megabytes:.0f}",
        )  # fmt: skip
    table.add_row(RULES_ONLY, "", "–", "–", "0")
    console.print(table)
    console.print()
    for model in models:
        console.print(f"{model.name}: {escape(str(model.folder))}", highlight=False)
    console.print(
        "\nnames F1: how many names it finds, and how many of its names are right, from 0 to 100, on NorNE's bokmål dev part, as its"
        "\n  maker gives it. words/s: of the tagging alone, on its maker's machine. More figures for nb_konsult: models/README.md."
        "\nWhat it changes: speakers, requesters and addressees that neither the attendance list nor the rules know."
        '\nSwitch: konsultnlp extract … --model NAME, or konsultnlp.load("NAME") in Python; NAME may also be a folder.'
        f"\nAdd an official one: python -m pip install WHEEL, a wheel from {RELEASES}",
        highlight=False,
    )


def show_report(console: Console, report: Report) -> None:
    """Prints where the report is, and which documents have no pages in it."""
    for names, why in (
        (report.without_pdf, "PDF not found, shown without its pages; is it elsewhere? --pdfs FOLDER looks there"),
        (report.unread, "some of its pages cannot be drawn"),
    ):
        _lines(console, "no page", "yellow", [f"{name}: {why}" for name in names])
    console.print(
        f"{report.documents} documents, {report.pages} pages: open {escape(str(report.page))}", highlight=False
    )


def show_hits(console: Console, hits: Sequence[Hit]) -> None:
    """Prints what a search found, a line or two each: file, page and section, who asks whom, and the words around it."""
    for hit in hits:
        asked = f"  {hit.requester or '?'} → {hit.addressee or '?'} ({hit.act})" if hit.act else ""
        where = f"{hit.source}, p. {hit.page}" + (f", {hit.section}" if hit.section else "")
        console.print(f"[bold]{escape(where)}[/]{escape(asked)}", highlight=False)
        console.print(escape(f"  {hit.snippet}"), highlight=False)
    if not hits:
        console.print("nothing found", highlight=False)


def show_lexicons(console: Console, lexicons: Sequence[About]) -> None:
    """Prints the lexicons that can be added to: what each is for, its columns (those of its key marked), and its rows."""
    for about in lexicons:
        how = "words are added to rows" if about.words else "rows are added or replaced"
        columns = ", ".join(f"{c}*" if c in about.key else c for c in about.header)
        console.print(f"[bold]{about.name}[/]  {len(about.rows)} rows; {how}", highlight=False)
        console.print(escape(f"  {about.meaning}"), highlight=False)
        console.print(escape(f"  columns: {columns}"), highlight=False)
    console.print("A column with * tells rows apart.", highlight=False)


def show_faults(console: Console, faults: Sequence[KonsultError]) -> None:
    """Prints what is wrong, a line each."""
    for fault in faults:
        console.print(f"[bold red]Error:[/] {escape(str(fault))}", highlight=False)

"""``konsultnlp corrections``: options, messages and exit codes of its commands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Put right what the program has wrong: corrections stay in OUT/corrections.csv, and every later run applies them.",
)

MOST = 20
"""Faults that are printed."""

_Out = Annotated[Path, typer.Option("--out", "-o", help="Folder that konsultnlp extract wrote.")]


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Wrong usage as one line a fault and exit code 2."""
    from rich.console import Console
    from rich.markup import escape

    from konsultnlp.corrections.importing import ImportRefused
    from konsultnlp.errors import UsageError

    console = Console(stderr=True, soft_wrap=True)
    try:
        yield
    except ImportRefused as error:
        for line in error.errors[:MOST]:
            console.print(f"[bold red]Error:[/] {escape(line)}", highlight=False)
        more = len(error.errors) - MOST
        console.print(f"{f'… and {more} more. ' if more > 0 else ''}Nothing was taken over.", highlight=False)
        raise typer.Exit(2) from None
    except UsageError as error:
        console.print(f"[bold red]Error:[/] {escape(str(error))}", highlight=False)
        raise typer.Exit(2) from None
    except OSError as error:
        told = f"{error.filename or target}: {error.strerror or error}"
        console.print(f"[bold red]Error:[/] {escape(told)}", highlight=False)
        raise typer.Exit(2) from None


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A CSV file, or the JSON that Label Studio exports.", show_default=False)
    ],
    out: _Out = Path("out"),
    who: Annotated[str, typer.Option(help="Who has corrected, where the file does not say.", show_default=False)] = "",
    why: Annotated[str, typer.Option(help="Why, where the file does not say.", show_default=False)] = "",
) -> None:
    """Take corrections over into OUT/corrections.csv.

    A line names a row's id, a field and the new value; or it is a line of a table of the output that was changed. A row that was
    missed has no id, but table, doc_id and quote. A row that is wrong gets the field row and the value deleted.

    Example: konsultnlp corrections import rettelser.csv --out tabeller --who Kari

    Exit code 0: all was taken over. 2: something makes no sense, and nothing was.
    """
    from konsultnlp.corrections import import_file
    from konsultnlp.corrections.model import NAME

    with _told(file):
        done = import_file(file, out, who, why)
    same = f", {done.same} cells are so already" if done.same else ""
    typer.echo(f"{len(done.new)} corrections written to {out / NAME}{same}")
    if done.new:
        typer.echo("Run konsultnlp extract again, with the same files and --out, to apply them.")


@app.command("list")
def list_(out: _Out = Path("out")) -> None:
    """List the corrections, and what became of each in the last run. To undo one, delete its line in OUT/corrections.csv."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from konsultnlp.corrections.model import NAME, STATUS_NAME
    from konsultnlp.corrections.store import read_store

    with _told(out):
        store = read_store(out)
    last: dict[tuple[str, ...], tuple[str, str]] = {}
    path = out / STATUS_NAME
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                key = (row["doc_id"], row["table"], row["record_id"], row["field"], row["when"])
                last[key] = (row["status"], row["reason"])
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("document", "table", "row", "field", "old", "new", "who", "status"):
        table.add_column(head, overflow="fold")
    for c in store:
        status, reason = last.get((c.doc_id, c.table, c.record_id, c.field, c.when), ("not applied yet", ""))
        told = f"{status}: {reason}" if reason else status
        cells = (c.doc_id, c.table, c.record_id, c.field, c.old, c.new, c.who, told)
        table.add_row(*map(escape, cells))
    console = Console(soft_wrap=False)
    if store:
        console.print(table)
    console.print(f"{len(store)} corrections in {out / NAME}", highlight=False, markup=False)


@app.command()
def gold(
    out: _Out = Path("out"),
    to: Annotated[Path, typer.Option("--to", help="Folder for the gold; it is made.")] = Path("gold"),
) -> None:
    """Write corrected rows as gold for konsultnlp evaluate.

    Documents that are marked as checked (table documents, field checked, value true) give all their rows, others the corrected
    ones. Evaluate against a folder without these corrections, such as one that a newer program has written.

    Example: konsultnlp corrections gold --out tabeller --to gull
    """
    from konsultnlp.corrections.gold import write_gold

    with _told(to):
        done = write_gold(out, to)
    for note in done.notes:
        typer.echo(f"note: {note}", err=True)
    typer.echo(
        f"{done.checked} checked documents and {done.partial} with corrected rows alone: {done.rows} lines in {to}"
    )


@app.command("label-studio")
def label_studio(
    out: Annotated[Path, typer.Argument(help="Folder that konsultnlp extract wrote.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="JSON file for the tasks.")] = Path("tasks.json"),
    config: Annotated[
        Path | None, typer.Option("--config", help="Write the labelling configuration (XML), too.", show_default=False)
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the fields' names: nb, nn or en.")] = "nb",
) -> None:
    """Write tasks for Label Studio, with the rows as pre-annotations.

    Paste the configuration into the project's settings, import the tasks, correct, export as JSON, and give that file to
    konsultnlp corrections import.

    Example: konsultnlp corrections label-studio tabeller --to oppgaver.json --config oppsett.xml
    """
    from konsultnlp.corrections.label_studio import config as xml
    from konsultnlp.corrections.label_studio_export import export_tasks
    from konsultnlp.export.csv_files import write_text

    with _told(to):
        if config:
            write_text(config, xml(language))
        tasks, regions = export_tasks(out, to)
    typer.echo(f"{tasks} tasks with {regions} regions written to {to}")

"""The command line: options, progress, summary and exit codes, nothing else.

``konsultnlp --help`` loads neither spaCy nor pandas: what does is imported inside the commands.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from konsultnlp.cli_corrections import app as corrections

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # the coloured help would cost twice the start of all the rest
    no_args_is_help=True,
    help="Reads Norwegian consultation PDFs into tables: who asked whom for what, on which page.",
)


def _version(show: bool) -> None:
    if show:
        from konsultnlp import __version__

        typer.echo(f"konsultnlp {__version__}")
        raise typer.Exit


app.add_typer(corrections, name="corrections")


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    paths: Annotated[
        list[str], typer.Argument(help="PDF files, folders, addresses (s3://…), or all of them.", show_default=False)
    ],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder for the tables; it is made.")] = "out",
    model: Annotated[
        str,
        typer.Option("--model", "-m", help="The pipeline that tags names; see konsultnlp models.", show_default=False),
    ] = "",
    ocr: Annotated[
        bool, typer.Option("--ocr/--no-ocr", help="Read scanned pages by OCR, where Tesseract is installed.")
    ] = True,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            show_default=False,
            help="Write parquet, duckdb, sqlite, xlsx, jsonl or datapackage besides csv; may be given several times.",
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="Write CSV files in this dialect besides: excel-no.", show_default=False)
    ] = "",
    workers: Annotated[
        int, typer.Option("--workers", "-w", min=0, help="Files read at a time; 0 for one a processor core, 8 at most.")
    ] = 0,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=1, help="Seconds that a file may take; without it 600, and 10 more a page.", show_default=False
        ),
    ] = None,
    max_memory: Annotated[int, typer.Option(min=100, help="Megabytes that reading a file may take.")] = 2048,
    force: Annotated[bool, typer.Option("--force", help="Read files again that an earlier run has read.")] = False,
    engine: Annotated[str, typer.Option(help="local, or dask: a cluster, whose output is Parquet.")] = "local",
    scheduler: Annotated[
        str, typer.Option(help="Address of the Dask scheduler; without it one is started here.", show_default=False)
    ] = "",
    lexicon: Annotated[
        str,
        typer.Option(
            "--lexicon", help="Folder of words to add to ours; see konsultnlp lexicon --help.", show_default=False
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but what could not be read.")] = False,
) -> None:
    """Read PDFs and write one CSV file a table.

    What an earlier run to the same folder has read is not read again; a run that was stopped goes on.

    Example: konsultnlp extract "Møter 2024" innspill.pdf --out tabeller --format xlsx

    Exit code 0: everything was read. 1: something was not, see errors.csv. 2: wrong usage. 130: stopped with Ctrl+C.
    """
    from rich.console import Console
    from rich.markup import escape

    from konsultnlp.batch.engines import extract_with
    from konsultnlp.errors import UsageError, WorkersUnusable
    from konsultnlp.progress import Progress, show

    console = Console(stderr=True, quiet=quiet, soft_wrap=True)
    try:
        with Progress(console) as progress:
            summary = extract_with(
                engine, scheduler, paths, out, progress.file, model or None, ocr, workers=workers, timeout=timeout, max_memory=max_memory,
                force=force, formats=formats or (), profile=profile, lexicon=lexicon or None,
            )  # fmt: skip
    except (UsageError, WorkersUnusable) as error:
        console.print(f"[bold red]Error:[/] {escape(str(error))}", highlight=False)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        console.print("Stopped. The same command goes on where it was.", highlight=False)
        raise typer.Exit(130) from None
    except (FileExistsError, NotADirectoryError):
        console.print(
            f"[bold red]Error:[/] {out}: no folder can be made there; part of the path is a file", highlight=False
        )
        raise typer.Exit(2) from None
    except OSError as error:
        console.print(f"[bold red]Error:[/] {out}: cannot write there: {error.strerror or error}", highlight=False)
        raise typer.Exit(2) from None
    show(console, summary, out)
    raise typer.Exit(summary.exit_code)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with gold: <name>.gold.jsonl files.", show_default=False)],
    output: Annotated[Path, typer.Argument(help="Folder that konsultnlp extract wrote.", show_default=False)],
    errors: Annotated[int, typer.Option("--errors", min=0, help="How many of the worst differences to show.")] = 20,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with all differences.", show_default=False)
    ] = None,
) -> None:
    """Score an output against gold: precision, recall and F1 a table, split by year, type and language.

    Example: konsultnlp evaluate samples/expected out --html evaluering.html

    Exit code 0: scored. 1: gold documents are missing from the output. 2: wrong usage.
    """
    from rich.console import Console

    from konsultnlp.errors import UsageError
    from konsultnlp.evaluation.result import evaluate as run
    from konsultnlp.evaluation.show import html_page, show

    console = Console(stderr=True, soft_wrap=True)
    try:
        result = run(gold, output)
        if html:
            html.write_text(html_page(result), encoding="utf-8", newline="\n")
    except UsageError as error:
        console.print(f"[bold red]Error:[/] {error}", highlight=False)
        raise typer.Exit(2) from None
    except OSError as error:
        console.print(f"[bold red]Error:[/] {html}: cannot write there: {error.strerror or error}", highlight=False)
        raise typer.Exit(2) from None
    show(Console(soft_wrap=True), result, errors)
    raise typer.Exit(1 if result.missing else 0)


@app.command()
def search(
    out: Annotated[
        Path, typer.Argument(help="Folder that konsultnlp extract --format sqlite wrote.", show_default=False)
    ],
    words: Annotated[
        list[str],
        typer.Argument(help='Words in any form; "side by side", begin*, OR; -word, after --.', show_default=False),
    ],
    table: Annotated[str, typer.Option("--table", help="texts or requests.")] = "texts",
    year: Annotated[int | None, typer.Option("--year", help="Only documents of this year.", show_default=False)] = None,
    to: Annotated[
        str, typer.Option("--to", help="Only requests to this id or name (kd-2006, kd).", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at the most, the best first.")] = 20,
) -> None:
    """Find words in any form in the texts or the requests of an output.

    Example: konsultnlp search out kommunane finansiering --table requests --to regjeringen

    Exit code 0: something was found. 1: nothing was. 2: wrong usage.
    """
    from rich.console import Console
    from rich.markup import escape

    from konsultnlp.errors import UsageError
    from konsultnlp.progress import show_hits

    try:
        from konsultnlp.searching import search as run

        hits = run(out, " ".join(words), table, year=year, to=to, limit=limit)
    except UsageError as error:
        Console(stderr=True, soft_wrap=True).print(f"[bold red]Error:[/] {escape(str(error))}", highlight=False)
        raise typer.Exit(2) from None
    show_hits(Console(soft_wrap=True), hits)
    raise typer.Exit(0 if hits else 1)


@app.command("lexicon")
def lexicon_command(
    name: Annotated[
        str, typer.Argument(help="A lexicon, to start a file of your own from; with --to.", show_default=False)
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder for that file; it is made.", show_default=False)
    ] = None,
    check: Annotated[Path | None, typer.Option("--check", help="Check such a folder.", show_default=False)] = None,
    show_all: Annotated[
        bool, typer.Option("--list", help="List the lexicons with their columns and what each is for.")
    ] = False,
) -> None:
    """Add words to ours: list the lexicons, start a file of your own, check a folder of them.

    Example: konsultnlp lexicon request_verbs --to mine-ord, then konsultnlp extract … --lexicon mine-ord

    Exit code 0: all is well. 2: wrong usage, or something in the folder is not what it should be.
    """
    from rich.console import Console

    from konsultnlp.errors import KonsultError, UsageError
    from konsultnlp.lexicon.files import abouts
    from konsultnlp.lexicon.folder import read_folder, template
    from konsultnlp.progress import show_faults, show_lexicons

    faults: list[KonsultError] = []
    console = Console(soft_wrap=True)
    if show_all:
        show_lexicons(console, list(abouts().values()))
    elif check is not None:
        words = read_folder(check)
        faults += words.faults
        if not faults:
            counts = ", ".join(f"{file} {len(rows)}" for file, rows in words.changes.items())
            console.print(f"all is well: {counts}", highlight=False)
    elif name and to is not None:
        try:
            template(name.removesuffix(".csv"), to / f"{name.removesuffix('.csv')}.csv")
            console.print(f"written: {to / name.removesuffix('.csv')}.csv", highlight=False)
        except UsageError as error:
            faults.append(error)
    else:
        faults.append(UsageError("expected --list, NAME --to FOLDER, or --check FOLDER"))
    show_faults(Console(stderr=True, soft_wrap=True), faults)
    raise typer.Exit(2 if faults else 0)


@app.command()
def models() -> None:
    """List the pipelines that tag names: what is installed, where, how good, how fast, and how to switch."""
    from rich.console import Console

    from konsultnlp.models import installed
    from konsultnlp.progress import show_models

    show_models(Console(soft_wrap=True), installed())


@app.command()
def report(
    out: Annotated[Path, typer.Argument(help="Folder that konsultnlp extract wrote.", show_default=False)],
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Folder for the report; OUT/report if none is named.", show_default=False),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="One file with everything inside, for mailing.")
    ] = False,
    pdfs: Annotated[
        Path | None, typer.Option("--pdfs", help="Where the PDFs are, if they have moved.", show_default=False)
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language in which it opens: nb, nn or en.")] = "nb",
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Show the PDF's pages beside the text.")] = True,
) -> None:
    """Make a report that opens in a browser from the disk: overview, tables, every record on its page.

    Example: konsultnlp report tabeller --to rapport

    Exit code 0: it was written. 2: wrong usage.
    """
    from rich.console import Console

    from konsultnlp.errors import UsageError
    from konsultnlp.progress import Progress, show_report
    from konsultnlp.report import write_report

    console = Console(stderr=True, soft_wrap=True)
    try:
        with Progress(console) as progress:
            done = write_report(
                out, to, single_file=single_file, pdfs=pdfs, lang=lang, pages=pages,
                on_document=lambda name, number, total: progress.named(name, number - 1, total),
            )  # fmt: skip
    except UsageError as error:
        console.print(f"[bold red]Error:[/] {error}", highlight=False)
        raise typer.Exit(2) from None
    except OSError as error:
        where = to or out
        console.print(f"[bold red]Error:[/] {where}: cannot write there: {error.strerror or error}", highlight=False)
        raise typer.Exit(2) from None
    show_report(console, done)


def main() -> None:
    """The entry point of the ``konsultnlp`` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console in a code page that lacks "→" must not stop a run
            stream.reconfigure(errors="replace")
    app()

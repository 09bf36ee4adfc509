"""What the README and the docs point to is there: pages, files, headings, commands and their options."""

import re
import runpy
from pathlib import Path

import pytest
import typer

from konsultnlp.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app)

_FENCED = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def ids(page):
    return page.relative_to(ROOT).as_posix()


def read(page):
    return page.read_text(encoding="utf-8")


def prose(page):
    return _FENCED.sub("", read(page))


def commands(page):
    """Every line that calls konsultnlp, in a block or between backticks."""
    text = read(page)
    blocks = [line for _, _, body in _FENCED.findall(text) for line in body.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", prose(page))
    for line in [*blocks, *inline]:
        for piece in line.split("&&"):
            if found := re.match(r"\s*(?:\$ )?konsultnlp (?=\w)([^#]*)", piece):
                yield found[1].strip()


def resolve(words):
    """The command that ``words`` call, a subcommand of a group too."""
    command = COMMANDS
    for word in words:
        if not hasattr(command, "commands"):
            break
        assert word in command.commands, f"konsultnlp has no command {word}; it has {', '.join(command.commands)}"
        command = command.commands[word]
    return command


def options(command):
    """All that may begin with a dash."""
    every = {"--help"}
    for parameter in command.params:
        every |= {o for o in (*parameter.opts, *parameter.secondary_opts) if o.startswith("-")}
    for inner in getattr(command, "commands", {}).values():
        every |= options(inner)
    return every


def anchors(page):
    """The names that GitHub and mkdocs give to headings."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in heads}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page):
    for link in _LINK.findall(prose(page)):
        if "://" in link:
            assert re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}(/[\w./%#~-]*)?", link), link
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.is_file() and target.resolve().is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_and_their_options_exist(page):
    for call in commands(page):
        known = options(resolve(call.split()))
        assert set(_OPTION.findall(re.sub(r'"[^"]*"', "", call))) <= known, call


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_options_named_in_the_prose_exist(page):
    others = {"--strict"}  # mkdocs'
    for call in re.findall(r"`(-[^`\n]*)`", prose(page)):
        assert set(_OPTION.findall(call)) <= options(COMMANDS) | others, call


def test_files_that_the_prose_names_are_in_the_project():
    for page in PAGES:
        for name in re.findall(r"`((?:konsultnlp|tests|docs|models|samples|notebooks)/[\w./-]+)`", prose(page)):
            assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_every_page_is_in_the_menu():
    menu = read(ROOT / "mkdocs.yml")
    for page in (ROOT / "docs").glob("*.md"):
        assert f": {page.name}\n" in menu, page.name


def test_the_page_of_tables_is_what_the_records_say():
    built = runpy.run_path(str(ROOT / "docs" / "build_tables.py"))
    assert read(ROOT / "docs" / "tabeller.md") == built["page"](), "run python docs/build_tables.py"


def test_every_extra_and_format_that_the_pages_name_exists():
    from konsultnlp.export.writers import FORMATS

    project = read(ROOT / "pyproject.toml")
    for page in PAGES:
        for extras in re.findall(r'install "\.\[([\w,]+)\]"', read(page)):
            assert all(f"\n{extra} = [" in project for extra in extras.split(",")), f"{page.name}: {extras}"
        for name in re.findall(r"--format (\w+)", read(page)):
            assert name in FORMATS, f"{page.name}: {name}"


@pytest.mark.parametrize("page", PAGES[1:], ids=ids)
def test_python_in_the_docs_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    for _, language, code in _FENCED.findall(read(page)):
        if language == "python":
            exec(compile(code, page.name, "exec"), {})

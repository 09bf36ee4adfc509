"""The house keeps its order: a room imports only rooms above it, and a library only where it belongs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "konsultnlp"

# From the top down. A module may import its own room and every room above.
ROOMS = [
    "errors", "records", "ids", "packed", "memory", "collection", "models", "places", "text", "stems", "lexicon", "columns", "layers", "context", "export", "searching", "output", "corrections", "grammar", "pdf", "headings", "titles", "sections", "meeting",
    "facts", "rules", "pipes",
    "pipeline", "finding", "people", "tables", "pieces", "assemble", "show", "document", "batch", "evaluation", "report", "progress", "cli_corrections", "cli", "__main__",
]  # fmt: skip

# Where a library may be imported.
HOMES = {
    "pypdfium2": {"pdf"},
    "pdfplumber": {"pdf"},
    "pdfminer": {"pdf"},
    "spacy": {"layers", "pipes", "pipeline", "show"},
    "thinc": {"layers"},
    "pandas": {"export"},
    "pyarrow": {"export"},
    "duckdb": {"export"},
    "xlsxwriter": {"export"},
    "openpyxl": {"export"},
    "frictionless": {"export"},
    "distributed": {"batch"},
    "fsspec": {"batch"},
    "snowballstemmer": {"stems"},
    "datasette": {"export"},
    "typer": {"cli", "cli_corrections"},
    "rich": {"cli", "cli_corrections", "evaluation", "progress"},
}


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Names of modules that are imported when the module runs (those for type checkers left out)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "konsultnlp":
                yield from (f"konsultnlp.{alias.name}" for alias in node.names)


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" or p.parent != PACKAGE)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_up(path):
    room = room_of(path)
    assert room in ROOMS, f"{room} has no place in the house; add it to ROOMS"
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "konsultnlp" and rest:
            other = rest.split(".")[0]
            if other in ROOMS:
                assert ROOMS.index(other) <= ROOMS.index(room), f"{room} imports {other}, which stands below it"
        if top in HOMES:
            assert room in HOMES[top], f"{top} is imported in {room}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_files_are_about_one_thing(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_help_loads_neither_spacy_nor_pandas():
    code = (
        "import sys\n"
        "sys.argv = ['konsultnlp', '--help']\n"
        "from konsultnlp.cli import main\n"
        "try:\n    main()\nexcept SystemExit as e:\n    assert not e.code\n"
        "assert not {'spacy', 'pandas', 'numpy', 'pdfplumber', 'pypdfium2', 'pyarrow', 'duckdb'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "extract" in done.stdout

"""A hook of mkdocs: the site is not built from a page of tables that is out of date."""

import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

sys.path.insert(0, str(Path(__file__).parent))

from build_tables import PAGE, page


def on_pre_build(config: object) -> None:
    """Stops the build where ``docs/tabeller.md`` is not what the records say now."""
    if PAGE.read_text(encoding="utf-8") != page():
        raise PluginError("docs/tabeller.md is out of date: run python docs/build_tables.py")

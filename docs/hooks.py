"""Hooks of mkdocs: the page of tables must be current, and no page may fetch anything from the network."""

import re
import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

sys.path.insert(0, str(Path(__file__).parent))

from build_tables import PAGE, page

# The theme's plugin for pages on the disk asks for a script from the network; ours stands in for it.
THEIRS, OURS = re.compile(r"https://[^\s\"']+/iframe-worker/shim"), "javascripts/file-worker.js"
README = PAGE.parents[1] / "README.md"
# What a page leaves to the README stands on the site's page itself.
EXPLAINED = "[The README explains them.](../README.md#warnings)"


def on_pre_build(config: object) -> None:
    """Stops the build where ``docs/tabeller.md`` is not what the records say now."""
    if PAGE.read_text(encoding="utf-8") != page():
        raise PluginError("docs/tabeller.md is out of date: run python docs/build_tables.py")


def on_page_markdown(markdown: str, **_: object) -> str:
    """Puts the README's section on warnings where a page points to it."""
    section = README.read_text(encoding="utf-8").partition("### Warnings\n")[2].partition("\n#")[0]
    return markdown.replace(EXPLAINED, section[section.index("\n| code") :])


def on_post_page(output: str, **_: object) -> str:
    """Puts our script in the place of the theme's, and stops the build where a page would still fetch one."""
    output = THEIRS.sub(OURS, output)
    for asks in ('src="http', 'rel="stylesheet" href="http', 'rel="preconnect"'):
        if asks in output:
            raise PluginError(f"a page of the site fetches something from the network: {asks}")
    return output


def on_post_template(output_content: str, template_name: str, **_: object) -> str:
    """The same for the page that tells of missing ones."""
    return on_post_page(output_content) if template_name.endswith(".html") else output_content

"""The page itself: its skeleton, its content security policy, and its scripts and styles linked or inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from konsultnlp import lexicon
from konsultnlp.columns import label
from konsultnlp.report.layout import LAYOUTS, columns

LANGUAGES = ("nb", "nn", "en")
"""The languages of the interface."""
GENERATOR = '<meta name="generator" content="konsultnlp report">'
"""By this line a report knows a page of its own."""

VENDOR = ("table-core.js", "chart.js")
"""Libraries, see ``vendor/README.md``."""
SCRIPTS = (
    "base.js", "load.js", "texts.js", "theme.js", "charts.js", "overview-data.js", "overview.js", "grid.js", "csv.js", "table-frame.js", "tables.js",
    "reader-model.js", "reader-page.js", "reader-text.js", "reader-list.js", "reader.js", "main.js",
)  # fmt: skip
"""Our scripts, in the order in which they need one another."""
STYLES = ("base.css", "overview.css", "tables.css", "reader.css", "reader-list.css", "print.css")
"""Our styles."""

# Scripts come from beside the page or are known by their hash; nothing is sent anywhere; no text can become a script, a
# style, a frame or a form. Both Chromium and Firefox read 'self' on a page opened from the disk as files on that disk.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src {images}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types konsult"
)


def scripts() -> list[tuple[str, str]]:
    """Name and text of each script, in order."""
    room = files(__package__)
    return [
        (name, (room / folder / name).read_text(encoding="utf-8"))
        for folder, names in (("vendor", VENDOR), ("assets", SCRIPTS))
        for name in names
    ]


def styles() -> list[tuple[str, str]]:
    """Name and text of each style sheet, in order."""
    room = files(__package__) / "assets"
    return [(name, (room / name).read_text(encoding="utf-8")) for name in STYLES]


def texts() -> dict[str, list[list[str]]]:
    """The interface's texts and the labels of tables and columns, a list of key and text for each language."""
    rows = lexicon.table("report_texts", "key", *LANGUAGES)
    return {
        language: [
            *([row["key"], row[language]] for row in rows),
            *([f"table.{table}", label(table, language=language)] for table in LAYOUTS),
            *([f"col.{table}.{c}", label(table, c, language)] for table in LAYOUTS for c in columns(table)),
        ]
        for language in LANGUAGES
    }


def is_report(path: Path) -> bool:
    """Whether a file is a page that an earlier report wrote."""
    try:
        with path.open(encoding="utf-8", errors="replace") as handle:
            return GENERATOR in handle.read(4000)
    except OSError:
        return False


def linked(lang: str, script_names: Sequence[str], style_names: Sequence[str]) -> str:
    """The page of a folder, which loads scripts and styles from beside it."""
    policy = _POLICY.format(scripts="'self'", styles="'self'", images="'self' data:")
    sheets = "".join(f'<link rel="stylesheet" href="assets/{n}">\n' for n in style_names)
    # In front: the texts and the first page's figures, which the last script reads when it starts.
    sources = ["assets/base.js", "assets/load.js", "data/texts.js", "data/index.js"]
    sources += [s for s in (f"assets/{n}" for n in script_names) if s not in sources]
    loads = "".join(f'<script src="{s}" defer></script>\n' for s in sources)
    return _head(lang, policy, sheets + loads) + _body(lang) + _END


def single_head(lang: str, named_scripts: Sequence[tuple[str, str]], named_styles: Sequence[tuple[str, str]]) -> str:
    """The beginning of a page that holds everything, up to its data."""
    css = "\n".join(text for _, text in named_styles)
    allowed = " ".join(_hash(text) for _, text in named_scripts)
    policy = _POLICY.format(scripts=allowed, styles=_hash(css), images="data:")
    return _head(lang, policy, f"<style>{css}</style>\n") + _body(lang)


def single_tail(named_scripts: Sequence[tuple[str, str]]) -> str:
    """The end of a page that holds everything: its scripts."""
    return "".join(f"<script>{text}</script>\n" for _, text in named_scripts) + _END


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _head(lang: str, policy: str, more: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{lang}" data-lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n{GENERATOR}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<link rel="icon" href="data:,">\n<title>konsultnlp</title>\n{more}</head>\n'
    )


def _body(lang: str) -> str:
    words = {row["key"]: row[lang] for row in lexicon.table("report_texts", "key", *LANGUAGES)}

    def say(key: str) -> str:
        return f'data-t="{key}">{escape(words[key])}'

    options = "".join(f'<option value="{c}" {say(f"lang.{c}")}</option>' for c in LANGUAGES)
    themes = "".join(f'<option value="{c}" {say(f"theme.{c}")}</option>' for c in ("auto", "light", "dark"))
    return (
        f'<body>\n<a class="skip" href="#main" {say("skip")}</a>\n'
        '<header class="top"><a class="brand" href="#view=overview">konsultnlp</a>\n'
        f'<nav id="nav" data-t-label="nav.label" aria-label="{escape(words["nav.label"])}">'
        f'<a href="#view=overview" data-view="overview" {say("nav.overview")}</a>'
        f'<a href="#table=documents" data-view="documents" {say("nav.documents")}</a>'
        f'<a href="#table=requests" data-view="tables" {say("nav.tables")}</a></nav>\n'
        f'<div class="settings"><label><span {say("lang.label")}</span> <select id="lang">{options}</select></label>'
        f'<label><span {say("theme.label")}</span> <select id="theme">{themes}</select></label></div></header>\n'
        '<main id="main" tabindex="-1"></main>\n<div id="live" class="hidden" role="status" aria-live="polite"></div>\n'
        f"<noscript><p {say('noscript')}</p></noscript>\n"
    )


_END = "</body>\n</html>\n"

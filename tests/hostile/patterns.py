"""Prints every pattern that the package uses while it reads the files it is given: one line of JSON each.

A program, since the modules must be imported anew to be watched. A pattern comes with the ways in which it is used, and whether
it is ever used on more than one word: what only looks at single words meets no long text, since a page's words are short.
"""

import json
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path

import regex

PACKAGE = "konsultnlp"
WAYS = ("search", "match", "fullmatch", "sub", "subn", "split", "splititer", "findall", "finditer")
LONG = 60
"""Characters of what is more than a word or two."""
seen = {}


class Watched:
    """Stands for a compiled pattern and notes how it is used."""

    def __init__(self, library, compiled):
        self._compiled = compiled
        self._note = seen.setdefault((library, compiled.pattern, compiled.flags), {"ways": set(), "longest": 0})

    def __getattr__(self, name):
        plain = getattr(self._compiled, name)
        if name not in WAYS:
            return plain

        def used(*arguments, **options):
            text = arguments[1] if name in ("sub", "subn") else arguments[0]
            start, end = ([*arguments[1:3], None, None] if name not in ("sub", "subn", "split") else [None, None])[:2]
            self._note["ways"].add(name)
            self._note["longest"] = max(self._note["longest"], (end or len(text)) - (start or 0))
            return plain(*arguments, **options)

        return used


def _watch(library):
    compile_plain = library.compile

    def compile_watched(pattern, *arguments, **options):
        compiled = compile_plain(pattern, *arguments, **options)
        ours = sys._getframe(1).f_globals.get("__name__", "").split(".")[0] == PACKAGE
        return Watched(library.__name__, compiled) if ours and isinstance(pattern, str) else compiled

    library.compile = compile_watched
    for way in ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"):
        plain = getattr(library, way)

        def once(pattern, *arguments, _plain=plain, _way=way, **options):
            ours = sys._getframe(1).f_globals.get("__name__", "").split(".")[0] == PACKAGE
            if not ours or not isinstance(pattern, str):
                return _plain(pattern, *arguments, **options)
            flags = options.pop("flags", 0)
            return getattr(Watched(library.__name__, compile_plain(pattern, flags)), _way)(*arguments, **options)

        setattr(library, way, once)


def main():
    _watch(re)
    _watch(regex)
    package = import_module(PACKAGE)
    for module in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    nlp = package.load("none")
    for path in sys.argv[1:]:
        package.read(Path(path), nlp, ocr=False)
    for (library, pattern, flags), note in sorted(seen.items()):
        print(json.dumps([library, pattern, flags, sorted(note["ways"]), note["longest"]]))


if __name__ == "__main__":
    main()

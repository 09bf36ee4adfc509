"""The README's section "Ten minutes", as commands, files to write and output to expect."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """A command, the files that the reader saves before it, and the lines shown after it."""

    command: str
    files: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)


def steps(readme: str) -> list[Step]:
    """What a reader does, in order."""
    section = readme.partition("\n## Ten minutes\n")[2].partition("\n## ")[0]
    found: list[Step] = []
    files: dict[str, str] = {}
    for language, title, body in _BLOCK.findall(section):
        if title:
            files[title] = body
        elif language == "sh":
            for line in body.splitlines():
                found.append(Step(line, files))
                files = {}
        else:
            assert found, "output is shown before any command"
            found[-1].shown += [" ".join(line.split()) for line in body.splitlines() if line != "…"]
    return found

"""Runs `konsultnlp extract` as a process of its own, to be killed in the middle."""

import subprocess
import sys

import psutil


def start(*args):
    command = [sys.executable, "-m", "konsultnlp", "extract", *map(str, args), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")


def workers(process):
    """The processes that read files: started by the fork server where there is one, else by the run itself."""
    try:
        children = psutil.Process(process.pid).children()
        below = [grandchild for child in children for grandchild in child.children()]
    except psutil.NoSuchProcess:
        return []
    return (
        below if sys.platform == "linux" else [c for c in children if "resource_tracker" not in " ".join(c.cmdline())]
    )


def tree(process):
    """The run and all that it started."""
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]

"""A whole run opens no connection: neither this program nor a library of its asks the network for anything."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from made_pages import actions_and_attachments

RUN = """
import json, sys

asked = []

def watch(event, arguments):
    # a socket between processes of one machine is no network, and neither is urllib3's look, as it is imported, at whether
    # the machine knows IPv6, for which it binds a socket and lets it go
    local = event.startswith("socket.") and getattr(arguments[0], "family", None) == getattr(__import__("socket"), "AF_UNIX", 1)
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg") and not local:
        asked.append((event, repr(arguments)))
        raise OSError("the network was asked for")
    if event.startswith(("urllib.", "http.client.", "ftplib.", "smtplib.", "webbrowser.")):
        asked.append((event, repr(arguments)))
        raise OSError("the network was asked for")

sys.addaudithook(watch)
from pathlib import Path
from konsultnlp import load, read
nlp = load()
read_ones = [len(read(Path(p), nlp, ocr=False).text) for p in sys.argv[1:]]
print(json.dumps([asked, read_ones]))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory, samples):
    hostile = actions_and_attachments().write(tmp_path_factory.mktemp("network") / "actions.pdf")
    return [str(samples / "2024-3-materiale.pdf"), str(samples / "2002-4-referat.pdf"), str(hostile)]


def run(command):
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_reading_asks_for_no_address_and_makes_no_connection(files):
    asked, lengths = json.loads(run([sys.executable, "-c", RUN, *files]).splitlines()[-1])
    assert asked == [] and all(length > 100 for length in lengths)


def cut_off():
    tool = shutil.which("unshare")
    if not tool:
        return None
    command = [tool, "--net", "--map-root-user"]
    try:
        works = subprocess.run([*command, "true"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        works = False
    return command if works else None


def test_a_run_goes_the_same_where_there_is_no_network(files, tmp_path):
    command = cut_off()
    if command is None:
        pytest.skip("no network namespace can be made here")
    tables = []
    for place, before in (("with", []), ("without", command)):
        out = tmp_path / place
        run([*before, sys.executable, "-m", "konsultnlp", "extract", *files, "--out", str(out), "--no-ocr", "-q"])
        tables.append({p.name: p.read_bytes() for p in out.glob("*.csv")})
    assert tables[0] == tables[1] and "requests.csv" in tables[0]

"""What the tests of corrections share: an output to correct, and sheets as people save them."""

import csv
import shutil

from konsultnlp.batch import extract
from konsultnlp.corrections import import_file

NAMES = ("2024-3-materiale.pdf", "2025-1-referat-nynorsk.pdf")


def rows(folder, table):
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def one(folder, table, **wanted):
    """The only row with these values."""
    (row,) = [r for r in rows(folder, table) if all(r[k] == v for k, v in wanted.items())]
    return row


def begins(folder, table, words):
    """The only row whose quote begins so."""
    (row,) = [r for r in rows(folder, table) if r["text"].startswith(words)]
    return row


def by_excel(path, header, *lines):
    """A sheet as Norwegian Excel saves it as "CSV UTF-8"."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle, delimiter=";", lineterminator="\r\n").writerows([header, *lines])
    return path


class Desk:
    """An output folder and the files that it was made from."""

    def __init__(self, pdfs, folder):
        self.pdfs = pdfs
        self.out = folder

    def run(self, **options):
        return extract(self.pdfs, self.out, workers=1, **options)

    def correct(self, header, *lines, who="Kari"):
        path = by_excel(self.out.parent / "rettelser.csv", header, *lines)
        return import_file(path, self.out, who)

    def copy(self, to):
        return Desk(self.pdfs, shutil.copytree(self.out, to / "ut"))

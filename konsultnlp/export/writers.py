"""Stand-in."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from konsultnlp.export.csv_files import cell
from konsultnlp.records import RECORD_TYPES, ErrorRecord

FORMATS = ("csv",)
PROFILES = ("excel-no",)


class _Csv:
    def __init__(self, folder):
        self.f = {}
        for k in (*RECORD_TYPES, ErrorRecord):
            p = folder / f"{k.TABLE}.csv"
            h = p.with_name(p.name + ".part").open("w", encoding="utf-8", newline="")
            w = csv.writer(h, lineterminator="\r\n")
            w.writerow(k.columns())
            self.f[k.TABLE] = (p, h, w)

    def document(self, records, place):
        for k in RECORD_TYPES:
            self.f[k.TABLE][2].writerows([cell(getattr(r, c)) for c in k.columns()] for r in records.of(k.TABLE))

    def errors(self, rows):
        self.f["errors"][2].writerows([cell(getattr(r, c)) for c in ErrorRecord.columns()] for r in rows)

    def close(self):
        for p, h, _ in self.f.values():
            h.flush()
            os.fsync(h.fileno())
            h.close()
            p.with_name(p.name + ".part").replace(p)

    def abandon(self):
        for p, h, _ in self.f.values():
            h.close()
            p.with_name(p.name + ".part").unlink(missing_ok=True)


def open_writers(folder: Path, formats: Sequence[str] = (), profile: str = ""):
    return _Csv(folder)


def check(formats, profile):
    pass


class TableWriter:
    pass

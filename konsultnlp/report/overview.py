"""What the first page tells: counts by year, type, addressee and act, sums of money, and what could not be read.

All of it is aggregates, so that the first page of five hundred documents is as light as that of five.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, str]

MOST_LISTED = 50
"""Errors and documents with warnings that stand on the first page; all are in the tables."""
MOST_ADDRESSEES = 200
"""Addressees in the table of addressees by year."""


class Overview:
    """Collects the figures, one table at a time.

    Args:
        documents: The rows of ``documents.csv``.
    """

    def __init__(self, documents: Sequence[Row]) -> None:
        self._documents = documents
        self.year = {d["doc_id"]: d.get("year", "") for d in documents}

    def data(self, requests: Iterable[Row], amounts: Iterable[Row], errors: Sequence[Row]) -> dict[str, Any]:
        """The figures, ready for the page."""
        return {
            "documents": len(self._documents),
            "pages": sum(int(d["pages"]) for d in self._documents if d.get("pages", "").isdecimal()),
            "years": sorted(set(self.year.values())),
            "types": _pairs(Counter((d.get("doc_type", ""), d.get("year", "")) for d in self._documents)),
            "layers": sorted(Counter(d.get("text_layer", "") for d in self._documents).items()),
            **self._requests(requests),
            "money": self._money(amounts),
            "errors": _counted(Counter(e.get("error", "") for e in errors)),
            "errorRows": [
                [e.get("source", ""), e.get("error", ""), e.get("message", "")] for e in errors[:MOST_LISTED]
            ],
            "warnings": _counted(
                Counter(w.split(":")[0] for d in self._documents for w in d.get("warnings", "").split(";") if w)
            ),
            "warned": [
                [d["doc_id"], d.get("title", "") or d.get("source", ""), d["warnings"]]
                for d in self._documents
                if d.get("warnings")
            ][:MOST_LISTED],
        }

    def _requests(self, rows: Iterable[Row]) -> dict[str, Any]:
        addressed: Counter[tuple[str, str]] = Counter()
        acts: Counter[tuple[str, str]] = Counter()
        years: Counter[tuple[str, str]] = Counter()
        for row in rows:
            year = self.year.get(row.get("doc_id", ""), "")
            for addressee in row.get("addressee_id", "").split(";"):
                addressed[addressee, year] += 1
            acts[row.get("act", ""), row.get("explicit", "")] += 1
            years[row.get("requester_side", ""), year] += 1
        totals: Counter[str] = Counter()
        for (addressee, _), n in addressed.items():
            totals[addressee] += n
        listed = {a for a, _ in _counted(totals)[:MOST_ADDRESSEES]}
        return {
            "addressees": _pairs(Counter({k: n for k, n in addressed.items() if k[0] in listed})),
            "acts": _pairs(acts),
            "sides": _pairs(years),
        }

    def _money(self, rows: Iterable[Row]) -> list[list[Any]]:
        """A year: how many amounts of kroner its documents name, quartiles and median, the largest."""
        values: dict[str, list[float]] = {}
        for row in rows:
            try:
                value = float(row.get("value", "")) if row.get("kind") == "money" else 0.0
            except ValueError:
                continue
            if value > 0:
                values.setdefault(self.year.get(row.get("doc_id", ""), ""), []).append(value)
        found = []
        for year, seen in sorted(values.items()):
            low, middle, high = statistics.quantiles(seen, n=4, method="inclusive") if len(seen) > 1 else seen * 3
            found.append([year, len(seen), low, middle, high, max(seen)])
        return found


def _pairs(counts: Counter[tuple[str, str]]) -> list[list[Any]]:
    return [[a, b, n] for (a, b), n in sorted(counts.items())]


def _counted(counts: Counter[str]) -> list[list[Any]]:
    """The most frequent first, equal ones by name."""
    return [[name, n] for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]

"""What Label Studio exports as JSON, as wishes: changed fields and extents, new regions, regions that were taken away.

Each annotation is compared with the rows as they were exported, which the task carries along: what a newer program has made since
is not touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from konsultnlp.corrections.label_studio import BASELINE, FIELDS, LABEL, TEXT, control
from konsultnlp.corrections.model import ADDED, DELETED, ROW, CorrectionError
from konsultnlp.corrections.output import RecordOutput
from konsultnlp.corrections.wishes import Wish


@dataclass(slots=True)
class Region:
    """A labelled piece of text.

    Attributes:
        name: Label Studio's id of it.
        table: Its label.
        start: Where it begins, in code points.
        end: Where it ends.
        fields: Its fields that hold something.
    """

    name: str
    table: str
    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)


def is_export(path: Path) -> bool:
    """Whether a file is JSON rather than a sheet."""
    try:
        with path.open("rb") as handle:
            return handle.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")
    except OSError:
        return False


def wishes_of_export(path: Path, output: RecordOutput) -> list[Wish]:
    """The wishes of an export.

    Raises:
        CorrectionError: It is no such export, a task is not one of ours, or its text is not the output's.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise CorrectionError(f"no JSON ({error}); export from Label Studio as JSON", path=path) from None
    if not isinstance(tasks, list):
        raise CorrectionError("a list of tasks was expected; export from Label Studio as JSON", path=path)
    wishes: list[Wish] = []
    for number, task in enumerate(tasks, 1):
        where = f"task {task.get('id', number) if isinstance(task, dict) else number}"
        try:
            wishes.extend(_task(task, where, output))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            told = str(error) if isinstance(error, ValueError) else f"not as Label Studio exports it ({error!r})"
            raise CorrectionError(f"{where}: {told}", path=path) from None
    return wishes


def _task(task: Mapping[str, Any], where: str, output: RecordOutput) -> Iterator[Wish]:
    data = task["data"]
    if BASELINE not in data or "doc_id" not in data:
        raise ValueError("no task of `konsultnlp corrections label-studio`; its data lacks the exported rows")
    doc_id = str(data["doc_id"])
    if doc_id not in output.documents:
        raise ValueError(f"no document {doc_id!r} in documents.csv; is it the right output folder?")
    text = output.text(doc_id)
    if data[TEXT] != text:
        raise ValueError(f"the text of {doc_id} is another one in the output now; export the tasks anew")
    if "annotations" not in task:
        raise ValueError("no annotations; export as JSON, not as JSON-MIN")
    baseline = {str(b["id"]): b for b in data[BASELINE]}
    for annotation in task["annotations"]:
        if annotation.get("was_cancelled"):
            continue  # the annotator has skipped the task
        who, when = _who(annotation.get("completed_by")), _when(annotation.get("created_at"))
        regions = _regions(annotation.get("result") or [], text, where)
        yield from _compared(regions, baseline, Wish(where, doc_id=doc_id, who=who, when=when), text)


def _who(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("email") or value.get("username") or value.get("id")
    return "" if value is None else f"user {value} of Label Studio" if isinstance(value, int) else str(value)


def _when(value: Any) -> str:
    """ISO 8601 with the seconds whole, as other corrections have it."""
    text = str(value or "").replace("Z", "+00:00")
    head, dot, rest = text.partition(".")
    return head + rest.lstrip("0123456789") if dot else head


def _regions(results: list[dict[str, Any]], text: str, where: str) -> list[Region]:
    regions: dict[str, Region] = {}
    for result in results:
        if result.get("from_name") == LABEL and result.get("type") == "labels":
            value = result["value"]
            table = (value.get("labels") or [""])[0]
            if table not in FIELDS:
                raise ValueError(f"the label {table!r} is none of {', '.join(FIELDS)}")
            start, end = _code_points(text, int(value["start"]), int(value["end"]), value.get("text"))
            regions[str(result["id"])] = Region(str(result["id"]), table, start, end)
    for result in results:
        region = regions.get(str(result.get("id")))
        if region is None or result.get("from_name") == LABEL:
            continue
        for name in FIELDS[region.table]:
            if result.get("from_name") == control(region.table, name):
                held = result["value"].get("choices") or result["value"].get("text") or []
                region.fields[name] = str(held[0] if isinstance(held, list) and held else held or "").strip()
    return list(regions.values())


def _code_points(text: str, start: int, end: int, quote: str | None) -> tuple[int, int]:
    """A region's offsets in code points; older versions of Label Studio count UTF-16 units, which the quote tells."""
    if quote is None or _same(text[start:end], quote):
        found = start, end
    else:
        units = text.encode("utf-16-le", "surrogatepass")
        found = tuple(len(units[: 2 * at].decode("utf-16-le", "replace")) for at in (start, end))  # type: ignore[assignment]
        if not _same(text[found[0] : found[1]], quote):
            raise ValueError(f"the text holds {text[start:end][:60]!r} at {start}:{end}, the region {quote[:60]!r}")
    first, last = found
    while first < last and text[first].isspace():  # a mark that was drawn a little too far
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first == last:
        raise ValueError(f"the region at {start}:{end} holds no text")
    return first, last


def _same(piece: str, quote: str) -> bool:
    return piece.split() == quote.replace("\\n", "\n").split()


def _compared(regions: list[Region], baseline: dict[str, Any], base: Wish, text: str) -> Iterator[Wish]:
    """What an annotation has changed."""
    rest = dict(baseline)
    pairs: list[tuple[Region, Any]] = []
    new: list[Region] = []
    for region in regions:
        known = rest.get(region.name)
        if known and known["table"] == region.table:
            pairs.append((region, rest.pop(region.name)))
        else:
            new.append(region)
    for region in list(
        new
    ):  # ids that Label Studio has made anew: the same label and place, most alike in their fields
        alike = [
            b for b in rest.values() if (b["table"], b["start"], b["end"]) == (region.table, region.start, region.end)
        ]
        if alike:
            best = max(alike, key=lambda b: sum(region.fields.get(f, "") == v for f, v in b["fields"].items()))
            pairs.append((region, rest.pop(best["id"])))
            new.remove(region)
    for region, known in pairs:
        yield from _changes(region, known, base, text)
    for known in rest.values():
        yield _wish(base, known["table"], ROW, DELETED, known["record_id"])
    for region in new:
        beside = tuple(
            b["record_id"]
            for b in baseline.values()
            if (b["table"], b["start"], b["end"]) == (region.table, region.start, region.end)
        )
        for name, value in ((ROW, ADDED), *region.fields.items()):
            wish = _wish(base, region.table, name, value)
            wish.quote, wish.start, wish.end = text[region.start : region.end], region.start, region.end
            wish.handle, wish.beside = f"{base.doc_id} {region.name}", beside
            yield wish


def _changes(region: Region, known: Mapping[str, Any], base: Wish, text: str) -> Iterator[Wish]:
    if (region.start, region.end) != (known["start"], known["end"]):
        yield _wish(base, region.table, "text", text[region.start : region.end], known["record_id"])
    for name, was in known["fields"].items():
        if region.fields.get(name, "") != was:
            yield _wish(base, region.table, name, region.fields.get(name, ""), known["record_id"])


def _wish(base: Wish, table: str, name: str, new: str, record_id: str = "") -> Wish:
    return Wish(base.where, table, base.doc_id, record_id, field=name, new=new, who=base.who, when=base.when)

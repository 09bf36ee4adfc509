"""`import_file`: a sheet or a Label Studio export becomes lines of ``corrections.csv``, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from konsultnlp.corrections.checked import counts
from konsultnlp.corrections.label_studio_import import is_export, wishes_of_export
from konsultnlp.corrections.model import CHECKED, Correction, CorrectionError
from konsultnlp.corrections.output import RecordOutput
from konsultnlp.corrections.resolve import Resolver
from konsultnlp.corrections.sheet import read_sheet
from konsultnlp.corrections.store import read_store, write_store
from konsultnlp.corrections.wishes import wishes_of


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        new: Corrections that were written.
        same: Cells that are so already.
    """

    new: list[Correction] = field(default_factory=list)
    same: int = 0


class ImportRefused(CorrectionError):
    """A file with faults, of which nothing was taken over.

    Attributes:
        errors: All faults, a line each.
    """

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(self.errors))


def import_file(path: str | Path, out: str | Path, who: str = "", why: str = "", when: str = "") -> Imported:
    """Takes the corrections in a file over into an output folder's ``corrections.csv``.

    Args:
        path: A CSV file, or the JSON that Label Studio exports.
        out: The output folder.
        who: Who has corrected, where the file does not say it.
        why: Why, where the file does not say it.
        when: When, where the file does not say it; now, if not given.

    Raises:
        ImportRefused: Some lines make no sense; nothing was written.
        UsageError: The file cannot be read, or the folder is no output.
    """
    path, folder = Path(path), Path(out)
    output = RecordOutput(folder)
    store = read_store(folder)
    wishes = wishes_of_export(path, output) if is_export(path) else wishes_of(read_sheet(path))
    resolver = Resolver(output, wishes, store)
    when = when or datetime.now(UTC).isoformat(timespec="seconds")
    done, errors = Imported(), []
    for wish in wishes:
        try:
            found = resolver.corrections(wish)
        except ValueError as error:
            errors.append(f"{path}: {wish.where}: {error}")
            continue
        done.same += not found
        for made in found:
            made = replace(made, who=made.who or who, why=made.why or why, when=made.when or when)
            resolver.enter(made)
            done.new.append(made)
    if errors:
        raise ImportRefused(errors)
    _count_checked(output, store, done)
    if done.new:
        write_store(folder, [*store, *done.new])
    return done


def _count_checked(output: RecordOutput, store: Sequence[Correction], done: Imported) -> None:
    """Notes how many rows a document had when it was marked as read through, and drops marks that say nothing new."""
    before = {c.doc_id: (c.new, c.old) for c in store if c.field == CHECKED}
    every = [*store, *done.new]
    kept = []
    for c in done.new:
        if c.field == CHECKED:
            c = replace(c, old=counts(output, every, c.doc_id, c.new))
            if before.get(c.doc_id) == (c.new, c.old):
                done.same += 1
                continue
        kept.append(c)
    done.new = kept

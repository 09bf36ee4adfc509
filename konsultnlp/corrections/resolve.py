"""From wishes to corrections: which row is meant, what stands there now, and whether the source says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from konsultnlp.corrections.find import free_id
from konsultnlp.corrections.model import ADDED, CHECKED, DELETED, KINDS, ROW, Correction, id_of, place_of, quote_of
from konsultnlp.corrections.output import RecordOutput
from konsultnlp.corrections.place import locate
from konsultnlp.corrections.values import FIXED, SAID, check_checked, field_named
from konsultnlp.corrections.wishes import Wish, settled
from konsultnlp.export.csv_files import cell
from konsultnlp.records import Record

Key = tuple[str, str, str]
Quote = tuple[str, int | None, int | None]


class Resolver:
    """Finds the rows that wishes mean.

    Args:
        output: The output folder.
        wishes: All wishes of a file; the tables are read once for all of them.
        store: The corrections that there are already.
    """

    def __init__(self, output: RecordOutput, wishes: Sequence[Wish], store: Sequence[Correction]) -> None:
        self._output = output
        self._rows: dict[Key, Record] = {}
        self._by_id: dict[str, list[Key]] = defaultdict(list)
        self._of_document: dict[tuple[str, str], list[Key]] = defaultdict(list)
        # What corrections say that no run has applied yet, and the rows that they have added.
        self._said: dict[tuple[Key, str], str] = {}
        self._quotes: dict[Key, Quote] = {}
        self._handles: dict[str, Key] = {}
        self._lines: set[tuple[Key, str, str, str, str]] = set()
        # What a row quoted when it was first corrected: what the program makes is found by it, whatever the output shows.
        self._origin: dict[Key, Quote] = {}
        self._read(wishes)
        for c in store:
            self.enter(c)

    def _read(self, wishes: Sequence[Wish]) -> None:
        ids = {w.record_id for w in wishes if w.record_id}
        documents: dict[str, set[str]] = defaultdict(set)
        for w in wishes:
            if not w.record_id:
                documents[w.table].add(w.doc_id)
        named = {w.table for w in wishes if w.record_id}
        for table, kind in KINDS.items():
            of_document, column = documents[table], kind.ID or "doc_id"
            if not of_document and "" not in named and table not in named:
                continue
            for row in self._output.rows(table, lambda r, c=column, d=of_document: r[c] in ids or r["doc_id"] in d):  # type: ignore[misc]
                key = (row.doc_id, table, id_of(row))
                self._rows[key] = row
                self._note(key, (quote_of(row), *place_of(row)))

    def _note(self, key: Key, quote: Quote) -> None:
        if key not in self._quotes:
            self._quotes[key] = quote
            self._by_id[key[2]].append(key)
            self._of_document[key[0], key[1]].append(key)

    def enter(self, c: Correction) -> None:
        """Takes a correction as made."""
        self._note(c.key, (c.quote, c.char_start, c.char_end))
        self._origin.setdefault(c.key, (c.quote, c.char_start, c.char_end))
        self._said[c.key, c.field] = c.new
        self._lines.add((c.key, c.field, c.new, c.who, c.when))

    def corrections(self, wish: Wish) -> list[Correction]:
        """The corrections that a wish asks for; none where it is so already, two for a field of a row that is to be added.

        Raises:
            ValueError: There is no such row, it cannot be told which is meant, or the source does not say so.
        """
        table = wish.table
        if table and table not in KINDS:
            raise ValueError(f"table: there is no table {table!r}; expected one of {', '.join(KINDS)}")
        if wish.doc_id and wish.doc_id not in self._output.documents:
            raise ValueError(f"doc_id: no document {wish.doc_id!r} in documents.csv; is it the right output folder?")
        if wish.record_id or table == "documents":
            return self._made(self._named(wish), wish)
        key = self._missed(wish)
        if key not in self._rows and (key, ROW) not in self._said:
            if field_named(KINDS[table], wish.field) == ROW:
                if settled(KINDS[table], wish) == (ROW, DELETED):
                    raise ValueError(f"quote: no row of {table} quotes this: {self._quotes[key][0][:80]!r}")
                return self._made(key, wish)
            add = Wish(wish.where, field=ROW, new=ADDED, who=wish.who, when=wish.when, why=wish.why)
            return [*self._made(key, add), *self._made(key, wish)]
        return self._made(key, wish)

    def _made(self, key: Key, wish: Wish) -> list[Correction]:
        kind = KINDS[key[1]]
        if wish.whole and wish.field in FIXED:
            self._same_as_before(key, wish)
            return []
        if wish.whole and wish.new == self._now(self._rows.get(key), wish.field):
            return []  # as the program wrote it
        field, new = settled(kind, wish)
        if wish.when and (key, field, new, wish.who, wish.when) in self._lines:
            return []  # the very line, of a file that was taken over before
        quote, start, end = self._origin.get(key, self._quotes[key])
        row = self._rows.get(key)
        now = self._said.get((key, field))
        if now is None:
            now = self._now(row, field)
        if field == ROW and new == ADDED and row is not None and now != DELETED:
            return []
        if field != CHECKED and new == now:
            return []
        if wish.old is not None and wish.old not in (now, wish.new):
            raise ValueError(
                f"old value: {wish.old!r}, but {field} is {now!r} in the output; was it corrected meanwhile?"
            )
        old = now
        if field == CHECKED:
            new, old = check_checked(new), ""
        elif field == ROW and new == ADDED:
            beside = [
                k for k in self._of_document[key[0], key[1]] if k != key and self._quotes[k] == (quote, start, end)
            ]
            old = str(len(beside)) if beside else ""
        elif field == ROW:
            old = ""
        else:
            self._must_be_said(key, field, new, quote)
        made = Correction(
            doc_id=key[0], table=key[1], record_id=key[2], quote=quote, char_start=start, char_end=end, field=field, old=old, new=new,
            who=wish.who, when=wish.when, why=wish.why,
        )  # fmt: skip
        return [made]

    def _named(self, wish: Wish) -> Key:
        wanted = wish.record_id or wish.doc_id  # a document's own row has no other id
        found = [
            k for k in self._by_id[wanted]
            if wish.table in ("", k[1]) and wish.doc_id in ("", k[0])
        ]  # fmt: skip
        if not found:
            within = " and ".join(filter(None, (wish.table, wish.doc_id)))
            raise ValueError(
                f"record id: no row {wanted!r}{f' in {within}' if within else ''}; has the spreadsheet changed the id?"
            )
        if len(found) > 1:
            raise ValueError(f"record id: {len(found)} rows are called {wanted!r}; give the table and the doc_id")
        return found[0]

    def _missed(self, wish: Wish) -> Key:
        """The key of a row that the program has missed, and that may have been added a line before."""
        for name, value in (("table", wish.table), ("doc_id", wish.doc_id)):
            if not value:
                raise ValueError(
                    f"{name}: empty; a line needs the row's id, or table, doc_id and quote of a row that was missed"
                )
        start, end = self._place(wish)
        text = self._output.text(wish.doc_id)
        quote = text[start:end]
        keys = self._of_document[wish.doc_id, wish.table]
        here = [k for k in keys if self._quotes[k] == (quote, start, end)]
        if wish.handle:
            if wish.handle in self._handles:
                return self._handles[wish.handle]
            here = [k for k in here if k[2] not in wish.beside and k not in self._handles.values()][:1]
        if len(here) > 1:
            raise ValueError(f"{len(here)} rows quote this; give the record id of one")
        if here:
            self._handles[wish.handle] = here[0]
            return here[0]
        settled(KINDS[wish.table], Wish(wish.where, field=ROW, new=ADDED))
        key = (wish.doc_id, wish.table, free_id(wish.doc_id, wish.table, quote, {k[2] for k in keys}))
        self._note(key, (quote, start, end))
        self._handles[wish.handle] = key
        return key

    def _place(self, wish: Wish) -> tuple[int, int]:
        text = self._output.text(wish.doc_id)
        if wish.start is not None and wish.end is not None:
            if not 0 <= wish.start < wish.end <= len(text):
                raise ValueError(f"char_start: {wish.start}:{wish.end} lies outside the text of {len(text)} characters")
            quote = text[wish.start : wish.end]
            if wish.quote and wish.quote.split() != quote.split():
                raise ValueError(f"quote: the source says {quote[:80]!r} there, not {wish.quote[:80]!r}")
            if quote != quote.strip():
                raise ValueError(f"char_start: {quote[:80]!r} begins or ends with a blank")
            return wish.start, wish.end
        if not wish.quote:
            raise ValueError("quote: empty; a row that was missed needs its quote, or char_start and char_end")
        return locate(text, wish.quote)

    def _same_as_before(self, key: Key, wish: Wish) -> None:
        """A column that cannot be corrected must stand in a changed table as it was."""
        row = self._rows.get(key)
        was = cell(getattr(row, wish.field)) if row is not None else wish.new
        if " ".join(wish.new.split()) != " ".join(was.split()):
            raise ValueError(f"{wish.field}: {wish.new!r} instead of {was!r} cannot be: {FIXED[wish.field]}")

    def _now(self, row: Record | None, field: str) -> str:
        if row is None or field in (ROW, CHECKED):
            return ""
        return cell(getattr(row, field))

    def _must_be_said(self, key: Key, field: str, new: str, quote: str) -> None:
        doc_id, table, _ = key
        if not new:
            return
        if field == "text" and KINDS[table].QUOTE == "text":
            locate(self._output.text(doc_id), new, self._quotes[key][1:])
        elif field == "trigger":
            lead_in = (
                self._said.get((key, "lead_in")) or self._now(self._rows.get(key), "lead_in")
                if table == "requests"
                else ""
            )
            if not _in_turn(new.casefold().split(), f"{lead_in} {quote}".casefold()):
                raise ValueError(f"trigger: the quote does not hold the words {new!r} in this order: {quote[:80]!r}")
        elif field in SAID and not all(self._output.says(doc_id, part) for part in _names(field, new)):
            raise ValueError(
                f"{field}: the source does not say {new!r}; write it as it stands there, or leave the cell empty"
            )


def _in_turn(words: Sequence[str], text: str) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def _names(field: str, value: str) -> list[str]:
    """The parts of a value that the source must say: names are joined here that are not joined there."""
    if field in ("requester", "speaker", "addressee", "contributor", "parties", "org"):
        return [p for p in value.replace(";", ",").split(",") if p.strip()]
    return [value]

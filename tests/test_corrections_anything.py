"""Whatever is corrected: said twice it is as said once, and what is exported and taken in again changes nothing."""

from decimal import Decimal

from correcting import by_excel, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konsultnlp.collection import Records
from konsultnlp.corrections import Corrections, import_file
from konsultnlp.export.csv_files import as_csv, write_text
from konsultnlp.export.excel_no import cell as excel_cell
from konsultnlp.export.writers import open_writers
from konsultnlp.ids import with_ids
from konsultnlp.records import AmountRecord, DocumentRecord, RequestRecord

DOC = "mote-0a1b2c3d"
TEXT = "\n".join(
    ["Innspill fra KS", "KS ber regjeringen om 5 mill. kroner.", "KS ber regjeringen om 5 mill. kroner.", "= 10 % 💩 mer, «nå».",
     "KS mener at dette bør gjøres."]
)  # fmt: skip
LINES = [(TEXT.index(x), TEXT.index(x) + len(x)) for x in dict.fromkeys(TEXT.split("\n"))]
LINES.append((TEXT.rindex("KS ber"), TEXT.rindex("KS ber") + 37))

ACTS = st.sampled_from(["request", "demand", "wish", "warning"])


def made():
    """What the program makes of the text."""

    def place(start, end):
        return {"text": TEXT[start:end], "char_start": start, "char_end": end, "page": 1}

    requests = [
        RequestRecord(doc_id=DOC, act="request", rule="frames", **place(*at)) for at in (LINES[1], LINES[4], LINES[1])
    ]
    requests.sort(key=lambda r: r.char_start)
    start = TEXT.index("5 mill")
    amount = AmountRecord(
        doc_id=DOC, kind="money", value=Decimal(5_000_000), unit="NOK", rule="scale", **place(start, start + 14)
    )
    return Records(
        documents=[DocumentRecord(doc_id=DOC, source="møte.pdf", sha256="0a1b2c3d")],
        requests=with_ids(requests),
        amounts=with_ids([amount]),
    )


def write(folder):
    """A run: the program's rows, corrected, written."""
    records, corrections = made(), Corrections.load(folder)
    corrections.apply(records, TEXT)
    corrections.close()
    writer = open_writers(folder)
    writer.document(records, "møte.pdf")
    writer.close()
    write_text(folder / "texts" / f"{DOC}.txt", TEXT)
    return records, corrections


CHANGES = st.one_of(
    st.tuples(st.just("requests"), st.integers(0, 2), st.just("act"), ACTS),
    st.tuples(st.just("requests"), st.integers(0, 2), st.just("explicit"), st.sampled_from(["ja", "USANN", "false"])),
    st.tuples(st.just("requests"), st.integers(0, 2), st.just("text"), st.sampled_from(["regjeringen", "ber regjeringen om 5"])),
    st.tuples(st.just("requests"), st.integers(0, 2), st.just("row"), st.just("deleted")),
    st.tuples(st.just("amounts"), st.just(0), st.just("value"), st.decimals(0, 10**9, places=2).map(str)),
    st.tuples(st.just("amounts"), st.just(0), st.just("unit"), st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)),
)  # fmt: skip
ADDED = st.tuples(
    st.sampled_from(["requests", "amounts", "dates"]), st.sampled_from([at for at in LINES if at != LINES[1]])
)  # two requests quote that
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(changes=st.lists(CHANGES, max_size=5), added=st.lists(ADDED, max_size=3))
def test_said_twice_is_said_once(tmp_path_factory, changes, added):
    out = tmp_path_factory.mktemp("u") / "ut"
    write(out)
    before = made()
    header = ("record id", "table", "doc_id", "char_start", "char_end", "field", "new value")
    lines = []
    for table, at, field, new in changes:
        row = before.of(table)[at]
        lines.append((getattr(row, row.ID), table, DOC, "", "", field, excel_cell(new.strip())))
    lines += [("", table, DOC, *at, "", "") for table, at in added]
    sheet = by_excel(out.parent / "ark.csv", header, *lines)
    import_file(sheet, out, when="2025-01-01")
    first, _ = write(out)
    store = (out / "corrections.csv").read_bytes() if lines and (out / "corrections.csv").exists() else b""
    tables = {t: rows(out, t) for t in ("requests", "amounts", "dates")}
    ids = [r["request_id"] for r in tables["requests"]]
    assert len(ids) == len(set(ids))
    for r in (r for t in tables.values() for r in t):
        assert TEXT[int(r["char_start"]) : int(r["char_end"])] == r["text"]
    # Each table as it was exported is no correction, plain and as Excel has it.
    for table, found in tables.items():
        if found:
            plain = out.parent / f"{table}.csv"
            write_text(plain, as_csv(tuple(found[0]), [list(r.values()) for r in found]))
            assert import_file(plain, out).new == []
            by_excel(plain, list(found[0]), *[[excel_cell(c) for c in r.values()] for r in found])
            assert import_file(plain, out).new == []
    if not store:
        return
    # The file itself, taken in again.
    again = out.parent / "igjen.csv"
    again.write_bytes(store)
    assert import_file(again, out).new == []
    second, corrections = write(out)
    assert second == first and "unmatched" not in corrections.counts()
    assert (out / "corrections.csv").read_bytes() == store

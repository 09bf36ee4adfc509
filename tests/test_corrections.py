"""An analyst corrects an output, and the corrections last."""

import shutil

import pytest
from correcting import NAMES, Desk, begins, by_excel, one, rows

from konsultnlp.corrections.importing import ImportRefused, import_file
from konsultnlp.errors import UsageError

HEADS = ("Rad-id", "Felt", "Ny verdi")


@pytest.fixture(scope="module")
def made(samples, tmp_path_factory):
    desk = Desk([samples / n for n in NAMES], tmp_path_factory.mktemp("rettet") / "ut")
    assert desk.run().exit_code == 0
    return desk


@pytest.fixture
def desk(made, tmp_path):
    return made.copy(tmp_path)


def status(desk):
    return [(r["status"], r["field"]) for r in rows(desk.out, "corrections_status")]


def test_a_corrected_addressee_is_kept_whatever_runs_later(desk):
    before = begins(desk.out, "requests", "KS er bekymret for at")
    done = desk.correct(HEADS, (before["request_id"], "addressee_id", "regjeringen"))
    assert len(done.new) == 1
    for options in ({}, {"model": "none"}, {"force": True, "model": "none"}):
        summary = desk.run(**options)
        assert summary.corrections == {"applied": 1} and not summary.warnings
        after = one(desk.out, "requests", request_id=before["request_id"])
        assert after["addressee_id"] == "regjeringen" and after["rule"] == f"corrected:{before['rule']}"
        assert {k: v for k, v in after.items() if k not in ("addressee_id", "rule")} == {
            k: v for k, v in before.items() if k not in ("addressee_id", "rule")
        }
    assert desk.run(model="none").unchanged == 2  # nothing is read again for a correction
    (desk.out / "corrections.csv").unlink()
    assert desk.run(model="none").corrections == {}
    assert one(desk.out, "requests", request_id=before["request_id"]) == before
    assert not (desk.out / "corrections_status.csv").exists()


def test_the_file_is_the_analysts_own(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    desk.correct(HEADS, (row["request_id"], "act", "demand"))
    path = desk.out / "corrections.csv"
    as_written = path.read_bytes()
    assert as_written.decode("utf-8").splitlines()[1].startswith(f"{row['doc_id']},requests,{row['request_id']},")
    desk.run()
    assert path.read_bytes() == as_written
    # Opened in Excel, a reason added, saved again.
    header, line = rows_of(path)
    by_excel(path, header, [c or "feil lest" for c in line])
    by_hand = path.read_bytes()
    assert desk.run().corrections == {"applied": 1} and path.read_bytes() == by_hand
    desk.correct(HEADS, (row["request_id"], "explicit", "USANN"))
    first, second = rows(desk.out, "corrections")
    assert (first["why"], second["field"], second["new"], second["who"]) == ("feil lest", "explicit", "false", "Kari")


def rows_of(path):
    import csv

    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def test_a_request_that_was_missed_is_added_at_its_place(desk):
    statement = next(r for r in rows(desk.out, "statements") if r["act"] == "information")
    heads = ("tabell", "dokument", "sitat", "felt", "ny verdi")
    where = ("requests", statement["doc_id"], statement["text"])
    desk.correct(heads, (*where, "", ""), (*where, "act", "wish"), (*where, "explicit", "nei"))
    assert desk.run().corrections == {"applied": 3}
    added = one(desk.out, "requests", rule="added-by-hand")
    same = ("text", "doc_id", "section_id", "page", "bbox", "boxes", "char_start", "char_end")
    assert {k: added[k] for k in same} == {k: statement[k] for k in same}
    assert (added["act"], added["explicit"]) == ("wish", "false")
    starts = [int(r["char_start"]) for r in rows(desk.out, "requests") if r["doc_id"] == added["doc_id"]]
    assert starts == sorted(starts)


def test_an_added_row_has_its_page_also_where_no_other_row_quotes_it(desk, samples):
    import konsultnlp

    document = konsultnlp.read(samples / NAMES[0])
    start = next(o for o, p in document.clean.page_starts() if p == 2) + 40
    start = document.text.index("\n", start) + 1
    end = document.text.index("\n", start)
    page = document.clean.page_at(start)
    doc_id = document.records.documents[0].doc_id
    desk.correct(("table", "doc_id", "char_start", "char_end"), ("dates", doc_id, start, end))
    desk.run()
    added = one(desk.out, "dates", rule="added-by-hand")
    assert (added["page"], added["text"]) == (str(page), document.text[start:end])


def test_what_is_no_request_is_deleted_and_nothing_points_to_it(desk):
    linked = next(a for a in rows(desk.out, "amounts") if a["request_id"])
    desk.correct(HEADS, (linked["request_id"], "rad", "slett"))
    desk.run()
    assert linked["request_id"] not in {r["request_id"] for r in rows(desk.out, "requests")}
    assert linked["request_id"] not in {a["request_id"] for a in rows(desk.out, "amounts")}
    assert status(desk) == [("applied", "row")]


def test_a_quote_can_be_widened_to_what_the_source_says(desk):
    row = begins(desk.out, "requests", "viderefører forsøket")
    text = (desk.out / "texts" / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
    start = int(row["char_start"]) + len("viderefører ")
    desk.correct(HEADS, (row["request_id"], "text", "forsøket med delte stillinger"))
    desk.run()
    after = one(desk.out, "requests", request_id=row["request_id"])
    assert int(after["char_start"]) == start and text[start : int(after["char_end"])] == after["text"]
    desk.correct(HEADS, (row["request_id"], "act", "wish"))  # corrected again, after its quote has changed
    desk.run()
    assert one(desk.out, "requests", request_id=row["request_id"])["act"] == "wish"
    assert {s for s, _ in status(desk)} == {"applied"}


def test_a_changed_table_is_a_sheet_of_corrections(desk):
    table = rows(desk.out, "requests")
    row = next(r for r in table if r["deadline"] == "2025-04-01")
    header = list(table[0])
    unchanged = [[r[h] for h in header] for r in table]
    as_excel = [["01.04.2025" if c == "2025-04-01" else c for c in line] for line in unchanged]
    assert desk.correct(header, *as_excel).new == []
    as_excel[table.index(row)][header.index("act")] = "Demand"
    (made,) = desk.correct(header, *as_excel).new
    assert (made.record_id, made.field, made.new) == (row["request_id"], "act", "demand")


@pytest.mark.parametrize("table", ["documents", "sections", "participants", "statements", "set_aside", "amounts", "ministries",
                                   "references", "dates", "agreements", "cases", "tables"])  # fmt: skip
def test_a_table_that_nobody_has_changed_gives_no_correction(desk, table):
    found = rows(desk.out, table)
    assert desk.correct(list(found[0]), *[list(r.values()) for r in found]).new == []


def test_what_cannot_be_found_any_more_is_told(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    desk.correct(HEADS, (row["request_id"], "act", "demand"))
    path = desk.out / "corrections.csv"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace(row["text"], "Dette står ikke der."), encoding="utf-8", newline="")
    path.write_text(path.read_text(encoding="utf-8").replace(row["request_id"], "0" * 12), encoding="utf-8", newline="")
    summary = desk.run()
    assert summary.corrections == {"unmatched": 1} and summary.exit_code == 0
    (line,) = summary.warnings
    assert "unmatched" in line and row["doc_id"] in line and "\n" not in line
    (told,) = rows(desk.out, "corrections_status")
    assert told["status"] == "unmatched" and "no row has this id" in told["reason"]
    # Another id and the same quote at the same place is the same row.
    path.write_text(kept.replace(row["request_id"], "0" * 12), encoding="utf-8", newline="")
    assert desk.run().corrections == {"applied": 1}
    assert one(desk.out, "requests", request_id=row["request_id"])["act"] == "demand"


def test_a_document_that_is_not_read_this_time_has_unmatched_corrections(desk):
    row = rows(desk.out, "requests")[-1]
    desk.correct(HEADS, (row["request_id"], "act", "wish"))
    desk.pdfs = [p for p in desk.pdfs if not row["doc_id"].startswith(p.stem)]
    assert desk.run().corrections == {"unmatched": 1}
    assert (desk.out / "corrections.csv").exists()


def test_the_last_word_counts_and_two_people_who_disagree_are_told(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    heads = (*HEADS, "av", "når")
    desk.correct(heads, (row["request_id"], "act", "demand", "Kari", "2025-01-01"))
    desk.correct(heads, (row["request_id"], "act", "wish", "Kari", "2025-01-02"))
    assert desk.run().corrections == {"superseded": 1, "applied": 1}
    desk.correct(heads, (row["request_id"], "act", "position", "Ola", "2025-01-03"))
    summary = desk.run()
    assert one(desk.out, "requests", request_id=row["request_id"])["act"] == "position"
    assert summary.corrections == {"superseded": 1, "conflicting": 1, "applied": 1}
    assert len(summary.warnings) == 1 and "Ola" in summary.warnings[0]


def test_saying_it_twice_changes_nothing(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    lines = [(row["request_id"], "act", "demand"), (row["request_id"], "rad", "slettet")]
    desk.correct(HEADS, *lines)
    once = (desk.out / "corrections.csv").read_bytes()
    for _ in range(2):
        assert desk.correct(HEADS, *lines).new == []
        assert (desk.out / "corrections.csv").read_bytes() == once
        desk.run()


def test_the_ids_of_people_want_their_document(desk, tmp_path):
    person = rows(desk.out, "participants")[0]
    desk.correct(
        ("tabell", "doc_id", *HEADS), ("participants", person["doc_id"], person["person_id"], "function", "adm")
    )
    desk.run()
    assert one(desk.out, "participants", person_id=person["person_id"])["function"] == "adm"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("act", "ønske", "act: 'ønske'; expected one of request, expectation"),
        ("explicit", "kanskje", "explicit: 'kanskje' is no truth value"),
        ("addressee_id", "kd-2099", "'kd-2099' is no known id; expected one of"),
        ("addressee", "Den franske regjering", "addressee: the source does not say"),
        ("deadline", "2025-13-01", "deadline: '2025-13-01' is no date"),
        ("page", "7", "'page' cannot be corrected: it follows from the quote"),
        ("char_start", "1", "'char_start' cannot be corrected"),
        ("text", "Noe helt annet.", "the source does not say 'Noe helt annet.'"),
        ("trigger", "krever", "trigger: the quote does not hold the words"),
        ("aktør", "KS", "requests has no column 'aktør'; expected one of requester"),
        ("rule", "x", "'rule' cannot be corrected"),
        ("row", "kanskje", "expected added or deleted"),
        ("list_index", "en", "list_index: 'en'; expected a whole number"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_taken_over(desk, field, value, words):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    with pytest.raises(ImportRefused) as refused:
        desk.correct(HEADS, (row["request_id"], "act", "wish"), (row["request_id"], field, value))
    (line,) = refused.value.errors
    assert "rettelser.csv: line 3: " in line and words in line and "\n" not in line
    assert not (desk.out / "corrections.csv").exists()


@pytest.mark.parametrize(
    ("table", "field", "value", "words"),
    [("amounts", "value", "mange", "value: 'mange' is no number"), ("dates", "iso", "2025-02-30", "is no date"),
     ("documents", "year", "20255", "from 1800 to 2200"), ("sections", "rad", "slett", "other rows hang on them")],
)  # fmt: skip
def test_what_cannot_be_in_other_tables(desk, table, field, value, words):
    row = rows(desk.out, table)[0]
    with pytest.raises(ImportRefused, match=words):
        desk.correct(HEADS, (next(iter(row.values())), field, value))


def test_quotes_must_be_the_sources_own_and_tell_one_place(desk):
    doc_id = rows(desk.out, "documents")[0]["doc_id"]
    heads = ("table", "doc_id", "quote")
    with pytest.raises(ImportRefused, match=r"the source says 'kommunene' in \d+ places"):
        desk.correct(heads, ("ministries", doc_id, "kommunene"))
    with pytest.raises(ImportRefused, match="the source does not say"):
        desk.correct(heads, ("requests", doc_id, "KS ber om månen."))


def test_a_cell_that_was_made_harmless_gets_its_text_back(desk):
    row = rows(desk.out, "amounts")[0]
    desk.correct(HEADS, (row["amount_id"], "unit", "'=1+1"))
    (written,) = rows(desk.out, "corrections")
    assert written["new"] == "'=1+1"
    desk.run()
    assert one(desk.out, "amounts", amount_id=row["amount_id"])["unit"] == "=1+1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_sheets_as_other_programs_save_them(desk, encoding, delimiter):
    row = rows(desk.out, "amounts")[0]
    lines = [("Rad-id", "Felt", "Ny verdi", "Når"), (row["amount_id"], "unit", "årsverk", "")]
    path = desk.out.parent / "ark.csv"
    path.write_bytes("\r\n".join(map(delimiter.join, lines)).encode(encoding))
    (made,) = import_file(path, desk.out).new
    assert made.new == "årsverk"


def test_a_faulty_line_is_told_before_anything_is_read(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    desk.correct(HEADS, (row["request_id"], "act", "demand"))
    path = desk.out / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("demand", "krav"), encoding="utf-8", newline="")
    seen = []
    with pytest.raises(UsageError, match=r"corrections\.csv: line 2: act: 'krav'; expected one of request"):
        desk.run(force=True, on_file=lambda *a: seen.append(a))
    assert not seen


def test_a_folder_that_is_no_output(tmp_path):
    with pytest.raises(UsageError, match=r"documents\.csv"):
        import_file(by_excel(tmp_path / "x.csv", HEADS), tmp_path)


def test_what_a_newer_program_does_not_find_or_finds_itself(desk, samples):
    """The ids of a document follow its name; so a file read anew under its own name is what a newer program reads."""
    statement = next(r for r in rows(desk.out, "statements") if r["act"] == "information")
    heads = ("tabell", "dokument", "sitat", "felt", "ny verdi")
    desk.correct(heads, ("requests", statement["doc_id"], statement["text"], "act", "wish"))
    desk.run()
    own = one(desk.out, "requests", rule="added-by-hand")
    # As if the program had made the row itself: its id is the same.
    from konsultnlp.collection import Records
    from konsultnlp.corrections import Corrections
    from konsultnlp.records import DocumentRecord, RequestRecord

    text = (desk.out / "texts" / f"{own['doc_id']}.txt").read_text(encoding="utf-8")
    document = DocumentRecord(doc_id=own["doc_id"], source="x.pdf", sha256="")
    row = RequestRecord(doc_id=own["doc_id"], request_id=own["request_id"], text=own["text"], act="wish", rule="frames",
                        char_start=int(own["char_start"]), char_end=int(own["char_end"]))  # fmt: skip
    records = Records(documents=[document], requests=[row])
    corrections = Corrections.load(desk.out)
    corrections.apply(records, text)
    assert records.requests == [row] and corrections.counts() == {"same already": 2}


def test_a_copy_under_another_name_is_another_document(desk, tmp_path):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    desk.correct(HEADS, (row["request_id"], "act", "demand"))
    shutil.copy(desk.pdfs[0], tmp_path / "kopi.pdf")
    desk.pdfs = [*desk.pdfs, tmp_path / "kopi.pdf"]
    assert desk.run().corrections == {"applied": 1}
    acts = [r["act"] for r in rows(desk.out, "requests") if r["text"] == row["text"]]
    assert acts == ["demand", row["act"]]


def test_the_pages_of_a_text_are_told_by_where_each_begins(samples):
    import konsultnlp

    clean = konsultnlp.read(samples / NAMES[0]).clean
    starts = clean.page_starts()
    assert len(starts) > 1
    for block in clean.blocks:
        for at in range(block.start, block.end, 7):
            assert max(s for s in starts if s[0] <= at)[1] == clean.page_at(at)


def test_a_worksheet_in_which_some_rows_are_right(desk):
    first, second = rows(desk.out, "requests")[:2]
    heads = ("request_id", "act", "text", "felt", "ny verdi", "merknad")
    (made,) = desk.correct(
        heads,
        (first["request_id"], first["act"], first["text"], "", "", ""),
        (second["request_id"], second["act"], second["text"], "deadline", "", ""),
        (second["request_id"], second["act"], second["text"], "act", "wish", "sagt som et ønske"),
    ).new
    assert (made.record_id, made.new, made.why) == (second["request_id"], "wish", "sagt som et ønske")

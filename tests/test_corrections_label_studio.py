"""Out to Label Studio and back: an annotation that changes nothing gives no correction, each change gives exactly its own."""

import copy
import json
import xml.etree.ElementTree as ET

import pytest
from correcting import NAMES, Desk, begins, one, rows
from pdfs import FILLER, Sheet

from konsultnlp.corrections import import_file
from konsultnlp.corrections.label_studio import FIELDS, config
from konsultnlp.corrections.label_studio_export import export_tasks
from konsultnlp.errors import UsageError


@pytest.fixture(scope="module")
def made(samples, tmp_path_factory):
    desk = Desk([samples / NAMES[0]], tmp_path_factory.mktemp("studio") / "ut")
    assert desk.run(model="none").exit_code == 0
    return desk


@pytest.fixture
def desk(made, tmp_path):
    return made.copy(tmp_path)


def exported(desk):
    """What Label Studio exports after an annotator has accepted the pre-annotations of each task."""
    path = desk.out.parent / "tasks.json"
    assert export_tasks(desk.out, path)[0] == len(desk.pdfs)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for number, task in enumerate(tasks, 1):
        (prediction,) = task["predictions"]
        results = [{**r, "origin": "prediction"} for r in copy.deepcopy(prediction["result"])]
        task["id"] = number
        task["predictions"] = []
        task["annotations"] = [
            {
                "id": 1000 + number, "completed_by": 7, "was_cancelled": False, "ground_truth": False, "lead_time": 4.2, "result": results,
                "created_at": "2025-03-09T22:16:08.728353Z", "updated_at": "2025-03-09T22:18:08.728378Z", "task": number,
            }
        ]  # fmt: skip
    return tasks


def results(tasks):
    return tasks[0]["annotations"][0]["result"]


def of_region(tasks, region):
    return {r["from_name"]: r for r in results(tasks) if r["id"] == region}


def back(desk, tasks):
    path = desk.out.parent / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return import_file(path, desk.out).new


def said(corrections):
    return {(c.table, c.field, c.new) for c in corrections}


def test_the_configuration_has_a_control_for_all_that_the_tasks_hold(desk):
    view = ET.fromstring(config())
    controls = {e.get("name"): e for e in view.iter() if e.get("toName") == "text"}
    offered = {n: {c.get("value") for c in e} for n, e in controls.items()}
    types = {"Labels": "labels", "Choices": "choices", "TextArea": "textarea"}
    assert any(e.tag == "Text" and e.get("value") == "$text" for e in view.iter())
    for r in results(exported(desk)):
        assert r["to_name"] == "text" and types[controls[r["from_name"]].tag] == r["type"]
        if r["type"] in ("labels", "choices"):
            assert set(r["value"][r["type"]]) <= offered[r["from_name"]]
    assert offered["label"] == set(FIELDS)


def test_nothing_changed_gives_no_correction(desk):
    tasks = exported(desk)
    assert sum(r["type"] == "labels" for r in results(tasks)) == sum(len(rows(desk.out, t)) for t in FIELDS)
    assert back(desk, tasks) == []
    for r in results(tasks):  # ids that were made anew
        r["id"] = "x" + r["id"]
    assert back(desk, tasks) == []


def test_a_changed_field_and_a_cleared_one(desk):
    row = begins(desk.out, "requests", "KS ber regjeringen om å legge fram")
    tasks = exported(desk)
    region = of_region(tasks, f"requests-{row['request_id']}")
    region["requests_act"]["value"]["choices"] = ["demand"]
    results(tasks).remove(region["requests_deadline"])
    made = back(desk, tasks)
    assert said(made) == {("requests", "act", "demand"), ("requests", "deadline", "")}
    assert {(c.who, c.when, c.record_id) for c in made} == {
        ("user 7 of Label Studio", "2025-03-09T22:16:08+00:00", row["request_id"])
    }
    desk.run(model="none")
    after = one(desk.out, "requests", request_id=row["request_id"])
    assert (after["act"], after["deadline"]) == ("demand", "")
    assert back(desk, tasks) == []
    assert back(desk, exported(desk)) == []  # exported anew, accepted again


def test_a_region_that_was_taken_away(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    tasks = exported(desk)
    gone = f"requests-{row['request_id']}"
    tasks[0]["annotations"][0]["result"] = [r for r in results(tasks) if r["id"] != gone]
    (made,) = back(desk, tasks)
    assert (made.record_id, made.field, made.new) == (row["request_id"], "row", "deleted")
    desk.run(model="none")
    assert row["request_id"] not in {r["request_id"] for r in rows(desk.out, "requests")}
    assert back(desk, tasks) == []


def test_a_region_that_was_drawn(desk):
    tasks = exported(desk)
    text = tasks[0]["data"]["text"]
    start = text.index("Vi ber derfor Kunnskapsdepartementet (KD)")
    value = {"start": start, "end": start + len("Vi ber derfor "), "text": "Vi ber derfor "}
    results(tasks).extend(
        [
            {"id": "aB3_", "from_name": "label", "to_name": "text", "type": "labels", "value": {**value, "labels": ["requests"]}},
            {"id": "aB3_", "from_name": "requests_act", "to_name": "text", "type": "choices", "value": {**value, "choices": ["wish"]}},
        ]
    )  # fmt: skip
    made = back(desk, tasks)
    assert said(made) == {("requests", "row", "added"), ("requests", "act", "wish")}
    assert {c.quote for c in made} == {"Vi ber derfor"}  # the blank was no part of it
    desk.run(model="none")
    added = one(desk.out, "requests", rule="added-by-hand")
    page = begins(desk.out, "requests", "Vi ber derfor Kunnskapsdepartementet")["page"]
    assert (added["text"], added["act"], added["page"]) == ("Vi ber derfor", "wish", page)
    assert back(desk, tasks) == [] and back(desk, exported(desk)) == []


def test_a_second_row_of_one_quote_stays_beside_the_first(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    tasks = exported(desk)
    region = of_region(tasks, f"requests-{row['request_id']}")
    second = [copy.deepcopy(region[n]) for n in ("label", "requests_act")]
    for r in second:
        r["id"] = "ny"
    second[1]["value"]["choices"] = ["wish"]
    results(tasks).extend(second)
    assert said(back(desk, tasks)) == {("requests", "row", "added"), ("requests", "act", "wish")}
    for _ in range(2):
        desk.run(model="none")
        acts = [r["act"] for r in rows(desk.out, "requests") if r["text"] == row["text"]]
        assert acts == [row["act"], "wish"]
        assert back(desk, tasks) == []


def test_a_region_of_another_extent(desk):
    row = begins(desk.out, "requests", "viderefører forsøket")
    tasks = exported(desk)
    region = of_region(tasks, f"requests-{row['request_id']}")
    for r in region.values():
        r["value"]["start"] += len("viderefører ")
        if "labels" in r["value"]:
            r["value"]["text"] = "forsøket med delte stillinger"
    (made,) = back(desk, tasks)
    assert (made.field, made.new, made.record_id) == ("text", "forsøket med delte stillinger", row["request_id"])
    desk.run(model="none")
    assert one(desk.out, "requests", request_id=row["request_id"])["text"] == made.new
    assert back(desk, exported(desk)) == []


def test_another_label_is_a_row_of_another_table(desk):
    row = begins(desk.out, "requests", "KS er bekymret for at")
    tasks = exported(desk)
    region = of_region(tasks, f"requests-{row['request_id']}")
    for name, r in region.items():
        if name != "label":
            results(tasks).remove(r)
    region["label"]["value"]["labels"] = ["statements"]
    assert said(back(desk, tasks)) == {("requests", "row", "deleted"), ("statements", "row", "added")}


def test_a_task_that_was_skipped_and_a_row_that_is_newer_than_the_task(desk):
    tasks = exported(desk)
    region = results(tasks)[0]["id"]
    tasks[0]["annotations"][0].update(was_cancelled=True, result=[])
    assert back(desk, tasks) == []
    tasks = exported(desk)
    tasks[0]["data"]["konsultnlp"] = [b for b in tasks[0]["data"]["konsultnlp"] if b["id"] != region]
    tasks[0]["annotations"][0]["result"] = [r for r in results(tasks) if r["id"] != region]
    assert back(desk, tasks) == []


@pytest.fixture
def astral(tmp_path):
    """Labels count code points now and counted UTF-16 units once."""
    sheet = Sheet(tmp_path / "møte.pdf").text(70, 80, "Innspill fra KS", "Helvetica-Bold", 14)
    sheet.lines(70, 110, *FILLER, "KS ber regjeringen om å bidra med 5 mill. kroner.").save()
    desk = Desk([tmp_path / "møte.pdf"], tmp_path / "ut")
    desk.run(model="none")
    # Few fonts have such characters, so one is put into what was written, and all behind it moves by one.
    (path,) = (desk.out / "texts").iterdir()
    text = path.read_text(encoding="utf-8")
    path.write_text("💩" + text, encoding="utf-8", newline="")
    for table in (*FIELDS, "sections"):
        table_path = desk.out / f"{table}.csv"
        found = rows(desk.out, table)
        if found:
            for r in found:
                r["char_start"], r["char_end"] = str(int(r["char_start"]) + 1), str(int(r["char_end"]) + 1)
            import csv

            with table_path.open("w", encoding="utf-8", newline="") as handle:
                writer = csv.DictWriter(handle, list(found[0]))
                writer.writeheader()
                writer.writerows(found)
    return desk


@pytest.mark.parametrize("older", [False, True])
def test_offsets_behind_characters_outside_the_basic_plane(astral, older):
    tasks = exported(astral)
    text = tasks[0]["data"]["text"]
    label = next(r for r in results(tasks) if r["type"] == "labels")["value"]
    assert text[label["start"] : label["end"]] == label["text"]
    if older:
        for r in results(tasks):
            r["value"]["start"] += 1
            r["value"]["end"] += 1
    start = text.index("bidra") + older
    value = {"start": start, "end": start + 5, "text": "bidra", "labels": ["requests"]}
    results(tasks).append({"id": "ny", "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    (made,) = back(astral, tasks)
    assert (made.field, made.new, made.quote, made.char_start) == ("row", "added", "bidra", text.index("bidra"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t["data"].update(text="Noe annet"), "is another one in the output now"),
        (lambda t: t["data"].update(doc_id="borte"), "no document 'borte'"),
        (lambda t: t["data"].pop("konsultnlp"), "lacks the exported rows"),
        (lambda t: t.pop("annotations"), "no annotations"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(labels=["Sted"]), "the label 'Sted' is none of"),
        (lambda t: t["annotations"][0]["result"][0]["value"].pop("start"), "not as Label Studio exports it"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(start=5), "the region"),
    ],
)
def test_what_cannot_be_taken_back_is_told(desk, change, words):
    tasks = exported(desk)
    change(tasks[0])
    with pytest.raises(UsageError, match=words) as told:
        back(desk, tasks)
    assert "task 1" in str(told.value) and "\n" not in str(told.value)

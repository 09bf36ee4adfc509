"""What a reader of the report does, in a real browser, opened from the disk."""

import csv
import io
import os
from pathlib import Path

import pytest

SIZES = {"wide": {"width": 1400, "height": 900}, "narrow": {"width": 420, "height": 900}}


def rows(site, table):
    with (site / "ut" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def until(page, condition):
    """Waits for a condition of the page; Playwright's own way needs eval, which the report's policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def crossing(site):
    """The request that runs over a page break."""
    return next(r for r in rows(site, "requests") if len({b.split(":")[0] for b in r["boxes"].split(";")}) == 2)


def link(row, table="requests"):
    return f"#doc={row['doc_id']}&record={table}.{row['request_id']}"


def far(page, row, views):
    """The largest distance in pixels of a drawn highlight's edges from where the record's boxes belong."""
    worst = 0.0
    by_page = {}
    for piece in row["boxes"].split(";"):
        number, _, corners = piece.partition(":")
        by_page.setdefault(int(number), []).append([float(c) for c in corners.split(",")])
    for number, boxes in by_page.items():
        left, top, right, bottom = views[number]
        sheet = page.locator(f'.page[data-page="{number}"] .sheet img').bounding_box()
        sx, sy = sheet["width"] / (right - left), sheet["height"] / (bottom - top)
        shapes = page.locator(f'.page[data-page="{number}"] g[data-key="requests.{row["request_id"]}"] rect')
        assert shapes.count() == len(boxes)
        drawn = page.evaluate(
            """(selector) => [...document.querySelectorAll(selector)].map((r) => {
                const box = r.getBBox(), m = r.getScreenCTM();
                return [box.x * m.a + m.e, box.y * m.d + m.f, (box.x + box.width) * m.a + m.e, (box.y + box.height) * m.d + m.f];
            })""",
            f'.page[data-page="{number}"] g[data-key="requests.{row["request_id"]}"] rect',
        )
        for (x0, y0, x1, y1), found in zip(boxes, drawn, strict=True):
            wanted = [
                sheet["x"] + (x0 - left) * sx, sheet["y"] + (y0 - top) * sy,
                sheet["x"] + (x1 - left) * sx, sheet["y"] + (y1 - top) * sy,
            ]  # fmt: skip
            worst = max(worst, *(abs(a - b) for a, b in zip(wanted, found, strict=True)))
    return worst


A4 = (0, 0, 595.28, 841.89)


def test_filter_to_row_to_page_to_highlight(visit, site):
    row = crossing(site)
    page = visit().go("#table=requests")
    assert page.locator("#count").inner_text() == "9 av 9 rader"
    page.select_option("#f-addressee_id", row["addressee_id"])
    assert page.locator("#count").inner_text() == "1 av 9 rader"
    page.click("table.records tbody tr td.c-text")
    page.wait_for_selector("g.on")
    assert page.url.endswith(link(row))
    # The list has gone to it, too.
    option, box = (
        page.locator('[role=option][aria-selected="true"]').bounding_box(),
        page.locator(".list").bounding_box(),
    )
    assert box["y"] <= option["y"] and option["y"] + option["height"] <= box["y"] + box["height"] + 1
    # Both parts are marked, on the page and in the text, and the page has gone to it.
    assert page.locator("g.on").count() == 2
    assert "".join(page.locator("mark.on").all_inner_texts()) == row["text"]
    assert page.locator("mark.on").first.is_visible()
    on = page.locator("g.on").first.bounding_box()
    pane = page.locator(".pages").bounding_box()
    assert pane["y"] <= on["y"] and on["y"] + on["height"] <= pane["y"] + pane["height"]
    until(page, "[...document.querySelectorAll('.sheet img')].every((i) => i.complete && i.naturalWidth > 0)")
    assert far(page, row, {1: A4, 2: A4}) <= 2
    # Back to the table as it was.
    page.click("a.back")
    assert page.locator("#count").inner_text() == "1 av 9 rader"


@pytest.mark.parametrize("clicks", [-3, 0, 2, 4])
@pytest.mark.parametrize("size", SIZES)
def test_highlights_fit_at_any_zoom(visit, site, clicks, size):
    row = crossing(site)
    page = visit(viewport=SIZES[size]).go(link(row))
    for _ in range(abs(clicks)):
        page.locator(".zoom button").nth(1 if clicks > 0 else 0).click()
    assert far(page, row, {1: A4, 2: A4}) <= 2


def test_highlights_fit_on_turned_and_cropped_pages(visit, site):
    found = [r for r in rows(site, "requests") if r["doc_id"].startswith("snudd")]
    page = visit().go(link(found[0]))
    page.wait_for_selector("g.on")
    views = {1: A4, 2: (40, 141.89, 560, 781.89)}
    assert [far(page, r, views) <= 2 for r in found] == [True, True]


def test_a_click_on_the_page_leads_to_the_text_and_back(visit, site):
    first, second = [r for r in rows(site, "requests") if r["doc_id"] == crossing(site)["doc_id"]][:2]
    page = visit().go(f"#doc={first['doc_id']}")
    page.locator(f'g[data-key="requests.{first["request_id"]}"] rect').first.click(position={"x": 5, "y": 5})
    assert "".join(page.locator("mark.on").all_inner_texts()) == first["text"]
    page.locator("mark", has_text="KS ber Kunnskapsdepartementet").first.click()
    assert page.locator("g.on").first.get_attribute("data-key") == f"requests.{second['request_id']}"
    # The amount lies inside the request: one click chooses it, the next the request beneath.
    amount = page.locator("mark.t-amounts").first
    amount.click()
    assert page.locator("g.on").get_attribute("data-key").startswith("amounts.")
    amount.click()
    assert page.locator("g.on").get_attribute("data-key") == f"requests.{first['request_id']}"


def test_search_finds_words_and_phrases(visit, site):
    page = visit().go("#table=requests")
    page.fill("#q", "FØR skolestart")
    until(page, "document.querySelector('#count').textContent.startsWith('1 av')")
    assert "før skolestart" in page.locator("tbody td.c-text").inner_text()
    page.fill("#q", '"skolestart før"')
    until(page, "document.querySelector('#count').textContent.startsWith('0 av')")
    assert page.locator("tbody").inner_text() == "Ingen treff"
    assert page.locator("#live").inner_text() == "0 av 9 rader"
    page.click("#reset")
    assert page.locator("#count").inner_text() == "9 av 9 rader"


def test_amounts_are_bounded_in_words_or_figures(visit, site):
    page = visit().go("#table=amounts")
    values = [float(r["value"]) for r in rows(site, "amounts")]
    for text, least in (("1 mrd", 1e9), ("400 000 000", 4e8), ("300 mill. kroner", 3e8)):
        page.fill("#f-value-min", text)
        wanted = sum(v >= least for v in values)
        until(page, f"document.querySelector('#count').textContent.startsWith('{wanted} av')")
    page.fill("#f-value-min", "mye")
    until(page, "document.querySelector('#f-value-min').getAttribute('aria-invalid') === 'true'")
    assert page.locator("#count").inner_text() == f"{len(values)} av {len(values)} rader"


def test_sorting_is_told_and_goes_by_number(visit, site):
    page = visit().go("#table=amounts")
    values = sorted(float(r["value"]) for r in rows(site, "amounts"))
    head = page.locator("th.c-value")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"

    def shown():
        return [float("".join(c for c in t if c.isdigit())) for t in page.locator("td.c-value").all_inner_texts()]

    assert shown() == values
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert shown() == values[::-1]
    # The selection is in the address: the same link shows the same.
    url = page.url
    page.goto("about:blank")
    page.goto(url)
    page.wait_for_selector("td.c-value")
    assert shown() == values[::-1]


def test_the_selection_can_be_downloaded(visit, site):
    page = visit().go("#table=requests&f._year=2020")
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename == "requests.csv"
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # so that Excel reads æøå
    found = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    wanted = [r for r in rows(site, "requests") if r["doc_id"].startswith("fiendtlig")]
    assert [{k: v for k, v in f.items() if k in wanted[0]} for f in found] == wanted
    assert {f["document_year"] for f in found} == {"2020"}


def test_no_cell_of_a_download_is_a_formula(visit, site):
    page = visit().go()
    text = page.evaluate("KN.csv.asCsv(['a'], [['=1+1'], ['@x'], ['-2,5'], ['-x'], ['+47'], ['a=b']])")
    assert text.splitlines()[1:] == ["'=1+1", "'@x", '"-2,5"', "'-x", "'+47", "a=b"]


def test_language_is_switched_and_kept(visit, site):
    one = visit()
    page = one.go()
    assert page.locator("h1").inner_text() == "Oversikt"
    page.select_option("#lang", "nn")
    assert page.locator("h1").inner_text() == "Oversyn"
    assert page.locator("html").get_attribute("lang") == "nn"
    page = one.go("#table=documents")
    assert page.locator("h1").inner_text() == "Dokument"
    page.select_option("#lang", "en")
    assert page.locator("h1").inner_text() == "Documents"
    assert page.locator("#nav a").all_inner_texts() == ["Overview", "Documents", "Tables"]


def test_theme_is_switched_and_kept(visit):
    one = visit()
    page = one.go()
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.select_option("#theme", "dark")
    assert page.evaluate(ground) != light
    page = one.go("#table=requests")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_by_keyboard_alone(visit, site):
    page = visit().go("#table=requests")

    def focus():
        return page.evaluate(
            "document.activeElement.closest('[data-r]')?.dataset.r ?? document.activeElement.className"
        )

    page.keyboard.press("/")
    page.keyboard.type("å fjerne", delay=1)
    until(page, "document.querySelector('#count').textContent.startsWith('4 av')")
    for _ in range(40):
        page.keyboard.press("Tab")
        if focus() == "go":
            break
    assert focus() == "go"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("g.on")
    # In the list: the next record, then the same one on the page, in the text, and in the list again.
    second = [r for r in rows(site, "requests") if "å fjerne" in r["text"]][1]
    assert page.locator("g.on").first.get_attribute("data-key") == f"requests.{second['request_id']}"
    assert focus() == "list"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("g.on").first.get_attribute("data-r")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "g" and focus() == chosen
    ring = page.evaluate("getComputedStyle(document.activeElement.firstChild).strokeWidth")
    assert ring == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MARK" and focus() == chosen
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.tagName") == "MARK" and focus() != chosen
    # Escape: to the list, then nothing chosen, then back to the table.
    page.keyboard.press("Escape")
    assert focus() == "list"
    page.keyboard.press("Escape")
    assert page.locator("g.on").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_selector("table.records")
    assert page.locator("#q").input_value() == "å fjerne"


@pytest.mark.parametrize("single", [False, True], ids=["folder", "single file"])
def test_hostile_text_does_not_run(visit, site, single):
    visit(single)
    doc_id = next(r["doc_id"] for r in rows(site, "documents") if r["source"] == "fiendtlig.pdf")
    for hash_ in ("", "#table=documents", "#table=requests", "#table=references", "#table=errors", f"#doc={doc_id}"):
        page = visit.visit.go(hash_)
    page.wait_for_selector("mark")
    for chip in page.locator(".chips input").all():
        chip.check()
    for option in page.locator(".list li").all():
        option.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert page.locator("main img[onerror], main script, main a[href^='javascript'], main a[href^='http']").count() == 0
    text = page.locator(".text").inner_text()
    assert '<img src="x" onerror="window.hit=1">' in text and "</script><script>window.hit=2</script>" in text
    assert "<img src=x onerror=window.hit=4>" in page.locator("h1").inner_text()


@pytest.mark.parametrize(
    "hash_", ["#doc=../../utenfor", "#doc=x'y<b>", "#doc=finnes-ikke-00000000", "#table=constructor"]
)
def test_an_address_out_of_thin_air_is_told(visit, hash_):
    one = visit()
    page = one.go(hash_)
    assert page.locator("h1").inner_text() in {
        "Det finnes ikke noe dokument med denne adressen i rapporten.",
        "Anmodninger",
    }
    if "finnes-ikke" in hash_:
        one.complaints.clear()  # the browser itself says that there is no such file


def test_the_single_file_reads_like_the_folder(visit, site):
    row = crossing(site)
    page = visit(single=True).go(link(row))
    until(page, "[...document.querySelectorAll('.sheet img')].every((i) => i.complete && i.naturalWidth > 0)")
    assert far(page, row, {1: A4, 2: A4}) <= 2
    assert "".join(page.locator("mark.on").all_inner_texts()) == row["text"]
    page.click("#nav a[data-view=tables]")
    assert page.locator("#count").inner_text() == "9 av 9 rader"


def test_charts_have_their_figures_beneath(visit, site):
    page = visit().go()
    figures = page.locator("figure:has(canvas)")
    assert figures.count() == 4
    for figure in figures.all():
        figure.locator("summary").click()
        assert figure.locator("table tbody tr").count() >= 1
        assert figure.locator("canvas").get_attribute("aria-label")
    # A cell of addressees by year leads to its rows.
    page.locator("table.heat td a").first.click()
    page.wait_for_selector("table.records tbody td.c-text")
    assert page.locator("#count").inner_text() != "9 av 9 rader"


def test_what_could_not_be_read_is_told(visit, site):
    page = visit().go()
    assert "ødelagt.pdf" in page.locator("section.card").inner_text()
    page = visit.visit.go("#table=errors")
    assert "Skadet PDF" in page.locator("tbody").inner_text()


@pytest.mark.parametrize("view", ["overview", "requests", "amounts", "documents", "reading"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(visit, site, view, theme, size):
    hash_ = {"overview": "", "reading": link(crossing(site))}.get(view, f"#table={view}")
    one = visit(color_scheme=theme, viewport=SIZES[size])
    page = one.go(hash_)
    page.wait_for_timeout(150)
    assert page.locator("html").get_attribute("data-theme") == theme
    if view == "reading":
        for chip in page.locator(".chips input").all():
            chip.check()
    assert one.axe() == []


def test_on_paper_all_of_the_text_stands_and_no_controls(visit, site):
    page = visit().go(link(crossing(site)))
    page.wait_for_selector("g.on")
    page.emulate_media(media="print")
    assert not page.locator(".top nav, .chips, .list").first.is_visible()
    pane = page.locator(".text")
    assert pane.evaluate("n => n.scrollHeight <= n.clientHeight + 1")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "table", "reading"])
def test_pictures_of_the_views_are_kept(visit, site, tmp_path, view, theme):
    hash_ = {"overview": "", "table": "#table=requests", "reading": link(crossing(site))}[view]
    page = visit(color_scheme=theme).go(hash_)
    page.wait_for_timeout(300)
    folder = Path(os.environ.get("KONSULTNLP_ARTEFACTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"report-{view}-{theme}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000

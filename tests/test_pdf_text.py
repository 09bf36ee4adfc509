"""Clean text from pages: what a reader would copy out by hand."""

import numpy as np
import pytest
from pdfs import FILLER, HEIGHT, WIDTH, Sheet
from reportlab.pdfbase.pdfmetrics import stringWidth

from konsultnlp.pdf.clean import read_pdf
from konsultnlp.pdf.hyphens import Vocabulary
from konsultnlp.places import NO_LINE, STEPS, Places


def read(sheet):
    return read_pdf(sheet.save()).text


def test_lines_become_one_paragraph_and_a_gap_parts_two(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER).lines(70, 150, *FILLER)
    text = read(sheet).text
    assert text.count("\n") == 1
    assert text.startswith("Kommunene i regionen") and "tjenester for innbyggerne, og erfaringene" in text


def test_every_character_knows_its_page_and_box(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER).page().text(70, 80, "Ny side her.")
    clean = read(sheet)
    at = clean.text.index("erfaringene")
    (place,) = clean.locate(at, at + len("erfaringene"))
    assert (place.page, round(place.top), round(place.bottom)) == (1, 86, 97)
    assert 70 < place.x0 < place.x1 < 200
    assert clean.page_at(clean.text.index("Ny side")) == 2
    over_two_lines = clean.locate(clean.text.index("innbyggerne"), at + 3)
    assert [p.page for p in over_two_lines] == [1, 1] and over_two_lines[0].top < over_two_lines[1].top


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 2), (0, 10_000)])
def test_places_outside_the_text_are_refused(tmp_path, start, end):
    clean = read(Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER))
    with pytest.raises(ValueError, match=f"{start}:{end}"):
        clean.locate(start, end)


def test_places_are_compact(tmp_path):
    clean = read(Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER * 10))
    places = Places()
    for _ in range(100):
        ids, edges = clean.places.between(0, len(clean))
        places.add(ids.tolist(), *(edges / STEPS).T.tolist())
    assert places.nbytes <= 3 * len(places)


def test_running_heads_and_page_numbers_go_but_repeated_headings_stay(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in (1, 2, 3):
        sheet.text(70, 40, "Materiale til møtet", size=9).text(290, 800, f"Side {n}", size=9)
        sheet.text(70, 90, "Innspill fra KS" if n > 1 else "Om ordningen", "Helvetica-Bold", 12)
        sheet.lines(70, 110, *FILLER[n - 1 :], f"Dette er side {n} av flere.").page()
    text = read(sheet).text
    assert "Materiale til møtet" not in text and "Side" not in text
    assert text.count("Innspill fra KS") == 2


def test_a_first_heading_on_each_page_at_one_height_is_no_running_head(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(4):
        sheet.text(70, 70, "Innspill fra KS" if n != 1 else "Økonomi", "Helvetica-Bold", 12)
        sheet.lines(70, 90 + n, *FILLER[n % 3 :], "Slik er det her.").page()
    assert read(sheet).text.count("Innspill fra KS") == 3


def test_two_columns_are_read_one_after_the_other(tmp_path):
    left = [
        "Venstre spalte går helt ned her og",
        "fortsetter med flere linjer tekst som",
        "fyller bredden av spalten godt nok,",
    ] * 4
    right = [
        "høyre spalte står ved siden av og",
        "skal leses etter den venstre når den",
        "er slutt, slik alle lesere gjør det,",
    ] * 4
    sheet = Sheet(tmp_path / "a.pdf").lines(60, 100, *left).lines(320, 100, *right)
    text = read(sheet).text
    assert text.index("høyre spalte") > text.rindex("Venstre spalte")


@pytest.mark.parametrize("bullet", ["•", "-", "–"])
def test_bullets_are_dropped_and_items_stand_alone(tmp_path, bullet):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER, "Vi ber om:")
    sheet.text(88, 140, bullet).text(100, 140, "mer tid til arbeidet").text(88, 154, bullet).text(
        100, 154, "flere midler"
    )
    sheet.text(70, 175, FILLER[0])
    clean = read(sheet)
    items = [clean.text[b.start : b.end] for b in clean.blocks if b.kind == "item"]
    assert items == ["mer tid til arbeidet", "flere midler"]


def test_printed_labels_stay(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER, "Vi ber om:")
    sheet.text(80, 140, "a) mer tid til arbeidet").text(80, 154, "b) flere midler")
    clean = read(sheet)
    assert [(b.label, clean.text[b.start : b.end]) for b in clean.blocks if b.kind == "item"] == [
        ("a)", "a) mer tid til arbeidet"),
        ("b)", "b) flere midler"),
    ]


def test_a_date_at_a_line_start_is_no_item(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(
        70, 80, "Kommunene må ha på plass en plan for dette arbeidet og melde fra om den senest innen",
        "1. september, og de som ikke rekker fristen, må søke om utsettelse hos departementet i god",
        "tid før den går ut, slik at saken kan behandles.",
    )  # fmt: skip
    clean = read(sheet)
    assert [b.kind for b in clean.blocks] == ["paragraph"]


def test_a_paragraph_goes_on_over_the_page(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 760, *FILLER[:2]).page().lines(70, 80, *FILLER[2:])
    assert read(sheet).text.count("\n") == 0


def test_footnotes_stand_after_the_last_block_of_their_page_without_mark(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER)
    sheet.run(70, 122, ("Rammen er økt.", 11, 0), ("1", 6, 4), (" Det er bra.", 11, 0))
    sheet.text(70, 780, "1", size=6).text(76, 783, "Regnet i 2015-kroner.", size=9)
    sheet.page().lines(70, 80, *reversed(FILLER))
    clean = read(sheet)
    lines = clean.text.split("\n")
    assert lines[2] == "Regnet i 2015-kroner." and "Rammen er økt. Det er bra." in clean.text
    (mark,) = clean.marks
    assert clean.note_at(mark) == "Regnet i 2015-kroner." and clean.text[: mark.at].endswith("økt.")


def test_a_raised_number_without_a_footnote_stays(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER).run(70, 122, ("Huset er på 250 m", 11, 0), ("2", 6, 4))
    assert read(sheet).text.endswith("250 m2")


def test_contents_page_is_left_out(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(70, 80, "Innhold", "Helvetica-Bold", 14)
    for i, title in enumerate(("Innledning", "Økonomi", "Avtaler", "Vedlegg")):
        sheet.text(70, 110 + 16 * i, f"{i + 1} {title} " + "." * 60 + f" {i + 2}")
    sheet.page().lines(70, 80, *FILLER)
    assert read(sheet).text.startswith("Kommunene i regionen")


def test_text_drawn_twice_is_read_once(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(70, 80, "Viktig melding").text(70.2, 80, "Viktig melding")
    assert read(sheet).text == "Viktig melding"


def test_writing_up_the_margin_is_no_running_text(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER)
    sheet.canvas.saveState()
    sheet.canvas.translate(30, HEIGHT - 400)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "Foreløpig utkast")
    sheet.canvas.restoreState()
    assert "Foreløpig" not in read(sheet).text


def test_a_turned_page_is_read_upright(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(WIDTH, 0)
    sheet.canvas.rotate(90)
    for i, line in enumerate(FILLER):
        sheet.canvas.drawString(70, 500 - 14 * i, line)
    clean = read(sheet)
    assert clean.text == " ".join(FILLER)
    first, second, _ = clean.locate(0, len(clean.text))
    assert round(first.x0) == 70 and second.top > first.top


def test_links_keep_their_words_and_target(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(70, 80, "Les rapporten her.")
    start = 70 + stringWidth("Les ", "Times-Roman", 11)
    end = start + stringWidth("rapporten", "Times-Roman", 11)
    sheet.canvas.linkURL("https://eksempel.no/rapport", (start, HEIGHT - 83, end, HEIGHT - 70))
    clean = read(sheet)
    (link,) = clean.links
    assert (link.uri, clean.text[link.start : link.end]) == ("https://eksempel.no/rapport", "rapporten")


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "joined"),
    [
        ("kollektiv-", "trafikken", "", "kollektivtrafikken"),
        ("helse-", "og omsorgstjenester", "", "helse- og omsorgstjenester"),
        ("offentlig-", "offentlig", "", "offentlig-offentlig"),
        ("e-", "helse", "", "e-helse"),
        ("NAV-", "kontoret", "", "NAV-kontoret"),
        ("covid-", "19", "", "covid-19"),
        ("Miljøløft-", "ordningen", "Miljøløft er en ordning.", "Miljøløft-ordningen"),
        ("strandsone-", "avgiften", "Om strandsone-avgiften", "strandsone-avgiften"),
        ("kom-", "munene", "For kommunene gjelder", "kommunene"),
        ("el-", "ler", "", "eller"),
        ("Finans-", "departementet", "Etter Finans sitt syn", "Finansdepartementet"),
        ("inn\u00ad", "spill", "", "innspill"),
    ],
)
def test_layout_hyphens(before, after, elsewhere, joined):
    words = Vocabulary()
    words.add([elsewhere] + ["Dette er en delt lin-", "je til"] * 5)
    keep, space, rule = words.join(before, after.split()[0])
    assert (before if keep else before[:-1]) + (" " if space else "") + after == joined
    assert rule


def test_a_hyphen_at_a_line_end_is_recorded(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").lines(
        70, 80, "Fylkeskommunene har i dag ansvaret for det meste av den lokale kollektiv-", "trafikken i hele landet."
    )
    clean = read(sheet)
    assert "kollektivtrafikken" in clean.text
    (join,) = clean.joins
    assert (join.before, join.after, join.kept) == ("kollektiv-", "trafikken", False)


def test_joined_characters_have_places_and_inserted_ones_none(tmp_path):
    clean = read(Sheet(tmp_path / "a.pdf").lines(70, 80, *FILLER).lines(70, 150, *FILLER))
    lines, _ = clean.places.between(0, len(clean))
    assert np.all((lines == NO_LINE) == np.array([c in " \n" for c in clean.text]))

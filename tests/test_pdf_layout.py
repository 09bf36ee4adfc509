"""Layouts as ministries and municipalities set them: each test draws the least page that shows one of them."""

import pytest
from pdfs import FILLER, HEIGHT, Sheet
from reportlab.pdfbase.pdfmetrics import stringWidth

from konsultnlp.pdf.clean import read_pdf
from konsultnlp.sections import find_sections

LEFT = (
    "Venstre spalte går helt ned her og",
    "fortsetter med flere linjer tekst som",
    "fyller bredden av spalten godt nok,",
)
RIGHT = (
    "høyre spalte står ved siden av og",
    "skal leses etter den venstre når den",
    "er slutt, slik alle lesere gjør det,",
)
OTHER = tuple(line.replace("kommunene", "fylkene").replace("Kommunene", "Fylkene") for line in FILLER)


@pytest.fixture
def sheet(tmp_path):
    return Sheet(tmp_path / "a.pdf")


def read(sheet):
    return read_pdf(sheet.save()).text


def blocks(sheet, kind=None):
    return of_kind(read(sheet), kind)


def of_kind(clean, kind=None):
    return [clean.text[b.start : b.end] for b in clean.blocks if kind is None or b.kind == kind]


def titles(sheet):
    return [s.title for s in find_sections(read(sheet)).sections]


def test_double_spaced_lines_are_one_paragraph(sheet):
    sheet.lines(70, 80, *FILLER, step=26).lines(70, 170, *FILLER, step=26)
    assert len(blocks(sheet)) == 2


def test_a_small_gap_after_a_full_last_line_parts_paragraphs(sheet):
    full = (FILLER[1], FILLER[0].replace("innbyggerne,", "innbyggerne."))  # as full as any line: only the gap tells
    sheet.lines(70, 80, *full).lines(70, 80 + 2 * 14 + 3, *full).lines(70, 80 + 4 * 14 + 6, *full)
    assert len(blocks(sheet)) == 3


def test_label_lines_of_a_letter_stand_alone(sheet):
    sheet.lines(300, 60, "Vår ref: 08/441", "Deres ref: 07/99-3", "Dato: 14.03.2008").lines(70, 150, *FILLER)
    assert blocks(sheet)[:3] == ["Vår ref: 08/441", "Deres ref: 07/99-3", "Dato: 14.03.2008"]


def test_a_reference_block_is_not_mixed_with_the_address_beside_it(sheet):
    sheet.lines(70, 60, "Klimadepartementet", "Postboks 1 Dep", "0030 Oslo")
    sheet.lines(400, 60, "Deres ref. 22/5", "Vår ref. 22/9", "Dato 03.10.2022", size=9, step=14).lines(70, 150, *FILLER)
    text = read(sheet).text
    assert text.index("0030 Oslo") < text.index("Deres ref.") < text.index("Dato 03.10.2022") < text.index("Kommunene")


def test_a_short_heading_over_two_columns_parts_them(sheet):
    sheet.lines(60, 60, *LEFT * 3).lines(320, 60, *RIGHT * 3).text(60, 215, "Del to", "Helvetica-Bold", 16)
    sheet.lines(60, 240, *LEFT * 3).lines(320, 240, *RIGHT * 3)
    text = read(sheet).text
    assert text.index("Venstre") < text.index("høyre") < text.index("Del to") < text.rindex("Venstre")


def test_a_short_last_page_keeps_the_columns_of_the_page_before(sheet):
    sheet.lines(60, 60, *LEFT * 4).lines(320, 60, *RIGHT * 4).page()
    sheet.lines(60, 75, *LEFT[1:]).lines(320, 75, *RIGHT[1:])
    assert read(sheet).text.endswith(
        "fyller bredden av spalten godt nok, skal leses etter den venstre når den er slutt, slik alle lesere gjør det,"
    )


def test_a_box_of_small_type_beside_the_text_is_read_by_itself(sheet):
    narrow = [line[:48] for line in FILLER]
    sheet.lines(70, 80, *narrow * 3)
    sheet.lines(400, 90, "Faktaboks om saken her", "med noen få tall for", "året som var og det", "neste, i kort form og", "med små typer.", size=8, step=10)  # fmt: skip
    assert "Faktaboks om saken her med noen få tall for året som var" in read(sheet).text


def test_an_indented_line_that_happens_to_stand_in_the_middle_is_not_centred(sheet):
    sheet.lines(70, 80, *FILLER, "Vi ber om:")
    sheet.text(106, 145, "at det blir satt av midler til en ordning som gjelder hele landet, også for de").text(
        106, 159, "minste kommunene"
    )
    assert any(b.endswith("for de minste kommunene") for b in blocks(sheet))


def test_a_letter_o_before_a_gap_is_a_bullet(sheet):
    sheet.lines(70, 80, *FILLER, "Vi ber om:").text(88, 140, "o", "Courier").text(106, 140, "mer tid")
    sheet.text(88, 154, "o", "Helvetica").text(106, 154, "flere midler")
    assert blocks(sheet, "item") == ["mer tid", "flere midler"]


def test_a_label_close_to_its_text_is_a_word_of_its_own(sheet):
    sheet.lines(70, 80, *FILLER, "Vi ber om:").text(70, 140, "a)").text(81.5, 140, "mer tid").text(70, 154, "b)")
    sheet.text(82, 154, "flere midler")
    assert blocks(sheet, "item") == ["a) mer tid", "b) flere midler"]


def test_an_item_goes_on_over_the_page_under_its_own_text(sheet):
    sheet.lines(70, 700, *FILLER, "Vi ber om:").text(80, 760, "1.").text(98, 760, "Mer tid til arbeidet med planene.")
    sheet.text(80, 774, "2.").text(
        98, 774, "Flere midler til alle kommunene som har søkt, og det i svært god tid før den fristen som gjelder."
    )
    sheet.page().text(98, 80, "Det gjelder også fylkene.").lines(70, 110, *FILLER)
    assert blocks(sheet, "item")[-1].endswith("gjelder. Det gjelder også fylkene.")


def test_years_parted_at_their_dash_are_joined_without_a_space(sheet):
    sheet.lines(
        70, 80, "Rammen for tilskuddet til kommunene ble fastsatt av Stortinget for hele perioden 2021–", "2024."
    )
    assert "2021–2024" in read(sheet).text


def test_a_footnote_whose_mark_stands_close_to_its_first_word(sheet):
    sheet.lines(70, 80, *FILLER).run(70, 122, ("Rammen er økt.", 11, 0), ("*", 7, 4), (" Det er bra.", 11, 0))
    sheet.text(70, 780, "*Regnet i faste kroner.", size=9)
    clean = read(sheet)
    assert of_kind(clean, "footnote") == ["Regnet i faste kroner."] and "økt. Det" in clean.text


def test_superior_figures_on_the_baseline_are_footnote_marks_where_a_note_bears_them(sheet):
    sheet.lines(70, 80, *FILLER, "Rammen er økt.2 Det skjedde i nr.3 av bladet.").text(
        70, 780, "2Regnet i kroner.", size=9
    )
    clean = read(sheet)
    assert of_kind(clean, "footnote") == ["Regnet i kroner."]
    assert "Rammen er økt. Det skjedde i nr.3 av" in clean.text


def test_narrow_superior_figures_are_footnote_marks(sheet):
    sheet.lines(70, 80, *FILLER).squeezed(
        70, 122, ("Veksten fra 2011 til 2012 var på 11 mill. kr", False), ("1", True), (", og den fortsetter.", False)
    )
    sheet.squeezed(70, 780, ("1", True), ("Regnet i 2011-kroner.", False), size=9)
    clean = read(sheet)
    assert of_kind(clean, "footnote") == ["Regnet i 2011-kroner."]
    assert "fra 2011 til 2012 var på 11 mill. kr, og den" in clean.text
    assert [m.label for m in clean.marks] == ["1"]


def test_a_footnote_goes_on_at_the_foot_of_the_next_page(sheet):
    sheet.lines(70, 80, *FILLER).run(70, 122, ("Rammen er økt.", 11, 0), ("1", 6, 4))
    sheet.text(70, 767, "1", size=6).text(76, 770, "Dette er en lang note som ikke får plass på siden", size=9)
    sheet.page().lines(70, 90, *OTHER).text(70, 770, "og derfor slutter på den neste.", size=9)
    (note,) = blocks(sheet, "footnote")
    assert note.endswith("plass på siden og derfor slutter på den neste.")


def test_like_footnotes_on_each_page_are_no_running_feet(sheet):
    for page in (1, 2):
        sheet.lines(70, 80, *(FILLER, OTHER)[page - 1]).run(70, 122, ("Rammen er økt.", 11, 0), (str(page), 6, 4))
        sheet.text(70, 777, str(page), size=6).text(76, 780, "Jf. kommunebudsjettet.", size=9).page()
    assert blocks(sheet, "footnote") == ["Jf. kommunebudsjettet."] * 2


def test_running_heads_with_the_page_number_at_the_outer_edge_go(sheet):
    for page in (1, 2):
        sheet.text(70, 40, "2  Saker høsten 2005" if page == 2 else "Finansdepartementet  1", size=8)
        sheet.lines(70, 90, *(FILLER, OTHER)[page - 1]).page()
    text = read(sheet).text
    assert "Saker høsten" not in text and "Finansdepartementet" not in text


def test_slanted_words_with_a_drawn_space_are_two(sheet):
    sheet.lines(70, 80, *FILLER).text(70, 140, "Merknad fra departementet", "Times-Italic")
    assert read(sheet).text.endswith("Merknad fra departementet")


def test_one_overlong_line_does_not_widen_the_column(sheet):
    sheet.lines(70, 80, *FILLER * 14)
    sheet.text(
        70, 700, "Se https://www.eksempel.no/en/svært/lang/adresse/som/går/langt/ut/over/margen/og/enda/lenger/ut."
    )
    assert read(sheet).text.count("tjenester for innbyggerne, og erfaringene") == 14


def test_headings_told_by_space_alone(sheet):
    sheet.text(70, 60, "Referat fra bilateralt møte 2009")
    for top, heading in ((95, "Barnehager"), (190, "Psykisk helse")):
        sheet.text(70, top, heading).lines(70, top + 22, *FILLER)
    assert titles(sheet) == ["Referat fra bilateralt møte 2009", "Barnehager", "Psykisk helse"]


def test_names_in_a_row_are_no_headings(sheet):
    sheet.lines(70, 60, "Til stede var disse", "Kari Nordmo", "Per Haugen", step=24).lines(70, 140, *FILLER)
    assert not {"Kari Nordmo", "Per Haugen"} & set(titles(sheet))


def test_a_contribution_that_is_the_whole_document_has_a_title(sheet):
    sheet.text(70, 60, "Innspill fra Solvika kommune om vei", "Helvetica-Bold", 16)
    sheet.text(70, 100, "Bakgrunn", "Helvetica-Bold", 12).lines(70, 120, *FILLER)
    first, second = find_sections(read(sheet)).sections
    assert (first.kind, second.level, second.contributor) == ("front", 1, "")


def underlined(sheet, x, top, text, size=11):
    sheet.text(x, top, text, size=size)
    sheet.canvas.line(x, HEIGHT - top - 1.5, x + stringWidth(text, "Times-Roman", size), HEIGHT - top - 1.5)


def test_underlined_lines_are_headings_and_a_rule_under_text_is_none(sheet):
    for top, heading in ((60, "Barnehager"), (160, "Psykisk helse")):
        underlined(sheet, 70, top, heading)
        sheet.lines(70, top + 22, *FILLER)
    sheet.text(70, 260, "Oslo kommune").lines(70, 282, *OTHER)
    sheet.canvas.line(70, HEIGHT - 262, 500, HEIGHT - 262)
    assert titles(sheet) == ["Barnehager", "Psykisk helse"]


def test_underlined_links_are_no_headings(sheet):
    sheet.text(70, 60, "Referat", "Helvetica-Bold", 16).lines(70, 90, *FILLER)
    underlined(sheet, 70, 150, "Mer om ordningen")
    sheet.canvas.linkURL("https://www.eksempel.no/ordning", (70, HEIGHT - 153, 160, HEIGHT - 139))
    sheet.lines(70, 180, *OTHER)
    assert titles(sheet) == ["Referat"]


def test_a_word_space_after_one_letter_is_seen_where_spaces_are_drawn(sheet):
    sheet.lines(70, 120, *FILLER)
    x = 70.0
    for word in ("1", "Om", "heftet"):  # placed, not parted by a space that is drawn
        sheet.text(x, 80, word, "Times-Bold", 16)
        x += stringWidth(word, "Times-Bold", 16) + 4
    assert read(sheet).text.startswith("1 Om heftet")


def test_a_foot_and_a_second_pages_head_that_stand_once(sheet):
    sheet.text(70, 40, "Kommunenes Sentralforbund", size=8).lines(70, 90, *FILLER)
    sheet.text(70, 800, "Postadresse: Postboks 99, 0101 Oslo    Telefon 22 00 00 00", size=8).page()
    sheet.text(70, 40, "Møte om skole 2004", size=8).lines(70, 90, *OTHER)
    text = read(sheet).text
    assert "Postadresse" not in text and "Møte om skole" not in text
    assert text.startswith("Kommunenes Sentralforbund")  # above the first page's text stands the letterhead


def test_a_small_sentence_at_the_foot_stays(sheet):
    sheet.lines(70, 90, *FILLER).text(70, 800, "Kilde: egne tall fra kommunene", size=8)
    assert "Kilde: egne tall" in read(sheet).text


def test_a_heading_in_the_left_column_beside_a_gap_in_the_right_one(sheet):
    sheet.lines(70, 100, *LEFT * 2).text(70, 205, "2 Økonomi", size=14).lines(70, 240, *LEFT * 2)
    sheet.lines(310, 100, *RIGHT * 2).text(310, 188, "3 Saker", size=14).lines(310, 222, *RIGHT * 2)
    text = read(sheet).text
    assert text.index("2 Økonomi") < text.index("høyre spalte") < text.index("3 Saker")

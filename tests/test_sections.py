"""Headings and their tree, from type, numbering and words."""

import pytest

from konsultnlp.sections import find_sections
from konsultnlp.text import Block, CleanText, Style

BODY = Style(11.0, font="Serif")
CHAPTER = Style(16.0, bold=True, font="Sans-Bold")
SECTION = Style(13.0, bold=True, font="Sans-Bold")
BOLD = Style(11.0, bold=True, font="Serif-Bold")
ITALIC = Style(11.0, italic=True, font="Serif-Italic")
TEXT = "Dette er vanlig løpende tekst som står under en overskrift, og den er lang nok til å bestemme skriften i dokumentet."


def clean(*lines):
    """A text out of (text, style) pairs; plain strings are running text. "- " before a text makes it an item."""
    text, blocks = "", []
    for line in lines:
        content, style = line if isinstance(line, tuple) else (line, BODY)
        kind = "item" if content.startswith("- ") else "paragraph"
        content = content.removeprefix("- ")
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{content}" if text else content
        blocks.append(Block(start, len(text), kind, 1, "", 0, style, 70.0, 6.0))
    return CleanText(text, blocks)


def outline(*lines, date="2024"):
    sections = find_sections(clean(*lines), date).sections
    return [(s.level, s.number, s.title, s.kind) for s in sections]


def test_levels_follow_type():
    assert outline(
        ("1 Tema", CHAPTER), TEXT, ("1.1 Skole", SECTION), TEXT, ("Leirskole", BOLD), TEXT, ("2 Saker", CHAPTER), TEXT
    ) == [
        (1, "1", "Tema", "chapter"),
        (2, "1.1", "Skole", "section"),
        (3, "", "Leirskole", "subheading"),
        (1, "2", "Saker", "chapter"),
    ]  # fmt: skip


def test_numbers_may_start_again():
    assert outline(
        ("1. ÅPNING", CHAPTER), TEXT, ("2. TEMAER", CHAPTER), TEXT, ("1. Oppvekst", SECTION), TEXT, ("2. Klima", SECTION),
        TEXT, ("3. AVTALER", CHAPTER), TEXT,
    ) == [
        (1, "1", "ÅPNING", "chapter"),
        (1, "2", "TEMAER", "chapter"),
        (2, "1", "Oppvekst", "section"),
        (2, "2", "Klima", "section"),
        (1, "3", "AVTALER", "chapter"),
    ]  # fmt: skip


def test_dotted_numbers_of_one_type_nest():
    rows = outline(
        ("2 Saker", BOLD), TEXT, ("2.1 Skole", BOLD), TEXT, ("2.1.1 Mat", BOLD), TEXT, ("2.2 Vei", BOLD), TEXT
    )
    assert [(level, number) for level, number, *_ in rows] == [(1, "2"), (2, "2.1"), (3, "2.1.1"), (2, "2.2")]


@pytest.mark.parametrize(
    ("heading", "contributor", "meaning"),
    [
        ("Innspill fra KS", "KS", "ks"),
        ("Innspill fra KS:", "KS", "ks"),
        ("Innspel frå HOD", "HOD", "hod-2004"),
        ("Merknader fra Kunnskapsdepartementet", "Kunnskapsdepartementet", "kd-2006"),
        ("KS’ innspill", "KS", "ks"),
        ("Svar fra departementet", "departementet", "kdd-2022"),
        ("Innspill fra KS om skoleskyss", "KS", "ks"),
        ("Fra KS:", "KS", "ks"),
        ("Frå HOD", "HOD", "hod-2004"),
        ("KDs vurdering", "KD", "kd-2006"),
        ("Departementets merknader", "Departementet", "kdd-2022"),
    ],
)
def test_whose_text_it_is(heading, contributor, meaning):
    found = find_sections(
        clean(
            ("3.1 Kommunal- og distriktsdepartementet", SECTION), TEXT, (heading, BOLD), TEXT, ("Vilkår", ITALIC), TEXT,
            ("3.2 Finansdepartementet", SECTION), TEXT,
        ),
        "2024",
    ).sections  # fmt: skip
    assert [(s.kind, s.contributor, s.contributor_id) for s in found] == [
        ("section", "", ""),
        ("input", contributor, meaning),
        ("subheading", contributor, meaning),
        ("section", "", ""),
    ]


def test_a_contributor_ends_where_another_begins_however_it_is_set():
    found = find_sections(
        clean(
            ("2.1 Vann", SECTION), TEXT, ("Innspill fra KS", ITALIC), TEXT, ("Gebyrer", BOLD), TEXT,
            ("Innspill fra KLD", ITALIC), TEXT,
        ),
        "2024",
    ).sections  # fmt: skip
    assert [(s.level, s.contributor) for s in found] == [(1, ""), (2, "KS"), (3, "KS"), (2, "KLD")]


def test_two_ministries_in_one_heading():
    (section,) = find_sections(
        clean(("3.4 Klima- og miljødepartementet og Energidepartementet", SECTION), TEXT), "2024"
    ).sections
    assert section.ministry_id == "kld-2014;ed-2024"


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Vedlegg a) Oversikt over saker", "a", "Oversikt over saker"),
        ("Vedlegg c Oversikt over avtaler", "c", "Oversikt over avtaler"),
        ("Vedlegg 2: Avtaler", "2", "Avtaler"),
        ("Sak 2/13 Kvalifisering", "2/13", "Kvalifisering"),
        ("a) Veier", "a", "Veier"),
        ("3) Drøfting", "3", "Drøfting"),
        ("B Rammer og skatt", "B", "Rammer og skatt"),
        ("B.2 Rammer og skatt", "B.2", "Rammer og skatt"),
        ("II Rammer og skatt", "II", "Rammer og skatt"),
        ("SAK 2: RAMMER", "2", "RAMMER"),
        ("Sak nr. 14/09 – Rammer", "14/09", "Rammer"),
        ("02/01 Rammer", "02/01", "Rammer"),
        ("Tema 2: Rammer", "2", "Rammer"),
        ("VEDLEGG B AVTALER", "B", "AVTALER"),
        ("I Nordland", "", "I Nordland"),
        ("Å bygge tillit", "", "Å bygge tillit"),
        ("Saker fra høsten", "", "Saker fra høsten"),
    ],
)
def test_labels_before_titles(heading, number, title):
    (section,) = find_sections(clean((heading, SECTION), TEXT)).sections
    assert (section.number, section.title) == (number, title)


def test_a_title_stands_alone_and_the_letterhead_above_it_is_no_heading():
    assert outline(
        ("KUNNSKAPSDEPARTEMENTET", BOLD), ("Referat fra 1. konsultasjonsmøte 2024", CHAPTER), ("Til stede", SECTION), TEXT,
        ("1 Åpning", SECTION), TEXT,
    ) == [
        (1, "", "Referat fra 1. konsultasjonsmøte 2024", "front"),
        (1, "", "Til stede", "attendance"),
        (1, "1", "Åpning", "chapter"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        ("Dato: 3. mai 2024", BODY),
        ("Møteleder: Kari Holm (KD)", BODY),
        ("Torsdag 22. august 2024 kl. 12.00–14.00", CHAPTER),
        ("Fra staten:", ITALIC),
        ("KS ber regjeringen om å:", BODY),
        ("Vi viser til møtet i mai.", BOLD),
        ("Oslo, torsdag 22. august 2024", BOLD),
        ("22/8-2024 kl. 12–14, møterom 3", BOLD),
        ("Postboks 8112 Dep, 0032 Oslo", BOLD),
        ("Deres ref.: 24/117", BOLD),
    ],
)
def test_what_is_no_heading(line):
    assert [title for _, _, title, _ in outline(("1 Tema", CHAPTER), TEXT, line, TEXT)] == ["Tema"]


def test_a_list_of_topics_in_running_text_is_no_heading():
    rows = outline(
        ("2 Temaer", CHAPTER), "Møtet hadde disse temaene:", "- 1. Skole", "- 2. Klima", ("1. Skole", SECTION), TEXT
    )
    assert [title for _, _, title, _ in rows] == ["Temaer", "Skole"]


def test_sections_cover_the_text_below_them():
    text = clean(("1 Tema", CHAPTER), TEXT, ("1.1 Skole", SECTION), TEXT, ("2 Saker", CHAPTER), TEXT)
    one, school, two = find_sections(text).sections
    assert text.text[one.start : one.end].endswith(TEXT) and one.end == school.end
    assert text.text[one.start : one.own_end] == f"1 Tema\n{TEXT}"
    assert (school.parent, two.parent) == (0, None)


UNDERLINED = Style(11.0, font="Serif", underlined=True)


def test_underlined_and_capital_headings():
    assert outline(
        ("Materiale til møtet mellom staten og KS", CHAPTER), ("FELLES SAKER: SKATT OG RAMMER", BODY), ("Fra KS:", UNDERLINED),
        TEXT, ("Fra KD:", UNDERLINED), TEXT, ("KUNNSKAPSDEPARTEMENTET", BODY), ("Fra KS:", UNDERLINED), TEXT,
    ) == [
        (1, "", "Materiale til møtet mellom staten og KS", "front"),
        (1, "", "FELLES SAKER: SKATT OG RAMMER", "chapter"),
        (2, "", "Fra KS:", "input"),
        (2, "", "Fra KD:", "input"),
        (1, "", "KUNNSKAPSDEPARTEMENTET", "chapter"),
        (2, "", "Fra KS:", "input"),
    ]  # fmt: skip


def test_a_side_before_names_is_no_heading():
    assert outline(
        ("1 Til stede", CHAPTER),
        ("Fra KS:", UNDERLINED),
        "Leder Kari Moe, nestleder Per Lie",
        ("2 Saker", CHAPTER),
        TEXT,
    ) == [(1, "1", "Til stede", "attendance"), (1, "2", "Saker", "chapter")]


def test_a_letters_subject_is_its_title_and_the_sender_above_it_none():
    rows = outline(
        ("KS", Style(26.0, bold=True, font="Sans-Bold")), "Finansdepartementet", "Postboks 8008 Dep",
        ("Innspill fra KS til 2. konsultasjonsmøte 2011", SECTION), TEXT, ("Skatt", BOLD), TEXT, ("Helse", BOLD), TEXT,
    )  # fmt: skip
    assert rows == [
        (1, "", "Innspill fra KS til 2. konsultasjonsmøte 2011", "front"), (1, "", "Skatt", "chapter"), (1, "", "Helse", "chapter"),
    ]  # fmt: skip


def test_lines_below_the_title_that_head_no_text():
    rows = outline(
        ("Bilateralt konsultasjonsmøte mellom Kunnskapsdepartementet og KS", CHAPTER), ("REFERAT", ITALIC), "Dato: 3. mai 2016",
        ("Form: Teams", BOLD), ("Til stede", SECTION), TEXT, ("Skole: bygg og drift", SECTION), TEXT,
    )  # fmt: skip
    assert [title for _, _, title, _ in rows] == [
        "Bilateralt konsultasjonsmøte mellom Kunnskapsdepartementet og KS", "Til stede", "Skole: bygg og drift",
    ]  # fmt: skip


def test_a_ministry_below_a_chapter_heads_a_section():
    rows = outline(("2 Saker", CHAPTER), ("Kunnskapsdepartementet", SECTION), TEXT, ("Skyss", SECTION), TEXT)
    assert [kind for *_, kind in rows] == ["chapter", "section", "subheading"]


def test_a_stamp_above_the_title_is_no_heading():
    stamp = Style(16.0, True, False, "Serif")
    found = outline(("KOPI", stamp), ("Referat fra 3. konsultasjonsmøte 2001", BOLD), TEXT, ("Til stede", BOLD), TEXT)
    assert [title for _, _, title, _ in found] == ["Referat fra 3. konsultasjonsmøte 2001", "Til stede"]

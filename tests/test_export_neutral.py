"""Texts that a spreadsheet would run are made harmless, and come back as they were."""

import csv
import doctest
import io

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from konsultnlp.export import neutral
from konsultnlp.export.neutral import neutralise, restore

STARTS = "=+-@＝＋－＠−\t\r\n"
# Texts rich in what matters: dangerous characters, quotes, blanks, and anything else.
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=f"{STARTS}'\"  \ufeff\x00<r>/abc;,1é", max_size=12),
)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+47 22", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "'=1", '"=1', ' \'" @x',
     "\ufeff=1", "\x00=1", "\xa0=1", "− 5", "=cmd|' /C calc'!A0", "<r><t>x</t></r>"],
)  # fmt: skip
def test_what_is_dangerous_gets_an_apostrophe(text):
    assert neutralise(text) == "'" + text and restore("'" + text) == text


@pytest.mark.parametrize(
    "text", ["", "KS' syn", "'sitat'", "KS ber om =", "2.1", "– strek", "a-b", "5 %", "'", '"Vi ber"']
)
def test_what_is_harmless_stays(text):
    assert neutralise(text) == text == restore(text)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_any_text_comes_back_and_begins_harmlessly(text):
    cell = neutralise(text)
    assert restore(cell) == text
    assert not cell.startswith(tuple(STARTS))
    # Nor does anything dangerous follow blanks or quotes, but those of a text that has our mark in front.
    assert cell == "'" + text or not cell.lstrip(" \ufeff\xa0'\"\x00").startswith(tuple(STARTS))


@given(st.lists(TEXTS, max_size=6))
@settings(deadline=None)
def test_two_texts_never_share_a_cell(texts):
    variants = {t for text in texts for t in (text, "'" + text, "''" + text, "=" + text, "'=" + text)}
    assert len({neutralise(t) for t in variants}) == len(variants)


@given(st.lists(TEXTS, min_size=1, max_size=5))
@settings(deadline=None)
def test_they_come_back_through_a_csv_file(texts):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerow(map(neutralise, texts))
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=";")
    assert [restore(cell) for cell in row] == texts


@given(st.lists(TEXTS.filter(lambda t: t and not set(t) & {"\ufffe", "\uffff"}), min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_they_come_back_through_a_workbook(texts):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, neutralise(text))
    got = [row[0] for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]
    assert [restore(unescape(cell)) for cell in got] == texts


def test_the_examples_in_the_words_about_it_hold():
    assert doctest.testmod(neutral).attempted > 1 and not doctest.testmod(neutral).failed

"""What each column is: every one has a description, a type and labels."""

import pytest

from konsultnlp.columns import ALL_TABLES, LANGUAGES, column_types, describe, describe_table, label
from konsultnlp.errors import UsageError
from konsultnlp.lexicon import table
from konsultnlp.records import AmountRecord, ErrorRecord, RequestRecord

each_table = pytest.mark.parametrize("kind", ALL_TABLES, ids=lambda k: k.TABLE)


@each_table
def test_every_column_is_described_in_one_sentence_or_two(kind):
    for column, words in describe(kind).items():
        assert words.endswith("."), f"{kind.TABLE}.{column}: {words!r}"
        assert 10 < len(words) < 200 and "``" not in words and "  " not in words, f"{kind.TABLE}.{column}: {words!r}"
    assert tuple(describe(kind)) == kind.columns()
    assert describe_table(kind).endswith(".")


def test_a_table_describes_a_shared_column_in_its_own_words_where_it_has_some():
    assert describe(RequestRecord)["text"] != describe(AmountRecord)["text"]
    assert describe(RequestRecord)["page"] == describe(AmountRecord)["page"]
    assert "`--05`" not in describe(AmountRecord)["value"] and "exact" in describe(AmountRecord)["value"]


def test_a_description_over_two_lines_is_one():
    assert describe(RequestRecord)["act"].endswith("`warning` or `position`.")


def test_types_are_those_of_the_records():
    types = column_types(RequestRecord)
    assert [types[c] for c in ("text", "page", "explicit")] == ["string", "integer", "boolean"]
    assert column_types(AmountRecord)["value_max"] == "number"
    assert set(column_types(ErrorRecord).values()) == {"string"}


@each_table
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_a_label(kind, language):
    labels = [label(kind.TABLE, language=language), *(label(kind.TABLE, c, language) for c in kind.columns())]
    assert all(0 < len(text) < 40 for text in labels), labels
    assert len(set(labels[1:])) == len(labels[1:]), "two columns of one name cannot be told apart"


def test_there_are_no_labels_of_columns_that_are_no_more():
    there = {(k.TABLE, c) for k in ALL_TABLES for c in ("", *k.columns())}
    rows = [(r["table"], r["column"]) for r in table("columns", "table", "column")]
    assert set(rows) == there and len(rows) == len(there)


def test_labels_in_another_language_are_refused():
    with pytest.raises(UsageError, match="nb, nn, en"):
        label("requests", language="sv")


def test_every_party_has_a_name():
    named = {r["party_id"] for r in table("party_names", "party_id", "name_nb", "name_nn")}
    assert {r["party_id"] for r in table("parties", "party_id") if r["party_id"].isalpha()} <= named

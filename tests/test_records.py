"""Ids come from content; columns are the contract's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsultnlp.ids import record_id, with_ids
from konsultnlp.records import RECORD_TYPES, AmountRecord, RequestRecord

COLUMNS = {
    "documents": "doc_id source sha256 doc_type title meeting_kind meeting_number meeting_date year issuer_id language "
    "pages text_layer warnings",
    "sections": "section_id doc_id parent_id level number title kind contributor contributor_id ministry_id page page_end "
    "char_start char_end boxes",
    "participants": "person_id doc_id name role side org org_id function attended page char_start char_end boxes",
    "statements": "statement_id doc_id section_id turn_id speaker person_id speaker_org_id verb act text page bbox "
    "char_start char_end boxes",
    "requests": "request_id doc_id section_id requester requester_id requester_side addressee addressee_id act explicit "
    "trigger text action lead_in list_index deadline page bbox char_start char_end boxes",
    "set_aside": "set_aside_id doc_id section_id question reason trigger text page bbox char_start char_end boxes",
    "amounts": "amount_id doc_id section_id request_id kind value value_max unit per qualifier price_year text page bbox "
    "char_start char_end boxes",
    "ministries": "mention_id doc_id section_id text ministry_id name_at_date page bbox char_start char_end boxes",
    "references": "reference_id doc_id section_id kind normalized target_id text page bbox char_start char_end boxes",
    "dates": "date_id doc_id section_id text iso iso_end role page bbox char_start char_end boxes",
    "agreements": "agreement_id doc_id number title parties party_ids signed expires first_year page",
    "cases": "case_id doc_id kind ministry_id title reported_at page",
    "tables": "table_id doc_id section_id caption page page_end n_rows n_cols bbox",
}


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda k: k.TABLE)
def test_columns_are_the_contracts_in_its_order_and_then_the_rule(kind):
    assert kind.columns() == (*COLUMNS[kind.TABLE].split(), "rule")


def test_an_id_does_not_hang_on_what_a_rule_fills():
    plain, better = (
        with_ids([RequestRecord(doc_id="d", text="KS ber om svar.", char_start=0, char_end=15, **more)])[0]
        for more in ({}, {"act": "request", "addressee_id": "kd-2006"})
    )
    assert plain.request_id == better.request_id


@given(st.lists(st.sampled_from(["1 mill.", "2 mill.", "3 %"]), max_size=30))
def test_equal_quotes_get_different_ids(quotes):
    rows = with_ids(AmountRecord(doc_id="d", text=q, char_start=0, char_end=1) for q in quotes)
    ids = [r.amount_id for r in rows]
    assert len(set(ids)) == len(ids)
    assert ids == [record_id("d", "amounts", q, quotes[:i].count(q)) for i, q in enumerate(quotes)]

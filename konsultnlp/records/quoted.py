"""What is found in running text: each row quotes the clean text and has its place on the page.

The columns that all of them share are described once, in `QuotedRecord`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from konsultnlp.records.base import QuotedRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord(QuotedRecord):
    """One sentence (or a speaker's clause) of reported speech in minutes.

    Attributes:
        statement_id: Id of the row, unique together with ``doc_id``.
        turn_id: Joins the rows of one speaker that follow each other without a break.
        speaker: The full name from the attendance list where it resolves, else who speaks as written; empty where
            nobody does.
        person_id: The speaker's row in ``participants``, or empty.
        speaker_org_id: Ministry id or ``ks`` of the speaker's side, else empty.
        verb: Lemma of the reporting verb, particle included (``vise til``); empty for a sentence that only carries on.
        act: ``request``, ``commitment``, ``objection``, ``support``, ``position``, ``question``, ``information``,
            ``thanks``
            or ``procedure``.
    """

    TABLE: ClassVar[str] = "statements"
    ID: ClassVar[str] = "statement_id"

    statement_id: str = ""
    section_id: str = ""
    turn_id: str = ""
    speaker: str = ""
    person_id: str = ""
    speaker_org_id: str = ""
    verb: str = ""
    act: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecord(QuotedRecord):
    """A party wants something done, or not done, by someone else.

    Attributes:
        request_id: Id of the row, unique together with ``doc_id``.
        requester: Who asks, as written; the contributor or speaker where the sentence names nobody.
        requester_id: What that means: a ministry id, a party's id or a ``person_id``; several are joined by ``;``.
        requester_side: The party behind the requester: ``ks``, ``staten``, ``annen`` or empty.
        addressee: Who is asked, as written, or empty.
        addressee_id: What that means: a ministry id or a party's id, several joined by ``;``, or empty.
        act: ``request``, ``expectation``, ``recommendation``, ``demand``, ``wish``, ``warning`` or ``position``.
        explicit: Whether a party asks with a verb or noun of asking; false where the text only says what should be
            done.
        trigger: The words that make it a request, without those between (``ber om``).
        text: The whole sentence or list item, verbatim: the slice ``char_start:char_end`` of the document's clean text.
        action: What is wanted, verbatim.
        lead_in: The sentence that leads in the list whose item this is, or empty.
        list_index: The item's number in its list, from 1; empty outside lists.
        deadline: By when, as ISO date or as the phrase with its preposition; empty where the request does not say.
    """

    TABLE: ClassVar[str] = "requests"
    ID: ClassVar[str] = "request_id"

    request_id: str = ""
    section_id: str = ""
    requester: str = ""
    requester_id: str = ""
    requester_side: str = ""
    addressee: str = ""
    addressee_id: str = ""
    act: str = ""
    explicit: bool = True
    trigger: str = ""
    text: str
    action: str = ""
    lead_in: str = ""
    list_index: int | None = None
    deadline: str = ""
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRecord(QuotedRecord):
    """A sentence that holds a request's words and is none: which question it fails, and the reason.

    Attributes:
        set_aside_id: Id of the row, unique together with ``doc_id``.
        question: The question that it fails: ``whose`` is it, ``when`` is it asked, ``whether`` it is asked at all.
        reason: Short code of the reason, such as ``third-party``, ``past`` or ``negated``.
        trigger: The words that look like a request's.
    """

    TABLE: ClassVar[str] = "set_aside"
    ID: ClassVar[str] = "set_aside_id"

    set_aside_id: str = ""
    section_id: str = ""
    question: str = ""
    reason: str = ""
    trigger: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRecord(QuotedRecord):
    """Money (kroner), a percentage or a count, as a decimal number.

    Attributes:
        amount_id: Id of the row, unique together with ``doc_id``.
        request_id: The request in whose sentence it stands, or empty.
        kind: ``money``, ``percent`` or ``count``.
        value: The number, exact; money in kroner; of a range the lower end.
        value_max: The upper end of a range, else empty.
        unit: ``NOK``, ``%`` or the counted noun as written.
        per: ``year``, ``month``, ``day``, ``person`` or empty.
        qualifier: ``about``, ``at_least``, ``at_most``, ``over``, ``under``, ``nearly`` or empty.
        price_year: The year whose prices are meant, where the text says it.
        text: The shortest phrase with number, scale and unit, verbatim: the slice ``char_start:char_end`` of the
            clean text.
    """

    TABLE: ClassVar[str] = "amounts"
    ID: ClassVar[str] = "amount_id"

    amount_id: str = ""
    section_id: str = ""
    request_id: str = ""
    kind: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    per: str = ""
    qualifier: str = ""
    price_year: int | None = None
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinistryRecord(QuotedRecord):
    """A mention of a ministry by name or abbreviation, resolved by the document's date.

    Attributes:
        mention_id: Id of the row, unique together with ``doc_id``.
        ministry_id: The ministry: its abbreviation and the year from which it had its name (``kd-2006``).
        name_at_date: The bokmål name that this ministry bore.
    """

    TABLE: ClassVar[str] = "ministries"
    ID: ClassVar[str] = "mention_id"

    mention_id: str = ""
    section_id: str = ""
    text: str
    ministry_id: str = ""
    name_at_date: str = ""
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRecord(QuotedRecord):
    """A bill, report, act, regulation, paragraph, circular or address that the text points to.

    Attributes:
        reference_id: Id of the row, unique together with ``doc_id``.
        kind: ``proposisjon``, ``melding``, ``innstilling``, ``nou``, ``lov``, ``forskrift``, ``paragraf``,
            ``rundskriv`` or ``url``.
        normalized: The reference in one fixed way of writing (``Meld. St. 12 (2011–2012)``).
        target_id: Lovdata id of an act, else empty.
    """

    TABLE: ClassVar[str] = "references"
    ID: ClassVar[str] = "reference_id"

    reference_id: str = ""
    section_id: str = ""
    kind: str = ""
    normalized: str = ""
    target_id: str = ""
    text: str
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord(QuotedRecord):
    """A calendar date or month in running text.

    Attributes:
        date_id: Id of the row, unique together with ``doc_id``.
        iso: ISO 8601; ``2021-05`` for a month, ``--05`` where the year is unknown.
        iso_end: The last day of a period, in the same way, else empty.
        role: ``meeting``, ``deadline`` or ``other``.
    """

    TABLE: ClassVar[str] = "dates"
    ID: ClassVar[str] = "date_id"

    date_id: str = ""
    section_id: str = ""
    text: str
    iso: str = ""
    iso_end: str = ""
    role: str = "other"
    page: int | None = None
    bbox: str = ""
    char_start: int | None = None
    char_end: int | None = None
    boxes: str = ""

"""What the databases' views show, and the names of the ids in them: common to all databases, each of which has its own lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from konsultnlp.columns import Kind, describe
from konsultnlp.lexicon import table
from konsultnlp.records import DocumentRecord, RequestRecord, SectionRecord, StatementRecord

NAMES = "CREATE TABLE names (id VARCHAR PRIMARY KEY, name_nb VARCHAR, name_nn VARCHAR)"
NAMES_COMMENT = "What the ids of ministries and parties are called, in bokmål and nynorsk."


def known_names() -> list[tuple[str, str, str]]:
    """The id, bokmål and nynorsk name of each ministry and party that an id may stand for."""
    ministries = [(r["id"], r["name_nb"], r["name_nn"]) for r in table("ministries", "id", "name_nb", "name_nn")]
    parties = [(r["party_id"], r["name_nb"], r["name_nn"]) for r in table("party_names", "party_id", "name_nb")]
    return ministries + parties


@dataclass(frozen=True, slots=True)
class View:
    """A view of the database.

    Attributes:
        name: Its name.
        comment: What it shows.
        kind: The record class of the table whose columns it begins with.
        added: The columns that it adds, with their descriptions.
    """

    name: str
    comment: str
    kind: Kind
    added: Mapping[str, str]

    def sql(self, body: str) -> str:
        """The SQL that makes it, from what it selects."""
        return f"CREATE VIEW {self.name} AS {body}"

    @property
    def columns(self) -> dict[str, str]:
        """All its columns with their descriptions."""
        return {**describe(self.kind), **self.added}


_FACTS = ("source", "doc_type", "meeting_kind", "meeting_number", "meeting_date", "year", "language", "issuer_id")
_OF_DOCUMENT = {
    **{column: describe(DocumentRecord)[column] for column in _FACTS},
    "document_title": describe(DocumentRecord)["title"],
}
_OF_SECTION = {
    "section_title": describe(SectionRecord)["title"],
    "section_kind": describe(SectionRecord)["kind"],
    **{column: describe(SectionRecord)[column] for column in ("contributor", "contributor_id")},
}
AROUND = """
       d.source, d.doc_type, d.meeting_kind, d.meeting_number, d.meeting_date, d.year, d.language, d.issuer_id,
       d.title AS document_title,
       s.title AS section_title, s.kind AS section_kind, s.contributor, s.contributor_id"""
"""Columns of a row's document ``d`` and section ``s``."""

REQUESTS = View(
    "requests_joined",
    "Each request with its document's meeting, its section, its amounts, the ministries it names and who is asked.",
    RequestRecord,
    {
        **_OF_DOCUMENT,
        **_OF_SECTION,
        "amounts": "The amounts that belong to the request, in their order.",
        "ministries": "Ids of the ministries that are named in the quote.",
        "addressee_name": "What `addressee_id` means, in bokmål; several are joined by `; `.",
    },
)

STATEMENTS = View(
    "statements_joined",
    "Each statement with its document's meeting, its section, what is known of the speaker, and the requests in it.",
    StatementRecord,
    {
        **_OF_DOCUMENT,
        **_OF_SECTION,
        "speaker_role": "The speaker's title on the attendance list.",
        "speaker_side": "The speaker's side there: `staten`, `ks` or `annen`.",
        "speaker_org": "The speaker's organisation there, as written.",
        "speaker_org_name": "What `speaker_org_id` means, in bokmål.",
        "requests": "Ids of the requests whose quote overlaps with the statement's, in their order.",
    },
)

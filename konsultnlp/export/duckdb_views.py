"""The views of the DuckDB database, and the names of the ids that they show."""

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
        body: What it selects.
    """

    name: str
    comment: str
    kind: Kind
    added: Mapping[str, str]
    body: str

    @property
    def sql(self) -> str:
        """The SQL that makes it."""
        return f"CREATE VIEW {self.name} AS {self.body}"

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
_AROUND = """
       d.source, d.doc_type, d.meeting_kind, d.meeting_number, d.meeting_date, d.year, d.language, d.issuer_id,
       d.title AS document_title,
       s.title AS section_title, s.kind AS section_kind, s.contributor, s.contributor_id"""

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
    f"""
WITH with_amounts AS (
    SELECT doc_id, request_id,
           list(struct_pack(kind := kind, value := value, value_max := value_max, unit := unit, per := per,
                            qualifier := qualifier, text := text) ORDER BY char_start) AS amounts
    FROM amounts WHERE request_id IS NOT NULL GROUP BY doc_id, request_id
), with_ministries AS (
    SELECT r.doc_id, r.request_id, list(DISTINCT m.ministry_id ORDER BY m.ministry_id) AS ministries
    FROM requests r
    JOIN ministries m ON m.doc_id = r.doc_id AND m.char_start >= r.char_start AND m.char_end <= r.char_end
    WHERE m.ministry_id IS NOT NULL GROUP BY r.doc_id, r.request_id
), asked AS (
    SELECT doc_id, request_id, unnest(string_split(addressee_id, ';')) AS id,
           generate_subscripts(string_split(addressee_id, ';'), 1) AS place
    FROM requests WHERE addressee_id IS NOT NULL
), with_names AS (
    SELECT doc_id, request_id, string_agg(coalesce(n.name_nb, id), '; ' ORDER BY place) AS addressee_name
    FROM asked LEFT JOIN names n USING (id) GROUP BY doc_id, request_id
)
SELECT r.*,{_AROUND},
       a.amounts, m.ministries, n.addressee_name
FROM requests r
LEFT JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = r.doc_id AND s.section_id = r.section_id
LEFT JOIN with_amounts a ON a.doc_id = r.doc_id AND a.request_id = r.request_id
LEFT JOIN with_ministries m ON m.doc_id = r.doc_id AND m.request_id = r.request_id
LEFT JOIN with_names n ON n.doc_id = r.doc_id AND n.request_id = r.request_id
""",
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
    f"""
WITH with_requests AS (
    SELECT t.doc_id, t.statement_id, list(r.request_id ORDER BY r.char_start, r.request_id) AS requests
    FROM statements t
    JOIN requests r ON r.doc_id = t.doc_id AND r.char_start < t.char_end AND t.char_start < r.char_end
    GROUP BY t.doc_id, t.statement_id
)
SELECT t.*,{_AROUND},
       p.role AS speaker_role, p.side AS speaker_side, p.org AS speaker_org, n.name_nb AS speaker_org_name, r.requests
FROM statements t
LEFT JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = t.doc_id AND s.section_id = t.section_id
LEFT JOIN participants p ON p.doc_id = t.doc_id AND p.person_id = t.person_id
LEFT JOIN names n ON n.id = t.speaker_org_id
LEFT JOIN with_requests r ON r.doc_id = t.doc_id AND r.statement_id = t.statement_id
""",
)

VIEWS = (REQUESTS, STATEMENTS)

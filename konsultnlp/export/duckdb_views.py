"""What the views of the DuckDB database select: lists are lists, of structures where they hold more than ids."""

from __future__ import annotations

from konsultnlp.export.views import AROUND, REQUESTS, STATEMENTS

VIEWS = (
    (REQUESTS, f"""
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
SELECT r.*,{AROUND},
       a.amounts, m.ministries, n.addressee_name
FROM requests r
LEFT JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = r.doc_id AND s.section_id = r.section_id
LEFT JOIN with_amounts a ON a.doc_id = r.doc_id AND a.request_id = r.request_id
LEFT JOIN with_ministries m ON m.doc_id = r.doc_id AND m.request_id = r.request_id
LEFT JOIN with_names n ON n.doc_id = r.doc_id AND n.request_id = r.request_id
"""),
    (STATEMENTS, f"""
WITH with_requests AS (
    SELECT t.doc_id, t.statement_id, list(r.request_id ORDER BY r.char_start, r.request_id) AS requests
    FROM statements t
    JOIN requests r ON r.doc_id = t.doc_id AND r.char_start < t.char_end AND t.char_start < r.char_end
    GROUP BY t.doc_id, t.statement_id
)
SELECT t.*,{AROUND},
       p.role AS speaker_role, p.side AS speaker_side, p.org AS speaker_org, n.name_nb AS speaker_org_name, r.requests
FROM statements t
LEFT JOIN documents d USING (doc_id)
LEFT JOIN sections s ON s.doc_id = t.doc_id AND s.section_id = t.section_id
LEFT JOIN participants p ON p.doc_id = t.doc_id AND p.person_id = t.person_id
LEFT JOIN names n ON n.id = t.speaker_org_id
LEFT JOIN with_requests r ON r.doc_id = t.doc_id AND r.statement_id = t.statement_id
"""),
)  # fmt: skip
"""The views, and what each selects."""

"""What the views of the SQLite database select: lists are JSON, and made row by row, so that a page of rows comes at once."""

from __future__ import annotations

from konsultnlp.export.views import AROUND, REQUESTS, STATEMENTS

VIEWS = (
    (REQUESTS, f"""
SELECT r.*,{AROUND},
       (SELECT json_group_array(json_object('kind', kind, 'value', value, 'value_max', value_max, 'unit', unit,
                                            'per', per, 'qualifier', qualifier, 'text', text))
        FROM (SELECT * FROM amounts a
              WHERE a.doc_id = r.doc_id AND a.request_id = r.request_id ORDER BY a.char_start)
        HAVING count(*)) AS amounts,
       (SELECT json_group_array(ministry_id)
        FROM (SELECT DISTINCT m.ministry_id FROM ministries m
              WHERE m.doc_id = r.doc_id AND m.char_start >= r.char_start AND m.char_end <= r.char_end
                    AND m.ministry_id IS NOT NULL ORDER BY m.ministry_id)
        HAVING count(*)) AS ministries,
       (SELECT group_concat(coalesce(n.name_nb, one.value), '; ')
        FROM json_each('["' || replace(r.addressee_id, ';', '","') || '"]') one
        LEFT JOIN names n ON n.id = one.value) AS addressee_name
FROM requests r
LEFT JOIN documents d ON d.doc_id = r.doc_id
LEFT JOIN sections s ON s.doc_id = r.doc_id AND s.section_id = r.section_id
"""),
    (STATEMENTS, f"""
SELECT t.*,{AROUND},
       p.role AS speaker_role, p.side AS speaker_side, p.org AS speaker_org, n.name_nb AS speaker_org_name,
       (SELECT json_group_array(request_id)
        FROM (SELECT r.request_id FROM requests r
              WHERE r.doc_id = t.doc_id AND r.char_start < t.char_end AND t.char_start < r.char_end
              ORDER BY r.char_start, r.request_id)
        HAVING count(*)) AS requests
FROM statements t
LEFT JOIN documents d ON d.doc_id = t.doc_id
LEFT JOIN sections s ON s.doc_id = t.doc_id AND s.section_id = t.section_id
LEFT JOIN participants p ON p.doc_id = t.doc_id AND p.person_id = t.person_id
LEFT JOIN names n ON n.id = t.speaker_org_id
"""),
)  # fmt: skip
"""The views, and what each selects."""

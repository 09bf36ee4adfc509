"""Data for the pages, so that no text of a document can end a script or be read as one.

A page that is opened from the disk may not fetch files, but it may load scripts. Each data file is a script of one call,
``KN.put("name", 'JSON')``. In a single file the JSON stands in a block of type ``application/json``, which no browser runs.
"""

from __future__ import annotations

import json
from typing import Any

# Inside a JSON string these stand for the character itself; outside of strings JSON has none of them.
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def as_json(value: Any) -> str:
    """JSON in which no ``<`` stands, so that no ``</script>`` and no ``<!--`` can."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def as_script(name: str, value: Any) -> str:
    """A data file. The JSON stands in a string: browsers parse that twice as fast as the same as a literal."""
    text = as_json(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"KN.put('{name}','{text}');\n"

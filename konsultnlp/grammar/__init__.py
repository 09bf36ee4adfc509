"""Pure readers, ``str`` to values, built from named, commented regex atoms. They know no page and no spaCy."""

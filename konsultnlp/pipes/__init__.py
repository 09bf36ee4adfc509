"""spaCy components, one file each: a factory, a span group, and the rows that go with its spans."""

"""The rules of who speaks and who asks: pure functions over text, sentences and a `Context`. They know no spaCy."""

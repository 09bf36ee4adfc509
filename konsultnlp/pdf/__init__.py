"""Bytes to pages of lines to `CleanText`. The only room that imports the PDF libraries."""

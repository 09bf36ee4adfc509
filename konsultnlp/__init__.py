"""Reads Norwegian consultation PDFs into records an analyst can trust."""

__version__ = "0.1.0"

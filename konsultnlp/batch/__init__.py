"""Many inputs to one output folder: in parallel, resumable, never stopped by one bad file."""

from konsultnlp.batch.run import Summary, extract

__all__ = ["Summary", "extract"]

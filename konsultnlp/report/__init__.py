"""A folder of static HTML from an output folder: overview, tables, and every record on its page beside the text.

Opens from the disk, with no server and no network. ``write_report`` is what the command line calls.
"""

from konsultnlp.report.build import Report, write_report

__all__ = ["Report", "write_report"]

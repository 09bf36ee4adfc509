"""Corrections that last: what people have put right in an output is put right again in every later run.

>>> from konsultnlp.corrections import import_file
>>> import_file("rettelser.csv", "out", who="Kari").new  # doctest: +SKIP
"""

from konsultnlp.corrections.apply import Corrections, Outcome
from konsultnlp.corrections.importing import Imported, import_file
from konsultnlp.corrections.model import Correction

__all__ = ["Correction", "Corrections", "Imported", "Outcome", "import_file"]

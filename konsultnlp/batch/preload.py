"""Imported once by the process that workers are forked from, where the platform forks: they share the model it loads."""

import contextlib
import os

from konsultnlp.batch.worker import pipeline
from konsultnlp.errors import KonsultError
from konsultnlp.lexicon import use_lexicon

MODEL = "KONSULTNLP_PRELOAD"
"""Environment variable with the pipeline to load."""

LEXICON = "KONSULTNLP_PRELOAD_LEXICON"
"""Environment variable with the folder of an analyst's words, which must be known before."""

if MODEL in os.environ:
    with contextlib.suppress(KonsultError):  # the worker itself will say why
        use_lexicon(os.environ.get(LEXICON))
        pipeline(os.environ[MODEL])

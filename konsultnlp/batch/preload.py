"""Imported once by the process that workers are forked from, where the platform forks: they share the model it loads."""

import contextlib
import os

from konsultnlp.batch.worker import pipeline
from konsultnlp.errors import KonsultError

MODEL = "KONSULTNLP_PRELOAD"
"""Environment variable with the pipeline to load."""

if MODEL in os.environ:
    with contextlib.suppress(KonsultError):  # the worker itself will say why
        pipeline(os.environ[MODEL])

"""Memory that is free and that the C library keeps."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Gives memory that is free back to the system.

    glibc keeps what PDFium and zlib have freed between what is still in use; after a file of thousands of pages that is tens of
    megabytes. On other systems nothing is done.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)

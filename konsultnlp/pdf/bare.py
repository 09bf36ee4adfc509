"""PDFium's functions called bare: ctypes' checks of argument types take longer than most of the calls."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


class Handle(ctypes.c_void_p):
    """A pointer that PDFium gave; false where it gave none."""


def handle(pointer: Any) -> Handle:
    """One of pypdfium2's typed pointers as a `Handle`."""
    return Handle(ctypes.cast(pointer, ctypes.c_void_p).value)


def bare(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium by its name, without checks.

    Args:
        name: As in ``pypdfium2.raw``.
        result: What it returns.

    Returns:
        The function. Pointers must be passed as a `Handle` or by reference, all numbers must be C ints.
    """
    checked = getattr(raw, name)
    function = type(checked)(ctypes.cast(checked, ctypes.c_void_p).value)
    function.restype = result
    return function

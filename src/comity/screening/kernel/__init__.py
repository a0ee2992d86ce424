"""The compiled kernel, through ctypes: a plain shared library, so that one build serves every Python.

``make`` builds ``_kernel.so`` beside this file, and the wheel carries it. Where it is absent or of
another ABI, ``LIBRARY`` is None and the same answers come from Python, more slowly.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

ABI: Final = 2
FILE: Final = Path(__file__).with_name("_kernel.so")
_P, _I, _L = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64
_TAKES: Final = {  # kernel.h
    "kernel_likeness": (_P, _P, _I, _P, _I),
    "kernel_nearest": (_P, _P, _I, _P, _P, _L, _P),
    "kernel_score": (_P, _P, _P, _I, _P, _P, _I, _P, _P),
    "kernel_score_many": (_P, _P, _P, _I, _P, _P, _P, _P, _L, _P),
}


def _load() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(str(FILE))
    except OSError:
        return None
    if library.kernel_abi() != ABI:
        return None
    for name, takes in _TAKES.items():
        getattr(library, name).argtypes = takes
    return library


LIBRARY: Final = _load()

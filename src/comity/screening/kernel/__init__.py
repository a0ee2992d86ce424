"""The compiled kernel, through ctypes: a plain shared library, so that one build serves every Python.

``make`` builds ``_kernel.so`` beside this file, and the wheel carries it. Where it is absent or of
another ABI, ``LIBRARY`` is None and the same answers come from Python, more slowly.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

ABI: Final = 16
FILE: Final = Path(__file__).with_name("_kernel.so")
_P, _I, _L = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64
_TAKES: Final = {  # kernel.h
    "kernel_likeness": (_P, _P, _I, _P, _I),
    "kernel_nearest": (_P, _P, _I, _P, _P, _L, _P),
    "kernel_score": (_P, _P, _P, _I, _P, _P, _I, _P, _P),
    "kernel_score_many": (_P, _P, _P, _I, _P, _P, _P, _P, _L, _P),
    "kernel_chunks": (_P, _P, _P, _I, ctypes.c_char_p, _I, _I),
}
_COUNTS: Final = {  # retrieve.h
    "retrieve_keys": (_P, _P, _P, _P, _P),
    "retrieve_near": (_P, _P, _I, _P, _I, _P, _P, _P),
    "retrieve_near_joined": (_P, _P, _P, _P, _P, _P, _P),
    "retrieve_hits": (_P, _P, _P, _L),
    "retrieve_candidates": (_P, _P, _P, _L, _L, _L, _L, _P, _P),
    "retrieve_score": (_P, _P, _P, _L, _P, _P, _L, _I, _I, _P),
    "retrieve_remember": (),
    "retrieve_forget": (_P,),
}
_LONG: Final = {"retrieve_screen": (_P, _P, _P, _P, _L, _P, _P, _P, _P, _P, _P, _P, _P, _P)}


def _load() -> ctypes.PyDLL | None:
    """The kernel. What takes some hundred microseconds keeps the interpreter: to give it to another thread and to
    get it back would take longer. Only the search for many queries at once releases it."""
    try:
        library, long = ctypes.PyDLL(str(FILE)), ctypes.CDLL(str(FILE))
    except OSError:
        return None
    if library.kernel_abi() != ABI:
        return None
    for name, takes in _TAKES.items():
        getattr(library, name).argtypes = takes
    for held, functions in ((library, _COUNTS), (long, _LONG)):
        for name, takes in functions.items():
            function = getattr(held, name)
            function.argtypes, function.restype = takes, _L
            setattr(library, name, function)
    return library


LIBRARY: Final = _load()

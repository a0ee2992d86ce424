"""The compiled kernel, through ctypes: a plain shared library, so that one build serves every Python.

``make`` builds ``_kernel.so`` beside this file, and the wheel carries it. Where it is absent or of
another ABI, ``LIBRARY`` is None and the same answers come from Python, more slowly.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

ABI: Final = 1
FILE: Final = Path(__file__).with_name("_kernel.so")


def _load() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(str(FILE))
    except OSError:
        return None
    return library if library.kernel_abi() == ABI else None


LIBRARY: Final = _load()

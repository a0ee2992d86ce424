"""Many queries in one call of the kernel: how they are searched, and what comes back."""

from __future__ import annotations

import ctypes
from typing import Final, NamedTuple

import numpy as np

from comity.screening.flat import Ints

UNDECIDED: Final = 4096  # rows for queries that meet a name in syllables, or four for each query
_KINDS: Final = {"query": np.uint32, "subject": np.uint32, "name": np.uint32, "reading": np.int32, "score": np.int32}
FOUND: Final = np.dtype(list(_KINDS.items()))


class How(ctypes.Structure):
    """How ``screen`` searches: index.py says what the numbers are."""

    _fields_ = [
        *((name, ctypes.c_int32) for name in ("floor", "share", "cut", "apart", "least", "limit")),
        ("names", ctypes.c_int64),
    ]


class Screened(NamedTuple):
    """Answers to many queries: ``rows`` of query, subject, name, reading and score of 10,000, best first for each
    query; of those that are in syllables or met a name that is, which Python compares, instead in ``undecided`` each
    reading that may score enough; which must be asked ``apart``, for there was no room."""

    rows: Ints
    undecided: Ints
    apart: Ints

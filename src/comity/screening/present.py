"""Bits that say of a key at once that it is absent: most keys under which a word is sought lead nowhere."""

from __future__ import annotations

from typing import Final

import numpy as np

from comity.screening.flat import Ints

_EACH: Final = 16  # bits, at least, for each key
_MIXED: Final = np.uint64(0x9E3779B97F4A7C15)  # the kernel's


def present(keys: Ints) -> tuple[Ints, int]:
    """The bits, and how far the product of a key is shifted to tell its bit; one that is set may be another key's."""
    size = max(3, (len(keys) * _EACH).bit_length())
    bits = np.zeros(1 << size, bool)
    bits[keys * _MIXED >> np.uint64(64 - size)] = True
    return np.packbits(bits, bitorder="little"), 64 - size

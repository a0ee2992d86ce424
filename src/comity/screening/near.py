"""What is near a word that is asked for, as the kernel reads it: bytes, which stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from comity.screening.flat import Ints

WIDE: Final = 4  # bytes of each number


@dataclass(frozen=True, slots=True)
class Near:
    """Words of one segment that are like one word, most like first, likeness of 10,000; and ``names`` that have it
    as two words. ``hits``: how many names that are, those that have two such words counted twice."""

    parts: tuple[bytes, bytes, bytes, int, int]  # the three arrays and their lengths, as the kernel takes them
    hits: int

    @classmethod
    def of(cls, words: bytes, likeness: bytes, names: bytes, hits: int) -> Near:
        """From the bytes of the arrays."""
        return cls((words, likeness, names, len(words) // WIDE, len(names) // WIDE), hits)

    @property
    def words(self) -> Ints:
        return np.frombuffer(self.parts[0], np.uint32)

    @property
    def likeness(self) -> Ints:
        return np.frombuffer(self.parts[1], np.int32)

    @property
    def names(self) -> Ints:
        return np.frombuffer(self.parts[2], np.uint32)


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to find: what is near it and how much it weighs."""

    near: Near
    weight: int

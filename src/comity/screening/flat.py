"""Lists of lists as flat arrays: ``starts`` has one number more than there are lists, ``values`` holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]


def address(array: Ints) -> int:
    """Where the values of ``array`` begin in memory; ``array.ctypes.data`` says the same in three times the time."""
    plain = array if array.dtype.names is None else array.view(np.uint8)  # else the fields are described each time
    return int(plain.__array_interface__["data"][0])


@dataclass(frozen=True, slots=True)
class Lists:
    """``values[starts[i] : starts[i + 1]]`` is list ``i``."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Iterable[Sequence[int] | bytes], kind: Any) -> Self:
        """From Python lists of numbers, or bytes."""
        held = list(lists)
        starts = np.zeros(len(held) + 1, np.uint32)
        np.cumsum([len(one) for one in held], out=starts[1:])
        if kind is np.uint8 and all(isinstance(one, bytes) for one in held):
            return cls(starts, np.frombuffer(b"".join(held), np.uint8))  # type: ignore[arg-type]
        return cls(starts, np.array([number for one in held for number in one], kind))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> Ints:
        return self.values[int(self.starts[place]) : int(self.starts[place + 1])]

    def sizes(self) -> Ints:
        """How long each list is."""
        return np.diff(self.starts.astype(np.int64))

    def owners(self) -> Ints:
        """For each value, the number of its list."""
        return np.repeat(np.arange(len(self), dtype=np.uint32), self.sizes())

    def take(self, places: Ints) -> Self:
        """The lists at ``places``, in that order."""
        sizes = self.sizes()[places]
        starts = np.zeros(len(places) + 1, np.uint32)
        np.cumsum(sizes, out=starts[1:])
        offsets = np.arange(int(starts[-1])) - np.repeat(starts[:-1].astype(np.int64), sizes)
        return type(self)(starts, self.values[np.repeat(self.starts[places].astype(np.int64), sizes) + offsets])

    def then(self, other: Lists) -> Self:
        """These lists and after them those of ``other``."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]).astype(np.uint32)
        return type(self)(starts, np.concatenate([self.values, other.values]))

    def sound(self, below: int | None = None) -> bool:
        """Whether starts rise from nothing to all values, and each value is less than ``below``."""
        whole = len(self.starts) > 0 and int(self.starts[0]) == 0 and int(self.starts[-1]) == len(self.values)
        rising = whole and bool((self.starts[1:] >= self.starts[:-1]).all())
        return rising and (below is None or not len(self.values) or int(self.values.max()) < below)


def grouped(keys: Ints, values: Ints) -> tuple[Ints, Lists]:
    """The distinct ``keys``, rising, and for each the distinct ``values`` that stand beside it, rising."""
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (values[1:] != values[:-1])
    keys, values = keys[fresh], values[fresh]
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(keys)), bool), keys[1:] != keys[:-1]]))
    starts = np.concatenate([first, [len(keys)]]).astype(np.uint32)
    return keys[first], Lists(starts, values)

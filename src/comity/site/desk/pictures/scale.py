"""Days as places on a line, and where its years begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Year:
    """Where a year begins."""

    x: int
    year: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from ``first`` to ``last`` between the places ``left`` and ``right``."""

    first: date
    last: date
    left: int
    right: int

    def place(self, day: date) -> int:
        """Where ``day`` stands."""
        span = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days // span

    def years(self, apart: int = 1) -> Iterator[Year]:
        """The beginnings of the years after the first, every ``apart`` of them."""
        for year in range(self.first.year + 1, self.last.year + 1, apart):
            yield Year(self.place(date(year, 1, 1)), year)

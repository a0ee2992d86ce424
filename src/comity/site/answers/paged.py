"""A long list, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

PAGE: Final = 50
One = TypeVar("One")
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Shown]):
    """One page; ``total`` counts what the reader may see and asked for, never what there is."""

    rows: tuple[Shown, ...]
    total: int
    offset: int

    @property
    def more(self) -> int:
        """Where the next page begins; 0 where this is the last."""
        end = self.offset + len(self.rows)
        return end if end < self.total else 0


def page(every: Sequence[One], offset: int, shown: Callable[[One], Shown]) -> Paged[Shown]:
    """The page of ``every`` that begins at ``offset``, each as ``shown`` shows it."""
    return Paged(tuple(map(shown, every[offset : offset + PAGE])), len(every), offset)

"""A long list, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from comity.errors import Refused

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


@dataclass(frozen=True, slots=True)
class After(Generic[Shown]):
    """The rows that follow one of them; ``last``: the one with which the page ends, empty where no more follow."""

    rows: tuple[Shown, ...]
    total: int
    last: str


def after(every: Sequence[str], last: str, shown: Callable[[str], Shown]) -> After[Shown]:
    """The page of ``every`` that follows ``last`` (empty: the first one), so that new ones shift no page.

    Raises Refused (``api.cursor``) where ``last`` is not there any more.
    """
    if last and last not in every:
        raise Refused("api.cursor")
    first = every.index(last) + 1 if last else 0
    here = every[first : first + PAGE]
    ending = here[-1] if first + PAGE < len(every) else ""
    return After(tuple(map(shown, here)), len(every), ending)

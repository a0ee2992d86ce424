"""A file to be screened, as rows of the cells that are asked for, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from comity.errors import Refused

RULE: Final = "design, rule 5"
MAX_COLUMNS: Final = 500
MAX_HEADING: Final = 300  # characters
ROW_UNREAD: Final = "row_unread"

Cell = str | list[str]  # a list where the file itself has one: JSON and Parquet


class Row(NamedTuple):
    """The cells of one row, in the order asked for; ``problem`` is a code where the row could not be read."""

    cells: Sequence[Cell]
    problem: str = ""


class Source(Protocol):
    """An opened file. ``form`` says how it is read; ``total`` is how many rows it has."""

    @property
    def form(self) -> tuple[str, ...]: ...

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def total(self) -> int: ...

    def rows(self, headings: Sequence[str]) -> Iterator[Row]:
        """Every row, in order, with the cells under ``headings`` only. Raises Refused as opening does."""
        ...


def unread(count: int) -> Row:
    """A row of ``count`` cells that could not be read."""
    return Row([""] * count, ROW_UNREAD)


def headings(name: str, cells: Sequence[str]) -> tuple[str, ...]:
    """The headings as given; a repeated one gets a number, so that each names one column.

    Raises Refused (``batch.headings``) where there is none, or more than a table has.
    """
    folded = [" ".join(one.split()) for one in cells]
    if not any(folded) or len(folded) > MAX_COLUMNS or any(len(one) > MAX_HEADING for one in folded):
        raise Refused("batch.headings", RULE, file=name, limit=MAX_COLUMNS)
    seen: dict[str, int] = {}
    found = []
    for one in folded:
        seen[one] = seen.get(one, 0) + 1
        found.append(one if seen[one] == 1 or not one else f"{one} {seen[one]}")
    return tuple(found)

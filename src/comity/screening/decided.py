"""What a person decided of a match before, as far as a batch is told of it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from comity.screening.subjects import Query, Subject


class Decided(NamedTuple):
    """Codes of what was decided and by what, and the day; ``cleared``: that it is no match."""

    decision: str
    ground: str
    day: str
    cleared: bool


class Decisions(Protocol):
    """What was decided, as it stood when a batch began; it is pickled with the screener."""

    def of(self, query: Query, subject: Subject) -> Decided | None:
        """What was decided last of this query and this version of the subject; None where nothing was."""
        ...

    def __hash__(self) -> int: ...

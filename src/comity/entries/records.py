"""What deciding at a door reads besides matters: counts over the whole register."""

from __future__ import annotations

from typing import Protocol


class Records(Protocol):
    """Counts that only the store can answer; all from the transaction that decides."""

    def reviews(self, participant: str, day: str) -> tuple[int, int]:
        """The participant's entries whose review is overdue on ``day``, and all that have a sunset;
        (0, 0) where none is overdue."""
        ...

    def namesakes(self, entry: str, version: str) -> tuple[str, ...]:
        """Other circulated entries whose subjects bear one of the names in ``version``."""
        ...

    def signed_safeguards(self) -> frozenset[str]:
        """The authorities that signed the safeguards protocol in force."""
        ...

"""What is reckoned from the whole record and asked for again and again, kept for a few states of the log."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last ``most`` answers by their keys. One thread reckons; whoever asks meanwhile waits for it: sixteen that
    reckon the same at once would each take as long as all of them together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Hashable, Made] = {}
        self._reckoning = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The answer for ``key``, made where it is not kept; the oldest one goes."""
        found = self._held.get(key)
        if found is None:
            with self._reckoning:
                found = self._held.get(key)
                if found is None:
                    found = make()
                    self._held = {**dict([*self._held.items()][-self._most + 1 :]), key: found}
        return found

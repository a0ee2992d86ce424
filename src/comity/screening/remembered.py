"""What the kernel found near the words of one lexicon, kept from batch to batch."""

from __future__ import annotations

from weakref import finalize

from comity.screening.kernel import LIBRARY


class Remembered:
    """Of one lexicon, source, mask and thread; it changes no answer, only how soon it comes. Raises MemoryError."""

    def __init__(self) -> None:
        assert LIBRARY is not None
        self.address: int = LIBRARY.retrieve_remember()
        if not self.address:
            raise MemoryError
        finalize(self, LIBRARY.retrieve_forget, self.address)

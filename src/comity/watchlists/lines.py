"""The entries of one stored version, read one at a time: to show one, the others need not be in memory."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from comity.watchlists import index
from comity.watchlists.listed import Listed

_NOT_ELSEWHERE: Final = b",[]]\n"  # how the line of an entry ends whose list gives no other list's reference for it
_REFERENCE: Final = re.compile(rb'\[("(?:[^"\\]|\\.)*"),')


class Lines:
    """What ``index.write`` wrote to ``path``, by reference. Several threads may read at once."""

    def __init__(self, path: Path) -> None:
        """Look where each entry stands; ``list`` is the list without them. Raises OSError, ValueError, TypeError."""
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        self.elsewhere: list[str] = []  # references of entries for which the list gives those of other lists
        with path.open("rb") as lines:
            first = lines.readline()
            self.list, _ = index.without_entries(first.decode())
            place = len(first)
            for line in lines:
                found = _REFERENCE.match(line)
                if found:
                    reference = json.loads(found[1])
                    self._places[reference] = (place, len(line))
                    if not line.endswith(_NOT_ELSEWHERE):
                        self.elsewhere.append(reference)
                place += len(line)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._places)

    def entry(self, reference: str) -> Listed | None:
        """The entry of that reference; None where there is none. Raises OSError; ValueError where it is damaged."""
        place, length = self._places.get(reference, (0, 0))
        if not length:
            return None
        with self._path.open("rb", buffering=0) as lines:  # for each entry: no file is held open
            lines.seek(place)
            return index.entry(lines.read(length).decode())

"""The effect of every entry at this moment, whoever looks, renewed when an act or the clock may change one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

from comity.language import DEFAULT
from comity.operations.effects import Effects, reckon
from comity.site.answers.visit import Visit, visiting
from comity.site.registry import Registry
from comity.store import telling

_KEPT: Final = 2  # states of the log: whoever began to read before an act goes on with what was before it


class _Held:
    def __init__(self) -> None:
        self._reckoning = Lock()
        self._last: tuple[tuple[Path, Effects], ...] = ()

    def at(self, visit: Visit) -> Effects:
        home, size = visit.registry.located.home, visit.unit.position().index
        found = self._found(home, size, visit.at)
        if found is None:
            with self._reckoning:
                found = self._found(home, size, visit.at)
                if found is None:
                    mine = [one for of, one in self._last if of == home and one.size <= size and one.at <= visit.at]
                    found = reckon(visit.unit, visit.at, mine[-1] if mine else None)
                    self._last = (*self._last[1 - _KEPT :], (home, found))
        return found

    def _found(self, home: Path, size: int, at: str) -> Effects | None:
        return next((one for of, one in reversed(self._last) if of == home and one.hold(size, at)), None)


_HELD: Final = _Held()


def of(visit: Visit) -> Effects:
    """The effects at the moment of ``visit``; whoever filters by them may see fewer entries."""
    return _HELD.at(visit)


def warm(registry: Registry) -> None:
    """Reckon them before anybody asks: the first time all of them are."""
    with visiting(registry, "", DEFAULT) as visit:
        of(visit)


def unchanged(visit: Visit) -> Hashable:
    """The same for two visits of one reader between which nobody acted, no effect changed by the clock and no term
    ended: then nothing that he may see is another. The reader is part of it, without his moment."""
    found, ended = of(visit), telling.last_ended(visit.unit, visit.at)
    return visit.registry.located.home, found.size, found.at, ended, replace(visit.reader, at="")

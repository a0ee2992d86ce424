"""The effect of every entry: kept while nobody acts, and reckoned anew only for what an act or the clock may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.effect import Effect, standing, steady_until
from comity.entries.grounds import grounds
from comity.entries.procedures import KIND, SUPPORT_ENTRY
from comity.handling import NEVER
from comity.matters import Matter
from comity.store import searched
from comity.store.unit import SqlUnit


@dataclass(frozen=True, slots=True)
class Effects:
    """What every entry counts for, by its id, whoever looks; each holds ``until`` a moment if nobody acts.

    ``size`` and ``at``: the log's size and the moment at which they were reckoned.
    """

    size: int
    at: str
    of: Mapping[str, Effect]
    until: Mapping[str, str]
    ends: str

    def hold(self, size: int, at: str) -> bool:
        """Whether they are still what they were."""
        return self.size == size and self.at <= at < self.ends


def reckon(unit: SqlUnit, at: str, old: Effects | None = None) -> Effects:
    """The effects at ``at``; ``old``: those of an earlier moment, of which all is kept that cannot have changed."""
    size = unit.position().index
    changed = searched.changed(unit, old.size) if old is not None and old.size <= size and old.at <= at else None
    if old is None or changed is None:
        return _made(size, at, {}, {}, unit, unit.of_procedure(*KIND))
    fresh = changed | {entry for entry, until in old.until.items() if until <= at}
    every = [entry for name in sorted(fresh) for entry in [unit.matter(name)] if entry and entry.procedure in KIND]
    # An entry on support of an organisation counts with the entry of that organisation; there are few.
    every += unit.of_procedure(SUPPORT_ENTRY) if every else ()
    return _made(size, at, dict(old.of), dict(old.until), unit, every)


def _made(
    size: int, at: str, of: dict[str, Effect], until: dict[str, str], unit: SqlUnit, fresh: Iterable[Matter]
) -> Effects:
    for entry in fresh:
        based = grounds(unit, entry, at)
        of[entry.id], until[entry.id] = standing(based, at).effect, steady_until(based, at)
    return Effects(size, at, of, until, min(until.values(), default=NEVER))

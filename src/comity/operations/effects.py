"""The effect of every entry: kept while nobody acts, and reckoned anew only for what an act or the clock may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.effect import Effect, standing, steady_until
from comity.entries.grounds import grounds
from comity.entries.procedures import KIND, SUPPORT_ENTRY, VERSION_OF
from comity.handling import NEVER
from comity.matters import Matter
from comity.store import touched
from comity.store.unit import SqlUnit


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What one entry counts for, and ``until`` when if nobody acts; ``since``: the day on which it was first
    permitted, empty where it never was."""

    procedure: str
    claimant: str
    since: str
    effect: Effect
    until: str


@dataclass(frozen=True, slots=True)
class Effects:
    """Every entry by its id, whoever looks, as it counted when the log had ``size`` acts, at the moment ``at``; all
    of that holds until ``ends`` if nobody acts."""

    size: int
    at: str
    of: Mapping[str, Reckoned]
    ends: str

    def hold(self, size: int, at: str) -> bool:
        """Whether they are still what they were."""
        return self.size == size and self.at <= at < self.ends


def reckon(unit: SqlUnit, at: str, old: Effects | None = None) -> Effects:
    """The effects at ``at``; ``old``: those of an earlier moment, of which all is kept that cannot have changed."""
    size = unit.position().index
    changed = touched.changed(unit, old.size) if old is not None and old.size <= size and old.at <= at else None
    if old is None or changed is None:
        every, kept = [*unit.of_procedure(*KIND)], dict[str, Reckoned]()
    else:
        fresh, kept = changed | {entry for entry, one in old.of.items() if one.until <= at}, dict(old.of)
        every = [entry for name in sorted(fresh) for entry in [unit.matter(name)] if entry and entry.procedure in KIND]
        # An entry on support of an organisation counts with the entry of that organisation; there are few.
        every += unit.of_procedure(SUPPORT_ENTRY) if every else ()
    kept |= {entry.id: _reckoned(unit, entry, at) for entry in every}
    return Effects(size, at, kept, min((one.until for one in kept.values()), default=NEVER))


def _reckoned(unit: SqlUnit, entry: Matter, at: str) -> Reckoned:
    based = grounds(unit, entry, at)
    permits = [version.last_of("version.permit") for version in unit.linking(entry.id, VERSION_OF)]
    since = min((one.time[:10] for one in permits if one), default="")
    return Reckoned(entry.procedure, entry.participant, since, standing(based, at).effect, steady_until(based, at))

"""Public statistics: how many entries count, by claimant, basis, age and contest; no cell under ten is shown.

Divisions of one whole stand side by side, so each is made safe with its whole (``databank.figures.suppression``);
nothing here tells one entry from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from comity.clocks import months_between
from comity.databank.figures import suppression
from comity.effect import ACTED_UPON
from comity.entries import face as reading
from comity.entries.face import Row
from comity.entries.grounds import effect_of
from comity.entries.procedures import KIND, LIST_ENTRY, VERSION_OF
from comity.matters import Matter
from comity.site.answers.visit import Visit
from comity.store import counting

AGES: Final = (6, 12, 24)  # months: up to each, and more
DIVISIONS: Final = ("claimant", "basis", "age", "contested")
Shares = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Statistics:
    """For each kind of entry the divisions of its whole, by name; a count is None where it is withheld."""

    kinds: Mapping[str, Mapping[str, Shares]]


@dataclass(frozen=True, slots=True)
class Published:
    """What anyone may read of the List: bans that count now, and entries that ended, with the day."""

    bans: tuple[Row, ...]
    ended: tuple[tuple[Row, str], ...]


def statistics(visit: Visit) -> Statistics:
    """Counts over every entry that counts now, whoever looks: the same for all."""
    size, day = visit.unit.position().index, visit.now.date()
    return _cached(_Key(visit, size, day))


def published(visit: Visit) -> Published:
    """The PUBLIC entries of the List, and those that ended."""
    rows = [reading.row(visit.unit, one, visit.view, visit.at) for one in visit.view.entries(LIST_ENTRY)]
    bans = [row for row in rows if row.standing.effect in ACTED_UPON]
    ended = [(row, _ended(visit, row)) for row in rows if row.standing.effect in reading.ENDED]
    return Published(tuple(reversed(bans)), tuple(sorted(ended, key=lambda one: one[1], reverse=True)))


class _Key:
    """Names a state of the log on a day, so that the counts of one state are reckoned once."""

    def __init__(self, visit: Visit, size: int, day: date) -> None:
        self.visit, self.size, self.day = visit, size, day

    def __hash__(self) -> int:
        return hash((self.visit.registry.located.home, self.size, self.day))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and hash(self) == hash(other)


@lru_cache(4)
def _cached(key: _Key) -> Statistics:
    visit, kinds = key.visit, {}
    bases = counting.bases(visit.unit)
    for procedure, kind in KIND.items():
        entries = visit.unit.of_procedure(procedure)
        mine = [one for one in entries if effect_of(visit.unit, one, visit.at).effect in ACTED_UPON]
        ages = [_age(visit, one, key.day) for one in mine]
        kinds[kind] = {
            "claimant": _safe(one.participant for one in mine),
            "basis": _safe(bases.get(one.id, "") for one in mine),
            "age": _safe(ages),
            "contested": _safe("none" for _ in mine),
        }
    return Statistics(kinds)


def _safe(of: Iterable[str]) -> Shares:
    return suppression.protect_parts({name or "other": count for name, count in Counter(of).items()})


def _age(visit: Visit, entry: Matter, day: date) -> str:
    permits = [version.last_of("version.permit") for version in visit.unit.linking(entry.id, VERSION_OF)]
    first = min((one.time[:10] for one in permits if one), default=day.isoformat())
    months = months_between(date.fromisoformat(first), day)
    return next((f"under_{limit}" for limit in AGES if months < limit), "older")


def _ended(visit: Visit, row: Row) -> str:
    """The day on which the entry ended, from the last act that bears on it."""
    if row.standing.effect.value == "lapsed":
        return row.sunset
    last = max((one.last.time for one in visit.unit.linking(row.entry, "on")), default="")
    return last[:10]

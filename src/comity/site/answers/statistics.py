"""Public statistics: how many entries count, by claimant, basis, age and contest; no cell under ten is shown.

Divisions of one whole stand side by side, so each is made safe with its whole (``databank.figures.suppression``);
nothing here tells one entry from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from comity.clocks import months_between
from comity.databank.figures import suppression
from comity.effect import ACTED_UPON, ENDED
from comity.entries import face as reading
from comity.entries.face import Row
from comity.entries.procedures import KIND, LIST_ENTRY
from comity.handling import PUBLIC
from comity.site.answers import effects
from comity.site.answers.kept import Kept
from comity.site.answers.visit import Visit
from comity.store import counting
from comity.store.visible import SqlView

AGES: Final = (6, 12, 24)  # months: up to each, and more
MOST: Final = 60  # published entries shown here; the List has all
Shares = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Statistics:
    """For each kind of entry the divisions of its whole, by name; a count is None where it is withheld. ``at``: when
    they were counted."""

    kinds: Mapping[str, Mapping[str, Shares]]
    at: str


_KEPT: Final[Kept[Statistics]] = Kept(2)


@dataclass(frozen=True, slots=True)
class Published:
    """What anyone may read of the List: bans that count now, and entries that ended, with the day."""

    bans: tuple[Row, ...]
    ended: tuple[tuple[Row, str], ...]


def statistics(visit: Visit) -> Statistics:
    """Counts over every entry that counts, the same for all. They are taken once an hour: whoever looks before and
    after an act learns nothing of it from their difference."""
    key = (visit.registry.located.home, visit.at[:13])
    return _KEPT.get(key, lambda: _counted(visit))


def published(visit: Visit) -> Published:
    """The newest PUBLIC entries of the List that anyone may see, and those that ended: the same whoever looks, since
    what an officer finds under this heading he may pass on."""
    anyone = SqlView(visit.unit, replace(PUBLIC, at=visit.at))
    newest = anyone.entries(LIST_ENTRY)[: -MOST - 1 : -1]
    known = anyone.knowing(newest)
    rows = [reading.row(visit.unit, one, known, visit.at) for one in newest]
    bans = tuple(row for row in rows if row.standing.effect in ACTED_UPON)
    ended = [(row, _ended(visit, row)) for row in rows if row.standing.effect in ENDED]
    return Published(bans, tuple(sorted(ended, key=lambda one: one[1], reverse=True)))


def _counted(visit: Visit) -> Statistics:
    bases, every, kinds = counting.bases(visit.unit), effects.of(visit).of, {}
    for procedure, kind in KIND.items():
        mine = {name: one for name, one in every.items() if one.procedure == procedure and one.effect in ACTED_UPON}
        kinds[kind] = {
            "claimant": _safe(one.claimant for one in mine.values()),
            "basis": _safe(bases.get(name, "") for name in mine),
            "age": _safe(_age(visit.now.date(), one.since) for one in mine.values()),
            "contested": _safe("none" for _ in mine),
        }
    return Statistics(kinds, visit.at)


def _safe(of: Iterable[str]) -> Shares:
    return suppression.protect_parts({name or "other": count for name, count in Counter(of).items()})


def _age(day: date, since: str) -> str:
    months = months_between(date.fromisoformat(since), day)
    return next((f"under_{limit}" for limit in AGES if months < limit), "older")


def _ended(visit: Visit, row: Row) -> str:
    """The day on which the entry ended, from the last act that bears on it."""
    if row.standing.effect.value == "lapsed":
        return row.sunset
    last = max((one.last.time for one in visit.unit.linking(row.entry, "on")), default="")
    return last[:10]

"""What changed on the List, in the Register and on support: the entries, each with the last act that bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Final

from comity import acts, bootstrap
from comity.entries import face as reading
from comity.entries import history
from comity.entries.face import Row
from comity.entries.history import Event
from comity.entries.procedures import KIND, ON, RESTS_ON, VERSION_OF
from comity.judiciary.procedures import DECISION
from comity.matters import Matter
from comity.site.answers import effects
from comity.site.answers.kept import Kept
from comity.site.answers.visit import Visit
from comity.store import waiting

FOR: Final = timedelta(days=30)
MOST: Final = 30  # entries
_LOOKED_AT: Final = 90  # matters: several may bear on one entry


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry, and when the last act was done that the visitor may know of; which it was only where the entry
    opens without a case. ``is_new``: since the visitor signed in last."""

    row: Row
    at: str
    event: Event | None
    is_new: bool = False


_KEPT: Final[Kept[tuple[Changed, ...]]] = Kept(32)  # readers


def entries(visit: Visit, before: str) -> tuple[Changed, ...]:
    """The entries that changed in the last thirty days, the newest change first; at most ``MOST``.

    ``before``: the time at which the visitor signed in last; empty where this is the first time.
    """
    since = acts.to_time(visit.now - FOR)
    found = _KEPT.get(effects.unchanged(visit), lambda: tuple(islice(_newest(visit, since), MOST)))
    mine = (replace(one, is_new=bool(before) and one.at > before) for one in found if one.at >= since)
    return tuple(sorted(mine, key=lambda one: one.at, reverse=True))


def _newest(visit: Visit, since: str) -> Iterator[Changed]:
    seen = set()
    for matter in waiting.newest(visit.unit, _bearing(), _LOOKED_AT):
        if matter.last.time < since:
            return
        for entry in _entries(visit, matter):
            if entry.id in seen or not visit.view.sees(entry.id):
                continue
            seen.add(entry.id)
            events = history.events(visit.unit, entry, visit.reader, bootstrap.TABLES, visit.at)
            if events and events[-1].time >= since:
                row, last = reading.row(visit.unit, entry.id, visit.view, visit.at), events[-1]
                yield Changed(row, last.time, None if row.restricted else last)


def _entries(visit: Visit, matter: Matter) -> Iterator[Matter]:
    """The entries on which ``matter`` bears."""
    if matter.procedure in KIND:
        yield matter
    elif matter.procedure == DECISION:
        for version in visit.unit.linking(matter.id, RESTS_ON):
            yield from _entries(visit, version)
    else:
        above = visit.unit.matter(matter.linked(VERSION_OF) or matter.linked(ON))
        if above is not None:
            yield from _entries(visit, above)


@cache
def _bearing() -> tuple[str, ...]:
    """The procedures of which a matter can bear on an entry."""
    parted = (name for name, table in bootstrap.TABLES.items() if table.parent in (VERSION_OF, ON))
    return (*KIND, DECISION, *parted)

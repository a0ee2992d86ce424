"""The journal in figures, for whoever oversees the use of this register: counts by day, no name and no case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity import dates
from comity.errors import Refused
from comity.participants import Capacity
from comity.site.answers.visit import Visit
from comity.store import journal, tallies
from comity.store.journal import Usage
from comity.store.tallies import Tally

OVERSEES: Final = frozenset({Capacity.AU, Capacity.IR})
"""Who reads the query logs of all (law.md D(iv))."""


@dataclass(frozen=True, slots=True)
class Quota:
    """One officer who asked the Register: in how many days, how many names, how many on the day on which he asked
    most, and on how many days he asked all that a day allows."""

    officer: str
    days: int
    names: int
    highest: int
    full: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done from ``since`` to ``until``.

    ``rows``: day by day; ``totals``: the same without the day; ``quotas``: who asked the Register, beside the ``most``
    names of a day.
    """

    rows: tuple[Tally, ...]
    totals: tuple[Tally, ...]
    quotas: tuple[Quota, ...]
    since: date
    until: date
    most: int


def figures(visit: Visit, since: str = "", until: str = "") -> Figures:
    """The figures of a period. Raises Refused: ``desk.not_for_you`` for all others, ``face.day``, ``dates.period``."""
    if visit.reader.capacity not in OVERSEES:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity=visit.reader.capacity)
    first, last = dates.period(since, until, visit.now.date())
    days = (first.isoformat(), last.isoformat())
    rows, most = tallies.tally(*days), visit.registry.located.config.screening.names_a_day
    return Figures(tuple(rows), _totals(rows), _quotas(journal.usage(*days), most), first, last, most)


def _totals(rows: Iterable[Tally]) -> tuple[Tally, ...]:
    lines, names = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in rows:
        lines[one.kind, one.of] += one.lines
        names[one.kind, one.of] += one.names
    return tuple(Tally("", *key, lines[key], names[key]) for key in sorted(lines))


def _quotas(used: Iterable[Usage], most: int) -> tuple[Quota, ...]:
    of: dict[str, list[int]] = {}
    for one in used:
        of.setdefault(one.officer, []).append(one.names)
    return tuple(
        Quota(officer, len(names), sum(names), max(names), sum(count >= most for count in names))
        for officer, names in sorted(of.items())
    )

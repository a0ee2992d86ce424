"""Tables of counts by region and period, from what States told (law.md A2, D2).

One table holds one State's counts of one unit, by one definition and one counting rule, in periods of one length
and regions of one level. Nothing else is ever put together: counts by other rules do not add up, and a year
beside its quarters would give a withheld quarter away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from comity.databank.figures.suppression import Place, Published, protect
from comity.databank.told import Told
from comity.databank.trend import Trend
from comity.qualification.vocabulary import CountedUnit

_RULED: Final = ("unit", "definition", "counting_rule")
_Series = tuple[str, str, str, str]
_Grain = tuple[bool, int]


class WhyNot(StrEnum):
    """Why counts that were told stand in no table."""

    UNDEFINED = "undefined"  # unit, definition or counting rule is not told, or not to this reader
    REFUSED = "refused"  # a unit that can be stated only to be refused (gate 41)
    OTHER_GRAIN = "other_grain"  # periods or regions of another length than those of the table


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Counts that stand in no table: of which contribution, how many, and why."""

    contribution: str
    cells: int
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Table:
    """One State's counts of one kind, as they may be shown.

    ``traces``: the commitments behind each count that is shown, totals included; nothing for one withheld.
    ``conditions`` bind whatever is made of the table.
    """

    owner: str
    unit: CountedUnit
    definition: str
    counting_rule: str
    published: Published
    traces: Mapping[Place, tuple[str, ...]]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Every table that one reader may see, in the order of owner and unit, and what stands in none."""

    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...]


def trends(told: Iterable[Told]) -> Trends:
    """The tables of what one reader may see. Where a State told a count twice, the later one stands."""
    series: dict[_Series, list[Told]] = defaultdict(list)
    left_out: list[LeftOut] = []
    for contribution, statements in _by_contribution(told).items():
        said = {one.property: str(one.value) for one in statements if one.property in _RULED}
        cells = [one for one in statements if one.property == "cells"]
        if any(not said.get(name) for name in _RULED):
            left_out.append(LeftOut(contribution, len(cells), WhyNot.UNDEFINED))
        elif said["unit"] == CountedUnit.NEUTRALISED:
            left_out.append(LeftOut(contribution, len(cells), WhyNot.REFUSED))
        elif cells:
            key = (statements[0].owner, said["unit"], said["definition"], said["counting_rule"])
            # The rule that makes a count readable is told under conditions too: they follow the count.
            series[key] += statements
    built = [_table(key, held) for key, held in sorted(series.items())]
    return Trends(tuple(table for table, _ in built), (*left_out, *(one for _, left in built for one in left)))


def _by_contribution(told: Iterable[Told]) -> Mapping[str, list[Told]]:
    held: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda t: (t.index, t.commitment)):
        if one.schema == Trend.SCHEMA:
            held[one.contribution].append(one)
    return held


def _table(key: _Series, statements: list[Told]) -> tuple[Table, list[LeftOut]]:
    cells = [one for one in statements if one.property == "cells"]
    sizes = Counter(_grain(_place(one)) for one in cells)
    grain = min(sizes, key=lambda one: (-sizes[one], one))
    latest = {_place(one): one for one in cells if _grain(_place(one)) == grain}
    published = protect({place: _count(one) for place, one in latest.items()})
    owner, unit, definition, rule = key
    table = Table(
        owner,
        CountedUnit(unit),
        definition,
        rule,
        published,
        _traces(published, {place: one.commitment for place, one in latest.items()}),
        tuple(sorted({condition for one in statements for condition in one.conditions})),
    )
    left = Counter(one.contribution for one in cells if _grain(_place(one)) != grain)
    return table, [LeftOut(contribution, n, WhyNot.OTHER_GRAIN) for contribution, n in sorted(left.items())]


def _place(cell: Told) -> Place:
    part = cell.part()
    return str(part.get("region")), str(part.get("period"))


def _count(cell: Told) -> int:
    count = cell.part().get("count")
    return count if isinstance(count, int) else 0


def _grain(place: Place) -> _Grain:
    """Whether the region is part of a State, and how long the written period is: 2025, 2025-Q3, 2025-07."""
    region, period = place
    return "-" in region, len(period) + ("Q" in period)


def _traces(published: Published, commitments: Mapping[Place, str]) -> dict[Place, tuple[str, ...]]:
    """For each count shown, what it was read from: of a total, the counts that it sums."""
    rows: dict[str, list[str]] = defaultdict(list)
    columns: dict[str, list[str]] = defaultdict(list)
    for (row, column), commitment in sorted(commitments.items()):
        rows[row].append(commitment)
        columns[column].append(commitment)
    every = list(commitments.values())
    traces = {}
    for (row, column), count in published.counts.items():
        if count is not None:
            own = [commitments[row, column]] if (row, column) in commitments else rows.get(row) or columns.get(column)
            traces[row, column] = tuple(sorted(own if own else every))
    return traces

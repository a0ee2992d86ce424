"""Aggregates by region and period: schema ``databank.trend/1`` (law.md A2, D2).

There is no person, address, telephone or account here, and no place finer than a region.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field as Limit

from comity.databank.organisation import Count, Region
from comity.qualification.body import Text
from comity.qualification.envelope import Envelope, Item, Items
from comity.qualification.vocabulary import CountedUnit

Period = Annotated[str, Limit(pattern=r"^[12][0-9]{3}(-Q[1-4]|-(0[1-9]|1[0-2]))?$")]
"""A year, quarter or month: 2025, 2025-Q3, 2025-07."""


class Cell(Item):
    """One counted number, of one region in one period."""

    region: Region
    """Where."""
    period: Period
    """When."""
    count: Count
    """How many."""


class Trend(Envelope):
    """One counted series of one State."""

    SCHEMA: ClassVar[str] = "databank.trend/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["trend"] = "trend"
    """What this is."""
    unit: CountedUnit | None = None
    """What is counted."""
    definition: Text | None = None
    """By which definition, with its law (gate 41)."""
    counting_rule: Text | None = None
    """How it is counted: what is in, what is out, and what is counted once (gate 41)."""
    cells: Annotated[tuple[Cell, ...], Items] = ()
    """The numbers."""

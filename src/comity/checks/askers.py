"""Who asks: an officer in the capacity in which he may search, as the log knows him today, or anyone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from comity.checks.rules import Asker
from comity.entries.acting import officer_of
from comity.entries.grounds import Source
from comity.entries.readers import open_cases
from comity.handling import PUBLIC, looks
from comity.participants import Capacity

_IN_THIS_ORDER: Final = (Capacity.CK, Capacity.IR)  # an officer of several capacities searches as a checker


def asker_of(source: Source, officer: str, purpose: str, reference: str, at: str) -> Asker:
    """The asker that ``officer`` is at the time ``at`` of the log; anyone where ``officer`` is empty.

    An officer without a capacity that searches asks in the one that he has. Raises Refused
    (``face.officer``, ``actor.*``).
    """
    if not officer:
        return Asker(reader=replace(PUBLIC, at=at))
    directory = source.directory()
    held = officer_of(directory, officer)
    order = (*_IN_THIS_ORDER, *Capacity)
    capacity = next((c for c in order if c in held.capacities), "")
    _, authority = directory.actor(officer, held.authority, capacity, at[:10])
    cases = open_cases(source, held.authority) if capacity == Capacity.IR else frozenset()
    return Asker(officer, looks(directory, held, authority, capacity, at, cases), purpose, reference)

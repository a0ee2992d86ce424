"""Who looks at an entry: an officer in a capacity, as the log knows him today, or the public."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from comity import acts, dates
from comity.entries.acting import officer_of
from comity.entries.grounds import Source
from comity.entries.procedures import ON, RESTS_ON, VERSION_OF
from comity.errors import Refused
from comity.handling import PUBLIC, Reader, looks
from comity.participants import Capacity

PURPOSES: Final = (
    "analysis",
    "checkpoint",
    "extradition",
    "own_entry",
    "prevention",
    "prosecution",
    "redress",
    "review",
)
_CASE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}\Z")


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a restricted part is read: the reader's own case reference and a word of ``PURPOSES``."""

    case: str
    reason: str


def reader_of(source: Source, officer: str, at: str) -> Reader:
    """The reader that ``officer`` is at the time ``at`` of the log; the public where ``officer`` is empty.

    An officer of several capacities reads in the one that sees most of the table in ``law.md`` D(iv);
    no officer combines those that must be apart. Raises Refused (``face.officer``, ``actor.*``).
    """
    if not officer:
        return replace(PUBLIC, at=at)
    directory = source.directory()
    held = officer_of(directory, officer)
    capacity = next((c for c in Capacity if c in held.capacities), "")
    _, authority = directory.actor(officer, held.authority, capacity, at[:10])
    cases = open_cases(source, held.authority) if capacity == Capacity.IR else frozenset()
    return looks(directory, held, authority, capacity, at, cases)


def open_cases(source: Source, authority: str) -> frozenset[str]:
    """What belongs to the cases that the reviewer's authority has open: entry, versions, decisions, the rest."""
    found: set[str] = set()
    for case in source.at_step("case", "opened"):
        if case.opened.authority != authority:
            continue
        entry = case.linked(ON)
        versions = source.linking(entry, VERSION_OF)
        found |= {entry, case.id, *(v.id for v in versions), *(m.id for m in source.linking(entry, ON))}
        found |= {told.id for relation in ("in", "to") for told in source.linking(entry, relation)}
        found |= {decision for version in versions for decision in version.all_linked(RESTS_ON)}
    return frozenset(found)


def purpose(case: str, reason: str) -> Purpose | None:
    """What a reader says of a reading; None where nothing is said. Raises Refused (``face.*``)."""
    if not case and not reason:
        return None
    if not _CASE.match(case):
        raise Refused("face.case_form", "design, rule 22", value=case[:40])
    if reason not in PURPOSES:
        raise Refused("face.purpose", "design, rule 23", value=reason[:40], allowed=list(PURPOSES))
    return Purpose(case, reason)


def moment(as_of: str, now: datetime) -> str:
    """The end of the day ``as_of`` in the log's form; now where it is empty, today, or still to come. Raises Refused
    (``face.day``)."""
    day = dates.day(as_of)
    return acts.to_time(now) if day is None or day >= now.date() else f"{day.isoformat()}T23:59:59Z"

"""Contributions whose review is due: their term ends soon, or they have stood for a year as they were told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from comity import clocks
from comity.databank.findings.finding import Finding, Kind, commitments, ordered
from comity.databank.told import Told

WARNING: Final = f"{clocks.WARNING_MONTHS}m"
REVIEW: Final = f"{clocks.SUNSET_MONTHS}m"


class Due(StrEnum):
    """Why a review is due."""

    TERM_ENDS = "term_ends"
    NOT_REVIEWED = "not_reviewed"


def overdue(told: Iterable[Told], at: str) -> tuple[Finding, ...]:
    """One finding for each contribution to a file and reason; ``at`` is a UTC time as the log writes it."""
    now = datetime.fromisoformat(at)
    contributions: dict[str, list[Told]] = {}
    for one in told:
        if one.file:
            contributions.setdefault(one.contribution, []).append(one)
    return ordered(finding for every in contributions.values() for finding in _of(every, now))


def _of(told: list[Told], now: datetime) -> Iterable[Finding]:
    warned = clocks.due(WARNING, now).date().isoformat()
    ending = [one for one in told if one.kept_until and one.kept_until[:10] <= warned]
    if ending:
        yield _finding(Due.TERM_ENDS, ending, min(one.kept_until for one in ending))
    review = clocks.due(REVIEW, datetime.fromisoformat(min(one.time for one in told)))
    if review < now:
        yield _finding(Due.NOT_REVIEWED, told, review.date().isoformat())


def _finding(due: Due, told: list[Told], day: str) -> Finding:
    files = tuple(sorted({one.file for one in told}))
    first = told[0]
    evidence = {"due": due.value, "owner": first.owner, "contribution": first.contribution, "day": day[:10]}
    return Finding(Kind.OVERDUE, files, commitments(told), {**evidence})

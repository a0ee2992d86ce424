"""Reviews that are due and elements that nobody told, and those that are almost so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bench.databank.plan import Plan
from bench.databank.telling import Source
from bench.databank.truth import ELEMENTS, STATES, Truth, tell_financing, tell_remark, tell_truth

AT: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)
"""When the databank is looked at."""


@dataclass(frozen=True, slots=True)
class _Term:
    """When a contribution was told, or until when it, or one item of it, is kept."""

    how: str
    told: datetime | None = None
    kept: datetime | None = None
    item_kept: datetime | None = None


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


_DUE: Final = (
    _Term("told thirteen months ago", told=_day(2025, 2, 10)),
    _Term("told twelve months and a day ago", told=_day(2025, 3, 14)),
    _Term("kept three months", kept=_day(2026, 6, 10)),
    _Term("kept a day less than four months", kept=_day(2026, 7, 14)),
    _Term("one item kept a month", item_kept=_day(2026, 4, 15)),
)
_NOT_DUE: Final = (
    _Term("told eleven months ago", told=_day(2025, 4, 15)),
    _Term("told a day less than twelve months ago", told=_day(2025, 3, 16)),
    _Term("kept five months", kept=_day(2026, 8, 15)),
    _Term("kept four months and two days", kept=_day(2026, 7, 17)),
    _Term("one item kept five months", item_kept=_day(2026, 8, 15)),
)


def lacking(truths: Sequence[Truth]) -> None:
    """Of every other one nobody tells some element; of the next, one State alone."""
    for turn, (empty, thin) in enumerate(zip(truths[::2], truths[1::2], strict=True)):
        empty.lacking = thin.told_once = ELEMENTS[turn % len(ELEMENTS)]


def plant_missing(plan: Plan, each: int) -> None:
    """Note what is lacking, and plant ``each`` flows of money without an amount, and as many with one."""
    for truth in plan.silent_on:
        plan.add(bool(truth.lacking), "missing", truth.lacking or truth.told_once, [truth.file])
    for _ in range(each):
        for guilty in (True, False):
            truth = plan.take("financing", plan.free)
            (owner,) = plan.states(1)
            told = tell_financing(plan.desk, truth, plan.by(owner, truth.file), amount=not guilty)
            plan.add(guilty, "missing", "amount", [truth.file], [told])


def plant_overdue(plan: Plan, each: int) -> None:
    """``each`` contributions whose review is due, and as many of which it is not yet."""
    for turn in range(each):
        for guilty, terms in ((True, _DUE), (False, _NOT_DUE)):
            _told_at(plan, guilty, terms[turn % len(terms)])


def _told_at(plan: Plan, guilty: bool, term: _Term) -> None:
    desk, truth = plan.desk, plan.desk.rng.choice(plan.free)
    into = desk.contribution(
        truth.file,
        desk.rng.choice(STATES),
        age=desk.at - term.told if term.told else None,
        left=term.kept - desk.at if term.kept else None,
    )
    tell_truth(desk, truth, into)
    if term.item_kept:
        one = tell_remark(desk, into, Source(), kept_until=term.item_kept)
        plan.add(guilty, "overdue", term.how, [truth.file], [one])
    else:
        plan.add(guilty, "overdue", term.how, [truth.file], contribution=into.id)

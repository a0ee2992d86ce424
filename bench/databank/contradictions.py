"""Contradictions, and pairs of statements that differ and can both hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from bench.databank.plan import OUTCOMES, Plan
from bench.databank.telling import Source
from bench.databank.truth import Truth, around, cited
from comity.databank.incident import Toll
from comity.databank.organisation import Characteristic, LegalStatus, StructureLink, UnStatus
from comity.qualification.envelope import Item

Pair = tuple[dict[str, Any], dict[str, Any]]
OVERLAPPING: Final[tuple[Pair, ...]] = (
    ({}, {}),
    ({"valid_from": "2008", "valid_to": "2016"}, {"valid_from": "2013"}),
    ({"valid_to": "2016-06"}, {"valid_from": "2015-03"}),
    ({"valid_from": "2010-05-31"}, {"valid_from": "2012"}),
)
ADJACENT: Final[tuple[Pair, ...]] = (
    ({"valid_to": "2014"}, {"valid_from": "2015"}),
    ({"valid_from": "2001", "valid_to": "2014-06"}, {"valid_from": "2014-07"}),
    ({"valid_to": "2014-12-31"}, {"valid_from": "2015-01-01"}),
)


def plant(plan: Plan, each: int) -> None:
    """``each`` contradictions and as many near-misses of every property that is compared."""
    for turn in range(each):
        for guilty in (True, False):
            for planter in _PLANTERS:
                planter(plan, guilty, turn)


def _anywhere(plan: Plan) -> list[Truth]:
    return [*plan.free, *plan.paired]


def _pair(
    plan: Plan,
    guilty: bool,
    how: str,
    truth: Truth,
    model: type[Item],
    one: Any,
    other: Any,
    owners: list[str],
    slot: str,
) -> None:
    """Tell ``one`` and ``other`` of an organisation, each in a contribution of its own."""
    needed = [
        plan.desk.tell(plan.by(owner, truth.file), model, cited(plan.desk, truth, owner), **fields)
        for owner, fields in zip(owners, (one, other), strict=True)
    ]
    plan.add(guilty, "contradiction", f"{slot}: {how}", [truth.file], needed, [slot])


def _day(plan: Plan, guilty: bool, turn: int, name: str) -> None:
    rng = plan.desk.rng
    truth = plan.take(name, _anywhere(plan))
    day = truth.founded
    if name == "dissolved":
        day = truth.dissolved = truth.dissolved or date(2019, rng.randrange(1, 13), rng.randrange(1, 29))
    shift = timedelta(days=rng.randrange(1, 28))
    next_day = day + shift if (day + shift).month == day.month else day - timedelta(days=1)
    other_month = date(day.year, day.month % 12 + 1, 1)
    wrong = [
        ("another year", str(day.year + rng.randrange(1, 9))),
        ("another month", other_month.isoformat()[:7]),
        ("another day", next_day.isoformat()),
        ("the year before", str(day.year - 1)),
    ]
    vague = [
        ("the year of a day", str(day.year)),
        ("the month of a day", day.isoformat()[:7]),
        ("the same day", day.isoformat()),
    ]
    how, told = (wrong if guilty else vague)[turn % (4 if guilty else 3)]
    one, other = {"property": name, "day": day.isoformat()}, {"property": name, "day": told}
    _pair(plan, guilty, how, truth, Characteristic, one, other, plan.states(2), name)


def _founded(plan: Plan, guilty: bool, turn: int) -> None:
    _day(plan, guilty, turn, "founded")


def _dissolved(plan: Plan, guilty: bool, turn: int) -> None:
    _day(plan, guilty, turn, "dissolved")


def _region(plan: Plan, guilty: bool, turn: int) -> None:
    adjacent = not guilty and turn % 2 == 0
    truth = plan.take("base_region", _anywhere(plan), silent=adjacent)
    home, other_state = truth.region, "XA" if truth.region[:2] != "XA" else "XB"
    sibling = f"{home[:2]}-{int(home[3:]) % 19 + 1:02d}"
    wrong = [("another region", sibling), ("another State", other_state), ("a region elsewhere", f"{other_state}-03")]
    if guilty:
        how, told = wrong[turn % 3]
        times = OVERLAPPING[turn % len(OVERLAPPING)]
    elif adjacent:
        how, told, times = "moved", other_state, ADJACENT[turn % len(ADJACENT)]
    else:
        how, told, times = "the State of a region", home[:2], OVERLAPPING[turn % len(OVERLAPPING)]
    one = {"property": "base_region", "region": home, **times[0]}
    other = {"property": "base_region", "region": told, **times[1]}
    _pair(plan, guilty, how, truth, Characteristic, one, other, plan.states(2), "base_region")


def _strength(plan: Plan, guilty: bool, turn: int) -> None:
    adjacent = not guilty and turn % 2 == 0
    truth = plan.take("strength", _anywhere(plan), silent=adjacent)
    number = truth.strength
    beyond = {"least": number + number // 2 + 1, "most": 3 * number}
    times = ADJACENT[turn % len(ADJACENT)] if adjacent else OVERLAPPING[turn % len(OVERLAPPING)]
    first, second, how = around(number, plan.desk.rng), beyond, "another range"
    if adjacent:
        how = "grown"
    elif not guilty:
        first, second, how = {"least": 0, "most": number}, {"least": number, "most": 2 * number}, "ranges that touch"
    one, other = ({"property": "strength", **f, **t} for f, t in zip((first, second), times, strict=True))
    _pair(plan, guilty, how, truth, Characteristic, one, other, plan.states(2), "strength")


def _legal_status(plan: Plan, guilty: bool, turn: int) -> None:
    adjacent = not guilty and turn % 2 == 0
    truth = plan.take("legal_status", _anywhere(plan), silent=adjacent)
    owner, another = plan.states(2)
    status = truth.status[owner]
    changed = plan.desk.rng.choice([one for one in LegalStatus if one is not status])
    times = ADJACENT[turn % len(ADJACENT)] if adjacent else OVERLAPPING[turn % len(OVERLAPPING)]
    owners, how = [owner, owner], "changed" if adjacent else "one State tells two"
    if not guilty and not adjacent:
        owners, how = [owner, another], "two States tell one each"
        truth.status[another] = changed
    one = {"property": "legal_status", "status": status, **times[0]}
    other = {"property": "legal_status", "status": changed, **times[1]}
    _pair(plan, guilty, how, truth, Characteristic, one, other, owners, "legal_status")


def _un_status(plan: Plan, guilty: bool, turn: int) -> None:
    truth = plan.take("un_status", plan.free)
    reference = truth.un_reference = f"XQe.{5_000 + plan.desk.number()}"
    times: Pair = ({}, {}) if turn % 2 else ADJACENT[turn % len(ADJACENT)]
    wrong = [("another reference", f"XQe.{5_000 + plan.desk.number()}"), ("none beside a reference", "none")]
    right = [("the same reference", reference), ("the same in capitals", reference.upper())]
    how, told = (wrong if guilty else right)[turn // 2 % 2]
    one, other = {"reference": reference, **times[0]}, {"reference": told, **times[1]}
    _pair(plan, guilty, how, truth, UnStatus, one, other, plan.states(2), "un_status")


def _part_of(plan: Plan, guilty: bool, turn: int) -> None:
    truth = plan.take("part_of", plan.free, silent=True)
    first, second = plan.desk.rng.sample([one.file for one in plan.free if one is not truth], 2)
    one, other = {"kind": "part_of", "file": first}, {"kind": "part_of", "file": second}
    times, how = OVERLAPPING[turn % len(OVERLAPPING)], "two wholes at one time"
    if not guilty and turn % 3 == 0:
        times, how = ADJACENT[turn // 3 % len(ADJACENT)], "two wholes, one after the other"
    elif not guilty:
        how = ("the same whole", "successor of another")[turn % 2]
        other = one if turn % 2 == 0 else {"kind": "successor_of", "file": second}
    _pair(plan, guilty, how, truth, StructureLink, one | times[0], other | times[1], plan.states(2), "part_of")


def _toll(plan: Plan, guilty: bool, turn: int) -> None:
    free = [one for one in plan.incidents if (one.file, "toll") not in plan.taken]
    incident = plan.desk.rng.choice(free)
    plan.taken.add((incident.file, "toll"))
    outcome, unlike = plan.desk.rng.sample(OUTCOMES, 2)
    number = incident.tolls[outcome]
    first: dict[str, Any] = {"outcome": outcome, **around(number, plan.desk.rng)}
    second: dict[str, Any] = {"outcome": outcome, "least": number + number // 2 + 1, "most": 2 * number + 9}
    how = "another range"
    if not guilty and turn % 2:
        first, how = {"outcome": outcome, "least": 0, "most": number}, "ranges that touch"
        second = {"outcome": outcome, "least": number, "most": 2 * number}
    elif not guilty:
        second, how = {"outcome": unlike, **around(incident.tolls[unlike], plan.desk.rng)}, "two outcomes"
    needed = [
        plan.desk.tell(plan.by(owner, incident.file), Toll, Source(other=f"REP-{owner}-{plan.desk.number()}"), **fields)
        for owner, fields in zip(plan.states(2), (first, second), strict=True)
    ]
    plan.add(guilty, "contradiction", f"toll: {how}", [incident.file], needed, ["toll"])


_PLANTERS: Final[tuple[Callable[[Plan, bool, int], None], ...]] = (
    _founded,
    _dissolved,
    _region,
    _strength,
    _legal_status,
    _un_status,
    _part_of,
    _toll,
)

"""How a rule of the floor is written, and the doors that it may bind."""

from __future__ import annotations

from datetime import date
from typing import Final

from comity.qualification.condition import Compare, Condition, In, Op
from comity.qualification.rulebook import Confidence, Reach, Rule
from comity.qualification.vocabulary import Door

LIST: Final = frozenset(door for door in Door if door.is_list)
REGISTER: Final = frozenset(door for door in Door if door.is_register)
SUPPORT: Final = frozenset(door for door in Door if door.is_support)
ALL: Final = LIST | REGISTER | SUPPORT  # every entry
TOLD: Final = frozenset(Door) - ALL  # what is told and is no entry
EVERY: Final = frozenset(Door)
RENEWALS: Final = frozenset(door for door in Door if door.is_renewal)
COMMON: Final = frozenset({Door.LIST_COMMON})
PROVISION: Final = "law.md D(iii), the floor"


def rule(
    gate: int,
    doors: frozenset[Door],
    name: str,
    condition: Condition,
    when: Condition | None = None,
    words: str = "",
) -> Rule:
    """One rule of the floor; ``words`` names its sentence where that is not its own name."""
    return Rule(
        id=f"floor.{name}",
        gate=gate,
        doors=doors,
        needs=tuple(sorted(condition.facts() | (when.facts() if when else frozenset()))),
        when=when,
        condition=condition,
        provision=f"{PROVISION}, gate {gate}",
        source="law.md",
        confidence=Confidence.POLICY,
        in_force_from=date.min,
        in_force_to=None,
        reach=Reach.ALL_AT_ONCE,
        words=words or name,
        place="floor.py",
    )


def among(fact: str, *values: str | bool) -> In:
    return In(fact, frozenset(values))


def least(fact: str, number: int) -> Compare:
    return Compare(fact, Op.GE, number)


def most(fact: str, number: int) -> Compare:
    return Compare(fact, Op.LE, number)


SELECTED: Final = among(
    "selected_by",
    "complaint_of_a_victim",
    "investigation_of_an_act",
    "order_of_a_court",
    "request_of_another_state",
)
"""Gate 43: what may bring a claim, or anything told, about."""

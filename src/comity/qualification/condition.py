"""What a rule may ask of a fact: that it is in a list, or that it compares. Nothing else.

Conditions are answered True, False or None (undetermined). ``implies`` tells whether one condition is
at least as strict as another: the floor and the rulebooks are compared with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from comity.canonical import Json
from comity.qualification.fact import Facts

_ENDLESS: Final = 2**60


class Op(StrEnum):
    """How two values compare."""

    EQ = "=="
    NE = "!="
    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"


_OPERATORS: Final[Mapping[Op, Callable[..., bool]]] = {
    Op.EQ: eq,
    Op.NE: ne,
    Op.GE: ge,
    Op.GT: gt,
    Op.LE: le,
    Op.LT: lt,
}


@dataclass(frozen=True, slots=True)
class In:
    """The fact's value is in ``values``; of a set of codes, every member is, and there is one."""

    fact: str
    values: frozenset[str | bool]

    def facts(self) -> frozenset[str]:
        """The facts that must be known."""
        return frozenset({self.fact})

    def holds(self, facts: Facts) -> bool | None:
        """Whether it holds; None where the fact is undetermined."""
        value = facts.value(self.fact)
        if value is None:
            return None
        if isinstance(value, frozenset):
            return bool(value) and value <= self.values
        return value in self.values

    def content(self) -> Json:
        """For the digest."""
        values: list[Json] = [*sorted(map(str, self.values))]
        return {"in": {"fact": self.fact, "values": values}}


@dataclass(frozen=True, slots=True)
class Compare:
    """The fact's value compares with a number, or with another fact."""

    fact: str
    op: Op
    to: int | None = None
    other: str | None = None

    def facts(self) -> frozenset[str]:
        """The facts that must be known."""
        return frozenset({self.fact} | ({self.other} if self.other else set()))

    def holds(self, facts: Facts) -> bool | None:
        """Whether it holds; None where a fact is undetermined."""
        left = facts.value(self.fact)
        right = facts.value(self.other) if self.other else self.to
        if left is None or right is None:
            return None
        return _OPERATORS[self.op](left, right)

    def span(self) -> tuple[int, int] | None:
        """The whole numbers that pass, as a closed span; None where they are not one span."""
        if self.to is None or self.op is Op.NE:
            return None
        low = {Op.GE: self.to, Op.GT: self.to + 1, Op.EQ: self.to}.get(self.op, -_ENDLESS)
        high = {Op.LE: self.to, Op.LT: self.to - 1, Op.EQ: self.to}.get(self.op, _ENDLESS)
        return low, high

    def content(self) -> Json:
        """For the digest."""
        return {"compare": {"fact": self.fact, "op": self.op.value, "other": self.other, "to": self.to}}


Condition = In | Compare


def implies(strict: Condition | None, loose: Condition | None) -> bool:
    """Whether ``strict`` can only hold where ``loose`` holds; None is the condition that always holds."""
    if loose is None or strict == loose:
        return True
    if strict is None:
        return False
    if isinstance(strict, In) and isinstance(loose, In):
        return strict.fact == loose.fact and bool(strict.values) and strict.values <= loose.values
    if isinstance(strict, Compare) and isinstance(loose, Compare) and strict.fact == loose.fact:
        inner, outer = strict.span(), loose.span()
        return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]
    return False

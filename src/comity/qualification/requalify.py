"""What changes when the law changes: the same facts under two rulebooks (law.md E10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.qualification.fact import Facts
from comity.qualification.gates import weigh
from comity.qualification.rulebook import Outcome, Rulebook
from comity.qualification.vocabulary import Door


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that the two rulebooks answer differently; ``gates`` are those whose answer differs."""

    case: str
    before: Outcome
    after: Outcome
    gates: tuple[int, ...]


def differences(
    door: Door, cases: Mapping[str, Facts], before: Rulebook, after: Rulebook, on: date
) -> tuple[Difference, ...]:
    """Weigh every case (id -> facts) under both rulebooks; return those whose outcome or holding gates differ."""
    found = []
    for case, facts in cases.items():
        old, new = weigh(door, facts, before, on), weigh(door, facts, after, on)
        gates = tuple(sorted(set(old.holding()) ^ set(new.holding())))
        if gates or old.outcome is not new.outcome:
            found.append(Difference(case, old.outcome, new.outcome, gates))
    return tuple(found)

"""What changes when the law changes: the same facts under two rulebooks (law.md E10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.qualification.fact import Facts
from comity.qualification.gates import weigh
from comity.qualification.rulebook import Outcome, Reach, Rulebook
from comity.qualification.vocabulary import Door


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that the two rulebooks answer differently; ``gates`` are those whose answer differs."""

    case: str
    before: Outcome
    after: Outcome
    gates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that was added, changed or taken away, and what that reaches (design, rule 14)."""

    rule: str
    gate: int
    reach: Reach


def changes(before: Rulebook, after: Rulebook) -> tuple[Change, ...]:
    """The rules that differ; a changed rule reaches as far as its new text says, a removed one as its old."""
    old, new = ({rule.id: rule for rule in book.rules} for book in (before, after))
    differing = [
        new.get(id) or old[id]
        for id in sorted(old.keys() | new.keys())
        if id not in old or id not in new or old[id].content() != new[id].content()
    ]
    return tuple(Change(rule.id, rule.gate, rule.reach) for rule in differing)


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

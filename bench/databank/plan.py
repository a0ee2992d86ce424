"""Where a scene's faults and near-misses stand. Each has a place of its own, so that none disturbs another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bench.databank.scene import Planted
from bench.databank.telling import Contribution, Desk
from bench.databank.truth import STATES, Truth

OUTCOMES: Final = "killed wounded missing".split()


@dataclass(frozen=True, slots=True)
class Happening:
    """What is so of one incident."""

    file: str
    day: date
    region: str
    tolls: dict[str, int]


@dataclass(slots=True)
class Plan:
    """Organisations by what may be planted in them, and what was planted.

    ``silent_on``: organisations of which an element is lacking or told once; ``paired``: those that look
    alike in twos; ``free``: the rest, in which anything may be planted.
    """

    desk: Desk
    silent_on: Sequence[Truth]
    paired: Sequence[Truth]
    free: Sequence[Truth]
    incidents: Sequence[Happening]
    taken: set[tuple[str, str]] = field(default_factory=set)
    faults: list[_Pending] = field(default_factory=list)
    near: list[_Pending] = field(default_factory=list)

    def take(self, slot: str, among: Sequence[Truth], *, silent: bool = False) -> Truth:
        """An organisation of which nothing is planted about ``slot`` yet; nobody else tells of it if ``silent``."""
        chosen = self.desk.rng.choice([one for one in among if (one.file, slot) not in self.taken])
        self.taken.add((chosen.file, slot))
        if silent:
            self.desk.silent.add((chosen.file, slot))
        return chosen

    def states(self, count: int) -> list[str]:
        """As many different States."""
        return self.desk.rng.sample(STATES, count)

    def by(self, owner: str, file: str) -> Contribution:
        """One more contribution of ``owner``, with what is planted."""
        return self.desk.contribution(file, owner)

    def add(
        self,
        guilty: bool,
        kind: str,
        how: str,
        files: Sequence[str],
        needed: Sequence[str] = (),
        slots: Sequence[str] = (),
        contribution: str = "",
        more: Sequence[str] = (),
    ) -> None:
        """Note a fault (``guilty``) or a near-miss. Behind it stand the statements ``needed`` and all of
        ``contribution``; there may stand ``more``, and any about ``slots`` of its files."""
        pending = _Pending(kind, how, tuple(files), tuple(needed), tuple(slots), contribution, tuple(more))
        (self.faults if guilty else self.near).append(pending)


@dataclass(frozen=True, slots=True)
class _Pending:
    """What was planted, before everything is told."""

    kind: str
    how: str
    files: tuple[str, ...]
    needed: tuple[str, ...]
    slots: tuple[str, ...]
    contribution: str
    more: tuple[str, ...]

    def settled(self, desk: Desk) -> Planted:
        """With all the statements that were told about it."""
        about = [one for file in self.files for slot in self.slots for one in desk.slots.get((file, slot), ())]
        needed = frozenset((*self.needed, *desk.by_contribution.get(self.contribution, ())))
        return Planted(self.kind, self.how, frozenset(self.files), needed, needed.union(self.more, about))

"""What a scene is: everything told, what was planted in it, and what only looks like a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from comity.databank.told import Told

KINDS: Final = ("contradiction", "duplicate", "circle", "sources", "overdue", "missing")


class Finding(Protocol):
    """What the bench asks of a finding, whoever found it."""

    @property
    def kind(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def statements(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault, or what only looks like one (a near-miss).

    A finding is this fault where kind and files are the same, it names every statement of ``needed``,
    and none outside of ``allowed``. ``how`` says by which trick it was planted.
    """

    kind: str
    how: str
    files: frozenset[str]
    needed: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()

    def is_found_by(self, finding: Finding) -> bool:
        """Whether ``finding`` is this fault, and no other."""
        named = frozenset(finding.statements)
        return self._fits(finding) and self.needed <= named <= self.allowed

    def is_touched_by(self, finding: Finding) -> bool:
        """Whether ``finding`` took this for a fault; for near-misses."""
        named = frozenset(finding.statements)
        return self._fits(finding) and bool(named & self.allowed or not named)

    def _fits(self, finding: Finding) -> bool:
        return str(finding.kind) == self.kind and frozenset(finding.files) == self.files


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is told at the UTC time ``at``, with the faults and near-misses in it."""

    at: str
    told: tuple[Told, ...]
    faults: tuple[Planted, ...]
    near: tuple[Planted, ...]


@dataclass(slots=True)
class Score:
    """How a finder did on one kind. ``right`` faults found, ``wrong`` findings that are no fault."""

    planted: int = 0
    near: int = 0
    found: int = 0
    right: int = 0
    missed: list[Planted] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    fooled: list[Planted] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the findings that are planted faults; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the planted faults that were found; 1 where none was planted."""
        return self.right / self.planted if self.planted else 1.0

    @property
    def perfect(self) -> bool:
        """All found, and none invented."""
        return self.right == self.planted and self.found == self.right

    def add(self, other: Score) -> None:
        """Count ``other`` in."""
        self.planted += other.planted
        self.near += other.near
        self.found += other.found
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.fooled += other.fooled


def judge(scene: Scene, found: Iterable[Finding]) -> Mapping[str, Score]:
    """Score what a finder found on ``scene``, by kind. A fault found twice is found once and invented once."""
    scores = {kind: Score() for kind in KINDS}
    open_faults: dict[tuple[str, frozenset[str]], list[Planted]] = {}
    for fault in scene.faults:
        scores[fault.kind].planted += 1
        open_faults.setdefault((fault.kind, fault.files), []).append(fault)
    for near in scene.near:
        scores[near.kind].near += 1
    for finding in found:
        score = scores.setdefault(str(finding.kind), Score())
        score.found += 1
        here = open_faults.get((str(finding.kind), frozenset(finding.files)), [])
        fault_found = next((fault for fault in here if fault.is_found_by(finding)), None)
        if fault_found is None:
            score.wrong.append(finding)
            score.fooled += [near for near in scene.near if near.is_touched_by(finding)]
        else:
            here.remove(fault_found)
            score.right += 1
    for left in open_faults.values():
        for fault in left:
            scores[fault.kind].missed.append(fault)
    return scores

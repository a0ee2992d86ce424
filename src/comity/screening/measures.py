"""The arithmetic of measuring: counts, intervals, the best threshold, ranks and percentiles."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

ALL: Final = "all"
_Z: Final = 1.959964  # 95 %, two-sided


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair: its script, the score it was given, and whether it is truly a match."""

    script: str
    score: float
    match: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs by what was said and what is true. A quotient of nothing by nothing is 0."""

    right: int  # said a match, is one
    wrong: int  # said a match, is none
    missed: int  # a match that was not said
    rest: int

    @property
    def pairs(self) -> int:
        return self.right + self.wrong + self.missed + self.rest

    @property
    def precision(self) -> float:
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def f1_interval(self) -> tuple[float, float]:
        """95 % of F1: it rises with right / (right + wrong + missed), a share, whose ends are carried over."""
        low, high = wilson(self.right, self.right + self.wrong + self.missed)
        return 2 * low / (1 + low), 2 * high / (1 + high)


def ratio(part: float, whole: float) -> float:
    """``part`` / ``whole``; 0 where there is nothing."""
    return part / whole if whole else 0.0


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, JASA 22, 1927); 0 to 1 where nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z / (1 + square / whole) * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` of them do not exceed; 0 for none."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else 0.0


class Pairs:
    """Judged pairs, by script in the order first seen, and all."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self._by_script: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for one in judged:
            self._by_script[one.script].append((one.score, one.match))

    @property
    def scripts(self) -> list[str]:
        """The scripts, and ``ALL`` at the end."""
        return [*self._by_script, ALL]

    def _of(self, script: str) -> list[tuple[float, bool]]:
        if script == ALL:
            return [pair for pairs in self._by_script.values() for pair in pairs]
        return self._by_script[script]

    def counts(self, script: str, threshold: float) -> Counts:
        """What is said of the pairs of ``script`` where a match begins at ``threshold``."""
        pairs = self._of(script)
        right = sum(match for score, match in pairs if score >= threshold)
        said = sum(score >= threshold for score, _ in pairs)
        matches = sum(match for _, match in pairs)
        return Counts(right, said - right, matches - right, len(pairs) - said - matches + right)

    def best(self, script: str) -> tuple[float, float]:
        """The highest F1 that any threshold gives, and that threshold."""
        pairs = sorted(self._of(script), reverse=True)
        matches = sum(match for _, match in pairs)
        best, at, right = 0.0, 1.0, 0
        for said, (score, match) in enumerate(pairs, 1):
            right += match
            if said < len(pairs) and pairs[said][0] == score:
                continue  # a threshold cannot part equal scores
            f1 = ratio(2 * right, said + matches)
            if f1 > best:
                best, at = f1, score
        return best, at

    def figures(self, threshold: float) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 by script, to six places."""
        found = {script: self.counts(script, threshold) for script in self.scripts}
        return {
            script: {"pairs": c.pairs, **{k: round(getattr(c, k), 6) for k in ("precision", "recall", "f1")}}
            for script, c in found.items()
        }

    def lines(self, threshold: float) -> list[str]:
        """The same as a table, with 95 % intervals."""
        head = f"{'script':<7}{'pairs':>7}  {'precision':<20}{'recall':<20}{'F1':<20}best F1"
        return [
            f"a match from {threshold:.2f} on; 95 % intervals",
            head,
            *(self._line(s, threshold) for s in self.scripts),
        ]

    def _line(self, script: str, threshold: float) -> str:
        c = self.counts(script, threshold)
        shown = [
            between(c.precision, wilson(c.right, c.right + c.wrong)),
            between(c.recall, wilson(c.right, c.right + c.missed)),
            between(c.f1, c.f1_interval()),
        ]
        best, at = self.best(script)
        return f"{script:<7}{c.pairs:>7,}  {''.join(f'{one:<20}' for one in shown)}{best:.3f} at {at:.2f}"


def between(value: float, ends: tuple[float, float]) -> str:
    """A share with its interval."""
    return f"{value:.3f} ({ends[0]:.3f}-{ends[1]:.3f})"


class Ranks:
    """At which rank each query found its record (from 1; None for not at all), and how long it took."""

    def __init__(self) -> None:
        self._ranks: dict[str, list[int | None]] = defaultdict(list)
        self._seconds: list[float] = []

    def add(self, script: str, rank: int | None, seconds: float) -> None:
        self._ranks[script].append(rank)
        self._seconds.append(seconds)

    def _recall(self, ranks: Sequence[int | None], within: int) -> float:
        return round(ratio(sum(rank is not None and rank <= within for rank in ranks), len(ranks)), 6)

    def figures(self) -> dict[str, Any]:
        """Recall within one and ten, milliseconds a query, and recall by script."""
        every = [rank for ranks in self._ranks.values() for rank in ranks]
        return {
            "recall@1": self._recall(every, 1),
            "recall@10": self._recall(every, 10),
            "p50_ms": round(percentile(self._seconds, 0.50) * 1000, 3),
            "p99_ms": round(percentile(self._seconds, 0.99) * 1000, 3),
            "scripts": {
                script: {"queries": len(r), "recall@1": self._recall(r, 1), "recall@10": self._recall(r, 10)}
                for script, r in self._ranks.items()
            },
        }

    def lines(self) -> list[str]:
        """The same as a table, with 95 % intervals."""
        every = [rank for ranks in self._ranks.values() for rank in ranks]
        shown = [
            "by rank, whatever the score; 95 % intervals",
            f"{'script':<7}{'queries':>8}  {'recall@1':<20}recall@10",
        ]
        for script, ranks in [*self._ranks.items(), (ALL, every)]:
            cells = []
            for within in (1, 10):
                found = sum(rank is not None and rank <= within for rank in ranks)
                cells.append(between(ratio(found, len(ranks)), wilson(found, len(ranks))))
            shown.append(f"{script:<7}{len(ranks):>8,}  {cells[0]:<20}{cells[1]}")
        figures = self.figures()
        return [*shown, f"a query: p50 {figures['p50_ms']} ms, p99 {figures['p99_ms']} ms"]

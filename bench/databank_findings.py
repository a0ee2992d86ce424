"""Whether the finder finds every planted fault of the databank and invents none, and in what time.

Run: python -m bench.databank_findings [--seed 1] [--seeds 20] [--show]. Each seed writes one scene: 200
organisations of which ten fictional States tell 20,000 statements, with as many near-misses as faults of
each kind. Ends with 1 where a bar is missed: all found, none invented, under 10 s a scene.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from bench.databank.generator import generate
from bench.databank.scene import KINDS, Finding, Scene, Score, judge
from comity.databank.told import Told

SECONDS: Final = 10.0
Took = tuple[float, float]


def finder() -> Callable[[tuple[Told, ...], str], Iterable[Finding]]:
    """The finder that is judged; loaded by name, for generator and finder know nothing of each other."""
    analyse: Callable[[tuple[Told, ...], str], Iterable[Finding]] = importlib.import_module(
        "comity.databank.findings.analysis"
    ).analyse
    return analyse


def timed(scene: Scene, analyse: Callable[[tuple[Told, ...], str], Iterable[Finding]]) -> tuple[list[Finding], Took]:
    """What is found, and in how many seconds by the clock and of this process."""
    gc.collect()
    wall, process = time.perf_counter(), time.process_time()
    found = list(analyse(scene.told, scene.at))
    return found, (time.perf_counter() - wall, time.process_time() - process)


def table(scores: dict[str, Score]) -> None:
    """Print each kind and all."""
    whole = Score()
    print(f"{'kind':<16}{'planted':>8}{'near-misses':>13}{'found':>8}{'precision':>11}{'recall':>8}")
    for kind, score in [*scores.items(), ("all", whole)]:
        print(
            f"{kind:<16}{score.planted:>8,}{score.near:>13,}{score.found:>8,}"
            f"{score.precision:>11.4f}{score.recall:>8.4f}  {'met' if score.perfect else 'MISSED'}"
        )
        whole.add(score)


def explain(seed: int, scene: Scene, scores: dict[str, Score]) -> None:
    """Print how what was missed was planted, and what was invented."""
    by_name = {one.commitment: one for one in scene.told}
    for kind, score in scores.items():
        for how, count in Counter(one.how for one in score.missed).items():
            print(f"  seed {seed}, {kind} missed: {how} ({count})")
        for how, count in Counter(one.how for one in score.fooled).items():
            print(f"  seed {seed}, {kind}, a near-miss taken for a fault: {how} ({count})")
        for finding in score.wrong:
            print(f"  seed {seed}, {kind} invented: files {' '.join(finding.files)}")
            for one in (by_name[name] for name in finding.statements):
                print(f"    {one.owner} {one.property} {dict(one.part())}")


def main() -> int:
    """Write, analyse, judge and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1, help="the first seed")
    asked.add_argument("--seeds", type=int, default=1, help="how many seeds, from the first on")
    asked.add_argument("--show", action="store_true", help="show each fault missed and each finding invented")
    options = asked.parse_args()
    analyse = finder()
    total = {kind: Score() for kind in KINDS}
    slowest: Took = (0.0, 0.0)
    statements = 0
    for seed in range(options.seed, options.seed + options.seeds):
        scene = generate(seed)
        found, took = timed(scene, analyse)
        scores = dict(judge(scene, found))
        if options.show:
            explain(seed, scene, scores)
        for kind, score in scores.items():
            total.setdefault(kind, Score()).add(score)
        slowest, statements = max(slowest, took), statements + len(scene.told)
    print(f"{options.seeds} scenes from seed {options.seed}, {statements:,} statements")
    table(total)
    met = slowest[0] < SECONDS
    print(
        f"slowest scene: {slowest[0]:.2f} s by the clock, {slowest[1]:.2f} s of this process; "
        f"bar: {SECONDS:.0f} s  {'met' if met else 'MISSED'}"
    )
    return 0 if met and all(score.perfect for score in total.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

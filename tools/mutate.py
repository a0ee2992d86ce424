"""Remove each gate in turn, from rulebook and floor, and show that its golden negatives then get through.

A gate whose removal changes nothing would be decoration. Run as ``python -m tools.mutate``; the status
is 1 where a gate can be removed unnoticed.
"""

from __future__ import annotations

import sys

from comity.qualification.floor import FLOOR
from comity.qualification.gates import weigh
from comity.qualification.rulebook import Outcome, bind
from tests.qualification import goldens, told
from tests.qualification.fixtures import rulebook


def survivors(gate: int, profile: str = "sco_rats") -> tuple[int, list[str]]:
    """Without ``gate``: how many of its negatives circulate, and the names of those that still do not."""
    whole = rulebook(profile)
    without = bind(whole.name, tuple(rule for rule in whole.rules if rule.gate != gate))
    floor = tuple(rule for rule in FLOOR if rule.gate != gate)
    held = []
    every: tuple[goldens.Golden | told.Golden, ...] = (*goldens.GOLDENS, *told.GOLDENS)
    negatives = [golden for golden in every if golden.gates == (gate,)]
    for golden in negatives:
        case = golden.negative
        if weigh(case.door, case.facts, without, case.on, floor).outcome is not Outcome.PERMIT:
            held.append(golden.name)
    return len(negatives) - len(held), held


def main() -> int:
    """Print one line for each gate."""
    failed = False
    for gate in sorted({rule.gate for rule in FLOOR}):
        circulated, held = survivors(gate)
        bad = bool(held) or not circulated
        failed = failed or bad
        verdict = "STILL HELD: " + "; ".join(held) if held else "NO NEGATIVE" if bad else "now circulate"
        print(f"without gate {gate:2}: {circulated} negatives {verdict}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""How long it takes to make one dense table safe: 60 regions by 40 quarters, bar five seconds."""

from __future__ import annotations

import random
import sys
import time
from typing import Final

from comity.databank.figures.suppression import protect

BAR: Final = 5.0  # seconds of processor time


def main() -> int:
    """Measure and print; 1 where the bar is missed."""
    slowest = 0.0
    for highest in (9, 20, 200):
        chance = random.Random(1)
        dense = {(f"XA-{r:02}", f"P{q:02}"): chance.randint(0, highest) for r in range(60) for q in range(40)}
        began = time.process_time()
        protect(dense)
        took = time.process_time() - began
        slowest = max(slowest, took)
        print(f"counts of 0 to {highest:>3}: {took:.2f} s")
    print(f"slowest {slowest:.2f} s; bar {BAR:.0f} s  {'met' if slowest < BAR else 'MISSED'}")
    return int(slowest >= BAR)


if __name__ == "__main__":
    sys.exit(main())

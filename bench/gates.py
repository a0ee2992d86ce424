"""How long it takes to decide 3,000 entries, on one core. The bar: 3,000 by 42 rules well under a second.

Run: PYTHONPATH=src:. python bench/gates.py
"""

from __future__ import annotations

import time

from comity.qualification.facts import gather
from comity.qualification.gates import weigh
from comity.qualification.vocabulary import Door
from tests.qualification.fixtures import ON, passing, rulebook

ENTRIES = 3_000


def main() -> None:
    """Measure and print, for each door: rules, seconds to weigh and seconds to gather."""
    book = rulebook()
    for door in Door:
        whole, facts = passing(door), passing(door).facts
        start = time.perf_counter()
        for _ in range(ENTRIES):
            weigh(door, facts, book, ON)
        weighed = time.perf_counter()
        for _ in range(ENTRIES):
            gather(door, whole.claim, whole.decisions, whole.ports, ON)
        gathered = time.perf_counter()
        rules = len(book.at(door, ON))
        print(f"{door:20} {rules:3} rules  weigh {weighed - start:5.2f} s  gather {gathered - weighed:5.2f} s")


if __name__ == "__main__":
    main()

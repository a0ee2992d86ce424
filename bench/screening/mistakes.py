"""Prints what was got wrong, for whoever tunes: to the terminal, never into the table (the names are real)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

Scored = tuple[float, bool, str, str]


def show(label: str, scored: Sequence[Scored], threshold: float, count: int) -> None:
    """Print the ``count`` lowest matches missed and the highest others taken, of (score, match, name, name)."""
    missed = sorted(one for one in scored if one[1] and one[0] < threshold)
    wrong = sorted((one for one in scored if not one[1] and one[0] >= threshold), reverse=True)
    for kind, found in (("missed", missed), ("wrong", wrong)):
        print(f"-- {label}: {kind} {len(found)} of {len(scored)}", file=sys.stderr)
        for value, _, name, other in found[:count]:
            print(f"   {value:.3f}  {name}  |  {other}", file=sys.stderr)

"""Erasure: what must go when a matter is purged, and what stays to say so.

Every body lists the matters it is about and the statements it is derived from. Erasing a matter
takes that closure everywhere; heads, stamps and commitments stay, so history can say "erased" and
the log still verifies (design, rules 3, 17 and 18).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """What erasing needs to know of one body, from its head alone."""

    body: int
    about: frozenset[str]
    derived_from: frozenset[str]
    statements: frozenset[str]


def closure(matters: Iterable[str], traces: Iterable[Trace]) -> frozenset[int]:
    """The bodies to erase when ``matters`` are purged: those about them, and all that derives."""
    purged = frozenset(matters)
    left = list(traces)
    bodies: set[int] = set()
    gone: set[str] = set()
    while True:
        found = [t for t in left if t.about & purged or t.derived_from & gone]
        if not found:
            return frozenset(bodies)
        bodies.update(t.body for t in found)
        gone.update(s for t in found for s in t.statements)
        left = [t for t in left if t.body not in bodies]

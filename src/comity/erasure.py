"""Erasure: what must go when a matter is purged or a term has ended, and what stays to say so.

Every body lists the matters it is about and the statements it is derived from. Erasing takes that
closure everywhere; heads, stamps and commitments stay, so history can say "erased" and the log still
verifies (design, rules 3, 17 and 18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


def reached(start: Iterable[int], derived: Callable[[frozenset[int]], Iterable[int]]) -> frozenset[int]:
    """The bodies to erase with ``start``: these, and all that was made of them, at any distance.

    ``derived`` gives the bodies that cite a statement of one of those given.
    """
    found = frozenset(start)
    fresh = found
    while fresh:
        fresh = frozenset(derived(fresh)) - found
        found |= fresh
    return found

"""Where an entry of a list also stands, by the lists' own statements; worked out once for the lists in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from comity.checks import lists
from comity.checks.lists import Stamps
from comity.watchlists import groups, store
from comity.watchlists.groups import Group, Member


def group(home: Path, dataset: str, reference: str) -> Group | None:
    """The group of that entry among the lists in force; None where it stands alone. Raises Refused
    (``lists.stored``)."""
    return _groups(home, lists.stamps(home)).get((dataset, reference))


@lru_cache(maxsize=1)
def _groups(home: Path, stamps: Stamps) -> Mapping[Member, Group]:
    if len(stamps) < 2:  # a list alone has no other
        return {}
    return groups.by_member(groups.groups(store.held(home).values()))

"""Where a List entry stands with the UN: shown beside it, never part of it.

A reference that a State gave is looked up as it is. Names only suggest: two bodies may share one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from comity.watchlists.listed import Snapshot


@dataclass(frozen=True, slots=True)
class UNStatus:
    """``reference`` is set where the reference asked for is on the list of ``list_date``; both are
    empty where no list was imported. ``suggestions`` are references with exactly one of the names."""

    reference: str = ""
    list_date: str = ""
    suggestions: tuple[str, ...] = ()


def status_of(snapshot: Snapshot | None, reference: str = "", names: Iterable[str] = ()) -> UNStatus:
    """The UN status of a claim that gives ``reference``, ``names`` or both."""
    if snapshot is None:
        return UNStatus()
    asked = {same for same in map(_same, names) if same}
    listed = {entry.reference: {_same(name.value) for name in entry.names} for entry in snapshot.entries}
    found = reference if reference in listed else ""
    suggested = sorted(ref for ref, held in listed.items() if ref != found and held & asked)
    return UNStatus(found, snapshot.list_date.isoformat(), tuple(suggested))


def _same(name: str) -> str:
    """Letters and digits only, without case and marks: spelling decides, punctuation does not."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(words.split())

"""Where a List entry stands with the UN: shown beside it, never part of it.

A reference that a State gave is looked up as it is. Names only suggest: two bodies may share one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.watchlists.listed import Snapshot


@dataclass(frozen=True, slots=True)
class UNStatus:
    """``reference`` is set where the reference asked for is on the list of ``list_date``; both are
    empty where no list was imported. ``suggestions`` are references with exactly one of the names."""

    reference: str = ""
    list_date: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByName:
    """A list as it is looked up here: its day, and by each reference its names as ``_same`` reads them."""

    list_date: str
    names: Mapping[str, frozenset[str]]


def by_name(snapshot: Snapshot) -> ByName:
    """What is needed of ``snapshot`` to look a claim up in it."""
    names = {entry.reference: frozenset(_same(name.value) for name in entry.names) for entry in snapshot.entries}
    return ByName(snapshot.list_date.isoformat(), names)


def status_of(listed: ByName | None, reference: str = "", names: Iterable[str] = ()) -> UNStatus:
    """The UN status of a claim that gives ``reference``, ``names`` or both."""
    if listed is None:
        return UNStatus()
    asked = {same for same in map(_same, names) if same}
    found = reference if reference in listed.names else ""
    suggested = sorted(ref for ref, held in listed.names.items() if ref != found and held & asked)
    return UNStatus(found, listed.list_date, tuple(suggested))


def _same(name: str) -> str:
    """Letters and digits only, without case and marks: spelling decides, punctuation does not."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(words.split())

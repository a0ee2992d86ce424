"""What changed between two files of one source: added, amended, delisted, by reference number.

Order, repetition, white space and the publisher's internal ids are not changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from comity.watchlists.listed import Listed, Snapshot

SHRUNKEN_PERCENT: Final = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry: the values that went and those that came, sorted."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    reference: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """All three in the order of reference numbers."""

    added: tuple[str, ...]
    amended: tuple[Amendment, ...]
    delisted: tuple[str, ...]


def between(old: Snapshot, new: Snapshot) -> Delta:
    """Compare two snapshots of one source."""
    before = {entry.reference: entry for entry in old.entries}
    after = {entry.reference: entry for entry in new.entries}
    compared = ((ref, _changes(before[ref], after[ref])) for ref in sorted(before.keys() & after.keys()))
    return Delta(
        added=tuple(sorted(after.keys() - before.keys())),
        amended=tuple(Amendment(reference, changes) for reference, changes in compared if changes),
        delisted=tuple(sorted(before.keys() - after.keys())),
    )


def shrunken(old: Snapshot, new: Snapshot) -> int:
    """How many references are gone, where that is more than a tenth of the old ones; else 0."""
    references = {entry.reference for entry in old.entries}
    gone = len(references - {entry.reference for entry in new.entries})
    return gone if gone * 100 > len(references) * SHRUNKEN_PERCENT else 0


def _changes(old: Listed, new: Listed) -> tuple[Change, ...]:
    if old == new:
        return ()
    before, after = _fields(old), _fields(new)
    fields = sorted(before.keys() | after.keys())
    pairs = ((field, before.get(field, frozenset()), after.get(field, frozenset())) for field in fields)
    return tuple(
        Change(field, tuple(sorted(gone - come)), tuple(sorted(come - gone)))
        for field, gone, come in pairs
        if gone != come
    )


def _fields(entry: Listed) -> Mapping[str, frozenset[str]]:
    pairs = [
        ("kind", entry.kind.value),
        ("regime", entry.regime),
        ("narrative", entry.narrative),
        ("listed_on", str(entry.listed_on or "")),
        *(("amended_on", day.isoformat()) for day in entry.amended_on),
        *((name.field.value, f"{name.value} ({name.quality.value})") for name in entry.names),
        *(("date_of_birth", f"{'circa ' if birth.circa else ''}{birth.text}") for birth in entry.births),
        *(("document", document) for document in entry.documents),
        *((detail.field, detail.text) for detail in entry.details),
        *(("same_as", reference) for reference in entry.same_as),
    ]
    fields: dict[str, set[str]] = {}
    for field, value in pairs:
        fields.setdefault(field, set()).add(value)
    return {field: frozenset(values) for field, values in fields.items()}

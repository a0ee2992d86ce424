"""Which entries the newest acts may have changed: what is kept of the others stays as it is."""

from __future__ import annotations

from typing import Final

from comity.checks.entries import SEARCHED
from comity.store.unit import SqlUnit

_ERASED: Final = (
    "SELECT l.target FROM body b JOIN link l ON l.source = b.matter AND l.relation = 'version_of' WHERE b.schema = %s"
    " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.body = b.id)"
)
_ENTRIES: Final = frozenset({"version", "order", "suspension", "withdrawal", "narrowing", *SEARCHED})
_GROUNDS: Final = frozenset({"decision", "ruling", "erasure"})
_NO_EFFECT: Final = frozenset(
    "position flag case clearance asylum proposal council.position contribution trend result request answer warning"
    " file incident merging consent import sealing safeguards".split()
)
"""Procedures whose acts change no entry's effect, audience or names. What is in neither set may change any."""


def changed(unit: SqlUnit, since: int) -> frozenset[str] | None:
    """The entries that the acts from ``since`` on may have changed; None where that may be any."""
    rows = unit.all(
        "SELECT DISTINCT m.id, m.procedure FROM act a JOIN matter m ON m.id = a.matter WHERE a.idx >= %s", [since]
    )
    found: set[str] = set()
    for matter, procedure in rows:
        if procedure == "erasure":  # takes what was derived from what it erases, wherever that lies
            found.update(str(row[0]) for kind in SEARCHED for row in unit.all(_ERASED, [f"{kind}/1"]))
        if procedure in _ENTRIES or procedure in _GROUNDS:
            found |= _entries_of(unit, matter)
        elif procedure not in _NO_EFFECT:
            return None
    return frozenset(found)


def _entries_of(unit: SqlUnit, matter: str) -> set[str]:
    """The entries that ``matter`` is, is said on, or grounds."""
    found, fresh = {matter}, [matter]
    while fresh:
        marks = ", ".join("%s" for _ in fresh)
        up = f"SELECT target FROM link WHERE relation IN ('on', 'version_of') AND source IN ({marks})"
        across = f"SELECT source FROM link WHERE relation = 'rests_on' AND target IN ({marks})"
        rows = unit.all(f"{up} UNION {across}", [*fresh, *fresh])
        fresh = [str(row[0]) for row in rows if row[0] not in found]
        found.update(fresh)
    return found

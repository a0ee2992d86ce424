"""What the clock does about entries: what ended is purged after 30 days (``law.md`` D(ii)).

Effect does not wait for it: an entry that ended counts for nothing from the moment it ended,
whether or not the clock's act has been made (design, rule 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity import acts, clocks
from comity.effect import Effect, ended
from comity.entries.grounds import Source, grounds
from comity.matters import Matter

PURGE_AFTER: Final = "30d"
_REASONS: Final = {
    Effect.DELETED: "court_order",
    Effect.WITHDRAWN: "claimant_asks",
    Effect.LAPSED: "lapsed",
    Effect.SUSPENDED: "decision_fell",
}


@dataclass(frozen=True, slots=True)
class Due:
    """An entry that must go: since when, and why."""

    entry: str
    due: str
    reason: str


def purge_due(source: Source, entry: Matter, at: str) -> Due | None:
    """When and why ``entry`` must be purged, if that time has come at ``at``; else None."""
    found = ended(grounds(source, entry, at), at)
    if found is None:
        return None
    effect, since = found
    due = acts.to_time(clocks.due(PURGE_AFTER, acts.from_time(since)))
    return Due(entry.id, due, _REASONS[effect]) if due <= at else None

"""Whether a person stands in a file: by an entry in force, or by a decision that was verified and has not fallen.

Asked when a contribution comes in and again whenever it is read, so that nobody stays a leader or a member in
a file after the entry or the judgment by which he stood there has gone (law.md A2, D1; A4, R4).
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.canonical import Json
from comity.effect import ACTED_UPON
from comity.entries.grounds import Source, effect_of, rulings_on
from comity.entries.procedures import REGISTER_ENTRY
from comity.judiciary.procedures import DECISION
from comity.judiciary.standing import falls


def entry_of(part: Mapping[str, Json]) -> str:
    """The Register entry by which a person is named; empty where a decision names him."""
    entry = part.get("entry")
    return entry if isinstance(entry, str) else ""


def stands(source: Source, part: Mapping[str, Json], at: str) -> bool:
    """Whether what names the person of ``part`` (an item ``persons``) stands at the time ``at`` of the log."""
    if entry := entry_of(part):
        matter = source.matter(entry)
        return (
            matter is not None
            and matter.procedure == REGISTER_ENTRY
            and effect_of(source, matter, at).effect in ACTED_UPON
        )
    named_in = part.get("named_in")
    decision = source.matter(named_in) if isinstance(named_in, str) else None
    return (
        decision is not None
        and decision.procedure == DECISION
        and decision.step == "authenticated"
        and not any(fall.time <= at for fall in falls(decision, rulings_on(source, decision.id)))
    )

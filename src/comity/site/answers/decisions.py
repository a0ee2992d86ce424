"""The decisions of courts on which entries rest, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass

from comity.entries import face as reading
from comity.entries.face import Part
from comity.entries.grounds import effect_of, rulings_on
from comity.entries.procedures import KIND, RESTS_ON, VERSION_OF
from comity.judiciary import standing as judicial
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: what is shown of it, where it stands, and the entries that rest on it.

    ``part`` is None where showing it would be a restricted reading: the entry opens it for a case.
    """

    matter: str
    state: str
    recorded: str
    part: Part | None
    standing: judicial.Standing
    entries: tuple[str, ...]


def decisions(visit: Visit) -> tuple[Decided, ...]:
    """Every decision that a visible entry rests on, the newest record first."""
    resting: dict[str, list[str]] = {}
    for entry in visit.view.entries(*KIND):
        for version in visit.unit.linking(entry, VERSION_OF):
            for name in version.all_linked(RESTS_ON):
                if entry not in resting.setdefault(name, []):
                    resting[name].append(entry)
    found = [made for name, entries in resting.items() for made in [_decided(visit, name, entries)] if made]
    return tuple(sorted(found, key=lambda one: one.recorded, reverse=True))


def _decided(visit: Visit, name: str, entries: list[str]) -> Decided | None:
    matter = visit.unit.matter(name)
    above = [found for found in map(visit.unit.matter, entries) if found]
    if matter is None or not above:
        return None
    closed = all(
        effect_of(visit.unit, one, visit.at).effect in reading.ENDED and not reading.is_inside(visit.reader, one)
        for one in above
    )
    part = reading.part_of(name, visit.view, closed)
    if not part.lines:
        return None
    restricted = all(reading.is_restricted(one, visit.reader, (part,)) for one in above)
    stands = judicial.standing(matter, rulings_on(visit.unit, name), visit.at)
    shown = None if restricted else part
    return Decided(name, matter.participant, matter.opened.time, shown, stands, tuple(entries))

"""The decisions of courts on which entries rest, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.effect import ENDED
from comity.entries import face as reading
from comity.entries.face import Part
from comity.entries.grounds import effect_of, rulings_on
from comity.entries.procedures import RESTS_ON, VERSION_OF
from comity.judiciary import standing as judicial
from comity.matters import Matter
from comity.site.answers.visit import Visit
from comity.store import waiting

PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: the act that recorded it, what is shown of it, where it stands, and the entries that rest on it.

    ``part`` is None where showing it would be a restricted reading: the entry opens it for a case.
    """

    matter: str
    state: str
    index: int
    part: Part | None
    standing: judicial.Standing
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """One page, the newest record first; ``before``: from where the next page goes on, 0 where there is none."""

    found: tuple[Decided, ...]
    before: int


def decisions(visit: Visit, before: int = 0) -> Decisions:
    """The decisions on which an entry rests that the reader sees, recorded before the act ``before`` (0: now)."""
    found: list[Decided] = []
    for matter in waiting.decisions(visit.unit, before or visit.unit.position().index):
        made = _decided(visit, matter)
        if made is None:
            continue
        if len(found) == PAGE:
            return Decisions(tuple(found), found[-1].index)
        found.append(made)
    return Decisions(tuple(found), 0)


def _decided(visit: Visit, matter: Matter) -> Decided | None:
    versions = visit.unit.linking(matter.id, RESTS_ON)
    named = dict.fromkeys(version.linked(VERSION_OF) for version in versions)
    above = [found for found in map(visit.unit.matter, named) if found and visit.view.sees(found.id)]
    if not above:
        return None
    closed = all(
        effect_of(visit.unit, one, visit.at).effect in ENDED and not reading.is_inside(visit.reader, one)
        for one in above
    )
    part = reading.part_of(matter.id, visit.view, closed)
    if not part.lines:
        return None
    restricted = all(reading.is_restricted(one, visit.reader, (part,)) for one in above)
    stands = judicial.standing(matter, rulings_on(visit.unit, matter.id), visit.at)
    shown = None if restricted else part
    entries = tuple(one.id for one in above)
    return Decided(matter.id, matter.participant, matter.opened.index, shown, stands, entries)

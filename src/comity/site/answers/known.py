"""What was told and is no entry, as matters that the visitor may know of; of any other there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from comity.assistance.guards import ADDRESSED
from comity.assistance.procedures import ANSWER, REQUEST, TO, WARNING
from comity.databank.procedures import CONTRIBUTION, FILE, INCIDENT, KEEPS, MERGING, RESULT, TREND, WITH
from comity.entries.choosing import Choice
from comity.entries.history import Event
from comity.errors import Refused
from comity.information.procedures import ON
from comity.matters import OPENING, Matter
from comity.participants import Capacity
from comity.site.answers.visit import Visit
from comity.store import requests, telling, warned
from comity.store.files import Files

TELLINGS: Final = (CONTRIBUTION, TREND, RESULT)
SIDE: Final = frozenset({Capacity.NLO, Capacity.NAA})
HANGING: Final = (ON, KEEPS, WITH, TO)
"""How consents, mergings and answers are linked to what they are about."""


def matter(visit: Visit, name: str) -> Matter | None:
    """The matter ``name``, where it is no entry and the visitor may know of it."""
    found = visit.unit.matter(name)
    knows = _KNOWS.get(found.procedure) if found else None
    return found if found and knows and knows(visit, found) else None


def own(visit: Visit, name: str) -> Matter:
    """What the visitor's own side told the databank. Raises Refused (``act.unknown_matter``) for all else."""
    found = matter(visit, name)
    if found is None or found.procedure not in TELLINGS:
        raise Refused("act.unknown_matter")
    return found


def is_for(visit: Visit, choice: Choice) -> bool:
    """Whether a move on a request is the visitor's authority's to make: only who was asked receives or refuses."""
    asked = visit.unit.matter(choice.matter)
    return choice.kind not in ADDRESSED or (asked is not None and asked.text("to") == visit.reader.authority)


def events(found: Matter) -> tuple[Event, ...]:
    """What was done on a matter, oldest first. Steps and provisions are not asked for here."""
    return tuple(
        Event(
            one.time,
            one.index,
            one.kind,
            found.id,
            found.procedure,
            one.participant,
            one.capacity,
            OPENING,
            OPENING,
            "",
        )
        for one in found.acts
    )


def page_of(visit: Visit, name: str) -> str:
    """The address of the page on which the matter ``name`` stands; empty where it stands on none."""
    found = visit.unit.matter(name)
    while found is not None and found.procedure not in _PAGES:
        above = next((link.to for link in found.links if link.relation in _ABOVE), "")
        found = visit.unit.matter(above) if above else None
    return f"/{_PAGES[found.procedure]}/{found.id}" if found else ""


def _party(visit: Visit, found: Matter) -> bool:
    return requests.concerns(visit.reader, found)


def _answer(visit: Visit, found: Matter) -> bool:
    request = visit.unit.matter(found.linked(TO))
    return request is not None and requests.concerns(visit.reader, request)


def _warned(visit: Visit, found: Matter) -> bool:
    try:
        return bool(warned.named(visit.unit, visit.reader, found.id))
    except Refused:
        return False


def _mine(visit: Visit, found: Matter) -> bool:
    return visit.reader.capacity in SIDE and found.participant == visit.reader.participant


def _seen(visit: Visit, found: Matter) -> bool:
    return bool(telling.told_in(visit.unit, found.id, visit.reader))


def _merging(visit: Visit, found: Matter) -> bool:
    return any(one.id == found.id for one in Files(visit.unit, visit.reader).mergings)


def _consent(visit: Visit, found: Matter) -> bool:
    given = visit.unit.matter(found.linked(ON))
    return given is not None and _mine(visit, given)


_KNOWS: Final[Mapping[str, Callable[[Visit, Matter], bool]]] = {
    REQUEST: _party,
    ANSWER: _answer,
    WARNING: _warned,
    **dict.fromkeys(TELLINGS, _mine),
    **dict.fromkeys((FILE, INCIDENT), _seen),
    MERGING: _merging,
    "consent": _consent,
}
_PAGES: Final[Mapping[str, str]] = {
    REQUEST: "requests",
    WARNING: "warnings",
    **dict.fromkeys(TELLINGS, "told"),
    **dict.fromkeys((FILE, INCIDENT), "databank"),
}
_ABOVE: Final = frozenset({TO, ON, KEEPS})

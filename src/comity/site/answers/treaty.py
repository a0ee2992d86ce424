"""The treaty as data: who takes part over time, its organs and functions, its instruments with their provisions."""

from __future__ import annotations

from dataclasses import dataclass

from comity.errors import Refused
from comity.profile.functions import Function, FunctionKind
from comity.profile.model import Profile
from comity.profile.parties import Organ, Participant, Status
from comity.profile.texts import Instrument, Provision, StateStatus
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Party:
    """A participant and what it was from one day to another; ``now``: its status today, if it has one."""

    participant: Participant
    statuses: tuple[Status, ...]
    now: Status | None


@dataclass(frozen=True, slots=True)
class Treaty:
    """The whole picture of one profile."""

    profile: Profile
    parties: tuple[Party, ...]
    organs: tuple[tuple[Organ, str], ...]
    functions: tuple[tuple[FunctionKind, tuple[Function, ...]], ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """What one State did with an instrument, and whether it binds it today (None: the profile does not say)."""

    participant: str
    name: str
    said: tuple[StateStatus, ...]
    binds: bool | None


@dataclass(frozen=True, slots=True)
class Open:
    """One instrument with its provisions and who is bound."""

    instrument: Instrument
    provisions: tuple[Provision, ...]
    bound: tuple[Bound, ...]


def treaty(visit: Visit) -> Treaty:
    """Members over time, organs, functions with where each stands."""
    profile, day = visit.registry.profile, visit.now.date()
    taking = [one for one in profile.participants if profile.takes_part(one)]
    parties = tuple(Party(one, tuple(sorted(one.statuses, key=_since)), one.status_on(day)) for one in taking)
    organs = tuple((organ, visit.names.get(organ.id, organ.id)) for organ in profile.organs)
    kinds = tuple((kind, profile.functions_of(kind)) for kind in FunctionKind)
    return Treaty(profile, parties, organs, kinds)


def instruments(visit: Visit) -> tuple[Instrument, ...]:
    """All instruments, the oldest first; those without a day last."""
    return tuple(sorted(visit.registry.profile.instruments, key=lambda one: (one.date is None, one.date or "", one.id)))


def instrument(visit: Visit, name: str) -> Open:
    """One instrument. Raises Refused (``api.path``) where there is none of this id."""
    profile, day = visit.registry.profile, visit.now.date()
    found = next((one for one in profile.instruments if one.id == name), None)
    if found is None:
        raise Refused("api.path")
    provisions = tuple(one for one in profile.provisions if one.instrument == name)
    taking = [one for one in profile.participants if profile.takes_part(one) and one.kind == "state"]
    bound = tuple(
        Bound(
            one.id,
            visit.names.get(one.id, one.id),
            tuple(said for said in found.statuses if said.participant == one.id),
            profile.binds(name, one.id, day),
        )
        for one in taking
    )
    return Open(found, provisions, bound)


def _since(status: Status) -> str:
    return status.since.isoformat()

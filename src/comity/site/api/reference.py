"""To look things up: decisions of courts, instruments, the treaty, one's own authority."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from comity.entries import as_json
from comity.participants import Key
from comity.profile.functions import Function
from comity.profile.marks import Text
from comity.profile.parties import Organ, Participant
from comity.profile.texts import Instrument, Provision, StateStatus
from comity.site.answers import authority as authorities
from comity.site.answers import decisions as decided
from comity.site.answers import treaty as treaties
from comity.site.api import access
from comity.site.api.answering import REFUSED, Going, Turned, given
from comity.site.api.seen import SeenPart, Stands
from comity.site.api.shapes import Out
from comity.site.desk.sections import OFFICERS, READERS

router = Router(tags=["reference"])
InstrumentId = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


class Decided(Out):
    """One decision, and the entries that rest on it. ``part`` is null where an entry opens it for a case."""

    matter: str
    state: str
    index: int
    part: SeenPart | None
    standing: Stands
    entries: list[str]


class Decisions(Out):
    """A page of decisions, the newest record first."""

    decisions: list[Decided]
    next: str


class Instruments(Out):
    """All instruments, the oldest first; those without a day last."""

    instruments: list[Instrument]


class Bound(Out):
    """What one State did with an instrument; ``binds`` is null where the treaty's data do not say."""

    participant: str
    name: str
    said: list[StateStatus]
    binds: bool | None


class OpenedInstrument(Out):
    """One instrument with its provisions and who is bound."""

    instrument: Instrument
    provisions: list[Provision]
    bound: list[Bound]


class Party(Out):
    """A participant, what it was over time, and its status today."""

    participant: Participant
    now: str | None


class Treaty(Out):
    """The treaty: who takes part, its organs, its functions with where each stands."""

    id: str
    names: Text
    parties: list[Party]
    organs: list[Organ]
    functions: list[Function]


class KeyStretch(Out):
    """One public key, and the stretch of the log in which it counts."""

    id: str
    since: int
    until: int | None


class Member(Out):
    """One officer of the authority."""

    officer: str
    name: str
    capacities: list[str]
    in_office: bool
    keys: list[KeyStretch]


class Authority(Out):
    """One's own authority; ``position``: how many acts the log has, against which a key's stretch is read."""

    id: str
    name: str
    duty: str
    since: str
    notified: str
    late_by: int
    position: int
    seals: list[KeyStretch]
    sealing: list[KeyStretch]
    officers: list[Member]


@router.get("/decisions", response={200: Decisions, **REFUSED})
def list_decisions(request: HttpRequest, params: Query[Going]) -> HttpResponse:
    """The decisions on which an entry rests that the reader sees, the newest record first, thirty a page."""
    with access.visit(request, open_to=READERS) as made:
        turned = Turned(made, "decisions")
        page = decided.decisions(made, turned.number(params.cursor))
    found = [
        Decided(
            matter=one.matter,
            state=one.state,
            index=one.index,
            part=SeenPart.model_validate(as_json.part(one.part)) if one.part else None,
            standing=Stands.out_of(one.standing),
            entries=list(one.entries),
        )
        for one in page.found
    ]
    return given(request, Decisions(decisions=found, next=turned.next(page.before or "")))


@router.get("/instruments", **access.OPEN, response={200: Instruments, **REFUSED})
def list_instruments(request: HttpRequest) -> HttpResponse:
    """The library of instruments; for anyone."""
    with access.open_visit(request) as made:
        found = treaties.instruments(made)
    return given(request, Instruments(instruments=list(found)))


@router.get("/instruments/{instrument}", **access.OPEN, response={200: OpenedInstrument, **REFUSED})
def read_instrument(request: HttpRequest, instrument: InstrumentId) -> HttpResponse:
    """One instrument with its provisions and who is bound; for anyone."""
    with access.open_visit(request) as made:
        found = treaties.instrument(made, instrument)
    return given(request, OpenedInstrument.out_of(found))


@router.get("/treaty", **access.OPEN, response={200: Treaty, **REFUSED})
def read_treaty(request: HttpRequest) -> HttpResponse:
    """Members over time, organs, functions with where each stands; for anyone."""
    with access.open_visit(request) as made:
        found = treaties.treaty(made)
    value = Treaty(
        id=found.profile.id,
        names=found.profile.names,
        parties=[Party(participant=one.participant, now=one.now.status if one.now else None) for one in found.parties],
        organs=[organ for organ, _ in found.organs],
        functions=[one for _, functions in found.functions for one in functions],
    )
    return given(request, value)


@router.get("/authority", response={200: Authority, **REFUSED})
def read_authority(request: HttpRequest) -> HttpResponse:
    """Officers and keys of one's own authority."""
    with access.visit(request, open_to=OFFICERS) as made:
        found = authorities.own(made)
    officers = [
        Member(
            officer=one.officer.id,
            name=one.name,
            capacities=sorted(one.officer.capacities),
            in_office=one.in_office,
            keys=_keys(one.keys),
        )
        for one in found.officers
    ]
    value = Authority(
        id=found.authority.id,
        name=found.name,
        duty=found.authority.duty,
        since=found.authority.since,
        notified=found.authority.notified,
        late_by=found.late_by,
        position=found.position,
        seals=_keys(found.seals),
        sealing=[KeyStretch(id=name, since=since, until=until) for name, since, until in found.sealing],
        officers=officers,
    )
    return given(request, value)


def _keys(keys: tuple[Key, ...]) -> list[KeyStretch]:
    return [KeyStretch.out_of(one) for one in keys]

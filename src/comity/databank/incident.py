"""What one State tells of one incident: schema ``databank.incident/1``.

Attributed facts, where victims find support, and the requests made because of it. There is no field for
the origin, nationality or belief of anybody.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from comity.databank.organisation import Count, Region
from comity.qualification.body import Language, Line, MatterId, State, Text, VagueDay
from comity.qualification.envelope import Envelope, Item, Items, Many
from comity.qualification.vocabulary import Violence


class Outcome(StrEnum):
    """What was counted after an incident."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DETAINED = "detained"


class Happened(Item):
    """What happened, when and in which region."""

    act: Violence
    """Kind of violent act."""
    day: VagueDay
    """When."""
    region: Region
    """Where; no finer than a region."""
    described: Text | None = None
    """In words."""


class Toll(Item):
    """How many people it concerned, as a range; victims and suspects are never counted together."""

    outcome: Outcome
    """What was counted."""
    least: Count
    """At least."""
    most: Count
    """At most."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError("least is not more than most")
        return self


class Attribution(Item):
    """Who is said to have done it: an organisation of the databank, by its file."""

    file: MatterId
    """The organisation's file."""
    claimed: bool = False
    """Whether that organisation itself claimed it."""


class SupportContact(Item):
    """Where victims and families find support."""

    state: State
    """In which State."""
    service: Line
    """The service; an office, never a private person."""
    contact: Line
    """Its public address, telephone or page."""
    languages: Annotated[tuple[Language, ...], Many] = ()
    """In which languages."""


class RequestMade(Item):
    """The reference of a request that was made because of the incident."""

    reference: Line
    """The reference number; its content stands in the request."""


class IncidentReport(Envelope):
    """What one State tells of one incident."""

    SCHEMA: ClassVar[str] = "databank.incident/1"
    PUBLISHABLE: ClassVar[frozenset[str]] = frozenset({"support"})

    kind: Literal["incident"] = "incident"
    """What this is."""
    title: Line | None = None
    """By what name it is known; no name of a person."""
    happened: Annotated[tuple[Happened, ...], Many] = ()
    """What happened."""
    toll: Annotated[tuple[Toll, ...], Many] = ()
    """How many people it concerned."""
    attributed: Annotated[tuple[Attribution, ...], Many] = ()
    """To whom it is attributed."""
    support: Annotated[tuple[SupportContact, ...], Items] = ()
    """Where victims find support."""
    requests: Annotated[tuple[RequestMade, ...], Items] = ()
    """Requests made because of it."""

"""Who takes part: participants with their status over time, organs, and, where the profile is
fictional, their authorities, courts, officers and the people of its stories.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final, Literal

from pydantic import Field

from comity import participants
from comity.participants import Capacity
from comity.profile.marks import Id, Lang, Marked, Quote, Span, Text, VagueDay, Value

MEMBER: Final = "member"


class ParticipantKind(StrEnum):
    STATE = "state"
    ORGAN = "organ"
    EXTERNAL = "external"


class Status(Span, Marked):
    """What a participant was from one day to another: member, observer, dialogue_partner, ..."""

    status: Id
    note: Text | None = None


class Participant(Value):
    """A State, an organ of the treaty, or an external organisation."""

    id: Id
    kind: ParticipantKind
    names: Text
    statuses: tuple[Status, ...] = ()

    def status_on(self, day: date) -> Status | None:
        """The status on ``day``; None where there was none."""
        return next((status for status in self.statuses if status.covers(day)), None)


class Seat(Marked):
    """Where an organ sat. Days may be vague: not every move was dated in what was read."""

    place: Text
    since: VagueDay | None = Field(default=None, alias="from")
    until: VagueDay | None = Field(default=None, alias="to")
    note: Text | None = None


class Organ(Marked):
    """An organ of the treaty; its id is that of the participant that it is."""

    id: Id
    role: Text
    provisions: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()


class Duty(StrEnum):
    """What an authority is for; the words of ``comity.participants``."""

    COMPETENT = "competent"  # central competent authority of a State
    ASYLUM = "asylum"  # answers the blind asylum check, reads nothing else
    EXECUTIVE = "executive"  # the permanent organ that keeps the lists
    REVIEW = "review"  # the independent reviewer's office
    AUDIT = "audit"


CAPACITIES_AT: Final = {duty: participants.CAPACITIES_AT[duty.value] for duty in Duty}
"""Which capacities the officers of an authority may hold (law.md D(iv))."""


class Authority(Value):
    """A competent body of a participant, as notified to the others."""

    id: Id
    participant: Id
    duty: Duty
    names: Text
    notified: Span


class Court(Value):
    """A court of a State whose decisions stories rest on."""

    id: Id
    participant: Id
    names: Text
    level: Literal["first", "appeal", "supreme", "constitutional"]
    cites: str = Field(min_length=1, max_length=40)  # how its case numbers begin


class Officer(Value):
    """A person of an authority, the capacities in which they act, and the State that sent them."""

    id: Id
    authority: Id
    name: Text
    capacities: tuple[Capacity, ...] = Field(min_length=1)
    head_or_deputy: Literal["head", "deputy"] | None = None
    seconded_by: Id | None = None  # officials of an organ: the State of secondment


class Subject(Value):
    """A person or an organisation of the stories, under the names that their documents bear."""

    id: Id
    kind: Literal["person", "organisation"]
    names: tuple[Quote, ...] = Field(min_length=1)
    born: VagueDay | None = None
    founded: VagueDay | None = None
    participant: Id | None = None  # where the person or organisation belongs
    languages: tuple[Lang, ...] = ()

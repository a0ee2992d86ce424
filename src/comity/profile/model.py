"""A profile as one value, and the questions that the rest of the program asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, Protocol, TypeVar

from pydantic import Field

from comity.canonical import Json
from comity.errors import Refused
from comity.profile.claims import Claim, Figure, NamedOrganisation, Scale
from comity.profile.functions import Function, FunctionKind
from comity.profile.marks import Id, Lang, Text, Value
from comity.profile.parties import (
    MEMBER,
    Authority,
    Court,
    Officer,
    Organ,
    Participant,
    ParticipantKind,
    Status,
    Subject,
)
from comity.profile.texts import Instrument, Provision, Ratification
from comity.profile.vocabulary import Basis, Purpose, Reason, RequestType


class Header(Value):
    """The head of a profile: which treaty, and what it builds on.

    ``members: own`` counts only the profile's own participants as taking part: a fictional
    profile that extends a real one puts no words in the mouth of real States.
    """

    id: Id
    version: str = Field(pattern=r"^\d+\.\d+$")
    names: Text
    summary: Text
    fictional: bool = Field(strict=True)
    extends: Id | None = None
    members: Literal["own", "all"] = "all"
    working_languages: tuple[Lang, ...] = Field(min_length=1)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)

SECTIONS: Final[dict[str, type[Value]]] = {
    "participants": Participant,
    "organs": Organ,
    "instruments": Instrument,
    "provisions": Provision,
    "bases": Basis,
    "purposes": Purpose,
    "request_types": RequestType,
    "reasons": Reason,
    "scales": Scale,
    "figures": Figure,
    "named_organisations": NamedOrganisation,
    "claims": Claim,
    "functions": Function,
    "authorities": Authority,
    "courts": Court,
    "officers": Officer,
    "subjects": Subject,
    "ratifications": Ratification,
}
"""The sections of a profile; each is a list of values with an id, in any file of the folder."""

_BINDING: Final = frozenset({"ratified", "in force"})
FICTION_ONLY: Final = frozenset({"authorities", "courts", "officers", "subjects", "ratifications"})
"""Sections that only a fictional profile may hold: the project ships no real person or body."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A treaty as data, its base merged in; every lookup raises Refused where there is nothing."""

    header: Header
    digest: str
    own: frozenset[str]  # ids of the participants that this profile itself declares
    source: Json = field(default=None, repr=False, compare=False)  # all files as read, with what it extends
    participants: tuple[Participant, ...] = ()
    organs: tuple[Organ, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    provisions: tuple[Provision, ...] = ()
    bases: tuple[Basis, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    request_types: tuple[RequestType, ...] = ()
    reasons: tuple[Reason, ...] = ()
    scales: tuple[Scale, ...] = ()
    figures: tuple[Figure, ...] = ()
    named_organisations: tuple[NamedOrganisation, ...] = ()
    claims: tuple[Claim, ...] = ()
    functions: tuple[Function, ...] = ()
    authorities: tuple[Authority, ...] = ()
    courts: tuple[Court, ...] = ()
    officers: tuple[Officer, ...] = ()
    subjects: tuple[Subject, ...] = ()
    ratifications: tuple[Ratification, ...] = ()

    def __hash__(self) -> int:
        """By the digest of what was read: the parts are many, and answers are kept by the profile."""
        return hash(self.digest)

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def names(self) -> Text:
        return self.header.names

    @property
    def fictional(self) -> bool:
        return self.header.fictional

    @property
    def extends(self) -> str | None:
        return self.header.extends

    @property
    def working_languages(self) -> tuple[str, ...]:
        return self.header.working_languages

    def takes_part(self, participant: Participant) -> bool:
        """Whether the participant acts under this profile, or is only named by its base."""
        return self.header.members == "all" or participant.id in self.own

    def members_on(self, day: date) -> frozenset[str]:
        """The ids of the States that were members on ``day``."""
        return frozenset(
            found.id
            for found in self.participants
            if found.kind is ParticipantKind.STATE
            and self.takes_part(found)
            and any(status.status == MEMBER and status.covers(day) for status in found.statuses)
        )

    def status_on(self, participant: str, day: date) -> Status | None:
        """The status of a participant on ``day``; None where it had none. Raises Refused."""
        return self.participant(participant).status_on(day)

    def participant(self, wanted: str) -> Participant:
        return self._one(self.participants, wanted, "participants")

    def instrument(self, wanted: str) -> Instrument:
        return self._one(self.instruments, wanted, "instruments")

    def provision(self, wanted: str) -> Provision:
        return self._one(self.provisions, wanted, "provisions")

    def binds(self, instrument: str, participant: str, day: date) -> bool | None:
        """Whether an instrument binds a participant on ``day``; None where the profile does not say."""
        found = next((one for one in self.instruments if one.id == instrument), None)
        if found is None:
            return None
        said = [s for s in found.statuses if s.participant == participant]
        own = [r for r in self.ratifications if (r.instrument, r.participant) == (instrument, participant)]
        if any(s.status in _BINDING and (s.date or "") <= day.isoformat() for s in said):
            return True
        if own or any(r.participant == participant for r in self.ratifications):
            return any(r.date <= day.isoformat() for r in own)
        return False if said else None

    def basis(self, wanted: str) -> Basis:
        return self._one(self.bases, wanted, "bases")

    def authority(self, wanted: str) -> Authority:
        return self._one(self.authorities, wanted, "authorities")

    def officer(self, wanted: str) -> Officer:
        return self._one(self.officers, wanted, "officers")

    def court(self, wanted: str) -> Court:
        return self._one(self.courts, wanted, "courts")

    def subject(self, wanted: str) -> Subject:
        return self._one(self.subjects, wanted, "subjects")

    def officers_of(self, authority: str, capacity: str | None = None) -> tuple[Officer, ...]:
        """The officers of an authority, of one capacity where it is given."""
        return tuple(o for o in self.officers if o.authority == authority and capacity in (None, *o.capacities))

    def authorities_of(self, participant: str) -> tuple[Authority, ...]:
        return tuple(found for found in self.authorities if found.participant == participant)

    def courts_of(self, participant: str) -> tuple[Court, ...]:
        return tuple(found for found in self.courts if found.participant == participant)

    def admissible_bases(self) -> frozenset[str]:
        """The ids of the bases on which an entry may rest."""
        return frozenset(basis.id for basis in self.bases if basis.admissible)

    def functions_of(self, kind: FunctionKind) -> tuple[Function, ...]:
        return tuple(function for function in self.functions if function.kind is kind)

    def _one(self, items: Iterable[Item], wanted: str, section: str) -> Item:
        for item in items:
            if item.id == wanted:
                return item
        raise Refused("profile.no_such", profile=self.id, section=section, id=wanted[:80])

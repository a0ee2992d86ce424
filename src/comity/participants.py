"""Participants, authorities, officers and keys: who may act.

A key is valid by log position, never by date (design, rule 16); an authority and an officer are
valid by the day of the stamp. How all this changes is told in ``appointments``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from comity.errors import Refused


class Capacity(StrEnum):
    """The roles of ``law.md`` D(iv). No capacity reads everything."""

    NLO = "NLO"  # liaison officer of a member State
    NAA = "NAA"  # approving authority
    ECA = "ECA"  # analyst of the Executive Committee
    CR = "CR"  # compliance reviewer
    CM = "CM"  # Council member
    IR = "IR"  # independent reviewer
    AU = "AU"  # auditor
    CK = "CK"  # checker
    AA = "AA"  # asylum authority
    NODE = "NODE"  # the node itself: founds the log
    CLOCK = "CLOCK"  # the node, when a due time has come


# Which capacities the officers of an authority may hold, by the authority's duty (law.md D(iv)).
CAPACITIES_AT: Final[Mapping[str, frozenset[Capacity]]] = {
    "competent": frozenset({Capacity.NLO, Capacity.NAA, Capacity.CM, Capacity.CK}),
    "asylum": frozenset({Capacity.AA}),
    "executive": frozenset({Capacity.ECA, Capacity.CR}),
    "review": frozenset({Capacity.IR}),
    "audit": frozenset({Capacity.AU}),
}
NATIONAL: Final = frozenset({"competent", "asylum"})  # the duties of a State's authorities; the others are organs
# No role combines two of drafting, approving, reviewing, auditing (law.md D(iv)).
APART: Final = (frozenset({"NLO"}), frozenset({"NAA"}), frozenset({"CR", "IR"}), frozenset({"AU"}))
FIRST_NOTICE: Final = timedelta(days=60)  # Conv. Art 4; Databank Agreement Art 2(1)
CHANGE_NOTICE: Final = timedelta(days=10)  # Databank Agreement Art 2(2)
NODE: Final = "node"  # officer and authority at once: one key signs in both places (rule 4)
FOREVER: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Authority:
    """A competent authority of a participant, as notified."""

    id: str
    participant: str
    duty: str  # competent | executive | council | review | audit | asylum | node
    since: str
    until: str = FOREVER
    notified: str = ""
    first: bool = True

    def valid_on(self, day: str) -> bool:
        return bool(self.notified) and self.since <= day < self.until

    def notice_late_by(self) -> int:
        """Days by which the notice missed its term (60 for a first one, 10 for a change); 0 if none."""
        limit = date.fromisoformat(self.since) + (FIRST_NOTICE if self.first else CHANGE_NOTICE)
        return max(0, (date.fromisoformat(self.notified) - limit).days) if self.notified else 0


@dataclass(frozen=True, slots=True)
class Officer:
    """A person acting for an authority in given capacities."""

    id: str
    authority: str
    capacities: frozenset[str]
    head_or_deputy: bool = False
    seconded_by: str = ""
    since: str = "0001-01-01"
    until: str = FOREVER

    def valid_on(self, day: str) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Revocation:
    """The act at ``index``, stamped at ``time``, says that what a key signed from ``suspect_from`` on
    may not be its holder's."""

    index: int
    time: str
    suspect_from: int


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the stretch of the log in which it counts. Every revocation is kept: a later
    one cannot take back what an earlier one made suspect."""

    id: str
    public: bytes
    holder: str  # officer id, or authority id for a seal
    seal: bool
    since: int
    until: int | None = None
    revocations: tuple[Revocation, ...] = ()

    def valid_at(self, index: int) -> bool:
        return self.since <= index and (self.until is None or index < self.until)

    def suspicions(self, index: int) -> tuple[Revocation, ...]:
        """The revocations that reach what the key signed at ``index``."""
        return tuple(one for one in self.revocations if one.suspect_from <= index)


@dataclass(frozen=True, slots=True)
class SealingPublic:
    """An authority's public key for sealing, and the stretch of the log in which others seal to it. The
    authority keeps the private part for as long as it reads what was sealed in that stretch."""

    authority: str
    id: str
    public: bytes
    since: int
    until: int | None = None

    def valid_at(self, index: int) -> bool:
        return self.since <= index and (self.until is None or index < self.until)


@dataclass(frozen=True, slots=True)
class Membership:
    """A State's membership, by day. ``ends``: each end that came or is to come, as (index of the act
    that set it, moment); joining again takes back no end that had come (design, rule 11)."""

    participant: str
    since: str
    until: str = FOREVER
    ends: tuple[tuple[int, str], ...] = ()

    def covers(self, day: str) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who may act, at one position of the log."""

    authorities: Mapping[str, Authority] = field(default_factory=dict)
    officers: Mapping[str, Officer] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)
    members: Mapping[str, Membership] = field(default_factory=dict)
    origin: str = ""  # the log that they act in, as its founding named it
    sealing: Mapping[str, SealingPublic] = field(default_factory=dict)  # by key id

    def members_on(self, day: str) -> frozenset[str]:
        return frozenset(name for name, held in self.members.items() if held.covers(day))

    def actor(self, officer_id: str, authority_id: str, capacity: str, day: str) -> tuple[Officer, Authority]:
        """The officer and authority, both valid on ``day`` and fit for ``capacity``.

        Raises Refused (``actor.*``).
        """
        officer, authority = self.officers.get(officer_id), self.authorities.get(authority_id)
        if authority is None or not authority.valid_on(day):
            raise Refused("actor.authority", "Conv. Art 4; law.md D(iii), gate 1", authority=authority_id)
        if officer is None or officer.authority != authority_id or not officer.valid_on(day):
            raise Refused("actor.officer", "Conv. Art 8(4)", officer=officer_id, authority=authority_id)
        if capacity not in officer.capacities:
            raise Refused("actor.capacity", "law.md D(iv)", officer=officer_id, capacity=capacity)
        return officer, authority

    def signing_key(self, key: str, holder: str, *, seal: bool, index: int) -> Key:
        """The key, valid at ``index`` and held by ``holder``. Raises Refused (``actor.key``)."""
        found = self.keys.get(key)
        fits = found is not None and found.holder == holder and (found.seal is seal or holder == NODE)
        if found is None or not fits or not found.valid_at(index):
            raise Refused("actor.key", "design, rule 16", key=key[:12], holder=holder)
        return found

    def sealing_key(self, authority: str, index: int) -> SealingPublic:
        """The key to which one seals for ``authority`` at ``index``. Raises Refused (``sealing.no_key``)."""
        for key in self.sealing.values():
            if key.authority == authority and key.valid_at(index):
                return key
        raise Refused("sealing.no_key", "design, rule 21", authority=authority)

    def participant_of(self, authority: str) -> str:
        found = self.authorities.get(authority)
        return found.participant if found else ""

"""The visitor's own authority: what it was notified as, its officers, and its keys by place in the log; and for whom
and by which log a desk of its own is answered."""

from __future__ import annotations

from dataclasses import dataclass

from comity.bootstrap import treaty
from comity.entries.acting import Identity, identity
from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import opening
from comity.participants import Authority, Key, Officer
from comity.site.answers.visit import Visit, capacity_of
from comity.store import publishing
from comity.translog.vkeys import VerifierKey


@dataclass(frozen=True, slots=True)
class Member:
    """One officer with the keys that were his, the newest first; ``in_office``: today."""

    officer: Officer
    name: str
    keys: tuple[Key, ...]
    in_office: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One authority. ``position``: how many acts the log has, against which a key's stretch is read."""

    authority: Authority
    name: str
    late_by: int
    seals: tuple[Key, ...]
    officers: tuple[Member, ...]
    sealing: tuple[tuple[str, int, int | None], ...]
    position: int


def own(visit: Visit) -> Own:
    """The authority of the officer. Raises Refused (``desk.not_for_you``) for the public."""
    if visit.officer is None:
        raise Refused("desk.not_for_you", "law.md D(iv)", capacity="")
    directory, day = visit.unit.directory(), visit.at[:10]
    held = directory.authorities[visit.officer.authority]
    mine = sorted((one for one in directory.officers.values() if one.authority == held.id), key=lambda one: one.id)
    names = {one.id: one.name.read(visit.lang) for one in visit.registry.profile.officers}
    called = {one.id: one.names.read(visit.lang) for one in visit.registry.profile.authorities}

    def keys(holder: str, *, seal: bool) -> tuple[Key, ...]:
        found = [key for key in directory.keys.values() if key.holder == holder and key.seal is seal]
        return tuple(sorted(found, key=lambda key: -key.since))

    return Own(
        held,
        called.get(held.id, held.id),
        held.notice_late_by(),
        keys(held.id, seal=True),
        tuple(Member(one, names.get(one.id, ""), keys(one.id, seal=False), one.valid_on(day)) for one in mine),
        tuple((key.id, key.since, key.until) for key in directory.sealing.values() if key.authority == held.id),
        visit.unit.position().index,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """For whom the node takes the visitor (with the keys that the log has of officer and authority), in which
    capacity, and whose log it is: its key, and its newest signed checkpoint (empty before the first). ``rulebook``: the
    digest of the rules by which it weighs."""

    who: Identity
    capacity: str
    vkey: str
    checkpoint: str
    profile: str
    rulebook: str
    participant: str


def standing(visit: Visit) -> Standing:
    """Raises Refused (``actor.officer`` for the public, ``actor.key`` where a key is missing)."""
    who, config = identity(visit.unit.directory(), visit.signer), visit.registry.located.config
    key = VerifierKey(config.origin, opening.recorded_in(visit.unit, KeyKind.LOG))
    return Standing(
        who,
        capacity_of(visit),
        key.vkey(),
        (publishing.newest_note() or b"").decode(),
        config.profile,
        treaty(config.profile).rulebook.digest,
        visit.unit.directory().participant_of(who.authority),
    )

"""What the first act of a log says: who may act from then on, and under which profile (rule 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.canonical import Json
from comity.participants import NODE
from comity.profile.model import Profile


@dataclass(frozen=True, slots=True)
class Founders:
    """The public keys that count from the first act on: officers and seals by id, raw bytes.

    Who has no key here does not act yet; an authority appoints its officers later by acts.
    """

    officers: Mapping[str, bytes]
    seals: Mapping[str, bytes]
    own_authorities: tuple[Mapping[str, Json], ...] = ()  # rows of real ones: a profile names none
    own_officers: tuple[Mapping[str, Json], ...] = ()


def founding_terms(profile: Profile, founders: Founders, node_key: bytes, day: date) -> dict[str, Json]:
    """The terms of ``treaty.found``: authorities, officers and members on ``day``, with their keys."""
    authorities = [
        _authority(a.id, a.participant, a.duty.value, founders.seals[a.id], day)
        for a in profile.authorities
        if a.id in founders.seals
    ]
    officers: list[Json] = [
        {
            "authority": o.authority,
            "capacities": [c.value for c in o.capacities],
            "head_or_deputy": o.head_or_deputy is not None,
            "id": o.id,
            "key": founders.officers[o.id].hex(),
            "seconded_by": o.seconded_by or "",
        }
        for o in profile.officers
        if o.id in founders.officers
    ]
    own: list[Json] = [{**row, "since": day.isoformat()} for row in founders.own_authorities]
    node: Json = {
        "authority": NODE,
        "capacities": ["NODE", "CLOCK"],
        "head_or_deputy": False,
        "id": NODE,
        "key": node_key.hex(),
        "seconded_by": "",
    }
    return {
        "authorities": [*authorities, *own, _authority(NODE, NODE, NODE, node_key, day)],
        "members": [{"id": member, "since": day.isoformat()} for member in sorted(profile.members_on(day))],
        "officers": [*officers, *map(dict, founders.own_officers), node],
        "profile": profile.id,
        "profile_digest": profile.digest,
    }


def _authority(name: str, participant: str, duty: str, seal: bytes, day: date) -> Json:
    return {"duty": duty, "id": name, "participant": participant, "seal": seal.hex(), "since": day.isoformat()}

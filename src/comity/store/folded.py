"""Matters and the directory as JSON rows, and back: the folded form that can be rebuilt."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final

from comity.acts import Door, Link
from comity.matters import Done, Matter
from comity.participants import Authority, Directory, Key, Membership, Officer, Revocation, SealingPublic

_DONE = (
    "act",
    "kind",
    "index",
    "time",
    "officer",
    "authority",
    "participant",
    "capacity",
    "officer_key",
    "seal_key",
    "terms",
)


WRITE_DIRECTORY: Final = (
    "INSERT INTO directory (id, folded) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET folded = excluded.folded"
)


def matter_to_text(matter: Matter) -> str:
    """The links and acts of a matter; its id, procedure, step and participant have columns."""
    return json.dumps(
        {"links": [[link.relation, link.to] for link in matter.links], "acts": [_done_to(d) for d in matter.acts]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _done_to(done: Done) -> list[Any]:
    door = done.door and [done.door.name, done.door.rulebook, [list(one) for one in done.door.supports]]
    return [*(getattr(done, name) for name in _DONE), door]


def _done_from(row: list[Any]) -> Done:
    values, door = dict(zip(_DONE, row, strict=False)), row[-1]
    return Done(**values, door=door and Door(door[0], door[1], tuple(tuple(one) for one in door[2])))


@lru_cache(maxsize=512)  # by all that the row holds, so that nothing else is ever answered; no bodies are in it
def matter_from_row(row: tuple[str, str, str, str, str]) -> Matter:
    """Read a row of (id, procedure, step, participant, folded)."""
    raw = json.loads(row[4])
    links = tuple(Link(relation, to) for relation, to in raw["links"])
    return Matter(row[0], row[1], row[2], row[3], links, tuple(_done_from(one) for one in raw["acts"]))


def directory_to_text(directory: Directory) -> str:
    """Everybody who may act, as JSON with sorted keys, so that equal directories are equal texts."""
    named: dict[str, Any] = {"origin": directory.origin} if directory.origin else {}
    if directory.sealing:  # left out where it is empty, as in every log from before there was sealing
        named["sealing"] = [{**asdict(k), "public": k.public.hex()} for k in directory.sealing.values()]
    return json.dumps(
        {
            **named,
            "authorities": [asdict(a) for a in directory.authorities.values()],
            "officers": [{**asdict(o), "capacities": sorted(o.capacities)} for o in directory.officers.values()],
            "keys": [{**asdict(k), "public": k.public.hex()} for k in directory.keys.values()],
            "members": [asdict(m) for m in directory.members.values()],
        },
        sort_keys=True,
    )


@lru_cache(maxsize=8)
def directory_from_text(text: str) -> Directory:
    """The inverse of ``directory_to_text``."""
    if not text:
        return Directory()
    raw = json.loads(text)
    officers = [Officer(**{**o, "capacities": frozenset(o["capacities"])}) for o in raw["officers"]]
    keys = [_key_from(k) for k in raw["keys"]]
    authorities = [Authority(**a) for a in raw["authorities"]]
    members = [Membership(**{**m, "ends": tuple((at, moment) for at, moment in m["ends"])}) for m in raw["members"]]
    return Directory(
        {a.id: a for a in authorities},
        {o.id: o for o in officers},
        {k.id: k for k in keys},
        {m.participant: m for m in members},
        raw.get("origin", ""),
        {k.id: k for k in map(_sealing_from, raw.get("sealing", []))},
    )


def _sealing_from(raw: dict[str, Any]) -> SealingPublic:
    return SealingPublic(**{**raw, "public": bytes.fromhex(raw["public"])})


def _key_from(raw: dict[str, Any]) -> Key:
    revocations = tuple(Revocation(**one) for one in raw["revocations"])
    return Key(**{**raw, "public": bytes.fromhex(raw["public"]), "revocations": revocations})

"""Receipts and proofs of acts: to the authority that acted, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from comity import acts
from comity.errors import Refused
from comity.operations import proving
from comity.site.answers.visit import Visit


@dataclass(frozen=True, slots=True)
class Known:
    """An act of the visitor's authority in the log: its matter, place, time, and the step after it."""

    matter: str
    index: int
    time: str
    after: str


def receipt(visit: Visit, act: str) -> Known | None:
    """What is known of ``act``; None alike where there is none and where another authority acted."""
    stored = visit.unit.stored(act)
    if stored is None or visit.officer is None:
        return None
    head = acts.parse_head(stored[0])
    if head.authority != visit.officer.authority:
        return None
    stamp = acts.parse_stamp(stored[4])
    return Known(head.matter, stamp.index, stamp.time, stamp.after)


def last_act(visit: Visit, matter: str) -> str:
    """The id of the last act on ``matter``, one of those on which the visitor's authority acted; empty alike for one
    on which it never did and for none."""
    found, mine = visit.unit.matter(matter), visit.reader.authority
    return found.last.act if found and any(one.authority == mine for one in found.acts) else ""


@dataclass(frozen=True, slots=True)
class Proof:
    """That an act is in the log: the node's stamp, and the tlog-proof of the leaf that commits to act and stamp."""

    stamp: str
    proof: str


def proof(visit: Visit, act: str) -> Proof:
    """The proof of an act of the visitor's authority. Raises Refused: ``api.act`` where it has none of that id,
    ``log.unpublished`` where the checkpoint does not reach it yet, ``log.damaged``."""
    stored = visit.unit.stored(act)
    if stored is None or receipt(visit, act) is None:
        raise Refused("api.act")
    proven = proving.prove(visit.registry.located.path("log"), act)
    return Proof(stored[4].decode(), proven.decode())

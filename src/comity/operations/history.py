"""What happened, act by act, as a person reads it; bodies are not shown, only whether they were erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity import acts
from comity.bootstrap import PROCEDURES
from comity.store import reading


@dataclass(frozen=True, slots=True)
class Line:
    """One act: where in the log, when (UTC), what, who, from which step to which, by which provision."""

    index: int
    act: str
    time: str
    kind: str
    matter: str
    participant: str
    capacity: str
    before: str
    after: str
    provision: str
    door: str
    erased: bool


def latest(limit: int, matter: str = "") -> list[Line]:
    """The newest ``limit`` acts, oldest first; of one matter where ``matter`` is given."""
    return [_line(*row) for row in reading.newest_acts(limit, matter)]


def _line(head_bytes: bytes, stamp_bytes: bytes, participant: str, erased: bool) -> Line:
    head, stamp = acts.trusted_head(head_bytes), acts.parse_stamp(stamp_bytes)
    return Line(
        stamp.index,
        head.id,
        stamp.time,
        head.kind,
        head.matter,
        participant,
        head.capacity,
        stamp.before,
        stamp.after,
        provision(head.procedure, head.kind, stamp.before),
        stamp.door.name if stamp.door else "",
        erased,
    )


def provision(procedure: str, kind: str, before: str) -> str:
    """What today's table cites for the move; empty where it has none any more."""
    table = next((p for p in PROCEDURES if p.name == procedure), None)
    move = table.find(kind, before) if table else None
    return move.provision if move else ""


def kinds() -> frozenset[str]:
    """Every kind of act that a procedure knows."""
    return frozenset(move.act for table in PROCEDURES for move in table.moves)


def steps() -> Iterable[str]:
    """Every step that a procedure knows."""
    return {step for table in PROCEDURES for move in table.moves for step in (*move.before, move.after)}

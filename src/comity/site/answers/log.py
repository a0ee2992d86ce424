"""The log as anyone may see it, the acts in words for the auditor, and proofs to take away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from comity.errors import Refused
from comity.keys import KeyKind
from comity.operations import history, opening, proving
from comity.operations.history import Line
from comity.participants import Capacity
from comity.site.answers.visit import Visit
from comity.store import publishing
from comity.translog.vkeys import VerifierKey

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Leaf:
    """The public face of one act: what everyone may see of it (design, rule 20)."""

    index: int
    day: str
    kind: str
    audience: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Log:
    """The newest leaves, the newest first. ``published``: how many acts the signed checkpoint covers; ``vkey``:
    the log's public key, with which anyone verifies a proof; ``lines``: the same acts in words, for the auditor."""

    size: int
    published: int
    root: str
    note: str
    origin: str
    vkey: str
    leaves: tuple[Leaf, ...]
    lines: tuple[Line, ...]
    before: int


def log(visit: Visit, before: int = 0) -> Log:
    """The acts under index ``before`` (0: the newest)."""
    located = visit.registry.located
    size = visit.unit.position().index
    last = min(before, size) if before else size
    newest = publishing.newest()
    note = publishing.newest_note() or b""
    key = VerifierKey(located.config.origin, opening.recorded_in(visit.unit, KeyKind.LOG))
    first = max(0, last - PAGE)
    lines = history.latest(PAGE) if visit.reader.capacity == Capacity.AU and not before else []
    return Log(
        size,
        newest.size if newest else 0,
        newest.root.hex() if newest else "",
        note.decode(),
        located.config.origin,
        key.vkey(),
        tuple(reversed([_leaf(index, data) for index, data in enumerate(publishing.leaves(first, last), first)])),
        tuple(reversed(lines)),
        first,
    )


def proof(visit: Visit, index: int) -> bytes:
    """The proof that the act at ``index`` is in the log; it shows the public face alone.

    Raises Refused: ``log.no_act``, ``log.unpublished``, ``log.damaged``.
    """
    if index >= visit.unit.position().index:
        raise Refused("log.no_act", "design, The log", act=str(index))
    return proving.prove(visit.registry.located.path("log"), str(index))


def growth(visit: Visit, size: int) -> tuple[str, tuple[bytes, ...]]:
    """The newest checkpoint, and the proof that its log begins with its own first ``size`` acts.

    Raises Refused: ``log.no_act``, ``log.damaged``.
    """
    note = publishing.newest_note() or b""
    return note.decode(), proving.prove_growth(visit.registry.located.path("log"), note, size)


def _leaf(index: int, data: bytes) -> Leaf:
    face = json.loads(data)
    return Leaf(index, face["day"], face["kind"], face["audience"], face["commitment"])

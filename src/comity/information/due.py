"""What the clock must do with what was told: void what stayed oral, and take the bytes of what has ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity import acts, clocks
from comity.engine import Unit
from comity.entries.grounds import Source


@dataclass(frozen=True, slots=True)
class Due:
    """One act of the clock: a move on ``matter``, after its last act ``after``; or a new matter on ``on``."""

    kind: str
    procedure: str
    matter: str
    after: str
    on: str
    due: str
    reason: str = ""


def due_acts(source: Source, ended: Iterable[tuple[str, str]], at: str) -> list[Due]:
    """The clock's acts that are due at ``at``. ``ended``: matters with a term that has come, and that term.

    Whoever runs late changes no answer: reading ended with the term (law.md C7; Conv. Art 8(2)).
    """
    voided = []
    for matter in source.of_procedure("request", "warning"):
        if matter.step != "oral":
            continue
        due = acts.to_time(clocks.due("72h", acts.from_time(matter.opened.time)))
        if due <= at:
            kind = "request.void" if matter.procedure == "request" else "danger.void"
            voided.append(Due(kind, matter.procedure, matter.id, matter.last.act, "", due))
    return [*voided, *(Due("erasure.lapse", "erasure", "", "", matter, term) for matter, term in ended)]


def is_held(unit: Unit, matter: str, due: str) -> bool:
    """Whether anything that ends at ``due`` is still held on ``matter``: what another lapse took is not."""
    return any(body.kept_until == due and held for body, held in unit.opened(matter))

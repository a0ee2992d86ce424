"""What stands in the log of a dossier that is not complete: its claim, and decisions on which no version rests."""

from __future__ import annotations

from typing import Final

from comity.acts import SignedAct, trusted_head
from comity.entries.procedures import RESTS_ON, VERSION_OF
from comity.judiciary.procedures import DECISION
from comity.matters import Matter
from comity.provenance import Opened
from comity.store.unit import SqlUnit

_ABOUT: Final = "SELECT DISTINCT b.matter FROM about a JOIN body b ON b.id = a.body WHERE a.matter = %s"
_STATEMENTS: Final = (
    'SELECT b."position", s.salt, s.content FROM body b JOIN statement s ON s.body = b.id'
    ' WHERE b.act = %s ORDER BY b."position", s."position"'
)


def standing(unit: SqlUnit, entry: str, authority: str) -> tuple[SignedAct, ...]:
    """The acts of ``authority`` for ``entry`` on which no version rests yet, oldest first; what was erased of them is
    made anew."""
    named = [unit.matter(str(row[0])) for row in unit.all(_ABOUT, [entry])]
    found = [one for one in named if one and one.procedure == DECISION and not unit.linking(one.id, RESTS_ON)]
    claimed = unit.matter(entry)
    if claimed is not None and not unit.linking(entry, VERSION_OF):
        found.append(claimed)
    mine = [one for one in found if one.opened.authority == authority]
    acts = [_opening(unit, one) for one in sorted(mine, key=lambda one: one.opened.index)]
    return tuple(one for one in acts if one is not None)


def _opening(unit: SqlUnit, matter: Matter) -> SignedAct | None:
    """The act that opened ``matter``, as it was sent; None where a part of it is erased."""
    stored = unit.stored(matter.opened.act)
    assert stored is not None  # its matter names it
    head, officer, seal, index, _ = stored
    promised = trusted_head(head).bodies
    bodies: list[list[Opened]] = [[] for _ in promised]
    for position, salt, content in unit.all(_STATEMENTS, [index]):
        bodies[position].append(Opened(bytes(salt), bytes(content)))
    if any(len(one.statements) != len(held) for one, held in zip(promised, bodies, strict=True)):
        return None
    return SignedAct(head, officer, seal, tuple(map(tuple, bodies)))

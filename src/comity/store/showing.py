"""Show what was said on a matter, to one reader: open, withheld, narrowed or erased.

A missing body is withheld by its handling code, erased by an act that covers it, or a fault
(design, rule 18). Whoever opens what is not for every member leaves a line in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comity import acts, handling
from comity.acts import BodyHead
from comity.entries.grounds import narrowed
from comity.entries.procedures import VERSION_OF
from comity.entries.shown import Named, Shown, State
from comity.errors import Fault, Refused
from comity.handling import Reader
from comity.provenance import Statement, trusted
from comity.store import journal
from comity.store.cursor import marks, portions
from comity.store.said import PROPERTY
from comity.store.unit import SqlUnit


def show(unit: SqlUnit, matter: str, reader: Reader) -> list[Shown]:
    """Everything said on ``matter``, as ``reader`` may see it. Raises Refused (``act.unknown_matter``)
    where there is no such matter, Fault where a body is missing and no erasure covers it."""
    found = unit.matter(matter)
    if found is None:
        raise Refused("act.unknown_matter")
    taken_back = narrowed(unit, found.linked(VERSION_OF) or matter)
    condition, values = handling.where(reader)
    visible = unit.all(
        'SELECT b.act, b."position" FROM body b JOIN matter m ON m.id = b.matter'
        f" WHERE b.matter = %s AND ({condition})",
        [matter, *values],
    )
    opened = {(int(act), int(position)) for act, position in visible}
    shown: list[Shown] = []
    for index, act, head in unit.all("SELECT idx, id, head FROM act WHERE matter = %s ORDER BY idx", [matter]):
        for position, body in enumerate(acts.trusted_head(bytes(head)).bodies):
            held = _held(unit, body)
            for commitment in body.statements:
                state = _state(unit, commitment, held, (index, position) in opened, commitment in taken_back)
                said = trusted(held[commitment]) if state is State.OPEN else None
                shown.append(Shown(act, body.schema, body.code, commitment, state, said))
    return shown


def named(unit: SqlUnit, matters: Sequence[str], reader: Reader) -> dict[str, Named]:
    """Of each of ``matters`` the statements that name its subject and are open to ``reader``, in the order given."""
    said: dict[str, list[Statement]] = {matter: [] for matter in matters}
    codes: dict[str, set[str]] = {matter: set() for matter in matters}
    condition, values = handling.where(reader)
    for some in portions(matters):
        taken_back = sorted({one for matter in some for one in _taken_back(unit, matter)})
        open_to = (
            f" JOIN matter m ON m.id = b.matter WHERE b.matter IN ({marks(some)}) AND ({condition})"
            f" AND s.commitment NOT IN ({marks(taken_back)})"
        )
        asked = [*some, *values, *taken_back]
        for matter, code in unit.all(
            f"SELECT DISTINCT b.matter, b.code FROM body b JOIN statement s ON s.body = b.id{open_to}", asked
        ):
            codes[matter].add(str(code))
        for matter, content in unit.all(
            f"SELECT b.matter, s.content FROM body b JOIN statement s ON s.body = b.id{open_to}"
            f" AND {PROPERTY} IN ('official_name', 'names') ORDER BY b.act, b.id, s.\"position\"",
            asked,
        ):
            said[matter].append(trusted(bytes(content)))
    return {matter: Named(tuple(said[matter]), frozenset(codes[matter])) for matter in matters}


def _taken_back(unit: SqlUnit, matter: str) -> frozenset[str]:
    found = unit.matter(matter)
    return narrowed(unit, found.linked(VERSION_OF) or matter) if found else frozenset()


def read(unit: SqlUnit, matter: str, reader: Reader, officer: str, now: datetime) -> list[Shown]:
    """``show``, with a line in the journal where anything restricted was opened (rule 23)."""
    shown = show(unit, matter, reader)
    if any(one.state is State.OPEN and one.code in handling.RESTRICTED for one in shown):
        journal.append([journal.restricted_read(officer, reader.capacity, matter)], now)
    return shown


def _held(unit: SqlUnit, body: BodyHead) -> dict[str, bytes]:
    asked = f"SELECT commitment, content FROM statement WHERE commitment IN ({marks(body.statements)})"
    rows = unit.all(asked, body.statements)
    return {str(commitment): bytes(content) for commitment, content in rows}


def _state(unit: SqlUnit, commitment: str, held: dict[str, bytes], visible: bool, taken_back: bool) -> State:
    if commitment not in held:
        if not unit.is_erased(commitment):
            raise Fault(f"statement {commitment[:12]} is missing and no erasure covers it; run `comity log check`")
        return State.ERASED
    if not visible:
        return State.WITHHELD
    return State.NARROWED if taken_back else State.OPEN

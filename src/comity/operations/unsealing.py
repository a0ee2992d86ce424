"""What was sealed to an authority: what the node holds of it for whoever may open, and opening it where the key is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from comity import acts
from comity.acts import BodyHead, Head
from comity.errors import Refused
from comity.handling import Reader
from comity.information import sealed
from comity.participants import Capacity
from comity.provenance import Opened
from comity.sealing import SealingKey
from comity.store import reading
from comity.store.unit import SqlUnit

_RULE: Final = "design, rule 21"


def held(unit: SqlUnit, reader: Reader, act: str, key: str) -> tuple[bytes, tuple[Opened, ...]]:
    """The head of ``act`` and its envelopes, still sealed, for a ``reader`` who opens with the key of this id.

    Raises Refused: ``log.no_act`` alike where there is none and where it may not be read, ``sealing.*`` where the
    reader may not open, ``sealing.erased``.
    """
    data = reading.record(act)[1]
    head = acts.trusted_head(data)
    bodies = _sealed(head)
    for body in bodies:
        sealed.may_open(reader, key, body, head.matter, unit.directory())
        _check_readable(unit, reader, head, body)
    found = [reading.opened(one) for body in bodies for one in body.statements]
    if None in found:
        raise Refused("sealing.erased", _RULE, act=head.id)
    return data, tuple(one for one in found if one is not None)


def concerns(act: str, reader: Reader) -> bool:
    """Whether anything of ``act`` was sealed to the reader's authority, or to whoever reviews. Raises Refused
    (``log.no_act``)."""
    bodies = _sealed(acts.trusted_head(reading.record(act)[1]))
    return any(reader.capacity == Capacity.IR or reader.authority in body.recipients for body in bodies)


def opened(head: Head, held: Sequence[Opened], key: SealingKey) -> list[tuple[str, tuple[Opened, ...]]]:
    """What each sealed body holds, with the schema that it follows. Raises Refused (``sealing.*``)."""
    bodies = _sealed(head)
    if not bodies or len(held) != len(bodies):
        raise Refused("sealing.nothing", _RULE, act=head.id)
    return [
        (sealed.schema_inside(one.statement), sealed.opened_body(body, one, key, head.origin, head.id))
        for body, one in zip(bodies, held, strict=True)
    ]


def _sealed(head: Head) -> list[BodyHead]:
    return [body for body in head.bodies if body.schema == sealed.SCHEMA]


def _check_readable(unit: SqlUnit, reader: Reader, head: Head, body: BodyHead) -> None:
    """What was not sent yet, was taken back or has ended is opened by nobody else, as if it were not sealed."""
    held = [one for one in body.statements if reading.opened(one) is not None]
    if unit.readable(held, reader) != set(held):
        raise Refused("log.no_act", "design, The log", act=head.id)

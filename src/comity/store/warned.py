"""Warnings of danger as one reader sees them: to whoever a warning does not name, there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.assistance.bodies import Warning
from comity.assistance.procedures import WARNING
from comity.entries.shown import State
from comity.errors import Refused
from comity.handling import Reader
from comity.information.sealed import SCHEMA as SEALED
from comity.matters import Matter
from comity.store import showing
from comity.store.unit import SqlUnit


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning as one reader may see it: its latest telling, None where it is sealed, and the act that told it.

    ``until``: the UTC time at which nobody reads it any more.
    """

    matter: Matter
    said: Mapping[str, Any] | None
    until: str
    act: str


def of(unit: SqlUnit, reader: Reader) -> list[Warned]:
    """The warnings that the reader may see and that still count."""
    return [one for matter in unit.of_procedure(WARNING) for one in [_warned(unit, reader, matter)] if one is not None]


def named(unit: SqlUnit, reader: Reader, name: str) -> Warned:
    """One warning. Raises Refused (``act.unknown_matter``) alike where there is none and where it names others."""
    matter = unit.matter(name)
    found = _warned(unit, reader, matter) if matter is not None and matter.procedure == WARNING else None
    if found is None:
        raise Refused("act.unknown_matter")
    return found


def _warned(unit: SqlUnit, reader: Reader, matter: Matter) -> Warned | None:
    """The latest telling of a warning that the reader may see; None where there is none."""
    shown = [one for one in showing.show(unit, matter.id, reader) if one.state is State.OPEN]
    told = [one for one in shown if one.schema in (Warning.SCHEMA, SEALED) and one.statement is not None]
    if not told:
        return None
    last = told[-1].act
    terms = {body.kept_until for body, held in unit.opened(matter.id) if held}
    until = max((term for term in terms if term > reader.at), default="")
    if told[-1].schema == SEALED:
        return Warned(matter, None, until, last)
    pairs = [(one.statement.property, one.statement.value) for one in told if one.act == last and one.statement]
    return Warned(matter, Warning.of(pairs).model_dump(mode="json", exclude_none=True), until, last)

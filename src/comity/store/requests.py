"""Requests and answers as one reader sees them: to whoever neither asked nor was asked, there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from comity.assistance.bodies import Answer, Question
from comity.assistance.procedures import REQUEST, TO
from comity.canonical import Json
from comity.entries.acting import REASONS
from comity.entries.shown import State
from comity.errors import Refused
from comity.handling import OWN_ONLY, RESTRICTED, Reader
from comity.information.sealed import SCHEMA as SEALED
from comity.matters import Matter
from comity.participants import Capacity
from comity.qualification.envelope import Envelope
from comity.store import showing
from comity.store.unit import SqlUnit

READ: Final = frozenset({Capacity.NLO, Capacity.NAA, Capacity.ECA})  # law.md D(iv): no checker, no Council member
_MODELS: Final[Mapping[str, type[Envelope]]] = {Question.SCHEMA: Question, Answer.SCHEMA: Answer}


@dataclass(frozen=True, slots=True)
class Part:
    """What was told on one matter, a request or an answer to it.

    ``sealed``: the acts whose content only the two authorities can open; ``restricted``: another's, and for a few
    alone, so that whoever opens it says for which case.
    """

    matter: Matter
    told: tuple[Envelope, ...]
    sealed: tuple[str, ...]
    restricted: bool


def of(unit: SqlUnit, reader: Reader) -> list[Matter]:
    """The requests that the reader's authority made or was asked, or on which his case is open."""
    return [one for one in unit.of_procedure(REQUEST) if concerns(reader, one)]


def concerns(reader: Reader, request: Matter) -> bool:
    """Whether the officer's authority asked or was asked, and it is for him to read; or his open case is on it."""
    if reader.capacity not in READ:
        return request.id in reader.cases
    mine = reader.authority
    asked = request.text("to") == mine and request.step not in OWN_ONLY[REQUEST]
    return request.opened.authority == mine or asked


def named(unit: SqlUnit, reader: Reader, name: str) -> Matter:
    """One request. Raises Refused (``act.unknown_matter``) alike where there is none and where it is another's."""
    matter = unit.matter(name)
    if matter is None or matter.procedure != REQUEST or not concerns(reader, matter):
        raise Refused("act.unknown_matter")
    return matter


def parts(unit: SqlUnit, reader: Reader, request: Matter) -> list[Part]:
    """The question and each answer, as far as the reader may read them."""
    return [part(unit, reader, one) for one in (request, *unit.linking(request.id, TO))]


def part(unit: SqlUnit, reader: Reader, matter: Matter) -> Part:
    """What was told on one matter, as far as the reader may read it."""
    shown = [one for one in showing.show(unit, matter.id, reader) if one.state is State.OPEN]
    said: dict[tuple[str, str], list[tuple[str, Json]]] = {}
    for one in shown:
        if one.schema in _MODELS and one.statement is not None:
            said.setdefault((one.act, one.schema), []).append((one.statement.property, one.statement.value))
    another = matter.participant != reader.participant
    return Part(
        matter,
        tuple(_MODELS[schema].of(pairs) for (_, schema), pairs in said.items()),
        tuple(dict.fromkeys(one.act for one in shown if one.schema == SEALED)),
        another and any(one.code in RESTRICTED and one.schema in _MODELS for one in shown),
    )


def reasons(unit: SqlUnit, reader: Reader, matter: str) -> list[tuple[str, str]]:
    """Why it was refused, postponed or is to be made clearer, in writing and by whom (Conv. Art 9(4), 9(8))."""
    shown = (one.statement for one in showing.show(unit, matter, reader) if one.schema == REASONS)
    return [(one.asserted_by, str(one.value)) for one in shown if one is not None]

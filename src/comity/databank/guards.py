"""What a contribution and a merging must satisfy besides their rows in the tables (law.md A2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity import acts, canonical
from comity.acts import SignedAct
from comity.canonical import Json
from comity.databank.persons import entry_of, stands
from comity.databank.procedures import KEEPS, MERGING, WITH
from comity.engine import Guard, Question, Unit
from comity.entries.guards import circulated_to, linked
from comity.errors import Refused
from comity.handling import looks
from comity.information.guards import told

_D1: Final = "law.md A2, D1"


def contribute(question: Question, signed: SignedAct, unit: Unit) -> None:
    """A person stands in a file only by an entry in force or by an authenticated decision that names them."""
    told(question, signed, unit)
    for body in signed.bodies:
        for one in body:
            statement = one.statement
            if statement.property == "persons":
                _check_person(question, unit, statement.value)


def approve(question: Question, signed: SignedAct, unit: Unit) -> None:
    """What was true when it was submitted is looked at again when it counts."""
    if question.matter is None:
        return
    for _, held in unit.opened(question.matter.id):
        for content in held:
            if b'"property":"persons"' in content:
                _check_person(question, unit, canonical.stored(content)["value"])


def _check_person(question: Question, unit: Unit, value: Json) -> None:
    part = value if isinstance(value, dict) else {}
    entry = unit.matter(entry_of(part))
    seen = not entry_of(part) or (entry is not None and circulated_to(question, unit, entry))
    if not seen or not stands(unit, part, acts.to_time(question.now)):
        raise Refused("databank.person", _D1)


def propose(question: Question, signed: SignedAct, unit: Unit) -> None:
    """Two different files, each with something that the proposer may see, and no such proposal open or agreed."""
    keeps, other = linked(question.head.links, KEEPS), linked(question.head.links, WITH)
    if not other or keeps == other or not all(_sees(question, unit, file) for file in (keeps, other)):
        raise Refused("act.links", f"procedure {MERGING}", relation=WITH)
    pair = {keeps, other}
    for merging in unit.of_procedure(MERGING):
        if {merging.linked(KEEPS), merging.linked(WITH)} == pair and merging.step in ("proposed", "merged"):
            raise Refused("databank.proposed", "law.md A1, F3")


def _sees(question: Question, unit: Unit, file: str) -> bool:
    directory, head = unit.directory(), question.head
    reader = looks(
        directory, question.officer, directory.authorities[head.authority], head.capacity, acts.to_time(question.now)
    )
    told = [body for one in unit.linking(file, "in") for body, held in unit.opened(one.id) if held]
    return bool(unit.readable([body.statements[0] for body in told], reader))  # the one visibility function


GUARDS: Final[Mapping[str, Guard]] = {
    "contribution.submit": contribute,
    "contribution.approve": approve,
    "trend.submit": told,
    "result.submit": told,
    "merging.propose": propose,
}

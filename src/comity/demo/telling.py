"""Tell, ask, answer and warn on the stage, as officers would at their desks: a folder becomes signed acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import yaml

from comity import acts
from comity.acts import Link
from comity.assistance.bodies import Question
from comity.databank.told import Told
from comity.demo.stage import Stage
from comity.entries import acting
from comity.entries.readers import reader_of
from comity.handling import Reader
from comity.information.sealed import Inside, parties, sealed_body
from comity.interchange import answering
from comity.interchange.telling import acting as telling_acts
from comity.interchange.telling import examples, reading, signing
from comity.interchange.telling.model import TEXT
from comity.participants import Capacity
from comity.provenance import said
from comity.store import telling
from comity.store.unit import SqlUnit

STANDS_FOR_FILE: Final = "fe000000000000000000000000000001"  # in the examples, whatever file it will be
_FIRST: Final = "-NLO-1"
_SECOND: Final = "-NAA-1"


@dataclass(frozen=True, slots=True)
class Made:
    """What a telling opened: its own matter, and the file in which it stands (empty for none)."""

    matter: str
    file: str


def tell(stage: Stage, name: str, matters: Mapping[str, str] | None = None) -> Made:
    """Tell an example through its doors, drafted and approved by two officers of its State.

    ``matters``: what stands for which matter in the text. Raises Refused where a door stays closed or the
    text cannot be told.
    """
    state = _state(name, matters)
    made = submit(stage, name, matters)
    kind = stage.cast.matter(made.matter).procedure
    step = next(way for way in telling_acts.WAYS.values() if way.procedure == kind)
    if step.approve:
        stage.cast.move(state + _SECOND, Capacity.NAA, step.approve, made.matter, attests=[*step.attests])
    return made


def submit(stage: Stage, name: str, matters: Mapping[str, str] | None = None) -> Made:
    """The first officer's acts of an example. Raises Refused."""
    cast, state = stage.cast, _state(name, matters)
    folder = stage.home / "tellings" / name
    examples.materialise(name, folder, stage.clock().date(), matters)
    told = reading.read(folder, lambda _: cast.random_bytes(16))
    step = telling_acts.way(told)
    officer = state + (_SECOND if step.capacity is Capacity.NAA and not telling_acts.is_oral(told) else _FIRST)
    capacity = None if officer.endswith(_SECOND) else Capacity.NLO
    prepared = telling_acts.prepare_submit(
        told, cast.identity(officer), stage.clock(), cast.random_bytes, capacity=capacity, attests=step.attests
    )
    for one in prepared:
        stage.node.submit(cast.sign(one.head, one.bodies))
    last = prepared[-1].head
    return Made(last.matter, next((link.to for link in last.links if link.relation == "in"), ""))


def _state(name: str, matters: Mapping[str, str] | None) -> str:
    """The State that an example's text names as the one that tells."""
    return examples.text(name)["says"]["claimant_state"] if matters is None else examples.text(name)["says"][
        "claimant_state"
    ]


def reader(unit: SqlUnit, stage: Stage, officer: str) -> Reader:
    """``officer`` as a reader, now."""
    return reader_of(unit, officer, acts.to_time(stage.clock()))


def seen(stage: Stage, officer: str, file: str) -> list[Told]:
    """What ``officer`` may see in ``file`` now."""
    with stage.node.reading() as unit:
        return telling.told_in(unit, file, reader(unit, stage, officer))

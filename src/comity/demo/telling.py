"""Tell, ask, answer and warn on the stage, as officers would at their desks: a folder becomes signed acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity import acts
from comity.databank.told import Told
from comity.demo.stage import Stage
from comity.entries.acting import Prepared
from comity.entries.readers import reader_of
from comity.information.sealed import parties
from comity.interchange.telling import acting as making
from comity.interchange.telling import examples, reading
from comity.interchange.telling.model import AnswerTelling
from comity.interchange.telling.reading import Telling
from comity.interchange.telling.sealing import ATTESTED, sealed
from comity.operations import composing
from comity.participants import Capacity
from comity.store import telling


@dataclass(frozen=True, slots=True)
class Made:
    """What a telling opened: its own matter, and the file in which it stands (empty for none)."""

    matter: str
    file: str


def read(stage: Stage, name: str, matters: Mapping[str, str] | None = None) -> Telling:
    """An example as it stands in a folder of the stage; ``matters``: what stands for which matter in its text.

    Raises Refused where the text cannot be told.
    """
    folder = stage.home / "tellings" / f"{name}-{stage.cast.new_id()[:6]}"
    examples.materialise(name, folder, stage.clock().date(), matters)
    return reading.read(folder, lambda _: stage.cast.random_bytes(16))


def tell(stage: Stage, name: str, matters: Mapping[str, str] | None = None) -> Made:
    """Tell an example through its doors, drafted and approved by two officers of its State.

    Raises Refused where a door stays closed or the text cannot be told.
    """
    told = read(stage, name, matters)
    return approve(stage, told, submit(stage, told))


def submit(stage: Stage, told: Telling, seal_with: str = "") -> Made:
    """What the first officer signs; sealed between its authority and ``seal_with`` where that is named."""
    cast, step = stage.cast, making.way(told)
    state = told.text.says.claimant_state
    alone = step.capacity is Capacity.NAA and not making.is_oral(told)
    officer = f"{state}-NAA-1" if alone else f"{state}-NLO-1"
    capacity = Capacity.NAA if alone else Capacity.NLO
    attests = ATTESTED if seal_with else step.attests
    prepared = making.prepare_submit(
        told, cast.identity(officer), stage.clock(), cast.random_bytes, capacity=capacity, attests=attests
    )
    for one in prepared:
        _submit(stage, _sealed(stage, one, seal_with) if seal_with else one)
    last = prepared[-1].head
    return Made(last.matter, next((link.to for link in last.links if link.relation == "in"), ""))


def approve(stage: Stage, told: Telling, made: Made) -> Made:
    """What the approving authority signs after that, where it does."""
    step = making.way(told)
    if step.approve:
        officer = f"{told.text.says.claimant_state}-NAA-1"
        stage.cast.move(officer, Capacity.NAA, step.approve, made.matter, attests=[*step.attests])
    return made


def answer(stage: Stage, request: str, officer: str) -> tuple[str, int]:
    """Compose and give the answer of ``officer`` to ``request``: its matter, and how much is given."""
    cast = stage.cast
    with stage.node.reading() as unit:
        reader = reader_of(unit, officer, acts.to_time(stage.clock()))
        made = composing.compose(unit, reader, cast.matter(request), (), stage.clock().date(), "ru")
    text = AnswerTelling(kind="answer", answers=request, says=made.answer)
    (prepared,) = making.prepare_submit(
        reading.of(text),
        cast.identity(officer),
        stage.clock(),
        cast.random_bytes,
        capacity=Capacity.ECA,
        attests=(13, 43),
    )
    _submit(stage, prepared)
    return prepared.head.matter, made.given


def seen(stage: Stage, officer: str, file: str) -> list[Told]:
    """What ``officer`` may see in ``file`` now."""
    with stage.node.reading() as unit:
        return telling.told_in(unit, file, reader_of(unit, officer, acts.to_time(stage.clock())))


def _sealed(stage: Stage, prepared: Prepared, other: str) -> Prepared:
    with stage.node.reading() as unit:
        index, day = unit.position().index, stage.clock().date().isoformat()
        between = parties(unit.directory(), prepared.head.authority, other, index, day)
    return sealed(prepared, between, stage.cast.random_bytes)


def _submit(stage: Stage, prepared: Prepared) -> None:
    stage.node.submit(stage.cast.sign(prepared.head, prepared.bodies))

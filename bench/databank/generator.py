"""Writes a scene from a seed: what ten fictional States tell of organisations and incidents, with faults in it.

It shares no code with the finder. What is wrong is known because it was planted; everything else is drawn
from one truth and adds up by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from bench.databank import contradictions, duplicates, lapses, sourcing
from bench.databank.names import names
from bench.databank.plan import OUTCOMES, Happening, Plan
from bench.databank.scene import Scene
from bench.databank.telling import Contribution, Desk, Source
from bench.databank.truth import STATES, Truth, around, cited, invent, tell_remark, tell_truth, vaguer
from comity.acts import to_time
from comity.databank.incident import Attribution, Happened, SupportContact, Toll


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a scene is, and how many faults of each kind (near-misses are as many)."""

    organisations: int = 200
    statements: int = 20_000
    lacking: int = 20
    duplicates: int = 28
    contradictions: int = 8  # of each property
    circles: int = 30
    sources: int = 36
    overdue: int = 30
    amounts: int = 6


WHOLE: Final = Scale()
SMALL: Final = Scale(44, 4_500, lacking=5, duplicates=7, contradictions=1, circles=5, sources=6, overdue=5, amounts=1)


def generate(seed: int, scale: Scale = WHOLE) -> Scene:
    """The scene of this seed; the same seed and scale give the same scene."""
    rng = Random(seed)
    desk = Desk(rng, lapses.AT)
    borne = names(rng)
    truths = [invent(desk, next(borne), number) for number in range(scale.organisations)]
    thin, paired = 2 * scale.lacking, 4 * scale.duplicates
    plan = Plan(
        desk,
        silent_on=truths[:thin],
        paired=truths[thin : thin + paired],
        free=truths[thin + paired :],
        incidents=[_happening(desk) for _ in range(2 * scale.contradictions + 2)],
    )
    lapses.lacking(plan.silent_on)
    _belong(plan)
    _plant(plan, scale)
    main = [_tell_all(desk, truth) for truth in truths]
    for incident in plan.incidents:
        _tell_incident(plan, incident)
    _fill(desk, truths, main, scale.statements)
    faults, near = ([one.settled(desk) for one in group] for group in (plan.faults, plan.near))
    return Scene(to_time(desk.at), desk.all(), tuple(faults), tuple(near))


def _plant(plan: Plan, scale: Scale) -> None:
    duplicates.plant(plan)
    contradictions.plant(plan, scale.contradictions)
    sourcing.plant_circles(plan, scale.circles)
    sourcing.plant_sources(plan, scale.sources)
    lapses.plant_overdue(plan, scale.overdue)
    lapses.plant_missing(plan, scale.amounts)


def _belong(plan: Plan) -> None:
    """A third of the free organisations are part of one before them, so that nothing is part of itself."""
    for number, truth in enumerate(plan.free[1:], 1):
        if plan.desk.rng.random() < 0.3:
            truth.part_of = plan.free[plan.desk.rng.randrange(number)].file


def _tell_all(desk: Desk, truth: Truth) -> list[Contribution]:
    """Each State tells of one organisation; returns their contributions."""
    told = [desk.contribution(truth.file, state) for state in STATES]
    for into in told:
        tell_truth(desk, truth, into)
    return told


def _happening(desk: Desk) -> Happening:
    rng = desk.rng
    day = date(rng.randrange(2000, 2025), rng.randrange(1, 13), rng.randrange(1, 29))
    tolls = {outcome: rng.randrange(3, 90) for outcome in OUTCOMES}
    return Happening(desk.new_id(), day, f"{rng.choice(STATES)}-{rng.randrange(1, 20):02d}", tolls)


def _tell_incident(plan: Plan, incident: Happening) -> None:
    desk, rng = plan.desk, plan.desk.rng
    for state in plan.states(6):
        into = desk.contribution(incident.file, state)
        source = Source(decision=desk.decision(state))
        desk.tell(into, Happened, source, act="bombing", day=vaguer(incident.day, rng), region=incident.region)
        for outcome, number in incident.tolls.items():
            if rng.random() < 0.7:
                desk.tell(into, Toll, source, outcome=outcome, **around(number, rng))
        desk.tell(into, Attribution, source, file=rng.choice(plan.free).file)
        service = f"Victims' office {desk.number()}"
        desk.tell(into, SupportContact, source, state=state, service=service, contact="victims@bench.example")


def _fill(desk: Desk, truths: list[Truth], main: list[list[Contribution]], statements: int) -> None:
    """Remarks up to the number of statements; some rest on what another State told of the same file."""
    earlier = {truth.file: [one for one in desk.told if one.file == truth.file] for truth in truths}
    number = 0
    while len(desk.told) < statements:
        truth, contributions = truths[number % len(truths)], main[number % len(truths)]
        into = desk.rng.choice(contributions)
        source = cited(desk, truth, into.owner)
        older = [one for one in earlier[truth.file] if one.time < to_time(into.time)]
        if older and desk.rng.random() < 0.2:
            source = Source(rests_on=(desk.rng.choice(older).commitment,))
        tell_remark(desk, into, source)
        number += 1

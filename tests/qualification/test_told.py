"""Gates of what is told: what passes at each door, and what each golden negative is held by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from comity.assistance.bodies import MAX_SUBJECTS
from comity.qualification.floor import gates_of
from comity.qualification.gates import weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Outcome, bind
from comity.qualification.vocabulary import AskPurpose, CountedUnit, Door
from tests.qualification import goldens
from tests.qualification.told import DOORS, GOLDENS, SEALABLE, Golden, passing, sealed
from tools.mutate import survivors

PROFILES = ("sco_rats", "example_union")
EVERY = {1, 2, 13, 14, 15, 34, 40, 43}
LAW = {
    Door.CONTRIBUTE: EVERY | {35},
    Door.TREND: EVERY | {35, 41},
    Door.RESULT: EVERY | {35, 41},
    Door.ASK: EVERY | {35, 39, 42},
    Door.ANSWER: EVERY | {35},
    Door.WARN: EVERY | {39},
}
"""Which gates bind what (law.md D(iii)): requests 1, 2, 13-15, 34, 35, 39, 40; queries 42; results 41; danger now
1, 2, 13, 14, 15, 34, 40 and 39 where it was oral; 43 binds all."""


def test_the_floor_binds_the_gates_that_the_law_names() -> None:
    assert {door: gates_of(door) for door in DOORS} == LAW


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("door", DOORS)
def test_a_whole_telling_passes(door: Door, profile: str) -> None:
    decision = passing(door).weigh(profile)
    assert decision.holding() == ()
    assert decision.outcome is Outcome.PERMIT
    assert {finding.gate for finding in decision.findings} == gates_of(door)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("door", DOORS)
def test_what_is_sealed_passes_but_for_a_figure_that_nobody_can_read(door: Door, profile: str) -> None:
    assert sealed(door).weigh(profile).holding() == (() if door in SEALABLE else (41,))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)
def test_a_golden_negative_is_held_by_exactly_its_gates(golden: Golden, profile: str) -> None:
    assert golden.start.weigh(profile).outcome is Outcome.PERMIT
    held = golden.negative.weigh(profile)
    assert held.outcome is not Outcome.PERMIT
    assert held.holding() == golden.gates


def test_golden_names_are_unique_and_every_gate_of_every_door_has_one() -> None:
    names = {golden.name for golden in (*GOLDENS, *goldens.GOLDENS)}
    assert len(names) == len(GOLDENS) + len(goldens.GOLDENS)
    for door in DOORS:
        assert gates_of(door) == {gate for golden in GOLDENS if golden.start.door is door for gate in golden.gates}


@pytest.mark.parametrize("gate", [39, 41, 42])
def test_without_a_gate_of_what_is_told_its_negatives_get_through(gate: int) -> None:
    circulated, held = survivors(gate)
    assert circulated == sum(golden.gates == (gate,) for golden in GOLDENS) > 0
    assert held == []


@pytest.mark.parametrize("door", DOORS)
def test_nothing_from_the_ports_means_undetermined_never_permit(door: Door) -> None:
    decision = replace(passing(door), ports=Ports()).weigh()
    assert decision.outcome is Outcome.UNDETERMINED
    assert {1, 2, 13, 40, 43} <= set(decision.holding())


def test_an_empty_rulebook_still_meets_the_floor() -> None:
    empty = bind("empty", ())
    for golden in GOLDENS:
        case, start = golden.negative, golden.start
        assert weigh(start.door, start.facts, empty, start.on).outcome is Outcome.PERMIT
        assert weigh(case.door, case.facts, empty, case.on).holding() == golden.gates, golden.name


@pytest.mark.parametrize("unit", [unit for unit in CountedUnit if unit is not CountedUnit.NEUTRALISED])
def test_every_other_unit_can_be_counted(unit: CountedUnit) -> None:
    assert passing(Door.RESULT).saying(indicator=unit, backed_by="Case 4/2025, closed").weigh().holding() == ()


@pytest.mark.parametrize("purpose", AskPurpose)
def test_a_question_has_one_of_the_purposes_and_no_other(purpose: AskPurpose) -> None:
    assert passing(Door.ASK).saying(purpose=purpose).weigh().holding() == ()


def test_a_question_in_bulk_cannot_even_be_written() -> None:
    ten = [f"{n:032x}" for n in range(MAX_SUBJECTS)]
    assert passing(Door.ASK).saying(subjects=ten).weigh().holding() == ()
    with pytest.raises(ValidationError):
        passing(Door.ASK).saying(subjects=[*ten, "f" * 32])


def test_72_hours_are_in_time() -> None:
    for door in (Door.ASK, Door.WARN):
        assert passing(door).port("telling", oral_hours=72).weigh().holding() == ()

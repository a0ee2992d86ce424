"""The passing dossiers pass; each golden negative is refused by exactly the gates that it names."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import comity
from comity.errors import Refused
from comity.interchange.dossier import checking, examples
from comity.interchange.dossier.examples import AS_OF, Change, Negative
from comity.interchange.dossier.reading import Dossier, read
from comity.qualification.facts import gather
from comity.qualification.floor import FLOOR
from comity.qualification.gates import Outcome, weigh
from comity.qualification.ports import Ports
from comity.qualification.rulebook import Rulebook
from comity.qualification.rulebook_reader import folder, load
from comity.qualification.vocabulary import Door, HandlingCode, Involvement

BINDING = {*range(1, 39), 40, 43, 44}  # law.md D(iii), "Which gates bind what": List, Register, support
NEGATIVES = pytest.mark.parametrize("one", examples.negatives(), ids=lambda one: one.name)
PASSING = pytest.mark.parametrize("name", examples.passing())


@cache
def rulebook() -> Rulebook:
    return load("sco_rats", folder(Path(comity.__file__).parent / "profiles/sco_rats/rulebook"))


def written(what: str | Negative, folder: Path, today: date = AS_OF) -> Dossier:
    return read(examples.materialise(what, folder, today), lambda name: name.encode().ljust(16, b".")[:16])


def door_of(dossier: Dossier, one: Negative | None = None) -> Door:
    if one is not None and one.door:
        return one.door
    return checking.door_of(dossier)


def holding(dossier: Dossier, ports: Ports, door: Door, today: date = AS_OF) -> tuple[Outcome, tuple[int, ...]]:
    facts = gather(door, dossier.entry, [one.decision for one in dossier.decisions], ports, today)
    decision = weigh(door, facts, rulebook(), today)
    return decision.outcome, decision.holding()


@PASSING
@pytest.mark.parametrize("later", [0, 400])
def test_a_passing_dossier_passes_on_whatever_day(name: str, later: int, tmp_path: Path) -> None:
    today = AS_OF + timedelta(days=later)
    dossier = written(name, tmp_path / name, today)
    assert holding(dossier, examples.passing_ports(dossier), door_of(dossier), today) == (Outcome.PERMIT, ())


@NEGATIVES
def test_a_negative_is_refused_by_the_named_gates_and_no_other(one: Negative, tmp_path: Path) -> None:
    base = written(one.base, tmp_path / "base")
    changed = written(one, tmp_path / "changed")
    ports = examples.with_fact(examples.passing_ports(base), one.change)
    outcome, gates = holding(changed, ports, door_of(base, one))
    assert gates == one.gates and outcome is not Outcome.PERMIT


@NEGATIVES
def test_undoing_the_one_fact_passes(one: Negative, tmp_path: Path) -> None:
    base = written(one.base, tmp_path / "base")
    assert holding(base, examples.passing_ports(base), door_of(base, one)) == (Outcome.PERMIT, ())


@NEGATIVES
def test_a_negative_differs_in_one_fact(one: Negative, tmp_path: Path) -> None:
    base, changed = written(one.base, tmp_path / "base"), written(one, tmp_path / "changed")
    differing = [
        name for name in type(base.entry).model_fields if getattr(base.entry, name) != getattr(changed.entry, name)
    ]
    decisions = [a != b for a, b in zip(base.decisions, changed.decisions, strict=True)]
    assert len(differing) + sum(decisions) == (1 if one.change.path else 0)


@NEGATIVES
def test_without_its_gate_the_negative_would_circulate(one: Negative, tmp_path: Path) -> None:
    base, changed = written(one.base, tmp_path / "base"), written(one, tmp_path / "changed")
    ports = examples.with_fact(examples.passing_ports(base), one.change)
    door = door_of(base, one)
    facts = gather(door, changed.entry, [d.decision for d in changed.decisions], ports, AS_OF)
    book = rulebook()
    kept = Rulebook(book.name, tuple(rule for rule in book.rules if rule.gate not in one.gates), book.digest)
    floor = tuple(rule for rule in FLOOR if rule.gate not in one.gates)
    assert weigh(door, facts, kept, AS_OF, floor).outcome is Outcome.PERMIT


def test_every_gate_that_binds_an_entry_has_a_negative() -> None:
    assert {gate for one in examples.negatives() for gate in one.gates} == BINDING


def test_names_of_negatives_are_their_own() -> None:
    names = [one.name for one in examples.negatives()]
    assert len(names) == len(set(names)) and examples.negative(names[0]).name == names[0]


def test_among_the_passing_are_a_planned_attack_a_financing_case_and_a_conviction(tmp_path: Path) -> None:
    dossiers = [written(name, tmp_path / name) for name in examples.passing()]
    involved = {act.involvement for one in dossiers for act in one.entry.acts}
    assert {Involvement.PLANNED, Involvement.FINANCED, Involvement.DONE} <= involved
    assert {getattr(one.entry, "category", None) for one in dossiers} == {None, "accused", "convicted"}
    assert {HandlingCode.PUBLIC, HandlingCode.MEMBER, HandlingCode.NAMED} == {d.entry.handling_code for d in dossiers}


def test_names_stand_in_three_scripts(tmp_path: Path) -> None:
    scripts = {name.script for folder in examples.passing() for name in written(folder, tmp_path / folder).entry.names}
    assert {"Latn", "Cyrl", "Arab"} <= scripts


def test_an_unknown_example_is_refused(tmp_path: Path) -> None:
    for call in (lambda: examples.materialise("nobody", tmp_path / "x", AS_OF), lambda: examples.negative("nobody")):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.refusal.code == "dossier.no_example"


def test_an_existing_folder_is_not_overwritten(tmp_path: Path) -> None:
    examples.materialise("tarvek", tmp_path / "one", AS_OF)
    with pytest.raises(Refused) as refused:
        examples.materialise("tarvek", tmp_path / "one", AS_OF)
    assert refused.value.refusal.code == "dossier.exists"


def test_a_change_names_one_place() -> None:
    for fields in ({}, {"path": "entry", "port": "asylum.answer"}):
        with pytest.raises(ValueError, match="path or a port"):
            Change.model_validate(fields)

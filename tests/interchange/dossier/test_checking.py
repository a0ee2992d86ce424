"""Before submission a claimant learns what the dossier itself lacks, and nothing of what is blind."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.interchange.dossier import checking, examples
from comity.interchange.dossier.checking import Known
from comity.interchange.dossier.examples import AS_OF, Negative
from comity.interchange.dossier.reading import read
from comity.profile.loading import load
from comity.qualification.gates import BLIND
from comity.qualification.of_profile import rulebook_of
from comity.qualification.vocabulary import Door

BLIND_OF = {
    Door.LIST_CIRCULATE: (17,),
    Door.REGISTER_CIRCULATE: (17, 19, 20),
    Door.SUPPORT_CIRCULATE: (17,),
}


def check(what: str | Negative, folder: Path) -> Known:
    dossier = read(examples.materialise(what, folder, AS_OF), lambda name: b"0" * 16)
    return checking.check(dossier, rulebook_of("sco_rats_demo"), load("sco_rats_demo"), AS_OF)


@pytest.mark.parametrize("name", examples.passing())
def test_nothing_in_a_passing_dossier_stands_against_it(name: str, tmp_path: Path) -> None:
    known = check(name, tmp_path / name)
    assert known.refused == () and known.held == BLIND_OF[known.door]
    assert {1, 2, 3, 4, 28, 40} <= {gate for gate, _ in known.awaited}


@pytest.mark.parametrize("one", examples.negatives(), ids=lambda one: one.name)
def test_a_claimant_sees_what_the_dossier_lacks_and_no_answer_of_others(one: Negative, tmp_path: Path) -> None:
    known = check(one, tmp_path / "one")
    gates = {finding.gate for finding in known.refused}
    # A missing note on a namesake shows only once somebody has searched; a child's case awaits the reviewer.
    visible = set(one.gates) - BLIND - {24, 33} if one.change.path else set()
    assert gates == visible
    assert set(one.gates) <= gates | {gate for gate, _ in known.awaited} | BLIND | {38}


def test_the_blind_gates_look_alike_whatever_they_hold(tmp_path: Path) -> None:
    whole = check("querrin", tmp_path / "whole")
    at_risk = check(examples.negative("torture-risk"), tmp_path / "risk")
    assert whole == at_risk and whole.held == (17, 19, 20)

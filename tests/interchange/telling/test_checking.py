"""What a teller can know before signing: what refuses on the telling itself, and what waits for another's act."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from comity.bootstrap import treaty
from comity.interchange.telling import checking, examples, reading
from comity.interchange.telling.checking import Known
from comity.interchange.telling.reading import Telling
from comity.qualification import ports
from comity.qualification.ports import Ports
from comity.qualification.vocabulary import Door
from tests.stories.conftest import BEGINS

TODAY = BEGINS.date()


def told(folder: Path, name: str, *drop: str) -> Telling:
    """An example without the lines of these fields."""
    made = examples.materialise(name, folder / name, TODAY)
    text = made / "telling.yaml"
    kept = [line for line in text.read_text("utf-8").splitlines() if not line.strip().startswith(drop or ("\0",))]
    text.write_text("\n".join(kept), "utf-8")
    return reading.read(made, lambda _: bytes(16))


def known(telling: Telling, now: datetime = BEGINS) -> Known:
    held = Ports(
        authority=ports.AuthorityFacts(telling.says.claimant_state, True),
        safeguards=ports.SafeguardsFacts(True, frozenset()),
        profile=ports.ProfileFacts(frozenset({"ru", "zh"})),
        telling=ports.TellingFacts(0),
    )
    return checking.check(telling, treaty("sco_rats_demo").rulebook, held, now)


@pytest.mark.parametrize(
    ("name", "door"),
    [
        ("question-to-ec", "request.ask"),
        ("warning-bus", "danger.warn"),
        ("ember-column-xb", "databank.contribute"),
        ("trend-cases", "databank.trend"),
        ("result-convicted", "databank.result"),
    ],
)
def test_a_good_telling_waits_for_signatures_and_attestations_alone(tmp_path: Path, name: str, door: str) -> None:
    found = known(told(tmp_path, name))
    assert found.door is Door(door)
    assert found.refused == ()
    assert {source for _, source in found.awaited} == {
        "signature on the act",
        "seal on the act",
        "act of the approver",
    }


@pytest.mark.parametrize(
    ("field", "gate"), [("purpose:", 42), ("case_reference:", 42), ("kept_until:", 34), ("selected_by:", 43)]
)
def test_what_is_left_out_refuses_by_its_gate(tmp_path: Path, field: str, gate: int) -> None:
    found = known(told(tmp_path, "question-to-ec", field))
    assert {one.gate for one in found.refused} == {gate}


def test_a_unit_that_is_none_refuses(tmp_path: Path) -> None:
    assert 41 in {one.gate for one in known(told(tmp_path, "result-neutralised")).refused}


def test_a_language_that_is_none_of_the_working_ones_refuses(tmp_path: Path) -> None:
    made = told(tmp_path, "question-to-ec")
    said = made.text.model_copy(update={"says": made.says.model_copy(update={"lang": "en"})})
    assert {one.gate for one in known(reading.of(said)).refused} == {35}

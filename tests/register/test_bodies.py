"""The Register entry: accused or convicted, prosecution or sentence, and nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from comity.register.bodies import RegisterEntry
from tests.qualification.fixtures import register_claim


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "suspect"),
        ("wanted_for", "questioning"),
        ("action_requested", "discreet_check"),
        ("names", []),
        ("nationality", ["XA"] * 17),
        ("born", "84"),
        ("decisions", [f"d{n}" for n in range(9)]),
        ("max_penalty_months", True),
        ("max_penalty_months", -1),
        ("minor_at_time", "no"),
    ],
)
def test_what_the_law_does_not_know_cannot_be_written(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        register_claim(**{field: value})


@pytest.mark.parametrize("field", ["religion", "ethnicity", "health", "opinion", "methods", "monitor", "risk_score"])
def test_there_is_no_such_field(field: str) -> None:
    assert field not in RegisterEntry.model_fields
    with pytest.raises(ValidationError):
        register_claim(**{field: "x"})


def test_the_ban_on_which_a_charge_rests_is_relied_on() -> None:
    assert register_claim(relies_on_ban="B").relied_on == ("XA-DC-2026-88", "B")
    assert register_claim().relied_on == ("XA-DC-2026-88",)

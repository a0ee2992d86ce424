"""Where a judicial decision stands: quashed, amnestied, time-barred, stayed, final; and what falls with it."""

from __future__ import annotations

import pytest

from comity.acts import Link
from comity.judiciary.procedures import FALLS, OUTCOMES
from comity.judiciary.standing import falls, standing
from comity.matters import Done, Matter

AT = "2026-12-01T00:00:00Z"


def _done(kind: str, index: int, **terms: str) -> Done:
    return Done(f"{index:032x}", kind, index, f"2026-03-{index:02}T00:00:00Z", "o", "a", "XA", "NLO", "", "", terms)


def _decision(**terms: str) -> Matter:
    done = (_done("decision.record", 1, finality="final", **terms), _done("decision.authenticate", 2))
    return Matter("d", "decision", "authenticated", "XA", (), done)


def _ruling(outcome: str, index: int, authenticated: bool = False) -> Matter:
    done = [_done("ruling.record", index, outcome=outcome)]
    if authenticated:
        done.append(_done("ruling.authenticate", index + 1))
    return Matter(f"r{index}", "ruling", "recorded", "XA", (Link("on", "d"),), tuple(done))


@pytest.mark.parametrize("outcome", sorted(FALLS))
def test_what_goes_against_the_decision_counts_when_recorded(outcome: str) -> None:
    found = standing(_decision(), [_ruling(outcome, 5)], AT)
    assert found.state == outcome
    (fall,) = falls(_decision(), [_ruling(outcome, 5)])
    assert (fall.index, fall.reason, fall.ref) == (5, outcome, "d")
    assert standing(_decision(), [_ruling(outcome, 5)], "2026-03-04T00:00:00Z").state == "in_force"


@pytest.mark.parametrize("outcome", sorted(OUTCOMES - FALLS))
def test_nothing_else_makes_it_fall(outcome: str) -> None:
    assert falls(_decision(), [_ruling(outcome, 5, True)]) == ()


@pytest.mark.parametrize("outcome", ["stayed", "under_appeal"])
def test_a_stay_or_an_appeal_leaves_it_not_final(outcome: str) -> None:
    found = standing(_decision(), [_ruling(outcome, 5)], AT)
    assert (found.state, found.finality) == ("in_force", outcome)
    assert found.not_final_since == "2026-03-05T00:00:00Z"


def test_what_speaks_for_it_counts_only_when_a_reviewer_authenticated_it() -> None:
    rulings = [_ruling("stayed", 5), _ruling("final", 7)]
    assert standing(_decision(), rulings, AT).finality == "stayed"
    assert standing(_decision(), [rulings[0], _ruling("final", 7, True)], AT).finality == "final"


def test_a_reversal_lets_a_new_permit_be_asked_for_but_takes_back_no_fall() -> None:
    rulings = [_ruling("quashed", 5), _ruling("quashing_reversed", 7, True)]
    assert standing(_decision(), rulings, AT).state == "in_force"
    assert [fall.reason for fall in falls(_decision(), rulings)] == ["quashed"]
    assert standing(_decision(), [rulings[0], _ruling("quashing_reversed", 7)], AT).state == "quashed"


def test_a_reversal_of_a_quashing_helps_no_amnesty() -> None:
    rulings = [_ruling("quashed", 5), _ruling("amnestied", 6), _ruling("quashing_reversed", 7, True)]
    assert standing(_decision(), rulings, AT).state == "amnestied"


def test_a_decision_ends_with_its_last_day() -> None:
    decision = _decision(valid_until="2026-06-01")
    assert standing(decision, [], "2026-05-31T23:59:59Z").state == "in_force"
    assert standing(decision, [], "2026-06-01T00:00:00Z").state == "executed"
    (fall,) = falls(decision, [])
    assert (fall.time, fall.by_date) == ("2026-06-01T00:00:00Z", True)


def test_a_decision_nobody_verified_is_not_authenticated() -> None:
    recorded = Matter("d", "decision", "recorded", "XA", (), (_done("decision.record", 1, finality="final"),))
    assert not standing(recorded, [], AT).authenticated

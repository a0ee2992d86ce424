"""Minimal sets of decisions, and what a change of the law changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from comity.qualification.condition import In
from comity.qualification.requalify import changes, differences
from comity.qualification.rulebook import Outcome, Reach, Rulebook, bind
from comity.qualification.support import minimal_sets
from comity.qualification.vocabulary import DecisionStanding, Door
from tests.qualification.fixtures import BAN, CONVICTION, ON, WARRANT, Whole, again, financing_claim, passing, rulebook
from tests.qualification.goldens import GOLDENS

OTHER = "XA-SC-2025-99"


def sets(whole: Whole) -> tuple[frozenset[str], ...]:
    return minimal_sets(whole.door, whole.claim, whole.decisions, whole.ports, rulebook(), whole.on)


def _resting_on_both(whole: Whole, second: str) -> Whole:
    """The claim also rests on a second decision, which finds the same in full."""
    claim = whole.claim
    both = whole.claiming(
        decisions=[*claim.decisions, second],
        acts=(*claim.acts, again(claim.acts[0], decision=second)),
        purpose_elements=(*claim.purpose_elements, again(claim.purpose_elements[0], decision=second)),
        fair_trial=(*claim.fair_trial, again(claim.fair_trial[0], decision=second)),
    )
    assert both.weigh().outcome is Outcome.PERMIT
    return both


def test_one_decision_suffices_alone() -> None:
    assert sets(passing(Door.LIST_CIRCULATE)) == (frozenset({BAN}),)


def test_two_warrants_each_suffice() -> None:
    both = _resting_on_both(passing(Door.REGISTER_CIRCULATE), CONVICTION)
    assert set(sets(both)) == {frozenset({WARRANT}), frozenset({CONVICTION})}


def test_a_conviction_without_the_ban_does_not_support_a_list_entry() -> None:
    both = _resting_on_both(passing(Door.LIST_CIRCULATE), CONVICTION)
    assert sets(both) == (frozenset({BAN}),)


def test_a_ban_without_the_violent_act_needs_the_conviction() -> None:
    whole = passing(Door.LIST_CIRCULATE)
    both = _resting_on_both(whole, CONVICTION).claiming(
        acts=[again(whole.claim.acts[0], decision=CONVICTION)],
        purpose_elements=[again(whole.claim.purpose_elements[0], decision=CONVICTION)],
    )
    assert sets(both) == (frozenset({BAN, CONVICTION}),)


def test_two_judgments_that_each_find_the_support_suffice_alone() -> None:
    whole = passing(Door.SUPPORT_CIRCULATE)
    found = whole.claim.model_dump()["material_support"]
    both = _resting_on_both(
        whole.claiming(material_support=[*found, {**found[0], "decision": BAN}], decisions=[CONVICTION, BAN]), BAN
    )
    assert sets(both) == (frozenset({CONVICTION}),)  # the act that was supported stands in the conviction
    listed = both.claiming(supported={"entry": "ab" * 16})
    assert set(sets(listed)) == {frozenset({CONVICTION}), frozenset({BAN})}


def test_the_ban_on_which_a_charge_rests_is_in_every_set() -> None:
    whole = passing(Door.REGISTER_CIRCULATE)
    answers = (*whole.claim.fair_trial, again(whole.claim.fair_trial[0], decision=BAN))
    resting = whole.claiming(
        relies_on_ban=BAN, fair_trial=answers, acts=[again(whole.claim.acts[0], date="2025-03-01")]
    )
    assert sets(resting) == (frozenset({WARRANT, BAN}),)
    assert resting.about(BAN, standing=DecisionStanding.QUASHED).weigh().holding() == (4,)
    assert resting.deciding(BAN, publication=None).weigh().holding() == (9,)
    earlier = resting.claiming(acts=[again(whole.claim.acts[0], date="2025-02-19")])
    assert earlier.weigh().holding() == (9,), "an act before the ban was published"


def test_where_the_door_is_closed_nothing_suffices() -> None:
    assert sets(passing(Door.LIST_CIRCULATE).claiming(basis="EXT-2017")) == ()


def _narrower() -> Rulebook:
    only = In("basis", frozenset({"T-b"}))
    rules = rulebook().rules
    return bind("x", tuple(replace(rule, condition=only) if rule.words == "basis" else rule for rule in rules))


def test_a_narrower_definition_shows_which_entries_no_longer_qualify() -> None:
    door = Door.REGISTER_CIRCULATE
    cases = {"planned": passing(door).facts, "financed": passing(door, financing_claim()).facts}
    found = differences(door, cases, rulebook(), _narrower(), ON)
    assert [(d.case, d.before, d.after, d.gates) for d in found] == [("financed", Outcome.PERMIT, Outcome.REFUSE, (5,))]
    assert differences(door, cases, rulebook(), rulebook(), ON + timedelta(days=1)) == ()


def test_what_a_change_reaches_is_said_by_its_rule() -> None:
    found = changes(rulebook(), _narrower())
    assert [(change.rule, change.gate, change.reach) for change in found] == [("rats.5.basis", 5, Reach.ALL_AT_ONCE)]
    fewer = bind("x", tuple(rule for rule in rulebook().rules if rule.words != "new_fact"))
    assert [(change.rule, change.reach) for change in changes(rulebook(), fewer)] == [
        ("rats.32.new_fact", Reach.RENEWALS)
    ]
    assert changes(rulebook(), rulebook()) == ()


def test_every_negative_is_the_same_under_the_same_rulebook() -> None:
    door = Door.LIST_CIRCULATE
    cases = {golden.name: golden.negative.facts for golden in GOLDENS if golden.start.door is door}
    assert differences(door, cases, rulebook(), bind("copy", rulebook().rules), ON) == ()

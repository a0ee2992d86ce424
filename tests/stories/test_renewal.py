"""The Register is renewed on a confirmation of court or prosecutor, the List only on a new fact (law.md D(iii))."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from comity.acts import Link
from comity.canonical import Json
from comity.demo.cast import Cast, Filed
from comity.demo.filing import ATTESTED
from comity.entries.doors import Closed
from comity.handling import Reader
from tests.asking import refused
from tests.stories.conftest import LIST_GATES
from tests.stories.renewing import later, renewal, wanted
from tests.stories.test_positions_and_flags import seen

DORVIA = Reader("XD", "XD-CENTRAL", "NLO", member=True)


def confirm(cast: Cast, filed: Filed, days_ago: int = 0, authenticated: bool = True, **said: Json) -> str:
    """Dorvia records what the court says of its warrant; a reviewer whom Dorvia did not send verifies it."""
    (decision,) = filed.decisions.values()
    on = (cast.node.clock().date() - timedelta(days_ago)).isoformat()
    terms: dict[str, Json] = {"outcome": "confirmed", "on": on, "stands": True, "not_time_barred": True, **said}
    terms = {name: value for name, value in terms.items() if value is not None}
    ruling, links = cast.new_id(), (Link("on", decision),)
    cast.node.submit(cast.sign(cast.head("XD-NLO-1", "NLO", "ruling.record", "ruling", ruling, terms, links)))
    if authenticated:
        cast.move("EC-CR-1", "CR", "ruling.authenticate", ruling)
    return ruling


def asked_again(cast: Cast, tmp_path: Path, first: Filed, days: int = 300) -> Filed:
    """After ``days`` Dorvia files the renewal, and the asylum authority is asked anew."""
    later(cast, days=days)
    filed = renewal(cast, "sabrat", first, tmp_path / "renewal")
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    return filed


def holding(cast: Cast, filed: Filed) -> tuple[int, ...]:
    with pytest.raises(Closed) as closed:
        cast.permit(filed, "EC-CR-1", ATTESTED)
    return closed.value.decision.holding()


def test_a_confirmed_warrant_renews_the_entry_for_another_year(cast: Cast, tmp_path: Path) -> None:
    first = wanted(cast, tmp_path / "first")
    filed = asked_again(cast, tmp_path, first)
    assert holding(cast, filed) == (4, 32)  # nobody confirmed anything
    ruling = confirm(cast, filed, authenticated=False)
    assert holding(cast, filed) == (4, 32)  # so far the claimant's word alone
    with refused("actor.capacity"):
        cast.move("XD-NAA-1", "NAA", "ruling.authenticate", ruling)
    cast.move("EC-CR-1", "CR", "ruling.authenticate", ruling)
    cast.permit(filed, "EC-CR-1", ATTESTED)
    shown = seen(cast, filed.entry, DORVIA)
    assert (filed.entry, shown.standing.effect) == (first.entry, "in_force")
    assert shown.sunset > cast.node.clock().date().isoformat()


@pytest.mark.parametrize(
    ("days_ago", "said", "gates"),
    [
        (89, {}, ()),
        (90, {}, (32,)),  # it must be under 90 days old
        (1, {"stands": False}, (4,)),
        (1, {"not_time_barred": False}, (4,)),
    ],
)
def test_what_the_confirmation_must_say(
    cast: Cast, tmp_path: Path, days_ago: int, said: dict[str, Json], gates: tuple[int, ...]
) -> None:
    filed = asked_again(cast, tmp_path, wanted(cast, tmp_path / "first"))
    confirm(cast, filed, days_ago, **said)
    if gates:
        assert holding(cast, filed) == gates
    else:
        cast.permit(filed, "EC-CR-1", ATTESTED)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"on": "2999-01-01"}, "entry.confirmation"),
        ({"stands": None}, "entry.confirmation"),
        ({"on": "soon"}, "act.term_form"),
        ({"not_time_barred": "yes"}, "act.term_form"),
    ],
)
def test_a_confirmation_that_says_too_little_is_no_confirmation(
    cast: Cast, tmp_path: Path, said: dict[str, Json], code: str
) -> None:
    first = wanted(cast, tmp_path / "first")
    with refused(code):
        confirm(cast, first, **said)


def test_after_36_months_the_independent_reviewer_must_consent_each_time(cast: Cast, tmp_path: Path) -> None:
    first = wanted(cast, tmp_path / "first")
    filed = asked_again(cast, tmp_path, first, days=1096)  # 2029-03-02: three years to the day
    confirm(cast, filed)
    assert holding(cast, filed) == (32,)
    cast.open("IR-1", "IR", "reviewer.clear", "clearance", filed.version, question="renewal", because="Trial is near.")
    cast.permit(filed, "EC-CR-1", ATTESTED)
    again = asked_again(cast, tmp_path / "again", filed)
    confirm(cast, again)
    assert holding(cast, again) == (32,)  # the consent was for that renewal


def test_proportionality_is_judged_anew(cast: Cast, tmp_path: Path) -> None:
    first = wanted(cast, tmp_path / "first")
    later(cast, days=300)
    day = cast.node.clock().date()
    fresh, stale = ((day - timedelta(days)).isoformat() for days in (10, 91))
    filed = renewal(cast, "sabrat", first, tmp_path / "renewal", **{f"judged_on: {fresh}": f"judged_on: {stale}"})
    cast.blind_check(filed, "XB-ASYLUM", "XB-AA-1")
    confirm(cast, filed)
    assert holding(cast, filed) == (16,)


def test_without_renewal_the_entry_lapses_by_itself(cast: Cast, tmp_path: Path) -> None:
    first = wanted(cast, tmp_path / "first")
    later(cast, days=400)
    assert seen(cast, first.entry, DORVIA).standing.effect == "lapsed"


def test_the_list_is_renewed_only_on_a_new_fact(cast: Cast, circulated: Filed, tmp_path: Path) -> None:
    later(cast, days=300)
    same = renewal(cast, "ember-column", circulated, tmp_path / "same")
    with pytest.raises(Closed) as closed:
        cast.permit(same, "EC-CR-1", LIST_GATES)
    assert closed.value.decision.holding() == (32,)


def test_recording_the_old_ban_again_is_no_new_fact(cast: Cast, circulated: Filed, tmp_path: Path) -> None:
    later(cast, days=300)
    old = renewal(cast, "ember-column", circulated, tmp_path / "old", **{"SC-XA-2022-17": "SC-XA-2022-17-BIS"})
    cast.authenticate(old, "EC-CR-1")
    with pytest.raises(Closed) as closed:
        cast.permit(old, "EC-CR-1", LIST_GATES)
    assert closed.value.decision.holding() == (32,)


def test_a_new_judgment_renews_the_list_entry(cast: Cast, circulated: Filed, tmp_path: Path) -> None:
    later(cast, days=300)
    changed = {"SC-XA-2022-17": "SC-XA-2026-2", 'case_number: "17/2022"': 'case_number: "2/2026"'}
    new = renewal(cast, "ember-column", circulated, tmp_path / "new", **changed)
    cast.authenticate(new, "EC-CR-1")
    cast.permit(new, "EC-CR-1", LIST_GATES)
    assert seen(cast, circulated.entry).standing.effect == "in_force"

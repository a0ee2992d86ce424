"""The effects kept are those reckoned anew, after every act and whatever the clock brings."""

from __future__ import annotations

import pytest

from comity import acts
from comity.demo.cast import Cast, Filed, StoryClock
from comity.operations import effects
from comity.operations.effects import Effects, reckon
from comity.store import touched
from tests.cli.conftest import cast, circulated, clock, named  # fixtures: a node that the commands find
from tests.operations.test_live import acts as what_happens
from tests.planted import caught

__all__ = ["cast", "circulated", "clock", "named"]


def now(cast: Cast, clock: StoryClock, old: Effects | None = None) -> Effects:
    with cast.node.reading() as unit:
        return reckon(unit, acts.to_time(clock.now), old)


def effects_in(kept: Effects) -> str:
    return str(sorted((name, one.effect) for name, one in kept.of.items()))


def is_as_reckoned_anew(cast: Cast, clock: StoryClock, old: Effects) -> Effects:
    kept = now(cast, clock, old)
    assert kept == now(cast, clock)
    return kept


def test_after_each_act_the_effects_are_as_if_reckoned_anew(
    cast: Cast, clock: StoryClock, circulated: Filed, named: Filed
) -> None:
    kept = now(cast, clock)
    seen = {effects_in(kept)}
    for act in what_happens(cast, clock, circulated, named):
        act()
        kept = is_as_reckoned_anew(cast, clock, kept)
        seen.add(effects_in(kept))
    assert len(seen) == 5


def test_one_act_is_one_entry_reckoned_anew(
    cast: Cast, clock: StoryClock, circulated: Filed, named: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, asked = now(cast, clock), list[str]()
    real = effects.grounds
    monkeypatch.setattr(effects, "grounds", lambda unit, entry, at: asked.append(entry.id) or real(unit, entry, at))
    assert kept.hold(kept.size, kept.at)
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    fresh = now(cast, clock, kept)
    assert asked == [circulated.entry] and not kept.hold(fresh.size, fresh.at)


def test_a_change_that_is_overlooked_is_noticed(
    cast: Cast, clock: StoryClock, circulated: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = now(cast, clock)
    monkeypatch.setattr(touched, "changed", lambda unit, since: frozenset())
    cast.open("XA-NLO-1", "NLO", "suspension.begin", "suspension", circulated.entry, reason="data_error")
    caught(is_as_reckoned_anew, cast, clock, kept)

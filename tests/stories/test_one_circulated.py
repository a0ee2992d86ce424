"""One dossier is circulated, one is refused with its article, and the log proves both."""

from __future__ import annotations

import pytest

from comity import acts
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.entries.doors import Closed
from comity.entries.grounds import effect_of
from comity.store import checking
from tests.stories.conftest import LIST_GATES, dossier


def effect(cast: Cast, entry: str) -> Effect:
    with cast.node.reading() as unit:
        matter = unit.matter(entry)
        assert matter is not None
        return effect_of(unit, matter, acts.to_time(cast.node.clock())).effect


def test_a_ban_by_violent_acts_is_circulated_and_the_log_proves_it(cast: Cast, circulated: Filed) -> None:
    assert effect(cast, circulated.entry) is Effect.IN_FORCE
    checkpoint = cast.node.publish()
    report = checking.check()
    assert report.faults == []
    assert report.root == checkpoint.root.hex()


def test_a_decision_that_nobody_verified_keeps_the_door_closed(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    with pytest.raises(Closed) as closed:
        cast.permit(filed, "EC-CR-1", LIST_GATES)
    refused = {f.gate for f in closed.value.decision.findings if f.outcome != "permit"}
    assert refused == {3}
    assert effect(cast, filed.entry) is Effect.NONE

"""Rule 18: a missing body is *withheld* by its handling code, *erased* by an act that covers it, or a fault.

After an erasure rebuilt equals live, and history says "erased", at every date.
"""

from __future__ import annotations

import pytest
from django.db import connection

from comity.demo.cast import Cast, Filed
from comity.errors import Fault
from comity.handling import PUBLIC, Reader
from comity.store import checking, rebuilding, showing
from comity.store.showing import State
from tests.asking import effect

OWN = Reader("XA", "XA-CENTRAL", "NLO", member=True)


def _states(cast: Cast, matter: str, reader: Reader) -> set[State]:
    with cast.node.reading() as unit:
        return {one.state for one in showing.show(unit, matter, reader)}


def test_withheld_erased_and_open_are_told_apart(cast: Cast, circulated: Filed) -> None:
    assert _states(cast, circulated.version, OWN) == {State.OPEN}
    assert State.WITHHELD in _states(cast, circulated.version, PUBLIC)
    cast.open("IR-1", "IR", "erasure.declare", "erasure", circulated.entry, reason="court_order")
    for reader in (OWN, PUBLIC):
        assert _states(cast, circulated.version, reader) == {State.ERASED}


def test_a_missing_body_that_no_erasure_covers_is_a_fault(cast: Cast, circulated: Filed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statement WHERE commitment = (SELECT MIN(commitment) FROM statement)")
    found = checking.check().faults
    assert len(found) == 1
    assert "missing and no erasure covers it" in found[0]
    with pytest.raises(Fault, match="no erasure covers it"):
        for matter in (circulated.version, *circulated.decisions.values()):
            _states(cast, matter, OWN)


def test_after_an_erasure_rebuilt_equals_live_and_the_log_verifies(cast: Cast, circulated: Filed) -> None:
    before = effect(cast, circulated.entry)
    cast.open("IR-1", "IR", "erasure.declare", "erasure", circulated.entry, reason="court_order")
    cast.node.publish()
    assert rebuilding.differences() == []
    rebuilding.rebuild()
    assert checking.check().faults == []
    assert effect(cast, circulated.entry) is before  # what counts is another question: the order or withdrawal says


def test_history_says_erased_at_every_date(cast: Cast, circulated: Filed) -> None:
    """Content of the time before the erasure cannot be asked for: one store, one answer for every date."""
    with cast.node.reading() as unit:
        history = [one.commitment for one in showing.show(unit, circulated.version, OWN)]
    cast.open("IR-1", "IR", "erasure.declare", "erasure", circulated.entry, reason="court_order")
    with cast.node.reading() as unit:
        after = showing.show(unit, circulated.version, OWN)
    assert [one.commitment for one in after] == history
    assert all(one.state is State.ERASED and one.statement is None for one in after)

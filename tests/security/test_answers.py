"""Refusals tell nobody what they could not have asked for, and never say whether something exists."""

from __future__ import annotations

import pytest

from comity.demo.cast import Cast, Filed
from comity.engine import Position, check_clock
from comity.entries import face
from comity.errors import Refused
from comity.handling import PUBLIC
from comity.store.visible import SqlView
from tests.asking import refused


def _refusal(cast: Cast, officer: str, capacity: str, kind: str, procedure: str, matter: str, after: str = "") -> str:
    head = cast.head(officer, capacity, kind, procedure, matter, {"answer": "none"}, after=after)
    with pytest.raises(Refused) as raised:
        cast.node.submit(cast.sign(head))
    return f"{raised.value.refusal.code} {dict(raised.value.refusal.evidence)}"


def test_a_state_does_not_learn_that_another_was_asked(cast: Cast, circulated: Filed) -> None:
    asked = cast.open("IR-1", "IR", "asylum.ask", "asylum", circulated.entry, authority="XB-ASYLUM")
    for after in ("", cast.new_id(), cast.matter(asked).last.act):
        assert _refusal(cast, "XD-AA-1", "AA", "asylum.answer", "asylum", asked, after) == "act.unknown_matter {}"
    cast.move("XB-AA-1", "AA", "asylum.answer", asked, answer="none")


def test_who_could_not_act_is_not_told_what_was_done(cast: Cast, circulated: Filed) -> None:
    for after in ("", cast.new_id(), cast.matter(circulated.version).last.act):
        said = _refusal(cast, "XB-NLO-1", "NLO", "version.permit", "version", circulated.version, after)
        assert said.startswith("actor.capacity")


def test_an_entry_that_is_not_shown_and_none_look_alike(cast: Cast) -> None:
    hidden = cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    said = set()
    with cast.node.reading() as unit:
        for name in (hidden, cast.new_id()):
            with refused("act.unknown_matter") as refusal:
                face.face(unit, name, SqlView(unit, PUBLIC), "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z")
            said.add(str(refusal()))
    assert len(said) == 1


def test_the_clock_cannot_be_walked_back_by_steps(cast: Cast) -> None:
    """Each stamp is the floor of the next; a confirmation opens no way back."""
    with cast.node.reading() as unit:
        last = unit.position().last_time
    with refused("act.clock_behind"):
        check_clock(Position(9, last, "9999-12-31T00:00:00Z"), cast.node.clock().replace(year=2025))

"""Every other State says what it thinks of an entry, and its word stands on the face (law.md E11)."""

from __future__ import annotations

import pytest

from comity import acts, handling
from comity.demo.cast import Cast, Filed, StoryClock
from comity.entries.face import Face, face
from comity.errors import Refused
from comity.handling import Reader
from comity.store.visible import SqlView


def seen(cast: Cast, entry: str, reader: Reader = handling.PUBLIC, at: str = "") -> Face:
    now = acts.to_time(cast.node.clock())
    with cast.node.reading() as unit:
        return face(unit, entry, SqlView(unit, reader), at or now, now)


def says(shown: Face, participant: str) -> tuple[str, tuple[str, ...]]:
    return next((one.position, one.flags) for one in shown.positions if one.participant == participant)


def test_a_state_that_says_nothing_is_silent(cast: Cast, circulated: Filed) -> None:
    shown = seen(cast, circulated.entry)
    assert {one.participant for one in shown.positions} == {"XB", "XC", "XD", "XE", "XF"}
    assert {one.position for one in shown.positions} == {"silent"}


def test_a_state_that_does_not_recognise_the_entry_says_so_on_its_face(cast: Cast, circulated: Filed) -> None:
    cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="does_not_recognise")
    cast.open("XB-NAA-1", "NAA", "flag.raise", "flag", circulated.entry, ground="R6")
    cast.open("XC-NAA-1", "NAA", "position.take", "position", circulated.entry, position="own_ban")
    shown = seen(cast, circulated.entry)
    assert says(shown, "XB") == ("does_not_recognise", ("R6",))
    assert says(shown, "XC") == ("own_ban", ())


def test_a_state_that_changes_its_mind_is_believed_from_then_on(
    cast: Cast, circulated: Filed, clock: StoryClock
) -> None:
    taken = cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="recognises")
    flag = cast.open("XB-NAA-1", "NAA", "flag.raise", "flag", circulated.entry, ground="R5")
    before = acts.to_time(clock())
    clock.pass_time(hours=2)
    cast.move("XB-NAA-1", "NAA", "position.change", taken, position="does_not_recognise")
    cast.move("XB-NAA-1", "NAA", "flag.lift", flag)
    assert says(seen(cast, circulated.entry), "XB") == ("does_not_recognise", ())
    assert says(seen(cast, circulated.entry, at=before), "XB") == ("recognises", ("R5",))


def test_the_claimant_takes_no_position_on_its_own_claim(cast: Cast, circulated: Filed) -> None:
    with pytest.raises(Refused) as refused:
        cast.open("XA-NAA-1", "NAA", "position.take", "position", circulated.entry, position="recognises")
    assert refused.value.refusal.code == "actor.not_the_claimant"


def test_a_state_speaks_once_and_then_changes_what_it_said(cast: Cast, circulated: Filed) -> None:
    cast.open("XB-NAA-1", "NAA", "position.take", "position", circulated.entry, position="recognises")
    with pytest.raises(Refused) as refused:
        cast.open("XB-NLO-1", "NLO", "position.take", "position", circulated.entry, position="silent")
    assert refused.value.refusal.code == "entry.taken"

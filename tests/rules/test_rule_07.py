"""Rule 7: no act carries more than officer and seal. A quorum or a consensus is several moves."""

from __future__ import annotations

from dataclasses import fields

from comity.acts import Head, SignedAct
from comity.bootstrap import PROCEDURES
from comity.demo.cast import Cast
from tests.asking import refused


def test_an_act_has_two_signatures_and_one_officer() -> None:
    assert [f.name for f in fields(SignedAct) if "signature" in f.name] == ["officer_signature", "seal_signature"]
    assert [f.name for f in fields(Head) if f.name.endswith("_key")] == ["officer_key", "seal_key"]


def test_what_needs_two_states_is_two_moves(cast: Cast) -> None:
    twofold = [p for p in PROCEDURES if p.name in ("membership", "rulebook")]
    assert all(len(p.moves) == 2 for p in twofold)
    terms = {"participant": "XF", "joins": False, "day": "2026-06-01"}
    matter = cast.open("XA-CM-1", "CM", "member.propose", "membership", **terms)
    with refused("actor.not_the_claimant"):
        cast.move("XA-CM-1", "CM", "member.adopt", matter, **terms)
    cast.move("XB-CM-1", "CM", "member.adopt", matter, **terms)


def test_the_second_state_adopts_what_the_first_proposed(cast: Cast) -> None:
    matter = cast.open("XA-CM-1", "CM", "member.propose", "membership", participant="XF", joins=False, day="2026-06-01")
    with refused("act.not_as_proposed"):
        cast.move("XB-CM-1", "CM", "member.adopt", matter, participant="XE", joins=False, day="2026-06-01")


def test_each_member_speaks_for_itself_in_a_matter_of_its_own(cast: Cast, circulated: object) -> None:
    (position,) = [p for p in PROCEDURES if p.name == "council.position"]
    assert position.parent == "on"
    assert all(move.capacities == {"CM"} for move in position.moves)

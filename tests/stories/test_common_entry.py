"""A common entry needs the consensus of all members: one objection, or one silence, is enough (Charter Art 16)."""

from __future__ import annotations

import pytest

from comity.demo.cast import Cast, Filed
from comity.entries.doors import Closed
from comity.errors import Refused
from tests.stories.test_positions_and_flags import seen

MEMBERS = ("XA", "XB", "XC", "XD", "XE", "XF")


def proposed(cast: Cast, entry: str, **but: str) -> str:
    """A proposal on which every member said "no objection", but for those named."""
    proposal = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", entry)
    for name in MEMBERS:
        position = but.get(name, "no_objection")
        if position:
            cast.open(f"{name}-CM-1", "CM", "council.position", "council.position", proposal, position=position)
    return proposal


def test_consensus_makes_the_entry_common(cast: Cast, circulated: Filed) -> None:
    proposal = proposed(cast, circulated.entry)
    assert not seen(cast, circulated.entry).common
    cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert seen(cast, circulated.entry).common


@pytest.mark.parametrize("word", ["objection", ""])
def test_unanimous_minus_one_is_no_consensus(cast: Cast, circulated: Filed, word: str) -> None:
    proposal = proposed(cast, circulated.entry, XD=word)
    with pytest.raises(Closed) as closed:
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert 38 in closed.value.decision.holding()
    assert not seen(cast, circulated.entry).common


def test_a_member_that_gives_up_its_objection_frees_the_way(cast: Cast, circulated: Filed) -> None:
    proposal = cast.open("XA-CM-1", "CM", "proposal.open", "proposal", circulated.entry)
    said = {
        name: cast.open(
            f"{name}-CM-1",
            "CM",
            "council.position",
            "council.position",
            proposal,
            position="objection" if name == "XC" else "no_objection",
        )
        for name in MEMBERS
    }
    with pytest.raises(Closed):
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    cast.move("XC-CM-1", "CM", "council.change", said["XC"], position="statement")
    cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert seen(cast, circulated.entry).common


def test_a_stay_shows_not_final_and_bars_a_common_entry(cast: Cast, circulated: Filed) -> None:
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome="stayed")
    shown = seen(cast, circulated.entry)
    assert (shown.standing.effect, shown.decisions[0].standing.finality) == ("not_final", "stayed")
    proposal = proposed(cast, circulated.entry)
    with pytest.raises(Refused) as refused:
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert refused.value.refusal.code == "entry.not_common"

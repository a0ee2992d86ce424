"""Common entries by consensus (Charter Art 16): unanimous minus one is not consensus; a stayed ban is never common."""

from __future__ import annotations

import pytest

from comity.demo.cast import Cast, Filed
from comity.entries.doors import Closed
from tests.asking import effect, refused

MEMBERS = ("XA", "XB", "XC", "XD", "XE", "XF")


def _members(cast: Cast) -> list[str]:
    with cast.node.reading() as unit:
        return sorted(unit.directory().members_on("2026-03-02"))


def _proposal(cast: Cast, filed: Filed) -> str:
    return cast.open("XB-CM-1", "CM", "proposal.open", "proposal", filed.entry)


def _say(cast: Cast, proposal: str, state: str, position: str) -> str:
    return cast.open(f"{state}-CM-1", "CM", "council.position", "council.position", proposal, position=position)


def test_every_member_must_have_spoken_and_none_objected(cast: Cast, circulated: Filed) -> None:
    proposal, members = _proposal(cast, circulated), _members(cast)
    for state in members[:-1]:
        _say(cast, proposal, state, "no_objection")
    with pytest.raises(Closed) as closed:
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert {f.gate for f in closed.value.decision.findings if f.outcome != "permit"} == {38}
    _say(cast, proposal, members[-1], "statement")
    cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert cast.matter(proposal).step == "adopted"


@pytest.mark.parametrize("word", ["objection"])
def test_unanimous_minus_one_is_refused_by_gate_38(cast: Cast, circulated: Filed, word: str) -> None:
    proposal, (first, *others) = _proposal(cast, circulated), _members(cast)
    positions = {state: _say(cast, proposal, state, "no_objection") for state in others}
    against = _say(cast, proposal, first, word)
    with pytest.raises(Closed) as closed:
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert {f.gate for f in closed.value.decision.findings if f.outcome != "permit"} == {38}
    cast.move(f"{first}-CM-1", "CM", "council.change", against, position="no_objection")
    cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)
    assert len(positions) == len(others)


@pytest.mark.parametrize("outcome", ["stayed", "under_appeal", "quashed"])
def test_a_ban_that_is_not_final_is_never_common(cast: Cast, circulated: Filed, outcome: str) -> None:
    proposal = _proposal(cast, circulated)
    for state in _members(cast):
        _say(cast, proposal, state, "no_objection")
    (decision,) = circulated.decisions.values()
    cast.open("XA-NLO-1", "NLO", "ruling.record", "ruling", decision, outcome=outcome)
    assert effect(cast, circulated.entry) == ("suspended" if outcome == "quashed" else "not_final")
    with refused("entry.not_common"):
        cast.move("XB-CM-1", "CM", "proposal.adopt", proposal)


def test_a_member_speaks_once_and_changes_its_own_word_only(cast: Cast, circulated: Filed) -> None:
    proposal = _proposal(cast, circulated)
    said = _say(cast, proposal, "XC", "objection")
    with refused("entry.taken"):
        _say(cast, proposal, "XC", "no_objection")
    with refused("actor.not_own"):
        cast.move("XB-CM-1", "CM", "council.change", said, position="no_objection")


def test_silence_is_no_word_of_the_closed_list(cast: Cast, circulated: Filed) -> None:
    with refused("entry.choice"):
        _say(cast, _proposal(cast, circulated), "XC", "silent")

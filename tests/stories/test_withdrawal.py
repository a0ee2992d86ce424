"""What a claimant takes back is gone for the others at once; what is erased says so, at every date."""

from __future__ import annotations

import pytest

from comity.demo.cast import Cast, Filed
from comity.entries.face import Part
from comity.errors import Refused
from comity.handling import PUBLIC, Reader
from tests.stories.test_positions_and_flags import seen

CLAIMANT = Reader("XA", "XA-CENTRAL", "NLO", member=True)
MEMBER = Reader("XB", "XB-CENTRAL", "NLO", member=True)


def part(cast: Cast, filed: Filed, reader: Reader) -> Part:
    version = seen(cast, filed.entry, reader).version
    assert version is not None
    return version.part


def withdraw(cast: Cast, filed: Filed) -> None:
    cast.open("XA-NAA-1", "NAA", "entry.withdraw", "withdrawal", filed.entry, reason="decision_fell")


def test_a_withdrawn_entry_no_longer_counts_and_names_nobody(cast: Cast, circulated: Filed) -> None:
    assert part(cast, circulated, PUBLIC).lines
    withdraw(cast, circulated)
    for reader in (PUBLIC, MEMBER):
        shown = seen(cast, circulated.entry, reader)
        assert (shown.standing.effect, shown.names, shown.standing.reasons) == ("withdrawn", (), (("withdrawn", ""),))
        assert part(cast, circulated, reader).ended
        assert not any(one.part.lines for one in shown.decisions)
    assert part(cast, circulated, CLAIMANT).lines


def test_what_is_narrowed_is_shown_to_nobody(cast: Cast, circulated: Filed) -> None:
    line = next(one for one in part(cast, circulated, PUBLIC).lines if one.said.property == "narrative")
    cast.open("XA-NLO-1", "NLO", "entry.narrow", "narrowing", circulated.entry, statements=[line.commitment])
    for reader in (PUBLIC, MEMBER, CLAIMANT):
        shown = part(cast, circulated, reader)
        assert shown.narrowed == 1
        assert line.commitment not in {one.commitment for one in shown.lines}


def test_only_the_claimant_withdraws(cast: Cast, circulated: Filed) -> None:
    with pytest.raises(Refused) as refused:
        cast.open("XB-NAA-1", "NAA", "entry.withdraw", "withdrawal", circulated.entry, reason="decision_fell")
    assert refused.value.refusal.code == "actor.claimant_only"


def test_an_erased_entry_says_that_it_was_erased(cast: Cast, circulated: Filed) -> None:
    before = part(cast, circulated, CLAIMANT)
    withdraw(cast, circulated)
    cast.open("XA-NAA-1", "NAA", "erasure.own", "erasure", circulated.entry, reason="decision_fell")
    for reader in (PUBLIC, CLAIMANT):
        shown = part(cast, circulated, reader)
        assert (shown.erased, shown.lines) == (True, ())
    assert before.lines

"""No capacity reads everything (design.md, "What it is not"; law.md D(iv)): asked of the visibility function itself."""

from collections.abc import Callable
from itertools import product

import pytest

from comity.handling import Audience, Reader, may_read
from comity.participants import Capacity
from tests.planted import caught

Rule = Callable[[Reader, Audience], bool]
STATES = ("northland", "southland", "eastland")
AUDIENCES = [
    Audience(code, owner, frozenset(recipients), f"matter of {owner}", circulated, owner, True)
    for code, owner, recipients, circulated in product(
        ("PUBLIC", "MEMBER", "NAMED", "EYES_OF_REVIEW"), STATES, [(), ("southland",), ("eastland",)], (True, False)
    )
]


def readers(capacity: str) -> list[Reader]:
    """Every officer of that capacity who was sent by someone; a reviewer has one case open."""
    opened = frozenset({"matter of southland"})
    return [
        Reader(state, f"{state} authority", capacity, seconded_by=state, member=member, cases=opened)
        for state, member in product(STATES, (True, False))
    ]


def something_stays_closed(rule: Rule, capacity: str) -> None:
    for reader in readers(capacity):
        assert not all(rule(reader, audience) for audience in AUDIENCES), reader


@pytest.mark.parametrize("capacity", ["", *Capacity])
def test_something_stays_closed_to_every_capacity(capacity: str) -> None:
    something_stays_closed(may_read, capacity)


def test_a_capacity_that_reads_everything_is_found() -> None:
    caught(something_stays_closed, lambda reader, audience: reader.capacity == "AU" or may_read(reader, audience), "AU")


@pytest.mark.parametrize("capacity", [Capacity.AU, Capacity.CK, Capacity.AA, Capacity.NODE, Capacity.CLOCK, ""])
def test_who_needs_no_content_reads_only_what_is_public_and_circulated(capacity: str) -> None:
    for reader, audience in product(readers(capacity), AUDIENCES):
        if may_read(reader, audience):
            assert audience.code == "PUBLIC"
            assert audience.circulated


def test_a_reviewer_whose_sender_is_unknown_does_not_read_everything() -> None:
    reader = Reader("committee", "committee authority", Capacity.CR, seconded_by="")
    assert not all(may_read(reader, audience) for audience in AUDIENCES)

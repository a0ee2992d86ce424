"""Participants: who may act, on which day, with which notice; the table of law.md D(iv)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from comity import appointments, keys
from comity.bootstrap import PROCEDURES
from comity.matters import Procedure
from comity.participants import CAPACITIES_AT, Authority, Capacity, Directory, Key, Membership, Officer, Revocation
from comity.permissions import ACTIONS
from tests.asking import refused
from tests.planted import caught

DAY = "2026-03-02"


def _public(n: int) -> str:
    return keys.generate(lambda size: n.to_bytes(size, "big")).public_key.hex()


FOUNDED = appointments.apply(
    Directory(), "treaty.found",
    {
        "authorities": [{"id": f"{s}-1", "participant": s, "duty": "competent", "since": "", "seal": _public(n)}
                        for n, s in enumerate(("XA", "XB"), 1)],
        "officers": [{"id": "XA-H", "authority": "XA-1", "capacities": ["NAA"], "head_or_deputy": True,
                      "key": _public(9)}],
        "members": [{"id": "XA", "since": DAY}, {"id": "XB", "since": DAY}],
    },
    0, f"{DAY}T09:00:00Z",
)  # fmt: skip
HEAD = FOUNDED.officers["XA-H"]


@pytest.mark.parametrize(
    ("first", "notified", "late"),
    [(True, "2026-05-01", 0), (True, "2026-05-02", 1), (False, "2026-03-12", 0), (False, "2026-03-13", 1)],
)
def test_a_first_notice_has_sixty_days_and_a_change_ten(first: bool, notified: str, late: int) -> None:
    assert Authority("a", "XA", "competent", DAY, notified=notified, first=first).notice_late_by() == late


def test_an_authority_that_nobody_notified_does_not_act() -> None:
    assert not Authority("a", "XA", "competent", DAY).valid_on(DAY)
    with refused("actor.authority"):
        Directory({"a": Authority("a", "XA", "competent", DAY)}).actor("o", "a", "NLO", DAY)


def test_a_change_of_an_authority_is_no_first_notice_and_ends_the_old_seal() -> None:
    terms = {"authority": "XA-1", "participant": "XA", "duty": "competent", "since": DAY, "seal": _public(20)}
    changed = appointments.apply(FOUNDED, "authority.notify", terms, 5, f"{DAY}T09:00:00Z")
    assert not changed.authorities["XA-1"].first
    seals = [key for key in changed.keys.values() if key.holder == "XA-1"]
    assert [key.valid_at(6) for key in seals] == [False, True]


@pytest.mark.parametrize("duty", sorted(CAPACITIES_AT))
def test_an_authority_appoints_only_for_its_own_duty(duty: str) -> None:
    place = replace(FOUNDED, authorities={"XA-1": Authority("XA-1", "XA", duty, DAY, notified=DAY)})
    for n, capacity in enumerate(Capacity, 100):
        terms = {"officer": "new", "authority": "XA-1", "capacities": [capacity], "key": _public(n)}
        if capacity in CAPACITIES_AT[duty]:
            appointments.check_change(place, "officer.appoint", terms, HEAD)
        else:
            with refused("actor.capacities"):
                appointments.check_change(place, "officer.appoint", terms, HEAD)


def test_no_officer_drafts_and_approves() -> None:
    terms = {"officer": "new", "authority": "XA-1", "capacities": ["NLO", "NAA"], "key": _public(50)}
    with refused("actor.capacities"):
        appointments.check_change(FOUNDED, "officer.appoint", terms, HEAD)


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("authority.notify", {"authority": "XB-2", "participant": "XB", "seal": _public(51)}),
        ("authority.notify", {"authority": "XB-1", "participant": "XA", "seal": _public(51)}),
        ("authority.end", {"authority": "XB-1", "until": DAY}),
        ("authority.end", {"authority": "nowhere", "until": DAY}),
        ("officer.appoint", {"officer": "o", "authority": "XB-1", "capacities": ["NLO"], "key": _public(52)}),
        ("officer.dismiss", {"officer": "nobody"}),
        ("key.revoke", {"key": "f" * 32, "suspect_from": 0}),
    ],
)
def test_each_side_changes_only_its_own(kind: str, terms: dict[str, object]) -> None:
    with refused("actor.not_own"):
        appointments.check_change(FOUNDED, kind, terms, HEAD)  # type: ignore[arg-type]


def test_a_dismissed_officer_s_keys_end() -> None:
    gone = appointments.apply(FOUNDED, "officer.dismiss", {"officer": "XA-H"}, 7, "2026-03-03T09:00:00Z")
    with refused("actor.officer"):
        gone.actor("XA-H", "XA-1", "NAA", "2026-03-03")
    assert not any(key.valid_at(7) for key in gone.keys.values() if key.holder == "XA-H")


def test_every_revocation_counts() -> None:
    key = Key("k", b"", "o", False, 0, 5, (Revocation(5, "", 4), Revocation(9, "", 2)))
    assert [len(key.suspicions(index)) for index in (1, 2, 3, 4)] == [0, 1, 1, 2]


def test_membership_is_by_day() -> None:
    held = Membership("XA", "2026-01-01", "2026-02-01")
    assert [held.covers(day) for day in ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")] == [
        False, True, True, False]  # fmt: skip


def the_tables_agree(procedures: Iterable[Procedure]) -> None:
    """Every move of an act that D(iv) names is open to exactly the capacities that D(iv) gives it."""
    named = {act: frozenset(who.split()) for acts, who in ACTIONS.values() for act in acts.split()}
    moves = [move for procedure in procedures for move in procedure.moves]
    assert named.keys() <= {move.act for move in moves}
    for move in moves:
        if move.act in named:
            assert move.capacities <= named[move.act], move.act
    for act, allowed in named.items():
        found = frozenset(c for move in moves if move.act == act for c in move.capacities)
        assert found == allowed, act


def test_procedures_and_permissions_agree() -> None:
    the_tables_agree(PROCEDURES)


def test_a_capacity_too_many_is_caught() -> None:
    (version,) = [p for p in PROCEDURES if p.name == "version"]
    wider = replace(version, moves=tuple(replace(m, capacities=m.capacities | {"CM"}) for m in version.moves))
    caught(the_tables_agree, [*(p for p in PROCEDURES if p is not version), wider])


def test_every_act_of_the_register_is_in_the_table_or_is_administration() -> None:
    named = {act for acts, _ in ACTIONS.values() for act in acts.split()}
    others = {m.act for p in PROCEDURES for m in p.moves} - named
    assert others == {
        "authority.end", "authority.notify", "import.adopt", "key.revoke", "key.rotate", "officer.appoint",
        "officer.dismiss", "proposal.open", "safeguards.sign", "sealing.publish", "treaty.found",
    }  # fmt: skip


def test_officer_and_capacity_must_fit() -> None:
    with refused("actor.capacity"):
        FOUNDED.actor("XA-H", "XA-1", "NLO", DAY)
    with refused("actor.officer"):
        FOUNDED.actor("XA-H", "XB-1", "NAA", DAY)
    assert FOUNDED.actor("XA-H", "XA-1", "NAA", DAY)[0] == Officer("XA-H", "XA-1", frozenset({"NAA"}), True)

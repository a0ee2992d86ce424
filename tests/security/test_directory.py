"""The directory: no State gives itself an organ's power, nor takes another's name, key or post."""

from __future__ import annotations

import pytest

from comity import appointments, keys
from comity.canonical import Json
from comity.demo.cast import Cast
from comity.participants import Directory
from tests.asking import refused


def _key(cast: Cast) -> str:
    return keys.generate(cast.random_bytes).public_key.hex()


def _notify(cast: Cast, name: str, duty: str = "competent") -> None:
    terms: dict[str, Json] = {"authority": name, "participant": "XB", "duty": duty, "since": "2026-03-02"}
    terms["seal"] = _key(cast)
    cast.node.submit(cast.sign(cast.head("XB-NAA-1", "NAA", "authority.notify", "authority", cast.new_id(), terms)))


def _appoint(cast: Cast, name: str, **more: Json) -> None:
    terms: dict[str, Json] = {"officer": name, "authority": "XB-CENTRAL", "capacities": ["NLO"], "key": _key(cast)}
    cast.node.submit(
        cast.sign(cast.head("XB-NAA-1", "NAA", "officer.appoint", "officer", cast.new_id(), {**terms, **more}))
    )


def _directory(cast: Cast) -> Directory:
    with cast.node.reading() as unit:
        return unit.directory()


@pytest.mark.parametrize("name", ["XA-NLO-1", "EC-CR-1", "IR-1", "node", "XA", "XC"])
def test_no_authority_bears_the_name_of_an_officer_or_a_participant(cast: Cast, name: str) -> None:
    """An officer's keys would end with the 'old seal', and what is addressed to a State would be read."""
    before = _directory(cast).keys
    with refused("actor.not_own" if name == "node" else "actor.id_taken"):
        _notify(cast, name)
    assert _directory(cast).keys == before
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")


@pytest.mark.parametrize("name", ["XA-CENTRAL", "XB-CENTRAL", "XA"])
def test_no_officer_bears_the_name_of_an_authority(cast: Cast, name: str) -> None:
    with refused("actor.id_taken"):
        _appoint(cast, name)
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")


def test_no_participant_bears_the_name_of_an_authority(cast: Cast) -> None:
    for name in ("XA-CENTRAL", "XA-NLO-1"):
        with refused("actor.id_taken"):
            cast.open("XB-CM-1", "CM", "member.propose", "membership", participant=name, joins=True, day="2026-04-01")


@pytest.mark.parametrize("duty", ["review", "executive", "audit", "council", "node", "anything"])
def test_no_state_makes_itself_an_organ(cast: Cast, duty: str) -> None:
    """Else its head would appoint reviewers, who read everything and permit."""
    for name in ("XB-CENTRAL", "XB-SECOND"):
        with refused("actor.duty"):
            _notify(cast, name, duty)


def test_a_known_authority_keeps_its_duty(cast: Cast) -> None:
    with refused("actor.duty"):
        _notify(cast, "XB-CENTRAL", "asylum")


@pytest.mark.parametrize("state", ["XA", "XB", "ZZ"])
def test_nobody_is_seconded_to_a_national_authority(cast: Cast, state: str) -> None:
    with refused("actor.seconding"):
        _appoint(cast, "XB-NLO-9", seconded_by=state)


def test_an_officer_of_an_organ_is_sent_by_a_member(cast: Cast) -> None:
    directory = _directory(cast)
    actor = directory.officers["EC-CR-1"]
    terms: dict[str, Json] = {
        "officer": "EC-CR-9", "authority": actor.authority, "capacities": ["CR"], "key": _key(cast)
    }  # fmt: skip
    for name in ("ZZ", "EC", "node"):
        with refused("actor.seconding"):
            appointments.check_change(directory, "officer.appoint", {**terms, "seconded_by": name}, actor)
    appointments.check_change(directory, "officer.appoint", {**terms, "seconded_by": "XC"}, actor)


def test_an_officer_acts_for_one_authority(cast: Cast) -> None:
    with refused("actor.not_own"):
        _appoint(cast, "XA-NLO-1")
    _appoint(cast, "XB-NLO-9")
    assert _directory(cast).officers["XB-NLO-9"].authority == "XB-CENTRAL"


def test_two_officers_never_share_a_key(cast: Cast) -> None:
    for held in (cast.officers["XA-NLO-1"], cast.seals["XB-CENTRAL"], cast.node.node_key):
        with refused("actor.key_taken"):
            _appoint(cast, "XB-NLO-9", key=held.public_key.hex())


def test_a_replaced_key_gets_no_second_successor(cast: Cast) -> None:
    old = cast.officers["XB-NLO-1"]
    fresh = keys.generate(cast.random_bytes)
    cast.open("XB-NLO-1", "NLO", "key.rotate", "key", old=old.key_id, new=fresh.public_key.hex())
    cast.officers["XB-NLO-1"] = fresh
    with refused("actor.not_own"):
        cast.open("XB-NLO-1", "NLO", "key.rotate", "key", old=old.key_id, new=_key(cast))

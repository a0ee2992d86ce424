"""Rule 21: bilateral content is sealed to the two authorities and to the independent reviewer."""

from __future__ import annotations

import pytest

from comity import sealing
from comity.demo.cast import Cast
from comity.information import sealed
from comity.store import reading, rebuilding
from comity.store.folded import directory_from_text, directory_to_text
from tests.asking import refused, rows
from tests.sealed_requests import CANARY, asked, submitted, with_requests


def test_the_two_and_the_reviewer_read_it_and_the_node_s_disk_does_not_hold_it(cast: Cast) -> None:
    made, _ = submitted(cast)
    statement = reading.opened(made.body.statements[0])
    assert statement is not None
    for authority in ("XA-CENTRAL", "XB-CENTRAL", "IR"):
        key = cast.sealing[authority]
        found = sealed.opened_body(made.body, statement, key, cast.node.located.config.origin, made.act)
        assert found == made.inside and found[0].statement.value == CANARY
    for authority in ("XC-CENTRAL", "EC"):
        with refused("sealing.not_for_key"):
            sealed.opened_body(made.body, statement, cast.sealing[authority], cast.node.located.config.origin, made.act)
    files = [one for one in cast.node.located.home.rglob("*") if one.is_file()]
    assert not [one for one in files if b"canary-7f3a" in one.read_bytes()]
    assert [one for one in files if made.statement.content[-64:] in one.read_bytes()], "the search sees what is there"


def test_commit_refuses_what_is_sealed_to_keys_that_were_replaced(cast: Cast) -> None:
    with_requests(cast)
    cast.publish_sealing_keys()
    made, old = asked(cast), cast.sealing["XB-CENTRAL"]
    new = sealing.generate(cast.random_bytes)
    publish(cast, "XB-NAA-1", "XB-CENTRAL", new)
    with refused("sealing.readers"):
        cast.node.submit(made.signed)
    again = asked(cast)
    cast.node.submit(again.signed)
    assert old.key_id in made.body.readers and new.key_id in again.body.readers
    with cast.node.reading() as unit:
        held = unit.directory()
    index = int(rows("SELECT idx FROM act WHERE id = %s", again.act)[0][0])
    assert [held.sealing[key.key_id].valid_at(index - 1) for key in (old, new)] == [True, False]
    assert [held.sealing[key.key_id].valid_at(index) for key in (old, new)] == [False, True]


def test_the_directory_reads_back_and_is_built_again_from_the_log(cast: Cast) -> None:
    with cast.node.reading() as unit:
        before = directory_to_text(unit.directory())
    assert "sealing" not in before  # as every log from before there was sealing has it
    assert directory_to_text(directory_from_text(before)) == before
    cast.publish_sealing_keys()
    publish(cast, "IR-1", "IR", sealing.generate(cast.random_bytes), "IR")
    with cast.node.reading() as unit:
        held = unit.directory()
    assert directory_from_text(directory_to_text(held)) == held
    assert {one.authority for one in held.sealing.values()} == set(cast.sealing)
    assert len(held.sealing) == len(cast.sealing) + 1
    assert rebuilding.differences() == []


@pytest.mark.parametrize(
    ("officer", "capacity", "authority", "code"),
    [
        ("XA-NAA-1", "NAA", "XB-CENTRAL", "actor.not_own"),
        ("XA-NAA-1", "NAA", "IR", "actor.not_own"),
        ("XB-NAA-1", "NAA", "XB-ASYLUM", "actor.not_own"),
        ("XA-NLO-1", "NLO", "XA-CENTRAL", "actor.capacity"),
        ("XB-AA-1", "AA", "XB-ASYLUM", "actor.capacity"),
        ("AU-1", "AU", "AU", "actor.capacity"),
        ("EC-CR-1", "CR", "EC", "actor.capacity"),
    ],
)
def test_an_authority_publishes_its_own_key_and_nobody_else_s(
    cast: Cast, officer: str, capacity: str, authority: str, code: str
) -> None:
    with refused(code):
        publish(cast, officer, authority, sealing.generate(cast.random_bytes), capacity)


def test_a_key_is_published_once_and_a_weak_one_never(cast: Cast) -> None:
    key = sealing.generate(cast.random_bytes)
    publish(cast, "XA-NAA-2", "XA-CENTRAL", key)  # a deputy
    for officer, authority in (("XA-NAA-1", "XA-CENTRAL"), ("XB-NAA-1", "XB-CENTRAL")):
        with refused("sealing.key_taken"):
            publish(cast, officer, authority, key)
    for public, code in (("0" * 64, "sealing.weak"), ("0" * 63, "key.public"), ("", "key.public")):
        with refused(code):
            cast.open(
                "XB-NAA-1", "NAA", "sealing.publish", "sealing", authority="XB-CENTRAL", key=public
            )  # fmt: skip


def publish(cast: Cast, officer: str, authority: str, key: sealing.SealingKey, capacity: str = "NAA") -> None:
    cast.open(officer, capacity, "sealing.publish", "sealing", authority=authority, key=key.public_key.hex())

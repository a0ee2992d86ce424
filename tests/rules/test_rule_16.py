"""Rule 16: a key is valid by log position, not by date. A revocation names the index from which it is suspect;
entries whose permit it signed since are suspended until permitted again.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity import keys
from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.keys import SoftSigner
from comity.store import checking
from tests.asking import effect, refused, signed_anew, size, standing
from tests.stories.conftest import LIST_GATES, dossier


def _rotate(cast: Cast, officer: str) -> SoftSigner:
    new, old = keys.generate(cast.random_bytes), cast.officers[officer]
    capacity = officer.split("-")[1]
    cast.open(officer, capacity, "key.rotate", "key", old=old.key_id, new=new.public_key.hex())
    return new


def test_an_old_key_counts_up_to_its_rotation_and_the_new_one_from_the_next_act(cast: Cast) -> None:
    old = cast.officers["XA-NLO-1"]
    new = _rotate(cast, "XA-NLO-1")
    with refused("actor.key"):
        cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    cast.officers["XA-NLO-1"] = new
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")
    with cast.node.reading() as unit:
        directory = unit.directory()
    last = size() - 1
    assert directory.keys[old.key_id].until == directory.keys[new.key_id].since == last
    assert checking.check().faults == []


def test_no_date_makes_a_key_valid(cast: Cast) -> None:
    """The act is dated before the rotation; the log's position is what counts."""
    old = cast.officers["XA-NLO-1"]
    head = cast.head("XA-NLO-1", "NLO", "entry.claim", "list.entry", cast.new_id())
    _rotate(cast, "XA-NLO-1")
    with refused("actor.key"):
        cast.node.submit(signed_anew(cast, replace(head, officer_key=old.key_id)))


def test_a_revocation_suspends_what_the_key_signed_since(cast: Cast, circulated: Filed) -> None:
    permit = cast.matter(circulated.version).last
    key = cast.officers["EC-CR-1"].key_id
    cast.open("EC-CR-2", "CR", "key.revoke", "key", key=key, suspect_from=permit.index)
    assert standing(cast, circulated.entry).reasons == (("key", key),)
    with refused("actor.key"):
        cast.open("EC-CR-1", "CR", "suspension.begin", "suspension", circulated.entry, reason="other")


@pytest.mark.parametrize("rotated_first", [False, True])
def test_a_rotation_in_between_hides_nothing(cast: Cast, rotated_first: bool) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    approved = cast.matter(filed.version).last
    old = cast.officers["XA-NAA-1"].key_id
    if rotated_first:
        cast.officers["XA-NAA-1"] = _rotate(cast, "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    cast.permit(filed, "EC-CR-1", LIST_GATES)
    assert effect(cast, filed.entry) is Effect.IN_FORCE
    cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=old, suspect_from=approved.index)
    assert effect(cast, filed.entry) is Effect.SUSPENDED


def test_a_suspect_key_opens_no_door(cast: Cast) -> None:
    filed = cast.file(dossier("ember-column"), "XA-NLO-1", "XA-NAA-1")
    cast.authenticate(filed, "EC-CR-1")
    key = cast.officers["XA-NAA-1"].key_id
    cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=key, suspect_from=0)
    with refused("act.door") as closed:
        cast.permit(filed, "EC-CR-1", LIST_GATES)
    assert "2" in str(closed().refusal.evidence["gates"])


def test_nobody_takes_over_a_colleague_s_key(cast: Cast) -> None:
    mine = keys.generate(cast.random_bytes).public_key.hex()
    for whose in (cast.officers["XA-NAA-1"], cast.seals["XA-CENTRAL"], cast.officers["XB-NLO-1"]):
        with refused("actor.not_own"):
            cast.open("XA-NLO-1", "NLO", "key.rotate", "key", old=whose.key_id, new=mine)


def test_a_revocation_says_from_where(cast: Cast) -> None:
    key = cast.officers["XA-NAA-1"].key_id
    with refused("act.term_form"):
        cast.open("XA-NAA-2", "NAA", "key.revoke", "key", key=key, suspect_from="7")


def test_a_key_is_never_used_twice(cast: Cast) -> None:
    taken = cast.officers["XB-NLO-1"].public_key.hex()
    with refused("actor.key_taken"):
        cast.open("XA-NLO-1", "NLO", "key.rotate", "key", old=cast.officers["XA-NLO-1"].key_id, new=taken)


def test_the_head_of_an_authority_rotates_its_seal(cast: Cast) -> None:
    new, old = keys.generate(cast.random_bytes), cast.seals["XA-CENTRAL"]
    cast.open("XA-NAA-1", "NAA", "key.rotate", "key", old=old.key_id, new=new.public_key.hex())
    cast.seals["XA-CENTRAL"] = new
    cast.open("XA-NLO-1", "NLO", "entry.claim", "list.entry")

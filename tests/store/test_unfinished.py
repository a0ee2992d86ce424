"""What stands of a dossier: its claim and its decisions, until a version rests on them; of its own authority alone."""

from __future__ import annotations

from django.db import connection

from comity import acts
from comity.demo.cast import Cast
from comity.interchange.dossier import acting, reading
from comity.store import unfinished
from tests.stories.conftest import cast, clock, dossier, home

__all__ = ["cast", "clock", "home"]
ENTRY = "e" * 32


def standing(cast: Cast, authority: str = "XA-CENTRAL") -> list[str]:
    with cast.node.reading() as unit:
        return [acts.parse_head(one.head).kind for one in unfinished.standing(unit, ENTRY, authority)]


def test_what_was_recorded_and_claimed_stands_until_a_version_rests_on_it(cast: Cast) -> None:
    told = reading.read(dossier("ember-column"), lambda name: cast.random_bytes(16))
    files = {one.digest: one.content for one in told.attachments.values()}
    who, now = cast.identity("XA-NLO-1"), cast.node.clock()
    made = acting.prepare_draft(told, who, now, cast.random_bytes, ENTRY)
    assert standing(cast) == []
    sent = [cast.sign(one.head, one.bodies) for one in made]
    for number, act in enumerate(sent[:2], 1):
        cast.node.submit(act, files)
        assert standing(cast) == ["decision.record", "entry.claim"][:number]
    with cast.node.reading() as unit:
        assert unfinished.standing(unit, ENTRY, "XA-CENTRAL") == tuple(sent[:2]), "the very bytes that were signed"
    assert standing(cast, "XB-CENTRAL") == []
    cast.node.submit(sent[2], files)
    assert standing(cast) == []


def test_what_is_erased_of_it_does_not_stand(cast: Cast) -> None:
    told = reading.read(dossier("ember-column"), lambda name: cast.random_bytes(16))
    files = {one.digest: one.content for one in told.attachments.values()}
    who, now = cast.identity("XA-NLO-1"), cast.node.clock()
    record, claim, _ = acting.prepare_draft(told, who, now, cast.random_bytes, ENTRY)
    for one in (record, claim):
        cast.node.submit(cast.sign(one.head, one.bodies), files)
    gone = record.head.bodies[0].statements[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statement WHERE commitment = %s", [gone])
    assert standing(cast) == ["entry.claim"]

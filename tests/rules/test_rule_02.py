"""Rule 2: heads and stamps alone determine steps and effect; bodies never do."""

from __future__ import annotations

from django.db import connection

from comity.demo.cast import Cast, Filed
from comity.effect import Effect
from comity.store import rebuilding
from tests.asking import effect, rows
from tests.planted import caught

_CONTENT = ("statement", "name", "blob", "body", "about", "derived", "audience")


def steps_and_effect_stay(cast: Cast, filed: Filed, *tables: str) -> None:
    before = rows("SELECT id, step, folded FROM matter ORDER BY id"), effect(cast, filed.entry)
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
    rebuilding.rebuild()
    assert (rows("SELECT id, step, folded FROM matter ORDER BY id"), effect(cast, filed.entry)) == before


def test_without_any_body_every_step_and_effect_is_the_same(cast: Cast, circulated: Filed) -> None:
    assert effect(cast, circulated.entry) is Effect.IN_FORCE
    steps_and_effect_stay(cast, circulated, *_CONTENT)
    assert rows("SELECT COUNT(*) FROM statement") == [(0,)]


def test_without_the_heads_nothing_stays(cast: Cast, circulated: Filed) -> None:
    caught(steps_and_effect_stay, cast, circulated, "act")

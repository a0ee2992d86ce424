"""Short questions that tests put to a node."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from comity import acts
from comity.acts import BodyHead, Head, SignedAct, signing_bytes
from comity.demo.cast import Cast
from comity.effect import Effect, Standing
from comity.entries.doors import Closed
from comity.entries.grounds import effect_of
from comity.errors import Refused
from comity.provenance import Opened, Statement, seal
from comity.provenance import Standing as Grounded

Bodies = tuple[tuple[BodyHead, ...], tuple[tuple[Opened, ...], ...]]


@contextmanager
def refused(code: str) -> Iterator[Callable[[], Refused]]:
    """Fail unless what happens inside is refused with ``code``; yields a getter of the refusal."""
    with pytest.raises(Refused) as raised:
        yield lambda: raised.value
    assert raised.value.refusal.code == code, str(raised.value)


@contextmanager
def held_by(*gates: int) -> Iterator[None]:
    """Fail unless what happens inside is kept shut by exactly these gates."""
    with pytest.raises(Closed) as raised:
        yield
    assert raised.value.decision.holding() == gates


def standing(cast: Cast, entry: str, at: str = "") -> Standing:
    """What the entry counts for, now or ``at`` a time of the log."""
    with cast.node.reading() as unit:
        matter = unit.matter(entry)
        assert matter is not None
        return effect_of(unit, matter, at or acts.to_time(cast.node.clock()))


def effect(cast: Cast, entry: str, at: str = "") -> Effect:
    return standing(cast, entry, at).effect


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the store holds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def size() -> int:
    """How many acts the log has."""
    return int(rows("SELECT COUNT(*) FROM act")[0][0])


def journaled(since: int = 0) -> list[dict[str, Any]]:
    """The lines of the journal from the place ``since`` on, the oldest first; what was erased is not there."""
    found = rows("SELECT content FROM journal WHERE idx >= %s AND content NOT NULL ORDER BY idx", since)
    return [json.loads(bytes(content)) for (content,) in found]


def reasons(cast: Cast, officer: str, text: str, *about: str) -> Bodies:
    """A body of reasons by ``officer``, about these matters, and what opens it."""
    day = cast.node.clock().date().isoformat()
    participant = cast.node.treaty.profile.authority(cast.authority_of(officer)).participant
    said = Statement("reason", text, participant, officer, Grounded.ASSESSED, "A1", "en", "", day, day)
    (opened,) = seal([said], lambda: cast.random_bytes(16))
    return (BodyHead("reasons/1", "EYES_OF_REVIEW", (), about, (), (opened.commitment,)),), ((opened,),)


def signed_anew(cast: Cast, head: Head, **bodies: Any) -> SignedAct:
    """``head`` signed by the keys that it names, whoever holds them."""
    keys = {key.key_id: key for key in (*cast.officers.values(), *cast.seals.values(), cast.node.node_key)}
    message = signing_bytes(head.to_bytes())
    return SignedAct(head.to_bytes(), keys[head.officer_key].sign(message), keys[head.seal_key].sign(message), **bodies)

"""What is kept for when the registry does not answer, and what counts as no answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from comity.operations.authority import silence
from comity.operations.authority.folder import Desk
from comity.operations.authority.remote import Remote
from comity.operations.authority.shapes import Node, Offered, Whom
from tests.asking import refused
from tests.operations.authority.conftest import Liar

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_it_is_silent_since_the_first_time_until_it_answers(desk: Desk, liar: Liar) -> None:
    home, node = desk.home, Node(**liar.node())
    assert silence.since(home) == ""
    assert silence.last(home, "XA-NLO-1") is None
    first = silence.began(home, NOW)
    assert first == silence.began(home, NOW + timedelta(hours=3)) == silence.since(home) == "2026-03-02T09:00:00Z"
    silence.answered(home, node)
    assert silence.since(home) == ""
    assert silence.last(home, "XA-NLO-1") == node.model_copy(update={"checkpoint": ""})
    assert silence.last(home, "XA-NAA-1") is None


def test_what_is_kept_is_for_its_owner_and_read_only_in_its_form(desk: Desk, liar: Liar) -> None:
    silence.answered(desk.home, Node(**liar.node()))
    path = desk.home / "known" / "XA-NLO-1"
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("{}")
    assert silence.last(desk.home, "XA-NLO-1") is None
    with refused("key.purpose"):
        silence.last(desk.home, "../tokens/XA-NLO-1")


def test_whom_one_may_ask_is_known_from_before(desk: Desk) -> None:
    assert silence.whom(desk.home).authorities == []
    told = Whom(authorities=[Offered(value="EC", words="EC (RATS)")])
    silence.keep_whom(desk.home, told)
    assert silence.whom(desk.home) == told


@pytest.mark.parametrize(("status", "silent"), [(502, True), (503, True), (504, True), (500, False), (404, False)])
def test_what_stands_before_the_registry_may_say_that_it_is_not_there(
    desk: Desk, liar: Liar, status: int, silent: bool
) -> None:
    liar.says("/api/v1/node", b"<html>", status)
    with refused(silence.UNREACHABLE if silent else "authority.answer") as found:
        Remote(desk, "XA-NLO-1").node()
    assert silence.is_silence(found()) is silent


def test_a_registry_that_refuses_is_not_silent(desk: Desk, liar: Liar) -> None:
    liar.says("/api/v1/node", {"code": "desk.no_node", "detail": "No node.", "status": 503}, 503)
    with refused("authority.refused") as found:
        Remote(desk, "XA-NLO-1").node()
    assert not silence.is_silence(found())

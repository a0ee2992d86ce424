"""Delta feeds: whoever follows them from the beginning has what is in force, edition after edition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from comity.demo.cast import Cast, StoryClock
from comity.site import service
from comity.site.local import Local
from tests.cli.conftest import cast, clock  # fixtures: a node that the commands find
from tests.site.conftest import Caller
from tests.site.test_local import Moments, take_in

__all__ = ["cast", "clock"]


@pytest.fixture
def call(cast: Cast, clock: StoryClock) -> Iterator[Caller]:
    home = cast.node.located.home
    take_in(home, date(2026, 2, 27))
    take_in(home, date(2026, 2, 28), without=("ZZi.007",))
    take_in(home, date(2026, 3, 1), without=("ZZi.008",))
    made = Local(home, Moments(), clock)
    made.warm()
    service.use(made)
    yield Caller()
    service.use(None)


def lines(call: Caller, address: str) -> list[dict[str, Any]]:
    answer = call.client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.content.splitlines()]


def test_whoever_follows_has_what_is_in_force(call: Caller) -> None:
    versions = call.get("/delta/un")[1]["versions"]
    assert list(versions) == sorted(versions)
    assert [name[:8] for name in versions] == ["20260227", "20260228", "20260301"]
    copy: dict[str, Any] = {}
    for address in versions.values():
        for line in lines(call, address):
            if line["op"] == "DEL":
                del copy[line["entity"]["id"]]
            else:
                assert (line["op"] == "MOD") == (line["entity"]["id"] in copy)
                copy[line["entity"]["id"]] = line["entity"]
    assert "un-ZZi.008" not in copy
    assert "un-ZZi.007" in copy
    for name, entity in copy.items():
        now = call.get(f"/entities/{name}", nested="false")[1]
        assert {**now, "last_seen": ""} == {**entity, "last_seen": ""}
    (un,) = [one for one in call.get("/catalog")[1]["datasets"] if one["name"] == "un"]
    assert un["entity_count"] == len(copy)
    assert (un["version"], un["delta_url"]) == (list(versions)[-1], "/delta/un")


def test_a_delisted_one_is_an_id_alone(call: Caller) -> None:
    second = list(call.get("/delta/un")[1]["versions"].values())[1]
    assert lines(call, second)[0] == {"op": "DEL", "entity": {"id": "un-ZZi.007"}}


def test_what_lives_has_no_editions_and_what_is_not_there_none_at_all(call: Caller) -> None:
    assert call.get("/delta/list") == (200, {"versions": {}})
    for path in ("/delta/register", "/delta/nowhere", "/delta/default"):
        assert call.get(path)[1]["code"] == "screen.dataset"
    for path in ("/delta/un/20260301", "/delta/un/..", "/delta/list/20260301", "/delta/register/1"):
        assert call.get(path)[0] == 404

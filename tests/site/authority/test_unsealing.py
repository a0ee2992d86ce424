"""What two authorities sealed is opened at the desk of one of them, and lies sealed at the registry."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.demo.leaving import PASSPHRASE
from comity.keyfiles import read_header
from comity.operations.authority import folder
from comity.operations.authority.remote import Remote
from comity.store import database
from tests.asking import refused, rows
from tests.sealed_requests import CANARY
from tests.site.authority.conftest import Own, Registry, Sitter

WHY = {"case": "XA-2026/9", "reason": "prevention"}


def opened(own: Own, registry: Registry, **other: str) -> Sitter:
    me = Sitter(own, "XA-NLO-1")
    me.get("/sealed")
    me.post("/sealed", **{"act": registry.sealed.act, **WHY, "passphrase": PASSPHRASE, **other})
    return me


def readings(registry: Registry) -> int:
    database.use(registry.served.stage.node.located.path("database"))
    return sum(b"XA-2026/9" in bytes(content or b"") for (content,) in rows("SELECT content FROM journal"))


def test_it_is_opened_here_for_a_case_that_the_journal_holds(own: Own, registry: Registry) -> None:
    before = readings(registry)
    me = opened(own, registry)
    assert (me.status, CANARY in me.page) == (200, True)
    assert readings(registry) == before + 1
    for home in (own.home, registry.home):
        held = [one for one in home.rglob("*") if one.is_file() and CANARY.encode() in one.read_bytes()]
        assert held == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"passphrase": "wrong"}, "does not open"),
        ({"case": ""}, "api.form"),
        ({"reason": "curiosity"}, "api.form"),
        ({"act": "0" * 32}, "log.no_act"),
        ({"act": "../node"}, "has no act"),
    ],
)
def test_it_stays_sealed(own: Own, registry: Registry, other: dict[str, str], code: str) -> None:
    before = readings(registry)
    me = opened(own, registry, **other)
    assert me.status in (403, 404)
    assert code in me.page
    assert CANARY not in me.page
    assert readings(registry) == before


def test_the_registry_sends_it_sealed_and_to_its_parties_alone(own: Own, registry: Registry, tmp_path: Any) -> None:
    desk = folder.desk("XA-CENTRAL", registry.address, registry.log_key, own.home)
    key = read_header(registry.officers / "XA-CENTRAL.sealing").key_id
    path = f"/acts/{registry.sealed.act}/sealed"
    told = Remote(desk, "XA-NLO-1").whole(path, {**WHY, "key": key})
    assert CANARY not in json.dumps(told)
    other = folder.desk("XC-CENTRAL", registry.address, registry.log_key, tmp_path / "other")
    folder.keep_token(other.home, "XC-NLO-1", registry.token("XC-NLO-1"))
    for act in (registry.sealed.act, "0" * 32):
        with refused("authority.refused") as found:
            Remote(other, "XC-NLO-1").whole(f"/acts/{act}/sealed", {**WHY, "key": key})
        assert found().refusal.evidence["refusal"] == "log.no_act"
    with refused("authority.refused"):
        Remote(desk, "XA-NLO-1").whole(path, {**WHY, "key": "0" * 32})

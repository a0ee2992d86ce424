"""A registry that errs or lies is found out, and gets nothing that it should not have."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from comity.operations.authority import remote
from comity.operations.authority.folder import Desk
from comity.operations.authority.remote import Remote
from comity.translog.checkpoint import Checkpoint, sign_checkpoint
from comity.translog.vkeys import signer_from_seed
from tests.asking import refused
from tests.operations.authority.conftest import ORIGIN, TOKEN, Liar

NODE = "/api/v1/node"


def test_a_sound_answer_is_taken_and_the_token_goes_in_its_header_alone(liar: Liar, desk: Desk) -> None:
    liar.says(NODE, liar.node())
    assert Remote(desk, "XA-NLO-1", "ru").node().capacity == "NLO"
    ((path, headers, sent),) = liar.asked
    assert (headers["Authorization"], headers["Accept-Language"]) == (f"Bearer {TOKEN}", "ru")
    assert TOKEN not in path
    assert sent == b""
    liar.says(NODE, liar.node(checkpoint=""))  # before the first checkpoint
    assert Remote(desk, "XA-NLO-1").node().checkpoint == ""


def _signed_by(seed: bytes, origin: str = ORIGIN) -> str:
    return sign_checkpoint(Checkpoint(origin, 1, bytes(32)), [signer_from_seed(origin, seed)]).decode()


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"vkey": signer_from_seed(ORIGIN, os.urandom(32)).key.vkey()}, "authority.log"),
        ({"vkey": ""}, "authority.log"),
        ({"checkpoint": _signed_by(os.urandom(32))}, "authority.log"),
        ({"checkpoint": _signed_by(os.urandom(32), "other.example/fictional")}, "authority.log"),
        ({"checkpoint": "nothing"}, "authority.log"),
        ({"officer": "XA-NAA-1"}, "authority.other"),
        ({"authority": "XB-CENTRAL"}, "authority.other"),
        ({"capacity": None}, "authority.answer"),
        ({"officer_key": 1}, "authority.answer"),
        ({"profile": "../sco_rats"}, "authority.answer"),
    ],
)
def test_another_log_and_another_officer_are_found(liar: Liar, desk: Desk, other: dict[str, Any], code: str) -> None:
    liar.says(NODE, liar.node(**other))
    with refused(code):
        Remote(desk, "XA-NLO-1").node()


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [
        (b"<html>", 200, "authority.answer"),
        (b"[]", 200, "authority.answer"),
        (b'{"vkey": "', 200, "authority.answer"),
        (b"[" * 100_000, 200, "authority.answer"),
        ({}, 200, "authority.answer"),
        (b"", 502, "authority.unreachable"),
        (b"", 500, "authority.answer"),
        ({"code": "api.token", "detail": "no"}, 401, "authority.token"),
        ({"code": "api.token", "detail": "no"}, 403, "authority.token"),
        ({"code": "actor.office", "detail": "not in office {officer} %s"}, 403, "authority.refused"),
        ({"code": 7}, 500, "authority.answer"),
    ],
)
def test_whatever_comes_is_judged(liar: Liar, desk: Desk, value: Any, status: int, code: str) -> None:
    liar.says(NODE, value, status)
    with refused(code) as found:
        Remote(desk, "XA-NLO-1").node()
    assert TOKEN not in found().refusal.sentence()


def test_no_redirect_is_followed(liar: Liar, desk: Desk) -> None:
    liar.says(NODE, {}, 302, Location=f"{liar.address}/elsewhere")
    with refused("authority.answer"):
        Remote(desk, "XA-NLO-1").node()
    assert [path for path, _, _ in liar.asked] == [NODE]


def test_an_endless_answer_is_not_read(liar: Liar, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_ANSWER", 1000)
    liar.says(NODE, liar.node(more="x" * 1000))
    with refused("authority.answer"):
        Remote(desk, "XA-NLO-1").node()


@pytest.mark.parametrize("act", [None, {}, [], "act", {"head": "{}", "bodies": []}, {"head": 1.5}])
def test_what_is_no_act_is_not_taken_for_one(liar: Liar, desk: Desk, act: Any) -> None:
    liar.says("/api/v1/moves", {"act": act})
    with refused("authority.answer"):
        Remote(desk, "XA-NLO-1").prepare("flag.raise", "0" * 32, {})


def test_a_registry_elsewhere_is_asked_over_tls_alone(desk: Desk, tmp_path: Path) -> None:
    for good in ("https://registry.example", "https://registry.example:8443/at", "http://[::1]:8000"):
        assert remote.address(good).hostname
    for bad in ("http://registry.example", "http://127.0.0.1.example", "https://", "https://a:b:c", "registry.example"):
        with refused("authority.address"):
            remote.address(bad)

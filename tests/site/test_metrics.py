"""What is counted says how many and how long, and nothing about whom."""

from __future__ import annotations

import pytest

from comity.site import metrics
from tests.site.conftest import Caller


def text(call: Caller, address: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    answer = call.client.get("/metrics", REMOTE_ADDR=address, headers=headers)
    return answer.status_code, answer.content.decode()


def test_answers_are_counted_by_status_alone(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "ALL", metrics.Answers())
    call.get("/healthz")
    call.get("/nowhere/Vymyshlen")
    code, told = text(call)
    assert code == 200
    assert 'comity_answers_total{status="200"} 1\n' in told
    assert 'comity_answers_total{status="404"} 1\n' in told
    assert "Vymyshlen" not in told
    assert "nowhere" not in told


@pytest.mark.parametrize(
    ("address", "headers"), [("192.0.2.7", {}), ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}), ("", {})]
)
def test_they_are_shown_on_this_machine_alone(call: Caller, address: str, headers: dict[str, str]) -> None:
    assert text(call, address, **headers)[0] == 401

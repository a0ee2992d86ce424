"""Who may answer a request: head or deputy of the authority that was asked, while it waits for an answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from comity.assistance.procedures import ASKED
from comity.site.answers import requests

WAITS = ASKED.split()[0]


@pytest.mark.parametrize(
    ("capacity", "head", "to", "step", "may"),
    [
        ("ECA", True, "EC", WAITS, True),
        ("NAA", True, "EC", WAITS, True),
        ("ECA", False, "EC", WAITS, False),
        ("NLO", True, "EC", WAITS, False),
        ("ECA", True, "XA-CENTRAL", WAITS, False),
        ("ECA", True, "EC", "closed", False),
    ],
)
def test_who_may_answer(capacity: str, head: bool, to: str, step: str, may: bool) -> None:
    signer = SimpleNamespace(capacities=frozenset({capacity}), head_or_deputy=head)
    visit: Any = SimpleNamespace(signer=signer, reader=SimpleNamespace(authority="EC"))
    request: Any = SimpleNamespace(text={"to": to}.__getitem__, step=step)
    assert requests.may_answer(visit, request) is may
